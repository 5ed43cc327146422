/// A block of floats, aligned for vector loads: the one owner of raw memory in the engine.
///
/// Tensors share a storage by reference and copy it before they write, so a storage that more than
/// one tensor holds never changes. That promise, kept by `Tensors`, is what makes the class safe to
/// send between threads.
///
/// A storage can also stand on the bytes of a file. Such a storage is never written: others may stand
/// on the same bytes, and the file may be asked for its numbers again.
@safe
public final class Storage: @unchecked Sendable {
  /// The number of floats.
  public let count: Int

  private let base: UnsafeMutablePointer<Float>
  /// The file that the floats stand in and where, or `nil` if the storage has memory of its own.
  private let source: (file: FileBytes, place: Range<Int>)?
  /// Whether the memory was taken from the system by itself.
  private let isAlone: Bool

  /// Allocates `count` floats, which hold nothing in particular until they are written.
  public init(count: Int) {
    precondition(count >= 0, "A storage cannot hold a negative number of floats.")
    self.count = count
    source = nil
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    isAlone = standsAlone(bytes)
    let memory = unsafe allocateAligned(bytes, standsAlone: isAlone)
    StorageLedger.add(bytes)
    unsafe base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }

  /// Allocates `count` floats, all of them `value`.
  public convenience init(repeating value: Float, count: Int) {
    self.init(count: count)
    unsafe base.initialize(repeating: value, count: count)
  }

  /// Stands on the floats that begin at the byte `offset` of a file, without reading them.
  ///
  /// The result is `nil` if `offset` is not a multiple of four: such floats have to be copied.
  ///
  /// - Parameters:
  ///   - file: The file; it stays as long as this storage.
  ///   - offset: The first float's first byte, the least significant of its four.
  ///   - count: The number of floats; the file has them all.
  public init?(_ file: FileBytes, at offset: Int, count: Int) {
    guard let floats = unsafe file.floats(at: offset, count: count) else { return nil }
    self.count = count
    isAlone = false
    unsafe base = floats
    source = (file, offset..<offset + count * MemoryLayout<Float>.stride)
  }

  deinit {
    if let source {
      // What was copied from here, to be trained, need not stand in memory twice.
      source.file.release(source.place)
    } else {
      let bytes = max(count, 1) * MemoryLayout<Float>.stride
      unsafe deallocateAligned(base, bytes, standsAlone: isAlone)
      StorageLedger.subtract(bytes)
    }
  }

  /// Whether the floats may be written: they do not stand in a file.
  public var isWritable: Bool { source == nil }

  /// The floats of `range`, to read.
  @_lifetime(borrow self)
  public func span(_ range: Range<Int>) -> Span<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of storage.")
    let part = unsafe Span(_unsafeStart: base + range.lowerBound, count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }

  /// The floats of `range`, to write.
  ///
  /// The caller holds the only reference to this storage, or is still filling it; the storage is
  /// writable.
  @_lifetime(borrow self)
  public func mutableSpan(_ range: Range<Int>) -> MutableSpan<Float> {
    precondition(isWritable, "The floats of a file cannot be written.")
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
