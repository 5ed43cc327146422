internal import ExactStrings
internal import Files
internal import Foundation
internal import Text

/// The pictures that a recipe's prose shows: files beside the recipe or in the run's folder, and those that
/// the run wrote.
///
/// Whoever wrote the recipe may be somebody else than the one who runs it and passes the page on. So nothing
/// is taken from above those folders, by `..` or by a link, and nothing is fetched.
struct ProsePictures {
  /// The most bytes of a picture, and of all in a page.
  static let limit = 8 << 20
  private static let limitOfAll = 24 << 20

  private let folders: [String]
  private let written: Set<ExactString>

  /// - Parameters:
  ///   - recipe: The path of the recipe.
  ///   - run: The run's folder.
  ///   - written: The files that the run has written.
  init(recipe: String, run: String, written: [String]) {
    folders = [recipe.pathFolder, run]
    self.written = Set(written.map { ExactString(place(of: $0)) })
  }

  /// HTML of cmark with its pictures in the page, or with words in the place of those that cannot be.
  func html(_ html: String) -> String {
    var result = ""
    var rest = html[...]
    var room = Self.limitOfAll
    let start = "<img src=\""
    while let opening = rest.firstRange(of: start) {
      result += rest[..<opening.lowerBound]
      rest = rest[opening.upperBound...]
      guard let quote = rest.firstIndex(of: "\""), let end = rest[quote...].firstRange(of: "/>")
      else { break }
      let source = unescaped(String(rest[..<quote]))
      let others = rest[rest.index(after: quote)..<end.upperBound]
      switch address(of: source, room: &room) {
      case .success(let address): result += start + address + "\"" + others
      case .failure(let problem):
        let text = "[picture: \(source) \(problem.words)]"
        result += element("span", class: "notice", escapedForHTML(text))
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private struct Problem: Error {
    let words: String
  }

  private func address(of source: String, room: inout Int) -> Result<String, Problem> {
    // cmark lets only those of images through.
    if source.hasPrefix("data:image/") { return .success(escapedForHTML(source)) }
    let path = source.removingPercentEncoding ?? source
    if path.hasPrefix("//") || path.contains("://") {
      return .failure(
        Problem(words: "is not fetched: a report refers to nothing outside of itself"))
    }
    guard let file = file(path) else {
      return .failure(Problem(words: "is not beside the recipe and not of this run"))
    }
    do throws(TextError) {
      let bytes = try readFile(file, limit: Self.limit)
      guard bytes.count <= room else {
        return .failure(
          Problem(
            words: "is left out: pictures of prose may have \(Self.limitOfAll >> 20) MiB in all"))
      }
      guard let kind = kind(of: bytes) else {
        return .failure(Problem(words: "is no SVG, PNG, JPEG, GIF or WebP"))
      }
      room -= bytes.count
      return .success("data:image/\(kind);base64,\(Data(bytes).base64EncodedString())")
    } catch {
      guard case .file(_, .tooLarge) = error else { return .failure(Problem(words: "\(error)")) }
      return .failure(Problem(words: "is left out: it is larger than \(Self.limit >> 20) MiB"))
    }
  }

  /// The file that a source may show, or `nil`.
  private func file(_ path: String) -> String? {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    let first = names.first ?? ""
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("~"), !path.utf8.contains(0),
      !first.utf8.contains(UInt8(ascii: ":")), !names.contains("..")
    else { return nil }
    for folder in folders {
      guard let real = realPath(folder.inFolder(path)), let top = realPath(folder) else { continue }
      if real.startsExactly(with: top.inFolder("")) { return real }
    }
    guard let real = realPath(path), written.contains(ExactString(real)) else { return nil }
    return real
  }

  private func kind(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
    if bytes.starts(with: "GIF8".utf8) { return "gif" }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      return "webp"
    }
    let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
    return start.contains("<svg") ? "svg+xml" : nil
  }

  /// An attribute's value as it was before cmark wrote it.
  private func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
  }
}
