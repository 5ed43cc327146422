internal import Audio
internal import Foundation
internal import Synchronization
internal import Text

/// Makes a corpus of texts said by espeak-ng, and loads it.
///
/// Every text is said in a voice, at a speed and at a pitch that are drawn from the recipe's. The
/// folder gets a WAV file for each (16 bits, one channel) and `transcripts.tsv`, which names them.
/// A file that is there already, from the same text and draw, is kept, so that a run that was
/// stopped continues where it was. Files of other texts in the folder stay, and are not named.
///
/// - Parameters:
///   - texts: What to say, at most 2,000 letters each; runs of white space count as one space.
///   - folder: Where the files go; it is made if it is not there.
///   - recipe: What to draw from.
///   - progress: Called after every file with the number of files done and of all.
///   - isCancelled: Asked often; the work stops soon after it says yes.
/// - Returns: The corpus with the columns `file`, `audio`, `text`, `speaker` (the voice), `speed`,
///   `pitch`, `duration` and `sampling_rate`, a row a text and take, in their order.
/// - Throws: ``DatasetError/speech(_:)`` if the program is missing or fails,
///   ``DatasetError/cancelled`` if the work was stopped, or whatever is wrong with an argument.
public func synthesizeDataset(
  _ texts: [String], into folder: String, recipe: SpeechRecipe = SpeechRecipe(),
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(DatasetError) -> Dataset {
  try synthesizeDataset(
    texts, into: folder, recipe: recipe, synthesizer: SpeechSynthesizer(), progress: progress,
    isCancelled: isCancelled)
}

func synthesizeDataset(
  _ texts: [String], into folder: String, recipe: SpeechRecipe, synthesizer: SpeechSynthesizer,
  progress: @escaping @Sendable (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
) throws(DatasetError) -> Dataset {
  try recipe.check()
  guard !texts.isEmpty else { throw .badArgument("texts", "must not be empty") }
  for text in texts { try SpeechSynthesizer.check(text) }
  let manifest = folder + "/transcripts.tsv"
  do {
    try makeFolder(folder)
    if try pathKind(manifest) != nil, try !readText(manifest).hasPrefix(manifestHeader) {
      throw DatasetError.speech(.foreignFolder(transcripts: manifest))
    }
  } catch let error as DatasetError {
    throw error
  } catch let error as TextError {
    throw .text(error)
  } catch {
    throw .speech(.foreignFolder(transcripts: manifest))
  }
  let utterances = recipe.utterances(texts.map { normalizeSpaces($0) })
  try SpeechWork(
    utterances: utterances, folder: folder, synthesizer: synthesizer, progress: progress,
    isCancelled: isCancelled
  ).run()
  do {
    try writeFile(manifest, Array(manifestText(utterances).utf8))
  } catch {
    throw .text(error)
  }
  var options = LoadOptions()
  options.transcripts = "transcripts.tsv"
  return try loadDataset(folder, format: "folder", options: options)
}

private let manifestHeader = "file\ttext\tspeaker\tspeed\tpitch\n"

private func manifestText(_ utterances: [Utterance]) -> String {
  let lines = utterances.map { utterance in
    let voice = utterance.voice
    return
      "\(utterance.fileName)\t\(utterance.text)\t\(voice.name)\t\(voice.speed)\t\(voice.pitch)\n"
  }
  return manifestHeader + lines.joined()
}

/// The files of a corpus on their way, a few at a time.
private struct SpeechWork: Sendable {
  let utterances: [Utterance]
  let folder: String
  let synthesizer: SpeechSynthesizer
  let progress: @Sendable (Int, Int) -> Void
  let isCancelled: @Sendable () -> Bool

  private struct State {
    var next = 0
    var done = 0
    var failure: DatasetError?
  }

  /// Makes the files that are not there.
  func run() throws(DatasetError) {
    var seen: Set<String> = []
    let files = utterances.filter { seen.insert($0.fileName).inserted }
    let state = Mutex(State())
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while let utterance = state.withLock({ take(files, &$0) }) {
        do throws(DatasetError) {
          try make(utterance)
          state.withLock { state in
            state.done += 1
            progress(state.done, files.count)
          }
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// The next file to make, or `nil` if all are taken or the work is to stop.
  private func take(_ files: [Utterance], _ state: inout State) -> Utterance? {
    if isCancelled() { state.failure = state.failure ?? .cancelled }
    guard state.failure == nil, state.next < files.count else { return nil }
    defer { state.next += 1 }
    return files[state.next]
  }

  private func make(_ utterance: Utterance) throws(DatasetError) {
    let path = folder + "/" + utterance.fileName
    guard !isMade(utterance, path) else { return }
    let clip = try synthesizer.say(
      utterance.text, voice: utterance.voice, isCancelled: isCancelled)
    do {
      try clip.resampled(to: utterance.samplingRate).save(to: path)
    } catch {
      throw .audio(error)
    }
  }

  /// Whether the file is there, whole, and of the rate asked for.
  private func isMade(_ utterance: Utterance, _ path: String) -> Bool {
    do {
      let info = try audioInfo(path)
      return info.samplingRate == utterance.samplingRate && info.frameCount > 0
    } catch {
      return false
    }
  }
}
