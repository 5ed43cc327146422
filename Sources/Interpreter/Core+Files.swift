internal import Files

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
        do throws(NotUTF8) {
          if let text = try environmentVariable(name) { return .string(text) }
        } catch {
          throw BuiltinError("the variable \(name) is not UTF-8", argument: "name")
        }
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
        try write(Array(try call.string("text").utf8), to: path)
        return .none
      },
      Builtin(
        "make_folder", [Parameter("path", .outputPath)], result: "none",
        summary: "Makes a folder, and those above it, where there are none.",
        example: "make_folder(\"letters\")"
      ) { call in
        let path = try call.folderPath("path")
        do throws(SystemFault) {
          try makeFolders(path)
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

  private static func write(_ bytes: [UInt8], to path: String) throws(BuiltinError) {
    do throws(SystemFault) {
      let file = try FileReplacement(path)
      try file.write(bytes)
      try file.commit()
    } catch {
      let folder = path.pathFolder
      let reason =
        !isThere(folder)
        ? "the folder \(folder.quoted) does not exist"
        : error.isFolder ? "it is a folder" : "the system says: \(error)"
      throw BuiltinError(
        "\(path.quoted) cannot be written", hint: reason, kind: "file", argument: "path")
    }
  }
}
