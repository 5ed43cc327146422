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

@Test func `says how far its sides go where they have units`() {
  let map = HeatMap(
    small, horizontal: .init(Axis("time", unit: "s"), 0.5...2),
    vertical: .init(Axis("frequency", unit: "Hz"), 0...8000), value: Axis("level", unit: "dB"))
  let text = map.rendered(for: Terminal(width: 40))
  #expect(
    text == """
      8000 Hz┤░▓█
            0┤\u{20}\u{20}\u{20}
             └───
      0 – 4 dB; 0.5 – 2 s
      """)
  // Where there is no room for axes, the ranges stand in the line below.
  let narrow = map.rendered(for: Terminal(width: 19))
  #expect(narrow.hasPrefix("░▓█\n"))
  #expect(map.rendered(for: Terminal(width: 20)).contains("┤"))
  #expect(map.rendered(for: Terminal(width: 60)).split(separator: "\n").count == 4)
  let named = HeatMap(small, vertical: .init(Axis("token"), names: ["a", "b"]))
  #expect(named.vertical.range == 0...2)
}

@Test func `a spectrogram has its frequencies to the left and its seconds below`() {
  let map = HeatMap(
    Tensor(zeros: [60, 40]), horizontal: .init(Axis("time", unit: "s"), 0...1.5),
    vertical: .init(Axis("frequency", unit: "Hz"), 0...8000), value: Axis("level", unit: "dB"))
  let lines = map.rendered(for: Terminal(width: 80)).split(separator: "\n").map(String.init)
  #expect(lines.count == 16 + 3)
  #expect(lines[0].hasPrefix("8000 Hz┤") && lines[15].hasPrefix("      0┤"))
  #expect(lines[7].hasPrefix("   4000┤") && lines[1].hasPrefix("       │"))
  #expect(lines[16] == "       └" + String(repeating: "─", count: 60))
  #expect(lines[17].hasPrefix("        0 ") && lines[17].hasSuffix(" 1.5"))
  #expect(lines[17].contains("time (s)"))
  let bands = HeatMap(
    Tensor(zeros: [60, 40]), horizontal: .init(Axis("time", unit: "s"), 0...1.5),
    vertical: .init(Axis("mel band"), 0...40))
  #expect(bands.rendered(for: Terminal(width: 80)).hasSuffix("; mel band upwards"))
}

@Test func `cells with names are two lines high and have their names beside them`() {
  // Three tokens over six frames, and a path that climbs through them.
  var map = HeatMap(
    Tensor(zeros: [6, 3]), horizontal: .init(Axis("time", unit: "s"), 0...0.6),
    vertical: .init(Axis("token"), names: ["a", "|", "long token name"]),
    value: Axis("probability"))
  map.path = [0.5, 0.5, 1.5, 1.5, 2.5, 2.5]
  for terminal in [Terminal(width: 60), Terminal(width: 60, hasColor: true)] {
    let lines = withoutStyles(map.rendered(for: terminal)).split(separator: "\n").map(String.init)
    #expect(lines.count == 6 + 3)
    #expect(lines[0].hasPrefix("long token …┤") && lines[1].hasPrefix("            │"))
    #expect(lines[2].hasPrefix("           |┤") && lines[4].hasPrefix("           a┤"))
    // The path lies in the rows of its token.
    for (index, token) in [(0, 2), (2, 1), (4, 0)] {
      let rows = lines[index...(index + 1)].map { Array($0.dropFirst(13)) }
      for column in [2 * token, 2 * token + 1] {
        #expect(rows.contains { $0.indices.contains(column) && $0[column] == "•" })
      }
    }
  }
}

@Test func `cells with names on both sides have them below too`() {
  let map = HeatMap(
    Tensor([1, 0, 0, 1], shape: [2, 2]), horizontal: .init(Axis("heard"), names: ["one", "two"]),
    vertical: .init(Axis("said"), names: ["two", "one"]))
  let lines = map.rendered(for: Terminal(width: 60)).split(separator: "\n").map(String.init)
  #expect(lines.count == 4 + 3)
  #expect(lines[0].hasPrefix("one┤") && lines[2].hasPrefix("two┤"))
  #expect(lines[5] == "    one two ")
}

@Test func `points are the means of what falls on them, from the top`() {
  // Frame 0 has channels 0 and 1, frame 1 channels 2 and 3, and so on.
  let matrix = Tensor((0..<8).map { Float($0) }, shape: [4, 2])
  #expect(HeatMapPoints(matrix, columns: 4, rows: 2).values == [1, 3, 5, 7, 0, 2, 4, 6])
  #expect(HeatMapPoints(matrix, columns: 2, rows: 1).values == [1.5, 5.5])
  let one = HeatMapPoints(matrix, columns: 1, rows: 1)
  #expect(one.values == [3.5] && one.range == 3.5...3.5 && one.part(row: 0, column: 0) == 0)
  #expect(HeatMapPoints(Tensor(zeros: [0, 2]), columns: 3, rows: 3).values.isEmpty)
}
