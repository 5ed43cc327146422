internal import Glibc
internal import Kernels
public import Tensors

/// Whose mel-frequency cepstral coefficients are computed.
public enum CepstrumStyle: String, Sendable, CaseIterable {
  /// Those of `torchaudio.transforms.MFCC`: HTK's filters with a peak of 1, decibels down to 80 below
  /// the clip's loudest.
  case htk
  /// Those of `librosa.feature.mfcc`: Slaney's filters with equal areas, zeros around the clip,
  /// decibels down to 80 below the clip's loudest.
  case slaney
  /// Kaldi's, without dither, and with the cosine transform's own first coefficient instead of the
  /// frame's energy, as in `torchaudio.compliance.kaldi.mfcc`.
  case kaldi

  /// The bands that are transformed where nothing is said.
  public var melCount: Int { self == .kaldi ? 23 : 128 }
  /// The samples of a frame where nothing is said; Kaldi's frames have 25 ms.
  public var fftLength: Int? { [.htk: 400, .slaney: 2_048][self] }
  /// The samples from one frame to the next where nothing is said; Kaldi's are 10 ms apart.
  public var hopLength: Int? { [.htk: 200, .slaney: 512][self] }
  /// The lifter where nothing is said.
  public var lifter: Double { self == .kaldi ? 22 : 0 }
}

extension AudioClip {
  /// Mel-frequency cepstral coefficients: `[frames, count]`, the first for all bands together.
  ///
  /// The logarithms of the power in mel bands are transformed by the orthonormal discrete cosine
  /// transform, and coefficient n is weighted by 1 + L/2 · sin(πn / L) with the lifter L. librosa
  /// counts n from 1 where the others count from 0.
  ///
  /// Reference: S. Davis and P. Mermelstein, "Comparison of Parametric Representations for
  /// Monosyllabic Word Recognition in Continuously Spoken Sentences", IEEE Transactions on
  /// Acoustics, Speech, and Signal Processing 28, 1980.
  ///
  /// - Parameters:
  ///   - count: The number of coefficients (`n_mfcc`), at most `melCount`.
  ///   - melCount: The number of bands (`n_mels`); the style's own if nil.
  ///   - fftLength: The number of samples of a frame (`n_fft`); the style's own if nil.
  ///   - hopLength: The distance between two frames in samples; the style's own if nil.
  ///   - lifter: The lifter L, 0 for no weights; the style's own if nil.
  ///   - style: Whose filters, borders and logarithm are used.
  /// - Returns: A row for every frame.
  /// - Throws: ``AudioError`` if the clip has several channels or is too short, or if a setting is out
  ///   of bounds or is one that Kaldi's features do not have.
  public func mfcc(
    count: Int = 13, melCount: Int? = nil, fftLength: Int? = nil, hopLength: Int? = nil,
    lifter: Double? = nil, style: CepstrumStyle = .htk
  ) throws(AudioError) -> Tensor {
    let bands = melCount ?? style.melCount
    guard (1...max(1, bands)).contains(count) else {
      throw .invalidSetting(
        name: "n_mfcc", value: "\(count)", requirement: "from 1 to n_mels (\(bands))")
    }
    let lifter = lifter ?? style.lifter
    guard lifter.isFinite, lifter >= 0 else {
      throw .invalidSetting(name: "lifter", value: "\(lifter)", requirement: "0 or more")
    }
    let energies = try bandEnergies(bands, fftLength, hopLength, style)
    let transform = cosineTransform(
      count: count, bands: bands, lifter: lifter, firstIndex: style == .slaney ? 1 : 0)
    var result = Tensor(zeros: [energies.rowCount, count])
    var target = result.mutableSpan
    multiply(
      energies.span, MatrixLayout(offset: 0, stride: bands),
      transform.span, MatrixLayout(offset: 0, stride: count),
      into: &target, MatrixLayout(offset: 0, stride: count),
      size: ProductSize(rows: energies.rowCount, columns: count, inner: bands))
    return result
  }

  /// The logarithms of the power in mel bands that a style's coefficients are made of.
  private func bandEnergies(
    _ bands: Int, _ fftLength: Int?, _ hopLength: Int?, _ style: CepstrumStyle
  ) throws(AudioError) -> Tensor {
    guard let length = fftLength ?? style.fftLength, let hop = hopLength ?? style.hopLength,
      style != .kaldi
    else {
      for (name, value) in [("n_fft", fftLength), ("hop_length", hopLength)] {
        if let value {
          throw .invalidSetting(
            name: name, value: "\(value)",
            requirement: "left out, for Kaldi's frames have 25 ms every 10 ms")
        }
      }
      return try fbank(melCount: bands)
    }
    // Of the natural logarithm, 10 / ln 10 makes decibels.
    var energies = try logMel(
      melCount: bands, fftLength: length, hopLength: hop, style: style == .htk ? .htk : .slaney,
      logarithmScale: 4.342_944_8)
    var target = energies.mutableSpan
    compressRange(&target, depth: 80, offset: 0, scale: 1)
    return energies
  }
}

/// The orthonormal discrete cosine transform of the second kind, with the weights of a lifter:
/// `[bands, count]`.
private func cosineTransform(
  count: Int, bands: Int, lifter: Double, firstIndex: Int
) -> Tensor {
  var elements: [Float] = []
  for band in 0..<bands {
    for index in 0..<count {
      let angle = Double.pi * Double(index) * (Double(band) + 0.5) / Double(bands)
      let norm = (index == 0 ? 1 / Double(bands) : 2 / Double(bands)).squareRoot()
      let place = Double(index + firstIndex)
      let weight = lifter == 0 ? 1 : 1 + lifter / 2 * sin(Double.pi * place / lifter)
      elements.append(Float(norm * cos(angle) * weight))
    }
  }
  return Tensor(elements, shape: [bands, count])
}
