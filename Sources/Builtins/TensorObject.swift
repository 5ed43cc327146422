internal import Display
internal import Drawing
internal import Interpreter
internal import Language
internal import Tensors

/// A tensor as recipes see it.
final class TensorObject: Pictured {
  let tensor: Tensor
  /// What rows and columns stand for, of features that nothing was done to but cutting.
  let scale: FeatureScale?

  init(_ tensor: Tensor, scale: FeatureScale? = nil) {
    self.tensor = tensor
    self.scale = scale
  }

  var typeName: String { "tensor" }

  func portable() -> PortableObject? { Builtins.portable(self) }

  func text() -> String { describe(tensor, for: Display.Terminal(width: 200)) }

  func display(width: Int, color: Bool) -> String {
    describe(tensor, for: displayTerminal(width: width, color: color))
  }

  var fieldNames: [String] { ["shape"] }

  func field(_ name: String) -> Value? {
    name == "shape" ? Value(tensor.shape.map { Value($0) }) : nil
  }

  var count: Int? { tensor.shape.first }

  func element(at index: Int) -> Value? {
    let row = tensor.rows(index..<index + 1).reshaped(Array(tensor.shape.dropFirst()))
    guard tensor.shape.count > 1 else { return row.scalar.map { .float(Double($0)) } }
    return .object(TensorObject(row))
  }

  func slice(_ range: Range<Int>) -> Value? {
    guard !tensor.shape.isEmpty else { return nil }
    var scale = scale
    if let all = scale { scale?.start += all.frameStep * Double(range.lowerBound) }
    return .object(TensorObject(tensor.rows(range), scale: scale))
  }

  /// The matrix as a plot.
  var heatMap: HeatMap { scale?.heatMap(of: tensor) ?? HeatMap(tensor) }

  /// Features, and other matrices from 16 × 16 on, where a picture says more than numbers.
  func picture() -> Picture? {
    guard tensor.shape.count == 2, tensor.count > 0 else { return nil }
    guard scale != nil || tensor.shape.allSatisfy({ $0 >= 16 }) else { return nil }
    return Picture(.heatMap(heatMap))
  }

  /// The numbers stay beside the picture.
  func exhibits() -> [Exhibit] {
    let pictures = pictures
    return pictures.isEmpty ? [] : [.text(display(width: 100, color: false))] + pictures
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value? {
    guard let second = Tensor(operand: other) else { return nil }
    let (left, right) = reversed ? (second, tensor) : (tensor, second)
    if operation == .matrixMultiply {
      guard case .object = other else { return nil }
      return Value(tensor: try left.matrixProduct(right))
    }
    guard let element = ElementOperation(rawValue: operation.rawValue) else { return nil }
    return .object(TensorObject(try left.applying(element, right)))
  }

  func negated() -> Value? { .object(TensorObject(tensor.negative)) }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? TensorObject)?.tensor == tensor
  }
}

extension Tensor {
  /// A number or a tensor as an operand, or `nil` of anything else.
  fileprivate init?(operand value: Value) {
    switch value {
    case .int(let number): self.init([Float(number)], shape: [])
    case .float(let number): self.init([Float(number)], shape: [])
    case .object(let object as TensorObject): self = object.tensor
    default: return nil
    }
  }
}

extension Value {
  /// A tensor as a value; one without dimensions is a number.
  init(tensor: Tensor) {
    if tensor.shape.isEmpty, let scalar = tensor.scalar {
      self = .float(Double(scalar))
    } else {
      self = .object(TensorObject(tensor))
    }
  }
}

extension Call {
  /// The tensor given for `name`.
  func tensor(_ name: String = "tensor") throws -> Tensor {
    try object(name, as: TensorObject.self).tensor
  }
}
