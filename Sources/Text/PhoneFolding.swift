/// The 39 phone classes that results on TIMIT are given in, for its 61 phones.
///
/// Reference: K.-F. Lee and H.-W. Hon, "Speaker-independent phone recognition using hidden Markov
/// models", IEEE Transactions on Acoustics, Speech, and Signal Processing 37 (11), 1989.
public enum PhoneFolding {
  private static let classes: [String: String] = [
    "ao": "aa", "ax": "ah", "ax-h": "ah", "axr": "er", "hv": "hh", "ix": "ih", "el": "l",
    "em": "m", "en": "n", "nx": "n", "eng": "ng", "zh": "sh", "ux": "uw", "pcl": "sil",
    "tcl": "sil", "kcl": "sil", "bcl": "sil", "dcl": "sil", "gcl": "sil", "h#": "sil",
    "pau": "sil", "epi": "sil",
  ]

  /// Returns phones with spaces between them as their classes; `q`, the glottal stop, is left out.
  public static func fold(_ phones: String) -> String {
    words(of: phones).filter { $0 != "q" }.map { classes[$0] ?? $0 }.joined(separator: " ")
  }
}
