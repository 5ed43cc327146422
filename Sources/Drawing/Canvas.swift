internal import CPango

/// What a picture is drawn on: Cairo, behind safe Swift.
///
/// Places are in pixels from the left and the top, whatever the format. A canvas that has met an
/// error draws nothing more; ``finished()`` throws it.
@safe
final class Canvas {
  /// What becomes of what is drawn.
  enum Format {
    /// Lines and outlines in XML, a pixel being a unit.
    case svg
    /// Dots, so many to a pixel along each side.
    case png(dotsPerPixel: Double)
  }

  /// The bytes that Cairo has written.
  private final class Sink {
    var bytes: [UInt8] = []
  }

  let width: Double
  let height: Double
  let typesetter: Typesetter

  private let library: DrawingLibrary
  private let context: OpaquePointer
  private let format: Format
  private let sink = Sink()
  private let surface: OpaquePointer

  /// Makes a white canvas.
  ///
  /// - Parameters:
  ///   - width: Its width in pixels.
  ///   - height: Its height in pixels.
  ///   - format: What becomes of it.
  /// - Throws: ``DrawingError``.
  init(width: Double, height: Double, format: Format) throws(DrawingError) {
    let library = try DrawingLibrary.shared()
    typesetter = try Typesetter(library)
    let sinkAddress = unsafe Unmanaged.passUnretained(sink).toOpaque()
    let dots: Double
    let made: OpaquePointer?
    switch format {
    case .svg:
      dots = 1
      unsafe made = library.functions.cairo_svg_surface_create_for_stream(
        Self.receive, sinkAddress, width, height)
    case .png(let dotsPerPixel):
      dots = dotsPerPixel
      unsafe made = library.functions.cairo_image_surface_create(
        cairo_format_t(asrsh_format_rgb24), Int32((width * dots).rounded()),
        Int32((height * dots).rounded()))
    }
    guard let surface = unsafe made, let context = unsafe library.functions.cairo_create(surface)
    else { throw .refused(reason: "there is no memory") }
    (self.width, self.height, self.format, self.library) = (width, height, format, library)
    unsafe (self.surface, self.context) = (surface, context)
    try unsafe library.check(library.functions.cairo_surface_status(surface))
    if case .svg = format {
      unsafe library.functions.cairo_svg_surface_set_document_unit(
        surface, cairo_svg_unit_t(asrsh_svg_unit_px))
    }
    unsafe library.functions.cairo_scale(context, dots, dots)
    unsafe library.functions.cairo_set_line_join(context, cairo_line_join_t(asrsh_line_join_round))
    fill(Box(left: 0, top: 0, width: width, height: height), Theme.background)
  }

  deinit {
    unsafe library.functions.cairo_destroy(context)
    unsafe library.functions.cairo_surface_destroy(surface)
  }

  /// Adds bytes to the sink at `address`.
  private static let receive: cairo_write_func_t = { address, bytes, count in
    guard let address = unsafe address else { return 0 }
    let sink = unsafe Unmanaged<Sink>.fromOpaque(address).takeUnretainedValue()
    unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    return 0
  }

  /// Ends the drawing and returns the file's bytes.
  ///
  /// - Throws: ``DrawingError/refused(reason:)`` if anything went wrong since the canvas was made.
  func finished() throws(DrawingError) -> [UInt8] {
    try unsafe library.check(library.functions.cairo_status(context))
    if case .png = format {
      unsafe library.functions.cairo_surface_flush(surface)
      let sinkAddress = unsafe Unmanaged.passUnretained(sink).toOpaque()
      try unsafe library.check(
        library.functions.cairo_surface_write_to_png_stream(surface, Self.receive, sinkAddress))
    }
    unsafe library.functions.cairo_surface_finish(surface)
    try unsafe library.check(library.functions.cairo_surface_status(surface))
    return sink.bytes
  }

  // MARK: - Shapes

  /// Fills a rectangle.
  func fill(_ box: Box, _ color: Color) {
    unsafe library.functions.cairo_rectangle(context, box.left, box.top, box.width, box.height)
    paint(color)
    unsafe library.functions.cairo_fill(context)
  }

  /// Fills the shape that a closed line through points encloses.
  func fill(_ points: [Point], _ color: Color) {
    guard points.count > 2 else { return }
    trace(points)
    unsafe library.functions.cairo_close_path(context)
    paint(color)
    unsafe library.functions.cairo_fill(context)
  }

  /// Draws a line through points.
  func stroke(_ points: [Point], _ pen: Pen) {
    guard points.count > 1 else { return }
    trace(points)
    strokePath(pen)
  }

  /// Draws the border of a rectangle.
  func stroke(_ box: Box, _ pen: Pen) {
    unsafe library.functions.cairo_rectangle(context, box.left, box.top, box.width, box.height)
    strokePath(pen)
  }

  /// Draws filled circles.
  func dots(_ points: [Point], radius: Double, _ color: Color) {
    guard !points.isEmpty else { return }
    for point in points {
      unsafe library.functions.cairo_new_sub_path(context)
      unsafe library.functions.cairo_arc(context, point.x, point.y, radius, 0, 2 * Double.pi)
    }
    paint(color)
    unsafe library.functions.cairo_fill(context)
  }

  /// Draws filled squares around points.
  func squares(_ points: [Point], side: Double, _ color: Color) {
    guard !points.isEmpty else { return }
    for point in points {
      unsafe library.functions.cairo_rectangle(
        context, point.x - side / 2, point.y - side / 2, side, side)
    }
    paint(color)
    unsafe library.functions.cairo_fill(context)
  }

  /// Draws a cross of two strokes.
  func cross(_ point: Point, radius: Double, _ pen: Pen) {
    for sign in [-1.0, 1] {
      stroke(
        [
          Point(x: point.x - radius, y: point.y - sign * radius),
          Point(x: point.x + radius, y: point.y + sign * radius),
        ], pen)
    }
  }

  /// Draws something of which only what lies within a rectangle is seen.
  func clipped(to box: Box, _ body: () -> Void) {
    unsafe library.functions.cairo_save(context)
    unsafe library.functions.cairo_rectangle(context, box.left, box.top, box.width, box.height)
    unsafe library.functions.cairo_clip(context)
    body()
    unsafe library.functions.cairo_restore(context)
  }

  private func trace(_ points: [Point]) {
    for (index, point) in points.enumerated() {
      if index == 0 {
        unsafe library.functions.cairo_move_to(context, point.x, point.y)
      } else {
        unsafe library.functions.cairo_line_to(context, point.x, point.y)
      }
    }
  }

  private func strokePath(_ pen: Pen) {
    paint(pen.color)
    unsafe library.functions.cairo_set_line_width(context, pen.width)
    unsafe library.functions.cairo_set_dash(context, pen.dashes, Int32(pen.dashes.count), 0)
    unsafe library.functions.cairo_stroke(context)
  }

  private func paint(_ color: Color) {
    unsafe library.functions.cairo_set_source_rgba(
      context, color.red, color.green, color.blue, color.opacity)
  }

  // MARK: - Text

  /// Draws a text whose left upper corner is at a point, or, where it goes upwards, its left lower
  /// corner.
  func draw(_ text: TextBlock, at point: Point, _ color: Color = Theme.ink, upwards: Bool = false) {
    unsafe library.functions.cairo_save(context)
    unsafe library.functions.cairo_translate(context, point.x, point.y)
    if upwards { unsafe library.functions.cairo_rotate(context, -Double.pi / 2) }
    paint(color)
    unsafe text.show(on: context)
    unsafe library.functions.cairo_restore(context)
  }

  // MARK: - Images

  /// Draws an image over a rectangle, every dot of it as a rectangle of one colour.
  func image(_ pixels: Pixels, in box: Box) throws(DrawingError) {
    // Not every program that shows SVG leaves the borders of dots sharp; with as many dots as there
    // are pixels it makes no difference.
    let pixels = pixels.enlarged(
      toColumns: Int(box.width.rounded(.up)), rows: Int(box.height.rounded(.up)))
    guard pixels.columns > 0, pixels.rows > 0 else { return }
    let functions = library.functions
    let made = functions.cairo_image_surface_create(
      cairo_format_t(asrsh_format_rgb24), Int32(clamping: pixels.columns),
      Int32(clamping: pixels.rows))
    guard let image = unsafe made else { throw .refused(reason: "there is no memory") }
    defer { unsafe functions.cairo_surface_destroy(image) }
    try unsafe library.check(functions.cairo_surface_status(image))
    let stride = unsafe Int(functions.cairo_image_surface_get_stride(image))
    guard let bytes = unsafe functions.cairo_image_surface_get_data(image) else { return }
    for row in 0..<pixels.rows {
      for column in 0..<pixels.columns {
        unsafe UnsafeMutableRawPointer(bytes).storeBytes(
          of: pixels.codes[row * pixels.columns + column], toByteOffset: row * stride + column * 4,
          as: UInt32.self)
      }
    }
    unsafe functions.cairo_surface_mark_dirty(image)
    unsafe functions.cairo_save(context)
    unsafe functions.cairo_translate(context, box.left, box.top)
    unsafe functions.cairo_scale(
      context, box.width / Double(pixels.columns), box.height / Double(pixels.rows))
    unsafe functions.cairo_set_source_surface(context, image, 0, 0)
    unsafe functions.cairo_pattern_set_filter(
      functions.cairo_get_source(context), cairo_filter_t(asrsh_filter_nearest))
    unsafe functions.cairo_paint(context)
    unsafe functions.cairo_restore(context)
  }
}
