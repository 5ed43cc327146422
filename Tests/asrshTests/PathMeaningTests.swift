internal import Foundation
internal import Testing

/// One path is one place, for all that writes and all that reads.
///
/// A recipe writes every kind of file that can be read back, and reads it. It is run where a path means
/// something else to Foundation's URLs than to the system: `~`, `..` behind a link, and a folder whose name
/// is not UTF-8. What it prints has to be what it prints for a plain path.
@Suite struct PathMeaningTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("all.asr", Self.recipe)
    for name in ["home", "deep/in"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "deep/in")
  }

  private static let recipe = #"""
    param at: path = "."
    # %% Files
    make_folder(f"{at}/made")
    write_text(f"{at}/t.txt", "one\ntwo\n")
    print(read_lines(f"{at}/t.txt"))
    tensor([1.0, 2.0]).save(f"{at}/n.npy")
    print(load_npy(f"{at}/n.npy"))
    clip = synthesize("one two", voice="en")
    clip.save(f"{at}/c.wav")
    clip.save(f"{at}/c.wav")
    print(load_audio(f"{at}/c.wav").duration == clip.duration, audio_info(f"{at}/c.wav").channels)
    # %% Rows
    data = synthesize_dataset(["one two", "two"], f"{at}/speech")
    print(load_dataset(f"{at}/speech").text)
    for ending in ["jsonl", "csv", "tsv"] {
      data.save(f"{at}/d.{ending}")
      print(load_dataset(f"{at}/d.{ending}").text, read_lines(f"{at}/d.{ending}")[1])
    }
    data.convert(f"{at}/converted")
    print(load_dataset(f"{at}/converted").text)
    data.histogram("duration").plot(save=f"{at}/p.svg")
    print(len(read_lines(f"{at}/p.svg")) > 0)
    # %% Models
    tokenizer = ctc_tokenizer(build_vocab(data))
    tokenizer.save(f"{at}/tokens")
    print(load_tokenizer(f"{at}/tokens").encode("two"), ctc_tokenizer(f"{at}/tokens").encode("two"))
    model = wav2vec2(tokenizer, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                     intermediate_size=16, conv_dim=[8, 8, 8, 8, 8, 8, 8],
                     num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2, seed=1)
    model.save(f"{at}/m")
    model.save(f"{at}/m/")
    print(load_model(f"{at}/m").transcribe(f"{at}/c.wav") == model.transcribe(clip))
    lm = build_lm(["one two", "two"])
    lm.save(f"{at}/l.arpa")
    print(load_lm(f"{at}/l.arpa").order == lm.order)
    model.align(clip, "one two").save(f"{at}/a.TextGrid")
    print(load_alignment(f"{at}/a.TextGrid").words.word)
    history = model.fit(data, max_steps=2, save_steps=1, batch_size=2, output=f"{at}/run", seed=1)
    print(history.steps, model.fit(data, max_steps=2, save_steps=1, batch_size=2, output=f"{at}/run", seed=1, resume=true).steps)
    """#

  /// The names that the recipe leaves where it writes.
  private static let names = [
    "a.TextGrid", "c.wav", "converted", "d.csv", "d.jsonl", "d.tsv", "l.arpa", "m", "made", "n.npy",
    "p.svg", "run", "speech", "t.txt", "tokens",
  ]

  /// What a recipe says, without how long each step of its training took.
  private func withoutTimes(_ text: String) -> String {
    text.replacing(#/ +[0-9.]+ (ms|s|µs)/#, with: "")
  }

  /// The names in a folder, without the streams of the program.
  private func entries(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file(name)).sorted()
      .filter { !["stdin", "stdout", "stderr"].contains($0) }
  }

  private func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Binary.Outcome {
    let home = ["HOME": folder.file("home"), "ASRSH_CACHE": ""]
    return try Binary.run(arguments, in: folder, environment: home.merging(environment) { $1 })
  }

  @Test(arguments: [("~/x", "home"), ("link/../x", "deep"), ("./link/../in/../x/", "deep")])
  func `every kind of file is read where it was written`(path: String, place: String) throws {
    let plain = try run(["all.asr", "--no-record", "at=\(folder.file("plain"))"])
    #expect(plain.code == 0, "\(plain)")
    let before = try entries(".")
    let checked = try run(["check", "all.asr", "at=\(path)"])
    #expect(checked.code == 0, "\(checked)")
    let rehearsed = try run(["rehearse", "all.asr", "at=\(path)"])
    #expect(rehearsed.code == 0, "\(rehearsed)")
    #expect(try entries(".") == before && !entries(place).contains("x"))

    let outcome = try run(["all.asr", "at=\(path)"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(withoutTimes(outcome.output) == withoutTimes(plain.output))
    #expect(try entries("\(place)/x") == Self.names)
    #expect(try entries(".") == (before + ["runs"]).sorted())

    let record = try #require(try entries("runs/all").first)
    let again = try run(["rerun", "runs/all/\(record)"])
    #expect(again.code == 0 && again.output.contains("same results"), "\(again)")
    let verified = try run(["verify", "\(path)/run"])
    #expect(verified.code == 0, "\(verified)")
  }

  @Test func `a folder whose name is not UTF-8 gets all that is written in it`() throws {
    let plain = try run(["all.asr", "--no-record", "at=\(folder.file("plain"))"])
    let script = #"""
      export ASRSH_CACHE=
      d=$(printf 'd\377'); mkdir "$d"; cp all.asr "$d"; cd "$d"
      "$0" all.asr || exit 10
      test -f m/model.safetensors && test -f c.wav && test -f run/fit.json || exit 11
      test -f runs/all/*/run.json || exit 12
      "$0" rerun runs/all/* && exit 13
      "$0" rehearse all.asr && exit 14
      cd ..; rm -r "$d"; ls -A >names
      """#
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(withoutTimes(outcome.output).hasPrefix(withoutTimes(plain.output)))
    #expect(!outcome.messages.contains("not recorded"))
    #expect(
      outcome.messages.contains("it cannot be run again: the path of its folder is not UTF-8"))
    #expect(outcome.messages.contains("cannot be rehearsed: the path of its folder is not UTF-8"))
    let names = try folder.text("names").split(separator: "\n")
    #expect(
      Set(names) == [
        "all.asr", "deep", "home", "link", "names", "plain", "stderr", "stdin", "stdout",
      ])
  }

  @Test func `a table names recordings elsewhere from the root, and says where it cannot`() throws {
    let script = #"""
      "$0" -e 'synthesize_dataset(["one"], "speech")' || exit 10
      "$0" -e 'make_folder("t"); load_dataset("speech").save("t/d.csv")' || exit 11
      "$0" -e 'print(load_dataset("t/d.csv", allow_outside=true).text)' || exit 12
      d=$(printf 'd\377'); mkdir "$d"; mv speech "$d"; cd "$d"; mkdir t
      "$0" -e 'load_dataset("speech").save("t/d.csv")' && exit 13
      test ! -e t/d.csv
      """#
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.output.hasSuffix("[\"one\"]\n"))
    #expect(outcome.messages.contains("has a path that is not UTF-8"), "\(outcome)")
  }

  @Test(arguments: [
    #"read_lines("~/x")"#, #"write_text("~/x", "")"#, #"make_folder("~/x")"#, #"load_model("~/x")"#,
    #"tensor([1]).save("~/x.npy")"#, #"load_audio("~")"#, #"load_dataset("~/x")"#,
    #"import "~/x.asr""#, #"synthesize("a", command=["~/x"])"#,
  ])
  func `without HOME a tilde is an error that says so`(expression: String) throws {
    let script = "unset HOME; \"$0\" -e '\(expression)'"
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code != 0)
    #expect(outcome.message.contains("begins with ~, which stands for $HOME, and HOME is not set"))
    #expect(try !entries(".").contains("~"))
  }

  @Test func `a tilde is a name where it is not the first`() throws {
    let outcome = try run([
      "-e",
      #"""
      make_folder("./~"); write_text("./~/a.txt", "1"); write_text("~b", "2"); write_text("~", "3")
      """#,
    ])
    #expect(outcome.code == 1, "HOME is a folder")
    #expect(try entries("~") == ["a.txt"] && folder.text("~b") == "2")
    #expect(try entries("home") == [])
  }

  @Test func `a tilde in a file of data is a name`() throws {
    let script = #"""
      export HOME="$PWD/home"
      "$0" -e 'make_folder("./~"); synthesize("one").save("./~/a.wav"); synthesize("one two three").save("~/a.wav")' || exit 10
      printf 'path,text\n~/a.wav,one\n' >m.csv
      "$0" -e 'd = load_dataset("m.csv"); print(d[0].duration == load_audio("./~/a.wav").duration, load_audio(d[0].file).duration == d[0].duration)'
      """#
    let outcome = try Binary.run(script: script, in: folder)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.output == "true true\n")
  }

  @Test(arguments: [("~/kept", "home"), ("link/../kept", "deep")])
  func `the cache lies where its variable says`(path: String, place: String) throws {
    _ = try folder.write("t.csv", "n\n1\n")
    let recipe = #"load_dataset("t.csv", format="table").map(row => {n: row.n + 1}, cache=true).n"#
    let before = try entries(".")
    for message in ["kept in the cache", "from the cache"] {
      let outcome = try run(["-e", recipe], environment: ["ASRSH_CACHE": path])
      #expect(outcome.messages.contains(message), "\(outcome)")
    }
    #expect(try entries("\(place)/kept") == ["tables"])
    #expect(try entries(".") == before)
  }

  @Test func `the program's own arguments mean what recipes mean`() throws {
    _ = try folder.write("home/r.asr", "import \"~/lib.asr\"\n# %% Go\nprint(value)\n")
    _ = try folder.write("home/lib.asr", "value = 7\n")
    let outcome = try run(["~/r.asr", "--runs", "~/runs"])
    #expect(outcome.code == 0 && outcome.output == "[1/1] Go\n7\n", "\(outcome)")
    let record = try #require(try entries("home/runs/r").first)
    #expect(try run(["runs", "~/runs"]).output.contains("done"))
    #expect(try run(["rerun", "~/runs/r/\(record)"]).code == 0)
    #expect(try run(["check", "~/r.asr"]).code == 0)
    #expect(try run(["convert", "~/r.asr", "~/r.ipynb"]).code == 0)
    #expect(try entries("home") == ["lib.asr", "r.asr", "r.ipynb", "runs"])
    let unknown = try Binary.run(
      script:
        "HOME=$PWD/home; export HOME; printf 'read_lines(\"~/none\")' >c.asr; \"$0\" check c.asr",
      in: folder)
    #expect(unknown.code == 2 && unknown.messages.contains("\"~/none\" does not exist"))
  }

  @Test func `what is not UTF-8 on the command line or in the environment is refused by name`()
    throws
  {
    let arguments = try Binary.run(
      script: #""$0" -e 1 "$(printf 'a=d\377')""#, in: folder)
    #expect(arguments.code == 2)
    #expect(arguments.message == "error: argument 3 of the command line is not UTF-8")
    for name in ["HOME", "ASRSH_CACHE", "HF_HOME", "TMPDIR"] {
      let outcome = try Binary.run(
        script: "export \(name)=\"$(printf '/tmp/d\\377')\"; \"$0\" -e 1", in: folder)
      #expect(outcome.code == 2 && outcome.message == "error: the variable \(name) is not UTF-8")
    }
  }
}
