import Display
import Drawing
import Tensors
import Testing

/// Pictures as dots, unpacked by other means than they are packed with.
struct PNGPictureTests {
  @Test func `has two dots to a pixel on white ground`() throws {
    let image = PNGImage(try Picture(samplePlots[0], width: 400, height: 200).png())
    #expect(image.width == 800 && image.height == 400)
    for (column, row) in [(0, 0), (799, 0), (0, 399), (799, 399)] {
      #expect(image.code(column, row) == 0xFFFFFF)
    }
    let coarse = PNGImage(
      try Picture(samplePlots[0], width: 400, height: 200).png(dotsPerPixel: 1))
    #expect(coarse.width == 400 && coarse.height == 200)
  }

  @Test func `a heat map has the colours of its values`() throws {
    // Six cells of about 15,000 dots each: the lowest, the highest, two between, two no numbers.
    let matrix = Tensor([0, .nan, 1, .infinity, 2, 3], shape: [3, 2])
    let picture = Picture(.heatMap(HeatMap(matrix)), width: 400, height: 260)
    let image = PNGImage(try picture.png())
    var counts: [UInt32: Int] = [:]
    for row in 0..<image.height {
      for column in 0..<image.width { counts[image.code(column, row), default: 0] += 1 }
    }
    let areas = counts.filter { $0.value > 8000 && $0.key != 0xFFFFFF }
    let grey = try #require(areas[0xB5B5B5])
    let others = areas.filter { $0.key != 0xB5B5B5 }.values.sorted()
    try #require(others.count == 4)
    #expect(abs(grey - 2 * others[0]) < grey / 10)
    #expect(others[3] - others[0] < others[0] / 10)
  }

  @Test func `bars are blue, and twice as many dots for twice the count`() throws {
    func dots(_ values: [Double]) throws -> Int {
      let picture = Picture(.histogram(Histogram(values, binCount: 2)), width: 400, height: 300)
      return PNGImage(try picture.png()).count(of: 0x0072B2)
    }
    // Two bars of which one is full, then one full and one half.
    let (one, more) = (try dots([0, 0, 0, 0, 2]), try dots([0, 0, 0, 0, 2, 2]))
    let quarter = Double(more - one)
    #expect(abs(Double(one) / quarter - 5) < 0.2, "\(one) and \(more) dots")
  }

  @Test func `the same plot is the same bytes, which know no time`() throws {
    for plot in samplePlots {
      let bytes = try Picture(plot).png()
      _ = try Picture(samplePlots[0], width: 300).png()
      #expect(try Picture(plot).png() == bytes)
      let chunks = PNGImage(bytes).chunks
      #expect(Set(chunks).isSubset(of: ["IHDR", "bKGD", "pHYs", "IDAT", "IEND"]), "\(chunks)")
    }
  }

  @Test(arguments: hardPlots.indices)
  func `draws what is hard to draw, in both formats`(index: Int) throws {
    let (name, plot) = hardPlots[index]
    let small = Picture(plot, width: 200, height: 120)
    for picture in [Picture(plot), small] {
      let text = try picture.svg()
      let root = try SVGElement.parse(text)
      #expect(root.name == "svg", "\(name)")
      let places = root.all.flatMap { element in
        ["d", "x", "y", "width", "height", "transform"].compactMap { element.attributes[$0] }
      }
      #expect(!places.contains { $0.contains("nan") || $0.contains("inf") }, "\(name)")
      #expect(text.utf8.count < 1_000_000, "\(name)")
    }
    let image = PNGImage(try small.png(dotsPerPixel: 1))
    #expect(image.width == 200 && image.count(of: 0xFFFFFF) > 1000, "\(name)")
  }

  @Test func `a cloud of many points stays small`() throws {
    let count = 200_000
    let (x, y) = (
      (0..<count).map { Double($0 * 7919 % count) },
      (0..<count).map { Double($0 * 104_729 % count) }
    )
    let plot = LinePlot([.init("", x: x, y: y, isJoined: false)])
    let picture = Picture(.lines(plot), width: 400, height: 300)
    #expect(try picture.svg().utf8.count < 3_000_000)
  }

  @Test func `a file says how many letters lack a font`() throws {
    // The last is a letter for private use, which no font of the system has.
    let plot = LinePlot([.init("a", [1, 2])], title: "title \u{E123}\u{E124}")
    for format in PictureFormat.allCases {
      let file = try Picture(.lines(plot)).file(as: format)
      #expect(file.missingLetterCount == 2)
      #expect(file.bytes.starts(with: format == .png ? [0x89] : Array("<svg ".utf8)))
    }
    #expect(try Picture(samplePlots[0]).file(as: .svg).missingLetterCount == 0)
  }

  @Test(arguments: [
    ("a.svg", PictureFormat.svg), ("b/A.PNG", .png), ("a.svg.txt", nil), ("svg", nil), ("", nil),
    ("a.jpeg", nil), (".svg", .svg),
  ])
  func `the ending of a path names the format`(path: String, format: PictureFormat?) {
    #expect(PictureFormat(path: path) == format)
  }
}
