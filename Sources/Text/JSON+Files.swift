extension JSON {
  /// Reads a value from a file, strictly.
  public init(path: String, limits: Limits = Limits()) throws(TextError) {
    let bytes = try readFile(path, limit: limits.byteCount)
    do {
      try self.init(parsing: bytes, limits: limits)
    } catch {
      throw .json(path: path, error)
    }
  }

  /// Writes the value to a file with two spaces a level, whole or not at all.
  public func save(to path: String, order: JSONKeyOrder = .asGiven) throws(TextError) {
    let text: String
    do {
      text = try self.text(indentation: 2, order: order)
    } catch {
      throw .json(path: path, error)
    }
    try writeFile(path, Array((text + "\n").utf8))
  }
}
