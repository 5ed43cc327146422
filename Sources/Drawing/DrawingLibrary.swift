internal import CPango

/// The functions of Cairo and Pango, which are loaded when the first picture is drawn.
struct DrawingLibrary: Sendable {
  /// The functions by their own names.
  @safe let functions: asrsh_drawing_functions

  /// The functions, or why they are not there; the libraries are looked for once.
  private static let loaded = load()

  /// Returns the functions.
  ///
  /// - Throws: ``DrawingError/noLibrary(reason:)``.
  static func shared() throws(DrawingError) -> DrawingLibrary { try loaded.get() }

  private static func load() -> Result<DrawingLibrary, DrawingError> {
    var problem: UnsafePointer<CChar>?
    let functions = unsafe asrsh_load_drawing(&problem)
    guard let said = unsafe problem else { return .success(DrawingLibrary(functions: functions)) }
    return .failure(.noLibrary(reason: unsafe String(cString: said)))
  }

  /// Throws what Cairo's state of a thing says, unless all is well.
  func check(_ status: cairo_status_t) throws(DrawingError) {
    guard status != 0 else { return }
    let reason = unsafe functions.cairo_status_to_string(status).map { unsafe String(cString: $0) }
    throw .refused(reason: reason ?? "status \(status)")
  }
}
