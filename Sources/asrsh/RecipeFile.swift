internal import Glibc
internal import Interpreter
internal import Language

/// Reads the texts that are run.
enum RecipeFile {
  /// The most bytes that a recipe may have.
  static let limit = 16 << 20

  /// Reads the text that the command line names.
  static func read(_ text: Invocation.Text) throws(Diagnostic) -> SourceText {
    switch text {
    case .file(let path): try read(path)
    case .standardInput: try readStandardInput()
    case .expression(let expression): SourceText(expression, name: "-e")
    }
  }

  /// Reads the recipe at `path`.
  static func read(_ path: String) throws(Diagnostic) -> SourceText {
    let path = try meant(path)
    let bytes = try bytes(of: path, limit: limit + 1)
    return SourceText(try text(bytes, of: quoted(path)), name: path, path: path)
  }

  /// Reads the file at `path`, but no more than `limit` bytes.
  static func bytes(of path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
    let path = try meant(path)
    do throws(SystemError) {
      let descriptor = try SystemCalls.open(path, O_RDONLY)
      defer { SystemCalls.close(descriptor) }
      if try SystemCalls.status(descriptor).isFolder { throw SystemError(code: EISDIR) }
      return try SystemCalls.readToEnd(descriptor, limit: limit)
    } catch {
      throw Diagnostic("\(quoted(path)) cannot be read: \(error.reason)", kind: "file")
    }
  }

  /// Reads a recipe from standard input.
  static func readStandardInput() throws(Diagnostic) -> SourceText {
    let bytes: [UInt8]
    do {
      bytes = try SystemCalls.readToEnd(0, limit: limit + 1)
    } catch {
      throw Diagnostic("standard input cannot be read: \(error.reason)", kind: "file")
    }
    return SourceText(try text(bytes, of: "standard input"), name: "standard input")
  }

  /// Writes `text` to a file at `path`, where there must be none yet, whole or not at all.
  static func writeNew(_ path: String, _ text: String) throws(Diagnostic) {
    let path = try meant(path)
    do throws(SystemError) {
      let flags = O_WRONLY | O_CREAT | O_EXCL
      let descriptor = try SystemCalls.open(path, flags, mode: 0o666)
      defer { SystemCalls.close(descriptor) }
      do throws(SystemError) {
        try SystemCalls.write(descriptor, Array(text.utf8))
      } catch {
        SystemCalls.remove(path)
        throw error
      }
    } catch {
      throw Diagnostic("\(quoted(path)) cannot be written: \(error.reason)", kind: "file")
    }
  }

  /// Returns the text in `bytes`, which have to be UTF-8.
  static func text(_ bytes: [UInt8], of name: String) throws(Diagnostic) -> String {
    if bytes.count > limit {
      throw Diagnostic("\(name) is longer than \(limit >> 20) MB; it is no recipe", kind: "file")
    }
    do {
      return try Interpreter.text(of: bytes)
    } catch {
      throw Diagnostic("\(name) \(error)", hint: "save it as UTF-8", kind: "file")
    }
  }

  /// The path that is meant by one of the command line or of the shell, as recipes mean theirs.
  static func meant(_ path: String) throws(Diagnostic) -> String {
    do throws(BuiltinError) {
      return try meantPath(path)
    } catch {
      throw Diagnostic(error.message, hint: error.hint, kind: "file")
    }
  }

  static func quoted(_ path: String) -> String { "\"\(path)\"" }
}
