internal import Display
internal import Interpreter

/// What `:vars` shows: the names that are bound, and what they are bound to.
struct VariableList {
  private let rows: [(name: String, type: String)]

  /// Lists the names of `session`.
  init(_ session: Session) {
    rows = session.globalNames.map { ($0, session.global($0)?.typeName ?? "") }
  }

  /// A line for each name, `width` columns wide at most.
  func text(width: Int) -> String {
    let column = rows.map(\.name.displayWidth).max() ?? 0
    return rows.map { row in
      let line = row.name.padded(toWidth: column) + "  " + row.type
      return line.truncated(toWidth: width) + "\n"
    }.joined()
  }
}
