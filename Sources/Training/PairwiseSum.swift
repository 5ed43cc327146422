/// What can be added to.
protocol Summand {
  /// Adds what follows.
  mutating func add(_ next: Self)
}

/// Adds up what comes one after the other by a binary tree that depends on their number alone.
///
/// Two sums of equally many become one at once, as the digits of a binary number carry:
///
///     leaves   0   1   2   3   4   5   6
///               ╲ ╱     ╲ ╱     ╲ ╱   │
///                01      23      45   │
///                 ╲    ╱          ╲  ╱
///                  0123           456
///                      ╲        ╱
///                       0 … 6
///
/// Behind n leaves as many sums are held as n has binary digits 1. Processes that share the leaves and add
/// up the same tree get the same bits.
struct PairwiseSum<Sum: Summand> {
  private var held: [(leaves: Int, sum: Sum)] = []

  /// Takes the sum of the next leaf.
  mutating func add(_ leaf: Sum) {
    held.append((1, leaf))
    while held.count > 1, held[held.count - 2].leaves == held[held.count - 1].leaves { join() }
  }

  /// Ends, and gives the sum of all leaves; `nil` if there were none.
  mutating func finish() -> Sum? {
    while held.count > 1 { join() }
    return held.popLast()?.sum
  }

  private mutating func join() {
    let last = held.removeLast()
    held[held.count - 1].leaves += last.leaves
    held[held.count - 1].sum.add(last.sum)
  }

  /// The most sums that are held while one of `leaves` leaves is learned from.
  static func mostHeld(_ leaves: Int) -> Int {
    leaves > 0 ? Int.bitWidth - 1 - leaves.leadingZeroBitCount : 0
  }
}
