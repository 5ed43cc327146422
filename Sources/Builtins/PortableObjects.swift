internal import Audio
internal import Interpreter
internal import Tensors
internal import Text

// Things that never change, for functions that run apart from their session.

/// The most numbers of a tensor or samples of a recording that a function takes along.
private let mostNumbers = 1 << 22

extension Tensor {
  /// Bytes that tell the tensor from others.
  fileprivate var identity: [UInt8] {
    var bytes = Array("\(shape)".utf8)
    for element in elements {
      let bits = element.bitPattern
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
    return bytes
  }
}

/// A tensor as other sessions have it.
func portable(_ object: TensorObject) -> PortableObject? {
  let (tensor, scale) = (object.tensor, object.scale)
  guard tensor.count <= mostNumbers else { return nil }
  return PortableObject(identity: tensor.identity) { TensorObject(tensor, scale: scale) }
}

/// Sound as other sessions have it.
func portable(_ object: AudioObject) -> PortableObject? {
  let clip = object.clip
  guard clip.samples.count <= mostNumbers else { return nil }
  return PortableObject(
    identity: Array("\(clip.samplingRate) ".utf8) + clip.samples.identity
  ) { AudioObject(clip) }
}

/// A tokenizer as other sessions have it.
func portable(_ object: TokenizerObject) -> PortableObject? {
  let tokenizer = object.tokenizer
  let special = tokenizer.special
  let roles: [String?] = [
    special.unknown, special.padding, special.wordDelimiter, special.space,
    special.sentenceStart, special.sentenceEnd,
    "\(special.foldsCase) \(special.cleansSpaces) \(tokenizer.rowCount)",
  ]
  var bytes: [UInt8] = []
  for text in roles + tokenizer.vocabulary.tokens {
    bytes += Array((text.map { "\($0.utf8.count) \($0)" } ?? "none ").utf8)
  }
  return PortableObject(identity: bytes) { TokenizerObject(tokenizer) }
}
