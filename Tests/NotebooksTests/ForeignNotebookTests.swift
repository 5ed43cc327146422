import Testing
import Text

@testable import Notebooks

/// Notebooks of other programs, and files that are none.
@Suite struct ForeignNotebookTests {
  private func read(
    _ text: String
  ) throws(NotebookError) -> (notebook: Notebook, losses: NotebookLosses) {
    try Notebook.read(Array(text.utf8))
  }

  private static let python = """
    {"nbformat": 4, "nbformat_minor": 2,
     "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "P"}},
     "cells": [
      {"cell_type": "markdown", "metadata": {}, "source": ["# Title\\n", "![](attachment:a.png)"],
       "attachments": {"a.png": {"image/png": "AAAA"}}},
      {"cell_type": "code", "metadata": {"tags": ["hide"]}, "execution_count": 1,
       "source": "import torch\\r\\nfor x in range(3):\\r\\n    print(x)\\n",
       "outputs": [{"output_type": "stream", "name": "stdout", "text": ["0\\n"]}]},
      {"cell_type": "raw", "metadata": {}, "source": []},
      {"cell_type": "code", "metadata": {"collapsed": true}, "execution_count": null,
       "source": [], "outputs": []}
     ]}
    """

  @Test func `a notebook of Python becomes steps, and what is lost is named`() throws {
    let (notebook, losses) = try read(Self.python)
    #expect(
      notebook.recipe.text == """
        # %% [markdown]
        # # Title
        # ![](attachment:a.png)

        # %%
        import torch
        for x in range(3):
            print(x)

        # %%

        """)
    #expect(
      losses.descriptions == [
        "the outputs of 1 cell are left out", "1 attachment left out", "1 raw cell left out",
        "the metadata of 1 cell left out", "the code is python, which stays as it is",
      ])
  }

  @Test func `a step of the notebook keeps its own mark`() throws {
    let text = """
      {"nbformat": 4, "metadata": {}, "cells": [
        {"cell_type": "code", "source": ["#%% A\\n", "x = 1"]}
      ]}
      """
    #expect(try read(text).notebook.recipe.text == "#%% A\nx = 1\n")
  }

  @Test(arguments: [
    ("", "is not JSON: line 1, column 1: there is no value"),
    ("{\"nbformat\": 4,", "is not JSON: line 1, column 16: the text ends inside a value"),
    ("[]", "is no notebook: it has no whole number nbformat"),
    ("{\"nbformat\": \"4\"}", "is no notebook: it has no whole number nbformat"),
    ("{\"nbformat\": 3, \"worksheets\": []}", "is a notebook of format 3; format 4 is read"),
    ("{\"nbformat\": 5, \"cells\": []}", "is a notebook of format 5; format 4 is read"),
    ("{\"nbformat\": 4}", "is a broken notebook: cells is not a list"),
    (
      "{\"nbformat\": 4, \"cells\": [1]}",
      "is a broken notebook: the cell_type of cell 1 is not a text"
    ),
    (
      "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}",
      "is a broken notebook: the source of cell 1 is not a text or a list of lines"
    ),
    (
      "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}",
      "is a broken notebook: a line of cell 1 is not a text"
    ),
  ])
  func `what is no notebook is refused by name`(text: String, message: String) {
    let error = #expect(throws: NotebookError.self) { try read(text) }
    #expect(error?.description == message)
  }

  @Test func `an old format comes with what to do`() {
    #expect(NotebookError.format(3).hint?.contains("nbconvert") == true)
    #expect(NotebookError.format(5).hint == nil)
  }
}
