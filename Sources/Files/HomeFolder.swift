internal import Glibc

/// Why `~` at the beginning of a path stands for nothing.
package enum HomeProblem: Error, Equatable, CustomStringConvertible {
  /// The variable `HOME` is not there, or empty.
  case notSet
  /// `HOME` is not UTF-8.
  case notText

  /// The problem in words that follow the path.
  package var description: String {
    switch self {
    case .notSet: "begins with ~, which stands for $HOME, and HOME is not set"
    case .notText: "begins with ~, which stands for $HOME, and HOME is not UTF-8"
    }
  }

  /// What can be done about it.
  package var hint: String { "set HOME, or write the path out; ./~ is a folder of that name" }
}

/// The path that is meant by one that a person writes: `~` at its beginning is the folder `HOME`.
///
/// This is the one meaning of `~`, for all that is read and all that is written. `~` alone and `~/…` are
/// `HOME` and what is in it; `~name` is a name like any other, and `./~` is a folder that is called `~`.
/// Paths that stand in files of data are never asked about here.
///
/// - Parameter path: A path of a recipe, of the shell or of the command line.
/// - Returns: The path to hand to the system.
/// - Throws: ``HomeProblem`` if the path begins so and there is no such folder.
package func expandingHome(_ path: String) throws(HomeProblem) -> String {
  guard path.beginsWithHome else { return path }
  let home: String?
  do throws(NotUTF8) { home = try environmentVariable("HOME") } catch { throw .notText }
  return try expandingHome(path, home: home)
}

/// The path that is meant by one of the environment, whose `HOME` is given.
package func expandingHome(_ path: String, home: String?) throws(HomeProblem) -> String {
  guard path.beginsWithHome else { return path }
  guard let home, !home.isEmpty else { throw .notSet }
  if path.utf8.count == 1 { return home }
  return home.inFolder(String(decoding: path.utf8.dropFirst(2), as: UTF8.self))
}

extension String {
  /// Whether the path begins with `~` as a whole name.
  fileprivate var beginsWithHome: Bool {
    utf8.first == UInt8(ascii: "~")
      && (utf8.count == 1 || utf8.dropFirst().first == UInt8(ascii: "/"))
  }
}

/// A text of the system is not UTF-8, so that no text stands for it.
package struct NotUTF8: Error, Equatable {}

/// The value of a variable of the environment, or `nil` if it is not there.
///
/// - Throws: ``NotUTF8`` if it is not UTF-8: a text with other bytes in it would name another file.
package func environmentVariable(_ name: String) throws(NotUTF8) -> String? {
  guard !name.utf8.contains(0), let value = unsafe getenv(name) else { return nil }
  guard let text = unsafe String(validatingCString: value) else { throw NotUTF8() }
  return text
}
