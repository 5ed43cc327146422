internal import Hashing
internal import Models
public import Tensors
internal import Text

/// One file of a checkpoint, which is asked for its bytes when it is written.
public struct CheckpointPart {
  /// The file's name.
  public let name: String
  /// How many bytes it has.
  public let byteCount: Int

  let write: (PartSink) throws(DiskFailure) -> Void
  /// Looks at the tensors, if there are any: what they are like, and the names of those that hold
  /// numbers that are not finite.
  let inspect: () -> (statistics: [TensorStatistics], notFinite: [String])

  /// Makes a part of bytes that are at hand.
  public init(name: String, bytes: [UInt8]) {
    self.init(name: name, byteCount: bytes.count) { (sink) throws(DiskFailure) in
      try sink.write(bytes)
    }
  }

  /// Makes a part whose bytes come piece by piece.
  ///
  /// - Parameters:
  ///   - name: The file's name: letters, digits, `.`, `_` and `-`.
  ///   - byteCount: How many bytes will come; room is taken for them before the first.
  ///   - write: Writes the bytes; it is called once for each time that the part is saved.
  public init(
    name: String, byteCount: Int, write: @escaping (PartSink) throws(DiskFailure) -> Void
  ) {
    (self.name, self.byteCount, self.write) = (name, byteCount, write)
    inspect = { ([], []) }
  }

  /// Makes a part of tensors, in the safetensors format.
  ///
  /// The numbers are written from where they stand, a megabyte at a time. A checkpoint with one that
  /// is infinite or NaN is not saved.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - tensors: The tensors under different names.
  ///   - metadata: Free text about them, under different keys.
  /// - Throws: ``CheckpointError/badPart(name:problem:)`` if a name cannot be written.
  public init(
    name: String, tensors: [(name: String, tensor: Tensor)],
    metadata: [(key: String, value: String)] = []
  ) throws(CheckpointError) {
    let writing: SafetensorsWriting
    do throws(JSONError) {
      writing = try SafetensorsWriting(tensors, metadata: metadata)
    } catch {
      throw .badPart(name: name, problem: "\(error)")
    }
    (self.name, byteCount) = (name, writing.byteCount)
    write = { (sink) throws(DiskFailure) in
      try writing.write { (bytes) throws(DiskFailure) in try sink.write(bytes) }
    }
    inspect = {
      var statistics: [TensorStatistics] = []
      var notFinite: [String] = []
      for (name, tensor) in tensors {
        if let found = TensorStatistics(tensor, name: name) {
          statistics.append(found)
        } else {
          notFinite.append(name)
        }
      }
      return (statistics, notFinite)
    }
  }
}

/// Where the bytes of a part go.
public final class PartSink {
  private let file: DiskFile
  private var digest: Digest?
  private(set) var byteCount = 0

  init(_ file: DiskFile) {
    self.file = file
    digest = Digest(.sha256)
  }

  /// Writes bytes behind those written so far.
  public func write(_ bytes: [UInt8]) throws(DiskFailure) {
    digest?.update(bytes)
    try file.write(bytes.span)
    byteCount += bytes.count
  }

  /// The SHA-256 of what was written; empty where OpenSSL refuses.
  func finish() -> String { digest.take()?.finish() ?? "" }
}
