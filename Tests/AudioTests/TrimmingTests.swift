internal import Audio
internal import Tensors
internal import Testing

@Suite struct TrimmingTests {
  @Test func `agrees with librosa`() throws {
    let cases: [TrimmingFixture] = try fixture("trimming")
    for one in cases {
      let trimmed = try one.clip.trimmed(
        threshold: one.threshold, frameLength: one.frameLength, hopLength: one.hopLength)
      #expect(trimmed == one.clip[one.first..<one.end], "threshold \(one.threshold)")
    }
  }

  @Test func `silence alone stays, and so does nothing`() throws {
    let silence = AudioClip(samples: Tensor(zeros: [5_000]), samplingRate: 8_000)
    #expect(try silence.trimmed() == silence)
    #expect(try silence[0..<0].trimmed().frameCount == 0)
  }

  @Test func `settings that cannot be are refused`() {
    let clip = tones(100)
    for threshold in [0, -1, .nan, .infinity] as [Double] {
      #expect(throws: AudioError.self) { try clip.trimmed(threshold: threshold) }
    }
    #expect(throws: AudioError.self) { try clip.trimmed(frameLength: 0) }
    #expect(throws: AudioError.self) { try clip.trimmed(hopLength: .max) }
  }
}
