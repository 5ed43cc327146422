internal import Foundation
internal import Glibc
internal import Synchronization

/// What a client asked of a ``LocalServer``.
struct HTTPRequest: Sendable {
  let method: String
  let target: String
  let headers: [String: String]
  let body: [UInt8]

  /// The target without what comes behind a question mark.
  var path: String { String(target.prefix { $0 != "?" }) }
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a ``LocalServer`` answers, with what goes wrong on the way.
struct HTTPAnswer: Sendable {
  enum Fault: Sendable {
    /// All goes well.
    case none
    /// The connection ends after so many bytes of the body.
    case cut(after: Int)
    /// Nothing comes any more after so many bytes of the body.
    case stall(after: Int)
  }

  var status = 200
  var headers: [(String, String)] = []
  var body: [UInt8] = []
  var fault = Fault.none
  /// Whether the header tells how long the body is.
  var tellsLength = true

  static func json(_ text: String, status: Int = 200) -> HTTPAnswer {
    HTTPAnswer(
      status: status, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
  }

  static func error(_ status: Int, _ headers: (String, String)...) -> HTTPAnswer {
    HTTPAnswer(status: status, headers: headers)
  }
}

/// A server of HTTP on this machine, on plain sockets, so that it can do everything wrong.
final class LocalServer: Sendable {
  let port: Int
  private let listener: Int32
  private let seen = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (HTTPRequest) -> HTTPAnswer

  var address: String { "http://127.0.0.1:\(port)" }
  /// What was asked so far.
  var requests: [HTTPRequest] { seen.withLock { $0 } }

  init(_ answer: @escaping @Sendable (HTTPRequest) -> HTTPAnswer) {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (listener, length)
    unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe bind(listener, $0, size)
        _ = unsafe getsockname(listener, $0, &length)
      }
    }
    port = Int(UInt16(bigEndian: place.sin_port))
    listen(listener, 64)
  }

  /// Answers until ``stop()``.
  func start() {
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else {
          // Closed here and not in `stop()`: its number could go to another server before this
          // thread has seen that it is to end.
          close(listener)
          return
        }
        Thread.detachNewThread { [self] in
          serve(connection)
          close(connection)
        }
      }
    }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ connection: Int32) {
    var received: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    while received.firstRange(of: end) == nil {
      guard let more = read(connection) else { return }
      received += more
      // A client that begins TLS gets what a server without it says.
      if received.first == 0x16 { return write(connection, Array("HTTP/1.0 400\r\n\r\n".utf8)) }
    }
    guard let split = received.firstRange(of: end) else { return }
    let head = String(decoding: received[..<split.lowerBound], as: UTF8.self)
    let lines = head.split(separator: "\r\n").map(String.init)
    let words = (lines.first ?? "").split(separator: " ").map(String.init)
    guard words.count == 3 else { return }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      headers[parts[0].lowercased()] = parts.last?.trimmingCharacters(in: .whitespaces) ?? ""
    }
    var body = Array(received[split.upperBound...])
    let count = headers["content-length"].flatMap(Int.init) ?? 0
    while body.count < count {
      guard let more = read(connection) else { break }
      body += more
    }
    let request = HTTPRequest(method: words[0], target: words[1], headers: headers, body: body)
    seen.withLock { $0.append(request) }
    send(answer(request), to: request, connection)
  }

  private func send(_ answer: HTTPAnswer, to request: HTTPRequest, _ connection: Int32) {
    var head = "HTTP/1.1 \(answer.status) Status\r\nConnection: close\r\n"
    for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
    let hasLength = answer.headers.contains { $0.0.lowercased() == "content-length" }
    if answer.tellsLength, !hasLength { head += "Content-Length: \(answer.body.count)\r\n" }
    write(connection, Array((head + "\r\n").utf8))
    if request.method == "HEAD" { return }
    switch answer.fault {
    case .none: write(connection, answer.body)
    case .cut(let count): write(connection, Array(answer.body.prefix(count)))
    case .stall(let count):
      write(connection, Array(answer.body.prefix(count)))
      // The client gives up and closes; that ends the wait.
      while read(connection) != nil {}
    }
  }

  private func read(_ connection: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  private func write(_ connection: Int32, _ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          connection, $0.baseAddress.map { unsafe $0 + done }, $0.count - done,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      done += count
    }
  }
}
