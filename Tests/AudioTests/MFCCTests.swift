internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct MFCCTests {
  /// A fixture's name, what it was made with, and how far single precision may be away: a hundred
  /// bands of decibels add up to some hundreds.
  struct Case: CustomTestStringConvertible {
    let name: String
    var count = 13
    var mels: Int?
    var length: Int?
    var hop: Int?
    var lifter: Double?
    let style: CepstrumStyle
    var tolerance: Float = 2e-3
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "mfcc_htk", count: 40, style: .htk),
    Case(name: "mfcc_htk_13", mels: 40, length: 512, hop: 160, style: .htk),
    Case(name: "mfcc_slaney", count: 20, style: .slaney),
    Case(
      name: "mfcc_slaney_lifter", mels: 40, length: 400, hop: 160, lifter: 22, style: .slaney,
      tolerance: 1e-2),
    Case(name: "mfcc_kaldi", style: .kaldi),
    Case(name: "mfcc_kaldi_20", count: 20, mels: 40, lifter: 0, style: .kaldi),
  ]

  @Test(arguments: cases)
  func `coefficients agree with the package they are named after`(example: Case) throws {
    let fixture: FeatureFixture = try fixture("features")
    let expected = try #require(fixture.cases[example.name])
    let result = try fixture.clip.mfcc(
      count: example.count, melCount: example.mels, fftLength: example.length,
      hopLength: example.hop, lifter: example.lifter, style: example.style)
    #expect(result.shape == expected.shape)
    let difference = largestDifference(result.elements, expected.values)
    #expect(difference < example.tolerance, "\(difference)")
  }

  @Test(arguments: [("cmvn", true), ("cmn", false)])
  func `normalisation agrees with that of Speech2Text`(name: String, scaled: Bool) throws {
    let fixture: FeatureFixture = try fixture("features")
    let expected = try #require(fixture.cases[name])
    let result = cepstralNormalised(
      try fixture.clip.fbank(melCount: 23), scalesVariance: scaled)
    #expect(result.shape == expected.shape)
    #expect(largestDifference(result.elements, expected.values) < 1e-4)
  }

  @Test func `a constant column and a single frame become zeros`() {
    let features = Tensor([0.1, 1, 0.1, 3, 0.1, 5], shape: [3, 2])
    let result = cepstralNormalised(features).elements
    #expect(largestDifference(result, [0, -1.224745, 0, 0, 0, 1.224745]) < 1e-5)
    #expect(cepstralNormalised(features.rows(1..<2)).elements == [0, 0])
    #expect(cepstralNormalised(Tensor(zeros: [0, 2])).shape == [0, 2])
    #expect(cepstralNormalised(Tensor(zeros: [2, 0])).shape == [2, 0])
  }

  @Test func `a long recording loses no digits`() {
    // 1,000,000 frames around 100: sums in single precision would be off in the fourth digit.
    let features = Tensor((0..<1_000_000).map { 100 + Float($0 % 2) }, shape: [1_000_000, 1])
    let result = cepstralNormalised(features).elements
    #expect(result[0] == -1)
    #expect(result[1] == 1)
  }

  @Test func `settings that cannot be are refused by name`() {
    let clip = tones(1_000)
    func message(_ body: () throws(AudioError) -> Tensor) -> String {
      do throws(AudioError) { return "\(try body().shape)" } catch { return error.description }
    }
    #expect(
      message { () throws(AudioError) in try clip.mfcc(count: 0) }
        == "n_mfcc is 0; it must be from 1 to n_mels (128)")
    #expect(
      message { () throws(AudioError) in try clip.mfcc(count: 24, style: .kaldi) }
        == "n_mfcc is 24; it must be from 1 to n_mels (23)")
    #expect(
      message { () throws(AudioError) in try clip.mfcc(melCount: 0) }.contains("n_mfcc"))
    #expect(
      message { () throws(AudioError) in try clip.mfcc(lifter: -.infinity) }.contains("lifter"))
    #expect(message { () throws(AudioError) in try clip.mfcc(hopLength: 0) }.contains("hop"))
    #expect(
      message { () throws(AudioError) in try clip.mfcc(hopLength: 160, style: .kaldi) }
        == "hop_length is 160; it must be left out, for Kaldi's frames have 25 ms every 10 ms")
    #expect(
      message { () throws(AudioError) in try tones(1_000, channels: 2).mfcc() }.contains("channel"))
    #expect(
      message { () throws(AudioError) in try tones(100).mfcc() }.contains("100 samples"))
  }
}
