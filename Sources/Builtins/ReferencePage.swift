public import Interpreter

/// The page that describes every built-in of `registry`, in Markdown, for `docs/builtins.md`.
///
/// Functions that stand alone come first, then those that follow a value, by the value's type.
public func referencePage(of registry: Registry) -> String {
  let builtins = registry.builtins
  let owners = Set(builtins.compactMap(\.receiver?.name)).sorted()
  var page = """
    # Built-ins

    This page is made from the registry that `help`, completion and the checking of arguments use;
    `make docs` writes it anew. `a.f(x)` is `f(a, x)`: any function can follow its first argument.
    """
  page += section("Functions", builtins.filter { $0.receiver == nil })
  for owner in owners {
    page += section("On \(owner.articled)", builtins.filter { $0.receiver?.name == owner })
  }
  return page + "\n"
}

private func section(_ title: String, _ builtins: [Builtin]) -> String {
  "\n\n## \(title)\n" + builtins.map(entry).joined()
}

private func entry(_ builtin: Builtin) -> String {
  var text = "\n### `\(builtin.signature)` → \(builtin.result)\n\n\(builtin.summary)\n"
  if !builtin.help.isEmpty { text += "\n\(builtin.help)\n" }
  let described = builtin.parameters.filter { !$0.summary.isEmpty }
  if !described.isEmpty {
    text += "\n" + described.map { "- `\($0.name)` (\($0.type.name)): \($0.summary)\n" }.joined()
  }
  if !builtin.example.isEmpty { text += "\n```\n\(builtin.example)\n```\n" }
  return text
}

extension String {
  fileprivate var articled: String {
    first.map { "aeiou".contains($0) } == true ? "an \(self)" : "a \(self)"
  }
}
