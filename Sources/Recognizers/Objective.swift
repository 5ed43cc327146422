public import Layers
public import Tensors
public import Text

/// What a recognizer is trained for: how a text becomes a target, and how far what the network gives is
/// from it.
///
/// An objective whose loss has parameters of its own, such as a decoder that writes token by token, shares
/// them with the recognizer, which lists them among its parameters.
public protocol Objective {
  /// How losses count.
  var lossOptions: LossOptions { get set }

  /// The target that a text stands for.
  ///
  /// - Throws: `TextError`, such as `unknownLetter` for a character that the vocabulary lacks.
  func target(for text: String) throws(TextError) -> Target

  /// The fewest frames of the network from which a target can be learned.
  func fewestFrames(for target: Target) -> Int

  /// Says why a target cannot be learned from a recording, in words that follow its name.
  ///
  /// - Parameters:
  ///   - target: The target.
  ///   - frames: How many frames the network gives for the recording.
  /// - Returns: The words, such as `"has 9 frames; …"`, or `nil` if it can be learned.
  func problem(with target: Target, frames: Int) -> String?

  /// The loss of a batch.
  ///
  /// - Parameters:
  ///   - encoded: What the network gave for the recordings.
  ///   - targets: The target of each.
  ///   - pass: How the network was run.
  /// - Returns: The loss.
  /// - Throws: ``TargetError`` for a target that cannot be scored, or `Cancelled`.
  func loss(_ encoded: Batch, _ targets: [Target], _ pass: ForwardPass) throws -> Loss

  /// A target as short as can be, from which memory is measured.
  var shortestTarget: Target { get }

  /// How many frames of a recording say nothing, such as those whose best token is CTC's blank.
  ///
  /// - Parameter encoded: The recording's rows of what the network gave.
  /// - Returns: The number of frames, or `nil` if the objective knows no such frames.
  func silentFrames(of encoded: Tensor) -> Int?

  /// What to do about texts with characters that the vocabulary lacks, or `nil`.
  func advice(for texts: [String]) -> String?
}

extension Objective {
  /// No frames are silent.
  public func silentFrames(of encoded: Tensor) -> Int? { nil }

  /// There is no advice.
  public func advice(for texts: [String]) -> String? { nil }
}

/// How losses count in training.
public struct LossOptions: Sendable, Equatable {
  /// How the losses of a batch become one number.
  public var reduction: LossReduction
  /// Whether an infinite loss counts as 0: that of a recording that its target does not fit.
  public var zeroInfinity: Bool

  /// Describes how losses count.
  public init(reduction: LossReduction = .mean, zeroInfinity: Bool = false) {
    (self.reduction, self.zeroInfinity) = (reduction, zeroInfinity)
  }
}

/// How the losses of a batch become one number.
public enum LossReduction: String, Sendable, CaseIterable {
  /// One loss for every recording.
  case none
  /// Their sum.
  case sum
  /// Each divided by the number of tokens that it learns (at least 1), then averaged over the recordings.
  case mean
}

/// What is wrong with the target of one recording of a batch.
public struct TargetError: Error, Equatable {
  /// Which recording of the batch, from 0.
  public let index: Int
  /// What is wrong, in words.
  public let problem: String

  /// Names a recording and what is wrong with its target.
  public init(index: Int, problem: String) {
    (self.index, self.problem) = (index, problem)
  }
}
