/// What a pickle of tensors may name: nothing of it is ever called.
enum PickleGlobal: Equatable {
  /// An ordered dictionary.
  case orderedDictionary
  /// A tensor from a storage, an offset, a shape and strides.
  case tensor
  /// The same, with the format of the numbers behind them.
  case tensorWithFormat
  /// A parameter from a tensor.
  case parameter
  /// A storage's kind; one without a format counts bytes.
  case storage(StoredFormat?)
  /// A format of numbers.
  case format(StoredFormat)

  /// All that a pickle may name.
  static let known: [String: PickleGlobal] = [
    "collections.OrderedDict": .orderedDictionary,
    "torch._utils._rebuild_tensor_v2": .tensor,
    "torch._utils._rebuild_tensor_v3": .tensorWithFormat,
    "torch._utils._rebuild_parameter": .parameter,
    "torch.DoubleStorage": .storage(.float64),
    "torch.FloatStorage": .storage(.float32),
    "torch.HalfStorage": .storage(.float16),
    "torch.BFloat16Storage": .storage(.bfloat16),
    "torch.LongStorage": .storage(.int64),
    "torch.IntStorage": .storage(.int32),
    "torch.ShortStorage": .storage(.int16),
    "torch.CharStorage": .storage(.int8),
    "torch.ByteStorage": .storage(.uint8),
    "torch.BoolStorage": .storage(.boolean),
    "torch.ComplexFloatStorage": .storage(.complex64),
    "torch.ComplexDoubleStorage": .storage(.complex128),
    "torch.storage.UntypedStorage": .storage(nil),
    "torch.uint16": .format(.uint16),
    "torch.uint32": .format(.uint32),
    "torch.uint64": .format(.uint64),
    "torch.float8_e4m3fn": .format(.float8),
    "torch.float8_e5m2": .format(.wideFloat8),
  ]

  /// Refuses a pickle that names anything else, wherever in it that stands.
  ///
  /// The instructions are read one after the other and not carried out; instructions that are not
  /// known to be data are left for later to refuse.
  static func checkAll(_ bytes: [UInt8]) throws(FormatProblem) {
    var reader = PickleReader(bytes)
    var texts = RecentTexts()
    while true {
      let instruction = try reader.next()
      switch instruction.opcode {
      case .stop:
        guard reader.isAtEnd else { throw reader.problem("goes on behind its end") }
        return
      case .global where known[instruction.importedName] != nil: break
      case .global, .inst: throw reader.refusal(instruction.importedName)
      case .stackGlobal:
        let name = "\(texts.lastButOne ?? "?").\(texts.last ?? "?")"
        if known[name] == nil { throw reader.refusal(name) }
      case .ext1, .ext2, .ext4:
        throw reader.refusal("extension \(instruction.number)")
      default: texts.note(instruction)
      }
    }
  }
}

extension PickleReader {
  /// The problem that the last instruction names something that no tensor needs.
  func refusal(_ name: String) -> FormatProblem {
    problem(
      "names \(shown(name)), which no file of tensors needs and which is never run; "
        + "save model.state_dict(), or convert the file to safetensors")
  }
}

/// The last two texts that a pickle puts on its stack: what STACK_GLOBAL would import.
private struct RecentTexts {
  private(set) var last: String?
  private(set) var lastButOne: String?
  private var remembered: [Int: String] = [:]
  private var count = 0

  mutating func note(_ instruction: PickleInstruction) {
    switch instruction.opcode {
    case .shortBinunicode, .binunicode, .binunicode8, .shortBinstring, .binstring, .string,
      .unicode:
      push(String(decoding: instruction.argument.prefix(80), as: UTF8.self))
    case .memoize, .binput, .longBinput:
      remembered[instruction.opcode == .memoize ? count : instruction.number] = last
      count += 1
    case .binget, .longBinget:
      if let text = remembered[instruction.number] { push(text) }
    default: break
    }
  }

  private mutating func push(_ text: String) {
    (lastButOne, last) = (last, text)
  }
}
