internal import Recognizers
internal import Text

/// The settings of a checkpoint with those of training that the caller wants.
///
/// How losses are reduced is never taken over from a checkpoint: it says what was done there, and a
/// sum where a mean is meant makes the learning rate another.
struct TrainingSettings {
  /// The settings to make the model of.
  private(set) var object: JSONObject
  private(set) var lossReduction = LossReduction.mean
  private(set) var zeroInfinity = false
  /// What is other than in the checkpoint.
  private(set) var notices: [String] = []

  private static let reduction = "ctc_loss_reduction"
  private static let infinity = "ctc_zero_infinity"

  init(_ folder: CheckpointFolder, _ options: CheckpointOptions) throws(ModelError) {
    object = folder.object
    let known = folder.family.trainingSettings
    for (key, value) in options.settings.members {
      switch key {
      case Self.reduction: try readReduction(value)
      case Self.infinity: try readInfinity(value)
      case _ where known.contains(key): replace(key, by: value)
      default:
        throw .badSetting(
          key: key,
          problem: "is no setting of training of this model; there are "
            + (known + [Self.reduction, Self.infinity]).joined(separator: ", "))
      }
    }
    compare(Self.reduction, .string(lossReduction.rawValue))
    compare(Self.infinity, .boolean(zeroInfinity))
  }

  private mutating func readReduction(_ value: JSON) throws(ModelError) {
    guard let reduction = value.string.flatMap(LossReduction.init(rawValue:)),
      reduction != .none
    else { throw .badSetting(key: Self.reduction, problem: "is \"mean\" or \"sum\"") }
    lossReduction = reduction
  }

  private mutating func readInfinity(_ value: JSON) throws(ModelError) {
    guard let truth = value.boolean else {
      throw .badSetting(key: Self.infinity, problem: "is true or false, not \(value.kind)")
    }
    zeroInfinity = truth
  }

  private mutating func replace(_ key: String, by value: JSON) {
    compare(key, value)
    object[key] = value
  }

  /// Takes note if the checkpoint says something else than what is used.
  private mutating func compare(_ key: String, _ value: JSON) {
    guard let said = object[key], said != value else { return }
    if let one = said.double, let other = value.double, one == other { return }
    notices.append("config.json says \(key) = \(text(said)), training uses \(text(value))")
  }

  private func text(_ value: JSON) -> String {
    switch value {
    case .string(let text): text.unicodeScalars.count > 40 ? shown(text) : text
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .boolean(let truth): "\(truth)"
    default: value.kind
    }
  }
}
