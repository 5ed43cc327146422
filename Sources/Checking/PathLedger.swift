internal import ExactStrings
internal import Files
internal import Interpreter
internal import Language

/// What a recipe has written so far, as far as that is known, so that it may be read.
struct PathLedger {
  /// A file that the recipe reads.
  struct Read {
    let path: String
    /// The built-in that reads it.
    let reader: String
    let range: SourceRange
    let certainty: Certainty
    let importing: [ImportNote]
  }

  /// Whether something is written at a path of which nothing is known.
  var writesAnything = false
  /// Whether a function calls one that was not walked yet, so that it is not known what that writes.
  var callsAhead = false

  /// The most beginnings of paths that are kept; beyond them anything may be written.
  private static let mostPrefixes = 100

  private var written: Set<ExactString> = []
  /// The folders that hold what is written.
  private var folders: Set<ExactString> = []
  private var prefixes: Set<ExactString> = []
  private var writesInFunctions = false
  private var functionDepth = 0
  /// The reads in loops around the place, which the next turn makes after what follows them.
  private var loopReads: [[Read]] = []
  private var functionReads: [Read] = []

  mutating func enterFunction() { functionDepth += 1 }
  mutating func leaveFunction() { functionDepth -= 1 }
  mutating func enterLoop() { loopReads.append([]) }

  /// Leaves a loop and returns the reads in it that can be checked now.
  mutating func leaveLoop() -> [Read] {
    let reads = loopReads.popLast() ?? []
    guard let last = loopReads.indices.last else { return reads }
    loopReads[last] += reads
    return []
  }

  /// Takes the reads in functions, which may come after all that is written.
  mutating func takeFunctionReads() -> [Read] {
    defer { functionReads = [] }
    return functionReads
  }

  /// Keeps a read for later if it stands in a function or in a loop; returns whether it does.
  mutating func postpone(_ read: Read) -> Bool {
    if functionDepth > 0 {
      functionReads.append(read)
    } else if let last = loopReads.indices.last {
      loopReads[last].append(read)
    } else {
      return false
    }
    return true
  }

  /// Notes what is written at a path that `type` is known of.
  mutating func write(_ type: StaticType) {
    if functionDepth > 0 { writesInFunctions = true }
    switch type {
    case .constant(.string(let path)): add(path)
    case .text(let origin) where !origin.prefix.isEmpty: add(prefix: origin.prefix)
    case .text(let origin):
      if let argument = origin.argument { write(argument) } else { writesAnything = true }
    case .argument(let place): write(place)
    default: writesAnything = true
    }
  }

  private mutating func write(_ place: ArgumentPlace) {
    if place.function.isValue { writesAnything = true }
    place.function.writtenParameters.insert(place.index)
  }

  private mutating func add(_ path: String) {
    let path = path.placeMeant
    written.insert(path)
    for folder in path.foldersAbove where !folders.insert(folder).inserted { break }
  }

  private mutating func add(prefix: String) {
    // Of a name that goes on behind the prefix it is not known whether it is a link, nor what `~` is.
    if prefixes.count >= 2 * Self.mostPrefixes || prefix == "~" { writesAnything = true }
    prefixes.insert(prefix)
    if prefix.hasSuffix("/") {
      prefixes.insert(prefix.placeMeant)
      add(prefix)
    } else {
      prefixes.insert(prefix.pathFolder.placeMeant.inFolder(prefix.pathName))
    }
  }

  /// Whether a training may be kept at a path: where its folder holds one already, it goes to one with a
  /// number behind the name.
  private func mayHoldTraining(_ path: String) -> Bool {
    let digits = path.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    let base = path.utf8.dropLast(digits)
    guard digits > 0, base.last == UInt8(ascii: "-") else { return false }
    return written.contains(String(decoding: base.dropLast(), as: UTF8.self))
  }

  /// Whether there may be something at `path` that the recipe has written.
  func mayHold(_ path: String) -> Bool {
    if writesAnything || (callsAhead && writesInFunctions) { return true }
    let given = path
    let path = path.placeMeant
    if written.contains(path) || folders.contains(path) { return true }
    if path.foldersAbove.contains(where: written.contains) { return true }
    if ([path] + path.foldersAbove).contains(where: mayHoldTraining) { return true }
    return prefixes.contains {
      path.startsExactly(with: $0.string) || $0.string.startsExactly(with: path + "/")
        || given.startsExactly(with: $0.string)
    }
  }
}

extension String {
  /// Where the path leads in a run: `~` is the folder `HOME`, links are followed as far as they are there.
  fileprivate var placeMeant: String {
    // Without `HOME` the run fails there; until then the path stands for itself.
    place(of: (try? meantPath(self)) ?? self)
  }

  /// The folders on the way to a place, the innermost first.
  fileprivate var foldersAbove: [String] {
    var folders: [String] = []
    var rest = self[...]
    while let slash = rest.lastIndex(of: "/"), slash > startIndex {
      rest = self[..<slash]
      folders.append(String(rest))
    }
    return folders
  }
}
