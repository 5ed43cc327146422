import Foundation

/// What an editor makes of a text by a grammar in TextMate's form.
///
/// The text is read line by line. Of all rules that may come, and the end of the innermost stretch, the one
/// that matches first counts, of several at one place the first in the list, the end before all others.
struct TextMateReader {
  private typealias Rule = TextMateGrammar.Rule

  private let grammar: TextMateGrammar
  private var stack: [Rule]
  /// The rules that may come in a stretch.
  private var choices: [ObjectIdentifier: [Rule]] = [:]
  /// Where expressions match next in the line; it holds until that place has been passed.
  private var found: [ObjectIdentifier: NSTextCheckingResult?] = [:]
  private var line: NSString = ""
  private var scopes: [[String]] = []

  /// The scopes of every byte of `text` in UTF-8, the innermost last.
  static func scopes(of text: String, by grammar: TextMateGrammar) throws -> [[String]] {
    var reader = TextMateReader(grammar)
    var bytes: [[String]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let scopes = try reader.read("\(line)\n")
      var position = 0
      for scalar in "\(line)\n".unicodeScalars {
        bytes += Array(repeating: scopes[position], count: UTF8.width(scalar))
        position += UTF16.width(scalar)
      }
    }
    bytes.removeLast()
    return bytes
  }

  private init(_ grammar: TextMateGrammar) {
    self.grammar = grammar
    stack = [grammar.top]
  }

  private mutating func read(_ text: String) throws -> [[String]] {
    line = text as NSString
    found = [:]
    scopes = Array(repeating: [], count: line.length)
    for (depth, rule) in stack.enumerated() {
      if let lines = rule.lines, first(lines, from: 0)?.range.location != 0 {
        stack.removeLast(stack.count - depth)
        break
      }
    }
    var position = 0
    while position < line.length {
      guard let (match, rule) = try next(from: position) else {
        mark(NSRange(location: position, length: line.length - position), open())
        break
      }
      mark(NSRange(location: position, length: match.range.location - position), open())
      enter(match, rule)
      position = match.range.location + match.range.length
    }
    return scopes
  }

  /// The next match, and its rule unless it ends the innermost stretch.
  private mutating func next(from position: Int) throws -> (NSTextCheckingResult, Rule?)? {
    let inside = stack[stack.count - 1]
    var best: (NSTextCheckingResult, Rule?)?
    if let end = inside.end, let match = first(end, from: position) { best = (match, nil) }
    if choices[ObjectIdentifier(inside)] == nil {
      choices[ObjectIdentifier(inside)] = try grammar.choices(in: inside)
    }
    for rule in choices[ObjectIdentifier(inside)] ?? [] {
      guard let expression = rule.match, let match = first(expression, from: position) else {
        continue
      }
      if match.range.location < best?.0.range.location ?? .max { best = (match, rule) }
    }
    return best
  }

  private mutating func enter(_ match: NSTextCheckingResult, _ rule: Rule?) {
    guard let rule else {
      let ended = stack[stack.count - 1]
      mark(match, open(withContent: false), ended.endCaptures)
      stack.removeLast()
      return
    }
    if rule.isStretch {
      stack.append(rule)
      mark(match, open(withContent: false), rule.captures)
    } else {
      mark(match, open() + [rule.name].compactMap(\.self), rule.captures)
    }
  }

  /// The scopes of the open stretches; that of the innermost one's content only `withContent`.
  private func open(withContent: Bool = true) -> [String] {
    stack.dropFirst().enumerated().flatMap { place, rule in
      let hasContent = withContent || place < stack.count - 2
      return [rule.name, hasContent ? rule.contentName : nil].compactMap(\.self)
    }
  }

  private mutating func mark(
    _ match: NSTextCheckingResult, _ names: [String], _ captures: [Int: String]
  ) {
    mark(match.range, names)
    for (number, name) in captures.sorted(by: { $0.key < $1.key })
    where match.range(at: number).location != NSNotFound {
      let range = match.range(at: number)
      mark(range, scopes[range.location] + [name])
    }
  }

  private mutating func mark(_ range: NSRange, _ names: [String]) {
    for place in range.location..<range.location + range.length { scopes[place] = names }
  }

  private mutating func first(
    _ expression: NSRegularExpression, from position: Int
  ) -> NSTextCheckingResult? {
    if let known = found[ObjectIdentifier(expression)],
      known == nil || known?.range.location ?? 0 >= position
    {
      return known
    }
    // `^` and what looks behind see the whole line, not what is left of it.
    let match = expression.firstMatch(
      in: line as String, options: [.withTransparentBounds, .withoutAnchoringBounds],
      range: NSRange(location: position, length: line.length - position))
    found.updateValue(match, forKey: ObjectIdentifier(expression))
    return match
  }
}
