internal import ExactStrings
internal import Foundation

/// The statements that were entered, the oldest first, each of them once.
struct HistoryEntries: Equatable {
  /// The most statements that are kept.
  static let capacity = 2_000

  /// The statements.
  private(set) var statements: [String] = []

  /// Makes entries of `statements`; the last of equal ones stays.
  init(_ statements: [String] = []) {
    var seen: Set<ExactString> = []
    let latest = statements.reversed().filter { !$0.isEmpty && seen.insert($0).inserted }
    self.statements = latest.prefix(Self.capacity).reversed()
  }

  /// Adds a statement at the end, and takes it away from where it was.
  mutating func add(_ statement: String) {
    statements.removeAll { $0.isExactly(statement) }
    statements.append(statement)
    if statements.count > Self.capacity { statements.removeFirst() }
  }
}

/// One statement as a line of JSON, which is the form of the history file.
struct HistoryLine: Codable, Equatable {
  /// How each line begins.
  static let start = Array("{\"text\":".utf8)

  /// The statement, which may have several rows.
  let text: String

  /// The line with its newline; `nil` for text that JSON cannot hold.
  var bytes: [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    } catch {
      return nil
    }
  }

  /// Returns the statements in `lines`, leaving out lines that are damaged.
  ///
  /// All lines are read as one array, which is fast; one by one only where that fails.
  static func statements(in lines: [ArraySlice<UInt8>]) -> [String] {
    let array = Array("[".utf8) + lines.joined(separator: Array(",".utf8)) + Array("]".utf8)
    let all = read([HistoryLine].self, array[...])
    return (all ?? lines.compactMap { read(HistoryLine.self, $0) }).map(\.text)
  }

  private static func read<Value: Decodable>(
    _ type: Value.Type, _ bytes: ArraySlice<UInt8>
  ) -> Value? {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      return nil
    }
  }
}
