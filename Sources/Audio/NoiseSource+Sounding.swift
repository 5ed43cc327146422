internal import Tensors

extension NoiseSource {
  /// The sound of one channel, to be gone through.
  var stream: StreamedAudio {
    switch self {
    case .clip(let clip): StreamedAudio(clip)
    case .file(let info): StreamedAudio(info, channel: nil, start: 0, duration: nil)
    }
  }

  /// Draws where a stretch begins that has sound in it: a sample that sounds, and then one of the
  /// stretches around it.
  ///
  /// The whole recording is decoded for it, a block at a time.
  ///
  /// - Parameters:
  ///   - frames: The frames of the stretch, at least 1.
  ///   - count: The frames of the recording, more than `frames`.
  ///   - stream: Where the place is drawn from.
  /// - Returns: The first frame of the stretch.
  /// - Throws: ``AudioError/silent(sound:)`` if the whole recording has no sound.
  func soundingStart(
    of frames: Int, in count: Int, stream: inout RandomStream
  ) throws(AudioError) -> Int {
    var sounding = 0
    try forEachBlock { block, _ in
      sounding += block.soundingCount
      return true
    }
    guard sounding > 0 else { throw .silent(sound: name) }
    var left = stream.integer(below: sounding)
    var frame = 0
    try forEachBlock { block, start in
      let here = block.soundingCount
      guard left < here else {
        left -= here
        return true
      }
      frame = start + (block.firstSounding(after: left) ?? 0)
      return false
    }
    let (first, last) = (max(0, frame - frames + 1), max(0, min(frame, count - frames)))
    return first + stream.integer(below: max(1, last - first + 1))
  }

  /// Goes through the sound until `body`, given a block and its first frame, says that it is enough.
  private func forEachBlock(_ body: (Tensor, Int) -> Bool) throws(AudioError) {
    let blocks = try stream.blocks(at: samplingRate)
    var start = 0
    while let block = try blocks.next(), body(block, start) { start += block.count }
  }
}

extension Tensor {
  /// How many samples have power: the square of a smaller one is 0.
  fileprivate var soundingCount: Int {
    let source = span
    var count = 0
    for index in source.indices where source[index] * source[index] > 0 { count += 1 }
    return count
  }

  /// The place of the sample that has power behind `count` others that do; `nil` if there is none.
  func firstSounding(after count: Int) -> Int? {
    let source = span
    var left = count
    for index in source.indices where source[index] * source[index] > 0 {
      if left == 0 { return index }
      left -= 1
    }
    return nil
  }
}
