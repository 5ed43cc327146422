import Builtins
import Foundation
import Interpreter
import Language
import Testing

/// Plots in the terminal and as files.
struct PlotBuiltinTests {
  /// A recipe that makes a history of two evaluations by hand: a dataset with a column step.
  private static let table = """
    rows = load_dataset(PATH)
    data = rows.map(row => {step: row.duration * 100, loss: 1 / row.duration, wer: row.duration})

    """

  private func prepared() throws -> (folder: TemporaryFolder, recipe: String) {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    return (folder, Self.table.replacingOccurrences(of: "PATH", with: folder.quoted("speech.csv")))
  }

  @Test(arguments: [
    "load_audio(SPEECH)", "rows[0].audio", "load_audio(SPEECH).log_mel()",
    "load_audio(SPEECH).spectrogram()", "arange(20)", "zeros([4, 3])",
    "rows.histogram(\"duration\")",
    "data",
  ])
  func `everything that plots also writes both formats`(thing: String) throws {
    let (folder, recipe) = try prepared()
    let call = thing.replacingOccurrences(of: "SPEECH", with: folder.quoted("speech.wav"))
    let first = thing == "data" ? "\"wer\", " : ""
    for format in ["svg", "png"] {
      let path = "\(folder.path)/x.\(format)"
      let outcome = run(recipe + "\(call).plot(\(first)title=\"čšž سلام\", save=\"\(path)\")")
      #expect(outcome.error == "" && outcome.output == "")
      #expect(outcome.notices.hasSuffix("plot: \(path) written\n"))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.starts(with: format == "svg" ? Data("<svg ".utf8) : Data([0x89, 0x50])))
    }
    // Nothing but the two pictures was left behind.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains("x.") }.sorted() == ["x.png", "x.svg"])
    let shown = run(recipe + "\(call).plot(\(first)title=\"a title\")")
    #expect(shown.lines.first == "a title" && shown.lines.count > 3)
  }

  @Test(arguments: ["x.pdf", "x", "x.svg.txt", "x.jpg", "svg"])
  func `other endings are refused by name`(name: String) throws {
    let folder = try TemporaryFolder()
    let outcome = run("arange(9).plot(save=\(folder.quoted(name)))")
    #expect(outcome.error.contains("\(name)\" does not end in .svg or .png"))
    #expect(outcome.failure?.diagnostics.first?.kind == "file")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a picture that cannot be written leaves what was there`() throws {
    let folder = try TemporaryFolder()
    #expect(
      run("arange(9).plot(save=\(folder.quoted("no/x.svg")))").error.contains(
        "its folder does not exist"))
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/x.svg", withIntermediateDirectories: false)
    #expect(run("arange(9).plot(save=\(folder.quoted("x.svg")))").error.contains("is a folder"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.svg"])
  }

  @Test func `one column or several are drawn over the steps`() throws {
    let (folder, recipe) = try prepared()
    let one = run(recipe + "data.plot(\"wer\")")
    #expect(one.lines.first == "wer" && one.lines.last?.contains("step") ?? false)
    let two = run(recipe + "data.plot([\"wer\", \"loss\"])")
    #expect(two.lines.first == "* wer   o loss")
    let path = folder.quoted("two.svg")
    #expect(run(recipe + "data.plot([\"wer\", \"loss\"], save=\(path))").error == "")
    #expect(
      try String(contentsOfFile: "\(folder.path)/two.svg", encoding: .utf8).contains(
        "<title>wer, loss by step</title>"))
    #expect(run(recipe + "data.plot()").error == "plot: which column is to be plotted?")
    #expect(run(recipe + "data.plot([])").error == "plot: there are no columns to plot")
    #expect(run(recipe + "data.plot(\"text\")").error == "plot: column text has no numbers to plot")
    #expect(run(recipe + "data.plot([\"wer\", \"were\"])").error.contains("were"))
  }

  @Test func `a histogram is a value`() throws {
    let (folder, recipe) = try prepared()
    defer { withExtendedLifetime(folder) {} }
    let shown = run(recipe + "rows.histogram(\"duration\", bins=4)")
    #expect(shown.lines.last == "4 values, mean 0.4 s")
    #expect(run(recipe + "rows.histogram();").output == "")
    #expect(
      run(recipe + "rows.histogram().plot()").output == run(recipe + "rows.histogram()").output)
    let fields = run(
      recipe
        + "h = rows.histogram(\"duration\", bins=4)\nsum(h.counts)\nlen(h.edges) - len(h.counts)\nh.mean\ntype(h)"
    )
    #expect(fields.lines == ["4", "1", "0.4", "\"histogram\""])
  }

  @Test func `features know their seconds`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let audio = "load_audio(\(folder.quoted("speech.wav")))"
    // 51 frames of 10 ms; frames 10 to 20 lie from 0.1 to 0.2 s.
    func axis(_ plot: String) -> [Substring] {
      run(plot).lines.dropLast().last?.split(separator: " ") ?? []
    }
    #expect(axis("\(audio).log_mel().plot()") == ["0", "time", "(s)", "0.5"])
    // Below four frames is no room for both ends of their axis.
    let cut = run("\(audio).log_mel()[10:14].plot()").lines.last
    #expect(cut?.hasSuffix("; 0.1 – 0.14 s; mel band upwards") == true, "\(cut ?? "")")
    #expect(run("\(audio).log_mel().plot()").lines.last?.hasSuffix("; mel band upwards") == true)
    let spectrogram = run("\(audio).spectrogram().plot()").lines
    #expect(spectrogram.first?.hasPrefix("8000 Hz┤") == true)
    #expect(spectrogram.last?.hasSuffix(" dB") == true)
    #expect(axis("\(audio).spectrogram().plot()") == ["0", "time", "(s)", "0.51"])
    // What was computed with is no longer known to be features.
    #expect(run("(\(audio).log_mel() * 2).plot()").lines.last?.contains(" s") == false)
  }

  /// What a report gets of the values that a recipe shows, each as a word.
  private func exhibits(_ recipe: String) throws -> [[String]] {
    try runOnDeepStack { () -> Result<[[String]], RunFailure> in
      var all: [[String]] = []
      let session = Session(registry: makeRegistry(), output: { _ in }, diagnostics: { _ in })
      session.listeners.append { event in
        let exhibits: () -> [Exhibit]
        switch event {
        case .shown(_, let found), .exhibits(let found): exhibits = found
        default: return
        }
        all.append(
          exhibits().map { exhibit in
            switch exhibit {
            case .text: "text"
            case .picture(let svg): svg.hasPrefix("<svg ") ? "picture" : svg
            case .sound: "sound"
            case .table, .tableHead, .tableRow: "table"
            case .savedPicture(let svg, let path):
              svg.hasPrefix("<svg ") ? "picture of \(path.suffix(5))" : svg
            case .aside(let title, _): title
            }
          })
      }
      return Result { () throws(RunFailure) in
        try session.run(SourceText(recipe, name: "test.asr"))
        return all
      }
    }.get()
  }

  @Test func `a report gets pictures of what is shown`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let (speech, table) = (folder.quoted("speech.wav"), folder.quoted("speech.csv"))
    let shown = try exhibits(
      """
      load_audio(\(speech))
      load_dataset(\(table))[0].audio
      load_audio(\(speech)).fbank()
      zeros([16, 16])
      zeros([2, 3])
      load_dataset(\(table)).histogram()
      load_dataset(\(table))
      for n in [2, 3] { arange(n).plot() }
      arange(9).plot(save=\(folder.quoted("x.svg")))
      arange(9).plot(save=\(folder.quoted("y.png")))
      print(1)
      """)
    #expect(
      shown == [
        ["text", "picture", "sound"], ["text", "picture", "sound"], ["text", "picture"],
        ["text", "picture"], [], ["picture"], ["table"], ["picture"], ["picture"],
        ["picture of x.svg"], ["picture of y.png"], [],
      ])
  }

  @Test func `a plot in a loop is shown each time`() {
    let outcome = run("for n in [2, 3] { arange(n).plot(title=str(n)) }")
    #expect(outcome.lines.filter { ["2", "3"].contains($0) }.count == 2)
  }
}
