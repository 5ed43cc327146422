/// What is asked of a server.
struct Request {
  /// What a request carries.
  enum Body {
    /// Nothing.
    case none
    /// These bytes.
    case bytes([UInt8])
    /// A part of a file.
    case file(DiskFile, offset: Int, count: Int)

    /// The number of bytes.
    var byteCount: Int {
      switch self {
      case .none: 0
      case .bytes(let bytes): bytes.count
      case .file(_, _, let count): count
      }
    }
  }

  /// `GET`, `HEAD`, `POST` or `PUT`.
  var method: String
  /// Where it goes.
  var address: Address
  /// The headers; their values are of printable letters.
  var headers: [(name: String, value: String)] = []
  /// What it carries.
  var body = Body.none
  /// Whether the address itself says who may use it; then no token goes along.
  var isSigned = false
}

/// What a server answers.
struct Response {
  /// The status, such as 200.
  var status = 0
  /// The headers by their names in small letters; of two with a name the last.
  var headers: [String: String] = [:]
  /// The body, unless it went to a receiver; of an error's no more than its beginning.
  var body: [UInt8] = []
  /// Where the answer leads, if it is a redirection.
  var location: Address?

  /// Whether the request was answered as asked.
  var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether it leads elsewhere.
  var isRedirection: Bool { [301, 302, 303, 307, 308].contains(status) }
}

/// What takes the body of an answer piece by piece.
protocol BodyReceiver: AnyObject {
  /// Takes the next bytes of a successful answer; false ends the transfer.
  func receive(_ bytes: [UInt8], of response: Response) -> Bool
}

/// Keeps a body in memory, up to a limit.
final class MemoryReceiver: BodyReceiver {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func receive(_ piece: [UInt8], of response: Response) -> Bool {
    guard bytes.count + piece.count <= limit else { return false }
    bytes += piece
    return true
  }
}
