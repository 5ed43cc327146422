/// The instructions of a pickle, of all protocols; the raw value is the instruction's byte.
///
/// Only some are carried out. The others are known so that a message can name them, and so that what
/// a stream would have imported is found behind them.
///
/// Format: Python's `pickletools.py`.
enum PickleOpcode: UInt8 {
  case mark = 0x28, emptyTuple, stop = 0x2E
  case pop = 0x30, popMark, dup
  case binbytes = 0x42, shortBinbytes
  case float = 0x46, binfloat
  case int = 0x49, binint, binint1, long, binint2, none, persid = 0x50, binpersid, reduce, string
  case binstring, shortBinstring, unicode, binunicode = 0x58
  case emptyList = 0x5D
  case append = 0x61, build, global, dict, appends
  case get = 0x67, binget, inst, longBinget, list = 0x6C, obj = 0x6F
  case put, binput, longBinput, setitem, tuple, setitems
  case emptyDict = 0x7D
  case proto = 0x80, newobj, ext1, ext2, ext4, tuple1, tuple2, tuple3, newtrue, newfalse
  case long1, long4, shortBinunicode, binunicode8, binbytes8, emptySet, additems, frozenset
  case newobjEx, stackGlobal, memoize, frame, bytearray8, nextBuffer, readonlyBuffer

  /// What follows an instruction's byte.
  enum Argument {
    /// So many bytes, perhaps none.
    case fixed(Int)
    /// A length of so many bytes, and so many bytes as it says.
    case counted(Int)
    /// So many lines.
    case lines(Int)
  }

  /// What follows the instruction's byte.
  var argument: Argument {
    switch self {
    case .binint1, .binget, .binput, .proto, .ext1: .fixed(1)
    case .binint2, .ext2: .fixed(2)
    case .binint, .longBinget, .longBinput, .ext4: .fixed(4)
    case .binfloat, .frame: .fixed(8)
    case .shortBinstring, .shortBinbytes, .long1, .shortBinunicode: .counted(1)
    case .binstring, .binbytes, .binunicode, .long4: .counted(4)
    case .binunicode8, .binbytes8, .bytearray8: .counted(8)
    case .float, .int, .long, .persid, .string, .unicode, .get, .put: .lines(1)
    case .global, .inst: .lines(2)
    default: .fixed(0)
    }
  }

  /// The name that Python has for the instruction.
  var name: String {
    "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "_\(letter)" : letter.uppercased()
    }
  }
}

/// An instruction of a pickle with what follows its byte.
struct PickleInstruction {
  let opcode: PickleOpcode
  /// The bytes that follow, without a length before them and without the ends of lines.
  let argument: ArraySlice<UInt8>
  /// The second line, if the instruction has one.
  let second: ArraySlice<UInt8>

  /// The argument as a whole number, not negative, the lowest byte first.
  var number: Int {
    Int(argument.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & UInt64(Int.max))
  }

  /// The argument as text, or `nil` if it is not UTF-8.
  var text: String? { String(validating: argument, as: UTF8.self) }

  /// The full name of what the instruction imports.
  var importedName: String {
    String(decoding: argument, as: UTF8.self) + "." + String(decoding: second, as: UTF8.self)
  }
}

/// A cursor over the instructions of a pickle.
struct PickleReader {
  private let bytes: [UInt8]
  private(set) var position = 0
  /// Where the last instruction began.
  private(set) var start = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// A problem of the last instruction.
  func problem(_ what: String) -> FormatProblem {
    FormatProblem(text: "its data.pkl, at byte \(start), \(what)")
  }

  /// Reads the next instruction.
  mutating func next() throws(FormatProblem) -> PickleInstruction {
    start = position
    guard position < bytes.count else { throw problem("ends without its last instruction, STOP") }
    let byte = bytes[position]
    position += 1
    guard let opcode = PickleOpcode(rawValue: byte) else {
      throw problem("has \(byte) where an instruction of a pickle belongs")
    }
    switch opcode.argument {
    case .fixed(let count):
      return PickleInstruction(opcode: opcode, argument: try take(count), second: [])
    case .counted(let size):
      var length: UInt64 = 0
      for byte in try take(size).reversed() { length = length << 8 | UInt64(byte) }
      guard let count = Int(exactly: length) else { throw problem("is cut short") }
      return PickleInstruction(opcode: opcode, argument: try take(count), second: [])
    case .lines(let count):
      let first = try line()
      let second = count == 2 ? try line() : []
      return PickleInstruction(opcode: opcode, argument: first, second: second)
    }
  }

  private mutating func take(_ count: Int) throws(FormatProblem) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw problem("is cut short") }
    position += count
    return bytes[position - count..<position]
  }

  private mutating func line() throws(FormatProblem) -> ArraySlice<UInt8> {
    guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw problem("is cut short") }
    defer { position = end + 1 }
    return bytes[position..<end]
  }
}
