internal import Tensors
internal import Text

/// Which rule of the format a file breaks.
struct FormatProblem: Error {
  let text: String
}

/// One tensor's entry in the header.
struct TensorEntry {
  let name: String
  let format: NumberFormat
  let shape: [Int]
  /// The bytes, counted from the end of the header.
  let place: Range<Int>

  init(_ name: String, _ value: JSON) throws(FormatProblem) {
    func broken(_ problem: String) -> FormatProblem {
      FormatProblem(text: "tensor \(name.prefix(80).debugDescription) \(problem)")
    }
    guard name.utf8.count <= 512, !name.utf8.contains(0) else { throw broken("has no usable name") }
    let type = value["dtype"]?.string ?? ""
    guard let format = NumberFormat(rawValue: type) else {
      let known = NumberFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw broken("has dtype \(type.debugDescription); \(known) can be read")
    }
    guard let dimensions = value["shape"]?.array, dimensions.count <= 8 else {
      throw broken("has no shape of at most 8 dimensions")
    }
    var shape: [Int] = []
    var count = 1
    for dimension in dimensions {
      guard let length = dimension.integer, length >= 0 else {
        throw broken("has a shape that is not of whole numbers")
      }
      shape.append(length)
      // As if no dimension were 0, so that no part of the shape overflows later on.
      let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
      guard !overflow else { throw broken("is larger than any memory") }
      count = product
    }
    if shape.contains(0) { count = 0 }
    let (size, overflow) = count.multipliedReportingOverflow(by: format.byteCount)
    guard
      !overflow, let offsets = value["data_offsets"]?.array, offsets.count == 2,
      let lower = offsets[0].integer, let upper = offsets[1].integer, lower >= 0, upper >= lower,
      upper - lower == size
    else { throw broken("has data_offsets that do not fit its shape") }
    self.name = name
    self.format = format
    self.shape = shape
    place = lower..<upper
  }
}
