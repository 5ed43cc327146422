internal import Language

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

  /// The signature, of more than eight arguments the first ones: for lists of built-ins.
  var briefSignature: String {
    let listed = receiver == nil ? parameters[...] : parameters.dropFirst()
    guard listed.count > 8 else { return signature }
    let owner = receiver == nil ? "" : "\(parameters[0].name)."
    let first = listed.prefix(4).map(\.signature).joined(separator: ", ")
    return "\(owner)\(name)(\(first), and \(listed.count - 4) more arguments)"
  }

  /// All that is said of the built-in, for finding words in it.
  var searchedText: String {
    let described = parameters.map { "\($0.name) \($0.summary)" }
    return ([name, summary, help, result] + described).joined(separator: " ")
  }

  /// The whole help: signature, text, arguments, example; all but the example in lines of at most
  /// `width` columns.
  func helpText(width: Int) -> String {
    var paragraphs = [
      wrapped("\(signature) → \(result)", width: width, hanging: 4),
      wrapped(summary, width: width),
    ]
    if !help.isEmpty { paragraphs.append(wrapped(help, width: width)) }
    let described = parameters.filter { !$0.summary.isEmpty }
    if !described.isEmpty {
      let column = described.map(\.name.count).max() ?? 0
      paragraphs.append(
        described.map { parameter in
          let padding = String(repeating: " ", count: column - parameter.name.count)
          return wrapped(
            "  \(parameter.name)\(padding)  \(parameter.summary) (\(parameter.type.name))",
            width: width, hanging: column + 4)
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
  func helpText(width: Int) -> String {
    switch body {
    case .builtins(let builtins):
      builtins.map { $0.helpText(width: width) }.joined(separator: "\n\n")
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

/// A line broken at its spaces so that no part is wider than `width`, unless a word is.
///
/// - Parameters:
///   - line: The line.
///   - width: The most columns; help wider than 100 columns is hard to read, so no more than these.
///   - hanging: The spaces before all parts but the first.
/// - Returns: The parts, a line each.
private func wrapped(_ line: String, width: Int, hanging: Int = 0) -> String {
  let most = max(min(width, 100), hanging + 20)
  var lines: [String] = []
  var current = ""
  var hasWord = false
  for word in line.split(separator: " ", omittingEmptySubsequences: false) {
    let room = TerminalText.width(current) + 1 + TerminalText.width(String(word))
    if hasWord, !word.isEmpty, room > most {
      lines.append(current)
      current = String(repeating: " ", count: hanging) + word
    } else {
      current += hasWord ? " " + word : word
    }
    hasWord = true
  }
  return (lines + [current]).joined(separator: "\n")
}
