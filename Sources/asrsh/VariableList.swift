internal import Display
internal import Interpreter

/// What `:vars` shows: the names that are bound, and what they are bound to.
struct VariableList {
  private let rows: [(name: String, type: String, content: String)]

  /// Lists the names of `session`; of long texts, `width` characters are looked at.
  init(_ session: Session, width: Int) {
    rows = session.globalNames.compactMap { name in
      session.global(name).map { ($0.typeName, Self.content(of: $0, width)) }
        .map { (name, $0.0, $0.1) }
    }
  }

  /// A line for each name, `width` columns wide at most; empty if there are none.
  func text(width: Int) -> String {
    let names = rows.map(\.name.displayWidth).max() ?? 0
    let types = rows.map(\.type.displayWidth).max() ?? 0
    let terminal = Display.Terminal(width: width)
    return rows.map { row in
      let name = row.name.isolated(for: terminal).padded(toWidth: names)
      let left = "\(name)  \(row.type.padded(toWidth: types))  "
      let content = row.content.truncated(toWidth: max(0, width - left.displayWidth))
      return left.truncated(toWidth: width) + content.isolated(for: terminal) + "\n"
    }.joined()
  }

  /// What a value holds, in a few words and without work.
  private static func content(of value: Value, _ width: Int) -> String {
    let text =
      switch value {
      case .string(let text): Value(String(text.prefix(width))).literal
      case .list(let list): list.items.count == 1 ? "1 item" : "\(list.items.count) items"
      case .record(let record): record.keys.prefix(width).joined(separator: ", ")
      case .function: ""
      case .object(let object): String(object.text().prefix { !$0.isNewline })
      default: value.literal
      }
    return escapeForTerminal(String(text.prefix(width)))
  }
}
