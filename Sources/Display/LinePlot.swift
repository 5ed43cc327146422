/// Curves over a common axis, such as the losses of a training run.
public struct LinePlot: Sendable {
  /// A named curve: its points in the order in which they are joined.
  public struct Series: Sendable {
    /// The name, for the legend.
    public var name: String

    /// The places of the points along the axis.
    public var x: [Double]

    /// The values of the points; one that is not finite breaks the curve and is marked on the axis.
    public var y: [Double]

    /// Makes a curve; `x` and `y` have the same length.
    public init(_ name: String, x: [Double], y: [Double]) {
      precondition(x.count == y.count, "Every point has a place and a value.")
      self.name = name
      self.x = x
      self.y = y
    }

    /// Makes a curve of values at 0, 1, 2 and so on.
    public init(_ name: String, _ y: [Double]) {
      self.init(name, x: y.indices.map(Double.init), y: y)
    }
  }

  /// The curves; the later are drawn over the earlier.
  public var series: [Series]

  /// What the axis counts, such as `step`.
  public var xLabel: String

  /// Makes a plot.
  public init(_ series: [Series], xLabel: String = "") {
    self.series = series
    self.xLabel = xLabel
  }

  /// The smallest and the largest place and value, or `nil` if no point is finite.
  var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    let points = series.flatMap { Array(zip($0.x, $0.y)) }.filter { $0.0.isFinite }
    let values = points.map(\.1).filter(\.isFinite)
    guard let left = points.map(\.0).min(), let right = points.map(\.0).max(),
      let bottom = values.min(), let top = values.max()
    else { return nil }
    return (left...right, bottom...top)
  }
}
