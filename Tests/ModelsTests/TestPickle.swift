/// The bytes of pickles, made by hand.
enum TestPickle {
  static let proto: [UInt8] = [0x80, 2]
  static let stop: [UInt8] = [0x2E]
  static let mark: [UInt8] = [0x28]
  static let reduce: [UInt8] = [0x52]
  static let emptyTuple: [UInt8] = [0x29]
  static let emptyDict: [UInt8] = [0x7D]
  static let emptyList: [UInt8] = [0x5D]
  static let setitem: [UInt8] = [0x73]
  static let append: [UInt8] = [0x61]
  static let build: [UInt8] = [0x62]
  static let none: [UInt8] = [0x4E]
  static let falsehood: [UInt8] = [0x89]
  static let persistent: [UInt8] = [0x51]

  static func text(_ text: String) -> [UInt8] {
    [0x58] + number(text.utf8.count, 4) + Array(text.utf8)
  }

  static func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + number(value, 8) }

  static func global(_ module: String, _ name: String) -> [UInt8] {
    [0x63] + Array("\(module)\n\(name)\n".utf8)
  }

  static func tuple(_ items: [[UInt8]]) -> [UInt8] { mark + items.flatMap { $0 } + [0x74] }

  static var ordered: [UInt8] { global("collections", "OrderedDict") + emptyTuple + reduce }

  static func storage(_ type: String = "FloatStorage", key: String = "0", count: Int = 2) -> [UInt8]
  {
    tuple([text("storage"), global("torch", type), text(key), text("cpu"), integer(count)])
      + persistent
  }

  static func tensor(
    _ type: String = "FloatStorage", key: String = "0", count: Int = 2, offset: Int = 0,
    shape: [Int], strides: [Int], more: [[UInt8]] = []
  ) -> [UInt8] {
    let parts = [
      storage(type, key: key, count: count), integer(offset), tuple(shape.map(integer)),
      tuple(strides.map(integer)), falsehood, ordered,
    ]
    return global("torch._utils", "_rebuild_tensor_v2") + tuple(parts + more) + reduce
  }

  /// A whole pickle: a dictionary of values.
  static func state(_ items: [(String, [UInt8])]) -> [UInt8] {
    proto + emptyDict + mark + items.flatMap { text($0.0) + $0.1 } + [0x75] + stop
  }
}
