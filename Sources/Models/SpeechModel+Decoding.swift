public import CTC
public import Recognizers

extension SpeechModel {
  /// Begins to make a transcript of a recording's scores.
  ///
  /// - Parameters:
  ///   - beam: The beam search, or `nil` for the best token of every frame.
  ///   - best: How many texts are wanted.
  /// - Returns: A decoder that takes frames × tokens, unnormalised.
  /// - Throws: `CTCError.noDelimiter` for a language model of words where no token stands between words.
  public func decoder(
    beam: BeamDecoder? = nil, best: Int = 1
  ) throws(CTCError) -> any SpeechDecoder {
    try CTCDecoder(tokenizer, timing: frameTiming, beam: beam, best: best)
  }
}
