internal import Recognizers

/// How a long recording is divided into windows that overlap.
///
/// A network hears one window after the other. The ends of a window lack what stands behind them, so
/// that the scores of the frames there are not kept: those of the neighbouring window are.
public struct RecordingWindows: Sendable, Equatable {
  /// Where one window's scores end and the next one's begin.
  public enum Seam: Sendable, Equatable {
    /// In the middle of what both have heard, as in Hugging Face's pipeline.
    case middle
    /// Where both windows agree and hear nothing, in the middle third of what both have heard; in the
    /// middle where there is no such place.
    case quiet
  }

  /// The length of a window in seconds.
  public var length = 30.0
  /// What is heard and mostly not kept at each end of a window, in seconds.
  public var stride = 5.0
  /// Where windows are joined.
  public var seam = Seam.quiet

  /// Windows of 30 seconds, 5 at each end of which belong to the neighbours.
  public init() {}

  /// Windows of some length; a sixth of it at each end belongs to the neighbours.
  public init(length: Double, stride: Double? = nil) {
    self.length = length
    self.stride = stride ?? length / 6
  }

  /// Refuses windows that a model cannot hear.
  ///
  /// - Throws: ``ModelError/badWindows(problem:)``.
  public func check(for model: any SpeechModel) throws(ModelError) {
    _ = try WindowPlan(self, of: model)
  }
}

/// Windows in the steps of a network.
///
/// All of them begin at a multiple of the step, so that the frames of two windows fall together.
struct WindowPlan: Equatable {
  /// The features of a window.
  let length: Int
  /// Features from the beginning of a window to that of the next.
  let step: Int
  /// Features from one frame that is scored to the next.
  let featuresPerFrame: Int

  /// Rounds the lengths of windows to whole frames of a model.
  ///
  /// - Parameters:
  ///   - windows: The windows.
  ///   - model: The model that hears them.
  /// - Throws: ``ModelError/badWindows(problem:)`` if a window is shorter than its ends, or if
  ///   windows would not overlap.
  init(_ windows: RecordingWindows, of model: any SpeechModel) throws(ModelError) {
    let seconds = model.frameTiming.secondsPerFrame
    let length = (windows.length / seconds).rounded()
    let stride = (windows.stride / seconds).rounded()
    guard length <= Double(Self.mostFrames), length >= 0, stride >= 0 else {
      throw .badWindows(
        problem: "windows of \(windows.length) s with \(windows.stride) s at each end cannot be had"
      )
    }
    guard stride >= 1 else {
      throw .badWindows(
        problem: "windows that overlap by \(windows.stride) s at each end lose sound between them;"
          + " it must be at least a frame, \(seconds) s")
    }
    guard length > 2 * stride else {
      throw .badWindows(
        problem: "a window of \(windows.length) s is not longer than its two ends of "
          + "\(windows.stride) s")
    }
    featuresPerFrame = model.featuresPerFrame
    self.length = Int(length) * featuresPerFrame
    step = Int(length - 2 * stride) * featuresPerFrame
    let frames = model.frameCount(features: self.length)
    guard frames > step / featuresPerFrame else {
      throw .badWindows(
        problem: "a window of \(windows.length) s has only \(frames) frames of this model; make it,"
          + " or what belongs to its neighbours, longer")
    }
  }

  /// The most frames of a window: hours of them.
  private static let mostFrames = 1 << 20
}
