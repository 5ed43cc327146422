internal import Files
internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Notes what calls write, and checks that what one reads is there.
  func notePaths(of calls: [BuiltinCall]) {
    if context.isDormant || context.isSilent { return }
    for call in calls {
      for (parameter, argument) in call.given where parameter.type.isWritten {
        noteWrite(of: argument.type)
      }
    }
    guard calls.count == 1, let call = calls.first, call.faults.isEmpty else { return }
    for (parameter, argument) in call.given where parameter.type.isRead {
      guard let path = argument.type.text, !context.isTrying else { continue }
      let read = PathLedger.Read(
        path: path, reader: call.builtin.name, range: SourceRange(source, argument.span),
        certainty: certainty, importing: importing)
      if !paths.postpone(read) { checkInput(read) }
    }
  }

  /// Notes that something is written at a path that `type` is known of.
  func noteWrite(of type: StaticType) {
    if context.isDormant || context.isSilent { return }
    paths.write(type)
  }

  /// Reports a file that is not there, and that nothing before writes.
  func checkInput(_ read: PathLedger.Read) {
    let problem: String
    var help: String?
    do throws(BuiltinError) {
      let path = try meantPath(read.path)
      guard !paths.mayHold(read.path), !isThere(path, followsLinks: true) else { return }
      let isLink = isThere(path, followsLinks: false)
      problem = "\(read.path.quoted) \(isLink ? "is a link that leads nowhere" : "does not exist")"
      help = hint(for: path)
    } catch {
      (problem, help) = (error.message, error.hint)
    }
    let diagnostic = Diagnostic(
      "\(read.reader): \(problem)", at: read.range,
      context: read.importing.suffix(8).reversed().map(\.text), hint: help, kind: "file")
    var draft = Draft(severity: .error, diagnostic: diagnostic, certainty: read.certainty)
    draft.needsCertainty = true
    draft.place = read.importing.first?.start ?? read.range.span.start
    addPlaced(draft)
  }

  /// What may be meant by a path that leads nowhere: a name like it, or the folder that is missing.
  private func hint(for path: String) -> String? {
    let folder = path.pathFolder
    guard isThere(folder, followsLinks: true) else {
      return "the folder \(folder.quoted) does not exist"
    }
    guard let nearest = NearestSpelling.of(path.pathName, among: entries(of: folder)) else {
      return nil
    }
    let start = folder == "." && !path.hasPrefix("./") ? nearest : folder.inFolder(nearest)
    return "did you mean \(start.quoted)?"
  }

  /// The names in a folder, unless they are very many.
  private func entries(of folder: String) -> [String] {
    let entries = (try? folderEntries(folder)) ?? []
    return entries.prefix(2_000).map(\.name)
  }
}

/// Whether something is at a path.
private func isThere(_ path: String, followsLinks: Bool) -> Bool {
  if case .success = systemKind(path, followsLinks: followsLinks) { return true }
  return false
}

extension ValueType {
  /// Whether something is written at the path that an argument names.
  fileprivate var isWritten: Bool {
    switch self {
    case .outputPath: true
    case .anyOf(let types): types.contains(where: \.isWritten)
    default: false
    }
  }

  /// Whether text as an argument is always the path of something that is read.
  fileprivate var isRead: Bool {
    switch self {
    case .inputPath: true
    case .anyOf(let types):
      types.contains(where: \.isRead) && !types.contains { !$0.isRead && $0.accepts(.string("a")) }
    default: false
    }
  }
}
