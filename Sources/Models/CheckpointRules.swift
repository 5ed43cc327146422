/// How the names of a checkpoint and those of a model may differ.
struct CheckpointRules: Sendable {
  /// How the family's checkpoints call their tensors.
  var family = FamilyTensors()
  /// Why the head is drawn afresh whatever the file has, or `nil` if the file's is taken.
  var freshHead: String?

  /// PyTorch renamed the two parts of a normalised weight in version 2.0.
  private static let renamed = [
    (new: ".parametrizations.weight.original0", old: ".weight_g"),
    (new: ".parametrizations.weight.original1", old: ".weight_v"),
  ]

  /// The names that a parameter may have in a file; the first that is there is taken.
  ///
  /// A checkpoint of the body alone leaves out the prefix.
  func names(of parameter: String) -> [String] {
    var names = [parameter]
    let prefix = family.prefix
    if !prefix.isEmpty, parameter.hasPrefix(prefix) {
      names.append(String(parameter.dropFirst(prefix.count)))
    }
    for (new, old) in Self.renamed + family.renamed where parameter.hasSuffix(new) {
      names += names.map { $0.dropLast(new.count) + old }
    }
    return names
  }

  /// Whether a name is one of the head's.
  func isOfHead(_ name: String) -> Bool { name.hasPrefix(family.head) }

  /// Why a parameter may be drawn that the file lacks, or `nil` if the file must have it.
  func reasonToDraw(_ parameter: String) -> String? {
    if isOfHead(parameter) { return freshHead }
    return family.optional.first { parameter.hasSuffix($0.ending) }?.reason
  }

  /// Why the model can do without a tensor, or `nil` if it is not expected.
  func reasonToIgnore(_ tensor: String) -> String? {
    if isOfHead(tensor), let freshHead { return freshHead }
    return family.ignored.first { $0.covers(tensor) }?.reason
  }
}
