internal import ExactStrings
internal import Files
internal import Hashing
internal import Letters
internal import Text

/// What the training rows of a split share with the others, which makes results better than they are.
public struct SplitLeaks: Sendable, Equatable {
  /// The speakers on both sides, and all of them; `nil` without a column of speakers.
  public var speakers: (shared: Int, all: Int)? { speakerCounts.map { ($0[0], $0[1]) } }
  /// The rows outside the training part whose text a training row has too.
  public private(set) var sentences = 0
  /// The rows outside the training part whose recording a training row has too, byte for byte.
  public private(set) var recordings = 0
  /// The rows outside the training part.
  public private(set) var heldOutCount = 0

  private var speakerCounts: [Int]?

  /// Compares the parts of a split.
  ///
  /// Texts are alike whatever their case and spaces. Recordings are compared by their files' bytes,
  /// and read only where two of them are equally long.
  ///
  /// - Parameters:
  ///   - split: The parts.
  ///   - isCancelled: Asked often; files that were not read by then count as different.
  public init(_ split: Split, isCancelled: () -> Bool = { false }) {
    let parts = [split.valid, split.test].filter { !$0.isEmpty }
    heldOutCount = parts.reduce(0) { $0 + $1.count }
    if let column = ["speaker", "speaker_id", "client_id"].first(
      where: split.train.names.containsExactly)
    {
      let known = Self.values(split.train, column)
      let others = parts.reduce(into: Set<ExactString>()) { $0.formUnion(Self.values($1, column)) }
      speakerCounts = [known.intersection(others).count, known.union(others).count]
    }
    let texts = Set(exact: Self.sentences(split.train))
    sentences = parts.reduce(0) { $0 + Self.sentences($1).count { texts.contains($0) } }
    recordings = Self.sharedRecordings(split.train, parts, isCancelled)
  }

  private static func values(_ data: Dataset, _ column: String) -> Set<ExactString> {
    guard let place = data.names.firstExactIndex(of: column) else { return [] }
    var values: Set<ExactString> = []
    for index in data.indices {
      let cell = data.columns[place][data.place(index)]
      if cell != .none { values.insert(cell.keyText) }
    }
    return values
  }

  private static func sentences(_ data: Dataset) -> [String] {
    guard let place = data.names.firstExactIndex(of: "text") else { return [] }
    return data.indices.compactMap { index in
      data.columns[place][data.place(index)].text.map { normalizeSpaces(lowercasedAsInPython($0)) }
    }
  }

  /// How many recordings of the other parts a training row has too.
  private static func sharedRecordings(
    _ train: Dataset, _ parts: [Dataset], _ isCancelled: () -> Bool
  ) -> Int {
    let known = Dictionary(grouping: sources(train), by: \.length)
    var prints: [ExactString: String] = [:]
    func print(of source: AudioSource) -> String? {
      guard let path = source.path else { return nil }
      if let known = prints[path] { return known }
      let made = fingerprint(path)
      prints[path] = made
      return made
    }
    var shared = 0
    for source in parts.flatMap(sources) {
      guard let alike = known[source.length], !isCancelled() else { continue }
      let isShared = alike.contains { other in
        if other.path.isExactly(source.path) { return other.start == source.start }
        return other.start == source.start && print(of: other).isExactly(print(of: source))
      }
      if isShared { shared += 1 }
    }
    return shared
  }

  private static func sources(_ data: Dataset) -> [AudioSource] {
    guard let place = data.names.firstExactIndex(of: "audio") else { return [] }
    return data.indices.compactMap { data.columns[place][data.place($0)].audio }
      .filter { $0.path != nil }
  }

  /// A hash of the first megabytes of a file; of one that cannot be read, nothing that any other has.
  private static func fingerprint(_ path: String) -> String {
    guard let bytes = try? startOfFile(path, count: 8 << 20), let digest = Digest(.sha256)
    else { return "unread \(path)" }
    digest.update(bytes)
    return digest.finish()
  }
}

extension AudioSource {
  /// What two equal recordings agree in.
  fileprivate var length: [Double] { [duration, Double(samplingRate)] }
}

extension SplitLeaks: CustomStringConvertible {
  /// One line: what is shared, or that nothing is.
  public var description: String {
    var leaks: [String] = []
    if let speakers, speakers.shared > 0 {
      leaks.append("\(speakers.shared) of \(speakers.all) speakers are on both sides")
    }
    let share = { (count: Int) in
      "\(count) of \(heldOutCount) held-out rows"
    }
    if sentences > 0 { leaks.append("\(share(sentences)) have a sentence of the training rows") }
    if recordings > 0 { leaks.append("\(share(recordings)) have a recording of the training rows") }
    guard leaks.isEmpty else { return leaks.joined(separator: ", ") }
    return speakers == nil
      ? "no sentence and no recording is on both sides"
      : "no speaker, sentence or recording is on both sides"
  }
}
