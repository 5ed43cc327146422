import Foundation
import Testing
import Text

@testable import Notebooks

/// Recipes as notebooks, and back.
@Suite struct RecipeNotebookTests {
  private static let recipe = """
    #!/usr/bin/env asrsh
    # What it is for.
    param n = 3 "how many"

    # %% Load
    x = \"\"\"
    # %% no step
    \"\"\"

    # %% [markdown]
    # # Heading
    #
    # Text.

    y = 1


    # %% Train
    z = 2  # é

    """

  /// The notebook of `recipe` as it comes back from its file.
  private func reread(_ recipe: String) throws -> Notebook {
    let file = try Notebook(recipe: recipe).fileText()
    let (notebook, losses) = try Notebook.read(Array(file.utf8))
    #expect(losses == NotebookLosses())
    #expect(notebook == Notebook(recipe: recipe))
    #expect(try notebook.fileText() == file)
    return notebook
  }

  @Test func `steps are code cells, prose is Markdown`() throws {
    let cells = try reread(Self.recipe).cells
    #expect(cells.map(\.kind) == [.code, .code, .markdown, .code, .code])
    #expect(
      cells.map(\.source) == [
        "#!/usr/bin/env asrsh\n# What it is for.\nparam n = 3 \"how many\"",
        "# %% Load\nx = \"\"\"\n# %% no step\n\"\"\"", "# Heading\n\nText.", "y = 1",
        "# %% Train\nz = 2  # é",
      ])
    #expect(cells[0].metadata == ["tags": ["parameters"]])
    #expect(cells[1].metadata == [:])
    #expect(cells[3].metadata == ["asrsh": ["line_ends": 3, "step": false]])
  }

  @Test(arguments: [
    "", "\n", "\n\n\n", "x", "x\n", "x\n\n", "\n\nx = 1\n", "# %%", "# %%\n# %%\n",
    "# %% A\n\n\n\n# %% B\n", "#%%A\n", "#%% A\n", "# %% [markdown]", "# %% [markdown]\n#\n",
    "# %% [markdown] Heading\n#no space\n\n#  two\n", "# %% [markdown]\n# a\nx = 1\n",
    "# %% [markdown]\n# a\n\n  # indented\n", "# %% [markdown]\n# a\n \t\n# b\n  \n",
    "param n = 1\r\n# %% A\r\nx = 1\r\n", "\u{FEFF}# %% A\nx = 1\n", "a\r\n# %% B\n\rc\r",
    "x = (\n# %% open\n", "# %% [markdown]\n# \\%% a\n", "x = \"\u{0}\u{1}\u{7F}\u{2028}\"\n",
    "# %% [markdown]\n# a\r\n# b\n",
  ])
  func `a recipe comes back to the byte`(recipe: String) throws {
    let back = try reread(recipe).recipe
    #expect(Array(back.text.utf8) == Array(recipe.utf8))
    #expect(back.changedLines == 0)
  }

  @Test func `the recipes of the repository come back to the byte`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = FileManager.default.enumerator(atPath: root.path)?.allObjects ?? []
    let paths = files.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".asr") && !$0.hasPrefix(".build") }
    #expect(paths.count > 20)
    for path in paths {
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      #expect(Array(try reread(text).recipe.text.utf8) == Array(text.utf8), "\(path)")
    }
  }

  @Test func `random texts come back to the byte`() throws {
    let pieces = [
      "# %% A", "# %%", "# %% [markdown]", "# text", "#text", "#", "\n", "\n", "\n\n", " ", "\t",
      "x = 1", "\"\"\"", "param n = 1", "\r\n", "é", "  # c", "%%", "# %% [markdown] H", "{", "}",
    ]
    var state: UInt64 = 1
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let back = Notebook(recipe: text).recipe.text
      #expect(Array(back.utf8) == Array(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test func `the file has the structure of format 4_5`() throws {
    let file = try JSON(parsing: try Notebook(recipe: Self.recipe).fileText())
    #expect(file["nbformat"] == 4)
    #expect(file["nbformat_minor"] == 5)
    #expect(file["metadata"]?["kernelspec"]?["language"] == "asr")
    #expect(file["metadata"]?["kernelspec"]?["name"] == "asrsh")
    #expect(file["metadata"]?["language_info"]?["name"] == "asr")
    #expect(file.object?.members.map(\.key) == ["cells", "metadata", "nbformat", "nbformat_minor"])
    let cells = try #require(file["cells"]?.array)
    for cell in cells {
      let isCode = cell["cell_type"] == "code"
      let keys = Set(cell.object?.members.map(\.key) ?? [])
      let common: Set = ["cell_type", "id", "metadata", "source"]
      #expect(keys == (isCode ? common.union(["execution_count", "outputs"]) : common))
      #expect(isCode ? cell["outputs"] == [] && cell["execution_count"] == .null : true)
      let lines = try #require(cell["source"]?.array).compactMap(\.string)
      #expect(lines.dropLast().allSatisfy { $0.hasSuffix("\n") && $0.count { $0 == "\n" } == 1 })
      #expect(lines.last?.hasSuffix("\n") == false)
      let name = try #require(cell["id"]?.string)
      #expect(name.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil)
    }
    #expect(Set(cells.compactMap { $0["id"]?.string }).count == cells.count)
  }

  @Test func `the name of a cell stays while its first line does`() throws {
    func names(_ recipe: String) throws -> [String] {
      let file = try JSON(parsing: try Notebook(recipe: recipe).fileText())
      return (file["cells"]?.array ?? []).compactMap { $0["id"]?.string }
    }
    let names1 = try names("# %% A\nx = 1\n# %% B\n# %% B\n")
    let names2 = try names("# %% new\n# %% A\nx = 2\ny = 3\n# %% B\n# %% B\n")
    #expect(Array(names2.dropFirst()) == names1)
    #expect(names1 == ["step-c5f6d7f7", "step-c6f6d98a", "step-c6f6d98a-2"])
  }

  @Test func `cells that are added become steps`() throws {
    var notebook = try reread("param n = 1\n\n# %% A\nx = 1\n")
    notebook.cells += [
      .init(.markdown, "Some\n\nprose"), .init(.code, "y = 2"),
      .init(.code, "z = 3", metadata: ["title": "Last\nof all"]), .init(.code, ""),
    ]
    #expect(
      notebook.recipe.text == """
        param n = 1

        # %% A
        x = 1

        # %% [markdown]
        # Some
        #
        # prose

        # %%
        y = 2

        # %% Last of all
        z = 3

        # %%

        """)
  }

  @Test func `prose that was changed is not what was kept`() throws {
    var notebook = try reread("# %% [markdown] A\n#b\n")
    notebook.cells[0].source = "A\nc"
    #expect(notebook.recipe.text == "# %% [markdown]\n# A\n# c\n")
    let kept: JSON = ["text": "# %% [markdown]\n# A\nprint(1)"]
    notebook.cells[0] = .init(.markdown, "A", metadata: ["asrsh": kept])
    #expect(notebook.recipe.text == "# %% [markdown]\n# A\n")
  }

  @Test func `a comment behind prose does not become prose`() throws {
    let notebook = Notebook(cells: [
      .init(.markdown, "a"), .init(.code, "# c\nx = 1", metadata: ["asrsh": ["step": false]]),
    ])
    #expect(notebook.recipe.text == "# %% [markdown]\n# a\n\n# %%\n# c\nx = 1\n")
  }

  @Test func `prose does not open steps`() {
    let (text, count) = Notebook(cells: [.init(.markdown, "%% a\n  %%\n%%b")]).recipe
    #expect(text == "# %% [markdown]\n# \\%% a\n#   \\%%\n# %%b\n")
    #expect(count == 2)
  }
}
