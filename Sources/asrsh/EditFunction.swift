/// What keys can do in the line editor beyond what libedit brings.
///
/// The raw values are the names under which `~/.editrc` can bind them to keys.
enum EditFunction: String, CaseIterable {
  /// Enter the statement, or start a new row while it is incomplete.
  case enter = "asrsh-enter"
  /// Start a new row.
  case newRow = "asrsh-new-row"
  /// Insert the bracket that was typed, less deep than the row before it.
  case close = "asrsh-close"
  /// Complete the name before the cursor.
  case complete = "asrsh-complete"
  case left = "asrsh-left"
  case right = "asrsh-right"
  /// Go to the row above, or to the statement before in the history.
  case up = "asrsh-up"
  /// Go to the row below, or to the next statement in the history.
  case down = "asrsh-down"
  case rowStart = "asrsh-row-start"
  case rowEnd = "asrsh-row-end"
  case backspace = "asrsh-backspace"
  case delete = "asrsh-delete"
  /// Delete the letter at the cursor; leave if nothing was typed.
  case deleteOrLeave = "asrsh-delete-or-leave"
  /// Take what the terminal marks as a paste.
  case paste = "asrsh-paste"
  /// Give up the statement.
  case interrupt = "asrsh-interrupt"
  /// Search the history for what is typed from now on.
  case search = "asrsh-search"
  /// Show what has to be said below the statement.
  case showNotice = "asrsh-show-notice"

  /// The line about the function that libedit's `bind -l` shows.
  var summary: String {
    switch self {
    case .enter: "Enter the statement, or start a new row while it is incomplete"
    case .newRow: "Start a new row"
    case .close: "Insert a closing bracket where it belongs"
    case .complete: "Complete the name before the cursor"
    case .left: "Move to the letter before"
    case .right: "Move to the letter after"
    case .up: "Move up a row, or to the statement before"
    case .down: "Move down a row, or to the next statement"
    case .rowStart: "Move to the start of the row"
    case .rowEnd: "Move to the end of the row"
    case .backspace: "Delete the letter before the cursor"
    case .delete: "Delete the letter at the cursor"
    case .deleteOrLeave: "Delete the letter at the cursor, or leave when there is none"
    case .paste: "Take a marked paste"
    case .interrupt: "Give up the statement"
    case .search: "Search the history"
    case .showNotice: "Show a notice below the statement"
    }
  }
}

/// Which keys do what.
enum EditKeys {
  /// The control character that starts the keys which nobody types: those that functions of ours
  /// push to have a function of libedit called.
  private static let hidden = "\u{1E}"
  static let accept = hidden + "m"
  static let previousEntry = hidden + "p"
  static let nextEntry = hidden + "n"
  static let notice = hidden + "l"
  static let interruption = hidden + "c"
  static let search = hidden + "s"

  /// The keys that the editor cannot do without, in emacs and in both vi modes.
  static let vital: [(keys: String, function: String)] = [
    ("\r", EditFunction.enter.rawValue), ("\n", EditFunction.enter.rawValue),
    (accept, "ed-newline"), (previousEntry, "ed-prev-history"), (nextEntry, "ed-next-history"),
    (search, EditFunction.search.rawValue),
    (notice, EditFunction.showNotice.rawValue), (interruption, EditFunction.interrupt.rawValue),
  ]

  /// The keys of vi's insert mode; sequences that start with escape would cut it off.
  static let plain: [(keys: String, function: String)] = [
    (")", EditFunction.close.rawValue), ("]", EditFunction.close.rawValue),
    ("}", EditFunction.close.rawValue), ("\t", EditFunction.complete.rawValue),
    ("\u{12}", EditFunction.search.rawValue),
    ("\u{7F}", EditFunction.backspace.rawValue), ("\u{08}", EditFunction.backspace.rawValue),
    ("\u{04}", EditFunction.deleteOrLeave.rawValue),
  ]

  /// The keys of emacs mode.
  static let emacs: [(keys: String, function: String)] =
    plain + [
      ("\u{01}", EditFunction.rowStart.rawValue), ("\u{05}", EditFunction.rowEnd.rawValue),
      ("\u{02}", EditFunction.left.rawValue), ("\u{06}", EditFunction.right.rawValue),
      ("\u{10}", EditFunction.up.rawValue), ("\u{0E}", EditFunction.down.rawValue),
      ("\u{13}", "em-inc-search-next"),
      (PastedText.start, EditFunction.paste.rawValue),
      ("\u{1B}\r", EditFunction.newRow.rawValue), ("\u{1B}\n", EditFunction.newRow.rawValue),
      ("\u{1B}[5~", "ed-search-prev-history"), ("\u{1B}[6~", "ed-search-next-history"),
      ("\u{1B}[3~", EditFunction.delete.rawValue),
      ("\u{1B}[1~", EditFunction.rowStart.rawValue), ("\u{1B}[4~", EditFunction.rowEnd.rawValue),
      ("\u{1B}[1;5D", "ed-prev-word"), ("\u{1B}[1;5C", "em-next-word"),
    ]
    + ["[", "O"].flatMap { lead in
      [
        ("\u{1B}\(lead)A", EditFunction.up), ("\u{1B}\(lead)B", .down),
        ("\u{1B}\(lead)C", .right), ("\u{1B}\(lead)D", .left),
        ("\u{1B}\(lead)H", .rowStart), ("\u{1B}\(lead)F", .rowEnd),
      ].map { ($0.0, $0.1.rawValue) }
    }
}
