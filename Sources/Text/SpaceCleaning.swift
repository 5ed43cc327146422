/// Returns a text without the spaces before punctuation and English contractions, and around an
/// apostrophe: what tokenizers of transformers call cleaning up.
///
/// Each finding is looked for in what the ones before have left.
func withoutSpacesBeforePunctuation(_ text: String) -> String {
  var scalars = Array(text.unicodeScalars)
  let findings: [(found: String, written: String)] = [
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
    (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
  ]
  for (found, written) in findings {
    let found = Array(found.unicodeScalars)
    scalars = scalars.rewritten { index, result in
      guard scalars[index...].starts(with: found) else { return 0 }
      result.append(text: written)
      return found.count
    }
  }
  return String(String.UnicodeScalarView(scalars))
}
