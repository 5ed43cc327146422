import Models
import Tensors
import Testing

/// All tensors of a file, in its order.
func tensors(of file: some TensorFile) throws(ModelError) -> [(name: String, tensor: Tensor)] {
  var tensors: [(name: String, tensor: Tensor)] = []
  for entry in file.entries { tensors.append((entry.name, try file.tensor(entry.name))) }
  return tensors
}

/// Expects an error's message to be one plain line, not long, that says all of `parts`.
func expectOneLine(
  _ error: ModelError, says parts: [String], at location: SourceLocation = #_sourceLocation
) {
  let message = error.description
  for part in parts {
    #expect(message.contains(part), "\(message) lacks \(part)", sourceLocation: location)
  }
  #expect(message.utf8.count < 600, sourceLocation: location)
  let isPlain = message.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  #expect(isPlain, "\(message.debugDescription)", sourceLocation: location)
}
