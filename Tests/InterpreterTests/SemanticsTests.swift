import Foundation
import Language
import Testing

@testable import Interpreter

/// What CPython computes; `Tests/Fixtures/semantics.py` made the file.
///
/// Where the two languages differ by design, the fixture says so: whole numbers beyond 64 bits are an
/// overflow here.
struct SemanticsTests {
  private static func cases(_ name: String) throws -> [[Any]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/semantics/semantics.json")
    // The reader drops a byte order mark where a string begins: another scalar carries it.
    let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let scalars = text.unicodeScalars.map { $0 == "\u{FEFF}" ? "\u{E000}" : $0 }
    let fixture = try JSONSerialization.jsonObject(
      with: Data(String(String.UnicodeScalarView(scalars)).utf8))
    return try #require((fixture as? [String: [[Any]]])?[name])
  }

  /// What each expression gives, in a list and with its errors named as the fixture names them.
  private func results(_ expressions: [String]) -> [String] {
    let recipe = """
      def result(f) {
        try { [f()] } catch problem {
          if problem.kind == "overflow" { "overflow" }
          else if problem.message == "division by zero" { problem.message }
          else { "error" }
        }
      }

      """
    return run(recipe + expressions.map { "print(result(() => \($0)))\n" }.joined()).lines
  }

  private func compare(_ expressions: [String], _ expected: [String]) {
    let found = results(expressions)
    #expect(found.count == expressions.count)
    for (index, result) in found.enumerated() {
      let isError = ["overflow", "division by zero", "error"].contains(expected[index])
      #expect(
        result == (isError ? expected[index] : "[\(expected[index])]"), "\(expressions[index])")
    }
  }

  /// A number of Python as an expression, in parentheses so that a minus belongs to it.
  private func literal(_ text: String) -> String {
    switch text {
    case "inf", "nan": "float(\"\(text)\")"
    case "-inf": "(-float(\"inf\"))"
    default: "(\(text))"
    }
  }

  @Test func `arithmetic and comparisons are Python's`() throws {
    let cases = try Self.cases("arithmetic").compactMap { $0 as? [String] }
    #expect(cases.count == 2_500)
    compare(cases.map { "\(literal($0[0])) \($0[1]) \(literal($0[2]))" }, cases.map { $0[3] })
  }

  @Test func `round is Python's`() throws {
    let cases = try Self.cases("rounding")
    compare(
      cases.map { "round(\(literal($0[0] as? String ?? "")), \($0[1]))" },
      cases.map { $0[2] as? String ?? "" })
  }

  @Test func `slices and indices are Python's`() throws {
    let cases = try Self.cases("slicing")
    compare(
      cases.map { "\($0[0])[\($0[1])]" }, cases.map { $0[2] as? String ?? "" })
    compare(cases.map { "\($0[0])[\($0[3])]" }, cases.map { $0[4] as? String ?? "" })
  }

  @Test func `numbers in text are read as Python reads them`() throws {
    for (name, function) in [("ints", "int"), ("floats", "float")] {
      let cases = try Self.cases(name).compactMap { $0 as? [String] }
      compare(
        cases.map { "\(function)(\(Value.string($0[0]).literal))" },
        cases.map { $0[1] == "overflow" ? "error" : $0[1] })
    }
  }

  @Test func `small and capital letters, trimming and words are Python's`() throws {
    let cases = try Self.cases("letters")
    #expect(cases.count == 1_500)
    func restored(_ value: Any) -> Value {
      let scalars = (value as? String ?? "").unicodeScalars.map { scalar in
        scalar == "\u{E000}" ? "\u{FEFF}" : scalar
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    }
    let texts = cases.map { restored($0[0]).literal }
    for (method, column) in [("lower", 1), ("upper", 2), ("trim", 3)] {
      compare(
        texts.map { "\($0).\(method)()" },
        cases.map { restored($0[column]).literal })
    }
    compare(
      texts.map { "\($0).split()" },
      cases.map { Value(($0[4] as? [String] ?? []).map(restored)).literal })
  }

  @Test func `formats are Python's`() throws {
    let cases = try Self.cases("formatting")
    #expect(cases.count == 2_500)
    for item in cases {
      let specification = try #require(item[2] as? String)
      let value: Value =
        switch item[1] as? String {
        case "int": .int((item[0] as? NSNumber)?.intValue ?? 0)
        case "float": .float(Double(item[0] as? String ?? "") ?? .nan)
        default: .string(item[0] as? String ?? "")
        }
      var text: String?
      do {
        text = try FormatSpecification(specification).map { try value.formatted($0) }
      } catch is BuiltinError {}
      #expect(text == item[3] as? String, "\(value.literal) with \(specification)")
    }
  }
}
