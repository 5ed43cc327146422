internal import ExactStrings
public import Text

extension Notebook {
  /// The notebook as a file of format 4.5, the way Jupyter writes it: members in order, one space a
  /// level.
  ///
  /// - Returns: The text, which ends in a line feed.
  /// - Throws: ``JSONError`` if metadata hold what JSON cannot.
  public func fileText() throws(JSONError) -> String {
    let names = CellNames.of(cells)
    let cells = zip(cells, names).map { Self.json($0, name: $1) }
    var metadata: JSON = [
      "kernelspec": ["display_name": "asrsh", "language": "asr", "name": "asrsh"],
      "language_info": ["file_extension": ".asr", "mimetype": "text/x-asr", "name": "asr"],
    ]
    if keeping != [:] { metadata.set(Self.key, to: keeping) }
    let file: JSON = [
      "cells": .array(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5,
    ]
    return try file.text(indentation: 1, order: .sorted, depth: 400) + "\n"
  }

  private static func json(_ cell: Cell, name: String) -> JSON {
    var json: JSON = [
      "cell_type": .string(cell.kind.rawValue), "id": .string(name),
      "metadata": cell.metadata, "source": .array(lines(of: cell.source)),
    ]
    if cell.kind == .code {
      json.set("execution_count", to: .null)
      json.set("outputs", to: [])
    }
    return json
  }

  /// The lines of a text, each with its end.
  private static func lines(of text: String) -> [JSON] {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) + "\n" }
    if let last = lines.popLast(), last != "\n" {
      lines.append(String(last.unicodeScalars.dropLast()))
    }
    return lines.map { .string($0) }
  }
}

extension JSON {
  /// Gives an object a member; the members are in the order of files.
  mutating func set(_ key: String, to value: JSON) {
    var members = object ?? JSONObject()
    members[key] = value
    var sorted = JSONObject()
    for member in members.members.sorted(by: { $0.key.comesExactlyBefore($1.key) }) {
      sorted[member.key] = member.value
    }
    self = .object(sorted)
  }
}
