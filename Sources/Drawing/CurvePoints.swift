internal import Display

/// The points of a curve on a picture: no more of them than can be seen.
struct CurvePoints {
  /// The most points that are drawn as they are.
  private static let most = 2000

  /// Pieces of the curve between values that are not finite, each joined by lines.
  private(set) var pieces: [[Point]] = []

  /// Where values that are not finite have their place along the bottom.
  private(set) var broken: [Double] = []

  /// Places a curve whose points are joined.
  ///
  /// Of many points that follow each other in half a pixel from left to right, the first, the lowest,
  /// the highest and the last are kept: the line through them covers what the line through all does.
  init(joined curve: LinePlot.Series, x: Scale, y: Scale) {
    let isThinned = curve.x.count > Self.most
    var piece = Stretch()
    for (value, place) in zip(curve.y, curve.x) where place.isFinite {
      let left = x.place(place)
      guard value.isFinite else {
        add(&piece)
        broken.append(left)
        continue
      }
      piece.append(Point(x: left, y: y.place(value)), isThinned: isThinned)
    }
    add(&piece)
    if broken.count > Self.most {
      var seen: Set<Int> = []
      broken = broken.filter { seen.insert(Int($0)).inserted }
    }
  }

  private mutating func add(_ piece: inout Stretch) {
    let points = piece.finished()
    if !points.isEmpty { pieces.append(points) }
    piece = Stretch()
  }

  /// The points of a curve that are not joined, one in every two pixels where there are many.
  static func scattered(_ curve: LinePlot.Series, x: Scale, y: Scale) -> (
    points: [Point], isThinned: Bool
  ) {
    let isThinned = curve.x.count > most
    var seen: Set<SIMD2<Int32>> = []
    var points: [Point] = []
    for (place, value) in zip(curve.x, curve.y) where place.isFinite && value.isFinite {
      let point = Point(x: x.place(place), y: y.place(value))
      guard isThinned else {
        points.append(point)
        continue
      }
      let cell = SIMD2(Int32(point.x / 2), Int32(point.y / 2))
      if seen.insert(cell).inserted {
        points.append(Point(x: Double(cell.x) * 2 + 1, y: Double(cell.y) * 2 + 1))
      }
    }
    return (points, isThinned)
  }

  /// A piece of a curve that grows.
  private struct Stretch {
    private var points: [Point] = []
    /// The points that fall on the half pixel of the last one: first, lowest, highest, last.
    private var first: Point?
    private var low = Point(x: 0, y: 0)
    private var high = Point(x: 0, y: 0)
    private var last = Point(x: 0, y: 0)
    private var isLowBeforeHigh = true

    mutating func append(_ point: Point, isThinned: Bool) {
      guard isThinned else {
        points.append(point)
        return
      }
      guard let first, Int(first.x * 2) == Int(point.x * 2) else {
        flush()
        (first, low, high, last) = (point, point, point, point)
        return
      }
      if point.y < low.y { (low, isLowBeforeHigh) = (point, false) }
      if point.y > high.y { (high, isLowBeforeHigh) = (point, true) }
      last = point
    }

    private mutating func flush() {
      guard let first else { return }
      for point in [first] + (isLowBeforeHigh ? [low, high] : [high, low]) + [last]
      where points.last != point {
        points.append(point)
      }
    }

    mutating func finished() -> [Point] {
      flush()
      first = nil
      return points
    }
  }
}
