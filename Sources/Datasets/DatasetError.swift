public import Audio
public import Text

/// What can go wrong with tables, corpora and synthesized speech.
public enum DatasetError: Error, Equatable, Sendable {
  /// A table has no column of a name; the nearest spelling is given if one is close.
  case noColumn(String, nearest: String?, known: [String])
  /// Two columns would have the same name.
  case duplicateColumn(String)
  /// A value is not of the kind that is needed; rows count from 0.
  case wrongCell(column: String, row: Int, expected: String, found: String)
  /// An argument has a value that it cannot have.
  case badArgument(String, String)
  /// A part of a split got no row.
  case emptyPart(String, rowCount: Int, column: String?)

  /// A file cannot be read, or is not what it should be.
  case text(TextError)
  /// Sound cannot be read or written.
  case audio(AudioError)

  /// There is nothing at the path of a corpus.
  case missingCorpus(path: String)
  /// A format is not known.
  case unknownFormat(String, nearest: String?, known: [String])
  /// A folder lacks what the corpora of a format have.
  case incomplete(path: String, format: String, needs: String)
  /// A folder holds several corpora, of which one has to be chosen.
  case severalCorpora(path: String, folders: [String])
  /// A file's name does not say its format.
  case unclearFormat(path: String, known: [String])
  /// A folder has no transcripts under a usual name.
  case noTranscripts(folder: String, usual: [String])
  /// A folder has no recordings.
  case noRecordings(folder: String)
  /// Transcripts without names do not pair with the recordings.
  case unpaired(transcripts: String, lineCount: Int, folder: String, recordingCount: Int)
  /// Transcripts without names need recordings with numbers in their names.
  case unnumbered(transcripts: String, recording: String)
  /// A manifest has no line.
  case noHeader(path: String)
  /// A manifest names a column twice.
  case duplicateHeader(path: String, String)
  /// A manifest has no column for a purpose.
  case noManifestColumn(path: String, purpose: String, usual: [String], known: [String])
  /// A line of a manifest cannot be read.
  case badLine(path: String, line: Int, LineProblem)
  /// A manifest names a file outside its folder.
  case outsidePath(manifest: String, row: Int, path: String)
  /// No row of a corpus can be used.
  case noUsableRows(path: String, first: RowProblem?)

  /// The ending of a path does not say a format to save as.
  case unknownEnding(path: String, known: [String])
  /// A value cannot be saved in a format; rows count from 0.
  case unsavable(path: String, column: String, row: Int, problem: String)

  /// Speech cannot be synthesized.
  case speech(SpeechProblem)
  /// Recordings cannot be converted.
  case conversion(ConversionProblem)
  /// Work was stopped by the user.
  case cancelled
}
