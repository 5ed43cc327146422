internal import CPango

/// A text that is laid out.
@safe
final class TextBlock {
  /// The pixels that it takes.
  let width: Double
  let height: Double

  /// The number of letters for which there is no font; boxes stand for them.
  let missingLetterCount: Int

  /// Whether its first letter with a direction is written from right to left.
  let isRightToLeft: Bool

  /// Where its left side lies within the layout.
  private let left: Double
  private let library: DrawingLibrary
  private let layout: OpaquePointer?

  init(
    _ text: String, font: (size: Double, isBold: Bool), isRightToLeft: Bool,
    room: (width: Double, lines: Int)?, _ library: DrawingLibrary, _ context: OpaquePointer
  ) {
    let functions = library.functions
    let scale = Double(asrsh_pango_scale)
    let layout = unsafe functions.pango_layout_new(context)
    let description = functions.pango_font_description_new()
    defer { unsafe functions.pango_font_description_free(description) }
    unsafe functions.pango_font_description_set_family(description, Theme.font)
    unsafe functions.pango_font_description_set_absolute_size(description, font.size * scale)
    let weight = font.isBold ? asrsh_pango_weight_bold : asrsh_pango_weight_normal
    unsafe functions.pango_font_description_set_weight(description, PangoWeight(weight))
    unsafe functions.pango_layout_set_font_description(layout, description)
    unsafe functions.pango_layout_set_text(layout, text, Int32(text.utf8.count))
    var extents = PangoRectangle()
    unsafe functions.pango_layout_get_extents(layout, nil, &extents)
    // Only a text that is too long gets a width, so that others take no more than their own.
    if let room, Double(extents.width) / scale > room.width {
      unsafe functions.pango_layout_set_width(layout, Int32(max(1, room.width) * scale))
      unsafe functions.pango_layout_set_wrap(
        layout, PangoWrapMode(asrsh_pango_wrap_word_char))
      unsafe functions.pango_layout_set_ellipsize(
        layout, PangoEllipsizeMode(asrsh_pango_ellipsize_end))
      // A negative height counts lines.
      unsafe functions.pango_layout_set_height(layout, -Int32(room.lines))
      unsafe functions.pango_layout_get_extents(layout, nil, &extents)
    }
    width = Double(extents.width) / scale
    height = Double(extents.height) / scale
    left = Double(extents.x) / scale
    missingLetterCount = unsafe Int(functions.pango_layout_get_unknown_glyphs_count(layout))
    self.isRightToLeft = isRightToLeft
    self.library = library
    unsafe self.layout = layout
  }

  deinit { unsafe library.functions.g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Draws the text in the colour that is set, its left upper corner at the origin.
  func show(on context: OpaquePointer) {
    unsafe library.functions.cairo_move_to(context, -left, 0)
    unsafe library.functions.pango_cairo_show_layout(context, layout)
  }
}
