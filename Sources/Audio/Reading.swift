internal import Tensors

/// Reads a file of sound, in any format that libsndfile decodes.
///
/// Whole numbers are scaled so that full scale is ±1: a 16-bit sample is divided by 32,768. An end
/// of up to 10 ms past the end of the audio counts as its end, as the times in corpora are rounded.
///
/// - Parameters:
///   - path: The file.
///   - channel: The channel to keep, counted from 0; all of them if nil.
///   - start: Where to begin, in seconds.
///   - duration: How much to read, in seconds; up to the end if nil.
/// - Returns: The clip, of at least one frame.
/// - Throws: An ``AudioError`` if the file is missing, is no audio, is damaged or truncated, or has
///   samples that are not numbers, or if it has not the channel or the stretch asked for.
public func readAudio(
  _ path: String, channel: Int? = nil, start: Double = 0, duration: Double? = nil
) throws(AudioError) -> AudioClip {
  try readAudio(
    path, channel: channel, start: start, duration: duration, isCancelled: { false })
}

/// Reads a file of sound, unless `isCancelled`, which is asked often, says to stop, and only if it
/// lies in `folder`, if that is not `nil`.
package func readAudio(
  _ path: String, within folder: String? = nil, channel: Int?, start: Double, duration: Double?,
  isCancelled: () -> Bool
) throws(AudioError) -> AudioClip {
  let stretch = try Stretch(start: start, duration: duration)
  let file = try OpenedFile(reading: path, within: folder)
  let clip: AudioClip
  if let wave = PlainWave(file) {
    try require(channel, below: wave.channelCount)
    clip = AudioClip(
      samples: try wave.decode(file, stretch, channel: channel, isCancelled: isCancelled),
      samplingRate: wave.samplingRate)
  } else {
    let sound = try openSound(file)
    try require(channel, below: sound.channelCount)
    var decoder = Decoder(path: path, channel: channel)
    clip = AudioClip(
      samples: try decoder.decode(sound, stretch, isCancelled: isCancelled),
      samplingRate: sound.samplingRate)
    if stretch.duration == nil { try requireNoMore(in: file, behind: sound) }
  }
  guard !file.isChanged else { throw .changedWhileReading(path: path) }
  return clip
}

/// Refuses a channel that is not one of `count`.
func require(_ channel: Int?, below count: Int) throws(AudioError) {
  if let channel, !(0..<count).contains(channel) {
    throw .noSuchChannel(channel: channel, count: count)
  }
}

/// Reads what a file of sound says about itself, without decoding it where that can be had.
///
/// - Throws: An ``AudioError`` if the file is missing, is no audio, is damaged or truncated.
public func audioInfo(_ path: String) throws(AudioError) -> AudioInfo {
  try audioInfo(path, within: nil, in: nil)
}

/// Reads what a file of sound says about itself, if it lies in a folder.
///
/// - Parameters:
///   - path: The file.
///   - folder: The folder, as a path from the root without links; anywhere if `nil`.
///   - parent: The folder that the path is in, if it is open and known to lie there.
/// - Returns: What it says.
/// - Throws: An ``AudioError``; ``AudioError/outsideFolder(path:folder:)`` for a file elsewhere.
package func audioInfo(
  _ path: String, within folder: String?, in parent: OpenedFolder?
) throws(AudioError) -> AudioInfo {
  let file = try OpenedFile(reading: path, within: folder, in: parent)
  if let wave = PlainWave(file) { return wave.info(of: file) }
  let sound = try openSound(file)
  var frameCount = sound.declaredFrameCount ?? 0
  if sound.declaredFrameCount == nil || frameCount == 0 {
    var decoder = Decoder(path: path, channel: 0)
    frameCount = try decoder.decode(
      sound, Stretch(start: 0, duration: nil), isCancelled: { false }
    ).count
  }
  return AudioInfo(
    path: path, frameCount: frameCount, samplingRate: sound.samplingRate,
    channelCount: sound.channelCount, format: sound.format.container,
    encoding: sound.format.encoding, byteCount: file.byteCount,
    precision: sound.format.precision, tags: sound.tags, folder: file.folder)
}

/// Opens a file as sound and refuses what is not sound, not whole or not within bounds.
func openSound(_ file: borrowing OpenedFile) throws(AudioError) -> SoundFile {
  let sound = try wholeSound(file)
  guard (1...AudioClip.mostChannels).contains(sound.channelCount) else {
    throw .channelCount(path: file.path, count: sound.channelCount)
  }
  guard AudioClip.samplingRates.contains(sound.samplingRate) else {
    throw .samplingRate(path: file.path, rate: sound.samplingRate)
  }
  return sound
}

private func wholeSound(_ file: borrowing OpenedFile) throws(AudioError) -> SoundFile {
  let header = SoundHeader(file)
  try header.requireOneWhole(file.path)
  if let frames = try MPEGSound(file) { return try opened(frames, in: file) }
  do throws(AudioError) {
    return try SoundFile(decoding: file, header.bytes(of: file))
  } catch {
    if let found = foreignContent(of: file) { throw .notAudio(path: file.path, found: found) }
    throw error
  }
}

/// Opens the MPEG audio in a file.
private func opened(
  _ frames: MPEGSound, in file: borrowing OpenedFile
) throws(AudioError) -> SoundFile {
  let sound = try SoundFile(
    decoding: file, frames.bytes, kept: frames.kept, isWave: frames.isWave)
  guard sound.samplingRate == frames.header.samplingRate,
    sound.channelCount == frames.header.channelCount
  else {
    throw .damagedFile(path: file.path, reason: "its frames are not what libmpg123 finds in it")
  }
  return sound
}

/// Refuses a file behind whose sound, which has been read to its end, another one begins.
///
/// FLAC says nowhere how many bytes its frames are, so that this is known only now.
func requireNoMore(
  in file: borrowing OpenedFile, behind sound: borrowing SoundFile
) throws(AudioError) {
  guard sound.format.container == "FLAC" else { return }
  // libFLAC reads 8 kB ahead. A file begins with its name and a block of 34 bytes; a tag in words may
  // stand before.
  var window = FileWindow()
  let first = tagLength(at: 0, of: file, &window, in: 0..<file.byteCount) ?? 0
  let start = max(first + 1, sound.place - (1 << 15))
  let rest = file.bytes(at: start, count: 1 << 16)
  let beginning: [UInt8] = [0x66, 0x4C, 0x61, 0x43, 0, 0, 0, 34]
  for place in rest.indices where rest[place] == 0x66 && rest.has(beginning, at: place) {
    throw .joinedFiles(path: file.path, byte: start + place)
  }
}
