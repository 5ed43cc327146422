/// A convolution over time in groups of channels that gives as many frames as it gets.
///
/// Half a kernel of zeros stands before and after each recording; of the frames that an even kernel
/// then gives the last is dropped.
///
/// It is computed by Fourier transforms of overlapping blocks (overlap-save: A. V. Oppenheim and
/// R. W. Schafer, "Discrete-Time Signal Processing", section 8.7.3). With a kernel of 128 that is
/// some thirty times less arithmetic than the sums themselves, so that even the transform of the
/// weights need not be kept from one call to the next. Blocks begin anew with every recording and
/// their length depends on the kernel alone: a batch gives each recording the bits it has alone.
public struct PositionalConvolution: Sendable {
  /// The number of channels of a frame, in and out.
  public let channels: Int
  /// How many groups the channels fall into; a group's outputs see its own inputs alone.
  public let groups: Int
  /// How many frames a window covers.
  public let kernel: Int

  /// Describes a convolution.
  public init(channels: Int, groups: Int, kernel: Int) {
    precondition(
      min(channels, groups, kernel) > 0 && channels.isMultiple(of: groups),
      "The groups of a convolution share its channels out equally.")
    self.channels = channels
    self.groups = groups
    self.kernel = kernel
  }

  /// The number of channels of a group.
  public var groupChannels: Int { channels / groups }

  /// The number of weights: channels × group channels × taps.
  public var weightCount: Int { channels * groupChannels * kernel }

  /// The weights of a group.
  private func weights(of group: Int, _ weight: Floats) -> Floats {
    weight[group * weightCount / groups..<(group + 1) * weightCount / groups]
  }

  /// The channels of a group.
  private func channels(of group: Int) -> ChannelRange {
    ChannelRange(first: group * groupChannels, count: groupChannels, rowLength: channels)
  }

  /// Calls `body` with every group and working memory of its own, side by side on the cores.
  private func forGroups(
    _ plan: SpectralCorrelation, _ body: @Sendable (Int, SpectralWork) -> Void
  ) {
    withoutActuallyEscaping(body) { body in
      parallel(count: groups, scratch: plan.workCount) { group, scratch in
        body(group, plan.work(scratch))
      }
    }
  }

  /// Computes the sums, without bias.
  func forward(_ x: Floats, weight: Floats, lengths: [Int], into y: Floats) {
    correlate(x, weight, isTransposed: false, padding: kernel / 2, lengths, into: y)
  }

  /// Computes the gradient of the input: the same with the taps in reverse order, from outputs to
  /// inputs.
  func backwardInput(_ dy: Floats, weight: Floats, lengths: [Int], into dx: Floats) {
    correlate(dy, weight, isTransposed: true, padding: kernel - 1 - kernel / 2, lengths, into: dx)
  }

  private func correlate(
    _ x: Floats, _ weight: Floats, isTransposed: Bool, padding: Int, _ lengths: [Int],
    into y: Floats
  ) {
    let plan = SpectralCorrelation(channels: groupChannels, taps: kernel)
    let chunks = plan.chunks(of: lengths)
    forGroups(plan) { group, work in
      let channels = channels(of: group)
      plan.transformWeights(weights(of: group, weight), isTransposed: isTransposed, work)
      for blocks in chunks {
        plan.transform(
          x, channels, blocks, offset: -padding, frames: plan.length, work.inputs, work)
        plan.multiply(blocks: blocks.count, work)
        plan.invert(blocks, channels, into: y, work)
      }
    }
  }

  /// Adds the gradient of the weight to `dw`.
  func backwardWeight(_ x: Floats, _ dy: Floats, lengths: [Int], into dw: Floats) {
    let plan = SpectralCorrelation(channels: groupChannels, taps: kernel)
    let chunks = plan.chunks(of: lengths)
    forGroups(plan) { group, work in
      let channels = channels(of: group)
      work.weights.fill(0)
      for blocks in chunks {
        plan.transform(
          x, channels, blocks, offset: -(kernel / 2), frames: plan.length, work.inputs, work)
        plan.transform(dy, channels, blocks, offset: 0, frames: plan.hop, work.outputs, work)
        plan.accumulateWeights(blocks: blocks.count, work)
      }
      plan.invertWeights(addingTo: weights(of: group, dw), work)
    }
  }
}
