import Language

/// A recipe in which `1️⃣`, `2️⃣` … mark the places where errors should point.
struct MarkedSource {
  let source: SourceText
  /// The offsets of the marks, in order.
  let marks: [Int]

  init(_ marked: String) {
    var text = ""
    var marks: [Int] = []
    for character in marked {
      if character.unicodeScalars.contains("\u{20E3}") {
        marks.append(text.utf8.count)
      } else {
        text.append(character)
      }
    }
    source = SourceText(text, name: "test.asr")
    self.marks = marks
  }

  /// The syntax errors of the source; empty if it has none.
  var errors: [Diagnostic] {
    do throws(SyntaxErrors) {
      _ = try Recipe(source)
      return []
    } catch {
      return error.diagnostics
    }
  }
}
