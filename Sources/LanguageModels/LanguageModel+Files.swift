public import Caching
internal import Kernels
internal import Text

extension LanguageModel {
  /// The most bytes of a file, and of what comes out of a compressed one.
  static let largestFile = 8 << 30

  /// Files below this size are read faster than their compact form is kept.
  private static let smallestKept = 1 << 20

  /// Reads an ARPA file, compressed by gzip or not.
  ///
  /// In the cache, the compact form is found by the file's length, number and times where it was not
  /// changed in the last two seconds, and else by the hash of its bytes. It is mapped, not read.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - unit: What its words are; if `nil`, single letters with a `|` among them are letters.
  ///   - cache: Where the compact form is kept.
  /// - Throws: ``LanguageModelError`` with the line that is broken.
  public init(
    path: String, unit: LanguageUnit? = nil, cache: ContentCache? = nil
  ) throws(LanguageModelError) {
    let store = cache.map { CompactFormStore($0) }
    let mark = store?.mark(of: path)
    let form: CompactForm
    if let kept = mark.flatMap({ store?.form(marked: $0) }) {
      form = kept
    } else {
      let bytes: [UInt8]
      do throws(TextError) {
        bytes = try readFile(path, limit: Self.largestFile)
      } catch {
        throw .file(error)
      }
      // What was replaced meanwhile is not what was marked.
      let isSame = mark != nil && store?.mark(of: path) == mark
      form = try Self.form(of: bytes, path, store, mark: isSame ? mark : nil)
    }
    self.init(form)
    if let unit { self.unit = unit }
  }

  private static func form(
    of bytes: [UInt8], _ path: String, _ store: CompactFormStore?, mark: String?
  ) throws(LanguageModelError) -> CompactForm {
    let key = bytes.count >= smallestKept ? store?.key(of: bytes) : nil
    if let key, let kept = store?.form(key: key, mark: mark) { return kept }
    let packed: [UInt8]
    do throws(ArpaFault) {
      packed = try Self.packed(arpa: bytes)
    } catch {
      throw .arpa(path: path, line: error.line, error.problem)
    }
    // A cache that cannot be written is no reason to do without the model.
    if let key, let kept = store?.keep(packed, key: key, mark: mark, path: path) { return kept }
    guard let form = CompactForm(FileBytes(packed), 0..<packed.count) else {
      throw .arpa(path: path, line: 0, .tooManyNgrams)
    }
    return form
  }

  /// Reads the content of an ARPA file, compressed or not.
  init(arpa bytes: [UInt8]) throws(ArpaFault) {
    let packed = try Self.packed(arpa: bytes)
    guard let form = CompactForm(FileBytes(packed), 0..<packed.count) else {
      throw ArpaFault(line: 0, problem: .tooManyNgrams)
    }
    self.init(form)
  }

  /// The compact form of an ARPA file.
  static func packed(arpa bytes: [UInt8]) throws(ArpaFault) -> [UInt8] {
    let reader = try reader(bytes)
    do throws(NgramFault) {
      if let packed = try CompactForm.bytes(
        words: reader.words, levels: reader.levels, isOfLetters: nil, isExact: false)
      {
        return packed
      }
    } catch {
      let level = reader.levels[error.level]
      let start = error.entry * level.order
      let ngram = level.words[start..<start + level.order]
        .map { reader.words.text(Int($0)) }.joined(separator: " ")
      throw ArpaFault(
        line: level.line(of: error.entry),
        problem: error.isDuplicate ? .duplicate(ngram) : .missingContext(ngram))
    }
    throw ArpaFault(line: 0, problem: .tooManyNgrams)
  }

  private static func reader(_ bytes: [UInt8]) throws(ArpaFault) -> ArpaReader {
    guard isCompressed(bytes) else { return try ArpaReader(bytes) }
    let text: [UInt8]
    do throws(ArpaProblem) {
      // Text becomes four to ten times as long. What becomes a hundred times as long is made to fill
      // the memory.
      text = try decompressed(
        bytes, limit: min(Self.largestFile, max(1 << 26, 100 * bytes.count)))
    } catch {
      throw ArpaFault(line: 0, problem: error)
    }
    return try ArpaReader(text)
  }

  /// Writes an ARPA file, whole or not at all.
  ///
  /// Numbers have as many digits as it takes to read the same ones again.
  public func save(to path: String) throws(LanguageModelError) {
    do throws(TextError) {
      try writeFile(path, arpa)
    } catch {
      throw .file(error)
    }
  }

  /// The model as an ARPA file.
  var arpa: [UInt8] {
    var bytes = Array("\\data\\\n".utf8)
    for (place, count) in counts.enumerated() {
      bytes += Array("ngram \(place + 1)=\(count)\n".utf8)
    }
    // For each order, the n-grams that those of the next one go on from.
    var parents: [[UInt32]] = []
    for level in counts.indices {
      bytes += Array("\n\\\(level + 1)-grams:\n".utf8)
      for place in 0..<counts[level] {
        bytes += Array("\(form.score(level, place))\t".utf8)
        appendWords(level, place, parents, to: &bytes)
        if level + 1 < order { bytes += Array("\t\(form.backOff(level, place))".utf8) }
        bytes.append(0x0A)
      }
      parents.append(parentsOfChildren(level))
    }
    return bytes + Array("\n\\end\\\n".utf8)
  }

  /// The n-gram of an order that each of the next order goes on from.
  private func parentsOfChildren(_ level: Int) -> [UInt32] {
    var parents: [UInt32] = []
    for place in 0..<counts[level] {
      for _ in form.children(level, place) { parents.append(UInt32(place)) }
    }
    return parents
  }

  private func appendWords(
    _ level: Int, _ place: Int, _ parents: [[UInt32]], to bytes: inout [UInt8]
  ) {
    var (place, words) = (place, [Int]())
    for level in (0...level).reversed() {
      words.append(form.word(level, place))
      if level > 0 { place = Int(parents[level - 1][place]) }
    }
    for (index, word) in words.reversed().enumerated() {
      if index > 0 { bytes.append(0x20) }
      bytes += form.bytes(word)
    }
  }
}
