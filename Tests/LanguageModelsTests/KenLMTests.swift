import Foundation
import Testing

@testable import LanguageModels

private struct Scored: Decodable {
  let text: String
  let whole: Double
  let part: Double
  let perplexity: Double
}

private func fixture(_ name: String) -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/language_models/\(name)")
}

@Test(arguments: [
  ("small.arpa", "small"), ("small.arpa.gz", "small"), ("deep.arpa", "deep"),
  ("pairs.arpa", "pairs"),
])
func `scores are those of KenLM`(file: String, name: String) throws {
  let model = try LanguageModel(path: fixture(file).path)
  let scored = try JSONDecoder().decode(
    [Scored].self, from: Data(contentsOf: fixture("\(name).json")))
  #expect(scored.count == 61)
  for item in scored {
    #expect(abs(model.score(item.text) - item.whole) < 1e-4, "\(item.text)")
    #expect(abs(model.score(item.text, isWhole: false) - item.part) < 1e-4, "\(item.text)")
    let perplexity = try model.perplexity([item.text])
    #expect(abs(perplexity - item.perplexity) < 1e-4 * item.perplexity, "\(item.text)")
  }
}

@Test func `a damaged or cut compressed file is an error`() throws {
  let whole = try Array(Data(contentsOf: fixture("small.arpa.gz")))
  func problem(_ bytes: [UInt8]) -> ArpaProblem? {
    do throws(ArpaFault) {
      _ = try LanguageModel(arpa: bytes)
      return nil
    } catch {
      return error.problem
    }
  }
  #expect(problem(whole) == nil)
  #expect(problem(whole + [0, 0, 0]) == nil)
  #expect(problem(Array(whole.dropLast(9))) == .compression("it is cut off"))
  // A megabyte of zeros in a kilobyte, a hundred times.
  let zeros = try Array(Data(contentsOf: fixture("zeros.gz")))
  let bomb = (0..<100).flatMap { _ in zeros }
  #expect(problem(bomb) == .tooLarge(limit: 1 << 26))
  #expect(problem(zeros) == .noData)
  var damaged = whole
  damaged[whole.count / 2] ^= 0x55
  #expect(problem(damaged) != nil)
}
