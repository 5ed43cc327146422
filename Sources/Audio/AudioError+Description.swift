internal import Files

extension AudioError: CustomStringConvertible {
  /// One line that names the thing, what is wrong with it, and where it helps, what to do.
  public var description: String {
    switch self {
    case .missingFile, .notAFile, .outsideFolder, .unreadableFile, .emptyFile, .notAudio,
      .damagedFile, .truncatedFile, .changesMidway, .joinedFiles, .noFrames, .changedWhileReading:
      fileDescription
    case .channelCount, .samplingRate, .notNumbers, .wrongScale, .tooLong:
      contentDescription
    case .noSuchChannel, .invalidTime, .pastTheEnd, .severalChannels, .tooShort, .invalidSetting,
      .rateForFeatures, .cannotResample, .silent, .differentRates, .cancelled,
      .cannotAugment:
      requestDescription
    case .unknownEnding, .outsideFullScale, .cannotSave:
      savingDescription
    }
  }

  private var fileDescription: String {
    switch self {
    case .missingFile(let path):
      "\"\(path)\" does not exist\(windowsAdvice(path))"
    case .notAFile(let path, let kind):
      "\"\(path)\" is \(kind), not an audio file"
    case .outsideFolder(let path, let folder):
      "\"\(path)\" is a path that leads outside the folder \"\(folder)\" of its data"
    case .unreadableFile(let path, let reason):
      "\"\(path)\" cannot be opened (\(reason))"
    case .emptyFile(let path):
      "\"\(path)\" is not audio that can be read (the file is empty)"
    case .notAudio(let path, let found):
      "\"\(path)\" is not audio that can be read (it is \(found))"
    case .damagedFile(let path, let reason):
      "\"\(path)\" is audio that cannot be decoded (\(reason))"
    case .truncatedFile(let path, let present, let declared, let unit):
      "\"\(path)\" is truncated (\(present) of the \(declared) \(unit) it declares are there)"
    case .changesMidway(let path, let seconds, let byte, let from, let to):
      "\"\(path)\" changes at \(milliseconds(seconds)) s (byte \(byte)) from \(from) to \(to);"
        + " cut it there, or convert all of it to WAV or FLAC"
    case .joinedFiles(let path, let byte):
      "\"\(path)\" is two files laid end to end: the second begins at byte \(byte);"
        + " cut it there, or convert all of it to WAV or FLAC"
    case .noFrames(let path):
      "\"\(path)\" is audio without a single sample"
    case .changedWhileReading(let path):
      "\"\(path)\" was changed while it was being read"
    default: ""
    }
  }

  private var contentDescription: String {
    switch self {
    case .channelCount(let path, let count):
      "\"\(path)\" declares \(count) channels; from 1 to \(AudioClip.mostChannels) can be read"
    case .samplingRate(let path, let rate):
      (path.map { "\"\($0)\" has" } ?? "There is no resampling to")
        + " a sampling rate of \(rate) Hz; rates are from"
        + " \(AudioClip.samplingRates.lowerBound) to \(AudioClip.samplingRates.upperBound) Hz"
    case .notNumbers(let path, let count):
      "\"\(path)\" has \(count) samples that are not finite numbers (NaN or infinity)"
    case .wrongScale(let path, let peak):
      "\"\(path)\" has samples up to \(peak), where full scale is 1"
    case .tooLong(let path, let frameCount, let limit):
      "\"\(path)\" is too long to read at once (\(frameCount) frames, the limit is \(limit));"
        + " read parts of it with start and duration"
    default: ""
    }
  }

  private var requestDescription: String {
    switch self {
    case .noSuchChannel(let channel, let count):
      "There is no channel \(channel) in audio of "
        + (count == 1 ? "1 channel (only 0)" : "\(count) channels (0 to \(count - 1))")
    case .invalidTime(let argument, let seconds):
      "\(argument) is \(seconds) seconds; it must be a finite number of seconds"
        + (argument == "duration" ? " above 0" : ", 0 or more")
    case .pastTheEnd(let path, let seconds, let duration):
      "\"\(path)\" ends at \(milliseconds(duration)) s, before \(milliseconds(seconds)) s"
    case .severalChannels(let count):
      "Features are of one channel, and this audio has \(count);"
        + " .mono() averages them, channel=0 reads the first"
    case .tooShort(let frameCount, let needed, let purpose):
      "The audio has \(frameCount) samples; \(purpose) needs at least \(needed)"
    case .invalidSetting(let name, let value, let requirement):
      "\(name) is \(value); it must be \(requirement)"
    case .rateForFeatures(let rate, let needed, let features):
      "\(features) is defined at \(needed) Hz and this audio has \(rate) Hz;"
        + " .resample(\(needed)) changes it, and style=\"htk\" or style=\"slaney\" takes any rate"
    case .silent(let sound):
      "\(sound) is silent, so that it has no level to mix by"
    case .differentRates(let rate, let sound, let soundRate):
      "\(sound) has \(soundRate) Hz and this audio \(rate) Hz; nothing is resampled unasked,"
        + " .resample(\(rate)) does it"
    case .cannotAugment(let recording, let reason):
      "\(recording) cannot be augmented: \(reason)"
    case .cancelled: "stopped"
    case .cannotResample(let rate, let newRate, let reason):
      "Audio of \(rate) Hz cannot be resampled to \(newRate) Hz (\(reason))"
    default: ""
    }
  }

  private var savingDescription: String {
    switch self {
    case .unknownEnding(let path, let known):
      "\"\(path)\" has no ending that names an audio format to write (\(known.joined(separator: " ")))"
    case .outsideFullScale(let path, let count, let peak):
      "\"\(path)\" would be clipped: \(count) samples are outside -1…1, the largest is \(peak);"
        + " lower them with .gain(db)"
    case .cannotSave(let path, let reason):
      "\"\(path)\" cannot be saved (\(reason))"
    default: ""
    }
  }

  private func milliseconds(_ seconds: Double) -> Double {
    (seconds * 1000).rounded() / 1000
  }
}
