import Kernels
import Models
import Tensors
import TestSupport
import Testing

private typealias P = TestPickle

/// Reads a pickle with two storages of 8 and 16 bytes; what went wrong, or what was read.
private func outcome(of pickle: [UInt8]) -> Result<PyTorchFile, ModelError> {
  let archive = TestArchive(
    pickle: pickle,
    storages: [
      ("0", number(0x3F80_0000, 4) + number(0x4000_0000, 4)), ("1", Array(repeating: 1, count: 16)),
    ])
  do throws(ModelError) {
    return .success(try PyTorchFile(FileBytes(archive.bytes), path: "x.bin"))
  } catch {
    return .failure(error)
  }
}

private let good = P.tensor(shape: [2], strides: [1])

extension HostileFile {
  /// A pickle of these instructions, between the protocol and the end.
  private init(_ name: String, run instructions: [UInt8]..., says word: String) {
    self.init(name, P.proto + instructions.flatMap { $0 } + P.stop, says: word)
  }

  /// A state whose tensor `a` is `value`.
  private init(_ name: String, value: [UInt8], says word: String) {
    self.init(name, P.state([("a", value)]), says: word)
  }

  static let instructions = [
    HostileFile("calls a text", run: P.text("x"), P.emptyTuple, P.reduce, says: "calls a text"),
    HostileFile(
      "calls a storage's type", run: P.global("torch", "FloatStorage"), P.emptyTuple, P.reduce,
      says: "calls a storage"),
    HostileFile(
      "calls with no tuple", run: P.global("collections", "OrderedDict"), P.none, P.reduce,
      says: "with None"),
    HostileFile(
      "a dictionary of arguments", run: P.global("collections", "OrderedDict"),
      P.tuple([P.emptyList]), P.reduce, says: "from a list"),
    HostileFile(
      "attributes of a tensor", run: good, P.emptyDict, P.build, says: "a tensor attributes"),
    HostileFile(
      "attributes of a plain dictionary", run: P.emptyDict, P.emptyDict, P.build,
      says: "a dictionary attributes"),
    HostileFile(
      "attributes from a tuple", run: P.ordered, P.emptyTuple, P.build, says: "from a tuple"),
    HostileFile(
      "an item of a list", run: P.emptyList, P.text("a"), good, P.setitem, says: "an item of a list"
    ),
    HostileFile(
      "appended to a dictionary", run: P.emptyDict, good, P.append, says: "appends to a dictionary"),
    HostileFile(
      "a key that is a list", run: P.emptyDict, P.emptyList, good, P.setitem,
      says: "a list for a key"),
    HostileFile(
      "a key without a value", run: P.emptyDict, P.mark, P.text("a"), [0x75],
      says: "without a value"),
    HostileFile("a set", run: [0x8F], says: "EMPTY_SET"),
    HostileFile("a dropped value", run: P.none, [0x30], says: "POP"),
    HostileFile("a value twice", run: P.none, [0x32], says: "DUP"),
    HostileFile("a text id", [0x80, 2] + Array("Pos\n.".utf8), says: "PERSID"),
    HostileFile("a frame", run: [0x95], number(1, 8), P.none, says: "FRAME"),
    HostileFile("bytes", run: [0x43, 1, 65], says: "SHORT_BINBYTES"),
    HostileFile("a long whole number", run: [0x8B], number(1, 4), [1], says: "LONG4"),
    HostileFile(
      "NEWOBJ of what is known", run: P.global("collections", "OrderedDict"),
      P.emptyTuple, [0x81], says: "NEWOBJ"),
    HostileFile(
      "STACK_GLOBAL of what is known", run: P.text("collections"), P.text("OrderedDict"), [0x93],
      says: "STACK_GLOBAL"),
    HostileFile("no protocol", P.emptyDict + P.stop, says: "protocol 0"),
    HostileFile("protocol 5", [0x80, 5] + P.emptyDict + P.stop, says: "protocol 5"),
    HostileFile("the protocol twice", P.proto + P.proto + P.emptyDict + P.stop, says: "once"),
  ]

  static let streams = [
    HostileFile("nothing", [], says: "without its last instruction"),
    HostileFile("no end", P.proto + P.emptyDict, says: "without its last instruction"),
    HostileFile(
      "more behind its end", P.proto + P.emptyDict + P.stop + [0x4E], says: "behind its end"),
    HostileFile("an end alone", P.proto + P.stop, says: "leaves 0 values"),
    HostileFile("two values", run: P.none, P.none, says: "leaves 2 values"),
    HostileFile("an open mark", run: P.mark, P.none, says: "leaves 1 values"),
    HostileFile("a byte that is nothing", run: [0xFF], says: "has 255"),
    HostileFile("nothing to call", run: P.reduce, says: "where there is none"),
    HostileFile("nothing below the mark", run: P.none, P.mark, [0x85], says: "where there is none"),
    HostileFile("a tuple without a mark", run: P.none, [0x74], says: "a mark"),
    HostileFile("items without a mark", run: P.emptyDict, [0x75], says: "a mark"),
    HostileFile("items of nothing", run: P.mark, [0x75], says: "where there is none"),
    HostileFile("nothing remembered", run: [0x68, 0], says: "recalls value 0 of 0"),
    HostileFile("far too much remembered", run: [0x6A], number(UInt32.max, 4), says: "of 0"),
    HostileFile(
      "remembered far away", run: P.none, [0x72], number(UInt32.max, 4),
      says: "as number 4294967295"),
    HostileFile("nothing to remember", run: [0x71, 0], says: "where there is none"),
    HostileFile(
      "a number of 255 bytes", run: [0x8A, 255], Array(repeating: 1, count: 255), says: "255 bytes"),
    HostileFile("a text of 2^32 - 1", run: [0x58], number(UInt32.max, 4), says: "cut short"),
    HostileFile("a text of 2^64 - 1", run: [0x8D], number(UInt64.max, 8), says: "cut short"),
    HostileFile("a text that is not UTF-8", run: [0x58], number(1, 4), [0xFF], says: "UTF-8"),
    HostileFile("a name without an end", run: Array("ctorch".utf8), says: "cut short"),
    HostileFile(
      "a list in itself", run: P.emptyList, [0x71, 0, 0x68, 0], P.append, says: "holds itself"),
    HostileFile(
      "a dictionary in itself", run: P.emptyDict, [0x71, 0], P.text("a"), [0x68, 0], P.setitem,
      says: "holds itself"),
    HostileFile(
      "a million tuples, each in the next", run: P.emptyTuple,
      Array(repeating: 0x85, count: 1 << 20),
      says: "holds a tuple"),
    HostileFile(
      "four million marks", run: Array(repeating: 0x28, count: 1 << 22), says: "instructions"),
  ]

  static let storages = [
    HostileFile("an id that is a text", run: P.text("0"), P.persistent, says: "storage"),
    HostileFile(
      "an id of four", run: P.tuple([P.text("storage"), P.text("0")]), P.persistent, says: "storage"
    ),
    HostileFile(
      "a count below 0", value: P.tensor(count: -1, shape: [2], strides: [1]), says: "count"),
    HostileFile(
      "a count of 2^62", value: P.tensor(count: 1 << 62, shape: [2], strides: [1]), says: "8 bytes"),
    HostileFile(
      "a count of 3", value: P.tensor(count: 3, shape: [2], strides: [1]), says: "says 3 of F32"),
    HostileFile(
      "another format", value: P.tensor("DoubleStorage", shape: [2], strides: [1]), says: "2 of F64"
    ),
    HostileFile(
      "a key that leads elsewhere", value: P.tensor(key: "../version", shape: [2], strides: [1]),
      says: "no member for the storage \"../version\""),
    HostileFile(
      "a key that is not there", value: P.tensor(key: "2", shape: [2], strides: [1]), says: "\"2\""),
    HostileFile(
      "one storage in two formats",
      P.state([("a", good), ("b", P.tensor("HalfStorage", count: 4, shape: [2], strides: [1]))]),
      says: "two formats"),
    HostileFile(
      "a format beside the storage's",
      value: P.tensor(
        shape: [2], strides: [1], more: [P.global("torch", "uint16")]), says: "attributes"),
    HostileFile(
      "a storage without a format",
      value: P.tensor("storage\nUntypedStorage", count: 8, shape: [2], strides: [1]),
      says: "names \"torch.storage\""),
  ]

  static let views = [
    ("past the end", 0, [3], [1]), ("from past the end", 1, [2], [1]),
    ("far past the end", 1 << 40, [1], [1]), ("nothing past the end", 3, [0], [1]),
    ("every other past the end", 0, [2], [2]), ("an offset below 0", -1, [1], [1]),
    ("a stride below 0", 1, [2], [-1]), ("a length below 0", 0, [-2], [1]),
    ("an offset of 2^63 - 1", .max, [2], [1]), ("a stride of 2^63 - 1", 0, [2], [.max]),
    ("10^12 times the same", 0, [1_000_000, 1_000_000], [0, 0]), ("twice the same", 0, [2], [0]),
    ("overlapping rows", 0, [2, 2], [1, 1]), ("two lengths and one stride", 0, [1, 2], [1]),
    ("a product of 2^64", 0, [1 << 32, 1 << 32], [1, 1]),
    ("nothing of a huge shape", 0, [0, 1 << 62, 16], [1, 1, 1]),
    ("nine dimensions", 0, Array(repeating: 1, count: 9), Array(repeating: 1, count: 9)),
  ].map { (name: String, offset: Int, shape: [Int], strides: [Int]) in
    HostileFile(
      name, value: P.tensor(offset: offset, shape: shape, strides: strides),
      says: "its data.pkl, at byte")
  }

  static let states = [
    HostileFile("None", run: P.none, says: "holds None"),
    HostileFile("a list", run: P.emptyList, good, P.append, says: "holds a list"),
    HostileFile("a tensor", run: good, says: "holds a tensor"),
    HostileFile(
      "a key that is a number", run: P.emptyDict, P.integer(1), good, P.setitem,
      says: "a whole number"),
    HostileFile("a number", value: P.integer(1), says: "entry \"a\" is a whole number"),
    HostileFile("a dictionary", value: P.emptyDict, says: "entry \"a\" is a dictionary"),
    HostileFile(
      "a name twice", P.state([("a", good), ("a", good)]), says: "\"a\" stands there twice"),
    HostileFile("an empty name", P.state([("", good)]), says: "name"),
    HostileFile("a name with NUL", P.state([("a\0", good)]), says: "name"),
    HostileFile(
      "a name of 1 MB", P.state([(String(repeating: "x", count: 1 << 20), good)]), says: "name"),
  ]
}

@Test(
  arguments: HostileFile.instructions + HostileFile.streams + HostileFile.storages
    + HostileFile.views + HostileFile.states)
func `a pickle that is not of tensors is refused in one line`(hostile: HostileFile) {
  switch outcome(of: hostile.bytes) {
  case .success: Issue.record("It was read.")
  case .failure(let error): expectOneLine(error, says: ["x.bin", hostile.word])
  }
}

@Test func `more tensors than a file may have are refused by their number`() {
  var names: [UInt8] = []
  for index in 0..<70_000 { names += P.text("\(index)") + [0x68, 0] }
  let state = P.proto + P.emptyDict + P.text("a") + good + [0x71, 0] + P.setitem + P.mark + names
  switch outcome(of: state + [0x75] + P.stop) {
  case .success: Issue.record("It was read.")
  case .failure(let error): expectOneLine(error, says: ["names 70001 tensors"])
  }
}

@Test func `what only looks odd in a pickle is read`() throws {
  let attributes = P.text("_metadata") + P.ordered + P.setitem
  let odd: [(String, [UInt8], [Float])] = [
    ("as it is", P.state([("a", good)]), [1, 2]),
    (
      "attributes",
      P.proto + P.ordered + P.text("a") + good + P.setitem + P.emptyDict + attributes
        + P.build + P.stop, [1, 2]
    ),
    (
      "one number twice in no row", P.state([("a", P.tensor(shape: [1, 2], strides: [0, 1]))]),
      [1, 2]
    ),
    ("nothing at the end", P.state([("a", P.tensor(offset: 2, shape: [0], strides: [9]))]), []),
    ("no dimension", P.state([("a", P.tensor(offset: 1, shape: [], strides: []))]), [2]),
    (
      "empty attributes", P.state([("a", P.tensor(shape: [2], strides: [1], more: [P.emptyDict]))]),
      [1, 2]
    ),
  ]
  for (name, pickle, numbers) in odd {
    let file = try outcome(of: pickle).get()
    #expect(file.entries.map(\.name) == ["a"])
    #expect(try file.tensor("a").elements == numbers, "\(name)")
  }
}
