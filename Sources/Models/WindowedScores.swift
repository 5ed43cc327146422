public import Audio
internal import Autograd
public import Layers
public import Tensors
internal import Text

/// The scores of a recording of any length, heard window by window.
///
/// Only one window is in memory at a time, and the scores of two. A network whose frames hear no more
/// than the ends of a window gives the scores that it gives for the whole recording at once; what
/// other networks give differs, by as much as what they hear far away matters to them.
public final class WindowedScores {
  private let model: any SpeechModel
  private let audio: StreamedAudio
  private let plan: WindowPlan
  private let seam: WindowSeam
  private let pass: ForwardPass
  private var stream: any FeatureStream
  private var blocks: AudioBlocks?
  private var isSurveyed = false

  /// The features from the beginning of the next window on, in parts.
  private var held: [Tensor] = []
  private var heldCount = 0
  /// The feature with which the next window begins.
  private var start = 0
  private var hasEnded = false

  /// Scores that may still be replaced by those of the next window, and the frame of the first.
  private var pending: Tensor?
  private var pendingStart = 0

  private let seen: (Tensor) -> Void

  /// Prepares to score a recording.
  ///
  /// - Parameters:
  ///   - audio: The recording.
  ///   - model: The network.
  ///   - windows: How the recording is divided.
  ///   - pass: How the network is run; it is asked between windows and blocks, too, whether to stop.
  ///   - seen: Given the samples at the model's sampling rate in turn, as they go into windows.
  /// - Throws: ``ModelError/badWindows(problem:)`` if no such windows can be had of the network.
  public init(
    _ audio: StreamedAudio, by model: any SpeechModel, _ windows: RecordingWindows,
    pass: ForwardPass = .inference, seen: @escaping (Tensor) -> Void = { _ in }
  ) throws(ModelError) {
    (self.model, self.audio, self.pass, self.seen) = (model, audio, pass, seen)
    plan = try WindowPlan(windows, of: model)
    let quiet = [model.blank, model.tokenizer.wordDelimiterID].compactMap(\.self)
    seam = WindowSeam(rule: windows.seam, quietTokens: Set(quiet))
    stream = model.featureStream
  }

  /// Scores some more of the recording.
  ///
  /// - Returns: The next frames × tokens, unnormalised, at least one frame; `nil` behind the last. If
  ///   the pass was to stop, the result means nothing.
  /// - Throws: ``ModelError`` if the recording cannot be read to its end, or is too short for a frame.
  public func next() throws(ModelError) -> Tensor? {
    try survey()
    while true {
      guard let window = try nextWindow() else {
        defer { pending = nil }
        return pending
      }
      let first = start / plan.featuresPerFrame
      let scores = model.logits(Batch(window), pass).rows.value
      if pass.shouldStop() { return nil }
      advance()
      if let joined = join(scores, at: first), joined.rowCount > 0 { return joined }
    }
  }

  /// Scores all that is left of the recording.
  ///
  /// - Returns: The frames × tokens of all parts, end to end. If the pass was to stop, they mean nothing.
  /// - Throws: What ``next()`` throws.
  public func rest() throws(ModelError) -> Tensor {
    var parts: [Tensor] = []
    while let part = try next() { parts.append(part) }
    let frames = parts.reduce(0) { $0 + $1.rowCount }
    return Tensor(joining: parts, shape: [frames, parts.first?.rowLength ?? 0])
  }

  /// Goes through the recording as often as the features need.
  private func survey() throws(ModelError) {
    guard !isSurveyed else { return }
    isSurveyed = true
    for _ in 0..<stream.surveyCount {
      let blocks = try opened()
      while !pass.shouldStop(), let samples = try read(blocks) { _ = try stream.take(samples) }
      if pass.shouldStop() { return }
      _ = try stream.finish()
    }
  }

  /// The features of the next window; `nil` if the last one reached the end.
  private func nextWindow() throws(ModelError) -> Tensor? {
    if hasEnded, blocks == nil { return nil }
    let blocks: AudioBlocks
    if let begun = self.blocks { blocks = begun } else { blocks = try opened() }
    self.blocks = blocks
    // One feature more tells that this window is not the last.
    while heldCount <= plan.length, !hasEnded {
      if pass.shouldStop() { return nil }
      if let samples = try read(blocks) {
        seen(samples)
        hold(try stream.take(samples))
      } else {
        hasEnded = true
        hold(try stream.finish())
      }
    }
    let count = min(heldCount, plan.length)
    let all = Tensor(joining: held, shape: [heldCount, stream.rowLength])
    held = [all]
    guard model.frameCount(features: count) > 0 else {
      guard start > 0 else { throw .features("the audio is shorter than one frame of the model") }
      // What is left is less than a frame more.
      advance()
      return nil
    }
    return all.rows(0..<count)
  }

  private func hold(_ features: Tensor) {
    guard features.rowCount > 0 else { return }
    held.append(features)
    heldCount += features.rowCount
  }

  /// Goes on to the next window, if there is one.
  private func advance() {
    guard heldCount > plan.length else {
      (held, heldCount, blocks) = ([], 0, nil)
      return
    }
    held = held.map { $0.rows(plan.step..<heldCount) }
    heldCount -= plan.step
    start += plan.step
  }

  /// Puts a window's scores behind those before, and returns what no other window can change.
  private func join(_ scores: Tensor, at first: Int) -> Tensor? {
    guard let before = pending else {
      (pending, pendingStart) = (scores, first)
      return nil
    }
    let start = pendingStart
    let end = min(start + before.rowCount, first + scores.rowCount)
    // Where windows overlap by more than half, the seam before may lie in this overlap.
    let begin = min(max(first, start), end)
    let place = seam.place(
      before.rows(begin - start..<end - start),
      scores.rows(begin - first..<end - first), skipped: begin - first)
    let next = begin + min(place, end - begin)
    (pending, pendingStart) = (scores.rows(next - first..<scores.rowCount), next)
    return before.rows(0..<next - start)
  }

  private func opened() throws(ModelError) -> AudioBlocks {
    do throws(AudioError) {
      return try audio.blocks(at: model.samplingRate, isCancelled: pass.shouldStop)
    } catch {
      throw .audio(error)
    }
  }

  private func read(_ blocks: AudioBlocks) throws(ModelError) -> Tensor? {
    do throws(AudioError) {
      return try blocks.next()
    } catch {
      throw .audio(error)
    }
  }
}
