internal import Text

/// A user's access token and where it was found.
struct HubToken: Sendable, Equatable {
  /// What goes behind "Bearer".
  let value: String
  /// The variable or the file that it comes from.
  let source: String

  /// Reads `HF_TOKEN`, else the file at `path`; `nil` if there is no token.
  init?(_ variables: Variables, path: String?) throws(HubError) {
    for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] {
      guard let text = variables[name], let value = Self.cleaned(text) else { continue }
      try self.init(value, source: name)
      return
    }
    guard let path, DiskEntry(path)?.isFile == true, let text = try? readText(path, limit: 1 << 16),
      let value = Self.cleaned(text)
    else { return nil }
    try self.init(value, source: path)
  }

  private init(_ value: String, source: String) throws(HubError) {
    guard isHeaderValue(value), !value.contains(" ") else {
      // The value itself is a secret and stays out of messages.
      throw .badVariable(source, value: "…", problem: "has letters that no token has")
    }
    (self.value, self.source) = (value, source)
  }

  private static func cleaned(_ text: String) -> String? {
    let words = text.split { $0.isWhitespace }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
