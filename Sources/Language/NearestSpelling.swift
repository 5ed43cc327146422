/// Finds the name that was probably meant by one that is not known.
public enum NearestSpelling {
  /// Returns the candidate with the fewest typing errors to `name`, if they are few enough.
  ///
  /// One error is allowed in up to five letters, two in up to eight, then three; a difference in
  /// upper and lower case alone is always near. More than one error is a slip only in a word that begins
  /// alike: `first` is no misspelt `fit`. Of equals the first in the alphabet is taken.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased())
    let allowed = wanted.count <= 2 ? 0 : wanted.count <= 5 ? 1 : wanted.count <= 8 ? 2 : 3
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased())
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = distance(wanted, letters)
      guard distance <= allowed, distance < 2 || letters.first == wanted.first else { continue }
      if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The number of letters added, left out, exchanged, or swapped with a neighbour
  /// (Damerau–Levenshtein distance, each stretch edited once).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      current.reserveCapacity(second.count + 1)
      for column in second.indices {
        let cost = first[row] == second[column] ? 0 : 1
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + cost)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
