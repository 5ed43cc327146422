/// Copies `source` into `target`, which is as long.
public func copy(_ source: Span<Float>, into target: inout MutableSpan<Float>) {
  precondition(source.count == target.count, "A copy needs spans of one length.")
  Floats(&target).copy(from: Floats(source))
}

/// Copies all of `source` into `target`, from the element at `start` on.
public func copy(_ source: Span<Float>, into target: inout MutableSpan<Float>, at start: Int) {
  Floats(&target)[start..<start + source.count].copy(from: Floats(source))
}

/// Returns the elements of `source` as an array of their own.
public func elements(_ source: Span<Float>) -> [Float] {
  unsafe [Float](unsafeUninitializedCapacity: source.count) { buffer, initialized in
    unsafe source.withUnsafeBufferPointer { elements in
      _ = unsafe buffer.initialize(fromContentsOf: elements)
    }
    initialized = source.count
  }
}
