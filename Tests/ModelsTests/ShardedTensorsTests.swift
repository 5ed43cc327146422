import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Text

@Test(arguments: ["safetensors", "bin"])
func `a model in several files is read as one`(kind: String) throws {
  let file = try openTensorFile(folder: fixturePath("models/shards/\(kind)"))
  #expect(file is ShardedTensors && file.path.hasSuffix(".index.json"))
  #expect(
    file.entries.map(\.name).sorted() == ["layer.0.count"] + (0..<5).map { "layer.\($0).weight" })
  for index in 0..<5 {
    let tensor = try file.tensor("layer.\(index).weight")
    #expect(tensor == Tensor(repeating: Float(index), shape: [3, 4]))
  }
  #expect(throws: ModelError.self) { try file.tensor("layer.0.count") }
  do {
    _ = try file.tensor("layer.5.weight")
    Issue.record("It was read.")
  } catch {
    expectOneLine(
      error, says: [".index.json\" cannot be read: it has no tensor \"layer.5.weight\""])
  }
}

@Test func `a folder's weights are the first of those that it may have`() throws {
  let folder = try TemporaryFolder()
  let names = [
    "pytorch_model.bin.index.json", "pytorch_model.bin", "model.safetensors.index.json",
    "model.safetensors",
  ]
  func opened() throws -> String { try openTensorFile(folder: folder.path).path }
  do {
    _ = try opened()
    Issue.record("It was opened.")
  } catch let error as ModelError {
    expectOneLine(error, says: [folder.path] + names)
  }
  for name in ["pytorch_model-00001-of-00001.bin", "model-00001-of-00001.safetensors"] {
    _ = try folder.write(name, fixtureBytes("models/written.safetensors"))
  }
  for (index, name) in names.enumerated() {
    let shard = index == 0 ? "pytorch_model-00001-of-00001.bin" : "model-00001-of-00001.safetensors"
    let map = ["a.weight", "b", "c"].map { "\"\($0)\": \"\(shard)\"" }.joined(separator: ", ")
    _ =
      name.hasSuffix(".json")
      ? try folder.write(name, text: "{\"weight_map\": {\(map)}}")
      : try folder.write(name, fixtureBytes("models/written.safetensors"))
    #expect(try opened() == folder.file(name))
  }
  // What is broken does not make way for what comes next.
  _ = try folder.write("model.safetensors", text: "")
  #expect(throws: ModelError.self) { try opened() }
  #expect(throws: ModelError.self) { try openTensorFile(folder: folder.file("model.safetensors")) }
  #expect(throws: ModelError.self) { try openTensorFile(folder: folder.file("nothing")) }
}

/// An index with this map, and a word of the message.
struct HostileIndex: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let word: String

  init(_ name: String, _ text: String, says word: String) {
    (testDescription, self.text, self.word) = (name, text, word)
  }

  init(_ name: String, map: String, says word: String) {
    self.init(name, "{\"weight_map\": {\(map)}}", says: word)
  }

  /// Beside the index are `one` with a, `two` with b, and `both` with a and b.
  static let all =
    [
      HostileIndex("nothing", "", says: "not JSON"),
      HostileIndex("no object", "[]", says: "no weight_map"),
      HostileIndex("no map", "{\"weight_map\": 3}", says: "no weight_map"),
      HostileIndex("an empty map", map: "", says: "no weight_map"),
      HostileIndex("a number for a file", map: "\"a\": 1", says: "a whole number in weight_map"),
      HostileIndex(
        "a tensor twice", map: "\"a\": \"one\", \"a\": \"both\"", says: "\"a\" stands twice"),
      HostileIndex(
        "a file that is missing", map: "\"a\": \"three\"", says: "three\" does not exist"),
      HostileIndex(
        "a tensor in no file", map: "\"a\": \"one\", \"c\": \"one\"", says: "no file has it"),
      HostileIndex(
        "a tensor in another file", map: "\"a\": \"two\", \"b\": \"one\"",
        says: "tensor \"a\" is not in \"two\", where weight_map places it; it is in \"one\""),
      HostileIndex(
        "a tensor in two files", map: "\"a\": \"one\", \"b\": \"both\"",
        says: "tensor \"a\" is in both \"both\" and \"one\""),
      HostileIndex(
        "a tensor that the map lacks", map: "\"a\": \"both\"",
        says: "tensor \"b\" of \"both\" is missing in weight_map"),
      HostileIndex("a folder for a file", map: "\"a\": \"folder\"", says: "is a folder"),
      HostileIndex(
        "200,000 values", "[" + String(repeating: "1,", count: 200_000) + "1]", says: "values"),
    ]
    + ["../one", "/etc/passwd", "x/one", "", ".", "..", "one\\n", "x.index.json", "\\u0000"].map {
      HostileIndex("the file \($0)", map: "\"a\": \"\($0)\"", says: "no name of a file beside it")
    }
}

@Test(arguments: HostileIndex.all)
func `an index that does not agree with its files is refused`(hostile: HostileIndex) throws {
  let folder = try TemporaryFolder()
  let (a, b) = ((name: "a", tensor: Tensor([1])), (name: "b", tensor: Tensor([2])))
  try Safetensors.save([a], to: folder.file("one"))
  try Safetensors.save([b], to: folder.file("two"))
  try Safetensors.save([a, b], to: folder.file("both"))
  _ = try folder.write("folder/x", text: "")
  let path = try folder.write("model.safetensors.index.json", text: hostile.text)
  do {
    _ = try openTensorFile(path: path)
    Issue.record("It was opened.")
  } catch {
    expectOneLine(error, says: [folder.path, hostile.word])
  }
}

@Test func `every file of an index has to be whole`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write(
    "model.safetensors.index.json", text: "{\"weight_map\": {\"a\": \"one\"}}")
  _ = try folder.write("one", fixtureBytes("models/written.safetensors").dropLast())
  do {
    _ = try openTensorFile(path: path)
    Issue.record("It was opened.")
  } catch {
    expectOneLine(error, says: [folder.file("one"), "bytes of numbers"])
  }
}
