extension Augmentation {
  /// A step that was left out, because the recording or what was drawn for it does not go with it.
  public struct LeftOut: Sendable, Equatable {
    /// The number of the step in the chain, from 0.
    public let step: Int
    /// Why.
    public let reason: AudioError
  }

  /// Changes a clip, and leaves out what chance makes impossible.
  ///
  /// A training draws for many hours, and one draw must not end it: a step that does not go with the
  /// sound at hand (noise over silence, a gain beyond sense, a stretch of a file that cannot be
  /// decoded) is left out for this recording. The other steps draw what they would have drawn.
  ///
  /// - Parameters:
  ///   - clip: The clip.
  ///   - place: Which recording it is.
  /// - Returns: The clip behind the other steps that chance chose, and those that were left out.
  /// - Throws: ``AudioError`` for files that are not there as they were; the same draw succeeds once
  ///   they are.
  public func sparing(
    _ clip: AudioClip, at place: Place
  ) throws(AudioError) -> (clip: AudioClip, leftOut: [LeftOut]) {
    var leftOut: [LeftOut] = []
    let changed = try apply(to: clip, at: place) { (step, reason) throws(AudioError) in
      guard reason.isOfSound else { throw reason }
      leftOut.append(LeftOut(step: step, reason: reason))
    }
    return (changed, leftOut)
  }
}

extension AudioError {
  /// Whether it comes of what a recording sounds like, which trying again would not change, rather than
  /// of a file that is missing or was changed.
  var isOfSound: Bool {
    switch self {
    case .missingFile, .notAFile, .outsideFolder, .unreadableFile, .emptyFile, .notAudio,
      .changedWhileReading, .cancelled:
      false
    default: true
    }
  }
}
