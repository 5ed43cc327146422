internal import Audio
internal import Text

/// How recordings are stored when they are converted.
public struct ConversionFormat: Sendable, Equatable {
  /// The container: both hold whole numbers of 16 bits.
  public enum Container: String, Sendable, CaseIterable {
    /// Compressed without loss.
    case flac
    /// Not compressed.
    case wav
  }

  /// The container.
  public var container = Container.flac
  /// The sampling rate in hertz.
  public var samplingRate = 16_000
  /// Whether the channels of a recording become one, their mean.
  public var isMono = true

  /// FLAC of one channel at 16 kHz.
  public init() {}

  /// A spelling of the settings, which a file that was made with others does not have.
  var keyText: String {
    "\(container.rawValue) \(samplingRate) Hz \(isMono ? "mono" : "all channels")"
  }

  /// About as many bytes as sound of a length takes.
  ///
  /// A WAV file has two bytes a sample; of FLAC, 0.7 of that is counted, where speech takes about 0.5
  /// and noise up to 1.
  func byteCount(seconds: Double, channels: Int) -> Int {
    let samples = seconds * Double(samplingRate) * Double(isMono ? 1 : channels)
    let bytes = 2 * samples * (container == .flac ? 0.7 : 1)
    return Int(exactly: bytes.rounded(.up)).map { $0 + 4_096 } ?? Int.max / 4
  }
}

/// Why recordings could not be converted.
public enum ConversionProblem: Error, Equatable, Sendable {
  /// Two rows would have one file; rows count from 0.
  case sameName(String, first: Int, firstFile: String, second: Int, secondFile: String)
  /// A row's new file is one that a row is made from; rows count from 0.
  case overSource(row: Int, file: String)
  /// There is less room than about as many bytes as are needed.
  case noRoom(folder: String, needed: Int, free: Int)
  /// The folder has transcripts that no conversion wrote, and that would be lost or stand in the way.
  case foreignFolder(transcripts: String)
}

extension ConversionProblem: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    switch self {
    case .sameName(let name, let first, let firstFile, let second, let secondFile):
      "row \(first) (\"\(firstFile)\") and row \(second) (\"\(secondFile)\") would both be written to"
        + " \"\(name)\"; rename one, or convert them into folders of their own"
    case .overSource(let row, let file):
      "row \(row) would be written over \"\(file)\", which rows are read from; choose another folder"
    case .noRoom(let folder, let needed, let free):
      roomProblem(folder, needed: needed, free: free)
    case .foreignFolder(let transcripts):
      "\"\(transcripts)\" was not written by convert and would be lost; choose another folder"
    }
  }
}

/// Says that a folder has too little room for about as many bytes as are needed.
func roomProblem(_ folder: String, needed: Int, free: Int) -> String {
  func mebibytes(_ bytes: Int) -> String {
    bytes < 10 << 20
      ? "\((bytes + 1_023) >> 10) KiB" : "\((bytes + (1 << 20) - 1) >> 20) MiB"
  }
  return "\"\(folder)\" needs about \(mebibytes(needed)) and has \(mebibytes(free)) free"
}

/// What a conversion did besides making a dataset.
public struct ConversionReport: Sendable, Equatable {
  /// The files that were written.
  public var written = 0
  /// The files that were there already, from the same source with the same settings.
  public var kept = 0
  /// The files that were made softer, so that nothing is cut off.
  public var lowered = 0
  /// The most that one was made softer by, in decibels.
  public var mostLowered = 0.0

  /// Nothing.
  public init() {}
}
