/// Words of other languages by the type of the value that they follow.
enum ForeignMembers {
  private static let ofTables: [String: String] = [
    "count": "len(data) counts the rows, data.count_by(\"column\") those of each value",
    "shape": "len(data) counts the rows, data.columns names the columns",
    "size": "len(data) counts the rows", "length": "len(data) counts the rows",
    "first": "data[0] is the first row, data.take(3) has the first three",
    "last": "data[-1] is the last row", "pop": "data[-1] is the last row, data[:-1] has the others",
    "head": "data.take(5) has the first rows", "tail": "data[-5:] has the last rows",
    "str": "data.map(row => {text: row.text.lower()}) changes a column",
    "unique": "data.text.unique() drops the repeats of a column",
    "append": "a + b joins two tables", "values": "data.column is a list, data[0] a row",
    "keys": "data.columns names the columns", "items": "for row in data { … }",
    "hist": "data.histogram(\"duration\")",
    "index": "range(len(data)) counts the rows",
    "iloc": "data[3] is a row, data[2:5] are rows",
    "loc": "data[3] is a row; data.filter(row => …) chooses rows, data.select([\"text\"]) columns",
    "dtypes": "data.describe() says what a table holds", "empty": "len(data) == 0",
    "T": "data.column is the list of a column",
    "to_list": "data.column is a list", "tolist": "data.column is a list",
    "join": "a + b joins two tables", "get": "data.column is a column, data[0] a row",
  ]

  private static let ofLists: [String: String] = [
    "count": "len(xs.filter(x => x == y)) counts a value, counts(xs) every one",
    "shape": "len(xs) counts the items; tensor(xs).shape has the lengths of nested lists",
    "size": "len(xs) counts the items", "length": "len(xs) counts the items",
    "head": "xs[:5] are the first items", "tail": "xs[-5:] are the last items",
    "str": "xs.map(x => x.lower()) changes every text",
    "plot": "tensor(xs).plot() draws numbers",
    "hist": "dataset(xs.map(x => {x: x})).histogram(\"x\")",
    "show": "dataset(xs).show() shows records as a table",
    "save": "dataset(xs).save(\"x.csv\") writes records, write_text(path, xs.join(\"\\n\")) texts",
    "value_counts": "counts(xs) counts every value", "apply": "xs.map(x => …)",
    "drop": "xs.filter(x => …) keeps items", "to_csv": "dataset(xs).save(\"x.csv\") writes records",
    "add": "xs.append(x) gives a list with one more item", "tolist": "it is a list: leave it out",
    "remove": "xs.filter(x => x != y) keeps the others",
    "replace": "xs.map(x => if x == a { b } else { x })",
    "lower": "xs.map(x => x.lower())", "upper": "xs.map(x => x.upper())",
    "trim": "xs.map(x => x.trim())", "split": "xs.map(x => x.split())",
    "transcribe": "model.transcribe(audio)",
    "shuffle": "xs.sort(by=x => randn([1])[0]) mixes a list",
  ]

  private static let ofTexts: [String: String] = [
    "count": "len(text.find_all(pattern)) counts what is found",
    "join": "xs.join(\", \") joins the texts of a list",
    "index": "text.contains(part), part in text",
    "find": "text.contains(part), text.find_all(pattern)", "append": "a + b joins texts",
    "reverse": "list(text).reverse().join(\"\")",
    "format": "f\"{x:.2f}\" puts values into text", "length": "len(text) counts the letters",
    "size": "len(text) counts the letters", "first": "text[0] is the first letter",
    "last": "text[-1] is the last letter", "save": "write_text(path, text)",
    "encode": "tokenizer.encode(text) gives the numbers of tokens",
    "play": "synthesize(text) speaks it, and audio.save(\"x.wav\") writes that",
  ]

  private static let ofSounds: [String: String] = [
    "shape": "audio.samples.shape has the lengths; audio.duration is in seconds",
    "sr": "audio.sampling_rate", "rate": "audio.sampling_rate",
    "length": "audio.duration is in seconds, len(audio) in samples",
    "numpy": "audio.samples is a tensor", "array": "audio.samples is a tensor",
    "waveform": "audio.samples is a tensor", "transcribe": "model.transcribe(audio)",
    "to": "audio.resample(16000) changes the rate", "normalize": "audio.gain(db) changes the level",
  ]

  private static let ofModels: [String: String] = [
    "train": "model.fit(data) trains it", "eval": "model.evaluate(data) counts its errors",
    "to": "everything runs on the processor: leave it out",
    "forward": "model.logits(audio)", "generate": "model.transcribe(audio)",
    "decode": "model.transcribe(audio); model.tokenizer.decode(ids)",
    "config": "model.summary() says how it is built", "load": "load_model(path)",
  ]

  private static let ofTensors: [String: String] = [
    "numpy": "a tensor is one already: leave it out", "tolist": "list(t)",
    "to": "everything runs on the processor: leave it out", "T": "t.transpose()",
    "dim": "len(t.shape) counts the axes", "ndim": "len(t.shape) counts the axes",
    "size": "t.shape", "var": "t.std() ** 2", "count": "(t == x).sum()",
  ]

  private static let tables: [String: [String: String]] = [
    "dataset": ofTables, "history": ofTables, "list": ofLists, "range": ofLists,
    "string": ofTexts, "audio": ofSounds, "model": ofModels, "tensor": ofTensors,
    "features": ofTensors,
    "record": [
      "pop": "fields stay; {a: r.a} is a record of some",
      "update": "{...a, ...b} is a record with the fields of both",
      "has_key": "\"name\" in record", "count": "len(record) counts the fields",
    ],
  ]

  /// What to write in the place of `name` behind a value of a type.
  static func hint(for name: String, on type: String) -> String? { tables[type]?[name] }
}
