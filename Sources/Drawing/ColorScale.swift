internal import Foundation

/// The colours of a heat map, from the lowest value to the highest: dark violet over blue and green to
/// a light yellow.
///
/// Lightness rises evenly, so that equal steps of the values look equal, whoever looks and also in
/// grey. Hue goes half around the circle in the space Oklab. Colourfulness stays under what screens
/// can show, and changes slowly, as a leap in it would look like a border in the data.
///
/// Reference: B. Ottosson, "A perceptual color space for image processing", 2020.
enum ColorScale {
  /// The colours as `0xRRGGBB`, 256 of them.
  static let codes: [UInt32] = (0..<256).map { color(Double($0) / 255).code }

  /// The colour of a part of the range, from 0 to 1.
  static func code(_ part: Double) -> UInt32 {
    codes[Int((min(max(0, part), 1) * 255).rounded())]
  }

  private static func color(_ part: Double) -> Color {
    let lightness = 0.18 + 0.77 * part
    let hue = (310 - 205 * part) * Double.pi / 180
    // More of it in blue, around 0.18, and from green on, where screens can show more.
    let rise = min(max(0, (part - 0.5) / 0.35), 1)
    let chroma =
      0.088 + 0.05 * exp(-pow((part - 0.18) / 0.1, 2)) + 0.062 * rise * rise * (3 - 2 * rise)
    let parts = linear(lightness, chroma, hue).map(companded)
    return Color(red: parts[0], green: parts[1], blue: parts[2])
  }

  /// Red, green and blue, in proportion to light, of a colour in Oklab.
  private static func linear(_ lightness: Double, _ chroma: Double, _ hue: Double) -> [Double] {
    let (a, b) = (chroma * cos(hue), chroma * sin(hue))
    let long = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
    let medium = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
    let short = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
    return [
      4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]
  }

  /// A part of the light as screens take it (IEC 61966-2-1).
  private static func companded(_ light: Double) -> Double {
    light <= 0.0031308 ? 12.92 * max(0, light) : 1.055 * pow(min(light, 1), 1 / 2.4) - 0.055
  }
}
