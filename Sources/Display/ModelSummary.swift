/// The parts of a model with the shapes and numbers of their parameters.
public struct ModelSummary: Sendable {
  /// A tensor of parameters.
  public struct Parameter: Sendable, Equatable {
    /// The name, such as `gru.0.weight`.
    public var name: String

    /// The length of every dimension.
    public var shape: [Int]

    /// Whether training changes it.
    public var isTrainable: Bool

    /// Makes a line of the summary.
    public init(_ name: String, shape: [Int], isTrainable: Bool = true) {
      self.name = name
      self.shape = shape
      self.isTrainable = isTrainable
    }

    /// The number of elements.
    public var count: Int {
      shape.reduce(1) { product, length in
        let (next, isTooLarge) = product.multipliedReportingOverflow(by: length)
        return isTooLarge ? .max : next
      }
    }
  }

  /// The name of the model.
  public var title: String

  /// All parameters, in the order of the model.
  public var parameters: [Parameter]

  /// Makes a summary.
  public init(_ title: String, parameters: [Parameter]) {
    self.title = title
    self.parameters = parameters
  }

  /// The number of elements in all parameters.
  public var parameterCount: Int { Self.sum(parameters) }

  /// The number of elements in the parameters that training changes.
  public var trainableCount: Int { Self.sum(parameters.filter(\.isTrainable)) }

  static func sum(_ parameters: [Parameter]) -> Int {
    parameters.reduce(0) { total, parameter in
      let (next, isTooLarge) = total.addingReportingOverflow(parameter.count)
      return isTooLarge ? .max : next
    }
  }

  /// The model's name, a table of its parameters and their sums.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - rowLimit: The largest number of rows to draw.
  ///   - isGrouped: Whether a row is a part of the model rather than a tensor.
  /// - Returns: The lines, joined by newlines.
  public func rendered(
    for terminal: Terminal, rowLimit: Int = 100, isGrouped: Bool = false
  ) -> String {
    let table =
      isGrouped
      ? blockTable(terminal, rowLimit: rowLimit) : parameterTable(terminal, rowLimit: rowLimit)
    let bytes = parameterCount.multipliedReportingOverflow(by: 4)
    let size = bytes.overflow ? "" : " (\(formatBytes(bytes.partialValue)))"
    let tensors = isGrouped ? " in \(formatCount(parameters.count, of: "tensor"))" : ""
    let sums =
      "\(formatCount(parameterCount, of: "parameter"))\(tensors)\(size), "
      + "\(formatCount(trainableCount)) trainable"
    let name = Style.bold.applied(to: escapeForTerminal(title), on: terminal)
    let line = sums.truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
    return [name, table.rendered(for: terminal), line].joined(separator: "\n")
  }

  private func parameterTable(_ terminal: Terminal, rowLimit: Int) -> Table {
    let columns: [Table.Column] = [
      .init("name"), .init("shape", alignment: .right), .init("parameters", alignment: .right),
      .init("trainable"),
    ]
    let rows = parameters.prefix(max(0, rowLimit)).map { parameter -> [Table.Cell] in
      let style: Style = parameter.isTrainable ? .plain : .dim
      let shape = parameter.shape.map(String.init).joined(separator: " \(terminal.times) ")
      let texts = [
        parameter.name, shape, formatCount(parameter.count), parameter.isTrainable ? "yes" : "no",
      ]
      return texts.map { Table.Cell($0, style: style) }
    }
    return Table(columns, rows: rows, totalRowCount: parameters.count)
  }
}
