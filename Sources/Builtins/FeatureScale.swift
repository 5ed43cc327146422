internal import Display
internal import Foundation
internal import Tensors

/// What the rows and the columns of features stand for, so that plots can say it.
struct FeatureScale: Sendable {
  /// What the columns of features are.
  enum Channels {
    /// Bands that are equally wide in mels, of logarithms of power.
    case melBands
    /// Coefficients of a cepstrum, the first one at the bottom.
    case coefficients
    /// Frequencies from 0 Hz up to the last, of squares (2) or magnitudes (1).
    case frequencies(upTo: Double, power: Int)
  }

  /// The seconds from one frame to the next.
  let frameStep: Double

  /// The seconds before the first frame, of features that were cut.
  var start = 0.0

  /// What the columns are.
  let channels: Channels

  /// The features as a plot: time in seconds to the right.
  func heatMap(of features: Tensor) -> HeatMap {
    let end = start + frameStep * Double(features.rowCount)
    let time = HeatMap.Side(Axis("time", unit: "s"), start...max(start, end))
    switch channels {
    case .melBands:
      return HeatMap(
        features, horizontal: time,
        vertical: .init(Axis("mel band"), 0...Double(features.rowLength)),
        value: Axis("log energy"))
    case .coefficients:
      return HeatMap(
        features, horizontal: time,
        vertical: .init(Axis("coefficient"), 0...Double(features.rowLength)),
        value: Axis("value"))
    case .frequencies(let highest, let power):
      return HeatMap(
        decibels(features, power: power), horizontal: time,
        vertical: .init(Axis("frequency", unit: "Hz"), 0...highest),
        value: Axis("level", unit: "dB"))
    }
  }

  /// Powers or magnitudes in decibels below the highest, no lower than 80 below.
  private func decibels(_ features: Tensor, power: Int) -> Tensor {
    let elements = features.elements
    let highest = elements.lazy.filter(\.isFinite).max() ?? 0
    guard highest > 0 else { return features }
    let factor: Float = power == 1 ? 20 : 10
    return Tensor(
      elements.map { value in
        value.isFinite ? max(-80, factor * log10(max(0, value) / highest)) : value
      }, shape: features.shape)
  }
}
