internal import CTC
internal import Caching
internal import Foundation
internal import LanguageModels
internal import Tensors

/// Beam search over scores that `decoding.py` wrote, for the same work in both programs.
let decodingJobs = [
  Job(name: "beam_search") { try search(hasModel: false) },
  Job(name: "beam_search_lm") { try search(hasModel: true) },
  Job(name: "arpa_read", repetitions: 3, warmups: 1) { try reading(isKept: false) },
  Job(name: "arpa_open") { try reading(isKept: true) },
]

/// A language model opened from its ARPA file, or from the compact form that is kept of it.
private func reading(isKept: Bool) throws -> () throws -> Void {
  let folder = ProcessInfo.processInfo.environment["ASRSH_DECODING"] ?? "."
  let cache = ContentCache(folder: folder + "/cache")
  return {
    let model = try LanguageModel(path: folder + "/model.arpa", cache: isKept ? cache : nil)
    guard model.score("a") < 0 else { throw NoText() }
  }
}

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
