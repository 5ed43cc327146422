internal import Checkpoints
internal import ExactStrings
internal import Files

/// Which folder a training gets: what another has left is never written over.
///
/// The trainings of one name lie beside each other: `run`, and `run-2`, `run-3` … that were begun because
/// `run` held one already. Their file `RUN` names the folder beside which they were begun, so that a folder
/// which happens to be called so is none of them.
extension TrainingFolder {
  /// A training that a folder holds.
  public struct Held: Equatable, Sendable {
    /// The folder.
    public let path: String
    /// The updates of its newest checkpoint; `nil` if there is none.
    public let step: Int?
    /// Whether that is the end of the training.
    public let isDone: Bool
    /// Whether a process works on it.
    public let isGoingOn: Bool
  }

  /// The most trainings of one name.
  private static let mostOfOneName = 100_000

  /// Takes the folder of a new training: `path`, or if that holds one, the first free one of `path-2`,
  /// `path-3` and so on.
  ///
  /// Two processes that look at once get two folders: each takes the lock before it looks.
  ///
  /// - Parameters:
  ///   - path: The folder that is asked for.
  ///   - policy: How the run is kept; that it resumes has no meaning here.
  /// - Returns: The folder.
  /// - Throws: ``TrainingError/folder(_:hint:)`` if another process trains in `path`, or if nothing can be
  ///   made there.
  public static func begin(
    at path: String, _ policy: Policy
  ) throws(TrainingError) -> TrainingFolder {
    var policy = policy
    policy.resumes = false
    let first = try refusing { () throws(CheckpointError) in try freeLock(path) }
    if let first { return try TrainingFolder(locked: first, policy) }
    let base = path.lastFolderName
    for number in 2...mostOfOneName {
      let beside = path.besides(number)
      let isThere = try prepare(beside, besides: path)
      guard !isThere || isLeftOver(beside, of: base) else { continue }
      let lock = try refusing { () throws(CheckpointError) -> RunLock? in
        do throws(CheckpointError) {
          return try freeLock(beside)
        } catch {
          // Another process was quicker.
          if case .busy = error { return nil }
          throw error
        }
      }
      if let lock { return try TrainingFolder(locked: lock, policy, beside: base) }
    }
    throw .folder(
      "there are \(mostOfOneName) trainings beside \"\(path)\"",
      hint: "another output begins anew")
  }

  /// The training of a name that was begun last, by the names of folders and what they say of themselves.
  ///
  /// - Parameter path: The folder that is asked for: itself, or one that was begun beside it.
  /// - Returns: The training; `nil` if there is none.
  public static func latest(of path: String) -> Held? {
    let base = path.lastFolderName
    var found = [candidate(path, number: 1)].compactMap(\.self)
    let folder = path.besides(2).pathFolder
    for (name, _) in (try? folderEntries(folder)) ?? []
    where name.startsExactly(with: base + "-") {
      let digits = String(decoding: name.utf8.dropFirst(base.utf8.count + 1), as: UTF8.self)
      guard let number = Int(digits), number >= 2, "\(number)".isExactly(digits),
        let candidate = candidate(path.besides(number), number: number, base: base)
      else { continue }
      found.append(candidate)
    }
    return found.max { ($0.time, $0.number) < ($1.time, $1.number) }?.held
  }

  /// The path beside a folder that a training gets by its number, from 2.
  public static func path(beside path: String, _ number: Int) -> String { path.besides(number) }

  /// A training with what says when it was begun.
  private typealias Candidate = (time: String, number: Int, held: Held)

  private static func candidate(
    _ path: String, number: Int, base: String? = nil
  ) -> Candidate? {
    do throws(CheckpointError) {
      let archive = try CheckpointArchive(folder: path)
      guard try archive.holdsRun() else { return nil }
      if let base, !archive.base.isExactly(base) { return nil }
      let (step, isDone) = try archive.progress()
      // The name of a run begins with its time, and 16 digits of chance follow.
      let time = String((archive.runID ?? "").dropLast(16))
      let held = Held(
        path: path, step: step, isDone: isDone, isGoingOn: isLocked(path.inFolder("LOCK")))
      return (time, number, held)
    } catch {
      return nil
    }
  }

  /// Takes the lock of a folder, made if it is not there; `nil` if it holds a run.
  private static func freeLock(_ path: String) throws(CheckpointError) -> RunLock? {
    let lock = try RunLock(folder: path)
    guard try CheckpointArchive(folder: path).holdsRun() else { return lock }
    lock.release()
    return nil
  }

  /// Makes a folder unless something has its name; returns whether something has.
  private static func prepare(
    _ beside: String, besides path: String
  ) throws(TrainingError) -> Bool {
    do throws(SystemFault) {
      try makeNewFolder(beside)
      return false
    } catch {
      if error.isTaken { return true }
      throw .folder(
        "\"\(path)\" holds a run already, and \"\(beside)\" cannot be made beside it: \(error)",
        hint: "resume=true goes on with it, another output begins a new one")
    }
  }

  /// Whether a folder is what a start left that failed before its first update.
  private static func isLeftOver(_ path: String, of base: String) -> Bool {
    guard case .success(.folder) = systemKind(path, followsLinks: false) else { return false }
    do throws(CheckpointError) {
      let archive = try CheckpointArchive(folder: path)
      guard archive.base.isExactly(base) else { return false }
      return try !archive.holdsRun()
    } catch {
      return false
    }
  }
}

extension String {
  /// The name of the folder that the path is of, also where it is written as `.`.
  fileprivate var lastFolderName: String { besideable.pathName }

  /// The path of the folder beside this one that has a number.
  fileprivate func besides(_ number: Int) -> String { besideable + "-\(number)" }

  /// The path without slashes at its end, in a form that ends in the folder's name.
  private var besideable: String {
    if [".", "..", "/"].contains(pathName) { return place(of: self) }
    var path = self
    while path.utf8.last == UInt8(ascii: "/") { path.unicodeScalars.removeLast() }
    return path
  }
}
