internal import ExactStrings
internal import Models
internal import Recognizers
internal import Tensors
internal import Text

/// A row with the target of its text, ready to be trained or evaluated on.
struct PreparedRow {
  let utterance: Utterance
  let target: Target
}

/// The rows that can be used and those that are set aside, with the reason of each.
struct PreparedRows {
  var usable: [PreparedRow] = []
  var rejected: [RejectedRow] = []
}

extension PreparedRows {
  /// Makes targets of the texts, and sets aside what cannot be used: transcripts in which nothing is said,
  /// and targets that do not fit what the model has of the recording.
  ///
  /// - Parameters:
  ///   - utterances: The rows.
  ///   - model: Whose objective and frames count.
  ///   - purpose: `train` or `evaluate`, for messages.
  ///   - features: Reads recordings where their length leaves doubt.
  /// - Throws: ``TrainingError/unknownLetters(_:advice:)``, and ``TrainingError/nothingToUse(purpose:rejected:)``
  ///   if no row is left.
  init(
    _ utterances: [Utterance], model: any SpeechModel, purpose: String, features: FeatureCache
  ) throws(TrainingError) {
    let objective = model.objective
    for (utterance, target) in zip(utterances, try Self.targets(utterances, objective)) {
      if let target {
        let row = PreparedRow(utterance: utterance, target: target)
        guard let reason = try row.problem(objective, model, features) else {
          usable.append(row)
          continue
        }
        reject(utterance, reason)
      } else {
        let isBlank = !utterance.text.isEmpty && normalizeSpaces(utterance.text).isEmpty
        reject(
          utterance,
          isBlank ? "has a transcript of white space alone" : "has an empty transcript")
      }
    }
    guard !usable.isEmpty else { throw .nothingToUse(purpose: purpose, rejected: rejected) }
  }

  private mutating func reject(_ utterance: Utterance, _ reason: String) {
    rejected.append(RejectedRow(row: utterance.row, name: utterance.name, reason: reason))
  }

  /// The target of each text; `nil` of one in which nothing is said.
  private static func targets(
    _ utterances: [Utterance], _ objective: any Objective
  ) throws(TrainingError) -> [Target?] {
    var targets: [Target?] = []
    var unknown: [ExactString: (count: Int, first: Utterance)] = [:]
    for utterance in utterances {
      // White space alone would be spelled by delimiters, or be a letter that the vocabulary lacks.
      guard !normalizeSpaces(utterance.text).isEmpty else {
        targets.append(nil)
        continue
      }
      do throws(TextError) {
        let target = try objective.target(for: utterance.text)
        targets.append(target.learnedCount > 0 ? target : nil)
      } catch {
        guard case .unknownLetter(let letter, _, _) = error else {
          throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
        }
        unknown[letter, default: (0, utterance)].count += 1
        targets.append(nil)
      }
    }
    guard unknown.isEmpty else {
      let letters = unknown.map { letter, found in
        UnknownLetter(
          letter: letter.string, rowCount: found.count, firstRow: found.first.row,
          firstName: found.first.name)
      }
      throw .unknownLetters(
        letters.sorted {
          ($1.rowCount, ExactString($0.letter)) < ($0.rowCount, ExactString($1.letter))
        }, advice: objective.advice(for: utterances.map(\.text)))
    }
    return targets
  }
}

extension PreparedRow {
  /// Why the row cannot be used, or `nil`.
  fileprivate func problem(
    _ objective: any Objective, _ model: any SpeechModel, _ features: FeatureCache
  ) throws(TrainingError) -> String? {
    let seconds = utterance.duration
    guard seconds.isFinite, seconds >= 0, seconds < 1e6 else { return "has no known length" }
    // Resampling moves the length by a sample or two; where that decides, the recording is read.
    var frames = model.frameCount(samples: Int(seconds * Double(model.samplingRate)))
    let isClose = (-3...2).contains {
      (objective.problem(with: target, frames: frames + $0) == nil)
        != (objective.problem(with: target, frames: frames) == nil)
    }
    if isClose {
      do {
        frames = try features.frameCount(utterance)
      } catch let error as ModelError {
        guard case .tooShort = error else {
          throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
        }
        frames = 0
      } catch {
        throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
      }
    }
    return objective.problem(with: target, frames: frames)
  }
}
