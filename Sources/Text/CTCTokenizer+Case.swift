internal import Letters

extension CTCTokenizer {
  /// What to do with texts that have letters which the vocabulary has in the other case alone.
  ///
  /// - Parameter texts: The texts.
  /// - Returns: Words for the user, or `nil` if neither case has all letters of the texts.
  public func caseAdvice(for texts: some Collection<String>) -> String? {
    func hasAll(_ change: (String) -> String) -> Bool {
      texts.allSatisfy { unknownLetters(in: change($0)).isEmpty }
    }
    if hasAll(lowercasedAsInPython) { return "the vocabulary has all letters of text.lower()" }
    if hasAll(uppercasedAsInPython) { return "the vocabulary has all letters of text.upper()" }
    return nil
  }
}
