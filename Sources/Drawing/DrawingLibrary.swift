internal import CPango

/// The functions of Cairo and Pango, which are loaded when the first picture is drawn.
struct DrawingLibrary: Sendable {
  /// The functions by their own names.
  @safe let functions: asrsh_drawing_functions

  /// The functions, or why they are not there; the libraries are looked for once.
  private static let loaded = Result { () throws(DrawingError) in
    try DrawingLibrary(loading: "libpangocairo-1.0.so.0")
  }

  /// Returns the functions.
  ///
  /// - Throws: ``DrawingError/noLibrary(reason:)``.
  static func shared() throws(DrawingError) -> DrawingLibrary { try loaded.get() }

  /// Loads the functions from a library and those that it needs.
  init(loading name: String) throws(DrawingError) {
    var problem: UnsafePointer<CChar>?
    functions = unsafe asrsh_load_drawing(name, &problem)
    if let said = unsafe problem { throw .noLibrary(reason: unsafe String(cString: said)) }
  }

  /// Throws what Cairo's state of a thing says, unless all is well.
  func check(_ status: cairo_status_t) throws(DrawingError) {
    guard status != 0 else { return }
    let reason = unsafe functions.cairo_status_to_string(status).map { unsafe String(cString: $0) }
    throw .refused(reason: reason ?? "status \(status)")
  }
}
