internal import Text

/// The objects of a text, each with its number: the line that it stands on, or its place in the list, from
/// 1, that the text is.
func jsonRows(
  _ text: String, path: String
) throws(DatasetError) -> [(number: Int, object: Result<JSONObject, LineProblem>)] {
  let isBlank: (UInt8) -> Bool = { [0x20, 0x0D, 0x09].contains($0) }
  let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
  guard let first = lines.first(where: { !$0.allSatisfy(isBlank) }),
    first.first(where: { !isBlank($0) }) == UInt8(ascii: "[")
  else { return linesOfJSON(lines, isBlank) }
  do throws(JSONError) {
    let list = try JSON(parsing: Array(text.utf8), limits: .ofTables).array ?? []
    return list.enumerated().map { index, value in
      (
        index + 1,
        Result { () throws(LineProblem) in
          guard let object = value.object else {
            throw .json("item \(index + 1) of the list is \(value.kind), not an object")
          }
          return object
        }
      )
    }
  } catch {
    // A line of its own that is a list is no row, and no list of rows either.
    if (try? json(Array(first))) != nil { return linesOfJSON(lines, isBlank) }
    throw .badLine(path: path, line: error.line, .json("\(error.problem) (column \(error.column))"))
  }
}

private func linesOfJSON(
  _ lines: [Substring.UTF8View], _ isBlank: (UInt8) -> Bool
) -> [(number: Int, object: Result<JSONObject, LineProblem>)] {
  lines.enumerated().filter { !$0.element.allSatisfy(isBlank) }.map { index, line in
    (index + 1, Result { () throws(LineProblem) in try jsonObject(json(Array(line))) })
  }
}

private func json(_ bytes: [UInt8]) throws(LineProblem) -> JSON {
  do throws(JSONError) {
    return try JSON(parsing: bytes, limits: .ofTables)
  } catch {
    throw .json("\(error.problem) (column \(error.column))")
  }
}

private func jsonObject(_ value: JSON) throws(LineProblem) -> JSONObject {
  guard let object = value.object else {
    throw .json("it is \(value.kind), not an object")
  }
  return object
}

extension JSON.Limits {
  /// Those of tables, which Python may have written.
  fileprivate static var ofTables: JSON.Limits {
    var limits = JSON.Limits()
    limits.takesNaNForNull = true
    return limits
  }
}
