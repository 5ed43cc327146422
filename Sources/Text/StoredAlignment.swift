internal import ExactStrings

/// When words were said, as a file has it.
public struct StoredAlignment: Sendable, Equatable {
  /// What of a file is wanted.
  public struct Choice: Sendable, Equatable {
    /// Which tier of a TextGrid has the words; found by its name if `nil`.
    public var words: TierChoice?
    /// Which tier of a TextGrid has the tokens; found by its name if `nil`.
    public var tokens: TierChoice?
    /// Which recording of a CTM; the only one if `nil`.
    public var recording: String?
    /// Which channel of a CTM; the only one if `nil`.
    public var channel: String?
    /// What intervals of a TextGrid say that stand for silence, whatever its case.
    public var silence = StoredAlignment.usualSilence

    /// Chooses what there is one of.
    public init() {}
  }

  /// What aligners write for silence: P2FA and HTK, Kaldi, WebMAUS.
  public static let usualSilence = ["sp", "sil", "<sil>", "<eps>", "<p:>"]

  /// All that was read.
  public let text: TimedText
  /// The words, in the order of their beginnings, without silence.
  public let words: [TimedInterval]
  /// The tokens.
  public let tokens: [TimedInterval]
  /// The segments.
  public let segments: [TimedInterval]
  /// The tiers that are none of these and hold none of what these could not.
  public let others: [TimedText.Tier]
  /// The channel of a CTM.
  public let channel: String?
  /// What was guessed or left out, in words.
  public let notices: [String]

  /// Reads a TextGrid of Praat, in UTF-8 or UTF-16, or the words of a recording in CTM.
  ///
  /// - Parameters:
  ///   - path: A file that ends in `.TextGrid` or `.ctm`.
  ///   - choice: What of it is wanted.
  /// - Throws: ``TextError``; what is wrong in a line says which.
  public init(reading path: String, _ choice: Choice = Choice()) throws(TextError) {
    let name = path.lowercased()
    if name.hasSuffix(".ctm") {
      guard choice.words == nil, choice.tokens == nil else {
        throw .content(
          path: path,
          problem: "is a CTM, which has no tiers: words= and tokens= choose "
            + "those of a TextGrid")
      }
      self.init(
        try CTM.words(
          alignmentText(path), recording: choice.recording, channel: choice.channel, path: path))
    } else if name.hasSuffix(".textgrid") {
      guard choice.recording == nil, choice.channel == nil else {
        throw .content(
          path: path,
          problem: "is a TextGrid, which has no recordings and channels; "
            + "words= and tokens= choose its tiers")
      }
      let text = try TimedText(textGrid: alignmentText(path), path: path)
      let roles = try TierRoles(
        text.tiers, words: choice.words, tokens: choice.tokens, path: path)
      self.init(text, roles, silence: choice.silence)
    } else {
      throw .content(
        path: path, problem: "does not end in .TextGrid or .ctm, the alignments that are read")
    }
  }

  private init(_ found: CTM.Words) {
    text = TimedText(
      duration: found.words.map(\.end).max() ?? 0,
      tiers: [TimedText.Tier("words", found.words)])
    (words, tokens, segments, others) = (found.words, [], [], [])
    channel = found.channel
    let count = found.alternatives
    notices =
      count == 0
      ? []
      : ["of alternatives the first is taken, in \(count) \(count == 1 ? "place" : "places")"]
  }

  private init(_ text: TimedText, _ roles: TierRoles, silence: [String]) {
    let labels = Set(silence.map { ExactString($0.lowercased()) })
    var used: Set<Int> = []
    var silent: [(text: String, count: Int)] = []
    func content(_ place: Int?) -> [TimedInterval] {
      guard let place else { return [] }
      let all = text.tiers.indices.filter {
        $0 == place || ContinuedTier.isMore(text.tiers[$0].name, of: text.tiers[place].name)
      }
      used.formUnion(all)
      let said = all.flatMap { text.tiers[$0].intervals }.map(\.trimmed).filter { !$0.isBlank }
      return said.inOrder().filter { interval in
        guard labels.contains(ExactString(interval.text.lowercased())) else { return true }
        if let known = silent.firstIndex(where: { $0.text.utf8.elementsEqual(interval.text.utf8) })
        {
          silent[known].count += 1
        } else {
          silent.append((interval.text, 1))
        }
        return false
      }
    }
    words = content(roles.words)
    tokens = content(roles.tokens)
    segments = content(roles.segments)
    self.text = text
    others = text.tiers.indices.filter { !used.contains($0) }.map { text.tiers[$0] }
    channel = nil
    let listed = silent.map { "\"\($0.text)\" (\($0.count))" }.joined(separator: ", ")
    notices =
      (roles.notice.map { [$0] } ?? [])
      + (silent.isEmpty
        ? [] : ["\(listed) is taken as silence; silence=[] keeps it as words and tokens"])
  }
}
