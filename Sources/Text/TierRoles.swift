internal import Files
internal import ExactStrings

/// Says which tier of a text is meant.
public enum TierChoice: Sendable, Equatable {
  /// The tier of this name.
  case name(String)
  /// The tier at this place, from 0.
  case place(Int)
}

/// Which tiers of a text are its words, its tokens and its segments.
public struct TierRoles: Sendable, Equatable {
  /// The tier of words.
  public private(set) var words: Int?
  /// The tier of tokens: phones or letters.
  public private(set) var tokens: Int?
  /// The tier of segments: sentences or lines.
  public private(set) var segments: Int?
  /// What was guessed, in words; `nil` where nobody could take it otherwise.
  public private(set) var notice: String?

  /// The names of tiers of words, the most certain first: of this program and the Montreal Forced
  /// Aligner, of P2FA, of WebMAUS, of SPPAS and of TIMIT.
  private static let wordNames = ["words", "word", "ort-mau", "ort", "tokensalign", "wrd"]
  /// The names of tiers of phones or letters, from the same.
  private static let tokenNames = [
    "tokens", "phones", "phone", "mau", "phonalign", "phonemes", "phoneme", "phn",
  ]

  /// Finds the tiers.
  ///
  /// A tier is found by its name, whatever its case. Several speakers have tiers such as `ann - words`;
  /// the tokens are those of the speaker of the words. Without a tier of a known name the words are the
  /// first tier of intervals that has no other role.
  ///
  /// - Parameters:
  ///   - tiers: The tiers.
  ///   - words: Which tier has the words, if that is said.
  ///   - tokens: Which tier has the tokens, if that is said.
  ///   - path: The file, for errors.
  /// - Throws: ``TextError/content(path:problem:)`` where there is no such tier, or more than one.
  public init(
    _ tiers: [TimedText.Tier], words: TierChoice?, tokens: TierChoice?, path: String
  ) throws(TextError) {
    let names = TierNames(tiers, path: path)
    let said = (
      words: try words.map { choice throws(TextError) in try names.place(choice) },
      tokens: try tokens.map { choice throws(TextError) in try names.place(choice) }
    )
    segments = names.places(["segments"]).first { names.speaker($0) == nil }
    let wordTiers = names.places(Self.wordNames).filter { $0 != said.tokens }
    let tokenTiers = names.places(Self.tokenNames).filter { $0 != said.words }
    let rest = names.intervals.filter { place in
      place != segments && place != said.tokens && !tokenTiers.contains(place)
        && !names.continuesAnother(place)
    }
    self.words = said.words ?? wordTiers.first ?? rest.first
    let speaker = self.words.flatMap(names.speaker)
    let isAlone = self.words == nil
    self.tokens =
      said.tokens ?? tokenTiers.first { names.speaker($0) == speaker }
      ?? tokenTiers.first { names.speaker($0) == nil || isAlone }
    notice = names.notice(
      words: words == nil ? .some(self.words) : nil, tokens: tokens == nil ? self.tokens : nil,
      of: wordTiers)
  }
}

/// The names of tiers, and how to speak of them.
private struct TierNames {
  let tiers: [TimedText.Tier]
  let path: String
  /// The places of the tiers of intervals.
  let intervals: [Int]

  init(_ tiers: [TimedText.Tier], path: String) {
    (self.tiers, self.path) = (tiers, path)
    intervals = tiers.indices.filter { tiers[$0].kind == .interval }
  }

  /// The places of the tiers that have one of these names, those of the first name first.
  func places(_ names: [String]) -> [Int] {
    names.flatMap { name in
      intervals.filter { parts($0).name.utf8.elementsEqual(name.utf8) }
    }
  }

  /// Whose tier it is: `ann` of `ann - words`.
  func speaker(_ place: Int) -> ExactString? { parts(place).speaker }

  /// Whether a tier holds what another one could not.
  func continuesAnother(_ place: Int) -> Bool {
    tiers.indices.contains { ContinuedTier.isMore(tiers[place].name, of: tiers[$0].name) }
  }

  private func parts(_ place: Int) -> (speaker: ExactString?, name: String) {
    let scalars = Array(tiers[place].name.unicodeScalars)
    let mark = Array(" - ".unicodeScalars)
    let cut = scalars.indices.last { scalars[$0...].starts(with: mark) }
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part))
    }
    guard let cut else { return (nil, text(scalars[...]).lowercased()) }
    return (ExactString(text(scalars[..<cut])), text(scalars[(cut + mark.count)...]).lowercased())
  }

  /// The place of the tier that is meant.
  func place(_ choice: TierChoice) throws(TextError) -> Int {
    switch choice {
    case .place(let place):
      guard tiers.indices.contains(place) else {
        throw .content(path: path, problem: "has no tier \(place); it has \(list(tiers.indices))")
      }
      return place
    case .name(let name):
      let places = tiers.indices.filter { ExactString(tiers[$0].name) == ExactString(name) }
      guard let place = places.first else {
        throw .content(
          path: path, problem: "has no tier \"\(name)\"; it has \(list(tiers.indices))")
      }
      guard places.count == 1 else {
        let numbers = places.map { "\($0)" }.joined(separator: ", ")
        throw .content(
          path: path,
          problem:
            "has \(places.count) tiers \"\(name)\", numbers \(numbers) from 0; say which by its "
            + "number")
      }
      return place
    }
  }

  /// What was guessed, or `nil` where nobody could take it otherwise: the tier of words, which may be
  /// none, unless it was said; the tier of tokens, if one was guessed; among all that look like tiers of
  /// words.
  func notice(words: Int??, tokens: Int?, of wordTiers: [Int]) -> String? {
    guard !intervals.isEmpty else { return nil }
    var sentence: [String] = []
    if let words {
      if let place = words {
        if wordTiers.count > 1 || !isNamed(place, ["words"]) {
          sentence.append("tier \(label(place)) is taken as words")
        }
      } else {
        sentence.append("no tier is taken as words")
      }
    }
    if let place = tokens, !sentence.isEmpty || !isNamed(place, ["tokens", "phones"]) {
      sentence.append(
        sentence.isEmpty
          ? "tier \(label(place)) is taken as tokens" : "\(label(place)) as tokens")
    }
    guard !sentence.isEmpty else { return nil }
    let several = words != nil && wordTiers.count > 1
    return (several ? "there are \(wordTiers.count) tiers of words, \(list(wordTiers)): " : "")
      + sentence.joined(separator: ", ") + "; words= and tokens= choose others"
  }

  private func isNamed(_ place: Int, _ names: [String]) -> Bool {
    let own = tiers[place].name.lowercased()
    return names.contains { $0.utf8.elementsEqual(own.utf8) }
  }

  private func list(_ places: some Collection<Int>) -> String {
    guard !places.isEmpty else { return "none" }
    let shown = places.prefix(12).map(label).joined(separator: ", ")
    return shown + (places.count > 12 ? " and \(places.count - 12) more" : "")
  }

  /// The name of a tier, with its number where another has the same.
  private func label(_ place: Int) -> String {
    let name = ExactString(tiers[place].name)
    let isAlone = tiers.count { ExactString($0.name) == name } == 1
    return "\"\(name.string)\"" + (isAlone ? "" : " (number \(place) from 0)")
  }
}
