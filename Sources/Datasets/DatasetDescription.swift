internal import ExactStrings

/// What a dataset is made of: lengths, rates, speakers, texts.
public struct DatasetDescription: Sendable, Equatable {
  /// The number of rows.
  public private(set) var rowCount = 0
  /// The length of all recordings together in seconds; `nil` without recordings.
  public private(set) var seconds: Double?
  /// The length of every recording in seconds, sorted.
  public private(set) var lengths: [Double] = []
  /// How many recordings have which sampling rate, the lowest rate first.
  public private(set) var samplingRates: [(rate: Int, count: Int)] = []
  /// The number of different speakers; `nil` without a column of them.
  public private(set) var speakerCount: Int?
  /// The words of all texts; `nil` without texts.
  public private(set) var wordCount: Int?
  /// The different words.
  public private(set) var vocabularyCount = 0
  /// The characters of all texts.
  public private(set) var letterCount = 0
  /// The different characters.
  public private(set) var characterCount = 0
  /// The indices of the shortest and the longest recording.
  public private(set) var extremes: (shortest: Int, longest: Int)?

  /// Looks through a dataset.
  ///
  /// - Parameters:
  ///   - data: The rows; the columns `audio` and `speaker` are looked at where there are any.
  ///   - textColumn: The column of texts.
  public init(_ data: Dataset, textColumn: String = "text") {
    rowCount = data.count
    describeRecordings(of: data)
    if let place = data.names.firstExactIndex(of: "speaker") {
      var speakers: Set<ExactString> = []
      for index in data.indices {
        let cell = data.columns[place][data.place(index)]
        if cell != .none { speakers.insert(cell.keyText) }
      }
      speakerCount = speakers.count
    }
    if let place = data.names.firstExactIndex(of: textColumn) {
      describe(data.indices.compactMap { data.columns[place][data.place($0)].text })
    }
  }

  private mutating func describeRecordings(of data: Dataset) {
    guard let place = data.names.firstExactIndex(of: "audio") else { return }
    var rates: [Int: Int] = [:]
    var found: [(index: Int, length: Double)] = []
    for index in data.indices {
      guard let source = data.columns[place][data.place(index)].audio else { continue }
      found.append((index, source.duration))
      rates[source.samplingRate, default: 0] += 1
    }
    lengths = found.map(\.length).sorted()
    seconds = lengths.reduce(0, +)
    samplingRates = rates.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    if let shortest = found.min(by: { $0.length < $1.length }),
      let longest = found.max(by: { $0.length < $1.length })
    {
      extremes = (shortest.index, longest.index)
    }
  }

  private mutating func describe(_ texts: [String]) {
    var inventory = TextInventory()
    for text in texts { inventory.add(text) }
    wordCount = inventory.wordCount
    letterCount = inventory.letterCount
    vocabularyCount = inventory.vocabularyCount
    characterCount = inventory.characterCount
  }

  /// The length that half of the recordings do not reach; 0 without recordings.
  public var medianLength: Double { lengths.isEmpty ? 0 : lengths[lengths.count / 2] }

  /// Whether both say the same.
  public static func == (first: DatasetDescription, second: DatasetDescription) -> Bool {
    first.rowCount == second.rowCount && first.lengths == second.lengths
      && first.samplingRates.map(\.rate) == second.samplingRates.map(\.rate)
      && first.samplingRates.map(\.count) == second.samplingRates.map(\.count)
      && first.speakerCount == second.speakerCount && first.wordCount == second.wordCount
      && first.vocabularyCount == second.vocabularyCount
      && first.letterCount == second.letterCount && first.characterCount == second.characterCount
  }
}
