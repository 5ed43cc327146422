/// Two strings that Swift's `==` takes for one, and that have other code points.
public struct Lookalikes: Sendable, CustomStringConvertible {
  /// What the pair is.
  public let description: String
  /// The two spellings.
  public let (one, other): (String, String)

  /// Pairs that real texts mix: signs and letters, accents of two alphabets, composed and decomposed.
  public static let all = [
    Lookalikes(description: "ohm sign, Greek omega", one: "\u{2126}", other: "\u{3A9}"),
    Lookalikes(description: "angstrom sign, Å", one: "\u{212B}", other: "\u{C5}"),
    Lookalikes(description: "kelvin sign, K", one: "\u{212A}", other: "K"),
    Lookalikes(description: "Greek oxia, tonos", one: "\u{1F71}", other: "\u{3AC}"),
    Lookalikes(description: "é composed, decomposed", one: "\u{E9}", other: "e\u{301}"),
  ]

  /// Both in a text of their own, so that the texts look alike too.
  public func texts(_ text: (String) -> String) -> [String] { [text(one), text(other)] }
}
