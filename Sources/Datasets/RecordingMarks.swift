internal import ExactStrings
internal import Audio
internal import Files
internal import Foundation
internal import Hashing
internal import Synchronization
internal import Tensors
internal import Text

/// What a recording is known by later.
public struct RecordingMark: Sendable, Equatable {
  /// A hash of what is in it: 32 hexadecimal digits.
  public let content: String
  /// A hash of the state of its file; `nil` of sound in memory, and of a file that was written to so shortly
  /// before that its times would not show the next change.
  public let stamp: String?

  /// Names a mark.
  public init(content: String, stamp: String?) {
    (self.content, self.stamp) = (content, stamp)
  }
}

/// Makes marks of recordings, by which it shows later whether they hold what they held.
///
/// The content of a recording in a file is the SHA-256 of the file's bytes, so that it is the same in any
/// place and on any machine, with which part of the file is taken and what is done to it; of sound in memory
/// it is that of its samples. A file's length, number and times are its stamp: while it is the same
/// nothing has to be read.
public final class RecordingMarks: Sendable {
  /// The state of a recording's file.
  public struct Stamp: Sendable {
    /// 16 hexadecimal digits.
    public let text: String
    /// Whether the file was left alone for long enough that its times show the next change.
    let isSettled: Bool
  }

  /// How long a file has to have been left alone, in nanoseconds: file systems keep times that are
  /// coarser than two changes can be apart.
  private static let settling = 2_000_000_000

  /// The hashes of files by their paths, each for one state of the file.
  private let hashes = Mutex<[ExactString: (state: String, hash: String)]>([:])

  /// Makes marks.
  public init() {}

  /// The state of a recording's file now; `nil` of sound in memory, and if there is no such file.
  public func stamp(of source: AudioSource) -> Stamp? {
    guard case .file(let info) = source.origin, let state = Self.state(info.path),
      let text = Self.hash("\(state.text)\n\(source.extent)", digits: 16)
    else { return nil }
    let now = Int(Date.now.timeIntervalSince1970 * 1e9)
    return Stamp(text: text, isSettled: state.changed < now - Self.settling)
  }

  /// The mark of a recording.
  ///
  /// - Parameters:
  ///   - source: The recording.
  ///   - stamp: The state of its file, looked up before it was heard.
  /// - Returns: The mark.
  /// - Throws: ``DatasetError`` if the file cannot be read.
  public func mark(of source: AudioSource, stamp: Stamp?) throws(DatasetError) -> RecordingMark {
    RecordingMark(
      content: try content(of: source), stamp: stamp.flatMap { $0.isSettled ? $0.text : nil })
  }

  private func content(of source: AudioSource) throws(DatasetError) -> String {
    let sound: String?
    switch source.origin {
    case .file(let info): sound = try fileHash(info.path)
    case .memory(let clip): sound = Self.hash(of: clip)
    }
    guard let sound, let content = Self.hash("\(sound)\n\(source.extent)", digits: 32) else {
      throw .badArgument("recordings", "cannot be hashed: OpenSSL refuses to")
    }
    return content
  }

  /// The hash of a file, which is read if it has changed since it was read last.
  private func fileHash(_ path: String) throws(DatasetError) -> String? {
    let state = Self.state(path)?.text ?? ""
    if let known = hashes.withLock({ $0[path] }), known.state == state { return known.hash }
    guard let digest = Digest(.sha256) else { return nil }
    do throws(SystemFault) {
      let file = try SystemFile(path)
      var piece = [UInt8](repeating: 0, count: min(max(file.mark.byteCount, 1), 1 << 20))
      while case let count = try file.read(into: &piece), count > 0 {
        digest.update(piece, count: count)
      }
    } catch {
      throw .text(.file(path: path, problem: .refused(error.words)))
    }
    let hash = digest.finish()
    hashes.withLock { $0[path] = (state, hash) }
    return hash
  }

  private static func state(_ path: String) -> (text: String, changed: Int)? {
    do {
      let stamp = try fileStamp(path)
      let text =
        "\(stamp.byteCount) \(stamp.nanoseconds) \(stamp.changeNanoseconds) \(stamp.number)"
      return (text, stamp.changeNanoseconds)
    } catch {
      // A file that is gone has no state; whoever reads it says so.
      return nil
    }
  }

  /// The hash of a clip's samples, of which a few seconds at a time are copied.
  private static func hash(of clip: AudioClip) -> String? {
    guard let digest = Digest(.sha256) else { return nil }
    digest.update(Array("\(clip.samplingRate) Hz \(clip.channelCount)\n".utf8))
    var bytes: [UInt8] = []
    let piece = 1 << 16
    for start in stride(from: 0, to: clip.frameCount, by: piece) {
      bytes.removeAll(keepingCapacity: true)
      clip[start..<min(start + piece, clip.frameCount)].samples.appendLittleEndian(to: &bytes)
      digest.update(bytes)
    }
    return digest.finish()
  }

  private static func hash(_ text: String, digits: Int) -> String? {
    guard let digest = Digest(.sha256) else { return nil }
    digest.update(Array(text.utf8))
    return String(digest.finish().prefix(digits))
  }
}

extension AudioSource {
  /// Which part of its file or clip a recording is, and what is done to it.
  fileprivate var extent: String {
    let changes = changes.map { "\($0.augmentation) \($0.place)" }
    guard case .file = origin else { return changes.joined(separator: "\n") }
    return (["\(channel ?? -1) \(start) \(duration)"] + changes).joined(separator: "\n")
  }
}
