extension JSON {
  /// Reads a value from a file, strictly.
  public init(path: String, limits: Limits = Limits()) throws(TextError) {
    let bytes = try readFile(path, limit: limits.byteCount)
    do {
      try self.init(parsing: bytes, limits: limits)
    } catch {
      throw .json(path: path, error)
    }
  }

  /// Writes the value to a file with two spaces a level, whole or not at all.
  public func save(to path: String, order: JSONKeyOrder = .asGiven) throws(TextError) {
    let bytes: [UInt8]
    do throws(JSONError) {
      bytes = try fileBytes(order: order)
    } catch {
      throw .json(path: path, error)
    }
    try writeFile(path, bytes)
  }

  /// What a file with the value holds: two spaces a level, and an end of line.
  public func fileBytes(order: JSONKeyOrder = .asGiven) throws(JSONError) -> [UInt8] {
    Array((try text(indentation: 2, order: order) + "\n").utf8)
  }
}
