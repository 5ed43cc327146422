internal import CPango
internal import Display

/// Lays out text with Pango, which chooses fonts, shapes letters and orders them by their direction.
@safe
final class Typesetter {
  /// The most scalars of a text that are laid out; no picture has room for more.
  private static let longestText = 500

  /// The number of letters so far for which there was no font.
  private(set) var missingLetterCount = 0

  private let library: DrawingLibrary
  private let context: OpaquePointer
  /// Of texts that begin in a script written from right to left.
  private let rightToLeftContext: OpaquePointer

  /// Makes a typesetter for one canvas.
  ///
  /// - Parameter library: The functions.
  /// - Throws: ``DrawingError/noFont`` if there is no font that has digits.
  init(_ library: DrawingLibrary) throws(DrawingError) {
    self.library = library
    // For the letters of one script a font is chosen that has those of this language, if there is
    // one: a word of Urdu would come from two fonts where the first has the letters of Arabic only.
    // The user's own language has no part in it.
    unsafe context = try Self.makeContext(library, language: "en")
    unsafe rightToLeftContext = try Self.makeContext(library, language: "ur")
    _ = set("0")
    if missingLetterCount > 0 { throw .noFont }
  }

  deinit {
    unsafe library.functions.g_object_unref(UnsafeMutableRawPointer(context))
    unsafe library.functions.g_object_unref(UnsafeMutableRawPointer(rightToLeftContext))
  }

  private static func makeContext(
    _ library: DrawingLibrary, language: String
  ) throws(DrawingError) -> OpaquePointer {
    // The map of fonts belongs to Pango, one for each thread.
    let fonts = library.functions.pango_cairo_font_map_get_default()
    guard let context = unsafe library.functions.pango_font_map_create_context(fonts) else {
      throw .noFont
    }
    // Letters keep their outlines and distances at every size: a picture is the same in each format.
    let options = library.functions.cairo_font_options_create()
    unsafe library.functions.cairo_font_options_set_antialias(
      options, cairo_antialias_t(asrsh_antialias_gray))
    unsafe library.functions.cairo_font_options_set_hint_style(
      options, cairo_hint_style_t(asrsh_hint_style_none))
    unsafe library.functions.cairo_font_options_set_hint_metrics(
      options, cairo_hint_metrics_t(asrsh_hint_metrics_off))
    unsafe library.functions.pango_cairo_context_set_font_options(context, options)
    unsafe library.functions.cairo_font_options_destroy(options)
    unsafe library.functions.pango_context_set_round_glyph_positions(context, 0)
    unsafe library.functions.pango_context_set_language(
      context, library.functions.pango_language_from_string(language))
    return unsafe context
  }

  /// Lays out a text from data: what would act on its surroundings is spelled out.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - size: The height of the letters in pixels.
  ///   - isBold: Whether the letters are heavy.
  ///   - width: The most pixels of a line; what is longer is broken or cut.
  ///   - lines: The most lines.
  /// - Returns: The text, laid out.
  func set(
    _ text: String, size: Double = Theme.labelSize, isBold: Bool = false, width: Double? = nil,
    lines: Int = 1
  ) -> TextBlock {
    let scalars = text.unicodeScalars.prefix(Self.longestText)
    let isCut = scalars.endIndex < text.unicodeScalars.endIndex
    let shown = escapeForTerminal(String(scalars)) + (isCut ? "…" : "")
    let isRightToLeft = shown.startsRightToLeft
    // Letters of Arabic are low for their size.
    let block = unsafe TextBlock(
      shown, font: (isRightToLeft ? 1.2 * size : size, isBold), isRightToLeft: isRightToLeft,
      room: width.map { ($0, lines) }, library, isRightToLeft ? rightToLeftContext : context)
    missingLetterCount += block.missingLetterCount
    return block
  }
}
