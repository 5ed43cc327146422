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

/// Where the gradient of one variable gathers.
final class Slot {
  unowned let tape: Tape
  let parameter: Parameter?
  var gradient: Tensor?

  init(tape: Tape, parameter: Parameter? = nil) {
    self.tape = tape
    self.parameter = parameter
  }

  /// Adds a contribution.
  func add(_ contribution: Tensor) {
    guard let parameter else {
      gradient.accumulate(contribution)
      return
    }
    parameter.gradient.accumulate(contribution)
  }
}

/// A tensor that is trained, under the name that it has in a checkpoint.
public final class Parameter {
  /// The name in a checkpoint, such as `"rnn.weight_ih_l0"`.
  public let name: String
  /// The present value.
  public var value: Tensor
  /// What ``Tape/backward(from:)`` added up since it was last taken away.
  public var gradient: Tensor?
  /// Whether training changes it.
  public var isTrainable = true

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
    let output: Slot
    let inputs: [Slot?]
    let backward: (Tensor) -> [Tensor?]
  }

  private var entries: [Entry] = []

  /// Starts an empty record.
  public init() {}

  /// The number of operations recorded and not yet consumed.
  public var count: Int { entries.count }

  /// Puts a parameter into the computation; its gradient is wanted if it is trainable.
  public func variable(_ parameter: Parameter) -> Variable {
    Variable(
      parameter.value,
      slot: parameter.isTrainable ? Slot(tape: self, parameter: parameter) : nil)
  }

  /// Puts a tensor into the computation whose gradient is wanted; see ``gradient(of:)``.
  public func variable(_ value: Tensor) -> Variable {
    Variable(value, slot: Slot(tape: self))
  }

  /// The gradient that reached a variable made by ``variable(_:)-(Tensor)``, after a backward run.
  public func gradient(of variable: Variable) -> Tensor? {
    variable.slot?.gradient
  }

  fileprivate func record(
    _ output: Slot, _ inputs: [Slot?], _ backward: @escaping (Tensor) -> [Tensor?]
  ) {
    entries.append(Entry(output: output, inputs: inputs, backward: backward))
  }

  /// Finds the gradients of the sum of `result` with respect to everything it was computed from.
  ///
  /// Parameters gather theirs in ``Parameter/gradient``. The record is empty afterwards.
  ///
  /// - Parameter result: What to differentiate; usually one number.
  public func backward(from result: Variable) {
    backward(from: result, gradient: Tensor(repeating: 1, shape: result.shape))
  }

  /// Finds the gradients of the sum of `result · gradient`.
  ///
  /// - Parameters:
  ///   - result: What to differentiate.
  ///   - gradient: The weight of each of its elements, of its shape.
  public func backward(from result: Variable, gradient: Tensor) {
    precondition(gradient.shape == result.shape, "A gradient has the shape of its value.")
    result.slot?.add(gradient)
    while let entry = entries.popLast() {
      guard let gradient = entry.output.gradient else { continue }
      entry.output.gradient = nil
      for (slot, contribution) in zip(entry.inputs, entry.backward(gradient)) {
        guard let slot, let contribution else { continue }
        slot.add(contribution)
      }
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
    guard let tape = inputs.lazy.compactMap({ $0.slot?.tape }).first else {
      self.init(value)
      return
    }
    let slot = Slot(tape: tape)
    tape.record(slot, inputs.map(\.slot), backward)
    self.init(value, slot: slot)
  }
}

extension Tensor? {
  /// Adds `contribution` to what is there already.
  mutating func accumulate(_ contribution: Tensor) {
    if self == nil {
      self = contribution
    } else {
      self?.add(contribution)
    }
  }
}
