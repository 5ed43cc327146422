/// The way by which a session comes to the files that a recipe names.
///
/// Built-ins ask for every path before they open it, so that a run can keep a record of what was
/// read and written, and a rehearsal can write elsewhere.
public protocol FileAccess: AnyObject {
  /// Returns the path to open in order to read what the recipe calls `path`, a file or a folder.
  func reading(_ path: String) -> String
  /// Returns the path to open in order to write what the recipe calls `path`, a file or a folder.
  ///
  /// - Throws: An error of a built-in if nothing may be written there.
  func writing(_ path: String) throws -> String
  /// Takes note of files that are going to be read without being named, such as a corpus's recordings.
  func willRead(_ paths: [String])
}

/// Files as they are: every path is opened as the recipe writes it.
public final class DirectFiles: FileAccess {
  /// Creates it; it has no state.
  public init() {}

  /// Returns `path`.
  public func reading(_ path: String) -> String { path }

  /// Returns `path`.
  public func writing(_ path: String) -> String { path }

  /// Does nothing.
  public func willRead(_ paths: [String]) {}
}

extension Call {
  /// The path to open for the file or folder that `name` gives and that is read.
  public func inputPath(_ name: String) throws -> String {
    session.files.reading(try string(name))
  }

  /// The path to open for the file or folder that `name` gives and that is written.
  public func outputPath(_ name: String) throws -> String {
    do {
      return try session.files.writing(try string(name))
    } catch var error as BuiltinError {
      error.argument = name
      throw error
    }
  }
}
