internal import Files

extension Core {
  static var fileLists: [Builtin] {
    [
      Builtin(
        "list_files",
        [
          Parameter(
            "pattern", .path, "a folder, or a path with *, ?, [a-z] or ** (any folders, also none)")
        ], result: "list of string",
        summary: "The paths of the files that match a pattern, sorted by their code points.",
        help:
          "The order is that of Python's sorted(glob(…)): 10.wav comes before 2.wav. Names are given "
          + "exactly as they are stored. Hidden files, whose names begin with a dot, match only a pattern with "
          + "that dot. Of a folder it gives all files in it, without those in folders within. Where nothing "
          + "matches the list is empty; a folder that is not there is an error.",
        example: "write_text(\"a.txt\", \"one\"); list_files(\"*.txt\")"
      ) { call in
        let given = try call.string("pattern")
        let pattern = PathPattern(given)
        let base = pattern.base.isEmpty ? "." : pattern.base
        let place = try call.session.reading(base)
        switch systemKind(place, followsLinks: true) {
        case .success(.file) where !pattern.hasWildcards: return Value([.string(given)])
        case .success(.folder): break
        case .success, .failure:
          throw BuiltinError(
            "the folder \(base.quoted) does not exist\(windowsAdvice(given))", kind: "file",
            argument: "pattern")
        }
        let all = pattern.hasWildcards ? pattern : PathPattern(given.inFolder("*"))
        let files = try all.files(in: place) { try call.checkInterruption() }
        return Value(files.map { .string($0) })
      }
    ]
  }
}
