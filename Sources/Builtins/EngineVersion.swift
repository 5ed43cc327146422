/// The version of this program.
public let engineVersion = "0.1.0"
