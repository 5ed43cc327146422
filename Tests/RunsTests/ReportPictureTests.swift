import Foundation
import Interpreter
import Language
import Testing

@testable import Runs

/// Pictures of a report: those that were written to files, and those that prose shows.
struct ReportPictureTests {
  private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"

  private func report(_ title: String = "One") throws -> Report {
    let recipe = try Recipe(SourceText("# %% One\nprint(1)\n# %% Two\n", name: "a.asr"))
    var report = Report(recipe: recipe)
    report.begin(step: 0, title: "", code: "")
    report.begin(step: 1, title: title, code: "print(1)")
    return report
  }

  private func record(_ place: String, recipe: String = "a.asr") -> RunRecord {
    RunRecord(
      id: place, started: Date(timeIntervalSince1970: 0), folder: "/",
      recipe: .init(path: recipe, text: ""))
  }

  @Test func `a picture that was written is in the page, with a link to the file`() throws {
    try withTemporaryFolder { place in
      var report = try report()
      let path = "\(place)/my \"<figure>\".svg"
      report.add(.exhibit(.savedPicture(svg: Self.svg, path: path)))
      let page = report.page(of: record("\(place)/runs/a/now"))
      #expect(
        page.contains(
          "<figure>\(Self.svg)<figcaption><a href=\"../../../my%20%22%3Cfigure%3E%22.svg\">"))
      #expect(page.contains("my &quot;&lt;figure&gt;&quot;.svg</a></figcaption></figure>"))
    }
  }

  @Test func `pictures beyond the room of a page are named, with their sizes`() throws {
    var report = try report()
    let large = "<svg>" + String(repeating: " ", count: 12 << 20) + "</svg>"
    for name in ["a.svg", "b.svg", "c.svg"] {
      report.add(.exhibit(.savedPicture(svg: large, path: name)))
    }
    report.add(.exhibit(.picture(svg: large)), .exhibit(.picture(svg: Self.svg)))
    let page = report.page(of: record("r"))
    #expect(page.components(separatedBy: "<figure>").count == 4)
    #expect(
      page.contains(
        "a picture of 12288 KiB (c.svg) is left out: the report holds at most 32 MiB of pictures"))
  }

  @Test func `prose shows pictures beside the recipe, of the run's folder and those it wrote`()
    throws
  {
    try withTemporaryFolder { place in
      for name in ["recipes/sub", "run", "out"] {
        try FileManager.default.createDirectory(
          atPath: "\(place)/\(name)", withIntermediateDirectories: true)
      }
      for name in ["recipes/sub/a b.svg", "run/b.svg", "out/c.svg", "outside.svg"] {
        try Self.svg.write(toFile: "\(place)/\(name)", atomically: true, encoding: .utf8)
      }
      try FileManager.default.createSymbolicLink(
        atPath: "\(place)/recipes/link.svg", withDestinationPath: "../outside.svg")
      try "not a picture".write(
        toFile: "\(place)/recipes/text.svg", atomically: true, encoding: .utf8)
      let pictures = ProsePictures(
        recipe: "\(place)/recipes/r.asr", run: "\(place)/run", written: ["\(place)/out/c.svg"])
      func shown(_ source: String) -> String {
        markdownAsHTML("![Losses](<\(source)>)", pictures.html)
      }
      let data = Data(Self.svg.utf8).base64EncodedString()
      for source in ["sub/a%20b.svg", "sub/a b.svg", "b.svg", "./b.svg"] {
        #expect(
          shown(source).contains("<img src=\"data:image/svg+xml;base64,\(data)\" alt=\"Losses\""))
      }
      let refused = [
        "../outside.svg", "link.svg", "sub/../../outside.svg", "..%2Foutside.svg", "text.svg",
        "none.svg",
        "\(place)/outside.svg", "http://example.org/a.svg", "//example.org/a.svg",
        "file:///etc/passwd",
        "~/a.svg", "sub", "/etc/passwd",
      ]
      for source in refused {
        let html = shown(source)
        #expect(!html.contains("<img") && html.contains("[picture: "), "\(source): \(html)")
      }
    }
  }

  @Test func `what the run wrote is shown where the recipe names it from the working folder`()
    throws
  {
    let name = "asrsh-prose-\(UUID().uuidString).svg"
    try Self.svg.write(toFile: name, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: name) }
    for (written, isShown) in [([name], true), ([], false)] {
      let pictures = ProsePictures(recipe: "elsewhere/r.asr", run: "r", written: written)
      #expect(markdownAsHTML("![x](\(name))", pictures.html).contains("<img") == isShown)
    }
  }

  @Test(arguments: [
    RunRecord.Status.running, .failed, .interrupted, .done,
  ])
  func `a run that ended early says how far it came`(status: RunRecord.Status) throws {
    var record = record("r")
    record.status = status
    record.steps = [
      .init(title: "", code: "", seconds: 0.1), .init(title: "One", code: "print(1)", seconds: 1),
    ]
    if status != .running { record.ended = Date(timeIntervalSince1970: 5) }
    if status == .failed { record.steps[1].hasFailed = true }
    if status == .done { record.steps.append(.init(title: "Two", code: "", seconds: 1)) }
    let page = try report().page(of: record)
    #expect(page.contains("<span class=\"dim\">Two</span>") == (status != .done))
    #expect(page.contains("Written while the run was at step 1 of 2") == (status == .running))
    #expect(page.contains("It ended in step 1 of 2") == [.failed, .interrupted].contains(status))
    #expect(
      page.contains("<span class=\"status failed\">failed</span></h2>") == (status == .failed))
  }

  @Test func `a page's style has a colour for each variable of its figures`() {
    for name in ["ground", "ink", "faint", "axis", "grid", "alarm", "blue", "dark"] {
      #expect(Report.style.contains("--plot-\(name): #"), "\(name)")
    }
    // On a narrow screen a figure keeps its size, and its letters their 12 pixels.
    let narrow = Report.style.components(separatedBy: "@media (max-width: 40rem)")
    #expect(narrow.count == 2 && narrow[1].contains("figure svg { max-width: none;"))
    #expect(Report.style.contains("figure { margin") && Report.style.contains("overflow-x: auto"))
  }
}

/// Does something in a folder that is removed afterwards.
private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let place = FileManager.default.temporaryDirectory.path + "/asrsh-report-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: place) }
  try body(place)
}
