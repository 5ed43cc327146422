internal import Display
internal import Interpreter
internal import Tensors

/// A tensor as recipes see it.
final class TensorObject: EngineObject {
  let tensor: Tensor

  init(_ tensor: Tensor) {
    self.tensor = tensor
  }

  var typeName: String { "tensor" }

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
    tensor.shape.isEmpty ? nil : .object(TensorObject(tensor.rows(range)))
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? TensorObject)?.tensor == tensor
  }
}
