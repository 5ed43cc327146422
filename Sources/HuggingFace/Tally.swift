/// Adds up the bytes of several files, and reports them.
final class Tally {
  private let report: (HubProgress) -> Void
  private var total: Int
  private var finished = 0
  private var last: HubProgress?

  /// Counts towards `total` bytes.
  init(total: Int, _ report: @escaping (HubProgress) -> Void) {
    (self.total, self.report) = (total, report)
  }

  /// Says how many bytes of a file are done; fewer than before if it was begun anew.
  func update(_ file: String, _ byteCount: Int) {
    let progress = HubProgress(
      file: file, completed: finished + byteCount, total: max(total, finished + byteCount))
    if progress != last { report(progress) }
    last = progress
  }

  /// Says that a file is done; `declared` are its bytes as they count in the total.
  func finish(_ file: String, _ byteCount: Int, declared: Int) {
    total += byteCount - declared
    update(file, byteCount)
    finished += byteCount
  }
}
