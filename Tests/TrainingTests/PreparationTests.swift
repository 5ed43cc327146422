import Audio
import Models
import Tensors
import Testing

@testable import Training

private func prepared(_ rows: [Utterance]) throws -> PreparedRows {
  let model = try Tones.model()
  return try PreparedRows(rows, model: model, purpose: "train", features: FeatureCache(model))
}

@Test func `rows that cannot be used are set aside with their figures`() throws {
  let rows = try prepared([
    Tones.utterance(0, "abc"), Tones.utterance(1, "", said: "ab"),
    // 0.15 s make 16 frames of features, 8 of the network; "aaaaa" needs 9.
    Tones.utterance(2, "aaaaa", said: "a"), Tones.utterance(3, "aabb", said: "a"),
    Tones.utterance(4, "abcabcabcabc", said: "a"),
  ])
  #expect(rows.usable.map(\.utterance.row) == [0, 3])
  #expect(
    rows.rejected == [
      RejectedRow(row: 1, name: "tone-1.wav", reason: "has an empty transcript"),
      RejectedRow(
        row: 2, name: "tone-2.wav",
        reason: "has 5 labels and 4 repeats, which need 9 frames; the recording has 8"),
      RejectedRow(
        row: 4, name: "tone-4.wav",
        reason: "has 12 labels and 0 repeats, which need 12 frames; the recording has 8"),
    ])
}

@Test(arguments: ["train", "evaluate"])
func `a text of white space alone is set aside as an empty one is`(purpose: String) throws {
  let model = try Tones.model()
  let rows = try PreparedRows(
    [
      Tones.utterance(0, "abc"), Tones.utterance(1, "", said: "ab"),
      Tones.utterance(2, "   ", said: "ab"), Tones.utterance(3, "\t\u{A0}\n", said: "ab"),
    ], model: model, purpose: purpose, features: FeatureCache(model))
  #expect(rows.usable.map(\.utterance.row) == [0])
  #expect(
    rows.rejected.map(\.reason) == [
      "has an empty transcript", "has a transcript of white space alone",
      "has a transcript of white space alone",
    ])
}

@Test func `exactly as many frames as the labels need are enough`() throws {
  let rows = try prepared([
    Tones.utterance(0, "abcabcab", said: "a"), Tones.utterance(1, "abcabcabc", said: "a"),
  ])
  #expect(rows.usable.map(\.utterance.row) == [0])
}

@Test(arguments: [Double.nan, .infinity, -1, 1e300])
func `a length that is no length is set aside`(duration: Double) throws {
  let odd = Utterance(row: 3, name: "odd.wav", text: "a", duration: duration) {
    Tones.clip("a")
  }
  let rows = try prepared([Tones.utterance(0, "a"), odd])
  #expect(rows.rejected == [RejectedRow(row: 3, name: "odd.wav", reason: "has no known length")])
}

@Test func `nothing left to train on names the first reason`() {
  #expect(throws: TrainingError.self) { try prepared([]) }
  do {
    _ = try prepared([Tones.utterance(0, "", said: "a"), Tones.utterance(1, "", said: "b")])
    Issue.record("They were taken.")
  } catch {
    #expect(
      "\(error)" == "no row is left to train on: all 2 are set aside, the first because "
        + "tone-0.wav has an empty transcript")
  }
}

@Test func `letters that the vocabulary lacks are counted, the most frequent first`() throws {
  do {
    _ = try prepared([
      Tones.utterance(0, "abé"), Tones.utterance(1, "x"), Tones.utterance(2, "éé"),
      Tones.utterance(3, "c"),
    ])
    Issue.record("They were taken.")
  } catch let error as TrainingError {
    guard case .unknownLetters(let letters, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(
      letters == [
        UnknownLetter(letter: "é", rowCount: 2, firstRow: 0, firstName: "tone-0.wav"),
        UnknownLetter(letter: "x", rowCount: 1, firstRow: 1, firstName: "tone-1.wav"),
      ])
    #expect(
      error.description == "the vocabulary lacks \"é\" (in 2 rows, first row 0 tone-0.wav), \"x\" "
        + "(in 1 row, first row 1 tone-1.wav)")
  }
}
