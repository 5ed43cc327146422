/// Why audio could not be read, changed, saved or turned into features.
public enum AudioError: Error, Hashable, Sendable {
  /// There is no such file.
  case missingFile(path: String)
  /// The path names something else than a file; `kind` says what, such as "a folder".
  case notAFile(path: String, kind: String)
  /// A link stands at the path, where links are not followed.
  case outsideFolder(path: String, folder: String)
  /// The operating system refuses to open or read the file.
  case unreadableFile(path: String, reason: String)
  /// The file has no bytes.
  case emptyFile(path: String)
  /// The file holds something else than audio; `found` says what, such as "a web page (HTML)".
  case notAudio(path: String, found: String)
  /// The file is audio, but its contents cannot be decoded.
  case damagedFile(path: String, reason: String)
  /// The file ends before what its header declares; `unit` is "bytes" or "frames".
  case truncatedFile(path: String, present: Int, declared: Int, unit: String)
  /// The rate or the channels change in the middle of the file, at a time and a byte of it; `from` and
  /// `to` say what they are before and behind, such as "44100 Hz, 2 channels".
  case changesMidway(path: String, seconds: Double, byte: Int, from: String, to: String)
  /// Another file begins behind the end of the sound, at a byte of the file.
  case joinedFiles(path: String, byte: Int)
  /// The file is audio of no length.
  case noFrames(path: String)
  /// The file has no channels, or more than ``AudioClip/mostChannels``.
  case channelCount(path: String, count: Int)
  /// The rate is not one of ``AudioClip/samplingRates``; `path` is nil for a rate asked for.
  case samplingRate(path: String?, rate: Int)
  /// Samples are not numbers (NaN or infinite).
  case notNumbers(path: String, count: Int)
  /// Samples are so far beyond ±1 that they were stored on another scale.
  case wrongScale(path: String, peak: Float)
  /// There is more audio than is read at once.
  case tooLong(path: String, frameCount: Int, limit: Int)
  /// The file was written to while it was read.
  case changedWhileReading(path: String)

  /// The channel asked for is not there; channels count from 0.
  case noSuchChannel(channel: Int, count: Int)
  /// A time asked for is negative, infinite or not a number.
  case invalidTime(argument: String, seconds: Double)
  /// The stretch asked for ends after the audio does; both in seconds.
  case pastTheEnd(path: String, seconds: Double, duration: Double)

  /// libsoxr cannot change the one rate into the other.
  case cannotResample(rate: Int, newRate: Int, reason: String)

  /// The ending of a file name says no format that can be written.
  case unknownEnding(path: String, known: [String])
  /// Samples lie outside ±1 and would be clipped in the file.
  case outsideFullScale(path: String, count: Int, peak: Float)
  /// The file could not be written; what stood there before still does.
  case cannotSave(path: String, reason: String)

  /// Features are computed of one channel, and the clip has several.
  case severalChannels(count: Int)
  /// The clip is too short for what was asked of it; both in samples.
  case tooShort(frameCount: Int, needed: Int, purpose: String)
  /// A setting has a value it cannot have.
  case invalidSetting(name: String, value: String, requirement: String)
  /// What has to have a level is silent; `sound` says what, such as "the noise".
  case silent(sound: String)
  /// Two sounds that belong together have different sampling rates; `sound` names the other one.
  case differentRates(rate: Int, sound: String, soundRate: Int)
  /// A recording does not go with the steps that were drawn for it.
  case cannotAugment(recording: String, reason: String)
  /// Work was stopped by the user.
  case cancelled

  /// The sampling rate does not suit the features asked for.
  case rateForFeatures(rate: Int, needed: Int, features: String)
}
