/// Functions and fields of Python and of other languages, known only to say how the same is written here.
///
/// A hint says what to write. Where the same word means different things for different values, the hint
/// of the type goes first; see ``ForeignMembers`` and ``ForeignModules``.
package enum ForeignNames {
  private static let hints: [String: String] = [
    "dict": "{name: value} is a record", "tuple": "[a, b] is a list",
    "set": "xs.unique() drops repeats",
    "open": "read_lines(path) reads a text, write_text(path, text) writes one",
    "isinstance": "type(x) == \"int\" compares types", "typeof": "type(x) names the type",
    "sorted": "xs.sort() gives a sorted list", "reversed": "xs.reverse() turns a list around",
    "input": "a param line is set on the command line: param name = default",
    "println": "print(…)", "printf": "print(f\"{x:.2f}\")", "echo": "print(…)",
    "display": "a value on a line of its own is shown; print(…) writes it",
    "format": "f\"{x:.2f}\" formats a value", "strip": "text.trim() drops blanks at the ends",
    "lstrip": "text.trim() drops blanks at the ends",
    "rstrip": "text.trim() drops blanks at the ends",
    "startswith": "text.starts_with(part)", "endswith": "text.ends_with(part)",
    "splitlines": "text.split(\"\\n\")", "casefold": "text.lower()",
    "title": "text[:1].upper() + text[1:] makes the first letter a capital",
    "capitalize": "text[:1].upper() + text[1:] makes the first letter a capital",
    "isdigit": "text.matches(r\"^\\d+$\")", "isnumeric": "text.matches(r\"^\\d+$\")",
    "isalpha": "text.matches(r\"^\\p{L}+$\")", "findall": "text.find_all(pattern)",
    "search": "text.matches(pattern), text.find_all(pattern)",
    "push": "xs.append(x) gives a list with one more item",
    "extend": "xs + ys joins lists", "insert": "xs[:i] + [x] + xs[i:] gives a list with x at i",
    "pop": "xs[-1] is the last item, xs[:-1] are the others",
    "first": "xs[0] is the first item, xs[:3] are the first three",
    "last": "xs[-1] is the last item, xs[-3:] are the last three",
    "length": "len(x) counts", "size": "len(x) counts; t.shape has the lengths of a tensor",
    "count": "len(x) counts; len(xs.filter(x => …)) counts what a function accepts",
    "indexOf": "xs.index(x) is the place of an item",
    "includes": "x in xs, xs.contains(x)", "forEach": "for x in xs { … }",
    "toString": "str(x)", "update": "{...a, ...b} is a record with the fields of both",
    "quit": "exit(code) ends a recipe; in the shell quit, exit and Ctrl-D leave",
    "pow": "x ** y", "divmod": "x // y and x % y", "reduce": "sum, min, max, or a for loop",
    "eval": "text is never run", "exec": "text is never run",
    "raise": "assert(false, \"what is wrong\")",
    "super": "there are no classes", "require": "import \"other.asr\"",
    "concat": "a + b joins lists, texts and tables", "substring": "text[2:5]",
    "tqdm": "for row in progress(data) { … } shows how far a loop is",
    "Counter": "counts(xs) counts every value of a list",
    "DataFrame": "dataset([{text: \"a\"}, …]) makes a table of records",
    "read_csv": "load_table(\"x.csv\") opens a table, load_dataset(\"x.csv\") one with recordings",
    "read_json": "load_table(\"x.jsonl\") opens a table",
    "read_table": "load_table(\"x.tsv\") opens a table",
    "to_csv": "data.save(\"x.csv\") writes a table",
    "to_json": "data.save(\"x.jsonl\") writes a table",
    "head": "data.take(5) has the first rows, xs[:5] the first items",
    "tail": "data[-5:] has the last rows, xs[-5:] the last items",
    "groupby": "data.group_by(\"column\") groups rows, data.count_by(\"column\") counts them",
    "value_counts":
      "data.count_by(\"column\") counts rows by a column, counts(xs) the items of a list",
    "nunique": "len(xs.unique()) counts the different items",
    "drop": "data.remove(\"column\") drops a column, data.filter(row => …) keeps rows",
    "dropna": "data.filter(row => row.text != none) keeps rows",
    "iterrows": "for row in data { … }", "itertuples": "for row in data { … }",
    "apply": "data.map(row => {text: row.text.lower()}) changes a column, xs.map(x => …) a list",
    "assign": "data.map(row => {letters: len(row.text)}) adds a column",
    "sort_values": "data.sort(\"column\")", "order_by": "data.sort(\"column\")",
    "iloc": "data[3] is a row, data[2:5] are rows",
    "loc": "data[3] is a row; data.filter(row => …) chooses rows, data.select([\"text\"]) columns",
    "dtypes": "data.describe() says what a table holds",
    "info": "data.describe() says what a table holds",
    "astype": "int(x), float(x) and str(x) turn values into others",
    "listdir": "list_files(\"folder/*.wav\") lists files",
    "glob": "list_files(\"folder/*.wav\") lists files",
    "makedirs": "make_folder(path)", "mkdir": "make_folder(path)",
    "play":
      "sound is not played here: audio.save(\"x.wav\") writes it, and the report of a run plays it",
    "cuda": "everything runs on the processor: leave it out",
    "cpu": "everything runs on the processor: leave it out",
    "device": "everything runs on the processor: leave it out",
    "backward": "model.fit(data) trains a model",
    "predict": "model.transcribe(audio)", "parameters": "model.summary() lists the parameters",
    "state_dict": "model.save(folder) keeps a model",
    "from_pretrained": "load_model(\"owner/name\")",
    "save_pretrained": "model.save(folder)",
    "unsqueeze": "t.reshape(shape)", "squeeze": "t.reshape(shape)", "view": "t.reshape(shape)",
    "permute": "t.transpose(axes)", "shape": "len(x) counts; t.shape has the lengths of a tensor",
  ]

  /// What to write in the place of a function `name` that is not known.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - type: The type of the value that it follows, if that is known.
  /// - Returns: The hint, or `nil` if the name is none of those of other languages.
  package static func hint(for name: String, on type: String? = nil) -> String? {
    guard let type else { return hints[name] }
    // The fields of records have any names: one that is spelt amiss is likelier than a word of Python.
    return hint(forField: name, on: type) ?? (type == "record" ? nil : hints[name])
  }

  /// What to write in the place of a field `name` that a value of a type does not have.
  package static func hint(forField name: String, on type: String) -> String? {
    ForeignMembers.hint(for: name, on: type)
  }
}
