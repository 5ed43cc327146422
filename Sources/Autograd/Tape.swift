public import Tensors

/// A tensor in a computation whose gradient may be asked for.
///
/// A variable that depends on nothing that is trained records nothing: inference costs no memory.
public struct Variable {
  /// The value.
  public let value: Tensor

  /// Where the gradient gathers, or `nil` if none is wanted.
  let slot: Slot?

  /// Makes a variable whose gradient is not wanted.
  public init(_ value: Tensor) {
    self.value = value
    slot = nil
  }

  init(_ value: Tensor, slot: Slot?) {
    self.value = value
    self.slot = slot
  }

  /// Whether a gradient is wanted.
  public var isTracked: Bool { slot != nil }

  /// The value's shape.
  public var shape: [Int] { value.shape }
}

/// A tensor that is trained, under the name that it has in a checkpoint.
public final class Parameter {
  /// The name in a checkpoint, such as `"rnn.weight_ih_l0"`.
  public let name: String
  /// The present value.
  public var value: Tensor
  /// What ``Tape/backward(from:)`` added up since it was last taken away.
  public var gradient: Tensor?
  /// Whether gradients change it in training.
  public var isTrainable = true
  /// Whether it is a running statistic, which no gradient changes.
  public internal(set) var isStatistic = false
  /// Whether a running statistic stays as it is in training.
  public var isHeld = false

  /// Names a parameter and gives its first value.
  public init(_ name: String, _ value: Tensor) {
    self.name = name
    self.value = value
  }
}

/// The record of a computation: what was computed from what, and how gradients go back.
///
/// Operations are coarse (a whole layer's arithmetic each) and each keeps only what its backward
/// side needs. Going backward consumes the record, so memory falls as the gradients are found.
///
/// A tape belongs to one thread.
public final class Tape {
  private struct Entry {
    let outputs: [Slot]
    let backward: ([Tensor?]) -> Void
  }

  private var entries: [Entry] = []

  /// Whether computations are recorded; if not, the tape only sees whether they should be.
  public let isRecording: Bool

  /// Whether a parameter that is trained was put into the computation.
  private(set) var hasTrainable = false

  /// Starts an empty record.
  public init() {
    isRecording = true
  }

  /// Starts a record, or what only sees whether there is anything to record.
  init(isRecording: Bool) {
    self.isRecording = isRecording
  }

  /// The number of operations recorded and not yet consumed.
  public var count: Int { entries.count }

  /// Puts a parameter into the computation; its gradient is wanted if it is trainable.
  public func variable(_ parameter: Parameter) -> Variable {
    guard parameter.isTrainable else { return Variable(parameter.value) }
    hasTrainable = true
    guard isRecording else { return Variable(parameter.value) }
    let slot = Slot(tape: self, shape: parameter.value.shape, parameter: parameter)
    return Variable(parameter.value, slot: slot)
  }

  /// Puts a tensor into the computation whose gradient is wanted; see ``gradient(of:)``.
  public func variable(_ value: Tensor) -> Variable {
    Variable(value, slot: Slot(tape: self, shape: value.shape))
  }

  /// The gradient that reached a variable made by ``variable(_:)-(Tensor)``, after a backward run.
  public func gradient(of variable: Variable) -> Tensor? {
    variable.slot?.gradient
  }

  /// Records an operation.
  ///
  /// - Parameters:
  ///   - outputs: Where the gradients of its results gather.
  ///   - backward: Adds to the gradients of what it was computed from, from the results' gradients;
  ///     `nil` stands for a result that nothing came to, and not all are `nil`.
  func record(_ outputs: [Slot], _ backward: @escaping ([Tensor?]) -> Void) {
    entries.append(Entry(outputs: outputs, backward: backward))
  }

  /// Finds the gradients of the sum of `result` with respect to everything it was computed from.
  ///
  /// Parameters gather theirs in ``Parameter/gradient``. The record is empty afterwards.
  ///
  /// - Parameters:
  ///   - result: What to differentiate; usually one number.
  ///   - shouldStop: Asked before each operation; what is left is then dropped, and the gradients
  ///     mean nothing.
  public func backward(from result: Variable, shouldStop: () -> Bool = { false }) {
    backward(
      from: [result], gradients: [Tensor(repeating: 1, shape: result.shape)],
      shouldStop: shouldStop)
  }

  /// Finds the gradients of the sum of `result · gradient`.
  ///
  /// - Parameters:
  ///   - result: What to differentiate.
  ///   - gradient: The weight of each of its elements, of its shape.
  public func backward(from result: Variable, gradient: Tensor) {
    backward(from: [result], gradients: [gradient])
  }

  /// Finds the gradients of the sum of all `results · gradients`.
  ///
  /// - Parameters:
  ///   - results: What to differentiate.
  ///   - gradients: The weights of the elements of each, of its shape.
  ///   - shouldStop: Asked before each operation; what is left is then dropped, and the gradients
  ///     mean nothing.
  public func backward(
    from results: [Variable], gradients: [Tensor], shouldStop: () -> Bool = { false }
  ) {
    precondition(
      results.map(\.shape) == gradients.map(\.shape), "A gradient has the shape of its value.")
    for (result, gradient) in zip(results, gradients) { result.slot?.add(gradient) }
    while let entry = entries.popLast() {
      if shouldStop() { return entries.removeAll() }
      let gradients = entry.outputs.map { $0.take() }
      guard gradients.contains(where: { $0 != nil }) else { continue }
      entry.backward(gradients)
    }
  }
}

extension Variable {
  /// Makes the result of an operation, and records how its gradient goes back.
  ///
  /// - Parameters:
  ///   - value: What was computed.
  ///   - inputs: What it was computed from.
  ///   - backward: Returns the gradients of the inputs, in their order, from the result's; `nil` for
  ///     one that is not tracked. Not kept if no input is tracked.
  public init(
    _ value: Tensor, from inputs: [Variable], backward: @escaping (Tensor) -> [Tensor?]
  ) {
    let slots = inputs.map(\.slot)
    self.init(
      value, from: inputs,
      adding: { gradient in
        for (slot, contribution) in zip(slots, backward(gradient)) {
          guard let slot, let contribution else { continue }
          slot.add(contribution)
        }
      })
  }

  /// Makes the result of an operation whose backward side adds to the inputs' gradients itself.
  ///
  /// - Parameters:
  ///   - value: What was computed.
  ///   - inputs: What it was computed from.
  ///   - backward: Adds to the gradients of the inputs. Not kept if no input is tracked.
  init(_ value: Tensor, from inputs: [Variable], adding backward: @escaping (Tensor) -> Void) {
    guard let tape = Self.tape(of: inputs) else {
      self.init(value)
      return
    }
    let slot = Slot(tape: tape, shape: value.shape)
    tape.record([slot]) { gradients in
      if let gradient = gradients[0] { backward(gradient) }
    }
    self.init(value, slot: slot)
  }

  /// Where a computation from `inputs` is recorded, or `nil` if no gradient of it is wanted.
  static func tape(of inputs: [Variable]) -> Tape? {
    inputs.lazy.compactMap { $0.slot?.tape }.first
  }
}
