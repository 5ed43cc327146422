/// What a session tells its listeners while a recipe runs, on the session's thread.
public enum SessionEvent {
  /// Prose for the report, from a `# %% [markdown]` cell.
  case prose(String)
  /// A step starts.
  case started(Step)
  /// A step ended after a time, by itself or by an error.
  case ended(Step, Duration, failed: Bool)
  /// Text was printed or displayed; a report may show the exhibits in its place, if there are any.
  case shown(String, exhibits: () -> [Exhibit])
  /// Things for a report alone, such as a picture that was written to a file.
  case exhibits(() -> [Exhibit])
  /// A part of the text that is shown next which is another in every run, such as a time.
  case varying(String)
  /// A sentence for the user that is no part of the result.
  case notice(String)
  /// A figure by which runs are compared: `evaluate.wer`.
  case figure(name: String, value: Double)
}

/// What a report can show where a terminal has only text.
public enum Exhibit: Sendable {
  /// Text, which may have a terminal's codes of colours.
  case text(String)
  /// A picture as SVG.
  case picture(svg: String)
  /// A picture as SVG that was written to a file.
  case savedPicture(svg: String, path: String)
  /// A recording as the bytes of a WAV file.
  case sound(wav: [UInt8])
  /// The first rows of a table, and how many rows there are in all.
  case table(columns: [String], rows: [[String]], count: Int)
  /// The head of a table whose rows come one by one.
  case tableHead(columns: [String])
  /// The next row of the table that was begun last.
  case tableRow([String])
  /// Lines of which there may be many, to be seen by those who want to; those of one title belong
  /// together.
  case aside(title: String, String)
}
