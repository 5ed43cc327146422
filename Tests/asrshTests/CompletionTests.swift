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

  @Test(arguments: [
    ("lo", CompletionContext.name("lo", inCallOf: nil)),
    ("x = lo", .name("lo", inCallOf: nil)),
    ("f(a, ra", .name("ra", inCallOf: "f")),
    ("f(g(1), ra", .name("ra", inCallOf: "f")),
    ("f([ra", .name("ra", inCallOf: nil)),
    ("f(a)\nra", .name("ra", inCallOf: nil)),
    ("data.", .member(of: ["data"], "")),
    ("x = data.tr", .member(of: ["data"], "tr")),
    ("a.b.tr", .member(of: ["a", "b"], "tr")),
    ("f(x).tr", .member(of: nil, "tr")),
    ("xs[0].", .member(of: nil, "")),
    ("row => row.te", .member(of: ["row"], "te")),
    ("load_audio(\"cl", .path("cl")),
    ("load_audio(\"a/b", .path("a/b")),
    ("print(\"\")", .nothing),
    ("\"a\".lo", .member(of: nil, "lo")),
    ("", .nothing), ("  ", .nothing), ("f(", .name("", inCallOf: "f")),
    ("f(1, ", .name("", inCallOf: "f")), ("f(1 ", .nothing), ("(", .nothing), ("f([1, ", .nothing),
    (":he", .command("he")), (":run a/b", .path("a/b")), (":time lo", .name("lo", inCallOf: nil)),
    (":vars x", .nothing), ("fo", .name("fo", inCallOf: nil)), ("for", .name("for", inCallOf: nil)),
  ])
  func `the text before the cursor says what can follow`(
    text: String, context: CompletionContext
  ) {
    #expect(CompletionContext(text) == context)
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
