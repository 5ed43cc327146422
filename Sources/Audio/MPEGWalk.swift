/// A walk along the frames of MPEG audio in a file.
struct MPEGWalk {
  /// The header of the first frame, which all others are like.
  let first: MPEGFrameHeader
  /// The bytes of the first frame with sound.
  private(set) var firstFrame = 0..<0
  /// The bytes of frames with sound that follow one another.
  private(set) var runs: [Range<Int>] = []
  /// The number of frames with sound.
  private(set) var frameCount = 0
  private(set) var longestFrame = 0
  /// The samples that are sound, counted through all frames.
  private(set) var kept: [Range<Int>] = []

  private let range: Range<Int>
  private var position: Int
  /// The tag of the length that the part of the stream began with, where, and after how many frames.
  private var part = (tag: MPEGLengthTag(), start: 0, frames: 0)

  /// Bytes without frames that may stand behind the last one, or, if they are zero, between two.
  private static let mostRubbish = 4_096

  /// How far the first frame is looked for, in bytes.
  private static let searchLength = 65_536

  /// Looks for the first frame in `range` of `file`; nil if none is there.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - range: Where frames may lie.
  ///   - window: What is held of the file.
  ///   - isLoose: Whether other bytes may stand before the first frame.
  init?(
    _ file: borrowing OpenedFile, _ range: Range<Int>, _ window: inout FileWindow, isLoose: Bool
  ) {
    let start = range.lowerBound
    let end = min(start + Self.searchLength, range.upperBound)
    guard let found = Self.frame(from: start, to: end, in: range, of: file, &window) else {
      return nil
    }
    (first, self.range) = (found.header, range)
    position = isLoose ? found.place : start
    part.start = position
  }

  /// The first frame between `start` and `end` that another one like it, or the end, follows.
  ///
  /// It has to be like `first`, if that is not nil; else, behind `start`, two others have to follow.
  private static func frame(
    from start: Int, to end: Int, like first: MPEGFrameHeader? = nil, in range: Range<Int>,
    of file: borrowing OpenedFile, _ window: inout FileWindow
  ) -> (place: Int, header: MPEGFrameHeader)? {
    for place in start..<max(start, end) {
      guard let header = frame(at: place, in: range, of: file, &window),
        first.map({ $0.isAlike(header) }) ?? true
      else { continue }
      let next = place + (header.byteCount ?? 0)
      if first != nil || place == start || next == range.upperBound
        || frame(at: next, in: range, of: file, &window) != nil
      {
        return (place, header)
      }
    }
    return nil
  }

  /// The header of a frame at `position` that another one like it, or the end, follows.
  private static func frame(
    at position: Int, in range: Range<Int>, of file: borrowing OpenedFile,
    _ window: inout FileWindow
  ) -> MPEGFrameHeader? {
    guard position + 4 <= range.upperBound, let word = window.word(at: position, of: file),
      let header = MPEGFrameHeader(word), let length = header.byteCount
    else { return nil }
    let next = position + length
    if next == range.upperBound { return header }
    guard next + 4 <= range.upperBound, let word = window.word(at: next, of: file),
      let follower = MPEGFrameHeader(word), follower.isAlike(header)
    else { return nil }
    return header
  }
}

extension MPEGWalk {
  /// Goes to the end.
  ///
  /// - Throws: ``AudioError`` if the file is cut off or damaged, or changes its rate or its channels.
  mutating func go(
    through file: borrowing OpenedFile, _ window: inout FileWindow
  ) throws(AudioError) {
    while position + 4 <= range.upperBound {
      let word = window.word(at: position, of: file) ?? 0
      if let header = MPEGFrameHeader(word), header.isAlike(first), let length = header.byteCount {
        guard position + length <= range.upperBound else {
          if isComplete { break }
          throw .truncatedFile(
            path: file.path, present: range.upperBound - position, declared: length,
            unit: "bytes of its last frame")
        }
        try pass(header, length, of: file, &window)
        position += length
      } else if let length = tagLength(at: position, of: file, &window, in: range) {
        position += length
      } else if let next = try nextFrame(of: file, &window) {
        position = next
      } else {
        break
      }
    }
    try endPart(file.path)
    guard frameCount > 0 else { throw .noFrames(path: file.path) }
    // The end of the last part may reach beyond what there is by the delay of the decoder.
    let end = frameCount * first.sampleCount
    kept = kept.map { $0.clamped(to: 0..<end) }.filter { !$0.isEmpty }
  }

  /// Takes in the frame at the position.
  private mutating func pass(
    _ header: MPEGFrameHeader, _ length: Int, of file: borrowing OpenedFile,
    _ window: inout FileWindow
  ) throws(AudioError) {
    if let tag = lengthTag(header, length, of: file, &window) {
      if frameCount > part.frames { try endPart(file.path) }
      part = (tag, position, frameCount)
      return
    }
    if frameCount == 0 { firstFrame = position..<position + length }
    if let last = runs.last, last.upperBound == position {
      runs[runs.count - 1] = last.lowerBound..<position + length
    } else {
      runs.append(position..<position + length)
    }
    frameCount += 1
    longestFrame = max(longestFrame, length)
  }

  /// The tag of the length that the frame at the position holds in place of sound.
  @inline(__always)
  private func lengthTag(
    _ header: MPEGFrameHeader, _ length: Int, of file: borrowing OpenedFile,
    _ window: inout FileWindow
  ) -> MPEGLengthTag? {
    guard header.layer == 3 else { return nil }
    let place = position + 4 + header.sideLength
    if let word = window.word(at: place, of: file), MPEGLengthTag.begins(with: word) {
      return MPEGLengthTag(
        window.bytes(length, at: position, of: file), sideLength: header.sideLength)
    }
    // Fraunhofer's stands at the same place in all frames, and says nothing that is needed here.
    guard let word = window.word(at: position + 36, of: file), MPEGLengthTag.isVBRI(word),
      frameCount == part.frames
    else { return nil }
    return MPEGLengthTag()
  }

  /// Where the frames go on behind bytes at the position that are none; nil if they have ended.
  private func nextFrame(
    of file: borrowing OpenedFile, _ window: inout FileWindow
  ) throws(AudioError) -> Int? {
    if let other = Self.frame(at: position, in: range, of: file, &window), !other.isAlike(first) {
      throw .changesMidway(
        path: file.path, seconds: seconds, byte: position, from: first.sound, to: other.sound)
    }
    let next = Self.frame(
      from: position + 1, to: range.upperBound, like: first, in: range, of: file, &window)?.place
    let count = (next ?? range.upperBound) - position
    let isShort = count <= Self.mostRubbish
    if next == nil, isShort || isComplete { return nil }
    let isSilent = isShort && file.bytes(at: position, count: count).allSatisfy { $0 == 0 }
    guard isSilent else {
      throw .damagedFile(
        path: file.path,
        reason: "\(count) bytes from byte \(position) on, after \(seconds) s, are no MPEG frames")
    }
    return next
  }

  /// Whether there are as many frames as the tag of the length says.
  private var isComplete: Bool {
    part.tag.frameCount > 0 && frameCount - part.frames >= part.tag.frameCount
  }

  /// The time of the position, in milliseconds as seconds.
  private var seconds: Double {
    let samples = Double(frameCount * first.sampleCount)
    return (samples / Double(first.samplingRate) * 1_000).rounded() / 1_000
  }

  /// Takes in what the part of the stream that ends at the position holds.
  ///
  /// - Throws: ``AudioError/truncatedFile(path:present:declared:unit:)`` if its tag says that there is
  ///   more.
  private mutating func endPart(_ path: String) throws(AudioError) {
    let frames = frameCount - part.frames
    let declared = part.tag.frameCount
    // Some writers count the frame of the tag itself; the bytes tell whether anything is missing.
    let present = (runs.last?.upperBound ?? part.start) - part.start
    let isWhole = part.tag.byteCount.map { $0 <= present } ?? (declared <= frames + 1)
    guard declared <= frames || isWhole else {
      throw .truncatedFile(path: path, present: frames, declared: declared, unit: "MPEG frames")
    }
    let start = part.frames * first.sampleCount
    for stretch in part.tag.sound(frames: frames, frameLength: first.sampleCount) {
      keep(start + stretch.lowerBound..<start + stretch.upperBound)
    }
  }

  /// Takes samples for sound, which end what an earlier part kept.
  private mutating func keep(_ stretch: Range<Int>) {
    guard !stretch.isEmpty else { return }
    var lower = stretch.lowerBound
    if let last = kept.last, last.upperBound >= lower {
      lower = min(last.lowerBound, lower)
      kept.removeLast()
    }
    kept.append(lower..<stretch.upperBound)
  }
}
