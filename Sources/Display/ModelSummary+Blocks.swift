extension ModelSummary {
  /// A part of the model as a line of the grouped summary: one block, or a run of alike blocks.
  struct Block {
    /// What the names begin with, the number of the block left out.
    let name: String
    /// The first and the last number of the blocks; `nil` for a part without numbers.
    var numbers: ClosedRange<Int>?
    /// Every number there is in the run.
    var numberCount: Int
    /// The parameters of all blocks.
    var parameters: [Parameter]

    /// Whether training changes all of it, a part of it or nothing.
    var isTrainable: Bool? {
      let count = parameters.count { $0.isTrainable }
      return count == parameters.count ? true : count == 0 ? false : nil
    }
  }

  /// The parts of the model: numbered blocks of one name together, if training treats them alike.
  ///
  /// A part is what stands before the first number in a parameter's name, or its first three words
  /// without `weight` and `bias`.
  var blocks: [Block] {
    var order: [String] = []
    var parts: [String: [(number: Int?, parameters: [Parameter])]] = [:]
    for parameter in parameters {
      let (name, number) = Self.part(of: parameter.name)
      if parts[name] == nil { order.append(name) }
      if let last = parts[name]?.firstIndex(where: { $0.number == number }) {
        parts[name]?[last].parameters.append(parameter)
      } else {
        parts[name, default: []].append((number, [parameter]))
      }
    }
    return order.flatMap { name in Self.runs(name, parts[name] ?? []) }
  }

  private static func part(of name: String) -> (String, Int?) {
    let words = name.split(separator: ".").map(String.init)
    if let place = words.firstIndex(where: { Int($0) != nil }), place > 0 {
      return (words[..<place].joined(separator: "."), Int(words[place]))
    }
    let isPlain = ["weight", "bias"].contains(words.last)
    let count = max(1, min(3, words.count - (isPlain ? 1 : 0)))
    return (words.prefix(count).joined(separator: "."), nil)
  }

  /// Blocks that follow each other and that training treats alike become one.
  private static func runs(
    _ name: String, _ blocks: [(number: Int?, parameters: [Parameter])]
  ) -> [Block] {
    var runs: [Block] = []
    for block in blocks {
      let new = Block(
        name: name, numbers: block.number.map { $0...$0 },
        numberCount: block.number == nil ? 0 : 1, parameters: block.parameters)
      if let last = runs.last, let numbers = last.numbers, let number = block.number,
        number == numbers.upperBound + 1, last.isTrainable == new.isTrainable
      {
        runs[runs.count - 1].numbers = numbers.lowerBound...number
        runs[runs.count - 1].numberCount += 1
        runs[runs.count - 1].parameters += block.parameters
      } else {
        runs.append(new)
      }
    }
    return runs
  }

  /// The table of the parts.
  func blockTable(_ terminal: Terminal, rowLimit: Int) -> Table {
    let columns: [Table.Column] = [
      .init("part"), .init("blocks", alignment: .right), .init("tensors", alignment: .right),
      .init("parameters", alignment: .right), .init("trainable"),
    ]
    let blocks = blocks
    let rows = blocks.prefix(max(0, rowLimit)).map { block -> [Table.Cell] in
      let numbers = block.numbers.map { numbers in
        numbers.count == 1
          ? ".\(numbers.lowerBound)"
          : ".\(numbers.lowerBound) \(terminal.ellipsis) \(numbers.upperBound)"
      }
      let texts = [
        block.name + (numbers ?? ""), block.numberCount > 1 ? "\(block.numberCount)" : "",
        formatCount(block.parameters.count), formatCount(Self.sum(block.parameters)),
        block.isTrainable.map { $0 ? "yes" : "no" } ?? "in part",
      ]
      return texts.map { Table.Cell($0, style: block.isTrainable == false ? .dim : .plain) }
    }
    return Table(columns, rows: rows, totalRowCount: blocks.count)
  }
}
