internal import Audio
internal import ExactStrings
internal import Tensors
internal import Testing

@testable internal import Datasets

private func clip(_ count: Int, rate: Int = 8000) -> Cell {
  .audio(AudioSource(AudioClip(samples: Tensor(zeros: [count]), samplingRate: rate)))
}

/// Two rows that a reader made, of a tenth of a second.
private func loaded() -> Dataset {
  let row = Row(
    names: ["file", "audio", "text", "duration", "sampling_rate"],
    cells: [.text("a.wav"), clip(800), .text("a"), .number(0.1), .int(8000)],
    figures: FigureColumn.ofReaders)
  return Dataset(rows: [row, row])
}

struct AudioFigureTests {
  @Test func `rows that are put together keep the figures that all of them have`() {
    let data = loaded()
    #expect(data.figures == FigureColumn.ofReaders)
    #expect(data.appending(data).figures == FigureColumn.ofReaders)
    #expect(data.appending(numbered(1)).figures == [])
    #expect(data.map { _ in Row() }.filter { _ in true }.take(1).figures == data.figures)
    // Which columns hold figures is nothing that two tables differ by.
    #expect(
      Dataset(rows: data.indices.map { Row(zip(data.names, data[$0].cells).map { ($0, $1) }) })
        == data)
  }

  @Test func `a column is a figure as long as it and its recordings are there`() throws {
    let data = loaded()
    #expect(try data.select(["duration", "audio"]).figures.map(\.figure) == [.duration])
    #expect(try data.remove(["audio"]).figures == [])
    let renamed = try data.rename(["audio": "clip", "duration": "seconds"])
    #expect(renamed.figures.map(\.name) == ["file", "seconds", "sampling_rate"])
    #expect(renamed.figures.allSatisfy { $0.audio == "clip" })
    var row = data[0]
    row["audio"] = nil
    #expect(row.figures == [])
  }

  @Test func `a figure follows unless it is another already`() {
    let row = loaded()[0]
    let over = row.over(Row([("audio", clip(1600, rate: 16_000))]))
    #expect(over["sampling_rate"] == .int(16_000) && over["duration"] == nil)
    #expect(row.merging(over)["duration"] == .number(0.1))
    let longer = row.over(Row([("audio", clip(1600))]))
    #expect(longer["duration"] == .number(0.2))
    // Sound in memory is in no file; what it was made from is still worth knowing.
    #expect(longer["file"] == nil)
    var own = row
    own["duration"] = .number(5)
    #expect(own.over(Row([("audio", clip(1600))]))["duration"] == nil)
  }

  @Test func `which columns hold figures is kept with a result, and is part of what a table is`()
    throws
  {
    var writer = CellWriter()
    writer.add(FigureColumn.ofReaders)
    var reader = CellReader(writer.bytes)
    #expect(try reader.figures() == FigureColumn.ofReaders)
    for count in writer.bytes.indices {
      var reader = CellReader(Array(writer.bytes[..<count]))
      #expect(throws: CellBytesProblem.damaged) { _ = try reader.figures() }
    }
    let (data, cells) = (loaded(), loaded().indices.map { loaded()[$0].cells })
    let plain = Dataset(rows: cells.map { Row(zip(data.names, $0).map { ($0, $1) }) })
    #expect(try TableIdentity(plain).digest != TableIdentity(data).digest)
  }
}
