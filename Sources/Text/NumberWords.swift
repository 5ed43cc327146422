/// What an English word means in a number.
enum NumberWord: Equatable {
  /// Nothing said as a digit: oh, zero.
  case zero
  /// One to nineteen.
  case unit(Int)
  /// One to nineteen with an ending: ones, first; zeroth too.
  case endedUnit(Int, String)
  /// Twenty to ninety.
  case ten(Int)
  /// Twenty to ninety with an ending: twenties, twentieth.
  case endedTen(Int, String)
  /// A power of ten, by its zeros: hundred, thousand.
  case power(Int)
  /// A power of ten with an ending: hundreds, hundredth.
  case endedPower(Int, String)
  /// A sign in front of a number.
  case sign(Unicode.Scalar)
  /// The name of money behind a number, whose sign goes in front of it.
  case money(Unicode.Scalar)
  /// The `per` of `per cent`.
  case per
  /// Percent.
  case percent
  /// The `and` between hundreds and what follows.
  case and
  /// Double and triple: how often the next digit stands.
  case times(Int)
  /// The decimal point.
  case point

  /// The word's meaning, or `nil` if it is none of a number's.
  init?(_ word: String) {
    guard let meaning = Self.meanings[word] else { return nil }
    self = meaning
  }

  /// Whether it may stand behind a decimal point, or before "and a half" if it is a power of ten.
  var isDigits: Bool {
    switch self {
    case .zero, .unit, .ten: true
    default: false
    }
  }

  private static let meanings: [String: NumberWord] = {
    var words: [String: NumberWord] = [
      "o": .zero, "oh": .zero, "zero": .zero, "zeroth": .endedUnit(0, "th"),
      "minus": .sign("-"), "negative": .sign("-"), "plus": .sign("+"), "positive": .sign("+"),
      "pound": .money("£"), "pounds": .money("£"), "euro": .money("€"), "euros": .money("€"),
      "dollar": .money("$"), "dollars": .money("$"), "cent": .money("¢"), "cents": .money("¢"),
      "per": .per, "percent": .percent, "and": .and, "double": .times(2), "triple": .times(3),
      "point": .point,
    ]
    let units = [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    let irregular = ["first": 1, "second": 2, "third": 3, "fifth": 5, "twelfth": 12]
    let endings = [1: "st", 2: "nd", 3: "rd"]
    for (name, number) in zip(units, 1...) {
      words[name] = .unit(number)
      words[name == "six" ? "sixes" : name + "s"] = .endedUnit(number, "s")
      if !irregular.values.contains(number) {
        words[name + (name.hasSuffix("t") ? "h" : "th")] = .endedUnit(number, "th")
      }
    }
    for (name, number) in irregular { words[name] = .endedUnit(number, endings[number] ?? "th") }
    let tens = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]
    for (stem, number) in zip(tens, 2...) {
      words[stem + "y"] = .ten(number * 10)
      words[stem + "ies"] = .endedTen(number * 10, "s")
      words[stem + "ieth"] = .endedTen(number * 10, "th")
    }
    let powers = [
      "hundred", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion",
      "sextillion", "septillion", "octillion", "nonillion", "decillion",
    ]
    for (place, name) in powers.enumerated() {
      let zeros = place == 0 ? 2 : place * 3
      words[name] = .power(zeros)
      words[name + "s"] = .endedPower(zeros, "s")
      words[name + "th"] = .endedPower(zeros, "th")
    }
    return words
  }()
}
