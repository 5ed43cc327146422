internal import ExactStrings
internal import Files
internal import Interpreter
internal import Text

/// Takes note of the files that a run reads and writes, and hashes them beside the work.
///
/// What is read is hashed while the run goes on, on a thread of its own that leaves the processor to
/// the work, and at the latest before the run writes it; what is written, when the run ends. Of a folder that is read, the files that lie in it
/// directly count. A file that the run itself has written is no input.
final class FileJournal: FileAccess {
  /// The files that were named together, folder by folder; some more than once.
  private var inputs: [(files: [String], isFolder: Bool)] = []
  private var known: Set<ExactString> = []
  private var outputs: [String] = []
  /// The paths that were written so far, files and folders.
  var written: [String] { outputs }
  /// Where the outputs are, by which they are known under any path.
  private var outputPlaces: [String] = []
  /// The folder that was asked about last: the files of one follow each other.
  private var lastFolder: (path: String, place: String)?
  private let hashing = HashingThread()
  /// Where trainings are kept, if a recorded run is repeated.
  private var rerun: RerunTrainings?
  /// The trainings that were begun or went on, and where they were wanted.
  private(set) var trainings: [RunRecord.Training] = []

  /// Begins a journal.
  ///
  /// - Parameter rerun: Where trainings are kept, if a recorded run is repeated.
  init(rerun: RerunTrainings? = nil) {
    self.rerun = rerun
  }

  func placeOfTraining(_ path: String) throws -> String {
    do throws(SystemFault) {
      return try rerun?.folder(for: path) ?? path
    } catch {
      throw BuiltinError(
        "the folder for the training of this rerun cannot be made: \(error)", kind: "file")
    }
  }

  func keepsTraining(_ path: String, in folder: String) {
    trainings.append(RunRecord.Training(output: path, folder: folder))
  }

  func reading(_ path: String) -> String {
    let path = rerun?.path(for: path) ?? path
    note(path)
    return path
  }

  /// What a folder holds already is none of what the run writes.
  func makingFolder(_ path: String) -> String { rerun?.path(for: path) ?? path }

  func writing(_ path: String) -> String {
    let path = rerun?.path(for: path) ?? path
    if !outputs.containsExactly(path) {
      hashing.hashBefore(writing: path)
      outputs.append(path)
      outputPlaces.append(fastPlace(of: path))
    }
    return path
  }

  func willRead(_ paths: [String]) {
    // These are files, whose headers were read: there is no need to look again.
    add(outputs.isEmpty ? paths : paths.filter { !isOutput($0) }, isFolder: false)
  }

  private func note(_ path: String) {
    guard outputs.isEmpty || !isOutput(path), known.insert(path).inserted else { return }
    add(files(in: path, recursively: false), isFolder: true)
  }

  private func add(_ files: [String], isFolder: Bool) {
    inputs.append((files, isFolder))
    hashing.add(files)
  }

  /// Whether the run wrote the file, or the folder that it lies in.
  private func isOutput(_ path: String) -> Bool {
    let path = fastPlace(of: path).inFolder("").utf8
    return outputPlaces.contains { path.starts(with: $0.inFolder("").utf8) }
  }

  /// The place of a path.
  private func fastPlace(of path: String) -> String {
    if path.namesFolder { return place(of: path) }
    let folder = path.pathFolder
    if let lastFolder, lastFolder.path.utf8.elementsEqual(folder.utf8) {
      return lastFolder.place.inFolder(path.pathName)
    }
    let found = place(of: folder)
    lastFolder = (folder, found)
    return found.inFolder(path.pathName)
  }

  /// Waits for the hashes of what was read, and hashes what was written.
  ///
  /// - Parameter isCancelled: Asked now and then; what is not hashed then says so.
  /// - Returns: The files in the order in which they were named.
  func finish(
    isCancelled: @escaping @Sendable () -> Bool
  ) -> (inputs: [FileFingerprint], outputs: [FileFingerprint]) {
    let hashes = hashing.finish(isCancelled: isCancelled)
    let written = outputs.flatMap { inOrder(files(in: $0, recursively: true)) }.map {
      FileFingerprint(path: $0, at: $0, isCancelled: isCancelled)
    }
    var seen: Set<ExactString> = []
    let named = inputs.flatMap { $0.isFolder ? inOrder($0.files) : $0.files }
    return (named.filter { seen.insert($0).inserted }.compactMap { hashes[$0] }, written)
  }
}

private func inOrder(_ paths: [String]) -> [String] {
  paths.sortedExactly()
}

/// The ordinary files at a path: the file itself, or those in a folder, in no order.
private func files(in path: String, recursively: Bool) -> [String] {
  guard let kind = entry(at: path) else { return [] }
  guard kind == .folder else { return kind == .file ? [path] : [] }
  let prefix = path.hasSuffix("/") ? path : path + "/"
  var names: [String] = []
  if recursively {
    names = ((try? pathsBelow(path)) ?? []).filter {
      entry(at: prefix + $0) == .file
    }
  } else if let entries = try? folderEntries(path) {
    for (name, kind) in entries where kind == .file || entry(at: prefix + name) == .file {
      names.append(name)
    }
  }
  return names.filter { $0.utf8.first != UInt8(ascii: ".") }.map { prefix + $0 }
}

private func entry(at path: String) -> PathKind? {
  do throws(TextError) { return try pathKind(path) } catch { return nil }
}
