internal import Autograd
internal import Models

/// The learning rate of every parameter, as a share of the schedule's.
///
/// Parts of a model may have rates of their own, and each layer may learn slower than the one above
/// it, as J. Howard and S. Ruder have it in "Universal Language Model Fine-tuning", ACL 2018.
struct LearningRateGroups {
  /// A factor for every parameter of the model, in their order.
  let factors: [Double]

  /// Finds the factors.
  ///
  /// - Parameters:
  ///   - model: Whose parameters they are.
  ///   - options: The rates and the decay.
  ///   - peak: The rate of parameters without one of their own.
  /// - Throws: ``TrainingError/badSetting(name:problem:)`` for a part that the model lacks, or a decay
  ///   for a model without numbered layers.
  init(
    _ model: any SpeechModel, _ options: FitOptions, peak: Double
  ) throws(TrainingError) {
    let parameters = model.parameters
    var factors = try Self.decays(parameters.map(\.name), options.layerDecay)
    var places: [String: Int] = [:]
    for (index, parameter) in parameters.enumerated() { places[parameter.name] = index }
    for (part, rate) in options.learningRates {
      do throws(ModelError) {
        for parameter in try model.parameters(of: part) {
          guard let place = places[parameter.name] else { continue }
          factors[place] = peak == 0 ? 0 : rate / peak
        }
      } catch {
        throw .badSetting(name: "learning_rates", problem: "cannot be set: \(error)")
      }
    }
    self.factors = factors
  }

  /// What is before the layers is one layer deeper than the first, what is behind them is at the top.
  private static func decays(_ names: [String], _ decay: Double) throws(TrainingError) -> [Double] {
    guard decay < 1 else { return names.map { _ in 1 } }
    let layers = names.map(layer)
    guard let top = layers.compactMap(\.self).max(),
      let first = layers.firstIndex(where: { $0 != nil })
    else {
      throw .badSetting(
        name: "layer_decay",
        problem:
          "needs parameters of numbered layers (layers.0, layers.1, …), which this model lacks")
    }
    return layers.enumerated().map { index, layer in
      let depth = layer.map { top + 1 - $0 } ?? (index < first ? top + 2 : 0)
      return (0..<depth).reduce(1.0) { factor, _ in factor * decay }
    }
  }

  /// The number behind `layers.` in a parameter's name, or `nil`.
  private static func layer(_ name: String) -> Int? {
    let words = name.split(separator: ".")
    guard let place = words.firstIndex(of: "layers"), place + 1 < words.count,
      !name.contains("feature_extractor")
    else { return nil }
    return Int(words[place + 1])
  }
}
