internal import CCurl
internal import Glibc

/// Sends requests and takes answers, one after the other, over connections that it keeps.
///
/// This is the one file that calls libcurl's transfers. Certificates and host names are always
/// checked. Redirections are not followed here; ``HubClient`` decides where they may lead.
@safe
final class Transfer {
  /// How long a transfer may do nothing.
  struct Limits {
    /// How long it may take to connect.
    var connecting = Duration.seconds(10)
    /// How long nothing may be sent and nothing may come.
    var silence = Duration.seconds(30)
  }

  /// Why a transfer gave no answer.
  enum Failure: Error, Equatable {
    /// The user asked to stop.
    case stopped
    /// There is no connection; libcurl's words.
    case noConnection(String)
    /// The server's certificate is not to be trusted; libcurl's words.
    case untrusted(String)
    /// The connection broke off, or fell silent.
    case cut(String)
    /// The receiver refused to take more.
    case refused
    /// The address or the answer breaks the rules.
    case malformed(String)
  }

  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  /// Where libcurl says in detail what went wrong.
  private let details: UnsafeMutablePointer<CChar>
  private let network: NetworkSettings

  /// The most bytes of headers that an answer may have.
  static let headerLimit = 1 << 16
  /// The most bytes that are kept of an answer that is not a success.
  static let errorBodyLimit = 1 << 16

  private static let isStarted = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Makes a transfer, or gives `nil` where libcurl cannot be started.
  init?(_ network: NetworkSettings) {
    guard Self.isStarted, let easy = unsafe curl_easy_init() else { return nil }
    guard let multi = unsafe curl_multi_init() else {
      unsafe curl_easy_cleanup(easy)
      return nil
    }
    self.network = network
    unsafe self.easy = easy
    unsafe self.multi = multi
    unsafe details = .allocate(capacity: Int(CURL_ERROR_SIZE))
  }

  deinit {
    unsafe curl_easy_cleanup(easy)
    unsafe curl_multi_cleanup(multi)
    unsafe details.deallocate()
  }

  /// Sends a request; the body of a successful answer goes to `receiver`.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - receiver: Takes the body of an answer that is a success.
  ///   - limits: How long it may do nothing.
  ///   - onSent: Is told how many bytes of the request's body are on their way.
  ///   - shouldStop: Is asked ten times a second or more.
  /// - Returns: The answer, whatever its status.
  /// - Throws: ``Failure`` if there is none.
  func perform(
    _ request: Request, receiver: any BodyReceiver, limits: Limits,
    onSent: (Int) -> Void = { _ in }, shouldStop: () -> Bool
  ) throws(Failure) -> Response {
    for (name, value) in request.headers where !isHeaderName(name) || !isHeaderValue(value) {
      throw .malformed("a header has a letter that none may have")
    }
    let exchange = Exchange(request, receiver)
    unsafe curl_easy_reset(easy)
    configure(request, limits)
    connect(exchange)
    let lines = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
    let list = unsafe lines.reduce(nil as UnsafeMutablePointer<curl_slist>?) {
      unsafe curl_slist_append($0, $1) ?? $0
    }
    defer { unsafe curl_slist_free_all(list) }
    _ = unsafe asrsh_set_headers(easy, list)
    guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else {
      throw .noConnection("libcurl does not begin")
    }
    defer { unsafe curl_multi_remove_handle(multi, easy) }
    let result = try run(exchange, limits, onSent, shouldStop)
    try check(result, exchange)
    exchange.response.status = unsafe asrsh_status(easy)
    if exchange.response.isRedirection, let place = unsafe asrsh_redirect(easy) {
      exchange.response.location = Address(unsafe String(cString: place))
    }
    return exchange.response
  }

  private func configure(_ request: Request, _ limits: Limits) {
    func set(_ option: CURLoption, _ value: Int) {
      _ = unsafe asrsh_set_number(easy, option, value)
    }
    func set(_ option: CURLoption, _ value: String) {
      _ = unsafe asrsh_set_text(easy, option, value)
    }
    set(CURLOPT_URL, request.address.text)
    set(CURLOPT_PROTOCOLS_STR, network.allowsPlainText ? "http,https" : "https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let path = network.certificates { set(CURLOPT_CAINFO, path) }
    set(CURLOPT_PROXY, network.proxy(for: request.address) ?? "")
    set(CURLOPT_NOPROXY, network.withoutProxy)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // Without threads of its own libcurl would use signals to end a look-up of names.
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.milliseconds)
    set(CURLOPT_BUFFERSIZE, 1 << 17)
    set(CURLOPT_UPLOAD_BUFFERSIZE, 1 << 17)
    set(CURLOPT_USERAGENT, "asrsh")
    switch request.method {
    case "GET": set(CURLOPT_HTTPGET, 1)
    case "HEAD": set(CURLOPT_NOBODY, 1)
    case "PUT":
      set(CURLOPT_UPLOAD, 1)
      _ = unsafe asrsh_set_size(easy, CURLOPT_INFILESIZE_LARGE, Int(request.body.byteCount))
    default:
      set(CURLOPT_POST, 1)
      _ = unsafe asrsh_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int(request.body.byteCount))
    }
  }

  /// Tells libcurl to give to and take from `exchange`, which must outlive the transfer.
  private func connect(_ exchange: Exchange) {
    unsafe details.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    _ = unsafe asrsh_set_data(easy, CURLOPT_ERRORBUFFER, details)
    let data = unsafe Unmanaged.passUnretained(exchange).toOpaque()
    _ = unsafe asrsh_set_data(easy, CURLOPT_HEADERDATA, data)
    _ = unsafe asrsh_set_data(easy, CURLOPT_WRITEDATA, data)
    _ = unsafe asrsh_set_data(easy, CURLOPT_READDATA, data)
    _ = unsafe asrsh_set_data(easy, CURLOPT_SEEKDATA, data)
    unsafe asrsh_set_function(easy, CURLOPT_HEADERFUNCTION) { bytes, _, count, data in
      unsafe Exchange.at(data)?.takeHeader(Exchange.copy(bytes, count)) == true ? count : 0
    }
    unsafe asrsh_set_function(easy, CURLOPT_WRITEFUNCTION) { bytes, _, count, data in
      unsafe Exchange.at(data)?.takeBody(Exchange.copy(bytes, count)) == true ? count : 0
    }
    unsafe asrsh_set_function(easy, CURLOPT_READFUNCTION) { bytes, _, count, data in
      guard let next = unsafe Exchange.at(data)?.nextBytes(count) else {
        return Int(CURL_READFUNC_ABORT)
      }
      unsafe bytes?.update(from: next.map { CChar(bitPattern: $0) }, count: next.count)
      return next.count
    }
    unsafe asrsh_set_seek_function(easy) { data, offset, origin in
      guard origin == SEEK_SET, let exchange = unsafe Exchange.at(data) else {
        return CURL_SEEKFUNC_CANTSEEK
      }
      exchange.sent = Int(offset)
      return CURL_SEEKFUNC_OK
    }
  }

  /// Lets the transfer run until it ends, falls silent or is to stop.
  private func run(
    _ exchange: Exchange, _ limits: Limits, _ onSent: (Int) -> Void, _ shouldStop: () -> Bool
  ) throws(Failure) -> CURLcode {
    var seen = -1
    var lastMove = ContinuousClock.now
    while true {
      var running: Int32 = 0
      guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else {
        throw .cut("libcurl cannot go on")
      }
      if exchange.moved != seen {
        seen = exchange.moved
        lastMove = .now
        onSent(exchange.sent)
      }
      var result = CURLE_OK
      if unsafe asrsh_take_result(multi, &result) != 0 { return result }
      if running == 0 { throw .cut("the transfer ended without a result") }
      if shouldStop() { throw .stopped }
      let silence = lastMove.duration(to: .now)
      if silence > limits.silence { throw .cut("nothing came for \(limits.silence)") }
      let wait = min(100, max(1, (limits.silence - silence).milliseconds + 1))
      _ = unsafe curl_multi_poll(multi, nil, 0, Int32(wait), nil)
    }
  }

  /// Throws unless the transfer went well.
  private func check(_ result: CURLcode, _ exchange: Exchange) throws(Failure) {
    if let failure = exchange.failure { throw failure }
    let detail = unsafe String(cString: details)
    let reason = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : detail
    switch result {
    case CURLE_OK: return
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_OPERATION_TIMEDOUT:
      throw .noConnection(reason)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CIPHER:
      throw .untrusted(reason)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      throw .malformed(reason)
    default: throw .cut(reason)
    }
  }
}

/// One request and its answer while they are on their way.
@safe
private final class Exchange {
  let request: Request
  let receiver: any BodyReceiver
  var response = Response()
  var sent = 0
  var failure: Transfer.Failure?
  /// Grows whenever bytes go or come.
  private(set) var moved = 0
  private var headerCount = 0

  init(_ request: Request, _ receiver: any BodyReceiver) {
    (self.request, self.receiver) = (request, receiver)
  }

  static func at(_ address: UnsafeMutableRawPointer?) -> Exchange? {
    guard let address = unsafe address else { return nil }
    return unsafe Unmanaged<Exchange>.fromOpaque(address).takeUnretainedValue()
  }

  static func copy(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
    unsafe UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count).map {
      UInt8(bitPattern: $0)
    }
  }

  /// Takes a line of the headers; each answer of several, such as "100 Continue", begins anew.
  func takeHeader(_ line: [UInt8]) -> Bool {
    moved += line.count
    headerCount += line.count
    guard headerCount <= Transfer.headerLimit else {
      failure = .malformed("its headers are longer than \(Transfer.headerLimit >> 10) KiB")
      return false
    }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      response = Response()
      response.status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...]
      let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r\n" || $0 == "\n" }
      let start = value.drop(while: isSpace)
      let end = start.lastIndex { !isSpace($0) }.map { start[...$0] } ?? ""
      response.headers[text[..<colon].lowercased()] = String(end)
    }
    return true
  }

  func takeBody(_ bytes: [UInt8]) -> Bool {
    moved += bytes.count
    guard response.isSuccess else {
      response.body += bytes.prefix(Transfer.errorBodyLimit - response.body.count)
      return true
    }
    guard receiver.receive(bytes, of: response) else {
      failure = .refused
      return false
    }
    return true
  }

  /// The next bytes of the request's body, at most `count`; `nil` if they cannot be read.
  func nextBytes(_ count: Int) -> [UInt8]? {
    let next: [UInt8]?
    switch request.body {
    case .none: next = []
    case .bytes(let bytes): next = Array(bytes.dropFirst(sent).prefix(count))
    case .file(let file, let offset, let length):
      next = try? file.read(min(count, length - sent), at: offset + sent)
    }
    guard let next else {
      failure = .malformed("the file that is sent cannot be read")
      return nil
    }
    moved += next.count
    sent += next.count
    return next
  }
}

extension Duration {
  /// The milliseconds, rounded down.
  fileprivate var milliseconds: Int {
    Int(clamping: components.seconds) * 1000
      + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

/// Whether a text may be the name of a header: letters, digits and `-`.
private func isHeaderName(_ text: String) -> Bool {
  !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
}

/// Whether a text may stand in a header: printable letters of ASCII.
func isHeaderValue(_ text: String) -> Bool {
  text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
}
