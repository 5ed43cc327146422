/// A gated recurrent network whose output and gradients PyTorch computed in double precision.
public struct RecurrenceFixture: Decodable, Sendable {
  /// The length of an input row.
  public var inputs: Int
  /// The length of a direction's state.
  public var state: Int
  /// The number of layers.
  public var layers: Int
  /// Whether a second direction reads from the end.
  public var bidirectional: Bool
  /// The number of frames of each recording.
  public var lengths: [Int]
  /// The input, the recordings one after the other.
  public var x: TensorFixture
  /// The weights under PyTorch's names.
  public var weights: [String: TensorFixture]
  /// The states of the last layer.
  public var output: TensorFixture
  /// The gradient of what is computed from the output.
  public var outer: TensorFixture
  /// The input's gradient.
  public var xGradient: TensorFixture
  /// The weights' gradients.
  public var weightGradients: [String: TensorFixture]

  /// All networks.
  public static func all() throws -> [RecurrenceFixture] {
    try engineFixture("gru.json", as: [RecurrenceFixture].self)
  }
}

extension RecurrenceFixture: CustomStringConvertible {
  /// The sizes, by which a failing test is found.
  public var description: String {
    "\(layers) layers of \(state), bidirectional \(bidirectional), lengths \(lengths)"
  }
}
