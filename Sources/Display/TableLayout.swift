/// Which columns of a table are drawn, and how wide.
struct TableLayout {
  /// The spaces between two columns.
  static let gap = 2

  /// The widths of the columns that are drawn: the first ones of the table.
  let widths: [Int]

  /// Divides a width among columns.
  ///
  /// - Parameters:
  ///   - natural: The width that each column would like.
  ///   - isRigid: Whether each column must not be shortened, as numbers must not.
  ///   - available: The columns of the terminal.
  init(natural: [Int], isRigid: [Bool], available: Int) {
    let least = natural.indices.map { isRigid[$0] ? natural[$0] : min(natural[$0], 6) }
    var shown = 0
    var used = 0
    while shown < natural.count {
      let needed = used + least[shown] + (shown == 0 ? 0 : Self.gap)
      guard needed <= available else { break }
      used = needed
      shown += 1
    }
    guard shown > 0 else {
      widths = natural.isEmpty ? [] : [min(natural[0], max(1, available))]
      return
    }
    let room = available - Self.gap * (shown - 1)
    widths = Self.shortened(Array(natural[..<shown]), least: Array(least[..<shown]), room: room)
  }

  /// The widths after the widest have been lowered to one level at which all fit the room.
  private static func shortened(_ natural: [Int], least: [Int], room: Int) -> [Int] {
    func widths(below level: Int) -> [Int] {
      natural.indices.map { max(least[$0], min(natural[$0], level)) }
    }
    var (fitting, tooWide) = (0, (natural.max() ?? 0) + 1)
    while tooWide - fitting > 1 {
      let level = (fitting + tooWide) / 2
      if widths(below: level).reduce(0, +) <= room { fitting = level } else { tooWide = level }
    }
    var result = widths(below: fitting)
    var spare = room - result.reduce(0, +)
    for index in result.indices where spare > 0 && result[index] < natural[index] {
      guard result[index] == fitting else { continue }
      result[index] += 1
      spare -= 1
    }
    return result
  }
}
