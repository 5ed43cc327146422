internal import ExactStrings
internal import Text

/// Reads TIMIT, whose recordings have their sentence, their words and their phones in time.
///
/// They lie in `TRAIN` and `TEST` by dialect region and speaker. Names may be in capitals or not.
///
/// Besides the text there are `split`, `dialect`, `speaker`, `gender` and `sentence`; `phones`, the
/// phones on one line, which can be the text of a phone recognizer; and `word_times` and
/// `phone_times`, lists of records with `start` and `end` in seconds.
///
/// Reference: J. Garofolo et al., "DARPA TIMIT Acoustic-Phonetic Continuous Speech Corpus CD-ROM",
/// NISTIR 4930, 1993.
public struct TIMITReader: CorpusReader {
  /// Makes a reader of the corpus.
  public init() {}

  /// The name of the format.
  public var format: String { "timit" }

  /// The samples a second of all recordings, in which TIMIT counts time.
  private static let samplingRate = 16_000.0

  /// Whether there are folders of dialect regions some steps down.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder
      && place.hasFolder(deepest: 2) { listing in
        listing.folders.contains(where: isRegion)
      }
  }

  private func isRegion(_ name: some StringProtocol) -> Bool {
    name.count == 3 && name.lowercased().hasPrefix("dr") && "12345678".contains(name.last ?? "0")
  }

  /// Reads what stands beside the recordings.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    corpus.otherNames = [
      "split", "dialect", "speaker", "gender", "sentence", "phones", "word_times", "phone_times",
    ]
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit { (folder, listing) throws(DatasetError) in
      let files = Files(listing.files)
      let parts = folder.split(separator: "/")
      guard parts.count >= 2, isRegion(parts[parts.count - 2]) else { return true }
      for (stem, wave) in files.recordings {
        let place = joined(folder, wave)
        try corpus.read(place) { (corpus) throws(DatasetError) in
          var row = try row(path + "/" + folder, stem, place, parts.map(String.init), files)
          row.number = corpus.rows.count + 1
          corpus.rows.append(row)
        }
      }
      return true
    }
    guard !corpus.rows.isEmpty || !corpus.problems.isEmpty else {
      throw .incomplete(path: path, format: format, needs: "recordings in TRAIN/DR1/SPEAKER")
    }
    return corpus
  }

  /// The names in a speaker's folder by their stems in capitals.
  private struct Files {
    var recordings: [(stem: String, name: String)] = []
    var names: [ExactString: String] = [:]

    init(_ files: [String]) {
      for name in files {
        let capitals = name.uppercased()
        names[capitals] = name
        if capitals.hasSuffix(".WAV"), !capitals.hasSuffix(".WAV.WAV") {
          // A copy that was converted is called SX1.WAV.wav; it is taken where there is one.
          let copy = files.first { $0.uppercased().isExactly(capitals + ".WAV") }
          recordings.append((Datasets.stem(capitals), copy ?? name))
        }
      }
      for name in files where name.uppercased().hasSuffix(".WAV.WAV") {
        let stem = Datasets.stem(Datasets.stem(name.uppercased()))
        if !recordings.contains(where: { $0.stem.isExactly(stem) }) {
          recordings.append((stem, name))
        }
      }
    }
  }

  private func row(
    _ folder: String, _ stem: String, _ place: String, _ parts: [String], _ files: Files
  ) throws(DatasetError) -> CorpusRow {
    func stretches(_ ending: String) throws(DatasetError) -> [Stretch] {
      guard let name = files.names["\(stem).\(ending)"] else { return [] }
      return try self.stretches(folder + "/" + name)
    }
    let speaker = parts[parts.count - 1]
    let text = try stretches("TXT").map(\.text).joined(separator: " ")
    let (words, phones) = (try stretches("WRD"), try stretches("PHN"))
    var row = CorpusRow(number: 0, path: place, text: text)
    row.others = [
      parts.count >= 3 ? .text(parts[parts.count - 3].lowercased()) : .none,
      .text(parts[parts.count - 2].uppercased()), .text(speaker.uppercased()),
      .text(speaker.prefix(1).uppercased() == "F" ? "female" : "male"), .text(stem),
      .text(phones.map(\.text).joined(separator: " ")),
      .list(words.map { $0.cell("word") }), .list(phones.map { $0.cell("phone") }),
    ]
    return row
  }

  /// A word, a phone or a sentence, and when it is spoken.
  private struct Stretch {
    let start: Int
    let end: Int
    let text: String

    func cell(_ name: String) -> Cell {
      .record(
        Row([
          (name: name, cell: .text(text)),
          (name: "start", cell: .number(Double(start) / TIMITReader.samplingRate)),
          (name: "end", cell: .number(Double(end) / TIMITReader.samplingRate)),
        ]))
    }
  }

  private func stretches(_ path: String) throws(DatasetError) -> [Stretch] {
    var stretches: [Stretch] = []
    for (number, line) in try numberedLines(path) {
      let (start, rest) = line.firstWord
      let (end, text) = rest[...].firstWord
      guard let start = Int(start), let end = Int(end), start <= end else {
        throw .badLine(path: path, line: number, .stretch)
      }
      stretches.append(Stretch(start: start, end: end, text: text))
    }
    return stretches
  }
}
