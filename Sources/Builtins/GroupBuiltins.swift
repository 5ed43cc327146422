internal import Datasets
internal import ExactStrings
internal import Interpreter

var groupBuiltins: [Builtin] { [groupBy, countBy] }

/// What rows are sorted or grouped by.
func keyParameter(_ summary: String) -> Parameter {
  Parameter("by", .anyOf([.string, .list(of: .string), .function]), summary)
}

private let keySummary = "a column, a list of columns, or a function of a row"

extension Call {
  /// A value for every row of each thing that is given for `by`: a column, several, or what a function
  /// returns, of which a list counts as several.
  func keys(of data: Dataset) throws -> [(name: String, cells: [Cell])] {
    switch try value("by") {
    case .string(let name): return [(name, try data.column(name))]
    case .function(let function): return try keys(of: data, function)
    default:
      let names = try strings("by")
      guard !names.isEmpty else {
        throw BuiltinError("the list names no column", argument: "by")
      }
      return try names.map { ($0, try data.column($0)) }
    }
  }

  private func keys(
    of data: Dataset, _ function: Function
  ) throws -> [(name: String, cells: [Cell])] {
    let keys = try data.indices.map { index -> [Cell] in
      let row = data[index]
      let key = try cell(
        of: invoke(function, [Builtins.value(of: row)]) {
          rowContext(self, row: index, of: data.count, row)
        })
      if case .list(let parts) = key { return parts }
      return [key]
    }
    let width = keys.first?.count ?? 1
    if let row = keys.firstIndex(where: { $0.count != width }) {
      throw BuiltinError(
        "for row \(row) the function gives \(keys[row].count) values, and for row 0 \(width)",
        argument: "by")
    }
    return (0..<width).map { place in
      (width == 1 ? "key" : "key\(place + 1)", keys.map { $0[place] })
    }
  }
}

private var groupBy: Builtin {
  Builtin(
    "group_by", on: datasetParameter, [keyParameter(keySummary)], result: "list of [any, dataset]",
    summary:
      "Pairs of a value and the rows that have it: for speaker, rows in data.group_by(\"speaker\") { … }.",
    help:
      "group[0] is the value, group[1] a dataset. Groups stand in the order in which their values first "
      + "come. Of several columns the value is a list. .to_record() finds a group by its text.",
    example:
      "load_dataset(\"speech.csv\").group_by(\"text\").map(group => {text: group[0], n: len(group[1])})"
  ) { call in
    let object = try call.object("data", as: DatasetObject.self)
    let data = try object.dataset
    let groups = data.groups(by: try call.keys(of: data).map(\.cells))
    return Value(
      groups.map { group in
        let key = group.key.map { value(of: $0) }
        return Value([
          key.count == 1 ? key[0] : Value(key),
          .object(object.derived(data.rows(at: group.indices))),
        ])
      })
  }
}

private var countBy: Builtin {
  Builtin(
    "count_by", on: datasetParameter, [keyParameter(keySummary)], result: "dataset",
    summary:
      "How many rows have each value of a column, the most frequent first: a table with count.",
    help:
      "Of a function's result the column is called key. Values that are equally frequent come in the "
      + "order in which they first stand.",
    example: "load_dataset(\"speech.csv\").count_by(\"text\")"
  ) { call in
    let data = try call.dataset()
    let keys = try call.keys(of: data)
    let names = keys.map(\.name)
    guard !names.containsExactly("count") else {
      throw BuiltinError(
        "the table would have two columns count", hint: "rename({count: \"n\"}) first",
        argument: "by")
    }
    let groups = data.groups(by: keys.map(\.cells))
    let order = groups.indices.sorted {
      (-groups[$0].indices.count, $0) < (-groups[$1].indices.count, $1)
    }
    let rows = order.map { place in
      Row(
        zip(names, groups[place].key).map { (name: $0, cell: $1) }
          + [(name: "count", cell: .int(groups[place].indices.count))])
    }
    return .object(DatasetObject(Dataset(rows: rows, names: names + ["count"])))
  }
}
