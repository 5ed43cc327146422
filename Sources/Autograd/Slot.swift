internal import Tensors

/// Where the gradient of one variable gathers.
final class Slot {
  unowned let tape: Tape
  private let parameter: Parameter?
  private let shape: [Int]
  private var gathered: Tensor?

  init(tape: Tape, shape: [Int], parameter: Parameter? = nil) {
    self.tape = tape
    self.shape = shape
    self.parameter = parameter
  }

  /// What has gathered; a parameter's gathers in the parameter.
  var gradient: Tensor? {
    get { parameter == nil ? gathered : parameter?.gradient }
    set {
      if let parameter { parameter.gradient = newValue } else { gathered = newValue }
    }
  }

  /// Takes away what has gathered.
  func take() -> Tensor? {
    defer { gradient = nil }
    return gradient
  }

  /// Adds a contribution.
  func add(_ contribution: Tensor) {
    guard var sum = take() else {
      gradient = contribution
      return
    }
    sum.add(contribution)
    gradient = sum
  }

  /// Adds a contribution that is computed into what has gathered.
  ///
  /// - Parameter compute: Adds to its target if `keep` is 1, overwrites it if `keep` is 0.
  func add(_ compute: (_ target: inout MutableSpan<Float>, _ keep: Float) -> Void) {
    let old = take()
    let keep: Float = old == nil ? 0 : 1
    var sum = old ?? Tensor(uninitialized: shape)
    fill(&sum) { compute(&$0, keep) }
    gradient = sum
  }

  /// Adds a contribution that is always added, never overwrites: sums over rows.
  func add(_ compute: (_ target: inout MutableSpan<Float>) -> Void) {
    var sum = take() ?? Tensor(zeros: shape)
    fill(&sum, compute)
    gradient = sum
  }

  private func fill(_ sum: inout Tensor, _ compute: (inout MutableSpan<Float>) -> Void) {
    var target = sum.mutableSpan
    compute(&target)
  }
}
