internal import Autograd
internal import ExactStrings
internal import Foundation
internal import Hashing
internal import Models
internal import Tensors
internal import Text

/// What a run of training was begun with: what has to be the same for it to go on to the same bits.
struct RunDescription: Codable, Equatable {
  /// The program that trains.
  var engine: String
  /// The settings by their names in recipes, in words.
  var settings: [String: String]
  /// What the model is, but for the numbers in it: its build, and what of it is trained.
  var model: String
  /// What the model is, but for the numbers in it and for what is trained; earlier versions did not say.
  var build: String?
  /// The parameters that training leaves alone; earlier versions did not say.
  var frozen: [String]?
  /// The running statistics that stay as they are; `nil` if none does.
  var heldStatistics: [String]?
  /// The rows that are learned from, by their texts and lengths: they may have moved.
  var trainingRows: String
  /// The rows that are evaluated on.
  var evaluationRows: String

  init(
    _ trainer: Trainer, training: [Utterance], evaluation: [Utterance], engine: String
  ) {
    self.engine = engine
    settings = trainer.options.described(for: trainer.model)
    model = Self.digest(of: trainer.model, withTraining: true)
    build = Self.digest(of: trainer.model, withTraining: false)
    frozen = trainer.model.parameters.filter { !$0.isTrainable }.map(\.name)
    let held = trainer.model.parameters.filter(\.isHeld).map(\.name)
    heldStatistics = held.isEmpty ? nil : held
    trainingRows = Self.digest(of: training)
    evaluationRows = Self.digest(of: evaluation)
  }

  /// Reads what a run was begun with.
  ///
  /// - Parameters:
  ///   - bytes: What ``encoded()`` gave.
  ///   - file: What messages call it.
  /// - Throws: ``TrainingError/badState(file:problem:)``.
  init(_ bytes: [UInt8], file: String) throws(TrainingError) {
    do {
      self = try JSONDecoder().decode(RunDescription.self, from: Data(bytes))
    } catch {
      throw .badState(file: file, problem: "does not say how the run was begun")
    }
  }

  /// The description as JSON, the same bytes for the same run.
  func encoded() throws(TrainingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do {
      return Array(try encoder.encode(self))
    } catch {
      throw .badSetting(name: "settings", problem: "cannot be written: \(error)")
    }
  }

  /// What is not as it was, in words; none of it lets a run go on to the same result.
  func changes(since earlier: RunDescription) -> [String] {
    var changes = modelChanges(since: earlier)
    let (held, before) = (heldStatistics ?? [], earlier.heldStatistics ?? [])
    changes += [
      Self.sentence(
        held.filter { !before.contains($0) }, "moved with the batches and is held",
        "moved with the batches and are held"),
      Self.sentence(
        before.filter { !held.contains($0) }, "was held and moves with the batches",
        "were held and move with the batches"),
    ].compactMap(\.self)
    if trainingRows != earlier.trainingRows { changes.append("the training rows are others") }
    if evaluationRows != earlier.evaluationRows {
      changes.append("the rows to evaluate on are others")
    }
    let names = Set(settings.keys).union(earlier.settings.keys).sorted()
    for name in names where !Self.immaterialSettings.contains(name) {
      let (before, now) = (earlier.settings[name] ?? "nothing", settings[name] ?? "nothing")
      if before != now { changes.append("\(name) was \(before) and is \(now)") }
    }
    return changes
  }

  /// Settings that earlier versions wrote down and that change nothing but the time.
  private static let immaterialSettings = ["memory", "gradient_checkpointing"]

  private func modelChanges(since earlier: RunDescription) -> [String] {
    guard model != earlier.model else { return [] }
    guard let build, build == earlier.build, let now = frozen, let before = earlier.frozen else {
      return ["the model is built otherwise"]
    }
    let (freed, added) = (before.filter { !now.contains($0) }, now.filter { !before.contains($0) })
    return [
      Self.sentence(freed, "was frozen and is trained", "were frozen and are trained"),
      Self.sentence(added, "was trained and is frozen", "were trained and are frozen"),
    ].compactMap(\.self)
  }

  /// Says something of names, of which the first are told; `nil` of none.
  private static func sentence(_ names: [String], _ one: String, _ several: String) -> String? {
    guard !names.isEmpty else { return nil }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return names.prefix(3).joined(separator: ", ") + more + " " + (names.count == 1 ? one : several)
  }

  private static func digest(of rows: [Utterance]) -> String {
    var text = ""
    for row in rows { text += "\(row.row)\t\(row.duration)\t\(row.text.debugDescription)\n" }
    return digest(of: text)
  }

  /// Settings of a folder of transformers that say nothing of how its model is built.
  private static let bookkeeping = [
    "architectures", "dtype", "torch_dtype", "transformers_version", "_name_or_path",
    "bos_token_id",
    "eos_token_id",
  ]

  private static func digest(of model: any SpeechModel, withTraining: Bool) -> String {
    var named = model.settings
    if !withTraining {
      // A model that was made has none of what its saved folder says besides how it is built.
      for name in bookkeeping { named[name] = nil }
      named = JSONObject(named.members.sorted { $0.key.comesExactlyBefore($1.key) })
    }
    let settings = (try? JSON.object(named).text()) ?? ""
    var text =
      "\(model.family)\n\(settings)\n\(model.tokenizer.vocabulary.tokens.debugDescription)\n"
    for parameter in model.parameters {
      text += "\(parameter.name)\t\(parameter.value.shape)"
      text += withTraining ? "\t\(parameter.isTrainable)\n" : "\n"
    }
    return digest(of: text)
  }

  private static func digest(of text: String) -> String {
    guard let digest = Digest(.sha256) else { return "" }
    digest.update(Array(text.utf8))
    return digest.finish()
  }
}
