import Foundation
import Models
import TestSupport
import Testing

@Test func `a card says what the hub wants to know`() throws {
  var card = ModelCard()
  card.title = "Digits"
  card.language = "en"
  card.baseModel = "facebook/wav2vec2-base"
  card.dataset = "me/digits: \"v1\"\n- x"
  card.license = "no"
  card.metrics = [.init("wer", 0.25), .init("cer", .nan)]
  card.text = "Heard on the phone."
  let folder = try TemporaryFolder()
  try smallModel().save(to: folder.file("m"), card: card)
  let text = try #require(String(bytes: folder.bytes("m/README.md"), encoding: .utf8))
  let parts = text.components(separatedBy: "---\n")
  #expect(parts.count == 3 && parts[0].isEmpty)
  #expect(
    parts[1] == """
      language: en
      license: "no"
      base_model: facebook/wav2vec2-base
      library_name: asrsh
      pipeline_tag: automatic-speech-recognition
      tags:
      - automatic-speech-recognition
      - deepspeech2
      - asrsh
      datasets:
      - "me/digits: \\"v1\\"\\u000a- x"
      metrics:
      - wer
      model-index:
      - name: Digits
        results:
        - task:
            type: automatic-speech-recognition
          dataset:
            name: "me/digits: \\"v1\\"\\u000a- x"
            type: "me/digits: \\"v1\\"\\u000a- x"
          metrics:
          - type: wer
            value: 0.25

      """)
  #expect(parts[2].contains("# Digits\n") && parts[2].contains("Heard on the phone."))
  #expect(!parts[2].contains("transformers"))
  // A model is replaced with its card.
  try smallModel().save(to: folder.file("m"))
  #expect(try !folder.names(in: "m").contains("README.md"))
}
