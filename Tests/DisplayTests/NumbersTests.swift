import Display
import Testing

private struct Spellings: Decodable {
  var fixed: [Row]
  var short: [Row]
  var counts: [[String]]

  struct Row: Decodable {
    var value: Double
    var digits: Int
    var text: String

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      value = try row.decode(Double.self)
      digits = try row.decode(Int.self)
      text = try row.decode(String.self)
    }
  }
}

@Test func `spells numbers as Python does`() throws {
  let spellings = try fixture("numbers.json", as: Spellings.self)
  for row in spellings.fixed {
    // Python shows the sign of a negative number that is rounded to zero.
    let isZero = row.text.allSatisfy { "-0.".contains($0) }
    let expected = isZero && row.text.hasPrefix("-") ? String(row.text.dropFirst()) : row.text
    #expect(formatFixed(row.value, decimals: row.digits) == expected)
  }
  for row in spellings.short {
    #expect(formatShort(row.value, digits: row.digits) == row.text)
  }
  for pair in spellings.counts {
    let count = try #require(Int(pair[0]))
    #expect(formatCount(count) == pair[1])
  }
}

@Test(arguments: [
  (1.23, "1.230"), (0.0123, "0.01230"), (123456, "123456"), (1.5e6, "1.500e+06"),
  (9.9996, "10.00"), (2e-5, "2.000e-05"), (0, "0"), (-3, "-3.000"), (.nan, "nan"),
  (.infinity, "inf"),
  (-.infinity, "-inf"),
])
func `keeps the significant digits of a loss`(value: Double, text: String) {
  #expect(formatSignificant(value) == text)
}

@Test(arguments: [
  (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9951, "10 kB"),
  (999_499, "999 kB"), (999_500, "1.0 MB"), (3_100_000_000, "3.1 GB"), (-2500, "-2.5 kB"),
  (.max, "9.2 EB"), (.min, "-9.2 EB"),
])
func `writes bytes in units of a thousand`(bytes: Int, text: String) {
  #expect(formatBytes(bytes) == text)
}

@Test func `writes parts as percentages`() {
  #expect(formatPercentage(0.4321) == "43.2%")
  #expect(formatPercentage(1, decimals: 0) == "100%")
  #expect(formatPercentage(.nan) == "nan")
}

@Test func `says what is counted in the right number`() {
  #expect(formatCount(1, of: "row") == "1 row")
  #expect(formatCount(0, of: "row") == "0 rows")
  #expect(formatCount(1990, of: "row") == "1,990 rows")
}
