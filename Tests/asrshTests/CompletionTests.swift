internal import Foundation
internal import Testing

@testable import asrsh

/// What Tab finds, and how it is shown.
@Suite struct CompletionTests {
  @Test func `one match is completed`() {
    let completion = Completion(of: "lo", from: ["load_audio(", "len(", "print("])
    #expect(completion.insertion == "ad_audio(")
    #expect(completion.choices.isEmpty)
  }

  @Test func `several matches are completed as far as they agree`() {
    let completion = Completion(of: "l", from: ["load_model(", "load_audio(", "load_audio("])
    #expect(completion.insertion == "oad_")
    #expect(completion.choices == ["load_audio(", "load_model("])
  }

  @Test func `letters with accents are letters`() {
    #expect(Completion(of: "trä", from: ["träning", "trå"]).insertion == "ning")
    #expect(Completion(of: "tr", from: ["träning", "trå"]).insertion == "")
  }

  @Test func `no match is nothing`() {
    #expect(Completion(of: "zz", from: ["load("]) == Completion())
  }

  private static let contexts: [(String, CompletionContext)] = [
    ("lo", .name("lo", in: nil)),
    ("x = lo", .name("lo", in: nil)),
    ("f(a, ra", .name("ra", in: CallPlace("f", 1))),
    ("f(g(1, 2), ra", .name("ra", in: CallPlace("f", 1))),
    ("f([ra", .name("ra", in: nil)),
    ("f(a)\nra", .name("ra", in: nil)),
    ("data.", .member(of: .name("data"), "")),
    ("x = data.tr", .member(of: .name("data"), "tr")),
    ("a.b.tr", .member(of: .field(.name("a"), "b"), "tr")),
    ("f(x).tr", .member(of: .function("f"), "tr")),
    ("a.f(x, [1]).tr", .member(of: .call(.name("a"), "f"), "tr")),
    ("xs[0].", .member(of: .item(of: .name("xs")), "")),
    ("xs[1:3].", .member(of: .slice(.name("xs")), "")),
    ("r[\"a\"].", .member(of: .key(.name("r"), "a"), "")),
    ("[1, 2].", .member(of: .list, "")),
    ("(1 + 2).", .member(of: nil, "")),
    ("row => row.te", .member(of: .name("row"), "te")),
    ("data.filter(row => row.te", .member(of: .item(of: .name("data")), "te")),
    (
      "data[1:].filter(r => r.n > 1).map(row => {a: row.te",
      .member(of: .item(of: .call(.slice(.name("data")), "filter")), "te")
    ),
    ("for row in a.b {\n  row.te", .member(of: .item(of: .field(.name("a"), "b")), "te")),
    ("load_audio(\"cl", .text("cl", of: CallPlace("load_audio"))),
    ("load_audio(\"a/b", .text("a/b", of: CallPlace("load_audio"))),
    ("data.sort(\"te", .text("te", of: CallPlace("sort", of: .name("data")))),
    ("data.select([\"a\", \"te", .text("te", of: CallPlace("select", of: .name("data")))),
    ("m.fit(a, b, lr=\"li", .text("li", of: CallPlace("fit", 2, name: "lr", of: .name("m")))),
    ("x = \"te", .text("te", of: nil)),
    ("data[0][\"te", .key("te", of: .item(of: .name("data")))),
    ("f\"{row.te", .member(of: .name("row"), "te")),
    ("data.map(row => {a: f\"{{{row.te", .member(of: .item(of: .name("data")), "te")),
    ("print(f\"{a[1:2]} {le", .name("le", in: nil)),
    ("print(f\"{{le", .text("{{le", of: CallPlace("print"))),
    ("print(f\"{x:.2", .text("{x:.2", of: CallPlace("print"))),
    ("print(\"{row.te", .text("{row.te", of: CallPlace("print"))),
    ("print(\"\")", .nothing),
    ("\"a\".lo", .member(of: .text, "lo")),
    ("", .nothing), ("  ", .nothing), ("f(", .name("", in: CallPlace("f"))),
    ("f(1, ", .name("", in: CallPlace("f", 1))), ("f(1 ", .nothing), ("(", .nothing),
    ("f([1, ", .nothing), ("f(rate=", .value(of: CallPlace("f", name: "rate"))), ("x = ", .nothing),
    (":he", .command("he")), (":run a/b", .path("a/b")), (":time lo", .name("lo", in: nil)),
    (":vars x", .nothing), ("fo", .name("fo", in: nil)), ("for", .name("for", in: nil)),
  ]

  @Test(arguments: contexts)
  func `the text before the cursor says what can follow`(
    text: String, context: CompletionContext
  ) {
    #expect(CompletionContext(text) == context)
  }

  @Test func `the only text is closed`() {
    let columns = ["text", "speaker"]
    #expect(Completion(ofText: "sp", from: columns).insertion == "eaker\"")
    #expect(Completion(ofText: "", from: columns).choices == ["speaker", "text"])
    #expect(Completion(ofText: "x", from: columns) == Completion())
    #expect(Completion(ofText: "a", from: ["ab", "abc"]).insertion == "b")
  }

  @Test func `files are completed, folders with a slash`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("clip1.wav", "")
    _ = try folder.write(".hidden", "")
    #expect(PathCompletion.complete(folder.file("cl")).insertion == "ip1.wav")
    #expect(PathCompletion.complete(folder.file("")).insertion == "clip1.wav")
    #expect(PathCompletion.complete(folder.file(".h")).insertion == "idden")
    #expect(PathCompletion.complete(folder.file("none/x")) == Completion())
    let name = String(folder.path.dropLast(3))
    #expect(PathCompletion.complete(name).insertion.hasSuffix("/"))
  }

  @Test func `a tilde completes to what is in the home folder`() throws {
    let home = try #require(ProcessInfo.processInfo.environment["HOME"])
    #expect(PathCompletion.complete("~").insertion == "/")
    #expect(PathCompletion.complete("~/") == PathCompletion.complete(home + "/"))
    #expect(PathCompletion.complete("~/.").choices == PathCompletion.complete(home + "/.").choices)
    #expect(PathCompletion.complete("./~") == Completion())
  }

  @Test func `choices stand in columns, read down`() {
    let text = ChoiceList.text(["aa", "bb", "cc", "dd", "ee"], width: 14)
    #expect(text == "aa  cc  ee\nbb  dd")
  }

  @Test func `wide letters keep the columns straight`() {
    #expect(ChoiceList.text(["漢字", "b", "c", "d"], width: 12) == "漢字  c\nb     d")
  }

  @Test func `a choice that is wider than the terminal stands alone`() {
    #expect(ChoiceList.text(["abcdef", "b"], width: 3) == "abcdef\nb")
    #expect(ChoiceList.text([], width: 3) == "")
  }

  @Test func `of very many choices the rest is counted`() {
    let lines = ChoiceList.text((100..<400).map(String.init), width: 50).split(separator: "\n")
    #expect(lines.count == ChoiceList.mostRows + 1)
    #expect(lines.first?.hasPrefix("100  120") == true)
    #expect(lines.last == "and 100 more")
  }
}
