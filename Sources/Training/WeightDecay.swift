internal import Autograd

extension Parameter {
  /// Whether weight decay shrinks it: all but biases and the gains of norms, told by their names.
  ///
  /// The names are those of transformers, and so is the rule: a name with `bias` in it is left
  /// alone, and one of a part that is called `norm`, `…_norm`, `layernorm` or `rmsnorm`. The factors
  /// of a normalised weight (`original0`) and the mask's embedding are decayed, vectors as they are.
  var isDecayed: Bool {
    let name = name.lowercased()
    let spared = ["bias", "layernorm", "rmsnorm"].contains { name.contains($0) }
    return !spared && !name.split(separator: ".").contains { $0 == "norm" || $0.hasSuffix("_norm") }
  }
}
