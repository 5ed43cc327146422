internal import ExactStrings
internal import Text

/// The names and tensors that a pickle is, if it is a model's: one dictionary and nothing around it.
struct StateDictionary {
  private(set) var names: [String] = []
  private(set) var tensors: [PickledTensor] = []

  /// Carries out a pickle.
  init(_ pickle: [UInt8]) throws(FormatProblem) {
    var machine = try PickleMachine(pickle)
    let value = try machine.run()
    guard let dictionary = value.dictionary else {
      throw FormatProblem(
        text: "it holds \(value.kind), not a dictionary of tensors; \(Self.advice)")
    }
    let items = machine.dictionaries[dictionary].items
    guard items.count <= mostTensors else {
      throw FormatProblem(text: "it names \(items.count) tensors; at most \(mostTensors) are read")
    }
    var known: Set<ExactString> = []
    for (key, value) in items {
      guard let name = key.text else {
        throw FormatProblem(
          text: "it holds a dictionary with \(key.kind) for a key, not of tensors; \(Self.advice)")
      }
      guard case .tensor(let number) = value else {
        throw FormatProblem(
          text: "its entry \(shown(name)) is \(value.kind), not a tensor"
            + Self.found(items.map(\.key)) + "; \(Self.advice)")
      }
      try checkName(name)
      guard known.insert(ExactString(name)).inserted else {
        throw tensorProblem(name, "stands there twice")
      }
      names.append(name)
      tensors.append(machine.tensors[number])
    }
  }

  private static let advice = "save model.state_dict() alone, or convert it to safetensors"

  /// The first keys of a dictionary that is no model.
  private static func found(_ keys: [PickleValue]) -> String {
    let names = keys.compactMap(\.text).prefix(6).map(shown).joined(separator: ", ")
    return " (its keys are \(names)\(keys.count > 6 ? ", …" : ""))"
  }
}
