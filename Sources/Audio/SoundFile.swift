internal import CSndfile

/// A file of sound that libsndfile decodes, closed when this value ends.
@safe
struct SoundFile: ~Copyable {
  private let handle: OpaquePointer
  private let stream: SoundStream
  private let kept: KeptFrames?

  let samplingRate: Int
  let channelCount: Int
  let format: SoundFormat
  /// The number of frames that the file declares, or nil where only decoding it can tell.
  let declaredFrameCount: Int?

  /// Opens `file`, which must stay open as long as this.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - bytes: What libsndfile is given in place of all of its bytes.
  ///   - kept: The frames that are sound among those that are decoded; all if nil.
  ///   - isWave: Whether the bytes are taken out of a WAV file.
  /// - Throws: ``AudioError/damagedFile(path:reason:)``.
  init(
    decoding file: borrowing OpenedFile, _ bytes: SoundBytes, kept: [Range<Int>]? = nil,
    isWave: Bool = false
  ) throws(AudioError) {
    var info = SF_INFO()
    let stream = SoundStream(descriptor: file.descriptor, bytes: bytes)
    let opened = unsafe openedSound(SFM_READ, &info, SoundStream.calls, data: stream.address)
    guard let handle = unsafe opened.handle else {
      throw .damagedFile(path: file.path, reason: unsafe opened.reason)
    }
    self.stream = stream
    unsafe self.handle = handle
    self.kept = kept.map(KeptFrames.init)
    samplingRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    let format = SoundFormat(code: Int(info.format))
    self.format = isWave ? format.inWave : format
    let frames = info.frames < Int64.max && info.frames >= 0 ? Int(info.frames) : nil
    declaredFrameCount = kept.map { $0.reduce(0) { $0 + $1.count } } ?? frames
  }

  deinit { quietly { _ = unsafe sf_close(handle) } }

  /// Decodes up to `frameCount` frames into the front of `buffer`, which has room for them.
  ///
  /// - Returns: The number of frames; none where the sound ends or is damaged.
  func read(_ frameCount: Int, into buffer: inout [Float]) -> Int {
    precondition(buffer.count >= frameCount * channelCount, "The buffer has room for the frames.")
    guard let kept else { return decode(frameCount, into: &buffer) }
    return kept.read(frameCount) { decode($0, into: &buffer) }
  }

  private func decode(_ frameCount: Int, into buffer: inout [Float]) -> Int {
    quietly { max(0, Int(unsafe sf_readf_float(handle, &buffer, Int64(frameCount)))) }
  }

  /// Goes to `frame`; false where the file cannot.
  func seek(to frame: Int) -> Bool {
    unsafe sf_seek(handle, Int64(frame), Int32(SF_SEEK_SET)) == Int64(frame)
  }

  /// The number of bytes up to where libsndfile has read.
  var place: Int { stream.place }

  /// What the file says in words, such as its title.
  var tags: [AudioInfo.Tag] {
    let known = [
      (SF_STR_TITLE, "title"), (SF_STR_ARTIST, "artist"), (SF_STR_ALBUM, "album"),
      (SF_STR_TRACKNUMBER, "track"), (SF_STR_DATE, "date"), (SF_STR_GENRE, "genre"),
      (SF_STR_COMMENT, "comment"), (SF_STR_COPYRIGHT, "copyright"), (SF_STR_LICENSE, "license"),
      (SF_STR_SOFTWARE, "software"),
    ]
    return known.compactMap { kind, name in
      guard let text = unsafe sf_get_string(handle, Int32(kind)) else { return nil }
      return AudioInfo.Tag(name: name, text: unsafe String(cString: text))
    }
  }

  /// What went wrong in decoding, or nil.
  var problem: String? {
    if stream.failure != 0 { return systemErrorText(stream.failure) }
    return unsafe sf_error(handle) == 0 ? nil : soundErrorText(handle)
  }
}

/// Which of the frames that a decoder gives are sound, and how far it is.
private final class KeptFrames {
  private let ranges: [Range<Int>]
  private var index = 0
  private var place = 0

  init(_ ranges: [Range<Int>]) { self.ranges = ranges }

  /// Decodes up to `count` frames of sound by `decode`, which is told how many and says how many there
  /// were; what lies before them is decoded and left out.
  func read(_ count: Int, _ decode: (Int) -> Int) -> Int {
    while index < ranges.count {
      let range = ranges[index]
      let isSound = place >= range.lowerBound
      let end = isSound ? range.upperBound : range.lowerBound
      let decoded = decode(min(count, end - place))
      place += decoded
      if place == range.upperBound { index += 1 }
      if isSound || decoded == 0 { return decoded }
    }
    return 0
  }
}
