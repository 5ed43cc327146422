internal import Language

/// What stands before a dot or a bracket, as far as the names and places of it say.
indirect enum CompletionOwner: Equatable, Sendable {
  /// A name.
  case name(String)
  /// A name that a function or a loop gives to each item of another value.
  case item(of: CompletionOwner)
  /// `a.f`
  case field(CompletionOwner, String)
  /// `a["text"]`
  case key(CompletionOwner, String)
  /// `a[2:5]`
  case slice(CompletionOwner)
  /// `a.f(…)`
  case call(CompletionOwner, String)
  /// `f(…)`
  case function(String)
  /// `"…"`
  case text
  /// `[…]`
  case list

  /// Reads the value that ends with the token at `end`; `nil` if it is more than names and places.
  init?(endingAt end: Int, in tokens: ArraySlice<Token>) {
    guard tokens.indices.contains(end) else { return nil }
    let token = tokens[end]
    if let name = token.name {
      if end - 1 >= tokens.startIndex, tokens[end - 1].symbol == .dot {
        guard let owner = CompletionOwner(endingAt: end - 2, in: tokens) else { return nil }
        self = .field(owner, name)
      } else {
        self = Self.binding(of: name, before: end, in: tokens) ?? .name(name)
      }
    } else if token.isString {
      self = .text
    } else if token.symbol == .closeBracket {
      self.init(bracketsEndingAt: end, in: tokens)
    } else if token.symbol == .closeParenthesis {
      self.init(callEndingAt: end, in: tokens)
    } else {
      return nil
    }
  }

  private init?(bracketsEndingAt end: Int, in tokens: ArraySlice<Token>) {
    guard let start = Self.opening(of: end, in: tokens) else { return nil }
    guard let owner = CompletionOwner(endingAt: start - 1, in: tokens) else {
      self = .list
      return
    }
    let inner = tokens[(start + 1)..<end]
    if case .string(let key)? = inner.first?.kind, inner.count == 1 {
      self = .key(owner, key)
    } else {
      self = inner.contains { $0.symbol == .colon } ? .slice(owner) : .item(of: owner)
    }
  }

  private init?(callEndingAt end: Int, in tokens: ArraySlice<Token>) {
    guard let start = Self.opening(of: end, in: tokens), start > tokens.startIndex,
      let name = tokens[start - 1].name
    else { return nil }
    guard start - 2 >= tokens.startIndex, tokens[start - 2].symbol == .dot else {
      self = .function(name)
      return
    }
    guard let owner = CompletionOwner(endingAt: start - 3, in: tokens) else { return nil }
    self = .call(owner, name)
  }

  /// The place of the bracket that the one at `end` closes.
  private static func opening(of end: Int, in tokens: ArraySlice<Token>) -> Int? {
    var depth = 0
    for index in (tokens.startIndex...end).reversed() {
      guard let symbol = tokens[index].symbol else { continue }
      if symbol.isClosingBracket { depth += 1 }
      if symbol.isOpeningBracket {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// What a function or a loop that is being written gives the name `name`:
  /// `data.filter(row => row.…`, `for row in data { row.…`.
  private static func binding(
    of name: String, before end: Int, in tokens: ArraySlice<Token>
  ) -> CompletionOwner? {
    for index in (tokens.startIndex..<end).reversed() where tokens[index].name == name {
      if tokens[index + 1].symbol == .arrow {
        // Of `row => …` and `(row) => …` the call that they are given to.
        let place = CallPlace(in: tokens[..<index])
        return place?.owner.map { .item(of: $0) }
      }
      if index > tokens.startIndex, tokens[index - 1].keyword == .for,
        tokens[index + 1].keyword == .in,
        let brace = tokens[index..<end].firstIndex(where: { $0.symbol == .openBrace }),
        brace > index + 2
      {
        return CompletionOwner(endingAt: brace - 1, in: tokens[(index + 2)...]).map {
          .item(of: $0)
        }
      }
    }
    return nil
  }
}

/// An argument that is being written, and the call that it belongs to.
struct CallPlace: Equatable, Sendable {
  /// What stands before the dot, for a call of the form `a.f(…)` that can be read.
  var owner: CompletionOwner?
  /// Whether the call has the form `a.f(…)`.
  var isMethod = false
  /// The function.
  var function: String
  /// How many arguments stand before.
  var position = 0
  /// The argument's name, if it is given by one.
  var name: String?

  /// Makes a place from its parts.
  init(
    _ function: String, _ position: Int = 0, name: String? = nil, of owner: CompletionOwner? = nil,
    isMethod: Bool = false
  ) {
    (self.function, self.position, self.name) = (function, position, name)
    (self.owner, self.isMethod) = (owner, isMethod || owner != nil)
  }

  /// Finds the call whose parentheses are open at the end of `tokens`.
  ///
  /// - Parameters:
  ///   - tokens: What stands before.
  ///   - passingLists: Whether the argument may be in a list, as the columns of `select(["text", …` are.
  init?(in tokens: ArraySlice<Token>, passingLists: Bool = false) {
    var (depth, position) = (0, 0)
    var name: String?
    for index in tokens.indices.reversed() {
      let symbol = tokens[index].symbol
      if symbol?.isClosingBracket == true {
        depth += 1
      } else if depth > 0 {
        if symbol?.isOpeningBracket == true { depth -= 1 }
      } else if symbol == .comma {
        position += 1
      } else if symbol == .assign, position == 0, index > tokens.startIndex {
        name = tokens[index - 1].name
      } else if symbol == .openBracket, passingLists {
        (position, name) = (0, nil)
      } else if symbol == .openParenthesis {
        guard index > tokens.startIndex, let function = tokens[index - 1].name else { return nil }
        let isMethod = index - 2 >= tokens.startIndex && tokens[index - 2].symbol == .dot
        let owner = isMethod ? CompletionOwner(endingAt: index - 3, in: tokens) : nil
        self.init(function, position, name: name, of: owner, isMethod: isMethod)
        return
      } else if symbol?.isOpeningBracket == true {
        return nil
      }
    }
    return nil
  }
}

extension Symbol {
  fileprivate var isOpeningBracket: Bool {
    [.openParenthesis, .openBracket, .openBrace].contains(self)
  }

  fileprivate var isClosingBracket: Bool {
    [.closeParenthesis, .closeBracket, .closeBrace].contains(self)
  }
}

extension Token {
  /// Whether the token is text, plain or formatted.
  var isString: Bool {
    switch kind {
    case .string, .formatted: true
    default: false
    }
  }
}
