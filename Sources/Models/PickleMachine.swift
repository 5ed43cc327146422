internal import ExactStrings

/// Carries out the instructions of a pickle of tensors: they make data, and nothing is ever called.
///
/// It knows what `torch.save` writes, protocol 2. Whatever else a pickle can do is refused. Values
/// refer to lists and dictionaries by number, so that no shape of the data, not even a list that
/// holds itself, can exhaust the stack or keep memory.
struct PickleMachine {
  private var reader: PickleReader
  var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [PickleValue] = []
  private var protocolNumber = 0
  private var steps = 0
  /// The items of all tuples, one behind the other.
  private(set) var items: [PickleValue] = []
  private(set) var lists: [[PickleValue]] = []
  var dictionaries: [PickleDictionary] = []
  var storages: [PickledStorage] = []
  var storageNumbers: [ExactString: Int] = [:]
  var tensors: [PickledTensor] = []

  /// A tensor takes about 40 instructions.
  private static let mostSteps = 48 * mostTensors

  /// Reads a pickle; `run` then carries it out.
  init(_ bytes: [UInt8]) throws(FormatProblem) {
    try PickleGlobal.checkAll(bytes)
    reader = PickleReader(bytes)
  }

  /// Carries out all instructions and returns the value that they leave.
  mutating func run() throws(FormatProblem) -> PickleValue {
    while true {
      let instruction = try reader.next()
      if instruction.opcode == .stop { break }
      steps += 1
      guard steps <= Self.mostSteps else {
        throw problem("goes on for more than \(Self.mostSteps) instructions")
      }
      try carryOut(instruction)
    }
    guard protocolNumber == 2 else {
      throw problem("is of protocol \(protocolNumber); torch.save writes 2")
    }
    guard stack.count == 1, marks.isEmpty, let value = stack.first else {
      throw problem("leaves \(stack.count) values where one belongs")
    }
    return value
  }

  /// A problem of the instruction that is being carried out.
  func problem(_ what: String) -> FormatProblem { reader.problem(what) }

  private mutating func carryOut(_ instruction: PickleInstruction) throws(FormatProblem) {
    switch instruction.opcode {
    case .proto: try begin(instruction.number)
    case .mark: marks.append(stack.count)
    case .none: stack.append(.none)
    case .newtrue: stack.append(.boolean(true))
    case .newfalse: stack.append(.boolean(false))
    case .binint1, .binint2, .binint, .long1: stack.append(.integer(try integer(instruction)))
    case .binfloat: stack.append(.number)
    case .binunicode: stack.append(.text(try text(instruction)))
    case .binput, .longBinput: try remember(instruction.number)
    case .binget, .longBinget: try recall(instruction.number)
    case .emptyTuple: pushTuple(0)
    case .tuple1: try pushTuple(checked: 1)
    case .tuple2: try pushTuple(checked: 2)
    case .tuple3: try pushTuple(checked: 3)
    case .tuple: pushTuple(try popMark())
    case .emptyList:
      lists.append([])
      stack.append(.list(lists.count - 1))
    case .append: try append(1)
    case .appends: try append(try popMark())
    case .emptyDict: pushDictionary(isOrdered: false)
    case .setitem: try setItems(2)
    case .setitems: try setItems(try popMark())
    case .global: try pushGlobal(instruction.importedName)
    case .binpersid: try pushStorage(try pop())
    case .reduce: try reduce()
    case .build: try build()
    default:
      throw problem(
        "has the instruction \(instruction.opcode.name), which torch.save does not write")
    }
  }

  private mutating func begin(_ number: Int) throws(FormatProblem) {
    guard steps == 1, number == 2 else {
      throw problem("is of protocol \(number); torch.save writes 2, once and first")
    }
    protocolNumber = number
  }

  // MARK: - The stack

  /// Takes the value on top, which is not from before the last mark.
  mutating func pop() throws(FormatProblem) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
      throw problem("takes a value where there is none")
    }
    return value
  }

  /// Removes the last mark and returns how many values stand above it.
  private mutating func popMark() throws(FormatProblem) -> Int {
    guard let mark = marks.popLast() else { throw problem("looks for a mark where there is none") }
    return stack.count - mark
  }

  private func checkCount(_ count: Int) throws(FormatProblem) {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw problem("takes a value where there is none")
    }
  }

  private mutating func remember(_ place: Int) throws(FormatProblem) {
    try checkCount(1)
    guard place == memo.count, let top = stack.last else {
      throw problem("remembers its value number \(memo.count) as number \(place)")
    }
    memo.append(top)
  }

  private mutating func recall(_ place: Int) throws(FormatProblem) {
    guard place < memo.count else { throw problem("recalls value \(place) of \(memo.count)") }
    stack.append(memo[place])
  }

  // MARK: - Values

  private func integer(_ instruction: PickleInstruction) throws(FormatProblem) -> Int {
    switch instruction.opcode {
    case .binint: return Int(Int32(truncatingIfNeeded: instruction.number))
    case .long1:
      let bytes = instruction.argument
      guard bytes.count <= 8 else { throw problem("has a whole number of \(bytes.count) bytes") }
      let isNegative = (bytes.last ?? 0) >= 128
      let bits = bytes.reversed().reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
      return Int(Int64(bitPattern: bits))
    default: return instruction.number
    }
  }

  private func text(_ instruction: PickleInstruction) throws(FormatProblem) -> String {
    guard let text = instruction.text else { throw problem("has a text that is not UTF-8") }
    return text
  }

  private mutating func pushTuple(checked count: Int) throws(FormatProblem) {
    try checkCount(count)
    pushTuple(count)
  }

  private mutating func pushTuple(_ count: Int) {
    let start = items.count
    items += stack.suffix(count)
    stack.removeLast(count)
    stack.append(.tuple(start..<start + count))
  }

  private mutating func append(_ count: Int) throws(FormatProblem) {
    try checkCount(count + 1)
    let values = stack.suffix(count)
    stack.removeLast(count)
    guard case .list(let list)? = stack.last else {
      throw problem("appends to \(stack.last?.kind ?? "nothing"), not to a list")
    }
    guard !values.contains(where: { $0.list == list }) else {
      throw problem("makes a list that holds itself")
    }
    lists[list] += values
  }

  mutating func pushDictionary(isOrdered: Bool) {
    dictionaries.append(PickleDictionary(isOrdered: isOrdered))
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func setItems(_ count: Int) throws(FormatProblem) {
    try checkCount(count + 1)
    guard count.isMultiple(of: 2) else { throw problem("sets a key without a value") }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    guard case .dictionary(let dictionary)? = stack.last else {
      throw problem("sets an item of \(stack.last?.kind ?? "nothing"), not of a dictionary")
    }
    for place in stride(from: 0, to: count, by: 2) {
      let (key, value) = (values[place], values[place + 1])
      guard key.isKey else { throw problem("has \(key.kind) for a key of a dictionary") }
      guard value.dictionary != dictionary else {
        throw problem("makes a dictionary that holds itself")
      }
      dictionaries[dictionary].items.append((key, value))
    }
  }
}
