import Foundation
import Testing

@testable import Drawing

/// The colours of heat maps and of curves.
struct ColorScaleTests {
  /// The lightness L* of CIELAB, of which equal steps look equal: another formula than the colours' own.
  private func lightness(_ code: UInt32) -> Double {
    let parts = [16, 8, 0].map { shift in
      let part = Double(code >> UInt32(shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    let light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return light > 0.008856 ? 116 * cbrt(light) - 16 : 903.3 * light
  }

  @Test func `grow lighter with every step, and by about as much`() {
    let values = ColorScale.codes.map(lightness)
    #expect(values.count == 256 && Set(ColorScale.codes).count == 256)
    for step in stride(from: 16, to: 256, by: 16) {
      let rise = values[step] - values[step - 16]
      #expect((3...8).contains(rise), "\(rise) from color \(step - 16) on")
    }
    #expect(values[0] < 10 && values[255] > 90)
  }

  @Test func `change without leaps`() {
    for (code, next) in zip(ColorScale.codes, ColorScale.codes.dropFirst()) {
      for shift in [16, 8, 0] as [UInt32] {
        #expect(abs(Int(code >> shift & 0xFF) - Int(next >> shift & 0xFF)) <= 4)
      }
    }
    #expect(ColorScale.code(-1) == ColorScale.codes[0])
    #expect(ColorScale.code(2) == ColorScale.codes[255])
  }

  @Test func `curves are told from white and by their dashes from each other`() {
    let pens = (0..<21).map(Theme.pen)
    for (index, pen) in pens.enumerated() {
      #expect(lightness(pen.color.code) < 75)
      #expect(!pens[..<index].contains(pen))
    }
    #expect(Theme.pen(21) == pens[0])
  }
}
