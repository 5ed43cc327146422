/// A block of floats, aligned for vector loads: the one owner of raw memory in the engine.
///
/// Tensors share a storage by reference and copy it before they write, so a storage that more than
/// one tensor holds never changes. That promise, kept by `Tensors`, is what makes the class safe to
/// send between threads.
@safe
public final class Storage: @unchecked Sendable {
  /// The number of floats.
  public let count: Int

  private let base: UnsafeMutablePointer<Float>

  /// Allocates `count` floats, which hold nothing in particular until they are written.
  public init(count: Int) {
    precondition(count >= 0, "A storage cannot hold a negative number of floats.")
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = unsafe allocateAligned(bytes)
    unsafe base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }

  /// Allocates `count` floats, all of them `value`.
  public convenience init(repeating value: Float, count: Int) {
    self.init(count: count)
    unsafe base.initialize(repeating: value, count: count)
  }

  deinit { unsafe base.deallocate() }

  /// The floats of `range`, to read.
  @_lifetime(borrow self)
  public func span(_ range: Range<Int>) -> Span<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of storage.")
    let part = unsafe Span(_unsafeStart: base + range.lowerBound, count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }

  /// The floats of `range`, to write.
  ///
  /// The caller holds the only reference to this storage, or is still filling it.
  @_lifetime(borrow self)
  public func mutableSpan(_ range: Range<Int>) -> MutableSpan<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of storage.")
    let part = unsafe MutableSpan(_unsafeStart: base + range.lowerBound, count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }
}

/// Calls `body` with `count` floats, all of them `value`, that live until it returns.
func withScratch<Result, Failure: Error>(
  repeating value: Float, count: Int, _ body: (Floats) throws(Failure) -> Result
) throws(Failure) -> Result {
  try withScratch(count: count) { (scratch) throws(Failure) in
    scratch.fill(value)
    return try body(scratch)
  }
}

/// Calls `body` with `count` floats that hold nothing in particular and live until it returns.
func withScratch<Result, Failure: Error>(
  count: Int, _ body: (Floats) throws(Failure) -> Result
) throws(Failure) -> Result {
  let storage = Storage(count: count)
  var span = storage.mutableSpan(0..<count)
  // The span keeps the storage alive until the end of this function; the view must not outlive it.
  defer { withExtendedLifetime(storage) {} }
  return try body(Floats(&span))
}
