internal import Foundation
internal import Testing

@testable import asrsh

/// `asrsh convert` as it is run from a command line.
@Suite struct ConvertCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a recipe becomes a notebook and comes back`() throws {
    let text = "param n = 1\n\n# %% A\nprint(n)\n"
    let path = try folder.write("a.asr", text)
    let there = try Binary.run(["convert", path, folder.file("a.ipynb")], in: folder)
    #expect(there.code == 0)
    #expect(there.output == "\(folder.file("a.ipynb")): 2 cells\n")
    #expect(there.messages == "")
    let back = try Binary.run(
      ["convert", folder.file("a.ipynb"), folder.file("b.asr")], in: folder)
    #expect(back.code == 0)
    #expect(back.messages == "")
    #expect(try folder.text("b.asr") == text)
  }

  @Test func `a target is written over only by force`() throws {
    let path = try folder.write("a.asr", "x = 1\n")
    let target = try folder.write("a.ipynb", "mine")
    let refused = try Binary.run(["convert", path, target], in: folder)
    #expect(refused.code == 2)
    #expect(refused.message.hasSuffix("a.ipynb\" is there already"))
    #expect(try folder.text("a.ipynb") == "mine")
    #expect(try Binary.run(["convert", "--force", path, target], in: folder).code == 0)
    #expect(try folder.text("a.ipynb").hasPrefix("{\n \"cells\""))
  }

  @Test func `syntax errors are shown, and the recipe is written`() throws {
    let notebook = try folder.write(
      "a.ipynb",
      #"{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {}, "#
        + #""source": ["if x:\n", "  y"], "outputs": [{}], "execution_count": 1}]}"#)
    let target = folder.file("a.asr")
    let run = try Binary.run(["convert", notebook, target], in: folder)
    #expect(run.code == 0)
    #expect(run.message == "error: the body after if … stands in braces, not after a colon")
    #expect(run.messages.contains("\(target):2:5"))
    #expect(run.messages.hasSuffix("a.ipynb: the outputs of 1 cell are left out\n"))
    #expect(try folder.text("a.asr") == "# %%\nif x:\n  y\n")
  }

  @Test(arguments: [
    ([], "asrsh convert needs a recipe and a notebook"),
    (["a.asr"], "asrsh convert needs a recipe and a notebook"),
    (["a.asr", "b.asr"], "asrsh convert needs one file .asr and one .ipynb"),
    (["a.py", "b.ipynb"], "asrsh convert needs one file .asr and one .ipynb"),
    (["none.asr", "b.ipynb"], "\"none.asr\" cannot be read: No such file or directory"),
    (["none.ipynb", "b.asr"], "\"none.ipynb\" cannot be read: No such file or directory"),
  ])
  func `what cannot be converted is an error`(arguments: [String], message: String) throws {
    let run = try Binary.run(["convert"] + arguments, in: folder)
    #expect(run.code == 2)
    #expect(run.message.hasPrefix("error: \(message)"))
  }

  @Test func `a broken notebook is refused and nothing is written`() throws {
    let notebook = try folder.write("a.ipynb", "{\"nbformat\": 3}")
    let run = try Binary.run(["convert", notebook, folder.file("a.asr")], in: folder)
    #expect(run.code == 2)
    #expect(run.message.hasSuffix("a.ipynb\" is a notebook of format 3; format 4 is read"))
    #expect(run.messages.contains("hint: jupyter nbconvert"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("a.asr")))
  }
}
