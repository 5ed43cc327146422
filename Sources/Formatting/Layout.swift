/// What a recipe looks like, with the places at which its lines may be broken.
///
/// The way of P. Wadler, "A prettier printer", 2003: a group stands on one line if it fits and has
/// all of its line breaks if it does not.
indirect enum Layout: Sendable {
  /// Text on one line.
  case text(String)
  /// Text on one line that goes before a comment that waits for the end of its line: commas,
  /// operators.
  case attached(String)
  /// Text that may have several lines, which stay as they are.
  case verbatim(String)
  /// A space, unless a line ends there.
  case space
  /// A line break, or `flat` where the group stands on one line.
  case line(flat: String)
  /// A line break in any case, with an empty line before it or without.
  case newline(blank: Bool)
  /// A comment, which waits for the end of its line or takes a line of its own.
  case comment(Comment)
  /// Text in the column that the lines around it share, if they have such text too.
  case summary(String)
  /// One after the other.
  case sequence([Layout])
  /// The lines that begin inside stand two columns further in.
  case indented(Layout)
  /// On one line if it fits and is not `isBroken`.
  case group(Layout, isBroken: Bool)
  /// As many on each line as fit.
  case fill(ArraySlice<Layout>)
  /// The rest of a `fill`, of which something stands on the line.
  case filling(ArraySlice<Layout>)
  /// Text that is there only where the group is broken: a trailing comma.
  case whenBroken(String)
  /// A value and the methods called on it; each stands on a line of its own if they do not fit.
  case chain(head: Layout, links: [Layout], isBroken: Bool)

  /// Nothing.
  static let empty = Layout.sequence([])

  /// A group that is broken if something in it breaks its line.
  static func group(_ contents: Layout) -> Layout {
    .group(contents, isBroken: contents.breaksLine)
  }

  /// Whether a line ends inside whatever the width is.
  var breaksLine: Bool {
    switch self {
    case .text, .attached, .verbatim, .space, .line, .summary, .whenBroken: false
    case .newline, .comment: true
    case .sequence(let parts): parts.contains(where: \.breaksLine)
    case .fill(let parts), .filling(let parts): parts.contains(where: \.breaksLine)
    case .indented(let inner): inner.breaksLine
    case .group(_, let isBroken): isBroken
    case .chain(let head, let links, let isBroken):
      isBroken || head.breaksLine || links.contains(where: \.breaksLine)
    }
  }
}
