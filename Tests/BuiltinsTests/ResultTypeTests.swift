import Foundation
import Interpreter
import Testing

@testable import Builtins

/// What the registry declares about types, which checking believes.
struct ResultTypeTests {
  @Test func `the fields of the engine's things are declared`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let recipe = """
      fields = x => help(x)
      t = zeros([2]); fields(t)
      a = load_audio(\(folder.quoted("speech.wav"))); fields(a)
      fields(audio_info(\(folder.quoted("speech.wav"))))
      fields(ctc_tokenizer(build_vocab(["ab"])))
      fields(deepspeech2(ctc_tokenizer(build_vocab(["ab"])), rnn_layers=1, rnn_size=8))
      fields(load_dataset(\(folder.quoted("speech.csv")))[0].audio)
      fields(load_dataset(\(folder.quoted("speech.csv"))).histogram())
      fields(build_lm(["ab"]))
      """
    let outcome = run(recipe)
    #expect(outcome.error == "")
    var type = ""
    var seen: [String: Set<String>] = [:]
    for line in outcome.lines {
      if let name = line.wholeMatch(of: #/an? ([a-z_]+)/#) { type = String(name.1) }
      guard line.hasPrefix("fields: ") else { continue }
      let names = line.dropFirst("fields: ".count).components(separatedBy: ", ")
      seen[type, default: []].formUnion(names)
    }
    let declared = Dictionary(uniqueKeysWithValues: engineTypes.map { ($0.name, $0) })
    for (name, fields) in seen {
      #expect(Set(declared[name]?.fields.map(\.name) ?? []) == fields, "\(name)")
    }
    #expect(
      seen.keys.sorted() == [
        "audio", "audio_info", "histogram", "language_model", "model", "tensor", "tokenizer",
      ])
  }

  @Test func `every type that a result or a receiver names is declared`() {
    let known = Set(engineTypes.map(\.name))
    let words: Set = [
      "any", "none", "bool", "int", "float", "number", "string", "list", "record", "range",
      "function", "of", "or", "with", "digits", "and", "value", "item", "other",
    ]
    for builtin in makeRegistry().builtins {
      let named = builtin.result.split { !($0.isLetter || "_:.".contains($0)) }.map(String.init)
      for word in named
      where !words.contains(word) && !word.hasPrefix(".") && !word.hasSuffix(":") {
        #expect(known.contains(word), "\(builtin.name) → \(builtin.result)")
      }
      if case .object(let name)? = builtin.receiver { #expect(known.contains(name)) }
    }
  }
}
