/// The frames of an MPEG audio stream, gone through one by one without decoding.
///
/// Nothing else says for certain how long such a file is: many have no tag of the length, and of others
/// it is not true. libsndfile would guess by the size of the first frame. What is cut off, damaged, or
/// changes its rate or its channels on the way is refused with its place.
struct MPEGSound {
  /// The header of the first frame.
  let header: MPEGFrameHeader
  /// Whether the frames lie in a WAV file.
  let isWave: Bool
  /// The samples that are sound among those that the frames decode to, and their number.
  let kept: [Range<Int>]
  /// The bytes for the decoder: the tags in words, the frames with sound, and frames behind the end.
  let bytes: SoundBytes
  /// The number of samples of a channel that all frames decode to.
  let decodedCount: Int

  /// The number of samples of a channel.
  var frameCount: Int { kept.reduce(0) { $0 + $1.count } }

  /// Goes through `file`, or makes nothing of one that does not begin with frames.
  init?(_ file: borrowing OpenedFile) throws(AudioError) {
    var window = FileWindow()
    guard let place = MPEGPlace(file, &window),
      var walk = MPEGWalk(file, place.frames, &window, isLoose: place.tag != nil)
    else { return nil }
    try walk.go(through: file, &window)
    header = walk.first
    isWave = place.isWave
    kept = walk.kept
    decodedCount = walk.frameCount * header.sampleCount
    bytes = walk.bytes(of: place)
  }
}

extension MPEGWalk {
  /// The bytes for the decoder.
  ///
  /// It takes a stream for as long as its size divided by that of the first frame says, and looks at
  /// what follows a frame before it trusts that. So the first frame is repeated behind the last one, as
  /// often as makes the stream no shorter for it than it is; none of that is decoded.
  fileprivate func bytes(of place: MPEGPlace) -> SoundBytes {
    var pieces = ([place.tag].compactMap { $0 } + runs).map { SoundBytes.Piece.file($0) }
    let present = runs.reduce(0) { $0 + $1.count }
    let missing = (frameCount + 2) * longestFrame - present
    pieces.append(.repeated(firstFrame, count: max(2, missing / firstFrame.count + 1)))
    if let tail = place.tail { pieces.append(.file(tail)) }
    return SoundBytes(pieces)
  }
}

/// Where the frames of MPEG audio may lie in a file.
struct MPEGPlace {
  let frames: Range<Int>
  let isWave: Bool
  /// The tag in words (ID3 version 2) before the frames.
  let tag: Range<Int>?
  /// The tag in words (ID3 version 1) behind the frames.
  let tail: Range<Int>?

  /// Looks at the beginning and the end of `file`; nil if no MPEG audio begins so.
  init?(_ file: borrowing OpenedFile, _ window: inout FileWindow) {
    let head = file.bytes(at: 0, count: 12)
    if let data = mpegData(of: file, head) {
      (frames, isWave, tag, tail) = (data, true, nil, nil)
      return
    }
    guard head.has("ID3", at: 0) || (head.count == 12 && head[0] == 0xFF && head[1] >= 0xE0) else {
      return nil
    }
    var (start, first) = (0, 0)
    while let length = tagLength(at: start, of: file, &window, in: start..<file.byteCount),
      start < file.byteCount
    {
      if start == 0 { first = length }
      start += length
    }
    guard start < file.byteCount else { return nil }
    let last = file.byteCount - 128
    tail =
      last >= start && file.bytes(at: last, count: 3).has("TAG", at: 0)
      ? last..<file.byteCount : nil
    (isWave, tag) = (false, first > 0 ? 0..<first : nil)
    frames = start..<(tail?.lowerBound ?? file.byteCount)
  }
}

/// The bytes of a tag in words that stands at `position`, before, between or behind frames; nil if
/// none does.
///
/// Known are ID3 (version 2 before, version 1 behind), APE with a header, and Lyrics3, which reaches to
/// the end.
func tagLength(
  at position: Int, of file: borrowing OpenedFile, _ window: inout FileWindow,
  in range: Range<Int>
) -> Int? {
  let head = window.bytes(16, at: position, of: file)
  if head.has("ID3", at: 0), head.count >= 10, head[6..<10].allSatisfy({ $0 < 0x80 }) {
    let size = head[6..<10].reduce(0) { $0 << 7 | Int($1) }
    return 10 + size + (head[5] & 0x10 != 0 ? 10 : 0)
  }
  if head.has("TAG", at: 0) { return 128 }
  if head.has("APETAGEX", at: 0), head.count == 16 {
    return 32 + head[12..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
  if head.has("LYRICSBEGIN", at: 0) { return range.upperBound - position }
  return nil
}
