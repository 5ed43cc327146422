internal import Audio
internal import Tensors

/// Why a cell cannot be written as bytes, or bytes are no cell.
enum CellBytesProblem: Error, Equatable {
  /// The sound of a recording is changed each time it is read.
  case changedSound
  /// The bytes are not what was written.
  case damaged
}

/// Writes values as bytes, from which they can be read again to the last bit.
struct CellWriter {
  private(set) var bytes: [UInt8] = []

  /// Gives the bytes up, to go on with none.
  mutating func taken() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func add(tag: UInt8) { bytes.append(tag) }

  /// Adds a number of 64 bits, seven of them in a byte, so that small ones take few.
  mutating func add(count: Int) {
    var rest = UInt(bitPattern: count)
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ number: Double) { add(fixed: number.bitPattern) }

  mutating func add(_ text: String) {
    add(count: text.utf8.count)
    bytes += text.utf8
  }

  mutating func add(_ cell: Cell) throws(CellBytesProblem) {
    switch cell {
    case .none: add(tag: 0)
    case .bool(let truth): add(tag: truth ? 2 : 1)
    case .int(let number):
      add(tag: 3)
      // Numbers of either sign that are near 0 take few bytes.
      add(count: number << 1 ^ number >> 63)
    case .number(let number):
      add(tag: 4)
      add(number)
    case .text(let text):
      add(tag: 5)
      add(text)
    case .list(let cells):
      add(tag: 6)
      add(count: cells.count)
      for cell in cells { try add(cell) }
    case .record(let row):
      add(tag: 7)
      add(count: row.names.count)
      for (name, cell) in zip(row.names, row.cells) {
        add(name)
        try add(cell)
      }
    case .audio(let source): try add(source)
    }
  }

  private mutating func add(_ source: AudioSource) throws(CellBytesProblem) {
    guard source.changes.isEmpty else { throw .changedSound }
    switch source.origin {
    case .file(let info):
      add(tag: 8)
      add(info.path)
      add(info.folder ?? "")
      for number in [info.frameCount, info.samplingRate, info.channelCount, info.byteCount] {
        add(count: number)
      }
      add(count: (source.channel ?? -1) + 1)
      add(source.start)
      add(source.duration)
    case .memory(let clip):
      add(tag: 9)
      add(count: clip.samplingRate)
      add(count: clip.channelCount)
      let samples = clip.samples.elements
      add(count: samples.count)
      bytes.reserveCapacity(bytes.count + 4 * samples.count)
      for sample in samples {
        let bits = sample.bitPattern
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
      }
    }
  }

  private mutating func add(fixed bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}

/// Reads what ``CellWriter`` wrote; no bytes make it trap.
struct CellReader {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all bytes are read.
  var isAtEnd: Bool { place == bytes.count }

  mutating func tag() throws(CellBytesProblem) -> UInt8 {
    guard place < bytes.count else { throw .damaged }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func number() throws(CellBytesProblem) -> Int {
    var value: UInt = 0
    for shift in stride(from: UInt(0), to: 64, by: 7) {
      let byte = try tag()
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value) }
    }
    throw .damaged
  }

  /// A number of things that take a byte each at least.
  mutating func count(of size: Int = 1) throws(CellBytesProblem) -> Int {
    let count = try number()
    guard count >= 0, count <= (bytes.count - place) / size else { throw .damaged }
    return count
  }

  mutating func text() throws(CellBytesProblem) -> String {
    let count = try count()
    defer { place += count }
    return String(decoding: bytes[place..<place + count], as: UTF8.self)
  }

  mutating func double() throws(CellBytesProblem) -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try tag()) << shift }
    return Double(bitPattern: bits)
  }

  mutating func cell() throws(CellBytesProblem) -> Cell {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 1000 else { throw .damaged }
    switch try tag() {
    case 0: return .none
    case 1: return .bool(false)
    case 2: return .bool(true)
    case 3:
      let folded = try number()
      return .int(Int(bitPattern: UInt(bitPattern: folded) >> 1) ^ -(folded & 1))
    case 4: return .number(try double())
    case 5: return .text(try text())
    case 6:
      var cells: [Cell] = []
      for _ in 0..<(try count()) { cells.append(try cell()) }
      return .list(cells)
    case 7:
      var fields: [(name: String, cell: Cell)] = []
      for _ in 0..<(try count()) { fields.append((name: try text(), cell: try cell())) }
      return .record(Row(fields))
    case 8: return .audio(try file())
    case 9: return .audio(AudioSource(try clip()))
    default: throw .damaged
    }
  }

  /// A recording in a file, whose header has to say what it said.
  private mutating func file() throws(CellBytesProblem) -> AudioSource {
    let (path, folder) = (try text(), try text())
    var numbers: [Int] = []
    for _ in 0..<5 { numbers.append(try number()) }
    let (start, duration) = (try double(), try double())
    let info: AudioInfo
    do {
      info = try audioInfo(path, within: folder.isEmpty ? nil : folder, in: nil)
    } catch {
      throw .damaged
    }
    let found = [info.frameCount, info.samplingRate, info.channelCount, info.byteCount]
    guard found == Array(numbers.prefix(4)), numbers[4] >= 0 else { throw .damaged }
    return AudioSource(
      info, channel: numbers[4] == 0 ? nil : numbers[4] - 1, start: start, duration: duration)
  }

  private mutating func clip() throws(CellBytesProblem) -> AudioClip {
    let (rate, channels) = (try number(), try number())
    let count = try count(of: 4)
    guard AudioClip.samplingRates.contains(rate), (1...AudioClip.mostChannels).contains(channels),
      count.isMultiple(of: channels)
    else { throw .damaged }
    var samples: [Float] = []
    samples.reserveCapacity(count)
    for _ in 0..<count {
      var bits: UInt32 = 0
      for shift in stride(from: UInt32(0), to: 32, by: 8) { bits |= UInt32(try tag()) << shift }
      samples.append(Float(bitPattern: bits))
    }
    let shape = channels == 1 ? [count] : [count / channels, channels]
    return AudioClip(samples: Tensor(samples, shape: shape), samplingRate: rate)
  }
}
