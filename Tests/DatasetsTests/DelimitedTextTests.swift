internal import Foundation
internal import Testing
internal import Text

@testable internal import Datasets

private func records(_ text: String, _ format: DelimitedFormat) throws -> [[String]] {
  var reader = DelimitedReader(text, format: format)
  var records: [[String]] = []
  while let fields = try reader.next() { records.append(fields.map(\.text)) }
  return records
}

/// Cases of RFC 4180 and what Python's csv module makes of them.
@Test(arguments: [
  ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
  ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
  ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
  ("\"a\nb\",\"c,\"\"d\"\"\"\n", [["a\nb", "c,\"d\""]]),
  ("\"\",\n,\n", [["", ""], ["", ""]]),
  ("\n\na\n\nb\n", [["a"], ["b"]]),
  ("he said \"hi\",x", [["he said \"hi\"", "x"]]),
  ("é,\u{200c}\u{65e5}", [["é", "\u{200c}日"]]),
  ("a\u{2028}b", [["a\u{2028}b"]]),
  (" a , b ", [[" a ", " b "]]),
])
func `commas divide fields`(text: String, expected: [[String]]) throws {
  #expect(try records(text, .csv) == expected)
}

@Test func `texts are divided as Python's csv module divides them`() throws {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/text_csv/records.json").path
  let cases = try #require(JSON(path: path).array)
  #expect(cases.count == 800)
  for item in cases {
    let text = try #require(item.array?[0].string)
    let expected = item.array?[1].array.map { $0.map { $0.array?.compactMap(\.string) ?? [] } }
    #expect((try? records(text, .csv)) == expected, "\(text.debugDescription)")
  }
}

@Test func `tabs divide fields and quotes are letters`() throws {
  #expect(
    try records("a\tb\r\n\"x\t\"y\"\n\t\n", .tsv) == [["a", "b"], ["\"x", "\"y\""], ["", ""]])
}

@Test func `the line of a record is counted through quoted line ends`() throws {
  var reader = DelimitedReader("a\n\"b\r\nc\rd\ne\"\n\nf", format: .csv)
  var lines: [Int] = []
  while try reader.next() != nil { lines.append(reader.recordLine) }
  #expect(lines == [1, 2, 7])
}

@Test func `broken lines are refused`() {
  #expect(throws: LineProblem.openQuote) { try records("a\n\"b\nc", .csv) }
  #expect(throws: LineProblem.textAfterQuote) { try records("\"a\"b", .csv) }
  #expect(throws: LineProblem.nulCharacter) { try records("a\0b", .csv) }
  #expect(throws: LineProblem.nulCharacter) { try records("\"a\0b\"", .csv) }
  let long = String(repeating: "a", count: 1 << 20) + "aa"
  #expect(throws: LineProblem.openQuote) { try records("\"" + long, .csv) }
  #expect(throws: LineProblem.tooLong) { try records(long, .tsv) }
}

@Test(arguments: [
  ("1", Cell.int(1)), ("-12", .int(-12)), ("0", .int(0)), ("0.5", .number(0.5)),
  ("-0.25", .number(-0.25)), ("1e-05", .number(1e-5)), ("2.0", .number(2)), ("true", .bool(true)),
  ("inf", .number(.infinity)), ("9223372036854775807", .int(.max)),
])
func `numbers and truth values are known by their spelling`(text: String, cell: Cell) {
  #expect(scalar(text) == cell)
}

@Test(arguments: [
  "", "007", "-007", "00.5", "+1", "1,5", "0x10", "1e999", " 1", "1 ", "True", "NaN", "Infinity",
  "1-2", "1.2.3", "-", ".", ".5", "12345678901234567890", "1_000", "١",
])
func `what is spelled otherwise is text`(text: String) {
  #expect(scalar(text) == nil)
}

@Test func `numbers read back as they were written`() {
  let cells: [Cell] = [
    .int(.min), .int(0), .number(0.1), .number(-0.0), .number(1e300),
    .number(.leastNonzeroMagnitude),
    .number(123456789.125), .bool(false), .number(-.infinity), .number(100),
  ]
  for cell in cells { #expect(spelling(cell).flatMap(scalar) == cell) }
}

@Test(arguments: ["=1+1", "+1", "-1", "@x", "'=1", "''-x", "\t", "'tis", "'", "", "a=b", "'a"])
func `formulas are escaped and read back exactly`(text: String) {
  let escaped = escapedFormula(text)
  #expect(unescapedFormula(escaped) == text)
  #expect(!["=", "+", "-", "@", "\t", "\r"].contains { escaped.hasPrefix($0) })
}
