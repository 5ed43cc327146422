import Display
import Testing

@Test func `reads the environment of a terminal`() {
  let environment = ["LANG": "en_GB.UTF-8", "TERM": "xterm"]
  let terminal = Terminal(width: 100, isTerminal: true, environment: environment)
  #expect(
    terminal == Terminal(width: 100, hasUnicode: true, hasColor: true, isInteractive: true))
}

@Test(arguments: [
  (
    ["LANG": "C", "TERM": "xterm"], Terminal(hasUnicode: false, hasColor: true, isInteractive: true)
  ),
  (
    ["LC_ALL": "", "LC_CTYPE": "de_DE.utf8", "LANG": "C", "TERM": "xterm", "NO_COLOR": "1"],
    Terminal(hasUnicode: true, hasColor: false, isInteractive: true)
  ),
  (["TERM": "dumb", "LANG": "C.UTF-8"], Terminal()),
  (["COLUMNS": "0", "LC_ALL": "POSIX", "LANG": "C.UTF-8"], Terminal(width: 1, hasUnicode: false)),
])
func `follows locale, TERM and NO_COLOR`(environment: [String: String], expected: Terminal) {
  #expect(Terminal(width: nil, isTerminal: true, environment: environment) == expected)
}

@Test func `a pipe has no colour`() {
  let environment = ["LANG": "C.UTF-8", "TERM": "xterm"]
  #expect(Terminal(width: nil, isTerminal: false, environment: environment) == Terminal())
}

@Test func `a style shows only where there is colour`() {
  let color = Terminal(hasColor: true)
  #expect(Style.red.applied(to: "no", on: Terminal()) == "no")
  #expect(Style.red.applied(to: "no", on: color) == "\u{1B}[31mno\u{1B}[0m")
  #expect(
    Style.bold.with(.foreground(208)).applied(to: "x", on: color) == "\u{1B}[1;38;5;208mx\u{1B}[0m")
  #expect(Style.plain.applied(to: "no", on: color) == "no")
}
