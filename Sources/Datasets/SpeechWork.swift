internal import Audio
internal import ExactStrings
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
    var made = 0
    var lowered = 0
    var problems: [Int: SpeechProblem] = [:]
  }

  let output: SoundFolder
  let synthesizer: SpeechSynthesizer
  let progress: @Sendable (Int, Int) -> Void
  let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  init(
    output: SoundFolder, synthesizer: SpeechSynthesizer,
    progress: @escaping @Sendable (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) {
    (self.output, self.synthesizer) = (output, synthesizer)
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
  ) throws(DatasetError) -> (problems: [ExactString: SpeechProblem], lowered: Int) {
    if kept > 0 { progress(kept, kept + files.count) }
    try shareWork(on: files, kept: kept, progress: progress, isCancelled: isCancelled) {
      (file, index) throws(DatasetError) in
      do throws(DatasetError) {
        let isLowered = try make(file)
        state.withLock { state in
          state.made += 1
          if isLowered { state.lowered += 1 }
        }
      } catch {
        let fault = state.withLock { note(error, at: index, hasOthers: kept > 0, &$0) }
        if let fault { throw fault }
      }
    }
    let end = state.withLock { $0 }
    let problems = end.problems.map { (ExactString(files[$0.key].name), $0.value) }
    return (Dictionary(problems) { first, _ in first }, end.lowered)
  }

  /// Keeps an error for its row, or returns one that stops the work.
  private func note(
    _ error: DatasetError, at index: Int, hasOthers: Bool, _ state: inout State
  ) -> DatasetError? {
    guard case .speech(let problem) = error, problem.isOfOneText else { return error }
    state.problems[index] = problem
    // No file was made so far, and none was there: it is not the texts.
    guard !hasOthers, state.made == 0, state.problems.count >= Self.patience else { return nil }
    return state.problems.min { $0.key < $1.key }.map { .speech($0.value) }
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
    let factor = try output.save(clip, as: file.name, key: file.key, isCancelled: isCancelled)
    return factor < 1
  }
}
