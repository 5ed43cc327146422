/// Writes the body of an answer behind what a file already has.
final class FileReceiver: BodyReceiver {
  /// How many bytes the file has.
  private(set) var offset: Int
  /// The mark by which the server knows the version that it sent last.
  private(set) var tag: String?
  /// Why no more was taken.
  private(set) var problem: Setback?

  private let target: DiskFile
  private let path: String
  private let file: FileDescription
  private let tally: Tally
  private var hasBegun = false

  /// Goes on with the file that is open as `target`.
  init(
    _ target: DiskFile, at path: String, _ file: FileDescription, _ tally: Tally
  ) {
    (self.target, self.path, self.file, self.tally) = (target, path, file, tally)
    let present = target.byteCount
    // What cannot be the start of the file is written over, and cut off when the answer begins.
    offset = file.byteCount.map { present <= $0 } == true ? present : 0
  }

  /// Gets ready for the answer to another request.
  func begin() { (hasBegun, problem) = (false, nil) }

  /// Throws away what is there.
  func restart() throws(HubError) {
    offset = 0
    tag = nil
    try onDisk(path, "cannot be written") { () throws(SystemFailure) in try target.truncate(to: 0) }
  }

  func receive(_ bytes: [UInt8], of response: Response) -> Bool {
    do throws(Setback) {
      if !hasBegun { try start(response) }
      hasBegun = true
      try write(bytes)
      tally.update(file.name, offset)
      return true
    } catch {
      problem = error
      return false
    }
  }

  /// Looks whether the answer is the rest of the file, or the whole of it.
  private func start(_ response: Response) throws(Setback) {
    if response.status == 206 {
      let found = response.headers["content-range"] ?? ""
      if found.hasPrefix("bytes \(offset)-") { return remember(response) }
      let error = HubError.badAnswer(
        address: file.address.text, problem: "it sends \(found) of the file, not from \(offset) on")
      try restarted()
      throw Setback(error: error, isTransient: true)
    }
    try restarted()
    remember(response)
  }

  private func restarted() throws(Setback) {
    do throws(HubError) { try restart() } catch { throw Setback(error: error) }
  }

  private func remember(_ response: Response) {
    let found = response.headers["etag"]
    tag = found.flatMap { $0.hasPrefix("\"") && isHeaderValue($0) ? $0 : nil }
  }

  private func write(_ bytes: [UInt8]) throws(Setback) {
    let end = offset + bytes.count
    if let wanted = file.byteCount, end > wanted {
      throw Setback(error: .wrongSize(file: file.name, wanted: wanted, found: end))
    }
    do throws(HubError) {
      let needed = (file.byteCount ?? end) - offset
      try onDisk(path, "cannot be written", needed: needed) { () throws(SystemFailure) in
        try target.write(bytes, at: offset)
      }
    } catch {
      throw Setback(error: error)
    }
    offset = end
  }
}
