public import Text

/// What is wrong with a line of an ARPA file.
public enum ArpaProblem: Error, Equatable, Sendable {
  /// There is no line `\data\`.
  case noData
  /// The file is a binary one of KenLM's.
  case binary
  /// What gzip compressed does not come out; why.
  case compression(String)
  /// More comes out of the compressed file than is read.
  case tooLarge(limit: Int)
  /// A line between `\data\` and the first section is no `ngram 1=100`.
  case badCount(String)
  /// The counts are not those of the orders 1, 2, 3 and so on.
  case countOutOfSequence(order: Int, expected: Int)
  /// Another line stands where a section should begin or the file should end.
  case expected(String, found: String)
  /// The file ends before its last section does.
  case cutOff(expected: String)
  /// A section has another number of n-grams than its count says.
  case countDiffers(order: Int, said: Int, found: Int)
  /// A line has too few or too many fields.
  case fields(order: Int, found: Int, mayHaveBackOff: Bool)
  /// A field is no finite number.
  case badNumber(String)
  /// A log-probability is above 0.
  case positive(String)
  /// The log-probability of something else than `<s>` is minus infinity.
  case impossible(String)
  /// An n-gram of the highest order has a back-off that is not 0.
  case highestBackOff(String)
  /// Something stands behind the end of the model.
  case behindEnd(String)
  /// The file is in the form that IRSTLM keeps for itself.
  case iARPA
  /// An n-gram stands in its section twice.
  case duplicate(String)
  /// An n-gram has a word that is not among the unigrams.
  case unknownWord(String)
  /// The first words of an n-gram are not an n-gram themselves.
  case missingContext(String)
  /// `<s>` or `</s>` is not among the unigrams.
  case missingMarker(String)
  /// There are more n-grams than the trie can have.
  case tooManyNgrams
}

extension ArpaProblem: CustomStringConvertible {
  /// The problem in words that follow the path or the line.
  public var description: String {
    switch self {
    case .noData: "is no ARPA file: it has no line \\data\\"
    case .binary:
      "is a binary file of KenLM, which only KenLM reads; give the ARPA file that it was made from"
    case .compression(let reason): "cannot be decompressed: \(reason)"
    case .tooLarge(let limit):
      "is larger than \(limit >> 20) MiB when it is decompressed, which no text of its length is"
    case .badCount(let text): "\"\(text)\" is no count such as ngram 1=100"
    case .countOutOfSequence(let order, let expected):
      "the count of order \(order) stands where that of order \(expected) should"
    case .expected(let line, let found): "here should be \(line), not \"\(found)\""
    case .cutOff(let expected): "the file ends before \(expected)"
    case .countDiffers(let order, let said, let found):
      "there are \(found) \(order)-grams, and \\data\\ says \(said)"
    case .fields(let order, let found, let mayHaveBackOff):
      "a line of \\\(order)-grams: has \(found) fields; there should be a log-probability and "
        + (order == 1 ? "1 word" : "\(order) words")
        + (mayHaveBackOff ? ", and perhaps a back-off" : " (the highest order has no back-off)")
    case .badNumber(let text): "\"\(text)\" is no finite number"
    case .positive(let text): "the log-probability \(text) is above 0"
    case .impossible(let ngram):
      "the log-probability of \"\(ngram)\" is -inf, which only that of <s> may be; write -99 for what "
        + "is never said"
    case .highestBackOff(let text):
      "the back-off \(text) belongs to an n-gram of the highest order, from which nothing goes on; "
        + "leave it out, or write 0"
    case .behindEnd(let text): "\"\(text)\" stands behind \\end\\, where the model is over"
    case .iARPA:
      "is an iARPA file of IRSTLM; make an ARPA file of it with compile-lm --text yes"
    case .duplicate(let ngram):
      "\"\(ngram)\" stands here for the second time; take out one of the two lines, and count it once "
        + "in \\data\\"
    case .unknownWord(let word): "the word \"\(word)\" is not among the 1-grams"
    case .missingContext(let ngram):
      "there is \"\(ngram)\", but not the n-gram without its last word"
    case .missingMarker(let word): "the 1-grams lack \(word)"
    case .tooManyNgrams: "there are more than 2 billion n-grams"
    }
  }
}

/// Why a language model cannot be read or made.
public enum LanguageModelError: Error, Equatable, Sendable {
  /// A file cannot be read or written.
  case file(TextError)
  /// An ARPA file is broken; the line is counted from 1, and 0 if it is about the whole file.
  case arpa(path: String, line: Int, ArpaProblem)
  /// There is no text to estimate from, or to measure on.
  case noText
  /// A text holds a word that has a meaning of its own.
  case reservedWord(String, text: Int)
  /// An order is not from 1 to the limit.
  case badOrder(Int, limit: Int)
}

extension LanguageModelError: CustomStringConvertible {
  /// The error in a sentence.
  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .arpa(let path, 0, let problem): "\"\(path)\" \(problem)"
    case .arpa(let path, let line, let problem): "\"\(path)\" line \(line): \(problem)"
    case .noText: "the texts have no word"
    case .reservedWord(let word, let text):
      "text \(text) has the word \(word), which stands for something else in a language model"
    case .badOrder(let order, let limit): "order \(order) is not from 1 to \(limit)"
    }
  }
}
