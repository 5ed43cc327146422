import TestSupport

/// Writes recipes that the grammar allows, laid out as badly as it allows.
struct RandomRecipe {
  private var randomness: Randomness
  private var text = ""
  /// How many brackets are open in which line ends mean nothing.
  private var brackets = 0
  private var commentCount = 0
  private var hasNames = false

  /// The recipe that belongs to `seed`.
  static func text(seed: Int) -> String {
    var recipe = RandomRecipe(randomness: Randomness(seed: UInt64(seed)))
    recipe.writeRecipe()
    return recipe.text
  }

  private init(randomness: Randomness) { self.randomness = randomness }

  private mutating func chance(_ share: Int) -> Bool {
    Int.random(in: 0..<100, using: &randomness) < share
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &randomness)
  }

  private mutating func pick(_ words: [String]) -> String {
    words.randomElement(using: &randomness) ?? ""
  }

  /// Writes a comment and the end of its line.
  private mutating func comment() {
    commentCount += 1
    text += pick(["#", "# ", " # ", "   #  ", " # %% ", "\t# "]) + "c\(commentCount)"
    text += pick(["\n", "  \n", "\r\n", "\n\n", "\n\n\n"])
  }

  /// Writes what may stand between two tokens: `breaks` says whether a line may end there.
  private mutating func gap(breaks: Bool = false, needed: Bool = false) {
    if breaks || brackets > 0, chance(8) {
      if chance(50) {
        text += " "
        comment()
        while chance(30) {
          text += "  "
          comment()
        }
      } else {
        text += pick(["\n", "\r\n", "\n   \n", "\n\t"])
      }
      text += pick(["", "  ", "\t"])
      // A line that begins with # %% would be a step.
      if needed { text += " " }
      return
    }
    text += needed ? pick([" ", "  ", "\t"]) : pick(["", "", " ", "  "])
  }

  private mutating func token(_ word: String, breaks: Bool = false) {
    text += word
    gap(breaks: breaks)
  }

  private mutating func word(_ word: String) {
    text += word
    gap(needed: true)
  }

  private mutating func name() -> String {
    pick(["a", "b", "xs", "row", "model", "a_rather_long_name_of_a_value", "متن", "speech2text"])
  }

  private mutating func items(
    _ open: String, _ close: String, _ range: ClosedRange<Int>,
    _ item: (inout RandomRecipe, Int) -> Void
  ) {
    let count = number(range)
    brackets += 1
    token(open)
    for place in 0..<count {
      item(&self, place)
      if place < count - 1 || (range.upperBound > 1 && chance(15)) { token(",") }
    }
    brackets -= 1
    text += close
    gap()
  }
}

// MARK: - Statements

extension RandomRecipe {
  private mutating func writeRecipe() {
    while chance(30) { comment() }
    for place in 0..<number(0...3) {
      text += "param p\(place)" + pick(["", ": int", " :path"])
      token("=")
      expression(1)
      text += pick(["", " \"summary\"", "   \"\"\"long\nsummary\"\"\""])
      endLine()
    }
    for _ in 0..<number(1...8) {
      if chance(15) {
        text += pick(["# %% Title", "#%%  Title  ", "# %%"])
        text += pick(["\n", "\n\n"])
      } else if chance(8) {
        text += pick(["# %% [markdown]\n# text\n", "# %% [markdown] a\n#b\n\n#  c\nx = 1\n"])
      }
      statement(3)
      endLine()
    }
  }

  private mutating func endLine() {
    text += pick(["", ";", " ;"])
    if chance(20) {
      text += " "
      comment()
    } else {
      text += pick(["\n", "\n\n", "\n \n\n\n", "\r\n"])
    }
    // Comments at the start of a line could be steps.
    while chance(15) {
      text += "  "
      comment()
    }
  }

  private mutating func statement(_ depth: Int) {
    switch number(0...9) {
    case 0 where depth > 0:
      word("for")
      word(name())
      word("in")
      expression(depth - 1)
      block(depth - 1)
    case 1 where depth > 0:
      word("while")
      expression(depth - 1)
      block(depth - 1)
    case 2 where depth > 0:
      text += "def \(name())"
      parameters(depth - 1)
      block(depth - 1)
    case 3...5:
      text += name()
      gapOnLine()
      token("=", breaks: true)
      expression(depth)
    default: expression(depth)
    }
  }

  private mutating func gapOnLine() { text += pick(["", " ", "  "]) }

  private mutating func block(_ depth: Int) {
    let outer = brackets
    brackets = 0
    text += "{" + pick(["", " ", "\n", " # c\n", "\n\n"])
    for _ in 0..<number(0...2) {
      statement(depth)
      if chance(70) { endLine() } else { text += ";" }
    }
    text += pick(["", " ", "\n"]) + "}"
    brackets = outer
    gap()
  }

  private mutating func parameters(_ depth: Int) {
    items("(", ")", 0...3) { recipe, place in
      recipe.token("p\(place)")
      guard place == 2 else { return }
      recipe.token("=")
      recipe.expression(depth - 1)
    }
  }
}

// MARK: - Expressions

extension RandomRecipe {
  private mutating func expression(_ depth: Int) {
    if depth > 0, chance(8) {
      if chance(50) { text += "x" } else { parameters(0) }
      gapOnArrow()
      token("=>", breaks: true)
      if chance(30) { record(depth - 1) } else { plain(depth - 1) }
      return
    }
    plain(depth)
  }

  /// No line may end before an arrow.
  private mutating func gapOnArrow() {
    while text.last?.isWhitespace == true { text.removeLast() }
    text += pick(["", " "])
  }

  private mutating func plain(_ depth: Int) {
    guard depth > 0 else { return atom() }
    switch number(0...15) {
    case 0...2:
      operand(depth)
      for _ in 0..<number(1...4) {
        operation()
        operand(depth)
      }
    case 3: items("(", ")", 1...1) { recipe, _ in recipe.expression(depth - 1) }
    case 4: items("[", "]", 0...9) { recipe, _ in recipe.expression(depth - 1) }
    case 5: items("[", "]", 0...40) { recipe, _ in recipe.atom() }
    case 6: record(depth - 1)
    case 7: conditional(depth - 1)
    case 8:
      token("try")
      block(depth - 1)
      text += " catch p "
      block(depth - 1)
    case 9...13: chain(depth)
    default: atom()
    }
  }

  private mutating func operand(_ depth: Int) {
    if chance(10) { text += "-" }
    if chance(20) { chain(depth - 1) } else { atom() }
  }

  private mutating func operation() {
    text += " "
    token(
      pick(["+", "-", "*", "/", "//", "%", "@", "**", "and", "or", "==", "<", "<=", "in"]) + " ",
      breaks: true)
  }

  private mutating func record(_ depth: Int) {
    items("{", "}", 0...4) { recipe, place in
      if recipe.chance(15) {
        recipe.token("...")
      } else {
        recipe.token(recipe.pick(["k\(place)", "\"k \(place)\"", "in"]))
        recipe.token(":")
      }
      recipe.expression(depth)
    }
  }

  private mutating func conditional(_ depth: Int) {
    word("if")
    plain(0)
    block(depth)
    if chance(40) {
      text += pick([" ", "\n", " # c\n  # d\n"]) + "else if "
      plain(0)
      block(depth)
    }
    if chance(60) {
      text += pick([" ", "\n", " # c\n"]) + "else "
      block(depth)
    }
  }

  private mutating func chain(_ depth: Int) {
    text += name()
    for _ in 0..<number(1...5) {
      if chance(10) {
        text += " # c\n   # d\n  "
      } else if chance(20) {
        text += "\n  "
      }
      text += "."
      text += pick(["text", "map", "filter", "in", "a_rather_long_method_name"])
      if chance(75) {
        items("(", ")", 0...4) { recipe, place in
          if place > 1 { recipe.text += "n\(place)=" }
          recipe.expression(depth - 1)
        }
      }
      if chance(15) {
        brackets += 1
        text += pick(["[0", "[1:", "[:-1", "[a + 1:b"])
        gap()
        brackets -= 1
        text += "]"
      }
    }
  }

  private mutating func atom() {
    text += pick([
      "1", "0.5", "1_000", "1e-4", "true", "none", name(), name(), "\"a text\"", "r\"\\d\"",
      "f\"{a:.2f} and {b}\"", "\"\"\"two\n lines\"\"\"", "\"好好好\"", "-3",
      "\"a text that takes rather a lot of room on its line\"",
    ])
  }
}
