import Interpreter
import Testing

/// Numbers in ranges, as parameters of built-ins take them.
struct ValueTypeTests {
  @Test func `whole numbers in a range`() {
    let type = ValueType.intIn(1...1_000)
    #expect([1, 2, 1_000].allSatisfy { type.accepts(.int($0)) })
    #expect(type.accepts(.float(1e3)))
    #expect(![0, 1_001, .min, .max].contains { type.accepts(.int($0)) })
    for number in [0.5, 1.5, 1e4, 1e300, .nan, .infinity] {
      #expect(!type.accepts(.float(number)))
    }
    #expect(!type.accepts(.string("1")) && !type.accepts(.bool(true)) && !type.accepts(.none))
  }

  @Test func `numbers in a range`() {
    let type = ValueType.numberIn(0...1)
    for number in [0, -0.0, 0.5, 1] { #expect(type.accepts(.float(number))) }
    #expect(type.accepts(.int(0)) && type.accepts(.int(1)))
    for number in [-Double.leastNonzeroMagnitude, 1.000_000_1, .nan, .infinity, -.infinity] {
      #expect(!type.accepts(.float(number)))
    }
    #expect(!type.accepts(.int(2)) && !type.accepts(.int(.min)) && !type.accepts(.none))
  }

  @Test func `ranges are lists of numbers in a range if both ends are`() throws {
    let type = ValueType.list(of: .intIn(2...9))
    func range(_ start: Int, _ stop: Int, _ step: Int = 1) throws -> Value {
      .range(try #require(IntegerRange(start, stop, step: step)))
    }
    #expect(try type.accepts(range(2, 10)))
    #expect(try type.accepts(range(9, 1, -1)))
    #expect(try type.accepts(range(0, 0)))
    #expect(try !type.accepts(range(1, 3)))
    #expect(try !type.accepts(range(9, 11)))
    #expect(type.accepts(Value([.int(2), .int(9)])) && !type.accepts(Value([.int(10)])))
  }

  @Test func `say their ends in errors`() {
    #expect(ValueType.intIn(1...1_000_000_000).phrase == "a whole number from 1 to 1,000,000,000")
    #expect(ValueType.intIn(-1_000...999).phrase == "a whole number from -1,000 to 999")
    #expect(ValueType.intIn(0...(.max)).phrase == "a whole number from 0")
    #expect(ValueType.numberIn(0...1_000).phrase == "a number from 0 to 1,000")
    #expect(ValueType.numberIn(1e-30...0.5).phrase == "a number from 1e-30 to 0.5")
    #expect(
      ValueType.optional(.intIn(1...2)).phrase == "a whole number from 1 to 2 or none")
  }

  @Test func `nothing is written over the root`() {
    for path in ["/", "//", "/.", "/../", "/./..//."] {
      #expect(!ValueType.outputPath.accepts(.string(path)), "\(path)")
      #expect(ValueType.inputPath.accepts(.string(path)), "\(path)")
    }
    for path in ["/a", "a", ".", "..", "/...", "/a/.."] {
      #expect(ValueType.outputPath.accepts(.string(path)), "\(path)")
    }
    #expect(!ValueType.outputPath.accepts(.string("")))
  }
}
