/// Copies `source` into `target`, which is as long.
public func copy(_ source: Span<Float>, into target: inout MutableSpan<Float>) {
  precondition(source.count == target.count, "A copy needs spans of one length.")
  Floats(&target).copy(from: Floats(source))
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
