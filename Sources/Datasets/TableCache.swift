public import Caching
internal import ExactStrings
public import Foundation
internal import Hashing

/// Why the result of a pass over a table is not in the cache and cannot be kept there.
public enum TableCacheProblem: Error, Sendable, Equatable {
  /// The recordings are changed each time they are read.
  case changedSound
  /// A recording's file is gone.
  case missingFile(path: String)
  /// A recording's file was changed while the work went on, or just before.
  case unsettledFile(path: String)
  /// OpenSSL refuses to hash.
  case noHash
  /// It was asked to stop.
  case cancelled
  /// The cache refuses.
  case cache(CacheError)
}

extension TableCacheProblem: CustomStringConvertible {
  /// The problem as the end of a sentence.
  public var description: String {
    switch self {
    case .changedSound: "the recordings are augmented each time they are read"
    case .missingFile(let path): "\"\(path)\" is gone"
    case .unsettledFile(let path): "\"\(path)\" was changed just now"
    case .noHash: "OpenSSL refuses to hash"
    case .cancelled: "it was stopped"
    case .cache(let error): "\(error)"
    }
  }
}

/// Keeps what passes over tables gave, under names made of everything that the results depend on.
public struct TableCache: Sendable {
  /// A result that was found.
  public struct Found: Sendable {
    /// What became of the rows.
    public let changes: TableChanges
    /// How long the work took that made it, in seconds.
    public let seconds: Double
  }

  /// The form of what is kept; a form that says something else has another number.
  private static let form = 2

  /// The entries.
  public let entries: ContentCache
  /// What kind of program makes the results, to the last bit of them.
  private let program: String
  /// How long before the work's begin a file must have been left alone, in seconds: file systems keep
  /// times that are coarser than two changes can be apart.
  private let settlingSeconds: Double

  /// Makes a cache of tables.
  ///
  /// - Parameters:
  ///   - entries: Where they lie.
  ///   - program: Tells programs apart whose results may differ.
  ///   - settlingSeconds: How long before the work files must have been left alone.
  public init(_ entries: ContentCache, program: String, settlingSeconds: Double = 2) {
    self.entries = entries
    self.program = program
    self.settlingSeconds = settlingSeconds
  }

  /// Looks for the result of work on a table.
  ///
  /// - Parameters:
  ///   - work: Bytes that say what is done to the rows.
  ///   - source: The table.
  ///   - isCancelled: Asked often.
  /// - Returns: The result, or `nil` if there is none that is whole.
  public func find(
    _ work: [UInt8], on source: Dataset, isCancelled: () -> Bool = { false }
  ) -> Found? {
    guard let prefix = prefix(work, source), entries.mayHold(prefix: prefix) else { return nil }
    do throws(TableCacheProblem) {
      let identity = try TableIdentity(source, isCancelled: isCancelled)
      guard let bytes = entries.read(try name(prefix, identity)) else { return nil }
      return found(bytes, source)
    } catch {
      // What cannot be named cannot have been kept.
      return nil
    }
  }

  /// Keeps the result of work on a table.
  ///
  /// - Parameters:
  ///   - changes: The result.
  ///   - work: Bytes that say what is done to the rows.
  ///   - source: The table.
  ///   - begin: When the work began.
  ///   - seconds: How long it took.
  ///   - label: What it is, in words for people.
  ///   - mostBytes: How many bytes it may have to be worth it.
  /// - Returns: How many bytes it has, or `nil` if those are too many.
  /// - Throws: ``TableCacheProblem``; the result is as good as before.
  public func keep(
    _ changes: TableChanges, of work: [UInt8], on source: Dataset, begin: Date, seconds: Double,
    label: String, mostBytes: Int = .max
  ) throws(TableCacheProblem) -> Int? {
    guard let prefix = prefix(work, source) else { throw .noHash }
    let payload = try bytes(changes, source.count, seconds)
    guard payload.count <= mostBytes else { return nil }
    let identity = try TableIdentity(source)
    let latest = begin.timeIntervalSince1970 - settlingSeconds
    if let last = identity.latest, Double(last.nanoseconds) * 1e-9 > latest {
      throw .unsettledFile(path: last.path)
    }
    let name = try name(prefix, identity)
    do throws(CacheError) {
      try entries.write(payload, as: name, label: label)
    } catch {
      throw .cache(error)
    }
    return payload.count
  }

  /// The part of a name that costs little.
  private func prefix(_ work: [UInt8], _ source: Dataset) -> String? {
    var writer = CellWriter()
    writer.add(program)
    writer.add(count: Self.form)
    writer.add(count: source.count)
    for name in source.names { writer.add(name) }
    guard let hash = Digest(.sha256) else { return nil }
    hash.update(writer.bytes)
    hash.update(work)
    return hash.finish()
  }

  private func name(
    _ prefix: String, _ identity: TableIdentity
  ) throws(TableCacheProblem) -> ContentCache.Name {
    guard let hash = Digest(.sha256) else { throw .noHash }
    hash.update(Array("\(prefix) \(identity.digest)".utf8))
    return ContentCache.Name(prefix: prefix, key: hash.finish())
  }

  private func bytes(
    _ changes: TableChanges, _ count: Int, _ seconds: Double
  ) throws(TableCacheProblem) -> [UInt8] {
    do throws(CellBytesProblem) {
      var writer = CellWriter()
      writer.add(seconds)
      writer.add(tag: changes.isWhole ? 1 : 0)
      writer.add(tag: changes.kept == nil ? 0 : 1)
      if let kept = changes.kept {
        writer.add(count: kept.count)
        var last = -1
        for index in kept {
          writer.add(count: index - last)
          last = index
        }
      }
      writer.add(count: changes.names.count)
      for name in changes.names {
        writer.add(name)
        let cells = changes.columns[name]
        writer.add(tag: cells == nil ? 0 : 1)
        for cell in cells ?? [] { try writer.add(cell) }
      }
      writer.add(changes.figures)
      return writer.bytes
    } catch {
      throw .changedSound
    }
  }

  /// Reads a result; `nil` if it is none of this table.
  private func found(_ bytes: [UInt8], _ source: Dataset) -> Found? {
    do throws(CellBytesProblem) {
      var reader = CellReader(bytes)
      let seconds = try reader.double()
      let isWhole = try reader.tag() == 1
      var kept: [Int]?
      if try reader.tag() == 1 {
        var indices: [Int] = []
        var last = -1
        for _ in 0..<(try reader.count()) {
          let distance = try reader.number()
          guard distance > 0, distance < source.count - last else { throw .damaged }
          last += distance
          indices.append(last)
        }
        kept = indices
      }
      var names: [String] = []
      var columns: [ExactString: [Cell]] = [:]
      for _ in 0..<(try reader.count()) {
        let name = try reader.text()
        names.append(name)
        guard try reader.tag() == 1 else { continue }
        var cells: [Cell] = []
        for _ in 0..<(kept?.count ?? source.count) { cells.append(try reader.cell()) }
        columns[name] = cells
      }
      let figures = try reader.figures()
      guard reader.isAtEnd, Set(exact: names).count == names.count else { throw .damaged }
      let changes = TableChanges(
        of: source, isWhole: isWhole, names: names, columns: columns, figures: figures, kept: kept)
      return Found(changes: changes, seconds: seconds)
    } catch {
      return nil
    }
  }
}
