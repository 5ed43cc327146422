import Foundation
import Testing
import Text

private func choice(
  words: TierChoice? = nil, tokens: TierChoice? = nil, silence: [String]? = nil
) -> StoredAlignment.Choice {
  var choice = StoredAlignment.Choice()
  (choice.words, choice.tokens) = (words, tokens)
  if let silence { choice.silence = silence }
  return choice
}

/// A TextGrid of tiers that have one interval, whose text is the name of the tier; with a `*` before its
/// name a tier is one of points.
private func grid(_ names: [String], _ choice: StoredAlignment.Choice) throws -> StoredAlignment {
  let tiers = names.map { name in
    let isPoint = name.hasPrefix("*")
    return TimedText.Tier(
      name, [TimedInterval(name, start: 0, end: isPoint ? 0 : 1)],
      kind: isPoint ? .point : .interval)
  }
  let text = try TimedText(duration: 1, tiers: tiers).textGrid(path: "").text
  return try stored("a.TextGrid", Array(text.utf8), choice)
}

private let choosing = "; words= and tokens= choose others"

@Test(
  arguments: [
    (["words", "tokens"], "words", "tokens", ""),
    (["segments", "words", "tokens"], "words", "tokens", ""),
    (["words", "phones"], "words", "phones", ""),
    (["*bell", "Words"], "Words", nil, ""),
    (
      ["phone", "word"], "word", "phone",
      "tier \"word\" is taken as words, \"phone\" as tokens" + choosing
    ),
    (["words", "phone"], "words", "phone", "tier \"phone\" is taken as tokens" + choosing),
    (
      ["ORT-MAU", "KAN-MAU", "MAU"], "ORT-MAU", "MAU",
      "tier \"ORT-MAU\" is taken as words, \"MAU\" as tokens" + choosing
    ),
    (
      ["ann - words", "ann - phones", "bob - words", "bob - phones"], "ann - words", "ann - phones",
      "there are 2 tiers of words, \"ann - words\", \"bob - words\": tier \"ann - words\" is taken as "
        + "words, \"ann - phones\" as tokens" + choosing
    ),
    (
      ["words", "words"], "words", nil,
      "there are 2 tiers of words, \"words\" (number 0 from 0), \"words\" (number 1 from 0): tier "
        + "\"words\" (number 0 from 0) is taken as words" + choosing
    ),
    (["Mary", "John"], "Mary", nil, "tier \"Mary\" is taken as words" + choosing),
    (
      ["segments", "phones"], nil, "phones",
      "no tier is taken as words, \"phones\" as tokens" + choosing
    ),
    (["*bell"], nil, nil, ""),
  ] as [([String], String?, String?, String)])
func `tiers are found by their names, and a guess is said`(
  names: [String], words: String?, tokens: String?, notice: String
) throws {
  let read = try grid(names, choice())
  #expect(read.words.first?.text == words)
  #expect(read.tokens.first?.text == tokens)
  #expect(read.notices == (notice.isEmpty ? [] : [notice]))
  #expect(read.text.tiers.map(\.name) == names)
}

@Test func `tiers are chosen by name and by number`() throws {
  let speakers = ["ann - words", "ann - phones", "bob - words", "bob - phones"]
  let bob = try grid(speakers, choice(words: .name("bob - words")))
  #expect(bob.words.map(\.text) == ["bob - words"] && bob.tokens.map(\.text) == ["bob - phones"])
  #expect(bob.notices == ["tier \"bob - phones\" is taken as tokens" + choosing])
  let both = try grid(speakers, choice(words: .place(0), tokens: .name("bob - phones")))
  #expect(both.words.map(\.text) == ["ann - words"] && both.tokens.map(\.text) == ["bob - phones"])
  #expect(both.notices == [])
  #expect(both.others.map(\.name) == ["ann - phones", "bob - words"])
  let second = try grid(["a", "words", "words"], choice(words: .place(2)))
  #expect(second.others.map(\.name) == ["a", "words"])
  let taken = try grid(["Mary"], choice(tokens: .name("Mary")))
  #expect(taken.words == [] && taken.tokens.map(\.text) == ["Mary"])
}

@Test func `a tier that is not there, or is there twice, is refused`() throws {
  func refusal(_ names: [String], _ wanted: StoredAlignment.Choice) -> String {
    do {
      _ = try grid(names, wanted)
      return ""
    } catch {
      return "\(error)".components(separatedBy: "a.TextGrid\"").last ?? ""
    }
  }
  #expect(
    refusal(["a", "b"], choice(words: .name("c"))) == " has no tier \"c\"; it has \"a\", \"b\"")
  #expect(refusal(["a"], choice(tokens: .place(1))) == " has no tier 1; it has \"a\"")
  #expect(
    refusal(["a", "b", "a"], choice(words: .name("a")))
      == " has 2 tiers \"a\", numbers 0, 2 from 0; say which by its number")
  var wanted = choice()
  wanted.channel = "A"
  #expect(refusal(["a"], wanted).contains("is a TextGrid, which has no recordings and channels"))
  // A name that looks the same is another one.
  #expect(refusal(["caf\u{E9}"], choice(words: .name("cafe\u{301}"))).contains("has no tier"))
}

@Test func `blank labels and what aligners write for silence are no words`() throws {
  let tier = TimedText.Tier(
    "words",
    [
      TimedInterval(" ", start: 0, end: 1), TimedInterval(" of", start: 1, end: 2),
      TimedInterval("cat ", start: 2, end: 3), TimedInterval("sp", start: 3, end: 4),
      TimedInterval("SIL", start: 4, end: 5), TimedInterval("sp", start: 5, end: 6),
    ])
  let bytes = try Array(TimedText(duration: 6, tiers: [tier]).textGrid(path: "").text.utf8)
  let read = try stored("a.TextGrid", bytes)
  #expect(read.words.map(\.text) == ["of", "cat"])
  #expect(
    read.notices == [
      "\"sp\" (2), \"SIL\" (1) is taken as silence; silence=[] keeps it as words and tokens"
    ])
  #expect(read.text.tiers == [tier])
  let all = try stored("a.TextGrid", bytes, choice(silence: []))
  #expect(all.words.map(\.text) == ["of", "cat", "sp", "SIL", "sp"] && all.notices == [])
}
