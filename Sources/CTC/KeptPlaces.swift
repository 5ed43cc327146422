/// The new places of those items that chains go through, when all others are taken away.
///
/// Items stay in their order. Each names the one before it, which stands at an earlier place.
///
/// - Parameters:
///   - count: How many items there are.
///   - ends: The last items of the chains; -1 for a chain without any.
///   - before: The item before one; -1 for none.
/// - Returns: The place of every item, -1 for those that are taken away, and how many stay.
func keptPlaces(
  of count: Int, ends: some Sequence<Int32>, before: (Int) -> Int32
) -> (places: [Int32], count: Int) {
  var places = [Int32](repeating: -1, count: count)
  for end in ends {
    var at = Int(end)
    while at >= 0, places[at] < 0 {
      places[at] = 0
      at = Int(before(at))
    }
  }
  var kept: Int32 = 0
  for item in places.indices where places[item] == 0 {
    places[item] = kept
    kept += 1
  }
  return (places, Int(kept))
}
