internal import Interpreter
internal import Tensors

/// Turns a nested list into a tensor, and says where the list is uneven.
struct NestedNumbers {
  private let call: Call
  private var elements: [Float] = []

  init(_ call: Call) {
    self.call = call
  }

  /// The numbers of `value` under its shape, which its first items give.
  mutating func tensor(_ value: Value) throws -> Tensor {
    let shape = try shape(of: value)
    elements.reserveCapacity(try Tensor.elementCount(of: shape))
    try gather(value, shape[...], place: [])
    return Tensor(elements, shape: shape)
  }

  private func shape(of value: Value) throws -> [Int] {
    var (shape, current): ([Int], Value) = ([], value)
    while true {
      if case .object(let object as TensorObject) = current { return shape + object.tensor.shape }
      guard isList(current) else { return shape }
      let count = try current.count ?? 0
      shape.append(count)
      guard count > 0, let first = item(0, of: current) else { return shape }
      current = first
      guard shape.count <= Tensor.mostDimensions else {
        throw TensorError.tooManyDimensions(count: shape.count)
      }
    }
  }

  private mutating func gather(_ value: Value, _ shape: ArraySlice<Int>, place: [Int]) throws {
    switch value {
    case .int(let number) where shape.isEmpty: elements.append(Float(number))
    case .float(let number) where shape.isEmpty: elements.append(Float(number))
    case .object(let object as TensorObject):
      guard object.tensor.shape == Array(shape) else {
        throw uneven(value, shape, place, found: "a tensor of shape \(object.tensor.shape)")
      }
      elements += object.tensor.elements
    case .list, .range:
      let count = try value.count ?? 0
      guard count == shape.first else {
        throw uneven(value, shape, place, found: "a list of \(count)")
      }
      try call.checkInterruption()
      for index in 0..<count {
        guard let item = item(index, of: value) else { continue }
        try gather(item, shape.dropFirst(), place: place + [index])
      }
    case .int, .float: throw uneven(value, shape, place, found: "a number")
    default: throw uneven(value, shape, place, found: "a \(value.typeName)")
    }
  }

  private func isList(_ value: Value) -> Bool {
    switch value {
    case .list, .range: true
    default: false
    }
  }

  private func item(_ index: Int, of value: Value) -> Value? {
    switch value {
    case .list(let list): list.items[index]
    case .range(let range): .int(range[index])
    default: nil
    }
  }

  private func uneven(
    _ value: Value, _ shape: ArraySlice<Int>, _ place: [Int], found: String
  ) -> BuiltinError {
    let name = place.isEmpty ? "the value" : "values" + place.map { "[\($0)]" }.joined()
    let wanted =
      shape.isEmpty
      ? "a number" : "a list of \(shape.map { "\($0)" }.joined(separator: " × "))"
    let isNumeric = ["list", "range", "int", "float", "tensor"].contains(value.typeName)
    return BuiltinError(
      "\(name) is \(found), not \(wanted)"
        + (isNumeric && !place.isEmpty ? " as the first of its row is" : ""),
      hint: isNumeric ? "all lists at one depth are of one length" : nil,
      kind: isNumeric ? "value" : "type", argument: "values")
  }
}
