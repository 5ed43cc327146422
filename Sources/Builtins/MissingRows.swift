internal import Datasets
internal import Display
internal import Interpreter

/// What is said where something is to be done with rows and there are none.
///
/// - Parameters:
///   - data: The dataset without rows.
///   - purpose: What was to be done: `evaluate on`.
///   - argument: The argument that the dataset is, if it is one.
/// - Returns: The error; it says what values there were to choose.
func missingRows(_ data: Dataset, _ purpose: String, argument: String? = nil) -> BuiltinError {
  let message = "there are no rows to \(purpose)"
  guard data.sourceCount > 0 else { return BuiltinError(message, argument: argument) }
  let values = data.fewValuedColumns().map { name, values in
    "\(name) has \(values.map { "\"\($0.truncated(toWidth: 24))\"" }.joined(separator: ", "))"
  }
  return BuiltinError(
    "\(message): of \(formatCount(data.sourceCount, of: "row")), what chose among them left none",
    hint: escapeForTerminal(
      "is the value that a filter asks for spelled as in the data?"
        + (values.isEmpty ? "" : " " + values.joined(separator: "; "))),
    argument: argument)
}

extension Call {
  /// Refuses a dataset without rows, of which there is no figure.
  func requireRows(_ data: Dataset, _ purpose: String, argument: String = "data") throws {
    if data.isEmpty { throw missingRows(data, purpose, argument: argument) }
  }
}
