import Display
import Testing

@testable import Drawing

/// The points of a curve that are drawn.
struct CurvePointsTests {
  private let x = Scale(range: 0...1000, start: 0, end: 100)
  private let y = Scale(range: 0...100, start: 100, end: 0)

  @Test func `few points are drawn as they are`() {
    let curve = LinePlot.Series("", x: [0, 500, 1000], y: [0, 50, 100])
    let points = CurvePoints(joined: curve, x: x, y: y)
    #expect(
      points.pieces == [[Point(x: 0, y: 100), Point(x: 50, y: 50), Point(x: 100, y: 0)]])
    #expect(points.broken.isEmpty)
  }

  @Test func `what is not finite parts the curve`() {
    let curve = LinePlot.Series(
      "", x: [0, 1, .nan, 2, 3, 4], y: [.nan, 1, 1, 2, .infinity, 3])
    let points = CurvePoints(joined: curve, x: x, y: y)
    #expect(points.pieces.map(\.count) == [2, 1])
    #expect(points.broken == [x.place(0), x.place(3)])
  }

  @Test func `of many points the extremes of each half pixel stay`() {
    // Ten values to each half of a tenth of a pixel; a spike that one point alone has.
    var values = (0..<100_000).map { Double($0 % 7) + 20 }
    values[31_415] = 99
    values[27_182] = 1
    let curve = LinePlot.Series("", x: values.indices.map { Double($0) / 100 }, y: values)
    let points = CurvePoints(joined: curve, x: x, y: y).pieces
    #expect(points.count == 1 && points[0].count <= 4 * 201)
    #expect(points[0].contains(Point(x: x.place(314.15), y: y.place(99))))
    #expect(points[0].contains(Point(x: x.place(271.82), y: y.place(1))))
    #expect(points[0].first == Point(x: 0, y: y.place(20)))
    #expect(points[0].last?.x == x.place(999.99))
    // They still go from left to right: half pixels keep their order, and so do those within one.
    #expect(zip(points[0], points[0].dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  @Test func `scattered points that fall together are one`() {
    let few = LinePlot.Series("", x: [1, 1, 2], y: [1, 1, .nan], isJoined: false)
    let (points, isThinned) = CurvePoints.scattered(few, x: x, y: y)
    #expect(points.count == 2 && !isThinned)
    let values = (0..<10_000).map { Double($0 % 100) }
    let many = LinePlot.Series("", x: values, y: values, isJoined: false)
    let thinned = CurvePoints.scattered(many, x: x, y: y)
    // A hundred places within ten pixels from left to right and a hundred from the bottom to the top.
    #expect(thinned.isThinned && thinned.points.count <= 100 && thinned.points.count >= 50)
  }
}
