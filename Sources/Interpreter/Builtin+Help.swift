extension Builtin {
  /// Whether the built-in can follow `value` after a dot.
  func canFollow(_ value: Value) -> Bool {
    if let receiver { return receiver.accepts(value) }
    return parameters.first?.type.accepts(value) ?? false
  }

  /// The call as help and errors write it: `audio.resample(rate)`, `print(values…, end="\n")`.
  public var signature: String {
    let listed = receiver == nil ? parameters[...] : parameters.dropFirst()
    let owner = receiver == nil ? "" : "\(parameters[0].name)."
    return "\(owner)\(name)(\(listed.map(\.signature).joined(separator: ", ")))"
  }

  /// The whole help: signature, text, arguments, example.
  public var helpText: String {
    var paragraphs = ["\(signature) → \(result)", summary]
    if !help.isEmpty { paragraphs.append(help) }
    let described = parameters.filter { !$0.summary.isEmpty }
    if !described.isEmpty {
      let width = described.map(\.name.count).max() ?? 0
      paragraphs.append(
        described.map { parameter in
          let padding = String(repeating: " ", count: width - parameter.name.count)
          return "  \(parameter.name)\(padding)  \(parameter.summary) (\(parameter.type.name))"
        }.joined(separator: "\n"))
    }
    if !example.isEmpty {
      let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
      paragraphs.append(lines.map { "  \($0)" }.joined(separator: "\n"))
    }
    return paragraphs.joined(separator: "\n\n")
  }
}

extension Parameter {
  /// The parameter in a signature: `rate`, `start=0`, `values…`.
  public var signature: String {
    if isRest { return "\(name)…" }
    return defaultValue.map { "\(name)=\($0.literal)" } ?? name
  }
}

extension Function {
  /// The help of the function: that of its built-ins, or its signature and help string.
  public var helpText: String {
    switch body {
    case .builtins(let builtins): builtins.map(\.helpText).joined(separator: "\n\n")
    case .recipe(let code, _, let defaults):
      [code.signature(defaults), code.help].compactMap(\.self).joined(separator: "\n\n")
    }
  }

  /// The call as help writes it; one for each built-in of the name.
  public var signatures: [String] {
    switch body {
    case .builtins(let builtins): builtins.map(\.signature)
    case .recipe(let code, _, let defaults): [code.signature(defaults)]
    }
  }
}
