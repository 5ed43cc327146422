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

    /// Whether lines join the points, as they do where one follows from the one before.
    public var isJoined: Bool

    /// Makes a curve; `x` and `y` have the same length.
    public init(_ name: String, x: [Double], y: [Double], isJoined: Bool = true) {
      precondition(x.count == y.count, "Every point has a place and a value.")
      self.name = name
      self.x = x
      self.y = y
      self.isJoined = isJoined
    }

    /// Makes a curve of values at 0, 1, 2 and so on.
    public init(_ name: String, _ y: [Double]) {
      self.init(name, x: y.indices.map(Double.init), y: y)
    }
  }

  /// The curves; the later are drawn over the earlier.
  public var series: [Series]

  /// What stands above the plot; empty for nothing.
  public var title: String

  /// What the bottom counts, such as `step`.
  public var x: Axis

  /// What the values are.
  public var y: Axis

  /// Makes a plot.
  public init(_ series: [Series], title: String = "", x: Axis = Axis(), y: Axis = Axis()) {
    self.series = series
    self.title = title
    self.x = x
    self.y = y
  }

  /// The smallest and the largest place and value, or `nil` if no point is finite.
  package var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    var (left, right) = (Double.infinity, -Double.infinity)
    var (bottom, top) = (left, right)
    for curve in series {
      for (x, y) in zip(curve.x, curve.y) where x.isFinite {
        left = min(left, x)
        right = max(right, x)
        guard y.isFinite else { continue }
        bottom = min(bottom, y)
        top = max(top, y)
      }
    }
    return bottom <= top ? (left...right, bottom...top) : nil
  }

  /// The number of points that have no place in the plot, as their value is no number.
  package var nonFiniteCount: Int {
    series.reduce(0) { sum, curve in
      sum + zip(curve.x, curve.y).count { !($0.isFinite && $1.isFinite) }
    }
  }
}
