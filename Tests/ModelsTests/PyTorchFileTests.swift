import Models
import Tensors
import TestSupport
import Testing
import Text

/// The tensors of a fixture by their names.
private func read(_ name: String) throws -> [String: Tensor] {
  let file = try openTensorFile(path: fixturePath("models/\(name)"))
  return Dictionary(uniqueKeysWithValues: try tensors(of: file).map { ($0.name, $0.tensor) })
}

private func bits(_ tensor: Tensor) -> [UInt32] { tensor.elements.map(\.bitPattern) }

@Test func `reads what PyTorch wrote, in every format`() throws {
  let expected = try read("formats.safetensors")
  let found = try read("formats.bin")
  #expect(expected.count == 10)
  for (name, tensor) in expected {
    let other = try #require(found[name])
    #expect(other.shape == tensor.shape && bits(other) == bits(tensor), "\(name)")
  }
}

@Test func `views, shared storages and parameters have their own numbers`() throws {
  let found = try read("formats.bin")
  let rows = (0..<4).map { row in (0..<6).map { Float(6 * row + $0) } }
  let tied: [Float] = [0.5, 1.5, 2.5, 3.5]
  let expected: [(name: String, shape: [Int], numbers: [Float])] = [
    ("transposed", [6, 4], (0..<6).flatMap { column in rows.map { $0[column] } }),
    ("sliced", [3, 3], [7, 9, 11, 13, 15, 17, 19, 21, 23]), ("row", [6], rows[2]),
    ("column", [4], [5, 11, 17, 23]),
    (
      "permuted", [4, 2, 3],
      (0..<4).flatMap { last in (0..<6).map { Float(4 * $0 + last) } }
    ),
    ("whole", [4, 6], rows.flatMap { $0 }), ("tied.a", [4], tied), ("tied.b", [4], tied),
    ("tied.c", [2, 2], tied), ("parameter", [4], tied), ("frozen", [1, 1], [2]),
    ("one row of many", [1, 3], [2, 3, 4]),
  ]
  for (name, shape, numbers) in expected {
    let tensor = try #require(found[name])
    #expect(tensor.shape == shape && tensor.elements == numbers, "\(name): \(tensor.elements)")
  }
  #expect(found.count == expected.count + 10)
}

@Test func `writing to one of two tied tensors leaves the other and the file`() throws {
  let file = try PyTorchFile(path: fixturePath("models/formats.bin"))
  var one = try file.tensor("tied.a")
  let two = try file.tensor("tied.b")
  var span = one.mutableSpan
  span[0] = 100
  #expect(one.elements == [100, 1.5, 2.5, 3.5] && two.elements == [0.5, 1.5, 2.5, 3.5])
  #expect(try file.tensor("tied.a") == two)
}

@Test func `the state of a module is read in its order, and its versions are left out`() throws {
  let file = try PyTorchFile(path: fixturePath("models/module.bin"))
  let expected = try #require(try JSON(path: fixturePath("models/module.json")).object)
  #expect(file.entries.map(\.name) == expected.members.map(\.key))
  for (name, value) in expected.members where name != "1.num_batches_tracked" {
    let numbers = try #require(value.array).compactMap(\.double)
    #expect(try file.tensor(name).elements == numbers.map { Float($0) }, "\(name)")
  }
  let count = try #require(file.entries.first { $0.name == "1.num_batches_tracked" })
  #expect(count.format == .int64 && count.shape == [] && count.byteCount == 8)
}

@Test(arguments: ["others.safetensors", "others.bin"])
func `other numbers than floats are listed, and refused only when asked for`(name: String) throws {
  let file = try openTensorFile(path: fixturePath("models/\(name)"))
  #expect(file.entries.count >= 13)
  for entry in file.entries where entry.name != "weight" {
    #expect(entry.format.rawValue == entry.name)
    do {
      _ = try file.tensor(entry.name)
      Issue.record("\(entry.name) was read.")
    } catch {
      #expect(error.description.contains("tensor \"\(entry.name)\" holds \(entry.name)"))
    }
  }
  #expect(try file.tensor("weight").elements == [1.5, -2])
  #expect(throws: ModelError.self) { try file.tensor("wei\u{0301}ght") }
  do {
    _ = try file.tensor("bias")
  } catch {
    #expect(error.description.hasSuffix("\(name)\" cannot be read: it has no tensor \"bias\""))
  }
}

@Test(arguments: [
  ("nested.bin", ["\"epoch\" is a whole number", "\"state_dict\"", "state_dict()"]),
  ("list.bin", ["holds a list, not a dictionary of tensors"]),
  ("whole-module.bin", ["names \"torch.nn.modules.linear.Linear\""]),
  ("expanded.bin", ["[1000, 1000]", "strides [0, 0]", "twice"]),
  ("conjugated.bin", ["attributes of its own"]),
  ("sparse.bin", ["names \"torch._utils._rebuild_sparse_tensor\""]),
  ("protocol4.bin", ["protocol 4; torch.save writes 2"]),
  ("legacy.bin", ["a pickle of an old PyTorch; convert it to safetensors"]),
  ("scripted.bin", ["TorchScript archive", "convert it to safetensors"]),
])
func `other files of PyTorch are refused by what they are`(name: String, says: [String]) throws {
  let path = fixturePath("models/\(name)")
  do {
    _ = try openTensorFile(path: path)
    Issue.record("It was opened.")
  } catch {
    for part in says {
      #expect(error.description.contains(part) && error.description.contains(path), "\(error)")
    }
  }
}
