internal import Dispatch
internal import ExactStrings
internal import Synchronization

/// A dataset whose texts were changed, and how many of them.
public struct ChangedTexts: Sendable {
  /// The rows with their new texts.
  public let data: Dataset
  /// How many texts are not as they were.
  public let changed: Int
  /// How many texts became empty.
  public let emptied: Int
}

extension Dataset {
  /// The dataset with the texts of a column changed, by several threads.
  ///
  /// - Parameters:
  ///   - column: The column, which holds text only.
  ///   - progress: Called now and then with the number of texts that are done.
  ///   - isCancelled: Asked often; the work stops soon after it says yes.
  ///   - change: Gives the new text of an old one.
  /// - Returns: The rows in their order.
  /// - Throws: ``DatasetError`` of a column that is not there or holds other things, and
  ///   ``DatasetError/cancelled``.
  public func changingTexts(
    _ column: String, progress: @escaping @Sendable (Int) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    _ change: @escaping @Sendable (String) -> String
  ) throws(DatasetError) -> ChangedTexts {
    let texts = try texts(column)
    let chunk = 256
    let chunkCount = (texts.count + chunk - 1) / chunk
    let made = Mutex((texts: [[String]](repeating: [], count: chunkCount), count: 0))
    DispatchQueue.concurrentPerform(iterations: chunkCount) { index in
      guard !isCancelled() else { return }
      let new = texts[index * chunk..<min((index + 1) * chunk, texts.count)].map(change)
      made.withLock { made in
        made.texts[index] = new
        made.count += new.count
        progress(made.count)
      }
    }
    guard !isCancelled() else { throw .cancelled }
    var (changed, emptied, row) = (0, 0, 0)
    var changes = TableChanges(of: self)
    for new in made.withLock({ $0.texts }).joined() {
      let old = texts[row]
      if !new.isExactly(old) { changed += 1 }
      if new.isEmpty, !old.isEmpty { emptied += 1 }
      changes.keep(row, over: Row([(name: column, cell: .text(new))]))
      row += 1
    }
    return ChangedTexts(data: applying(changes), changed: changed, emptied: emptied)
  }
}
