internal import Synchronization

/// How many bytes all storages with memory of their own hold, and held at most.
///
/// What stands on a file is not counted. The scratch memory of kernels is, and they take it before they
/// split their work over threads: the same work holds the same bytes each time.
public enum StorageLedger {
  private static let live = Atomic<Int>(0)
  private static let highest = Atomic<Int>(0)

  /// The bytes held now.
  public static var byteCount: Int { live.load(ordering: .relaxed) }

  /// Does some work, and says how many bytes more than before were held at a time while it ran.
  ///
  /// Nothing else may compute meanwhile, and calls are not nested.
  public static func peak<Failure: Error>(
    during work: () throws(Failure) -> Void
  ) throws(Failure) -> Int {
    let before = byteCount
    _ = takeHighest()
    try work()
    return takeHighest() - before
  }

  /// Returns the most bytes that were held at a time since this was asked last.
  public static func takeHighest() -> Int {
    highest.exchange(byteCount, ordering: .relaxed)
  }

  static func add(_ bytes: Int) {
    let now = live.add(bytes, ordering: .relaxed).newValue
    highest.max(now, ordering: .relaxed)
  }

  static func subtract(_ bytes: Int) {
    live.subtract(bytes, ordering: .relaxed)
  }
}
