public import LanguageModels

/// What is added to the scores of texts while a beam search goes on: a language model, hot words.
public struct TextScoring: Sendable {
  /// The model, or `nil` for none.
  public var model: LanguageModel?
  /// The weight of the model's natural logarithms.
  public var alpha = 0.5
  /// What each word of a text is worth, or each letter if the model is one of letters, so that many
  /// short ones have a chance against few long ones.
  public var beta = 1.0
  /// What a word of up to six tokens is worth that the model does not know, besides what the model
  /// gives it; longer ones are worth that for each six, so that no word swallows its neighbours.
  public var unknownWord = -10.0
  /// The tokens of words that are likelier here, and what each is worth.
  public var hotWords: [(labels: [Int], weight: Double)] = []

  /// Describes scoring by nothing.
  public init() {}
}

/// What a text under way is worth beside its acoustic score.
///
/// A text is whole words and one under way. `fixed` is what the whole words are worth, and the
/// penalty of the one under way if no known word begins so.
struct TextState {
  var fixed = 0.0
  /// The language model's state after the whole words, or after all letters.
  var model: Int32 = 0
  /// The lexicon's node of the word under way: 0 if there is none, -1 if no word begins so.
  var lexicon: Int32 = 0
  /// The node of hot words of the word under way; -1 if none begins so.
  var hot: Int32 = 0
  /// The number of tokens of the word under way.
  var length: Int32 = 0
}

/// Scores texts token by token.
///
/// The lexicon of a word model is a trie over tokens that grows as it is walked on: a node is the
/// range of known words, in the order of their bytes, that begin so.
///
/// It is a class since a copy would cost more than what it is asked.
final class TextScorer {
  private let scoring: TextScoring
  private let delimiter: Int
  private let hot: HotWords?
  private let tokens: [[UInt8]]
  private let weight: Double
  private let letterModel: LanguageModel?
  private let wordModel: LanguageModel?
  /// The number of each token in a model of letters.
  private let letters: [Int]

  private var ranges: [Range<Int>]
  private var depths = [0]
  private var lexicon = PairTable()

  /// Describes a scorer.
  ///
  /// - Parameters:
  ///   - scoring: What is scored.
  ///   - tokens: How each token is written.
  ///   - delimiter: The token between words; -1 if there is none.
  init(_ scoring: TextScoring, tokens: [String], delimiter: Int) {
    self.scoring = scoring
    self.delimiter = delimiter
    self.tokens = tokens.map { Array($0.utf8) }
    hot = scoring.hotWords.isEmpty ? nil : HotWords(scoring.hotWords, symbols: tokens.count)
    // Of the base 10 to natural ones.
    weight = scoring.alpha * 2.302_585_092_994_046
    letterModel = scoring.model?.unit == .character ? scoring.model : nil
    wordModel = scoring.model?.unit == .word ? scoring.model : nil
    ranges = [wordModel?.allWords ?? 0..<0]
    letters = tokens.enumerated().map { token, text in
      scoring.model?.id(of: token == delimiter ? "|" : text) ?? LanguageModel.unknown
    }
  }

  /// What nothing is worth.
  var start: TextState {
    var state = TextState()
    state.model = Int32(scoring.model?.textStart ?? 0)
    return state
  }

  /// What a text is worth, its word under way included as far as it is known.
  @inline(__always)
  func value(_ state: TextState) -> Double {
    guard let hot else { return state.fixed }
    return state.fixed + hot.share(Int(state.hot))
  }

  /// The state after one more token.
  func extended(_ state: TextState, by token: Int) -> TextState {
    var next = state
    if let letterModel { add(letters[token], of: letterModel, to: &next) }
    if token == delimiter {
      complete(&next)
      return next
    }
    next.length += 1
    if let hot { next.hot = Int32(hot.next(Int(state.hot), token)) }
    guard wordModel != nil else { return next }
    if state.lexicon < 0 {
      next.fixed += penalty(next.length) - penalty(state.length)
    } else {
      next.lexicon = lexiconChild(Int(state.lexicon), token)
      if next.lexicon < 0 { next.fixed += penalty(next.length) }
    }
    return next
  }

  /// What a text is worth when nothing follows.
  func finished(_ state: TextState) -> Double {
    var last = state
    complete(&last)
    guard let model = scoring.model else { return last.fixed }
    return last.fixed + weight * Double(model.score(model.textEnd, after: Int(last.model)).score)
  }

  private func add(_ word: Int, of model: LanguageModel, to state: inout TextState) {
    let step = model.score(word, after: Int(state.model))
    state.fixed += weight * Double(step.score) + scoring.beta
    state.model = Int32(step.state)
  }

  /// What an unknown word of so many tokens is worth.
  private func penalty(_ length: Int32) -> Double {
    scoring.unknownWord * max(1, Double(length) / 6)
  }

  /// Ends the word under way, if there is one.
  private func complete(_ state: inout TextState) {
    guard state.length > 0 else { return }
    if let wordModel {
      var word: Int?
      if state.lexicon >= 0 {
        let node = Int(state.lexicon)
        word = wordModel.word(in: ranges[node], length: depths[node])
        if word == nil { state.fixed += penalty(state.length) }
      }
      add(word ?? LanguageModel.unknown, of: wordModel, to: &state)
    }
    if let hot { state.fixed += hot.weight(Int(state.hot)) }
    (state.lexicon, state.hot, state.length) = (0, 0, 0)
  }

  private func lexiconChild(_ node: Int, _ token: Int) -> Int32 {
    if let known = lexicon[node, token] { return known }
    guard let wordModel else { return -1 }
    let range = wordModel.narrowed(ranges[node], at: depths[node], by: tokens[token])
    var child: Int32 = -1
    if !range.isEmpty {
      child = Int32(ranges.count)
      ranges.append(range)
      depths.append(depths[node] + tokens[token].count)
    }
    lexicon.set(node, token, child)
    return child
  }
}
