/// Unpacks a stream of zlib, to read pictures by other means than they are written with.
///
/// Reference: RFC 1950 and RFC 1951. Check sums are not looked at; what is no stream traps.
struct Inflation {
  private let bytes: [UInt8]
  private var place = 2
  private var bit = 0
  private(set) var output: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var isLast = false
    while !isLast {
      isLast = take(1) == 1
      switch take(2) {
      case 0: copy()
      case 1: unpack(Self.fixedLengths[..<288], Array(repeating: 5, count: 30)[...])
      default: unpackWithOwnCodes()
      }
    }
  }

  private mutating func take(_ count: Int) -> Int {
    var value = 0
    for index in 0..<count {
      value |= Int(bytes[place] >> UInt8(bit) & 1) << index
      bit += 1
      if bit == 8 { (bit, place) = (0, place + 1) }
    }
    return value
  }

  private mutating func copy() {
    if bit > 0 { (bit, place) = (0, place + 1) }
    let count = Int(bytes[place]) | Int(bytes[place + 1]) << 8
    output += bytes[place + 4..<place + 4 + count]
    place += 4 + count
  }

  /// A code of Huffman's: symbols by length and bits.
  private struct Code {
    var symbols: [Int: Int] = [:]

    init(_ lengths: ArraySlice<Int>) {
      var code = 0
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length {
          symbols[length << 16 | code] = symbol
          code += 1
        }
        code <<= 1
      }
    }
  }

  private mutating func symbol(_ code: Code) -> Int {
    var bits = 0
    var length = 0
    while true {
      bits = bits << 1 | take(1)
      length += 1
      if let symbol = code.symbols[length << 16 | bits] { return symbol }
      precondition(length < 16, "There is no such code.")
    }
  }

  private mutating func unpackWithOwnCodes() {
    let (literals, distances, count) = (take(5) + 257, take(5) + 1, take(4) + 4)
    var lengths = [Int](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for index in 0..<count { lengths[order[index]] = take(3) }
    let code = Code(lengths[...])
    var all: [Int] = []
    while all.count < literals + distances {
      switch symbol(code) {
      case 16: all += Array(repeating: all[all.count - 1], count: 3 + take(2))
      case 17: all += Array(repeating: 0, count: 3 + take(3))
      case 18: all += Array(repeating: 0, count: 11 + take(7))
      case let length: all.append(length)
      }
    }
    unpack(all[..<literals], all[literals...])
  }

  private static let fixedLengths =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
    + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)

  private mutating func unpack(_ literals: ArraySlice<Int>, _ distances: ArraySlice<Int>) {
    let (literalCode, distanceCode) = (Code(literals), Code(distances))
    while true {
      let symbol = symbol(literalCode)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      // Lengths and distances are ranges that double every four or two symbols.
      let step = symbol - 257
      let extra = step < 8 || step == 28 ? 0 : step / 4 - 1
      let length = step == 28 ? 258 : (step < 8 ? step : (4 + step % 4) << extra) + take(extra) + 3
      let far = self.symbol(distanceCode)
      let more = far < 4 ? 0 : far / 2 - 1
      let distance = (far < 4 ? far : (2 + far % 2) << more) + take(more) + 1
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
