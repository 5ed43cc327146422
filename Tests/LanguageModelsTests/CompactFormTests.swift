import Foundation
import Kernels
import TestSupport
import Testing

@testable import LanguageModels

private func packed(order: Int = 3) throws -> [UInt8] {
  let texts = ["open the door", "close the door", "open it", "the red door", "ö | é"]
  let model = try LanguageModel(texts: texts, order: order)
  return try LanguageModel.packed(arpa: model.arpa)
}

private func opened(_ bytes: [UInt8]) -> LanguageModel? {
  CompactForm(FileBytes(bytes), 0..<bytes.count).map { LanguageModel($0) }
}

/// Asks a model everything that a search asks; that it comes to an end is what counts.
private func exercise(_ model: LanguageModel) -> Int {
  var (states, asked) = (Set([0, model.textStart]), 0)
  for _ in 0..<3 {
    for state in states {
      for word in 0..<min(model.counts[0], 30) {
        states.insert(model.score(word, after: state).state)
        asked += 1
      }
    }
  }
  for letter in [UInt8]("otd\u{C3}".utf8) {
    let range = model.narrowed(model.allWords, at: 0, by: [letter])
    asked += model.word(in: range, length: 1) ?? 0
  }
  return asked + (model.id(of: "door") ?? 0) + model.lettersOutside(["o"]).words
}

@Test func `columns hold numbers of any width`() {
  var random = Randomness(seed: 1)
  for bits in 0...32 {
    let largest = bits == 0 ? 0 : UInt32.max >> UInt32(32 - bits)
    let numbers = (0..<50).map { _ in UInt32.random(in: 0...largest, using: &random) }
    var bytes: [UInt8] = [7, 7, 7]
    bytes.append(packed: numbers, bits: bits)
    #expect(bytes.count == 3 + (50 * bits + 7) / 8)
    let column = PackedColumn(at: 3, bits: bits, count: 50)
    let file = FileBytes(bytes + [UInt8](repeating: 255, count: 8))
    #expect((0..<50).map { column.value($0, in: file) } == numbers.map { Int($0) })
    #expect(PackedColumn.width(Int(largest)) == bits)
  }
}

@Test func `few values are kept as they are, many to the stated error`() {
  let few = Codebook([-0.5, 0, -99, -0.5, -0.0][...], isExact: false)
  #expect(few.values == [-99, -0.5, 0])
  #expect(few.codes == [1, 2, 0, 1, 2])
  var random = Randomness(seed: 2)
  let numbers = (0..<100_000).map { _ in Float.random(in: -7...0, using: &random) } + [-1e30]
  let exact = Codebook(numbers[...], isExact: true)
  #expect(exact.codes.map { exact.values[Int($0)] } == numbers)
  let rounded = Codebook(numbers[...], isExact: false)
  #expect(rounded.values.count < exact.values.count)
  let errors = zip(rounded.codes, numbers).map { abs(rounded.values[Int($0)] - $1) }
  #expect(errors.allSatisfy { $0 <= 1 / 131_072 })
  #expect(errors.contains { $0 > 0 })
}

@Test func `a model of more values than are kept scores to a hundred-thousandth`() throws {
  var text = "\\data\\\nngram 1=70003\n\n\\1-grams:\n-1 <unk>\n-99 <s>\n-1 </s>\n"
  for word in 0..<70_000 { text += "-\(3 + Double(word) * 0.000013) w\(word)\n" }
  let model = try LanguageModel(arpa: Array((text + "\n\\end\\\n").utf8))
  for word in [0, 1, 777, 69_999] {
    let expected = 3 + Double(word) * 0.000013
    #expect(abs(model.score("w\(word)", isWhole: false) + expected) < 1e-5)
  }
}

@Test func `the form is the same wherever it stands in a file`() throws {
  let bytes = try packed()
  let plain = try #require(opened(bytes))
  for shift in [1, 8, 4_097] {
    let file = FileBytes([UInt8](repeating: 9, count: shift) + bytes + [1, 2, 3])
    let form = try #require(CompactForm(file, shift..<shift + bytes.count))
    let moved = LanguageModel(form)
    for text in ["open the door", "the door", "", "strange red door", "é ö"] {
      #expect(moved.score(text) == plain.score(text))
    }
  }
}

@Test func `words are found, and those that begin alike`() throws {
  let model = try #require(try opened(packed()))
  for word in ["<unk>", "<s>", "</s>", "close", "door", "it", "open", "red", "the", "|", "é", "ö"] {
    let id = try #require(model.id(of: word))
    #expect(String(decoding: model.form.bytes(id), as: UTF8.self) == word)
  }
  for word in ["", "a", "doors", "doo", "zzz", "\u{10FFFF}", "<"] {
    #expect(model.id(of: word) == nil)
  }
  let range = model.narrowed(model.allWords, at: 0, by: Array("do".utf8))
  #expect(range.count == 1)
  #expect(model.word(in: range, length: 4) == model.id(of: "door"))
  #expect(model.word(in: range, length: 2) == nil)
}

@Test func `every part, and what is longer, is refused`() throws {
  let bytes = try packed()
  #expect(opened(bytes) != nil)
  for length in 0..<bytes.count { #expect(opened(Array(bytes[..<length])) == nil) }
  #expect(opened(bytes + [0]) == nil)
  #expect(opened(bytes + bytes) == nil)
}

@Test func `no changed bit traps or hangs`() throws {
  let bytes = try packed(order: 4)
  var (refused, asked) = (0, 0)
  for place in bytes.indices {
    for bit in 0..<8 {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(bit)
      if let model = opened(damaged) { asked += exercise(model) } else { refused += 1 }
    }
  }
  // Some bits are of letters and of scores, which may be any.
  #expect(refused > bytes.count)
  #expect(asked > 0)
}

@Test func `no numbers at the beginning trap or hang`() throws {
  let bytes = try packed()
  let odd: [UInt64] = [
    0, 1, 2, 3, 4, 7, 8, 255, 1 << 16, 1 << 31 - 1, 1 << 31, 1 << 32, 1 << 40, 1 << 62, 1 << 63,
    .max,
  ]
  var refused = 0
  for place in 0..<13 {
    for number in odd {
      var damaged = bytes
      for byte in 0..<8 {
        damaged[place * 8 + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
      }
      if damaged == bytes { continue }
      if let model = opened(damaged) { _ = exercise(model) } else { refused += 1 }
    }
  }
  #expect(refused > 190)
}

@Test(arguments: 0..<4)
func `no damage of many bytes traps or hangs`(seed: Int) throws {
  let bytes = try packed(order: 3)
  var random = Randomness(seed: UInt64(seed))
  for _ in 0..<3_000 {
    var damaged = bytes
    // The beginning stays as it is, so that what is behind it is looked at.
    let first = Int.random(in: 104..<bytes.count, using: &random)
    let end = min(bytes.count, first + Int.random(in: 1...40, using: &random))
    for place in first..<end { damaged[place] = UInt8.random(in: 0...255, using: &random) }
    if let model = opened(damaged) { _ = exercise(model) }
  }
}
