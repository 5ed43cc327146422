internal import ExactStrings
internal import Files

/// The way by which a session comes to the files that a recipe names.
///
/// Built-ins ask for every path before they open it, so that a run can keep a record of what was
/// read and written, and a rehearsal can write elsewhere. They ask through ``Session/reading(_:)`` and
/// ``Session/writing(_:)``, by which `~` has its meaning before.
public protocol FileAccess: AnyObject {
  /// Returns the path to open in order to read what the recipe means by `path`, a file or a folder.
  func reading(_ path: String) -> String
  /// Returns the path to open in order to write what the recipe means by `path`, a file or a folder.
  ///
  /// - Throws: An error of a built-in if nothing may be written there.
  func writing(_ path: String) throws -> String
  /// Takes note of files that are going to be read without being named, such as a corpus's recordings.
  func willRead(_ paths: [String])
  /// Returns the path to open in order to make a folder that is called `path` and lies empty, or is there
  /// already; what is in it is not written by that.
  ///
  /// - Throws: An error of a built-in if nothing may be written there.
  func makingFolder(_ path: String) throws -> String
  /// Returns the folder that stands for the one in which a recipe wants a training kept: the same, unless
  /// a recorded run is repeated, whose trainings are kept apart.
  ///
  /// - Throws: An error of a built-in if nothing may be written there.
  func placeOfTraining(_ path: String) throws -> String
  /// Takes note of the folder in which a training is kept that the recipe wants kept in `path`.
  func keepsTraining(_ path: String, in folder: String)
}

extension FileAccess {
  /// Returns what ``writing(_:)`` does.
  public func makingFolder(_ path: String) throws -> String { try writing(path) }

  /// Returns `path`.
  public func placeOfTraining(_ path: String) throws -> String { path }

  /// Does nothing.
  public func keepsTraining(_ path: String, in folder: String) {}
}

/// Files as they are: every path is opened as it is meant.
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

/// The path that is meant by one that a recipe writes: `~` at its beginning is the folder `HOME`.
///
/// - Throws: ``BuiltinError`` if there is no such folder.
package func meantPath(_ path: String) throws(BuiltinError) -> String {
  do throws(HomeProblem) {
    return try expandingHome(path)
  } catch {
    throw BuiltinError("\(path.quoted) \(error)", hint: error.hint, kind: "file")
  }
}

extension Session {
  /// The path to open for the file or folder that a recipe calls `path` and that is read.
  public func reading(_ path: String) throws(BuiltinError) -> String {
    let meant = try meantPath(path)
    remarkOnEarlierTraining(meant)
    return files.reading(meant)
  }

  /// Says once that a path leads to an earlier training than the one that the recipe has begun.
  private func remarkOnEarlierTraining(_ path: String) {
    guard let place = trainingsElsewhere.firstIndex(where: { path.isBelow($0.output) }) else {
      return
    }
    let folder = trainingsElsewhere.remove(at: place).folder
    notice(
      "\(path.quoted) lies in the folder of an earlier training; that of this run is in "
        + "\(folder.quoted), which its history names: history.output")
  }

  /// The path to open for the file or folder that a recipe calls `path` and that is written.
  public func writing(_ path: String) throws -> String {
    let meant = try meantPath(path)
    remarkOnEarlierTraining(meant)
    return try files.writing(meant)
  }
}

extension Call {
  /// The path to open for the file or folder that `name` gives and that is read.
  public func inputPath(_ name: String) throws -> String {
    try path(name) { try session.reading($0) }
  }

  /// The path to open for the file or folder that `name` gives and that is written.
  public func outputPath(_ name: String) throws -> String {
    try path(name) { try session.writing($0) }
  }

  /// The path to open in order to make the folder that `name` gives, or to find it there.
  public func folderPath(_ name: String) throws -> String {
    try path(name) { try session.files.makingFolder(try meantPath($0)) }
  }

  private func path(_ name: String, _ opened: (String) throws -> String) throws -> String {
    do {
      return try opened(try string(name))
    } catch var error as BuiltinError {
      error.argument = name
      throw error
    }
  }
}

extension String {
  /// Whether the path names something below a folder, as both are written.
  fileprivate func isBelow(_ folder: String) -> Bool {
    startsExactly(with: folder.inFolder("")) && utf8.count > folder.inFolder("").utf8.count
  }
}
