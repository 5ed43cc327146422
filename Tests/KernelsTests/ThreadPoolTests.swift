import Glibc
import Kernels
import Synchronization
import Tensors
import TestSupport
import Testing

/// How often every index was seen, and the stretches in which.
private final class Seen: Sendable {
  private let counts: Mutex<[Int]>
  private let stretches = Mutex<[Range<Int>]>([])

  init(_ count: Int) {
    counts = Mutex(Array(repeating: 0, count: count))
  }

  func note(_ range: Range<Int>) {
    counts.withLock { for index in range { $0[index] += 1 } }
    stretches.withLock { $0.append(range) }
  }

  var once: Bool { counts.withLock { $0.allSatisfy { $0 == 1 } } }
  var sorted: [Range<Int>] {
    stretches.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
  }
}

@Test(arguments: [0, 1, 2, 3, 7, 64, 65, 1_000, 4_097], [1, 2, 3, 64, 10_000])
func `every index is seen once, in stretches of at most a grain`(count: Int, grain: Int) {
  let seen = Seen(count)
  parallel(count: count, grain: grain) { seen.note($0) }
  #expect(seen.once)
  #expect(seen.sorted.allSatisfy { !$0.isEmpty && $0.count <= grain })
  // The same stretches whoever asks, and however busy the cores are.
  let again = Seen(count)
  parallel(count: 1, grain: 1) { _ in parallel(count: count, grain: grain) { again.note($0) } }
  #expect(again.sorted == seen.sorted)
}

@Test func `calls within calls see every index once`() {
  let seen = Seen(20 * 30 * 4)
  parallel(count: 20, grain: 1) { outer in
    for i in outer {
      parallel(count: 30, grain: 2) { middle in
        for j in middle {
          parallel(count: 4, grain: 1) { inner in
            let start = (i * 30 + j) * 4
            seen.note(start + inner.lowerBound..<start + inner.upperBound)
          }
        }
      }
    }
  }
  #expect(seen.once)
}

@Test func `calls from many threads at once see every index once`() async {
  let all = (0..<64).map { _ in Seen(501) }
  await withTaskGroup(of: Void.self) { group in
    for seen in all {
      group.addTask { parallel(count: 501, grain: 3) { seen.note($0) } }
    }
  }
  #expect(all.allSatisfy { $0.once })
}

@Test func `many short calls, one after another and after pauses, all end`() {
  let total = Atomic<Int>(0)
  for round in 0..<5_000 {
    parallel(count: 8, grain: 1) { total.add($0.count, ordering: .relaxed) }
    // Long enough for the workers to fall asleep.
    if round.isMultiple(of: 500) { usleep(5_000) }
  }
  #expect(total.load(ordering: .relaxed) == 40_000)
}

@Test func `what a body holds is let go when the call returns`() {
  final class Held: Sendable {}
  for _ in 0..<200 {
    var held: Held? = Held()
    weak let watched = held
    if let kept = held {
      parallel(count: 16, grain: 1) { _ in withExtendedLifetime(kept) {} }
    }
    held = nil
    #expect(watched == nil)
  }
}

/// An attention with dropout over ragged recordings, and its gradients.
private func attentionWithGradients(_ x: Tensor) -> [Float] {
  let shape = AttentionShape(lengths: [120, 1, 0, 280], heads: 3, headSize: 43)
  let root = RandomStream(seed: 1, purpose: "dropout")
  let mask = DropoutMask(
    probability: 0.2, streams: shape.lengths.indices.map { root.branch($0).dropout },
    counts: shape.lengths.map { $0 * shape.maskColumns })
  var (output, logSums) = (x, Tensor(zeros: [3, 401]))
  var (dq, dk, dv) = (x, x, x)
  var y = output.mutableSpan
  var sums = logSums.mutableSpan
  attention(x.span, x.span, x.span, shape: shape, dropout: mask, into: &y, logSums: &sums)
  var first = dq.mutableSpan
  var second = dk.mutableSpan
  var third = dv.mutableSpan
  attentionBackward(
    x.span, x.span, x.span, output: output.span, logSums: logSums.span, outputGradient: x.span,
    shape: shape, dropout: mask, into: &first, &second, &third)
  return [output, logSums, dq, dk, dv].flatMap(\.elements)
}

/// A sum with a norm, and its gradients.
private func normWithGradients(_ x: Tensor) -> [Float] {
  var (total, normalised, dx) = (x, x, x)
  var (dgain, dbias) = (Tensor(zeros: [129]), Tensor(zeros: [129]))
  let gain = Tensor(repeating: 2, shape: [129])
  var first = total.mutableSpan
  var second = normalised.mutableSpan
  let statistics = addAndNormalise(
    x.span, x.span, dropout: nil, gain: gain.span, bias: gain.span, epsilon: 1e-5, into: &first,
    &second)
  var third = dx.mutableSpan
  var fourth = dgain.mutableSpan
  var fifth = dbias.mutableSpan
  addAndNormaliseBackward(
    sum: total.span, gain: gain.span, statistics: statistics, outputGradient: x.span,
    sumGradient: nil, into: &third, gainGradient: &fourth, biasGradient: &fifth)
  return [total, normalised, dx, dgain, dbias].flatMap(\.elements)
}

/// The bits of work that runs in stretches: products, sums, norms, losses.
private func fingerprint() -> [UInt32] {
  let a = randomTensor([401, 129], salt: 1)
  let b = randomTensor([129, 301], salt: 2)
  let size = ProductSize(rows: 401, columns: 301, inner: 129)
  var product = Tensor(zeros: [401, 301])
  var target = product.mutableSpan
  multiply(
    a.span, MatrixLayout(stride: 129), b.span, MatrixLayout(stride: 301), into: &target,
    MatrixLayout(stride: 301), size: size)
  let scores = product.mapped { logSoftmax($0, columns: 301, into: &$1) }
  var gradient = Tensor(uninitialized: scores.shape)
  var slopes = gradient.mutableSpan
  let sequences = [0..<101, 101..<102, 102..<300, 300..<401].map {
    CTCSequence(frames: $0, labels: (0..<$0.count / 3).map { 1 + $0 % 300 })
  }
  let losses = ctcLosses(
    scores.span, symbols: 301, blank: 0, sequences: sequences, gradient: &slopes)
  let sums = Tensor(zeros: [301]).mapped {
    copy($0, into: &$1)
    accumulateColumnSums(product.span, into: &$1)
  }
  let gathered = attentionWithGradients(a) + normWithGradients(a)
  let figures = [sum(product.span), dot(product.span, product.span)] + losses
  return
    (product.elements + sums.elements + gradient.elements + gathered + figures.map { Float($0) })
    .reduce(
      into: [17, 39]
    ) { hash, value in
      hash[0] = (hash[0] ^ value.bitPattern) &* 16_777_619
      hash[1] = (hash[1] &+ value.bitPattern) &* 2_654_435_761
    }
}

@Test(arguments: ["1", "2", "3", "5"])
func `the bits do not depend on the number of threads`(threads: String) async {
  let expected = fingerprint()
  await #expect(processExitsWith: .success) { [threads, expected = expected as [UInt32]] in
    unsafe setenv("ASRSH_THREADS", threads, 1)
    #expect(fingerprint() == expected)
  }
}
