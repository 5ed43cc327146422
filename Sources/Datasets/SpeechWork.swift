internal import Audio
internal import Dispatch
internal import Foundation
internal import Synchronization
internal import Text

/// A file that synthesis is to make.
struct SpeechFile: Sendable {
  let utterance: Utterance
  /// The name in the folder.
  let name: String
  /// What the file depends on.
  let key: String
}

/// The files of a corpus of synthesized speech on their way, some at a time.
final class SpeechWork: Sendable {
  /// So many texts that fail before one is said are taken for a fault of the program.
  static let patience = 8

  private struct State {
    var next = 0
    var done = 0
    var made = 0
    var lowered = 0
    var failure: DatasetError?
    var problems: [Int: SpeechProblem] = [:]
  }

  let folder: String
  let synthesizer: SpeechSynthesizer
  let journal: FileJournal
  let progress: @Sendable (Int, Int) -> Void
  let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  init(
    folder: String, synthesizer: SpeechSynthesizer, journal: FileJournal,
    progress: @escaping @Sendable (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) {
    (self.folder, self.synthesizer, self.journal) = (folder, synthesizer, journal)
    (self.progress, self.isCancelled) = (progress, isCancelled)
  }

  /// Makes files, as many at a time as there are cores.
  ///
  /// - Parameters:
  ///   - files: What to make.
  ///   - kept: How many others are there already.
  /// - Returns: The files that the program did not make, by their names, and how many were made
  ///   softer.
  /// - Throws: ``DatasetError/cancelled``, what went wrong in writing, or what is wrong with the
  ///   program whatever the text.
  func run(
    _ files: [SpeechFile], kept: Int
  ) throws(DatasetError) -> (problems: [String: SpeechProblem], lowered: Int) {
    let total = kept + files.count
    if kept > 0 { progress(kept, total) }
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      while let index = state.withLock({ take(files, &$0) }) {
        do throws(DatasetError) {
          let isLowered = try make(files[index])
          state.withLock { state in
            state.made += 1
            if isLowered { state.lowered += 1 }
          }
        } catch {
          state.withLock { note(error, at: index, hasOthers: kept > 0, &$0) }
        }
        state.withLock { state in
          state.done += 1
          if state.failure == nil { progress(kept + state.done, total) }
        }
      }
    }
    let end = state.withLock { $0 }
    if let failure = end.failure { throw failure }
    let problems = end.problems.map { (files[$0.key].name, $0.value) }
    return (Dictionary(problems) { first, _ in first }, end.lowered)
  }

  /// The next file to make, or `nil` if all are taken or the work is to stop.
  private func take(_ files: [SpeechFile], _ state: inout State) -> Int? {
    if isCancelled() { state.failure = state.failure ?? .cancelled }
    guard state.failure == nil, state.next < files.count else { return nil }
    defer { state.next += 1 }
    return state.next
  }

  /// Keeps an error for its row, or lets it stop the work.
  private func note(_ error: DatasetError, at index: Int, hasOthers: Bool, _ state: inout State) {
    guard case .speech(let problem) = error, problem.isOfOneText else {
      state.failure = state.failure ?? error
      return
    }
    state.problems[index] = problem
    // No file was made so far, and none was there: it is not the texts.
    guard !hasOthers, state.made == 0, state.problems.count >= Self.patience,
      let first = state.problems.min(by: { $0.key < $1.key })
    else { return }
    state.failure = state.failure ?? .speech(first.value)
  }

  /// Makes a file; returns whether it had to be made softer.
  private func make(_ file: SpeechFile) throws(DatasetError) -> Bool {
    let utterance = file.utterance
    var clip = try synthesizer.say(
      utterance.text, voice: utterance.voice, isCancelled: isCancelled
    ).mono()
    do throws(AudioError) {
      clip = try clip.resampled(to: utterance.samplingRate, isCancelled: isCancelled)
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .speech(
        .notSound(program: synthesizer.command.program, reason: error.description))
    }
    let peak = Double(clip.peak)
    let factor = peak > 1 ? 0.999_969 / peak : 1
    if factor < 1 { clip = clip.scaled(by: factor) }
    let path = folder + "/" + file.name
    do {
      try clip.save(to: path, isCancelled: isCancelled)
      let entry = FileJournal.Entry(
        key: file.key, byteCount: try fileStamp(path).byteCount, factor: factor)
      try journal.add(file.name, entry)
    } catch AudioError.cancelled {
      throw .cancelled
    } catch let error as AudioError {
      throw .audio(error)
    } catch let error as TextError {
      throw .text(error)
    } catch {
      throw .badArgument("folder", "\(error)")
    }
    return factor < 1
  }
}
