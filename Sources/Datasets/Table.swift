internal import ExactStrings
internal import Text

/// The cells of a manifest under its column names, each row with the line it stands on.
struct Table {
  var names: [String]
  /// The cells of every column, in the order of the names.
  private(set) var columns: [[Cell]] = []
  /// The line that each row stands on.
  private(set) var lines: [Int] = []
  /// The lines that cannot be read; they are left out.
  var problems: [RowProblem] = []

  /// Reads comma- or tab-separated text whose first line names the columns.
  ///
  /// A column holds numbers, or true and false, if all its fields that are not empty and not in
  /// quotes are spelled as this module writes them, and if it is none of `textColumns`. Fields in
  /// quotes are text, and fields without a character are nothing.
  init(
    path: String, format: DelimitedFormat, textColumns: Set<ExactString> = []
  ) throws(DatasetError) {
    var reader: DelimitedReader
    do throws(TextError) {
      reader = try DelimitedReader(path: path, format: format)
    } catch {
      throw .text(error)
    }
    func next() throws(DatasetError) -> [Field]? {
      do throws(TextError) {
        try reader.refill()
      } catch {
        throw .text(error)
      }
      do throws(LineProblem) {
        return try reader.next()
      } catch {
        throw .badLine(path: path, line: reader.recordLine, error)
      }
    }
    do throws(TextError) {
      try reader.refill()
    } catch {
      throw .text(error)
    }
    reader.findSeparator()
    guard let header = try next() else { throw .noHeader(path: path) }
    names = try Self.names(header, path: path)
    var fields: [[Field]] = header.map { _ in [] }
    while let record = try next() {
      guard record.count == header.count else {
        let problem = LineProblem.fieldCount(record.count, expected: header.count)
        problems.append(RowProblem(row: reader.recordLine, path: "", reason: .badLine(problem)))
        continue
      }
      lines.append(reader.recordLine)
      for (column, field) in record.enumerated() { fields[column].append(field) }
    }
    for column in names.indices {
      let readsScalars =
        !textColumns.contains(names[column]) && fields[column].allSatisfy { isScalar($0) }
      columns.append(fields[column].map { cell($0, readsScalars: readsScalars, format: format) })
      // A large table is held once, not twice.
      fields[column] = []
    }
  }

  /// The number of rows.
  var count: Int { lines.count }

  /// The cells of every row with the line that it stands on.
  var rows: some Sequence<(line: Int, cells: [Cell])> {
    lines.indices.lazy.map { row in (lines[row], columns.map { $0[row] }) }
  }

  private static func names(_ header: [Field], path: String) throws(DatasetError) -> [String] {
    var names: [String] = []
    for (index, field) in header.enumerated() {
      let given = field.isQuoted ? unescapedFormula(field.text) : field.text
      let name = given.isEmpty ? "column\(index + 1)" : given
      guard !names.containsExactly(name) else { throw .duplicateHeader(path: path, name) }
      names.append(name)
    }
    return names
  }

  /// Reads JSON lines, an object a line, or a list of objects; their keys are the columns.
  init(jsonLines path: String) throws(DatasetError) {
    var table: [(line: Int, object: JSONObject)] = []
    var names: [String] = []
    var known: Set<ExactString> = []
    for (number, read) in try jsonRows(content(path), path: path) {
      let object: JSONObject
      do throws(LineProblem) {
        object = try read.get()
      } catch {
        problems.append(RowProblem(row: number, path: "", reason: .badLine(error)))
        continue
      }
      for (name, _) in object.members where known.insert(name).inserted { names.append(name) }
      table.append((number, object))
    }
    if table.isEmpty, let problem = problems.first, case .badLine(let reason) = problem.reason {
      throw .badLine(path: path, line: problem.row, reason)
    }
    guard !table.isEmpty else { throw .noHeader(path: path) }
    self.names = names
    lines = table.map(\.line)
    columns = names.map { name in table.map { $0.object[name].map { Cell($0) } ?? .none } }
  }
}

/// The text of a file.
func content(_ path: String) throws(DatasetError) -> String {
  do {
    return try readText(path)
  } catch {
    throw .text(error)
  }
}

extension Cell {
  /// The value of JSON.
  init(_ json: JSON) {
    switch json {
    case .null: self = .none
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .int(value)
    case .number(let value): self = .number(value)
    case .string(let value): self = .text(value)
    case .array(let values): self = .list(values.map { Cell($0) })
    case .object(let object):
      self = .record(Row(object.members.map { (name: $0.key, cell: Cell($0.value)) }))
    }
  }
}
