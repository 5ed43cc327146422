/// How a corpus is to be read.
public struct LoadOptions: Sendable {
  /// The file with the transcripts, in the corpus's folder; looked for by its usual names if `nil`.
  public var transcripts: String?
  /// The column of a manifest with the recordings' paths; looked for by its usual names if `nil`.
  public var audioColumn: String?
  /// The column of a manifest with the transcripts; looked for by its usual names if `nil`.
  public var textColumn: String?
  /// The channel to take of every recording, from 0; all of them if `nil`.
  public var channel: Int?
  /// Whether rows need a transcript; else the recordings alone are asked for, without a column `text`
  /// where nothing gives one.
  public var needsTranscripts = true
  /// Whether a manifest may name recordings outside its folder.
  public var allowsOutside = false

  /// The options of a corpus with the usual names.
  public init() {}
}
