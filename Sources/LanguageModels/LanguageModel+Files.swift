public import Caching
internal import Hashing
internal import Text

extension LanguageModel {
  /// The most bytes of a file, and of what comes out of a compressed one.
  static let largestFile = 8 << 30

  /// Reads an ARPA file, compressed by gzip or not.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - unit: What its words are; if `nil`, single letters with a `|` among them are letters.
  ///   - cache: Where the compact form is kept, under the hash of the file's bytes.
  /// - Throws: ``LanguageModelError`` with the line that is broken.
  public init(
    path: String, unit: LanguageUnit? = nil, cache: ContentCache? = nil
  ) throws(LanguageModelError) {
    let bytes: [UInt8]
    do throws(TextError) {
      bytes = try readFile(path, limit: Self.largestFile)
    } catch {
      throw .file(error)
    }
    let name = cache.flatMap { _ in Self.cacheName(bytes) }
    if let cache, let name, let kept = cache.read(name), let model = LanguageModel(packed: kept) {
      self = model
      if let unit { self.unit = unit }
      return
    }
    do throws(ArpaFault) {
      try self.init(arpa: bytes)
    } catch {
      throw .arpa(path: path, line: error.line, error.problem)
    }
    // A cache that cannot be written is no reason to do without the model.
    if let cache, let name, bytes.count > 1 << 20 {
      try? cache.write(packed, as: name, label: "language model \(path)")
    }
    if let unit { self.unit = unit }
  }

  /// Reads the content of an ARPA file, compressed or not.
  init(arpa bytes: [UInt8]) throws(ArpaFault) {
    var text = bytes
    if isCompressed(bytes) {
      do throws(ArpaProblem) {
        text = try decompressed(bytes, limit: Self.largestFile)
      } catch {
        throw ArpaFault(line: 0, problem: error)
      }
    }
    let reader = try ArpaReader(text)
    let trie: NgramTrie
    do throws(NgramFault) {
      trie = try NgramTrie(levels: reader.levels)
    } catch {
      let level = reader.levels[error.level]
      let start = error.entry * level.order
      let ngram = level.words[start..<start + level.order]
        .map { reader.words.text(Int($0)) }.joined(separator: " ")
      throw ArpaFault(
        line: level.firstLine + error.entry,
        problem: error.isDuplicate ? .duplicate(ngram) : .missingContext(ngram))
    }
    guard let model = LanguageModel(words: reader.words, trie: trie) else {
      throw ArpaFault(line: 0, problem: .missingMarker("<s>"))
    }
    self = model
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
    let parents = parents
    for order in 1...order {
      bytes += Array("\n\\\(order)-grams:\n".utf8)
      for node in trie.levels[order - 1]..<trie.levels[order] {
        bytes += Array("\(trie.scores[node])\t".utf8)
        appendWords(of: node, parents, to: &bytes)
        if order < self.order { bytes += Array("\t\(trie.backOffs[node])".utf8) }
        bytes.append(0x0A)
      }
    }
    return bytes + Array("\n\\end\\\n".utf8)
  }

  private var parents: [UInt32] {
    var parents = [UInt32](repeating: 0, count: trie.count)
    for node in 0..<trie.count {
      for child in Int(trie.starts[node])..<Int(trie.starts[node + 1]) {
        parents[child] = UInt32(node)
      }
    }
    return parents
  }

  private func appendWords(of node: Int, _ parents: [UInt32], to bytes: inout [UInt8]) {
    if parents[node] != 0 {
      appendWords(of: Int(parents[node]), parents, to: &bytes)
      bytes.append(0x20)
    }
    bytes += words.bytes[words.range(Int(trie.words[node]))]
  }

  /// The name of a file's compact form in the cache.
  private static func cacheName(_ bytes: [UInt8]) -> ContentCache.Name? {
    guard let digest = Digest(.sha256) else { return nil }
    digest.update(Array("language model 1\n".utf8))
    digest.update(bytes)
    let key = digest.finish()
    return ContentCache.Name(prefix: key, key: key)
  }
}
