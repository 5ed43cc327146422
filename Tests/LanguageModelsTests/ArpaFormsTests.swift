import Foundation
import Testing

@testable import LanguageModels

/// Forms of a small ARPA file and what KenLM makes of them; `Fixtures/language_models.py` writes them.
private struct Forms: Decodable {
  struct Form: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let arpa: String
    /// What KenLM scores the texts with; `nil` if it refuses the file, empty where a score is infinite.
    let scores: [Double]?

    var testDescription: String { name }
  }

  let texts: [String]
  let forms: [Form]

  static let all = try? JSONDecoder().decode(
    Forms.self,
    from: Data(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/language_models/forms.json")))
}

/// What KenLM reads, though nobody can mean it, is refused here: the line and the problem.
private let refused: [String: (line: Int, problem: ArpaProblem)] = [
  "-inf of a word": (9, .impossible("a")),
  "-inf of <unk>": (6, .impossible("<unk>")),
  "-inf of a bigram": (14, .impossible("a b")),
  "<unk> and <UNK>": (7, .duplicate("<UNK>")),
  "a word twice, counted twice": (10, .duplicate("a")),
  // The text "" ends with -99.3 in KenLM, since it takes one </s> for both.
  "</s> twice": (9, .duplicate("</s>")),
  "a bigram twice": (14, .duplicate("<s> a")),
]

/// What KenLM refuses, though there is no doubt what is meant, is read here.
private let read: Set = [
  "-Inf of <s>", "a space at the end", "a space for a tab", "text before the data",
  "a byte order mark", "unigrams alone", "unigrams alone with back-offs 0",
]

@Test func `forms of a file are read or refused as KenLM does`() throws {
  let all = try #require(Forms.all)
  #expect(all.forms.count == 73)
  for form in all.forms {
    do throws(ArpaFault) {
      let model = try LanguageModel(arpa: Array(form.arpa.utf8))
      guard let scores = form.scores else {
        #expect(read.contains(form.name), "\(form.name): KenLM refuses it")
        continue
      }
      #expect(refused[form.name] == nil, "\(form.name): read")
      for (text, score) in zip(all.texts, scores) {
        #expect(abs(model.score(text) - score) < 1e-4, "\(form.name): \(text)")
      }
    } catch {
      guard form.scores != nil else {
        #expect(!read.contains(form.name), "\(form.name): \(error.problem)")
        continue
      }
      let expected = refused[form.name]
      #expect(expected != nil, "\(form.name): line \(error.line), \(error.problem)")
      #expect(expected?.line == error.line, "\(form.name)")
      #expect(expected?.problem == error.problem, "\(form.name)")
    }
  }
}

@Test(arguments: [
  ("back-off -1 at the highest order", 14, ArpaProblem.highestBackOff("-1")),
  ("a word too many", 14, .fields(order: 2, found: 4, mayHaveBackOff: false)),
  ("text behind the end", 18, .behindEnd("more")), ("iARPA", 1, .iARPA),
  ("hexadecimal", 9, .badNumber("-0x1p-1")), ("inf", 9, .positive("inf")),
  ("back-off -inf", 9, .badNumber("-inf")), ("a comma", 9, .badNumber("-0,6")),
  ("a last count too large", 16, .countDiffers(order: 2, said: 4, found: 3)),
])
func `what KenLM refuses is refused with its line`(
  name: String, line: Int, problem: ArpaProblem
) throws {
  let form = try #require(Forms.all?.forms.first { $0.name == name })
  #expect(form.scores == nil)
  do throws(ArpaFault) {
    _ = try LanguageModel(arpa: Array(form.arpa.utf8))
    Issue.record("\(name) was read")
  } catch {
    #expect(error.line == line)
    #expect(error.problem == problem)
  }
}

@Test func `the line of an n-gram counts blank lines before it`() throws {
  let blank = try #require(
    Forms.all?.forms.first { $0.name == "a blank line among the bigrams" })
  do throws(ArpaFault) {
    _ = try LanguageModel(arpa: Array(blank.arpa.replacing("b </s>", with: "<s> a").utf8))
    Issue.record("a bigram twice was read")
  } catch {
    #expect(error.line == 17)
    #expect(error.problem == .duplicate("<s> a"))
  }
}

@Test func `a log-probability of minus infinity is written as it is read again`() throws {
  let form = try #require(Forms.all?.forms.first { $0.name == "-inf of <s>" })
  let model = try LanguageModel(arpa: Array(form.arpa.utf8))
  let text = String(decoding: model.arpa, as: UTF8.self)
  #expect(text.contains("\n-99.0\t<s>\t-0.3\n"))
  #expect(try LanguageModel(arpa: model.arpa).arpa == model.arpa)
}
