import Foundation
import Language
import Testing

@testable import Interpreter

/// What Python's `format` and `repr` write; `Tests/Fixtures/formatting.py` made the file.
struct PythonFormats: Decodable {
  struct Case<Input: Decodable>: Decodable {
    let value: Input
    let format: String
    let expected: String

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      value = try parts.decode(Input.self)
      format = try parts.decode(String.self)
      expected = parts.isAtEnd ? format : try parts.decode(String.self)
    }
  }

  let integers: [Case<Int>]
  let floats: [Case<Double>]
  let texts: [Case<String>]
  let reprs: [Case<Double>]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/formatting/formats.json")
    self = try JSONDecoder().decode(PythonFormats.self, from: Data(contentsOf: file))
  }

  enum CodingKeys: CodingKey {
    case integers, floats, texts, reprs
  }
}

struct FormattingTests {
  private func check(_ value: Value, _ format: String, _ expected: String) throws {
    let specification = try #require(FormatSpecification(format), "\(format)")
    let text = try value.formatted(specification)
    #expect(text == expected, "\(value.literal) with \(format)")
  }

  @Test func `numbers and text are formatted as Python formats them`() throws {
    let formats = try PythonFormats()
    #expect(formats.floats.count == 600)
    for item in formats.integers { try check(.int(item.value), item.format, item.expected) }
    for item in formats.floats { try check(.float(item.value), item.format, item.expected) }
    for item in formats.texts { try check(.string(item.value), item.format, item.expected) }
  }

  @Test func `decimal numbers are printed as Python prints them`() throws {
    for item in try PythonFormats().reprs {
      #expect(Value.float(item.value).description == item.expected)
    }
  }

  @Test(arguments: [
    "f", ".2q", "10.x", "<<<", "5000", ".99999", "1 0", "é", "0.-1f", "99999999999999999999d",
  ])
  func `only formats of the mini-language are formats`(text: String) {
    #expect((FormatSpecification(text) == nil) == (text != "f"))
  }

  @Test(arguments: [
    ("f\"{\"a\":.2f}\"", "a string cannot be formatted with f"),
    ("f\"{1.5:d}\"", "a decimal number cannot be formatted with d"),
    ("f\"{1:s}\"", "a whole number cannot be formatted as text"),
    ("f\"{1:.2}\"", "a precision does not go with a whole number"),
    ("f\"{[1]:.2f}\"", "a list cannot be formatted as a number"),
    ("w = \"q\"; f\"{1:{w}}\"", "q is not a format"),
    ("f\"{\"a\":=5}\"", "this format is for numbers, not for a string"),
  ])
  func `formats that do not fit their value are errors`(text: String, message: String) {
    #expect(run(text).errors == [message])
  }
}
