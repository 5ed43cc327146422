/// The bytes that libsndfile is given in place of a file's own: stretches of it, and others.
struct SoundBytes {
  /// Bytes that follow one another.
  enum Piece {
    /// A stretch of the file.
    case file(Range<Int>)
    /// A stretch of the file, so many times over.
    case repeated(Range<Int>, count: Int)
    /// Bytes that stand in no file.
    case made([UInt8])

    var count: Int {
      switch self {
      case .file(let range): range.count
      case .repeated(let range, let count): range.count * count
      case .made(let bytes): bytes.count
      }
    }
  }

  /// Where a byte is, with those that follow it there.
  enum Place {
    case file(Range<Int>)
    case made(ArraySlice<UInt8>)
  }

  /// The number of bytes.
  let count: Int

  private let pieces: [Piece]
  /// Where each piece begins, in order.
  private let starts: [Int]

  /// Lays pieces end to end.
  init(_ pieces: [Piece]) {
    self.pieces = pieces.filter { $0.count > 0 }
    var (starts, end) = ([Int](), 0)
    for piece in self.pieces {
      starts.append(end)
      end += piece.count
    }
    (self.starts, count) = (starts, end)
  }

  /// All bytes of a file of `byteCount` bytes, with other ones in some places.
  init(byteCount: Int, changes: [(place: Int, bytes: [UInt8])] = []) {
    var (pieces, end) = ([Piece](), 0)
    for change in changes.sorted(by: { $0.place < $1.place }) {
      pieces += [.file(end..<change.place), .made(change.bytes)]
      end = change.place + change.bytes.count
    }
    self.init(pieces + [.file(end..<max(end, byteCount))])
  }

  /// Where the byte number `position` is, or nil behind the end.
  func place(of position: Int) -> Place? {
    guard (0..<count).contains(position) else { return nil }
    // The last piece that begins no later.
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    let offset = position - starts[low]
    switch pieces[low] {
    case .file(let range): return .file(range.lowerBound + offset..<range.upperBound)
    case .repeated(let range, _):
      return .file(range.lowerBound + offset % range.count..<range.upperBound)
    case .made(let bytes): return .made(bytes[offset...])
    }
  }
}
