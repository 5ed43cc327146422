/// Words that are likelier here than a model would think, as a trie over tokens.
///
/// A word under way that begins as hot words do has a part of the weight already, by how many of the
/// tokens are there; it loses it with the token that fits none of them. So hot words are not pruned
/// before they are whole, and words that only begin alike gain nothing.
struct HotWords: Sendable {
  /// The child of a node for a token, which is at `node * symbols + token`; 0 if there is none.
  private var children: [Int32]
  /// The part of a weight that each node is worth.
  private var shares: [Double] = [0]
  /// The weight of the hot word that ends at each node, or 0.
  private var weights: [Double] = [0]
  private let symbols: Int

  init(_ words: [(labels: [Int], weight: Double)], symbols: Int) {
    self.symbols = symbols
    children = [Int32](repeating: 0, count: symbols)
    for word in words where !word.labels.isEmpty {
      var node = 0
      for (index, label) in word.labels.enumerated() {
        if children[node * symbols + label] == 0 {
          children[node * symbols + label] = Int32(shares.count)
          children += [Int32](repeating: 0, count: symbols)
          shares.append(0)
          weights.append(0)
        }
        node = Int(children[node * symbols + label])
        let share = word.weight * Double(index + 1) / Double(word.labels.count)
        shares[node] = max(shares[node], share)
      }
      weights[node] = max(weights[node], word.weight)
    }
  }

  /// The node after a token; -1, for none, stays -1.
  @inline(__always)
  func next(_ node: Int, _ token: Int) -> Int {
    guard node >= 0 else { return -1 }
    let child = Int(children[node * symbols + token])
    return child == 0 ? -1 : child
  }

  /// What a word under way is worth.
  @inline(__always)
  func share(_ node: Int) -> Double { node > 0 ? shares[node] : 0 }

  /// What a whole word is worth.
  @inline(__always)
  func weight(_ node: Int) -> Double { node > 0 ? weights[node] : 0 }
}
