internal import Datasets
internal import Display
internal import Interpreter
internal import Text

var datasetInspectionBuiltins: [Builtin] {
  [describe, characters, unknownLetters]
}

private var columnParameter: Parameter {
  Parameter("column", .string, default: .string("text"), "the column of texts")
}

private var describe: Builtin {
  Builtin(
    "describe", on: datasetParameter, [columnParameter], result: "description",
    summary: "Hours, lengths, rates, speakers, words and characters of the rows.",
    help: "Its numbers are fields: .hours, .longest, .speakers, .characters, …",
    example: "load_dataset(\"speech.csv\").describe()"
  ) { call in
    let data = try call.dataset()
    try call.requireRows(data, "describe")
    let description = DatasetDescription(data, textColumn: try call.string("column"))
    func name(_ index: Int) -> String {
      data[index]["file"]?.text.map(withoutFolder) ?? "row \(index)"
    }
    let extremes = description.extremes.map { (name($0.shortest), name($0.longest)) }
    return .object(DescriptionObject(description, extremes: extremes))
  }
}

/// A character as a table shows it: what cannot be seen, by its name.
private func shown(_ scalar: Unicode.Scalar) -> String {
  scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    ? (scalar == " " ? "space" : scalar.properties.name?.lowercased() ?? codePoint(scalar))
    : String(Character(scalar))
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

private var characters: Builtin {
  Builtin(
    "characters", on: datasetParameter, [columnParameter], result: "dataset",
    summary: "The characters of the texts, the most frequent first, each with an example.",
    help: "One row for each Unicode character, as tokenizers of letters count them. The last rows "
      + "show what does not belong: a * or : that a few transcripts have.",
    example: "load_dataset(\"speech.csv\").characters().show(5)"
  ) { call in
    let texts = try call.dataset().texts(call.string("column"))
    let rows = CharacterInventory(texts).entries.map { entry in
      Row([
        ("character", .text(shown(entry.character))), ("code", .text(codePoint(entry.character))),
        ("count", .int(entry.count)), ("rows", .int(entry.rowCount)),
        ("row", .int(entry.firstRow)), ("example", .text(texts[entry.firstRow])),
      ])
    }
    return .object(DatasetObject(Dataset(rows: rows)))
  }
}

private var unknownLetters: Builtin {
  Builtin(
    "unknown_letters", on: datasetParameter,
    [Parameter("tokenizer", .object("tokenizer"), "what the texts are to be written with")]
      + [columnParameter], result: "dataset",
    summary: "The letters of the texts that a tokenizer lacks: how often, in which rows.",
    help: "Rows with such letters cannot be trained on; clean them away, or build the vocabulary "
      + "with them. An empty result means that every text can be written.",
    example: """
      data = load_dataset("speech.csv")
      data.unknown_letters(ctc_tokenizer(build_vocab(["one two"])))
      """
  ) { call in
    let texts = try call.dataset().texts(call.string("column"))
    let tokenizer = try call.object("tokenizer", as: TokenizerObject.self).tokenizer
    let unknown = texts.map { text in
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: tokenizer.unknownLetters(in: text))
      return String(scalars)
    }
    let rows = CharacterInventory(unknown).entries.map { entry in
      let places = unknown.indices.filter { unknown[$0].unicodeScalars.contains(entry.character) }
      return Row([
        ("letter", .text(shown(entry.character))), ("code", .text(codePoint(entry.character))),
        ("count", .int(entry.count)), ("rows", .list(places.map { .int($0) })),
        ("example", .text(texts[entry.firstRow])),
      ])
    }
    return .object(DatasetObject(Dataset(rows: rows)))
  }
}
