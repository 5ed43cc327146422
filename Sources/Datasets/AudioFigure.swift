internal import ExactStrings

/// What a reader takes from a recording, to stand in a column of its own.
enum AudioFigure: UInt8, Sendable {
  /// The path of the file.
  case path
  /// The length in seconds.
  case duration
  /// Samples a second.
  case samplingRate

  /// The figure of a recording, or `nil` if it has none.
  func callAsFunction(_ source: AudioSource) -> Cell? {
    switch self {
    case .path: source.path.map { .text($0) }
    case .duration: .number(source.duration)
    case .samplingRate: .int(source.samplingRate)
    }
  }

  /// The figure of what is put in the place of a recording, or `nil` to leave the column as it is.
  ///
  /// The path of sound in memory stays that of the file it was made from.
  fileprivate func following(_ cell: Cell) -> Cell? {
    if let source = cell.audio { return self(source) }
    return self == .path ? nil : .some(.none)
  }
}

/// A column that a reader filled with a figure of the recordings in another column.
///
/// When a recording is replaced, the figure is taken anew. A table knows which columns those are,
/// whatever they are called by now, so that a column of the user's is never taken for one of them.
struct FigureColumn: Sendable, Equatable {
  /// The column's name.
  var name: String
  /// What stands in it.
  let figure: AudioFigure
  /// The column of the recordings.
  var audio: String

  /// The columns that all readers give.
  static let ofReaders = [
    FigureColumn(name: "file", figure: .path, audio: "audio"),
    FigureColumn(name: "duration", figure: .duration, audio: "audio"),
    FigureColumn(name: "sampling_rate", figure: .samplingRate, audio: "audio"),
  ]
}

extension [FigureColumn] {
  /// Those whose columns are among some names.
  func among(_ names: [String]) -> [FigureColumn] {
    filter { names.containsExactly($0.name) && names.containsExactly($0.audio) }
  }

  /// The same where columns have other names.
  func renamed(_ newName: (String) -> String) -> [FigureColumn] {
    map { FigureColumn(name: newName($0.name), figure: $0.figure, audio: newName($0.audio)) }
  }
}

extension Row {
  /// What is to be put over the row where a function gives values for it: the values, and the figures of
  /// recordings that are others now.
  ///
  /// A figure follows its recording if the row has it as the reader took it, and the function gives
  /// nothing else in its place.
  public func over(_ values: Row) -> Row {
    var result = values
    for column in figures {
      guard let new = values[column.audio], let old = self[column.audio]?.audio,
        let read = column.figure(old), self[column.name] == read,
        values[column.name] ?? read == read, let figure = column.figure.following(new),
        figure != read
      else { continue }
      result[column.name] = figure
    }
    return result
  }

  /// The row with some columns, in the order asked for; one that it lacks is empty.
  public func selecting(_ chosen: [String]) -> Row {
    var row = Row(chosen.map { ($0, self[$0] ?? .none) })
    row.figures = figures.among(chosen)
    return row
  }

  /// The row with columns under other names, which differ.
  public func renaming(_ newName: (String) -> String) -> Row {
    Row(names: names.map(newName), cells: cells, figures: figures.renamed(newName))
  }
}

extension CellWriter {
  /// Adds which columns hold figures.
  mutating func add(_ figures: [FigureColumn]) {
    add(count: figures.count)
    for column in figures {
      add(column.name)
      add(tag: column.figure.rawValue)
      add(column.audio)
    }
  }
}

extension CellReader {
  /// The columns that hold figures.
  mutating func figures() throws(CellBytesProblem) -> [FigureColumn] {
    var figures: [FigureColumn] = []
    for _ in 0..<(try count()) {
      let name = try text()
      guard let figure = AudioFigure(rawValue: try tag()) else { throw .damaged }
      figures.append(FigureColumn(name: name, figure: figure, audio: try text()))
    }
    return figures
  }
}
