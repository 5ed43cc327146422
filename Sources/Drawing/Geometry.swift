/// A place on a picture, in pixels from its left and from its top.
struct Point: Equatable {
  var x: Double
  var y: Double
}

/// An upright rectangle on a picture.
struct Box: Equatable {
  var left: Double
  var top: Double
  var width: Double
  var height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }
}

/// A colour of sRGB, each part from 0 to 1.
struct Color: Equatable {
  var red: Double
  var green: Double
  var blue: Double
  var opacity = 1.0

  init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
    (self.red, self.green, self.blue, self.opacity) = (red, green, blue, opacity)
  }

  /// Makes a colour from three bytes, as in `0xRRGGBB`.
  init(_ code: UInt32, opacity: Double = 1) {
    func part(_ shift: UInt32) -> Double { Double(code >> shift & 0xFF) / 255 }
    self.init(red: part(16), green: part(8), blue: part(0), opacity: opacity)
  }

  /// The three bytes of the colour, `0xRRGGBB`.
  var code: UInt32 {
    func byte(_ part: Double) -> UInt32 { UInt32((min(max(0, part), 1) * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }
}

/// How a line is drawn.
struct Pen: Equatable {
  var color: Color
  var width = 1.0
  /// The lengths of dashes and gaps; none for a line without gaps.
  var dashes: [Double] = []
}

/// An image of colours, `0xRRGGBB`, row by row from the top.
struct Pixels {
  let columns: Int
  let rows: Int
  let codes: [UInt32]

  /// The image with every dot made a rectangle of them, so that there are at least so many.
  func enlarged(toColumns least: Int, rows leastRows: Int) -> Pixels {
    guard columns > 0, rows > 0 else { return self }
    let (wide, high) = (
      max(1, (least + columns - 1) / columns), max(1, (leastRows + rows - 1) / rows)
    )
    guard wide > 1 || high > 1 else { return self }
    var enlarged: [UInt32] = []
    enlarged.reserveCapacity(codes.count * wide * high)
    for row in 0..<rows {
      let line = codes[row * columns..<(row + 1) * columns]
        .flatMap { repeatElement($0, count: wide) }
      for _ in 0..<high { enlarged += line }
    }
    return Pixels(columns: columns * wide, rows: rows * high, codes: enlarged)
  }
}
