import Testing

@testable import Drawing

/// The names in Cairo's documents, counted anew.
struct SVGDocumentTests {
  private func document(_ text: String, prefix: String? = "p-") -> String {
    SVGDocument(Array(text.utf8), title: "a < b", prefix: prefix).text
  }

  @Test func `names are counted in the order in which they appear`() {
    let text = document(
      "<?xml version=\"1.0\"?>\n<svg width=\"1\">\n<g id=\"glyph0-3\"/><use xlink:href=\"#surface9\"/>"
        + "<g id=\"surface9\" clip-path=\"url(#clip7)\"/><use href=\"#glyph0-3\"/></svg>")
    #expect(
      text == "<svg width=\"1\" role=\"img\">\n<title>a &lt; b</title>\n<g id=\"p-0\"/>"
        + "<use xlink:href=\"#p-1\"/><g id=\"p-1\" clip-path=\"url(#p-2)\"/><use href=\"#p-0\"/></svg>"
    )
  }

  @Test func `how Cairo counts makes no difference`() {
    let (one, two) = ("<svg><g id=\"surface1\"/></svg>", "<svg><g id=\"surface2\"/></svg>")
    #expect(document(one, prefix: nil) == document(two, prefix: nil))
    let other = "<svg><g id=\"surface1\" x=\"1\"/></svg>"
    #expect(document(one, prefix: nil) != document(other, prefix: nil))
  }

  @Test func `images keep their dots, data their letters`() {
    let text = document(
      "<svg><image id=\"image5\" xlink:href=\"data:image/png;base64,url\"/></svg>")
    #expect(
      text.contains(
        "image-rendering:pixelated\" id=\"p-0\" xlink:href=\"data:image/png;base64,url\""))
  }

  @Test func `a page may exchange ground, letters and lines, and the colours of data stay`() {
    let colors =
      "<svg><a style=\"fill:rgb(100%,100%,100%);stroke:rgb(13.333333%,13.333333%,13.333333%)\"/>"
      + "<b fill=\"rgb(83.529412%, 36.862745%, 0%)\" stroke=\"rgb(0%, 44.705882%, 69.803922%)\"/>"
      + "<c fill=\"rgb(1%)\" stroke=\"rgb(\"/></svg>"
    #expect(document(colors).hasSuffix(colors.dropFirst(5)))
    let page = SVGDocument(Array(colors.utf8), title: "a", prefix: "p-", isInPage: true).text
    #expect(
      page.hasSuffix(
        "<a style=\"fill:var(--plot-ground,#FFFFFF);stroke:var(--plot-ink,#222222)\"/>"
          + "<b fill=\"rgb(83.529412%, 36.862745%, 0%)\" stroke=\"var(--plot-blue,#0072B2)\"/>"
          + "<c fill=\"rgb(1%)\" stroke=\"rgb(\"/></svg>"))
  }

  @Test(arguments: [
    ("figure-1-", true), ("p", true), ("", false), ("1a", false), ("a\"b", false), ("å", false),
    ("a b", false),
  ])
  func `a prefix is one that XML takes`(text: String, isPrefix: Bool) {
    #expect(SVGDocument.isPrefix(text) == isPrefix)
  }

  @Test func `what is no document does no harm`() {
    for text in ["", "<svg", "<svg id=\"", "<svg></svg>", " id=\"a", "url(#"] {
      #expect(document(text).contains("role=\"img\""))
    }
  }
}
