import TestSupport
import Testing
import Text

@testable import Models

@Test func `the instructions are those of Python's pickles, by byte and name`() throws {
  let opcodes = try #require(try JSON(path: fixturePath("models/opcodes.json")).object)
  #expect(opcodes.count == 68)
  for (name, value) in opcodes.members {
    let code = try #require(value.integer.flatMap { UInt8(exactly: $0) })
    #expect(PickleOpcode(rawValue: code)?.name == name)
  }
  let known = (0...UInt8.max).count { PickleOpcode(rawValue: $0) != nil }
  #expect(known == opcodes.count)
}
