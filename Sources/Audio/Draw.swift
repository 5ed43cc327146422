internal import Tensors

/// A number that is the same for every recording, or drawn for each.
public enum Draw: Sendable, Equatable {
  /// Always this one.
  case fixed(Double)
  /// Any number of a range, all as likely.
  case range(ClosedRange<Double>)
  /// One of several, all as likely; there is at least one.
  case among([Double])

  /// Takes the number, which uses up one draw of the stream unless it is fixed.
  func callAsFunction(_ stream: inout RandomStream) -> Double {
    switch self {
    case .fixed(let value): return value
    case .range(let range):
      let share = Double(stream.uniform())
      return range.lowerBound + share * (range.upperBound - range.lowerBound)
    case .among(let values): return values[stream.integer(below: values.count)]
    }
  }

  /// The numbers that have to be allowed for all draws to be.
  var extremes: [Double] {
    switch self {
    case .fixed(let value): [value]
    case .range(let range): [range.lowerBound, range.upperBound]
    case .among(let values): values
    }
  }
}
