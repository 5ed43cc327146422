import Foundation
import FoundationXML

/// An element of a document, as Foundation's parser sees it.
final class SVGElement {
  let name: String
  let attributes: [String: String]
  private(set) var children: [SVGElement] = []
  private(set) var text = ""

  init(_ name: String, _ attributes: [String: String]) {
    (self.name, self.attributes) = (name, attributes)
  }

  /// The element and all within it.
  var all: [SVGElement] { [self] + children.flatMap(\.all) }

  /// The value of a property of the style attribute, or of an attribute of its own.
  func style(_ name: String) -> String? {
    let style = attributes["style"] ?? ""
    for part in style.split(separator: ";") where part.hasPrefix("\(name):") {
      return String(part.dropFirst(name.count + 1))
    }
    return attributes[name]
  }

  /// The points of a path of lines.
  var points: [(x: Double, y: Double)] {
    let words = (attributes["d"] ?? "").split(separator: " ")
    return words.indices.compactMap { index in
      guard ["M", "L"].contains(words[index]), index + 2 < words.count,
        let x = Double(words[index + 1]), let y = Double(words[index + 2])
      else { return nil }
      return (x, y)
    }
  }

  /// Parses a document.
  static func parse(_ text: String) throws -> SVGElement {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    guard parser.parse(), let root = reader.root else {
      throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
    }
    return root
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: SVGElement?
    private var open: [SVGElement] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let element = SVGElement(name, attributes)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      open.last?.text += text
    }
  }
}
