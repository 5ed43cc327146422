import Glibc
import Tensors

/// A recording small enough that every path through it can be counted.
struct SmallCase {
  let logits: Tensor
  let blank: Int
  let labels: [Int]

  var frames: Int { logits.rowCount }
  var symbols: Int { logits.rowLength }

  /// Draws a case: up to 5 frames, up to 4 symbols, any blank, up to 4 labels.
  init(_ stream: inout RandomStream) {
    let frames = 1 + stream.integer(below: 5)
    let symbols = 1 + stream.integer(below: 4)
    blank = stream.integer(below: symbols)
    let spread: Float = [0.5, 2, 10][stream.integer(below: 3)]
    logits = Tensor(normalWithDeviation: spread, shape: [frames, symbols], from: &stream)
    let letters = (0..<symbols).filter { [blank] in $0 != blank }
    var labels: [Int] = []
    if !letters.isEmpty {
      for _ in 0..<stream.integer(below: 5) {
        labels.append(letters[stream.integer(below: letters.count)])
      }
    }
    self.labels = labels
  }

  /// The loss and its gradient: the sum over all `symbols^frames` paths that spell the labels.
  func byEveryPath() -> (loss: Double, gradient: [Double]) {
    let shares = probabilities()
    var total = 0.0
    var visits = [Double](repeating: 0, count: frames * symbols)
    var path = [Int](repeating: 0, count: frames)
    let count = (0..<frames).reduce(1) { count, _ in count * symbols }
    for number in 0..<count {
      var rest = number
      for frame in 0..<frames {
        path[frame] = rest % symbols
        rest /= symbols
      }
      guard spelled(path, blank: blank) == labels else { continue }
      let share = path.indices.reduce(1.0) { $0 * shares[$1 * symbols + path[$1]] }
      total += share
      for frame in 0..<frames { visits[frame * symbols + path[frame]] += share }
    }
    guard total > 0 else { return (.infinity, []) }
    return (-log(total), shares.indices.map { shares[$0] - visits[$0] / total })
  }

  private func probabilities() -> [Double] {
    let scores = logits.elements.map { Double($0) }
    return scores.indices.map { index in
      let row = index / symbols * symbols
      return 1 / (row..<row + symbols).reduce(0) { $0 + exp(scores[$1] - scores[index]) }
    }
  }
}

/// What a path spells, by the definition: take the first of every run, then drop the blanks.
func spelled(_ path: [Int], blank: Int) -> [Int] {
  var firsts: [Int] = []
  for (index, symbol) in path.enumerated() where index == 0 || path[index - 1] != symbol {
    firsts.append(symbol)
  }
  return firsts.filter { $0 != blank }
}
