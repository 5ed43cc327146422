public import Autograd

extension SpeechModel {
  /// Keeps the parameters of a part as they are while the rest is trained.
  ///
  /// - Parameters:
  ///   - part: A part, as ``parameters(of:)`` takes it: `"conv"`, `"feature_encoder"`, `"*.bias"`.
  ///   - holdsStatistics: Whether running statistics of the part stay as they are too, and are used
  ///     in training as in inference.
  /// - Throws: ``ModelError/noPart(_:parts:)`` if no parameter is called so.
  public func freeze(_ part: String, holdsStatistics: Bool = true) throws(ModelError) {
    for parameter in try parameters(of: part) {
      parameter.isTrainable = false
      if parameter.isStatistic { parameter.isHeld = holdsStatistics }
    }
  }

  /// Lets training change the parameters of a part again.
  ///
  /// - Parameter part: A part, as ``parameters(of:)`` takes it.
  /// - Throws: ``ModelError/noPart(_:parts:)`` if no parameter is called so.
  public func unfreeze(_ part: String) throws(ModelError) {
    for parameter in try parameters(of: part) {
      parameter.isTrainable = !parameter.isStatistic
      parameter.isHeld = false
    }
  }

  /// The parameters of a part of the model.
  ///
  /// - Parameter part: A parameter's name, the words before a dot of some, or a short name of
  ///   ``partAliases``. A `*` stands for any characters: `"*.bias"`, `"encoder.layers.*.attention"`.
  ///   The family in front of the names may be left out.
  /// - Returns: At least one parameter, in the order of a checkpoint.
  /// - Throws: ``ModelError/noPart(_:parts:)`` if no parameter is called so.
  public func parameters(of part: String) throws(ModelError) -> [Parameter] {
    let patterns = [partAliases[part] ?? part, "\(family).\(part)"].map { Array($0.utf8) }
    let chosen = parameters.filter { parameter in
      patterns.contains { isPart(Array(parameter.name.utf8), of: $0) }
    }
    guard !chosen.isEmpty else { throw .noPart(part, parts: partNames) }
    return chosen
  }

  /// The names of the largest parts: the short ones, then the first words of the parameters' names.
  public var partNames: [String] {
    let beginnings = Set(
      parameters.compactMap { $0.name.split(separator: ".").first.map(String.init) })
    return partAliases.keys.sorted() + beginnings.subtracting(partAliases.keys).sorted()
  }
}

/// Whether a name, or what stands before one of its dots, matches a pattern with stars.
private func isPart(_ name: [UInt8], of pattern: [UInt8]) -> Bool {
  let ends = name.indices.filter { name[$0] == UInt8(ascii: ".") } + [name.count]
  return ends.contains { matches(name[..<$0], pattern) }
}

/// Whether text matches a pattern in which a `*` stands for any characters.
///
/// Only the last star met is ever taken back, so the time is at most the product of the lengths.
private func matches(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
  var (position, place) = (text.startIndex, 0)
  var star: (place: Int, position: Int)?
  while position < text.endIndex {
    if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
      star = (place, position)
      place += 1
    } else if place < pattern.count, pattern[place] == text[position] {
      place += 1
      position += 1
    } else if let last = star {
      star = (last.place, last.position + 1)
      place = last.place + 1
      position = last.position + 1
    } else {
      return false
    }
  }
  return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
}
