internal import ExactStrings
internal import Testing

@testable internal import Datasets

@Test func `rows keep their columns in order`() {
  let data = Dataset(rows: [
    Row([("b", .int(1)), ("a", .text("x"))]), Row([("a", .text("y")), ("c", .bool(true))]),
  ])
  #expect(data.names == ["b", "a", "c"])
  #expect(data.count == 2)
  #expect(data[0].cells == [.int(1), .text("x"), .none])
  #expect(data[1].cells == [.none, .text("y"), .bool(true)])
}

@Test func `slices of slices share the rows`() throws {
  let data = numbered(10)
  #expect(try data[2..<8][1..<3].ids == [3, 4])
  #expect(try data.rows(at: [9, 0, 5])[1..<3].ids == [0, 5])
  #expect(try data[5..<9].rows(at: [3, 0]).ids == [8, 5])
  #expect(try data.take(3).ids == [0, 1, 2])
  #expect(data.take(99).count == 10)
  #expect(data.take(-1).isEmpty)
}

@Test func `columns are selected, removed and renamed`() throws {
  let data = numbered(3)
  #expect(try data.select(["text", "id"]).names == ["text", "id"])
  #expect(try data.remove(["id"]).names == ["text", "group"])
  #expect(try data.rename(["text": "sentence"]).names == ["id", "sentence", "group"])
  #expect(try data.rename(["text": "id", "id": "text"]).names == ["text", "id", "group"])
  #expect(throws: DatasetError.duplicateColumn("id")) { try data.rename(["text": "id"]) }
  #expect(throws: DatasetError.duplicateColumn("id")) { try data.select(["id", "id"]) }
}

@Test func `a missing column comes with the nearest spelling`() {
  let error = DatasetError.noColumn("txt", nearest: "text", known: ["id", "text", "group"])
  #expect(throws: error) { try numbered(1).column("txt") }
  #expect(error.description == "there is no column \"txt\"; did you mean \"text\"?")
  #expect(throws: DatasetError.noColumn("speaker", nearest: nil, known: ["id", "text", "group"])) {
    try numbered(1).remove(["speaker"])
  }
  #expect(throws: DatasetError.self) { try numbered(1).rename(["nope": "a"]) }
}

@Test func `a value of the wrong kind is named with its row`() {
  let data = Dataset(rows: [Row([("a", .int(1))]), Row([("a", .text("x"))])])
  #expect(
    throws: DatasetError.wrongCell(column: "a", row: 1, expected: "a number", found: "text")
  ) { try data.numbers("a") }
  #expect(
    throws: DatasetError.wrongCell(column: "a", row: 0, expected: "audio", found: "a whole number")
  ) { try data.recordings("a") }
}

@Test func `what map returns is merged into the row`() throws {
  let data = numbered(3).map { row in
    row["id"] == .int(1)
      ? Row([("text", .text("new"))]) : Row([("length", .int(2)), ("id", .int(7))])
  }
  #expect(data.names == ["id", "text", "group", "length"])
  #expect(data[0].cells == [.int(7), .text("t0"), .text("g0"), .int(2)])
  #expect(data[1].cells == [.int(1), .text("new"), .text("g1"), .none])
}

private struct Refused: Error, Equatable {
  let id: Cell?
}

@Test func `a function's own error passes through`() {
  #expect(throws: Refused(id: .int(0))) {
    try numbered(3).map { row throws(Refused) in throw Refused(id: row["id"]) }
  }
  #expect(throws: Refused(id: .int(0))) {
    try numbered(3).filter { row throws(Refused) in throw Refused(id: row["id"]) }
  }
}

@Test func `filter keeps what it is told to`() throws {
  #expect(try numbered(20).filter { $0["group"] == .text("g3") }.ids == [3, 10, 17])
  #expect(numbered(5).filter { _ in false }.isEmpty)
}

@Test func `datasets are put behind each other`() throws {
  let other = Dataset(rows: [Row([("id", .int(9)), ("x", .bool(true))])])
  let both = numbered(2).appending(other)
  #expect(try both.ids == [0, 1, 9])
  #expect(both[2].cells == [.int(9), .none, .none, .bool(true)])
}

@Test func `sorting goes by size, naturally for text, and keeps equal rows in order`() throws {
  let values: [Cell] = [
    .text("10.wav"), .number(2.5), .none, .text("2.wav"), .int(3), .number(.nan), .bool(true),
    .int(3),
  ]
  let data = Dataset(
    rows: values.enumerated().map { Row([("id", .int($0.offset)), ("v", $0.element)]) })
  #expect(try data.sort(by: "v").ids == [6, 1, 4, 7, 3, 0, 2, 5])
  #expect(try data.sort(by: "v", descending: true).ids == [0, 3, 4, 7, 1, 6, 2, 5])
  #expect(throws: DatasetError.self) {
    try Dataset(rows: [Row([("v", .list([]))])]).sort(by: "v")
  }
}

@Test func `a shuffle is drawn by its seed and does not depend on other rows`() throws {
  let data = numbered(200)
  let order = try data.shuffle(seed: 1).ids
  #expect(try data.shuffle(seed: 1).ids == order)
  #expect(try data.shuffle(seed: 2).ids != order)
  #expect(order.sorted() == Array(0..<200))
  #expect(order != Array(0..<200))
  #expect(try numbered(100).shuffle(seed: 1).ids == order.filter { $0 < 100 })
  #expect(try data.sample(7, seed: 1).ids == Array(order.prefix(7)))
  #expect(data.sample(999, seed: 1).count == 200)
}

@Test func `equal rows are shuffled apart`() {
  let rows = (0..<100).map { Row([("a", .int($0 % 2))]) }
  let halves = Dataset(rows: rows).shuffle(seed: 3).take(50)
  let ones = halves.filter { $0["a"] == .int(1) }.count
  #expect((10...40).contains(ones))
}

/// The numbers are those of the same hash in Python.
@Test func `orders and splits are the same on every machine`() {
  #expect(keyHash("recordings/1.wav", seed: 42) == 0x6DCB_0DE0_4A04_6B4A)
  #expect(keyHash("", seed: -1) == 0xCC0D_C891_0321_BCB5)
}
