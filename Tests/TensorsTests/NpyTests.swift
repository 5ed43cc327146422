import Foundation
import Testing

@testable import Tensors

/// The bytes of a file that `Tests/Fixtures/npy.py` wrote.
private func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/npy")
  return Array(try Data(contentsOf: folder.appending(path: "\(name).npy")))
}

struct NpyTests {
  @Test(arguments: [
    "f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "fortran", "version_2",
    "version_3",
  ])
  func `reads what NumPy wrote`(name: String) throws {
    let tensor = try tensor(fixture(name))
    #expect(tensor == Tensor([0, 1, 2, 3, 4, 5], shape: [2, 3]))
  }

  @Test func `reads scalars, vectors, truths and arrays without elements`() throws {
    #expect(try tensor(fixture("scalar_5")) == Tensor([5], shape: []))
    #expect(try tensor(fixture("vector_0_to_2")) == Tensor([0, 1, 2]))
    #expect(try tensor(fixture("truths_1_0")) == Tensor([1, 0]))
    #expect(try tensor(fixture("empty")).shape == [0, 3])
  }

  @Test(arguments: ["f4", "vector_0_to_2", "scalar_5", "empty"])
  func `writes the bytes that NumPy writes`(name: String) throws {
    // NumPy pads the header of version 1.0 to 64 bytes as well, and leaves room for growth.
    let bytes = try fixture(name)
    let original = try tensor(bytes)
    let written = original.npy
    #expect(written.count.isMultiple(of: 4))
    let again = try tensor(written)
    #expect(again == original)
    let header = try #require(written.firstIndex(of: 10).map { Array(written[10..<$0]) })
    #expect((header.count + 11).isMultiple(of: 64))
  }

  @Test(arguments: [
    ("bad_big_endian", NpyError.elementType(">f4")), ("bad_complex", .elementType("<c8")),
    ("bad_records", .elementType("record")), ("bad_texts", .elementType("<U1")),
    ("bad_large_integer", .notSinglePrecision("16777217")),
    ("bad_large_float", .notSinglePrecision("1e+300")),
  ])
  func `refuses what would not survive`(name: String, error: NpyError) throws {
    let bytes = try fixture(name)
    #expect(throws: error) { try tensor(bytes) }
  }

  @Test func `refuses files that are cut short, anywhere`() throws {
    let bytes = try fixture("f4")
    for length in 0..<bytes.count {
      #expect(throws: NpyError.self) { try tensor(Array(bytes[..<length])) }
    }
    #expect(throws: NpyError.wrongLength(present: 25, needed: 24)) {
      try tensor(bytes + [0])
    }
  }

  @Test(arguments: [
    "", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}",
    "{'descr': '<f4', 'fortran_order': false, 'shape': (6,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'more': 1}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} x",
    "{'descr': '<f4, 'fortran_order': False, 'shape': (6,)}",
  ])
  func `refuses headers that are not an array's`(header: String) {
    #expect(throws: NpyError.malformedHeader) { try NpyHeader(parsing: header) }
  }

  @Test func `refuses shapes too large for memory before it makes them`() {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }"
    let length = UInt8(header.utf8.count)
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, length, 0] + Array(header.utf8)
    #expect(throws: NpyError.shape(.tooLarge(shape: [9_999_999_999, 9_999_999_999]))) {
      try tensor(bytes)
    }
  }
}

/// Reads an array; a span of a temporary inside an expectation is more than the compiler bears.
private func tensor(_ bytes: [UInt8]) throws(NpyError) -> Tensor {
  try Tensor(npy: bytes.span)
}
