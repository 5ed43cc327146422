import Models
import Tensors

/// All tensors of a file, in its order.
func tensors(of file: some TensorFile) throws(ModelError) -> [(name: String, tensor: Tensor)] {
  var tensors: [(name: String, tensor: Tensor)] = []
  for entry in file.entries { tensors.append((entry.name, try file.tensor(entry.name))) }
  return tensors
}
