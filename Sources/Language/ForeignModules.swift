/// Modules of Python, whose functions are built in here or have no counterpart.
package enum ForeignModules {
  private static let drawing = "history.plot(), audio.plot() and data.plot(\"column\") draw"
  private static let tables =
    "load_table(\"x.csv\") opens a table, dataset([{…}, …]) makes one"
  private static let files = "list_files(\"folder/*.wav\") lists files, make_folder(path) makes one"

  /// What is said of a module whose function is not named below.
  private static let modules: [String: String] = [
    "pd": tables, "pandas": tables, "plt": drawing, "matplotlib": drawing, "sns": drawing,
    "np": "tensor([1, 2]) computes with numbers", "numpy": "tensor([1, 2]) computes with numbers",
    "torch": "tensor([1, 2]) makes a tensor, model.fit(data) trains",
    "torchaudio": "load_audio(path) opens a recording",
    "librosa": "load_audio(path) opens a recording, audio.log_mel() and audio.mfcc() are features",
    "soundfile": "load_audio(path) opens a recording, audio.save(path) writes it",
    "sf": "load_audio(path) opens a recording, audio.save(path) writes it",
    "os": files, "glob": files, "pathlib": files, "shutil": files,
    "sys": "a param line is set on the command line: param name = default",
    "json": "load_table(\"x.jsonl\") opens records, data.save(\"x.jsonl\") writes them",
    "csv": tables, "re": "text.sub(pattern, other), text.find_all(pattern), text.matches(pattern)",
    "random": "choice(xs) takes an item at random, data.shuffle() mixes rows, seed(n) fixes both",
    "math": "sqrt(x), log(x) and exp(x) need no module",
    "itertools": "xs.zip(ys), xs.enumerate() and range(a, b) need no module",
    "collections": "counts(xs) counts every value of a list",
    "jiwer": "wer(references, hypotheses), cer(references, hypotheses)",
    "transformers": "load_model(\"owner/name\") opens a model",
    "datasets": "load_dataset(path) opens a dataset",
    "subprocess": "programs of the system are not run here",
    "wandb": "model.fit(data, output=folder) writes TensorBoard's files and metrics.jsonl",
    "tqdm": "for row in progress(data) { … } shows how far a loop is",
  ]

  private static let functions: [String: String] = [
    "random.choice": "choice(xs) takes an item at random",
    "random.shuffle": "data.shuffle() mixes the rows of a table",
    "random.sample": "data.sample(10) takes rows at random",
    "random.randint": "choice(range(1, 7)) takes a whole number at random",
    "random.random": "randn([1])[0] draws a number",
    "random.seed": "seed(n)", "np.array": "tensor([1, 2])", "torch.tensor": "tensor([1, 2])",
    "np.random": "randn(shape) draws numbers", "np.load": "load_npy(path)",
    "np.median": "median(xs)", "np.concatenate": "xs + ys joins lists",
    "torch.load": "load_model(path)", "torch.save": "model.save(folder)",
    "torch.no_grad": "nothing is recorded outside of fit: leave it out",
    "torch.cuda": "everything runs on the processor: leave it out",
    "torch.device": "everything runs on the processor: leave it out",
    "os.path": "f\"{folder}/{name}\" joins the parts of a path",
    "os.environ": "env(name)", "os.getenv": "env(name)",
    "os.system": "programs of the system are not run here",
    "sys.exit": "exit(1) ends a recipe with that code", "sys.argv": "param name = default",
    "re.sub": "text.sub(pattern, other)", "re.findall": "text.find_all(pattern)",
    "re.match": "text.matches(pattern)", "re.search": "text.matches(pattern)",
    "re.split": "text.split(separator)", "librosa.load": "load_audio(path, sampling_rate=16000)",
    "torchaudio.load": "load_audio(path)", "sf.read": "load_audio(path)",
    "sf.write": "audio.save(path)", "math.pi": "3.141592653589793",
    "plt.imshow": "tensor(rows).plot() draws numbers as colours",
    "plt.hist": "data.histogram(\"duration\")",
  ]

  /// The modules whose functions mean here what they mean there.
  private static let plain = ["math", "np", "numpy", "torch", "random", "jiwer", "librosa"]

  /// Whether the name is that of a module.
  package static func contains(_ name: String) -> Bool { modules[name] != nil }

  /// What to write in the place of a module.
  ///
  /// - Parameters:
  ///   - name: The module, by its own name or by the one that it usually gets.
  ///   - source: The text that names it.
  ///   - end: Where the name ends there: what it is asked for follows.
  ///   - isKnown: Whether a function is built in.
  /// - Returns: The hint, or `nil` if the name is none of a module.
  package static func hint(
    for name: String, in source: SourceText, endingAt end: Int, isKnown: (String) -> Bool
  ) -> String? {
    guard let general = modules[name] else { return nil }
    guard let member = member(in: source, after: end) else { return general }
    if let special = functions["\(name).\(member)"] { return special }
    if plain.contains(name), isKnown(member) { return "\(member)(…) needs no module" }
    return ForeignNames.hint(for: member) ?? general
  }

  /// The name behind the dot that follows the byte at `end`.
  private static func member(in source: SourceText, after end: Int) -> String? {
    let rest = source.bytes[min(end, source.bytes.count)...].prefix(64)
    guard rest.first == UInt8(ascii: ".") else { return nil }
    let name = rest.dropFirst().prefix { byte in
      byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
