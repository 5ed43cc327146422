@testable import Display
import Tensors
import Testing

/// Two channels over three frames; the second channel is the louder.
private let small = Tensor([0, 1, 0, 3, 0, 4], shape: [3, 2])

@Test func `draws time to the right and channels upwards`() {
  let text = HeatMap(small).rendered(for: Terminal(width: 10))
  #expect(text == "░▓█\n   \n0 – 4")
  let ascii = HeatMap(small).rendered(for: Terminal(width: 10, hasUnicode: false))
  #expect(ascii == ":#@\n   \n0 - 4")
}

@Test func `draws two points to a character where there is colour`() {
  let text = HeatMap(small).rendered(for: Terminal(width: 10, hasColor: true))
  let lines = text.split(separator: "\n")
  #expect(lines.count == 2)
  #expect(withoutStyles(text) == "▀▀▀\n0 – 4")
  #expect(lines[0].hasPrefix("\u{1B}[38;5;55;48;5;16m▀"))
  #expect(lines[0].hasSuffix("\u{1B}[38;5;230;48;5;16m▀\u{1B}[0m"))
}

@Test func `shows the mean of what falls on a point`() {
  let matrix = Tensor((0..<400).map { Float($0 / 4 % 2 == 0 ? 2 : 6) }, shape: [100, 4])
  // Every point covers two frames, one of 2 and one of 6: nothing is left to see.
  #expect(HeatMap(matrix).rendered(for: Terminal(width: 50), height: 4).hasSuffix("\n4 – 4"))
}

@Test func `marks what is not a number`() {
  let matrix = Tensor([0, .nan, 1, .infinity], shape: [4, 1])
  #expect(HeatMap(matrix).rendered(for: Terminal(width: 10)) == " ?█?\n0 – 1")
  let nothing = Tensor(zeros: [0, 80])
  #expect(HeatMap(nothing).rendered(for: Terminal()) == "nothing to plot: no values")
}

@Test func `grows lighter with every colour`() {
  // The cube of the 256 colours has these six levels of red, green and blue.
  let levels = [0.0, 95, 135, 175, 215, 255]
  let lightness = Palette.colors.map { color in
    let index = Int(color) - 16
    return 0.2126 * levels[index / 36] + 0.7152 * levels[index / 6 % 6] + 0.0722 * levels[index % 6]
  }
  #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 }, "\(lightness)")
}
