/// What the pages of an Ogg file say: whether the last one is all there, and whether another stream
/// begins where the first one has ended.
///
/// A page says how long it is: a header of 27 bytes, a table of segment lengths, the segments
/// (RFC 3533, section 6). The first page of a stream is marked, and all streams that are heard at once
/// begin before any of them goes on.
func oggHeader(of file: borrowing OpenedFile) -> SoundHeader {
  var header = SoundHeader()
  var (position, hasBegun) = (0, false)
  while position < file.byteCount {
    let page = file.bytes(at: position, count: 27 + 255)
    guard page.has("OggS", at: 0) else {
      // Rubbish: libogg looks for the next page, and so what counts is the last one.
      header.length = lastOggPage(of: file)
      return header
    }
    let length = oggPageLength(page)
    let isFirst = page.count > 5 && page[5] & 2 != 0
    if isFirst, hasBegun {
      header.joint = position
      return header
    }
    hasBegun = hasBegun || !isFirst
    let present = min(length, file.byteCount - position)
    header.length = DeclaredLength(
      declared: length, present: present, unit: "bytes of its last page")
    position += length
  }
  return header
}

/// The length of the page that begins with `bytes`, which may end before it does.
private func oggPageLength(_ bytes: [UInt8]) -> Int {
  let header = 27 + (bytes.count >= 27 ? Int(bytes[26]) : 0)
  let table = bytes.count >= header ? bytes[27..<header] : []
  return header + table.reduce(0) { $0 + Int($1) }
}

/// Whether the last page of an Ogg file is all there, as the length of that page, which is at most
/// 65,307 bytes long.
private func lastOggPage(of file: borrowing OpenedFile) -> DeclaredLength? {
  let tailLength = min(file.byteCount, 2 * 65_307)
  let tail = file.bytes(at: file.byteCount - tailLength, count: tailLength)
  guard let place = tail.indices.last(where: { tail.has("OggS", at: $0) }) else { return nil }
  let page = [UInt8](tail[place...])
  let declared = oggPageLength(page)
  return DeclaredLength(
    declared: declared, present: min(declared, page.count), unit: "bytes of its last page")
}
