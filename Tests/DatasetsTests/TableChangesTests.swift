import TestSupport
import Testing

@testable import Datasets

/// Some rows of a table in another order than their columns'.
private func source(_ count: Int, _ random: inout Randomness) -> Dataset {
  let data = numbered(count)
  switch Int.random(in: 0..<3, using: &random) {
  case 0: return data
  case 1: return data[min(1, count)..<count]
  default: return data.rows(at: (0..<count).shuffled(using: &random))
  }
}

/// What is put over a row: none, some or all of three columns, of which one is the source's.
private func values(_ random: inout Randomness) -> Row? {
  let names = ["text", "new", "other"].filter { _ in Bool.random(using: &random) }
  let row = Row(names.map { ($0, .int(Int.random(in: 0..<99, using: &random))) })
  return names.isEmpty && Bool.random(using: &random) ? nil : row
}

@Test(arguments: 0..<200)
func `changes are those of rows that are merged one by one`(seed: Int) {
  var random = Randomness(seed: UInt64(seed))
  let data = source(Int.random(in: 0..<9, using: &random), &random)
  let dropsRows = Bool.random(using: &random)
  var changes = TableChanges(of: data)
  var rows: [Row] = []
  for index in data.indices {
    if dropsRows, Bool.random(using: &random) { continue }
    let over = values(&random)
    changes.keep(index, over: over)
    rows.append(over.map { data[index].merging($0) } ?? data[index])
  }
  let result = data.applying(changes)
  let expected = Dataset(rows: rows, keys: rows.map(\.keyText), names: data.names)
  #expect(result == expected)
}

@Test func `columns that nothing was put into are shared, and keys stay with their rows`() {
  let data = numbered(5)
  var changes = TableChanges(of: data)
  for index in [1, 3] { changes.keep(index, over: Row([("id", .int(-index))])) }
  let result = data.applying(changes)
  #expect(result.column0 == [.int(-1), .int(-3)])
  #expect(result.indices.map(result.key) == [data.key(1), data.key(3)])
  changes = TableChanges(of: data, whole: Row([("b", .none)]))
  changes.keep(0, over: Row([("a", .int(1)), ("b", .int(2))]))
  changes.leaveOut(names: ["c"])
  #expect(data.applying(changes).names == ["b", "a", "c"])
  #expect(data.applying(changes)[0].cells == [.int(2), .int(1), .none])
}

extension Dataset {
  fileprivate var column0: [Cell] { indices.map { self[$0].cells[0] } }
}

@Test(arguments: [1, 255, 256, 1000])
func `texts are changed in order by several threads`(count: Int) throws {
  let data = numbered(count)
  let result = try data.changingTexts("text") { $0 == "t3" ? "" : $0 + "!" }
  #expect(try result.data.texts("text") == (0..<count).map { $0 == 3 ? "" : "t\($0)!" })
  #expect(result.changed == count)
  #expect(result.emptied == (count > 3 ? 1 : 0))
  #expect(result.data.names == data.names)
  #expect(throws: DatasetError.cancelled) {
    try data.changingTexts("text", isCancelled: { true }) { $0 }
  }
}
