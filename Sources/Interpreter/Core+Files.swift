internal import Foundation

extension Core {
  static var files: [Builtin] {
    [
      Builtin(
        "env",
        [
          Parameter("name", .string, "the name of the variable"),
          Parameter("default", .optional(.string), default: .none, "if it is not set"),
        ], result: "string or none", summary: "A variable of the environment.",
        example: "env(\"HOME\")"
      ) { call in
        let name = try call.string("name")
        if let text = ProcessInfo.processInfo.environment[name] { return .string(text) }
        return try call.value("default")
      },
      Builtin(
        "read_lines", [Parameter("path", .inputPath)], result: "list of string",
        summary: "The lines of a text file in UTF-8, without their ends.",
        example: "write_text(\"words.txt\", \"one\\ntwo\\n\"); read_lines(\"words.txt\")"
      ) { call in
        let path = try call.inputPath("path")
        let text: String
        do throws(BuiltinError) {
          text = try readText(path)
        } catch {
          var placed = error
          placed.argument = "path"
          throw placed
        }
        return Value(lines(of: text))
      },
      Builtin(
        "write_text", [Parameter("path", .outputPath), Parameter("text", .string)], result: "none",
        summary: "Writes a text file in UTF-8.",
        help:
          "The file is written under another name and renamed, so that it is whole or as before.",
        example: "write_text(\"words.txt\", \"one\\ntwo\\n\")"
      ) { call in
        let path = try call.outputPath("path")
        try write(Data(try call.string("text").utf8), to: path)
        return .none
      },
      Builtin(
        "make_folder", [Parameter("path", .outputPath)], result: "none",
        summary: "Makes a folder, and those above it, where there are none.",
        example: "make_folder(\"letters\")"
      ) { call in
        let path = try call.outputPath("path")
        do {
          try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        } catch {
          throw BuiltinError(
            "\(path.quoted) cannot be made a folder",
            hint: "a file of that name may stand there, or check the permissions above it",
            kind: "file", argument: "path")
        }
        return .none
      },
    ]
  }

  private static func lines(of text: String) -> [Value] {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { line in
      let isReturned = line.last == UInt8(ascii: "\r")
      return .string(String(Substring(isReturned ? line.dropLast() : line)))
    }
  }

  private static func write(_ data: Data, to path: String) throws(BuiltinError) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let reason =
        !FileManager.default.fileExists(atPath: folder)
        ? "the folder \(folder.quoted) does not exist"
        : isFolder(path) ? "it is a folder" : "check its permissions and the room on the disk"
      throw BuiltinError(
        "\(path.quoted) cannot be written", hint: reason, kind: "file", argument: "path")
    }
  }
}
