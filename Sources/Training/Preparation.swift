internal import CTC
internal import ExactStrings
internal import Models
internal import Tensors
internal import Text

/// A row with its labels, ready to be trained or evaluated on.
struct PreparedRow {
  let utterance: Utterance
  let labels: [Int]
}

/// The rows that can be used and those that are set aside, with the reason of each.
struct PreparedRows {
  var usable: [PreparedRow] = []
  var rejected: [RejectedRow] = []
}

extension PreparedRows {
  /// Encodes the texts, and sets aside what cannot be used: transcripts in which nothing is said,
  /// and labels that need more frames than the model has of the recording.
  ///
  /// - Parameters:
  ///   - utterances: The rows.
  ///   - model: Whose vocabulary and frames count.
  ///   - purpose: `train` or `evaluate`, for messages.
  ///   - features: Reads recordings where their length leaves doubt.
  /// - Throws: ``TrainingError/unknownLetters(_:advice:)``, and ``TrainingError/nothingToUse(purpose:rejected:)``
  ///   if no row is left.
  init(
    _ utterances: [Utterance], model: any SpeechModel, purpose: String, features: FeatureCache
  ) throws(TrainingError) {
    let labels = try Self.encode(utterances, model)
    for (utterance, labels) in zip(utterances, labels) {
      if let reason = try Self.reason(against: utterance, labels, model, features) {
        rejected.append(RejectedRow(row: utterance.row, name: utterance.name, reason: reason))
      } else {
        usable.append(PreparedRow(utterance: utterance, labels: labels))
      }
    }
    guard !usable.isEmpty else { throw .nothingToUse(purpose: purpose, rejected: rejected) }
  }

  private static func encode(
    _ utterances: [Utterance], _ model: any SpeechModel
  ) throws(TrainingError) -> [[Int]] {
    var encoded: [[Int]] = []
    var unknown: [ExactString: (count: Int, first: Utterance)] = [:]
    for utterance in utterances {
      // White space alone would be spelled by delimiters, or be a letter that the vocabulary lacks.
      guard !normalizeSpaces(utterance.text).isEmpty else {
        encoded.append([])
        continue
      }
      do throws(TextError) {
        encoded.append(try model.tokenizer.encode(utterance.text))
      } catch {
        guard case .unknownLetter(let letter, _, _) = error else {
          throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
        }
        unknown[letter, default: (0, utterance)].count += 1
        encoded.append([])
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
        }, advice: model.tokenizer.caseAdvice(for: utterances.map(\.text)))
    }
    return encoded
  }

  /// Why a row cannot be used, or `nil`.
  private static func reason(
    against utterance: Utterance, _ labels: [Int], _ model: any SpeechModel,
    _ features: FeatureCache
  ) throws(TrainingError) -> String? {
    guard !labels.isEmpty else {
      let isBlank = !utterance.text.isEmpty && normalizeSpaces(utterance.text).isEmpty
      return isBlank ? "has a transcript of white space alone" : "has an empty transcript"
    }
    let needed = CTCLoss.framesNeeded(labels)
    let seconds = utterance.duration
    guard seconds.isFinite, seconds >= 0, seconds < 1e6 else { return "has no known length" }
    // Resampling moves the length by a sample or two; where that decides, the recording is read.
    var frames = model.frameCount(samples: Int(seconds * Double(model.samplingRate)))
    if abs(frames - needed) <= 2 {
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
    guard frames < needed else { return nil }
    let repeats = needed - labels.count
    return "has \(labels.count) labels and \(repeats) repeats, which need \(needed) frames; "
      + "the recording has \(frames)"
  }
}
