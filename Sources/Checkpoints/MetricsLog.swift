internal import Glibc
public import Text

/// A log of records, one a line of JSON, which is cut to its last whole record when it is opened.
///
/// A record is one write to the system, so that a process that dies leaves whole records but perhaps
/// the last. A power cut may leave half a line, or zeros. The log is part of the state of a run: a run
/// that goes on from a step first takes away what came after it.
public final class MetricsLog {
  /// The name of a training's log.
  public static let name = "metrics.jsonl"

  /// The records that were there, in their order.
  public private(set) var records: [JSON] = []
  /// What was taken away when the log was opened, if it was damaged.
  public private(set) var notice: String?

  /// The path.
  public var path: String { file.path }

  /// Nobody else may write to the log while this one is open.
  private let lock: RunLock
  private let file: DiskFile
  private var byteCount = 0
  /// The most bytes of a log that is read.
  private static let largest = 1 << 30

  /// Opens a log, or begins one.
  ///
  /// - Parameters:
  ///   - lock: The lock on the folder of the run.
  ///   - name: The name of the file.
  ///   - step: Records whose `step` is larger are taken away; `nil` keeps all that are whole.
  /// - Throws: ``CheckpointError/log(path:reason:)``.
  public init(
    lock: RunLock, name: String = MetricsLog.name, through step: Int? = nil
  ) throws(CheckpointError) {
    self.lock = lock
    do throws(DiskFailure) {
      let file = try lock.disk.open(writing: name)
      self.file = file
      let found = file.byteCount
      guard found <= Self.largest else { throw DiskFailure("read", file.path, EFBIG) }
      let whole = keep(try file.bytes(atMost: Self.largest))
      if whole < found {
        notice = "\(name) ended in \(found - whole) bytes that are no record; they were taken away"
      }
      if let step { drop(after: step) }
      if byteCount < found {
        try file.truncate(to: byteCount)
        try file.synchronize()
      }
      try file.seek(to: byteCount)
      // The name, too, must be on the disk before a checkpoint counts on it.
      try lock.disk.synchronize()
    } catch {
      throw .log(path: error.path, reason: error.reason)
    }
  }

  private var ends: [Int] = []

  /// Takes the whole records at the start of the bytes, and returns where the last of them ends.
  private func keep(_ bytes: [UInt8]) -> Int {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      guard let record = Self.record(bytes[start..<end]) else { break }
      records.append(record)
      ends.append(end + 1)
      start = end + 1
    }
    byteCount = start
    return start
  }

  private static func record(_ line: ArraySlice<UInt8>) -> JSON? {
    do throws(JSONError) {
      let value = try JSON(parsing: Array(line))
      return value.object == nil ? nil : value
    } catch {
      return nil
    }
  }

  /// Takes the records away from the first whose step is larger.
  private func drop(after step: Int) {
    guard let first = records.firstIndex(where: { ($0["step"]?.integer ?? 0) > step }) else {
      return
    }
    records.removeSubrange(first...)
    ends.removeSubrange(first...)
    byteCount = ends.last ?? 0
  }

  /// Adds a record in one write; if the system refuses, the log is as it was.
  ///
  /// - Parameter record: The record.
  /// - Throws: ``CheckpointError/log(path:reason:)``.
  public func append(_ record: JSONObject) throws(CheckpointError) {
    let line: [UInt8]
    do throws(JSONError) {
      line = Array((try JSON.object(record).text() + "\n").utf8)
    } catch {
      throw .log(path: path, reason: "\(error)")
    }
    do throws(DiskFailure) {
      try file.write(line.span)
    } catch {
      // Half a record is taken away; should that fail too, it is when the log is opened next.
      do throws(DiskFailure) { try file.truncate(to: byteCount) } catch {}
      throw .log(path: path, reason: error.reason)
    }
    byteCount += line.count
  }

  /// Waits until all records are on the disk: a checkpoint that is saved afterwards has them.
  ///
  /// - Throws: ``CheckpointError/log(path:reason:)``.
  public func synchronize() throws(CheckpointError) {
    do throws(DiskFailure) { try file.synchronize() } catch {
      throw .log(path: path, reason: error.reason)
    }
  }
}
