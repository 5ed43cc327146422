internal import Kernels
internal import Text

/// What the header of a safetensors file says, checked.
struct SafetensorsHeader {
  /// The tensors in the order of their places.
  private(set) var entries: [SafetensorsEntry] = []
  private(set) var metadata: [(key: String, value: String)] = []
  /// Where the header ends and the numbers begin.
  let end: Int

  init(_ file: FileBytes) throws(FormatProblem) {
    let bytes: [UInt8]
    (bytes, end) = try Safetensors.headerBytes(file)
    let header: JSON
    do throws(JSONError) {
      header = try JSON(parsing: bytes, limits: Self.limits)
    } catch {
      throw FormatProblem(text: "its header is broken: \(error)")
    }
    guard let object = header.object else {
      throw FormatProblem(text: "its header is no JSON object")
    }
    guard object.count <= mostTensors + 1 else {
      throw FormatProblem(text: "it names \(object.count) tensors; at most \(mostTensors) are read")
    }
    for (name, value) in object.members {
      if name == "__metadata__" {
        metadata = try Self.metadata(value)
      } else {
        entries.append(try SafetensorsEntry(name, value))
      }
    }
    entries.sort {
      ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
    }
    try checkCover(of: file.count - end)
  }

  /// A tensor's entry has fewer than 16 values; none is nested deeper than its numbers.
  private static var limits: JSON.Limits {
    var limits = JSON.Limits()
    limits.depth = 8
    limits.valueCount = 16 * mostTensors + 65_536
    return limits
  }

  private static func metadata(
    _ value: JSON
  ) throws(FormatProblem) -> [(key: String, value: String)] {
    guard let members = value.object?.members else {
      throw FormatProblem(text: "its __metadata__ is \(value.kind), not an object")
    }
    // Anything but text is against the format, and nothing depends on it.
    return members.compactMap { key, value in value.string.map { (key: key, value: $0) } }
  }

  /// Checks that the tensors' places follow one another and end with the file.
  private func checkCover(of count: Int) throws(FormatProblem) {
    var position = 0
    for entry in entries {
      guard entry.place.lowerBound == position else {
        throw FormatProblem(
          text: "there is a gap or an overlap before tensor \(shown(entry.name))")
      }
      position = entry.place.upperBound
    }
    guard position == count else {
      throw FormatProblem(text: "it holds \(count) bytes of numbers where \(position) are named")
    }
  }
}

/// One tensor's entry in the header.
struct SafetensorsEntry {
  let name: String
  let format: StoredFormat
  let shape: [Int]
  /// The bytes, counted from the end of the header.
  let place: Range<Int>

  init(_ name: String, _ value: JSON) throws(FormatProblem) {
    try checkName(name)
    let type = value["dtype"]?.string ?? ""
    guard let format = StoredFormat(rawValue: type) else {
      let known = StoredFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw tensorProblem(name, "has dtype \(shown(type)); known are \(known)")
    }
    guard let dimensions = value["shape"]?.array, dimensions.count <= 8 else {
      throw tensorProblem(name, "has no shape of at most 8 dimensions")
    }
    shape = dimensions.compactMap(\.integer)
    guard shape.count == dimensions.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw tensorProblem(name, "has a shape that is not of whole numbers from 0 up")
    }
    let size = try elementCount(shape, format, of: "tensor \(shown(name))") * format.byteCount
    guard
      let offsets = value["data_offsets"]?.array, offsets.count == 2,
      let lower = offsets[0].integer, let upper = offsets[1].integer, lower >= 0, upper >= lower,
      upper - lower == size
    else { throw tensorProblem(name, "has data_offsets that do not fit its shape") }
    self.name = name
    self.format = format
    place = lower..<upper
  }
}
