import Display
import Drawing
import Foundation
import Tensors
import Testing

/// Pictures as XML, read back by Foundation's parser.
struct SVGPictureTests {
  private static let blue = "rgb(0%,44.7"
  private static let gridGrey = "rgb(89.4"

  /// The lines of a colour, each as its points.
  private func lines(
    _ root: SVGElement, color: String, _ property: String = "stroke"
  ) -> [[(x: Double, y: Double)]] {
    root.all.filter { element in
      element.name == "path"
        && element.style(property)?.filter { $0 != " " }.hasPrefix(color) ?? false
    }.map(\.points)
  }

  @Test func `Cairo writes the colours of ground and lines so that a page can exchange them`()
    throws
  {
    for plot in samplePlots {
      let text = try Picture(plot).pageSVG()
      #expect(
        text.contains("var(--plot-ground,#FFFFFF)") && text.contains("var(--plot-axis,#8A8A8A)"))
      #expect(!text.contains("rgb(100%") && !text.contains("rgb(13.33"))
      #expect(try !Picture(plot).svg().contains("var("))
    }
  }

  @Test func `a curve's points lie where its numbers say`() throws {
    let plot = LinePlot([.init("squares", x: [0, 1, 2, 4], y: [0, 1, 4, 10])])
    let root = try SVGElement.parse(Picture(.lines(plot)).svg())
    // The numbers on the left are 0, 2, 4, 6, 8 and 10, each with a line through the picture.
    let grid = lines(root, color: Self.gridGrey).map { $0[0].y }
    try #require(grid.count == 6)
    let gaps = zip(grid, grid.dropFirst()).map { $0 - $1 }
    #expect(gaps.allSatisfy { abs($0 - gaps[0]) <= 1.01 }, "lines are moved to whole pixels")
    let curve = try #require(lines(root, color: Self.blue).first { $0.count == 4 })
    let (left, right) = (curve[0].x, curve[3].x)
    for (place, point) in zip([0, 0.25, 0.5, 1], curve) {
      #expect(abs(point.x - (left + place * (right - left))) < 0.01)
    }
    for (value, point) in zip([0, 1, 4, 10.0], curve) {
      #expect(abs(point.y - (grid[0] + value / 10 * (grid[5] - grid[0]))) <= 1.01)
    }
    #expect(abs(lines(root, color: Self.gridGrey)[0][0].x - left) < 0.01)
  }

  @Test func `a value that is no number leaves a gap and a cross`() throws {
    let plot = LinePlot([.init("loss", [1, 2, .nan, 3, 4, .infinity, 5])])
    let root = try SVGElement.parse(Picture(.lines(plot)).svg())
    // Two pieces of two points; the last point stands alone, as a dot.
    #expect(lines(root, color: Self.blue).map(\.count) == [2, 2])
    // Two strokes for each of two crosses.
    #expect(lines(root, color: "rgb(77.6").count == 4)
  }

  @Test func `bars are as high as their counts`() throws {
    let values = [0.5, 0.5, 0.5, 0.5, 1.5, 2.5, 2.5]
    let root = try SVGElement.parse(
      Picture(.histogram(Histogram(values, binCount: 3))).svg())
    let bars = lines(root, color: Self.blue, "fill").map { points in
      (
        height: (points.map(\.y).max() ?? 0) - (points.map(\.y).min() ?? 0),
        width: (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0)
      )
    }
    // Borders from 0 to 4 in steps of 1, as 2.5 lies beyond 2 and the highest border holds it.
    try #require(bars.count == 3)
    #expect(abs(bars[0].height - 4 * bars[1].height) < 0.05)
    #expect(abs(bars[2].height - 2 * bars[1].height) < 0.05)
    #expect(abs(bars[0].width - bars[1].width) < 0.05)
  }

  @Test func `a heat map is one image, the last channel at the top`() throws {
    let matrix = Tensor([0, 1, 2, 3, .nan, 5], shape: [3, 2])
    let root = try SVGElement.parse(Picture(.heatMap(HeatMap(matrix))).svg())
    let images = try root.all.filter { $0.name == "image" }.map { element in
      let link = try #require(element.attributes["xlink:href"])
      let data = try #require(
        Data(base64Encoded: String(link.dropFirst("data:image/png;base64,".count))))
      return PNGImage(Array(data))
    }
    // The bar of colours, from the lightest at the top to the darkest.
    try #require(images.count == 2)
    let bar = images[0]
    let (darkest, lightest) = (bar.code(0, bar.height - 1), bar.code(0, 0))
    // Three columns of frames, two rows of channels.
    let map = images[1]
    let (column, row) = (map.width / 3, map.height / 2)
    #expect(map.code(0, 2 * row - 1) == darkest)
    #expect(map.code(3 * column - 1, 0) == lightest)
    #expect(map.code(3 * column - 1, 2 * row - 1) == 0xB5B5B5)
    let colors = Set(
      [(0, 0), (column, 0), (2 * column, 0), (0, row), (column, row)].map { map.code($0, $1) })
    #expect(colors.count == 5)
    for x in [0, column - 1] { #expect(map.code(x, 0) == map.code(0, row - 1)) }
  }

  @Test func `nothing in a picture runs or leads out of it`() throws {
    for plot in samplePlots {
      let root = try SVGElement.parse(Picture(plot).svg())
      let allowed: Set = [
        "svg", "title", "defs", "g", "symbol", "path", "use", "rect", "image", "clipPath",
      ]
      #expect(Set(root.all.map(\.name)).isSubset(of: allowed))
      let ids = root.all.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
      for element in root.all {
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
        guard let link = element.attributes["xlink:href"] ?? element.attributes["href"] else {
          continue
        }
        let isInside = link.hasPrefix("#") && ids.contains(String(link.dropFirst()))
        #expect(isInside || link.hasPrefix("data:image/png;base64,"))
      }
    }
  }

  @Test func `text from data is text, whatever is in it`() throws {
    let title =
      "</title><script>alert(1)</script> & \"quotes\" \u{202E}\u{1B}[31m ]]> \u{0} \u{FFFE}"
    let plot = LinePlot([.init(title, [1, 2])], title: title, x: Axis(title), y: Axis(title))
    let text = try Picture(.lines(plot)).svg()
    let root = try SVGElement.parse(text)
    #expect(!text.contains("<script") && !text.contains("\u{202E}"))
    #expect(
      root.children.first { $0.name == "title" }?.text
        == "</title><script>alert(1)</script> & \"quotes\" \\u{202e}\\u{1b}[31m ]]> \\u{0} \\u{fffe}"
    )
  }

  @Test func `the same plot is the same text, after any other`() throws {
    for plot in samplePlots {
      let first = try Picture(plot).svg()
      for other in samplePlots { _ = try Picture(other, width: 300).svg() }
      #expect(try Picture(plot).svg() == first)
    }
  }

  @Test func `no two pictures share a name`() throws {
    let names = try samplePlots.map { plot in
      Set(try SVGElement.parse(Picture(plot).svg()).all.compactMap { $0.attributes["id"] })
    }
    for (index, own) in names.enumerated() {
      #expect(!own.isEmpty)
      for other in names[..<index] { #expect(own.isDisjoint(with: other)) }
    }
    let chosen = try SVGElement.parse(Picture(samplePlots[0]).svg(prefix: "figure-7-"))
    #expect(chosen.all.compactMap { $0.attributes["id"] }.allSatisfy { $0.hasPrefix("figure-7-") })
  }

  @Test func `a million points are as few as can be told apart`() throws {
    let values = (0..<1_000_000).map { Double($0 % 1000) }
    let text = try Picture(.lines(LinePlot([.init("", values)]))).svg()
    let root = try SVGElement.parse(text)
    let curve = try #require(lines(root, color: Self.blue).max { $0.count < $1.count })
    // At most four points for each half of 800 pixels.
    #expect(curve.count <= 6400 && curve.count >= 2000)
    let heights = curve.map(\.y)
    let grid = lines(root, color: Self.gridGrey).map { $0[0].y }
    // The highest value, 999, is still there: a thousandth below the line at 1,000.
    let (low, high) = (try #require(grid.max()), try #require(grid.min()))
    #expect(abs((heights.min() ?? 0) - high) < 1.5 && abs((heights.max() ?? 0) - low) < 1.5)
  }

  @Test func `is wide and high as asked`() throws {
    let root = try SVGElement.parse(Picture(samplePlots[0], width: 640, height: 300).svg())
    #expect(root.attributes["width"] == "640px" && root.attributes["height"] == "300px")
    #expect(root.attributes["viewBox"] == "0 0 640 300" && root.attributes["role"] == "img")
    #expect(root.children[0].name == "title" && !root.children[0].text.isEmpty)
  }
}
