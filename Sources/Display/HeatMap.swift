public import Tensors

/// A matrix as colours, such as a spectrogram: time from left to right, channels from the bottom to
/// the top.
public struct HeatMap: Sendable {
  /// One side of the matrix: what it counts, and from where to where it goes.
  public struct Side: Sendable, Equatable {
    /// What it counts.
    public var axis: Axis

    /// The start of its first cell and the end of its last.
    public var range: ClosedRange<Double>

    /// The name of every cell, where cells have names rather than places: tokens, phones.
    public var names: [String]

    /// Makes a side whose cells are spread evenly over a range.
    public init(_ axis: Axis, _ range: ClosedRange<Double>, names: [String] = []) {
      self.axis = axis
      self.range = range
      self.names = names
    }

    /// Makes a side of named cells.
    public init(_ axis: Axis, names: [String]) {
      self.init(axis, 0...Double(names.count), names: names)
    }
  }

  /// The values, of shape `[frames, channels]`.
  public var values: Tensor

  /// What stands above the plot; empty for nothing.
  public var title: String

  /// The frames, from left to right.
  public var horizontal: Side

  /// The channels, from the bottom to the top.
  public var vertical: Side

  /// What the values are.
  public var value: Axis

  /// A line through the map: for every frame how many channels it is above the bottom; empty for none.
  public var path: [Double] = []

  /// Makes a plot of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: The values, of shape `[frames, channels]`.
  ///   - title: What stands above the plot.
  ///   - horizontal: The frames; as given, they are counted.
  ///   - vertical: The channels; as given, they are counted.
  ///   - value: What the values are.
  public init(
    _ matrix: Tensor, title: String = "", horizontal: Side? = nil, vertical: Side? = nil,
    value: Axis = Axis()
  ) {
    precondition(matrix.shape.count == 2, "A heat map shows frames and channels: \(matrix.shape).")
    self.values = matrix
    self.title = title
    self.horizontal = horizontal ?? Side(Axis("row"), 0...Double(matrix.shape[0]))
    self.vertical = vertical ?? Side(Axis("column"), 0...Double(matrix.shape[1]))
    self.value = value
  }

  /// The number of values that are NaN or infinite.
  package var nonFiniteCount: Int { values.span.nonFiniteCount }
}

extension Span<Float> {
  /// The number of elements that are NaN or infinite.
  var nonFiniteCount: Int {
    var count = 0
    for index in indices where !self[index].isFinite { count += 1 }
    return count
  }
}
