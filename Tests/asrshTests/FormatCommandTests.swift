internal import Foundation
internal import Testing

@testable import asrsh

/// `asrsh format` as it is run from a command line.
@Suite struct FormatCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
  }

  private func names() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
      .subtracting(["stdin", "stdout", "stderr"])
  }

  @Test func `a recipe is laid out in its place`() throws {
    let path = try folder.write("a.asr", "x=1\r\nf( x )")
    try FileManager.default.setAttributes([.posixPermissions: 0o751], ofItemAtPath: path)
    let run = try Binary.run(["format", path], in: folder)
    #expect(run.code == 0)
    #expect(run.output == "\(path): laid out\n")
    #expect(run.messages == "")
    #expect(try folder.text("a.asr") == "x = 1\nf(x)\n")
    #expect(try mode("a.asr") == 0o751)
    #expect(try names() == ["a.asr"])
    #expect(try Binary.run(["format", path], in: folder).output == "")
  }

  @Test func `what is laid out already is not written`() throws {
    let path = try folder.write("a.asr", "x = 1\n")
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    #expect(try Binary.run(["format", path], in: folder).code == 0)
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    #expect(date == old)
  }

  @Test func `checking names what would change and writes nothing`() throws {
    let good = try folder.write("good.asr", "x = 1\n")
    let bad = try folder.write("bad.asr", "x=1\n")
    let run = try Binary.run(["format", "--check", good, bad], in: folder)
    #expect(run.code == 1)
    #expect(run.output == "\(bad)\n")
    #expect(try folder.text("bad.asr") == "x=1\n")
    #expect(try Binary.run(["format", "--check", good], in: folder).code == 0)
    #expect(try Binary.run(["format", "--check", "-"], in: folder, input: "x=1").code == 1)
  }

  @Test func `standard input goes to standard output`() throws {
    let run = try Binary.run(["format", "-"], in: folder, input: "x=1 # é\n")
    #expect(run.code == 0)
    #expect(run.output == "x = 1  # é\n")
    let broken = try Binary.run(["format", "-"], in: folder, input: "x = (1\n")
    #expect(broken.code == 2)
    #expect(broken.output == "")
    #expect(broken.message == "error: this ( is not closed")
  }

  @Test func `what has errors is left alone, and the others are laid out`() throws {
    let broken = try folder.write("broken.asr", "x  = (1\n")
    let other = try folder.write("other.asr", "y=1\n")
    let run = try Binary.run(["format", broken, "none.asr", other], in: folder)
    #expect(run.code == 2)
    #expect(run.messages.contains("broken.asr:1:6"))
    #expect(run.messages.contains("none.asr"))
    #expect(try folder.text("broken.asr") == "x  = (1\n")
    #expect(try folder.text("other.asr") == "y = 1\n")
    #expect(try Binary.run(["format", "--check", broken], in: folder).code == 2)
  }

  @Test func `symbolic links are neither followed nor replaced`() throws {
    let path = try folder.write("a.asr", "x=1\n")
    let link = folder.file("link.asr")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.asr")
    let run = try Binary.run(["format", link], in: folder)
    #expect(run.code == 2)
    #expect(run.message.hasSuffix("is a symbolic link, and nothing is written through it"))
    #expect(try folder.text("a.asr") == "x=1\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.asr")
    #expect(try Binary.run(["format", path], in: folder).code == 0)
  }

  @Test func `what cannot be replaced is an error`() throws {
    let run = try Binary.run(["format", folder.path], in: folder)
    #expect(run.code == 2)
    #expect(run.message.contains("Is a directory"))
    #expect(try Binary.run(["format"], in: folder).message.hasSuffix("asrsh format needs a recipe"))
    let full = try Binary.run(script: "echo 'x=1' | \"$0\" format - >/dev/full", in: folder)
    #expect(full.code == 1)
  }
}
