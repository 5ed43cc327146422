/// A stretch of one source, in UTF-8 offsets; the end is not part of it.
public struct SourceSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte.
  public var end: Int

  /// Creates the stretch from `start` up to `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The shortest stretch that covers this one and `other`.
  public func through(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(start, other.start), max(end, other.end))
  }
}

/// A stretch of a source together with the source: what a diagnostic points at.
public struct SourceRange: Sendable {
  /// The text pointed into.
  public let source: SourceText
  /// The stretch pointed at.
  public let span: SourceSpan

  /// Creates a range from a source and a stretch of it.
  public init(_ source: SourceText, _ span: SourceSpan) {
    self.source = source
    self.span = span
  }

  /// The place as editors read it: `name:line:column`.
  public var place: String {
    "\(source.name):\(source.line(at: span.start)):\(source.column(at: span.start))"
  }
}
