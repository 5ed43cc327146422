/// How many values lie in each of a row of equal intervals.
///
/// Every interval holds its lower edge and not its upper one; only the last holds both. Values that
/// are not finite lie in no interval and are counted apart.
public struct Histogram: Sendable, Equatable {
  /// The borders of the intervals, rising; one more than there are intervals, or none.
  public let edges: [Double]

  /// The number of values in each interval.
  public let counts: [Int]

  /// The number of values that were NaN or infinite.
  public let nonFiniteCount: Int

  /// The mean of the finite values; NaN if there are none.
  public let mean: Double

  /// What stands above the plot; empty for nothing.
  public var title = ""

  /// What the values are.
  public var axis: Axis

  /// The digits after the point that an edge needs.
  package let decimals: Int

  /// Counts values in intervals whose borders are round numbers.
  ///
  /// - Parameters:
  ///   - values: The values, in any order.
  ///   - binCount: About how many intervals are wanted, at most 1000: the result has at most one
  ///     more, and fewer where round borders are farther apart.
  ///   - axis: What the values are.
  public init(_ values: [Double], binCount: Int = 12, axis: Axis = Axis()) {
    self.axis = axis
    let finite = values.filter(\.isFinite)
    nonFiniteCount = values.count - finite.count
    mean = finite.isEmpty ? .nan : finite.reduce(0) { $0 + $1 / Double(finite.count) }
    guard let low = finite.min(), let high = finite.max() else {
      (edges, counts, decimals) = ([], [], 0)
      return
    }
    guard low < high else {
      (edges, counts, decimals) = ([low, high], [finite.count], 6)
      return
    }
    let bins = Double(min(max(1, binCount), 1000))
    // A step far below the values' own precision would give borders that are not apart.
    let finest = max(abs(low), abs(high)) * 1e-12
    let step = DecimalStep(atLeast: max(high / bins - low / bins, finest))
    let first = (low / step.multiple(1)).rounded(.down)
    let last = max(first + 1, (high / step.multiple(1)).rounded(.up))
    let edges = (0...Int(last - first)).map { step.multiple(first + Double($0)) }
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in finite {
      counts[Self.bin(of: value, edges: edges)] += 1
    }
    self.edges = edges
    self.counts = counts
    decimals = step.decimals
  }

  /// The interval that holds a value: the last whose lower edge is not above it.
  private static func bin(of value: Double, edges: [Double]) -> Int {
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}

extension Histogram {
  /// The histogram as horizontal bars with their borders and counts, at most as wide as the terminal.
  ///
  ///     0.0 – 0.5  ████████████▌                  57
  ///     0.5 – 1.0  ██████████████████████████████ 137
  ///
  /// - Parameter terminal: What the text is for.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal) -> String {
    guard !counts.isEmpty else {
      return note.truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    }
    let labels = rangeLabels(terminal)
    let labelWidth = labels.map(\.displayWidth).max() ?? 0
    let numbers = counts.map { formatCount($0) }
    let numberWidth = numbers.map(\.count).max() ?? 0
    let barWidth = min(60, terminal.width - labelWidth - numberWidth - 3)
    let note = escapeForTerminal(note)
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    guard barWidth >= 4 else {
      let lines = zip(labels, numbers).map { "\($0)  \($1)" } + [note]
      return lines.map { $0.truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis) }
        .joined(separator: "\n")
    }
    let largest = Double(max(1, counts.max() ?? 1))
    var lines = counts.indices.map { index in
      let bar = terminal.bar(Double(counts[index]) / largest, width: barWidth)
      let label = labels[index].padded(toWidth: labelWidth, .right)
      let space = String(repeating: " ", count: barWidth - bar.count + 1)
      let number = numbers[index].padded(toWidth: numberWidth, .right)
      return "\(label)  \(Style.cyan.applied(to: bar, on: terminal))\(space)\(number)"
    }
    lines.append(Style.dim.applied(to: note, on: terminal))
    return lines.joined(separator: "\n")
  }

  /// How many values there are, and their mean: `400 values, mean 1.885 s; 2 not finite`.
  package var note: String {
    let broken = nonFiniteCount == 0 ? "" : "; \(formatCount(nonFiniteCount)) not finite"
    guard !counts.isEmpty else { return "no values" + broken }
    let total = formatCount(counts.reduce(0, +), of: "value")
    let unit = axis.unit.isEmpty ? "" : " \(axis.unit)"
    return "\(total), mean \(formatShort(mean))\(unit)\(broken)"
  }

  private func rangeLabels(_ terminal: Terminal) -> [String] {
    if counts.count == 1, edges[0] == edges[1] { return [formatShort(edges[0], digits: 6)] }
    let isPlain = decimals <= 6 && edges.allSatisfy { abs($0) < 1e7 }
    let texts = edges.map { isPlain ? formatFixed($0, decimals: decimals) : formatShort($0) }
    let width = texts.map(\.count).max() ?? 0
    return counts.indices.map { index in
      let (low, high) = (texts[index], texts[index + 1])
      return "\(low) \(terminal.rangeDash) \(high.padded(toWidth: width, .right))"
    }
  }
}
