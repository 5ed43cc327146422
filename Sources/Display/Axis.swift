/// What is measured along one side of a plot.
public struct Axis: Sendable, Equatable {
  /// What it is: `time`, `step`, `wer`; may be empty.
  public var name: String

  /// The unit of its numbers, `s` or `Hz`; empty where they count or have none.
  public var unit: String

  /// Makes an axis; without a name it has no label.
  public init(_ name: String = "", unit: String = "") {
    self.name = name
    self.unit = unit
  }

  /// The name with its unit: `time (s)`.
  public var label: String {
    if name.isEmpty { return unit }
    return unit.isEmpty ? name : "\(name) (\(unit))"
  }
}
