internal import Foundation
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
    guard !paths.mayHold(read.path), !FileManager.default.fileExists(atPath: read.path) else {
      return
    }
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: read.path)) != nil
    let problem = isLink ? "is a link that leads nowhere" : "does not exist"
    let diagnostic = Diagnostic(
      "\(read.reader): \(read.path.quoted) \(problem)", at: read.range,
      context: read.importing.suffix(8).reversed().map(\.text), hint: hint(for: read.path),
      kind: "file")
    var draft = Draft(severity: .error, diagnostic: diagnostic, certainty: read.certainty)
    draft.needsCertainty = true
    draft.place = read.importing.first?.start ?? read.range.span.start
    addPlaced(draft)
  }

  /// What may be meant by a path that leads nowhere: a name like it, or the folder that is missing.
  private func hint(for path: String) -> String? {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    guard FileManager.default.fileExists(atPath: place) else {
      return "the folder \(place.quoted) does not exist"
    }
    let name = (path as NSString).lastPathComponent
    guard let nearest = NearestSpelling.of(name, among: entries(of: place)) else { return nil }
    return "did you mean \((folder as NSString).appendingPathComponent(nearest).quoted)?"
  }

  /// The names in a folder, unless they are very many.
  private func entries(of folder: String) -> [String] {
    var names: [String] = []
    let walker = FileManager.default.enumerator(atPath: folder)
    while names.count < 2_000, let name = walker?.nextObject() as? String {
      names.append(name)
      walker?.skipDescendants()
    }
    return names
  }
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
