internal import Audio
internal import Datasets
internal import Interpreter

/// A row of a dataset as a record.
func value(of row: Row) -> Value {
  .record(Record(zip(row.names, row.cells).map { ($0, value(of: $1)) }))
}

/// A cell of a dataset as a value; audio stays undecoded until it is used.
func value(of cell: Cell) -> Value {
  switch cell {
  case .none: .none
  case .bool(let truth): .bool(truth)
  case .int(let number): .int(number)
  case .number(let number): .float(number)
  case .text(let text): .string(text)
  case .list(let cells): Value(cells.map { value(of: $0) })
  case .record(let row): value(of: row)
  case .audio(let source): .object(RecordingObject(source))
  }
}

/// A value as a cell of a dataset.
func cell(of value: Value) throws -> Cell {
  switch value {
  case .none: return .none
  case .bool(let truth): return .bool(truth)
  case .int(let number): return .int(number)
  case .float(let number): return .number(number)
  case .string(let text): return .text(text)
  case .list(let list): return .list(try list.items.map(cell))
  case .range(let range): return .list((0..<range.count).map { .int(range[$0]) })
  case .record(let record): return .record(try row(of: record))
  case .object(let object):
    if let recording = object as? RecordingObject { return .audio(recording.source) }
    if let audio = object as? AudioObject { return .audio(AudioSource(audio.clip)) }
    throw BuiltinError(
      "a \(object.typeName) cannot stand in a row of a dataset",
      hint: "numbers, texts, truth values, lists, records and audio can", kind: "type")
  case .function:
    throw BuiltinError("a function cannot stand in a row of a dataset", kind: "type")
  }
}

/// A record as a row of a dataset.
func row(of record: Record) throws -> Row {
  Row(try record.fields.map { (name: $0.0, cell: try cell(of: $0.1)) })
}
