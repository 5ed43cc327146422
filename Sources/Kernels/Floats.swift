/// A view of floats that a parallel loop can capture: bounds-checked, but not owning.
///
/// Spans cannot be captured by the closures that run on the thread pool, so a kernel makes views of
/// its spans on entry and drops them before it returns; the spans keep the memory alive meanwhile.
/// Every access is checked against `count`, so that a wrong index stops at once, and writes through
/// one view from several threads must go to different elements.
@safe
struct Floats: @unchecked Sendable {
  let count: Int
  private let base: UnsafeMutablePointer<Float>

  /// Views `span`, to read only.
  init(_ span: Span<Float>) {
    count = span.count
    unsafe base = span.withUnsafeBufferPointer { buffer in
      unsafe UnsafeMutablePointer(mutating: buffer.baseAddress) ?? Floats.nowhere
    }
  }

  /// Views `span`, to read and write.
  init(_ span: inout MutableSpan<Float>) {
    count = span.count
    unsafe base = span.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress ?? Floats.nowhere
    }
  }

  /// Views `span`, to read only, if there is one.
  init?(optional span: Span<Float>?) {
    guard let span else { return nil }
    self.init(span)
  }

  private init(base: UnsafeMutablePointer<Float>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// A dangling address for views of no elements.
  private static var nowhere: UnsafeMutablePointer<Float> {
    guard let address = unsafe UnsafeMutablePointer<Float>(bitPattern: 64) else {
      preconditionFailure("The bit pattern 64 is an address.")
    }
    return unsafe address
  }

  /// The address of the element at `offset`, for BLAS; `length` elements from there must exist.
  @inline(__always)
  func address(_ offset: Int, length: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && length >= 0 && offset + length <= count, "Address out of range.")
    return unsafe base + offset
  }

  @inline(__always)
  subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "Index out of range.")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "Index out of range.")
      unsafe base[index] = newValue
    }
  }

  /// The elements of `range`, as a view whose first index is 0.
  @inline(__always)
  subscript(range: Range<Int>) -> Floats {
    unsafe Floats(base: address(range.lowerBound, length: range.count), count: range.count)
  }

  /// Sixteen elements from `index` on.
  @inline(__always)
  subscript(lanes index: Int) -> SIMD16<Float> {
    get {
      precondition(index >= 0 && index + 16 <= count, "Lanes out of range.")
      return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<Float>.self)
    }
    nonmutating set {
      precondition(index >= 0 && index + 16 <= count, "Lanes out of range.")
      unsafe UnsafeMutableRawPointer(base + index).storeBytes(
        of: newValue, as: SIMD16<Float>.self)
    }
  }

  /// Up to sixteen elements from `index` on: those past the end read as 0 and are not written.
  @inline(__always)
  subscript(tail index: Int) -> SIMD16<Float> {
    get {
      var lanes = SIMD16<Float>.zero
      for lane in 0..<min(16, count - index) { lanes[lane] = self[index + lane] }
      return lanes
    }
    nonmutating set {
      for lane in 0..<min(16, count - index) { self[index + lane] = newValue[lane] }
    }
  }

  /// Copies all of `source`, which is as long as this view.
  @inline(__always)
  func copy(from source: Floats) {
    precondition(source.count == count, "A copy needs views of one length.")
    unsafe base.update(from: source.base, count: count)
  }

  /// Sets every element to `value`.
  @inline(__always)
  func fill(_ value: Float) {
    unsafe base.update(repeating: value, count: count)
  }
}
