internal import Display

/// A picture's text in XML, fit to stand in a page beside others.
///
/// Cairo counts its names of glyphs and shapes through the whole program, and starts again in every
/// file. Here the names are counted anew, so that the same picture always has the same bytes, and get
/// a prefix, so that two pictures in one page do not take each other's glyphs.
struct SVGDocument {
  /// The document, without an XML declaration, which has no place within a page.
  let text: String

  /// A part of Cairo's document.
  private enum Piece {
    case text(ArraySlice<UInt8>)
    /// A name, by its number in the order of first appearance.
    case name(Int)
  }

  /// Makes a document from what Cairo wrote.
  ///
  /// - Parameters:
  ///   - bytes: Cairo's document.
  ///   - title: What the picture shows, for those who cannot see it.
  ///   - prefix: What all names begin with; as given, it follows from the content.
  ///   - isInPage: Whether the page around it may give ground and lines other colours.
  init(_ bytes: [UInt8], title: String, prefix: String?, isInPage: Bool = false) {
    // The declaration stands before the element; the title becomes the element's first child.
    let start = Self.place(of: "<svg", in: bytes[...]) ?? bytes.startIndex
    let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex
    let title = "<title>\(Self.escaped(title))</title>"
    let head = Array(bytes[start..<end]) + Array(" role=\"img\">\n\(title)".utf8)
    let pieces = Self.pieces(of: bytes[end...].dropFirst(), isInPage)
    let prefix = prefix ?? "p\(Self.mark(of: head + Self.joined(pieces, prefix: "")))-"
    text = String(decoding: head + Self.joined(pieces, prefix: prefix), as: UTF8.self)
  }

  /// Whether names in XML may begin with a text.
  static func isPrefix(_ text: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    return text.utf8.first.map(isLetter) ?? false
      && text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  /// Cairo does not say that the dots of an image are to be seen as they are: one name of it is that
  /// of the standard, the other that of browsers.
  private static let image = "<image"
  private static let imageStyle =
    " image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\""

  /// What stands before a name, where it is given and where it is used, and what stands behind it.
  private static let contexts: [(before: String, end: UInt8)] = [
    (" id=\"", UInt8(ascii: "\"")), ("href=\"#", UInt8(ascii: "\"")), ("url(#", UInt8(ascii: ")")),
  ]

  /// How a colour begins.
  private static let color = "rgb("

  private static func pieces(of text: ArraySlice<UInt8>, _ isInPage: Bool) -> [Piece] {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    var pieces: [Piece] = []
    var (start, place) = (text.startIndex, text.startIndex)
    while place < text.endIndex {
      let rest = text[place...]
      if rest.starts(with: image.utf8) {
        place += image.utf8.count
        pieces += [.text(text[start..<place]), .text(Array(imageStyle.utf8)[...])]
        start = place
        continue
      }
      if isInPage, rest.starts(with: color.utf8),
        let end = rest.firstIndex(of: UInt8(ascii: ")")),
        let value = Theme.pageColor(rest[..<end].dropFirst(color.utf8.count))
      {
        pieces += [.text(text[start..<place]), .text(Array(value.utf8)[...])]
        (start, place) = (end + 1, end + 1)
        continue
      }
      guard let context = contexts.first(where: { rest.starts(with: $0.before.utf8) }) else {
        place += 1
        continue
      }
      let from = place + context.before.utf8.count
      let to = text[from...].firstIndex(of: context.end) ?? text.endIndex
      let number = numbers[text[from..<to]] ?? numbers.count
      numbers[text[from..<to]] = number
      pieces += [.text(text[start..<from]), .name(number)]
      (start, place) = (to, to)
    }
    return pieces + [.text(text[start...])]
  }

  private static func joined(_ pieces: [Piece], prefix: String) -> [UInt8] {
    pieces.reduce(into: []) { bytes, piece in
      switch piece {
      case .text(let text): bytes += text
      case .name(let number): bytes += "\(prefix)\(number)".utf8
      }
    }
  }

  private static func place(of word: String, in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0...].starts(with: word.utf8) }
  }

  /// A text as XML holds it; what XML cannot hold at all is spelled out before.
  private static func escaped(_ text: String) -> String {
    escapeForTerminal(text).reduce(into: "") { result, letter in
      switch letter {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(letter)
      }
    }
  }

  /// A short mark of some bytes: the hash FNV-1a of 64 bits.
  private static func mark(of bytes: [UInt8]) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 36)
  }
}
