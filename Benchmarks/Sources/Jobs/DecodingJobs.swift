internal import CTC
internal import Foundation
internal import LanguageModels
internal import Tensors

/// Beam search over scores that `decoding.py` wrote, for the same work in both programs.
let decodingJobs = [
  Job(name: "beam_search") { try search(hasModel: false) },
  Job(name: "beam_search_lm") { try search(hasModel: true) },
]

private func search(hasModel: Bool) throws -> () throws -> Void {
  let folder = ProcessInfo.processInfo.environment["ASRSH_DECODING"] ?? "."
  let file = try [UInt8](Data(contentsOf: URL(filePath: folder + "/logits.npy")))
  let scores = try Tensor(npy: file.span)
  let letters = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }
  var decoder = BeamDecoder(
    tokens: ["-", "|"] + letters + ["'", "1", "2", "3"], blank: 0, delimiter: 1)
  // The defaults of pyctcdecode.
  (decoder.tokenPruning, decoder.scorePruning) = (5, 10)
  if hasModel { decoder.scoring.model = try LanguageModel(path: folder + "/model.arpa") }
  return {
    guard try !decoder.decode(scores).isEmpty else { throw NoText() }
  }
}

/// There is no text: the time means nothing.
private struct NoText: Error {}
