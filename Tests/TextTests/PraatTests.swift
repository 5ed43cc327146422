import Foundation
import Testing
import Text

/// A TextGrid and what Praat reads of it; `Fixtures/textgrids.py` writes them.
private struct Form: Decodable {
  struct Grid: Decodable, Equatable {
    struct Tier: Decodable, Equatable {
      let kind: String
      let name: String
      let entries: [Entry]
    }
    struct Entry: Decodable, Equatable {
      let start: Double
      let end: Double
      let text: String
    }

    let start: Double
    let end: Double
    let tiers: [Tier]

    init(_ text: TimedText) {
      (start, end) = (text.start, text.duration)
      tiers = text.tiers.map { tier in
        Tier(
          kind: tier.kind.rawValue, name: tier.name,
          entries: tier.intervals.map { Entry(start: $0.start, end: $0.end, text: $0.text) })
      }
    }
  }

  let name: String
  let text: String
  /// `nil` if Praat refuses the file, or a number in it is undefined.
  let praat: Grid?

  static let all = try? JSONDecoder().decode(
    [Form].self,
    from: Data(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/textgrids/praat.json")))
}

/// What Praat reads, though nobody can mean it, is refused.
private let refused: Set = ["number 0x10", "count 2.5", "count 2/1"]

/// Praat drops the second of two that begin together; here it stays.
private let kept = ["no length": 3, "points at one time": 2]

@Test func `a TextGrid is read as Praat reads it`() throws {
  let forms = try #require(Form.all)
  #expect(forms.count == 96)
  for form in forms {
    do throws(TextError) {
      let read = try TimedText(textGrid: form.text, path: form.name)
      #expect(form.praat != nil && !refused.contains(form.name), "\(form.name) is read")
      if let count = kept[form.name] {
        #expect(read.tiers.first?.intervals.count == count, "\(form.name)")
      } else {
        #expect(Form.Grid(read) == form.praat, "\(form.name)")
      }
    } catch {
      #expect(form.praat == nil || refused.contains(form.name), "\(form.name): \(error)")
    }
  }
}

@Test func `what is read is written again, and is then the same`() throws {
  for form in try #require(Form.all) where form.praat != nil && kept[form.name] == nil {
    guard let read = try? TimedText(textGrid: form.text, path: form.name) else { continue }
    let written = try read.textGrid(path: form.name)
    let again = try TimedText(textGrid: written.text, path: form.name)
    let all = read.tiers.map(\.content)
    for (tier, content) in zip(read.tiers, all) {
      let same = again.tiers.filter { $0.name.hasPrefix(tier.name) }.flatMap(\.content)
      #expect(same.count == content.count, "\(form.name)")
      #expect(content.allSatisfy(same.contains), "\(form.name)")
    }
    #expect(try again.textGrid(path: form.name).text == written.text, "\(form.name)")
  }
}
