internal import Testing

/// What those type who come from Python, and what is written here instead.
@Suite struct ForeignWordTests {
  private let folder: TemporaryFolder

  /// What the lines of the table speak of.
  private static let setting = """
    make_audio(zeros([1600]) + 0.1, 16000).save("a.wav")
    write_text("rows.jsonl", "{\\"file\\": \\"a.wav\\", \\"text\\": \\"a b\\", \\"speaker\\": \\"ann\\"}\\n")
    data = load_dataset("rows.jsonl", format="jsonl")
    audio = data[0].audio
    xs = ["a", "b"]
    text = "abc"
    r = {x: "a"}
    t = tensor([1, 2])

    """

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    // Tables.
    ("data[\"text\"].str.lower()", "xs.map(x => x.lower())"),
    ("data.text.str.lower()", "xs.map(x => x.lower())"),
    ("data.shape", "len(data) counts the rows"), ("data.count()", "len(data) counts the rows"),
    ("data.head()", "data.take(5)"), ("data.tail(3)", "data[-5:]"),
    ("data.groupby(\"speaker\")", "data.group_by(\"column\")"),
    ("data.speaker.value_counts()", "counts(xs)"),
    ("data.value_counts(\"speaker\")", "data.count_by(\"column\")"),
    ("data.drop(\"text\")", "data.remove(\"column\")"),
    ("data.to_csv(\"x.csv\")", "data.save(\"x.csv\")"),
    ("data[data.duration > 1]", "data.filter(row => row.duration > 1)"),
    ("data[data.speaker == \"ann\"]", "data.filter(row =>"),
    ("data[[\"text\", \"speaker\"]]", "data.select([\"text\", \"file\"])"),
    ("data.iloc[0]", "data[3] is a row"), ("data.loc[0]", "data[3] is a row"),
    ("data.dtypes", "data.describe()"), ("data.info()", "data.describe()"),
    ("data.iterrows()", "for row in data"), ("data.apply(r => r)", "data.map(row =>"),
    ("data.sort_values(\"text\")", "data.sort(\"column\")"),
    ("data.first()", "data[0] is the first row"),
    ("data.dropna()", "data.filter(row =>"),
    ("data.sort(\"text\", ascending=false)", "did you mean descending?"),
    ("data.map(row => 1).show()", "row => {text: row.text.lower()}"),
    // Lists, texts and records.
    ("xs.first()", "xs[0] is the first item"), ("xs.last()", "xs[-1] is the last item"),
    ("\", \".join(xs)", "xs.join(\", \")"), ("[1, 2].plot()", "tensor(xs).plot()"),
    ("xs.count(\"a\")", "counts(xs)"), ("text.count(\"b\")", "find_all"),
    ("text.title()", "text[:1].upper()"), ("text.startswith(\"a\")", "text.starts_with(part)"),
    ("text.strip()", "text.trim()"), ("xs.lower()", "xs.map(x => x.lower())"),
    ("xs.push(1)", "xs.append(x)"), ("xs.extend([1])", "xs + ys"), ("xs.pop()", "xs[-1]"),
    ("xs.shape", "len(xs) counts"), ("xs.length", "len(xs) counts"),
    ("xs.length()", "len(xs) counts"),
    ("xs[[0]]", "places.map(i => xs[i])"), ("xs[\"text\"]", "xs.map(x => x.text)"),
    ("xs.save(\"x\")", "dataset(xs).save"), ("xs.show()", "dataset(xs).show()"),
    ("[1, 2] > 1", "xs.filter(x => x > 1)"), ("[1, 2] / 2", "tensor(xs)"),
    ("xs + 1", "xs.append(x)"),
    ("\"%d\" % 3", "f\"{x:.2f}\""), ("\"{}\".format(3)", "f\"{x:.2f}\""), ("text + 1", "str(x)"),
    ("r.x = \"b\"", "{...r, x: …}"), ("xs.filter(x => x = \"a\")", "write =="),
    ("[r].filter(r => r.x = \"a\")", "write =="), ("r.update({y: 1})", "{...a, ...b}"),
    ("r.has_key(\"x\")", "\"name\" in record"),
    // Sound, tensors and models.
    ("audio.play()", "sound is not played here"), ("audio.sr", "audio.sampling_rate"),
    ("audio.shape", "audio.samples.shape"), ("t.numpy()", "leave it out"), ("t.T", "t.transpose()"),
    ("t.mean(dim=0)", "did you mean axis?"), ("t.size()", "t.shape"),
    ("t.unsqueeze(0)", "t.reshape"),
    ("load_audio(\"a.wav\", sr=8000)", "did you mean sampling_rate?"),
    // Modules.
    ("plt.plot(xs)", "history.plot()"), ("plt.show()", "history.plot()"),
    ("pd.read_csv(\"x.csv\")", "load_table(\"x.csv\")"), ("pd.DataFrame(xs)", "dataset([{"),
    ("np.array([1])", "tensor([1, 2])"), ("np.mean(xs)", "mean(…) needs no module"),
    ("random.choice(xs)", "choice(xs) takes an item at random"),
    ("math.sqrt(2)", "sqrt(…) needs no module"),
    ("os.listdir(\".\")", "list_files("),
    ("os.path.join(\"a\", \"b\")", "joins the parts of a path"),
    ("re.sub(\"a\", \"b\", text)", "text.sub(pattern, other)"),
    ("sys.exit(1)", "exit(1) ends a recipe"),
    ("torch.no_grad()", "leave it out"),
    ("librosa.load(\"a.wav\")", "load_audio(path, sampling_rate=16000)"),
    ("json.loads(text)", "load_table(\"x.jsonl\")"), ("glob.glob(\"*\")", "list_files("),
    ("tqdm(xs)", "progress(data)"), ("import numpy as np", "built-ins need no import"),
    // Words and signs.
    ("!ls", "list_files("), ("!pip install pandas", "all functions are built in"),
    ("%time len(xs)", ":time EXPR"), ("%matplotlib inline", "leave it out"),
    ("None", "write none"), ("print text", "write print(…)"), ("lambda x: x", "x => x + 1"),
    ("[x for x in xs]", "xs.map(x => …)"), ("x += 1", "write x = x + …"), ("'a'", "write \"a\""),
    ("isinstance(1, int)", "type(x) == \"int\""), ("sorted(xs)", "xs.sort()"),
    ("reversed(xs)", "xs.reverse()"), ("open(\"x\")", "read_lines(path)"),
    ("dict()", "{name: value}"),
    ("print(1, sep=\"\")", "chooses what stands between"),
    ("xs.sort(key=x => x)", "did you mean by?"),
    ("x = if text == \"a\": 1", "{ … }"), ("assert text == \"abc\"", "write assert("),
    ("Counter(xs)", "counts(xs)"), ("display(xs)", "print(…)"), ("read_csv(\"x\")", "load_table("),
  ])
  func `get one error that says what to write`(_ line: String, _ hint: String) throws {
    let outcome = try Binary.run(["-e", Self.setting + line], in: folder)
    #expect(outcome.code != 0, "\(line): \(outcome)")
    let errors = outcome.messages.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1, "\(line): \(outcome.messages)")
    let hints = outcome.messages.split(separator: "\n").filter { $0.hasPrefix(" = hint: ") }
    #expect(hints.first?.contains(hint) == true, "\(line): \(outcome.messages)")
    #expect(!hints.contains { $0.contains("did you mean") } || hint.contains("did you mean"))
  }
}
