internal import Text

/// Asks the hub: adds the token, follows redirections, tries again, and names what goes wrong.
final class HubClient {
  let settings: HubSettings
  let patience: Patience
  let observer: Observer
  private let transfer: Transfer

  private static let mostRedirections = 10
  /// The most bytes of an answer that is kept in memory.
  private static let answerLimit = 64 << 20

  init(_ settings: HubSettings, _ patience: Patience, _ observer: Observer) throws(HubError) {
    try settings.checkToken()
    guard let transfer = Transfer(settings.network) else {
      throw .unreachable(host: settings.endpoint.host, reason: "libcurl cannot be started")
    }
    (self.settings, self.patience, self.observer) = (settings, patience, observer)
    self.transfer = transfer
  }

  /// The address of a path of the hub.
  func address(_ path: String) throws(HubError) -> Address {
    let text = settings.endpoint.text + path
    guard let address = Address(text) else {
      throw .badAnswer(address: text, problem: "it is no address")
    }
    return address
  }

  /// Sends a request as often as need be, and returns the answer with its body.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - subject: What it is about.
  ///   - silence: How long nothing may come.
  ///   - count: How often it is tried, if not as often as usual.
  /// - Returns: An answer that is a success.
  /// - Throws: ``HubError`` of the last attempt.
  func send(
    _ request: Request, about subject: Subject, silence: Duration, attempts count: Int? = nil
  ) throws(HubError) -> Response {
    var patience = patience
    if let count { patience.attempts = count }
    var attempts = Attempts(patience)
    while true {
      do throws(Setback) {
        let receiver = MemoryReceiver(limit: Self.answerLimit)
        var response = try attempt(request, about: subject, receiver, silence: silence)
        response.body = receiver.bytes
        return response
      } catch {
        try attempts.wait(after: error, observer)
      }
    }
  }

  /// Sends a request once, and follows where it leads.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - subject: What it is about.
  ///   - receiver: Takes the body of an answer that is a success.
  ///   - silence: How long nothing may come.
  ///   - staysHere: Whether an answer that leads to another host is returned as it is.
  ///   - onSent: Is told how many bytes of the body are on their way.
  /// - Returns: A success, or a redirection if `staysHere`.
  /// - Throws: ``Setback``.
  func attempt(
    _ request: Request, about subject: Subject, _ receiver: any BodyReceiver, silence: Duration,
    staysHere: Bool = false, onSent: (Int) -> Void = { _ in }
  ) throws(Setback) -> Response {
    var request = request
    let (given, first) = (request.headers, request.address)
    for _ in 0...Self.mostRedirections {
      // The origin has a scheme: where the hub is asked by https, no token goes anywhere by http.
      let isHome = request.address.hasOrigin(of: settings.endpoint)
      request.headers = given
      if !request.address.hasOrigin(of: first) {
        request.headers.removeAll { ["authorization", "cookie"].contains($0.name.lowercased()) }
      }
      if isHome, !request.isSigned, let token = settings.token {
        request.headers.removeAll { $0.name.lowercased() == "authorization" }
        request.headers.append(("Authorization", "Bearer \(token.value)"))
      }
      let response = try perform(request, receiver, silence, onSent)
      if response.isSuccess { return response }
      guard response.isRedirection else { throw setback(response, of: request, about: subject) }
      let next = try target(of: response, from: request)
      if staysHere, !next.hasOrigin(of: settings.endpoint) { return response }
      request.address = next
    }
    throw Setback(
      error: .badAnswer(address: request.address.text, problem: "it leads from place to place"))
  }

  private func perform(
    _ request: Request, _ receiver: any BodyReceiver, _ silence: Duration, _ onSent: (Int) -> Void
  ) throws(Setback) -> Response {
    let limits = Transfer.Limits(connecting: settings.answerTimeout, silence: silence)
    do throws(Transfer.Failure) {
      return try transfer.perform(
        request, receiver: receiver, limits: limits, onSent: onSent,
        shouldStop: observer.shouldStop)
    } catch {
      throw setback(error, of: request)
    }
  }

  /// Where a redirection leads; an answer that leads from `https` to `http` leads nowhere.
  func target(of response: Response, from request: Request) throws(Setback) -> Address {
    let keepsMethod = [307, 308].contains(response.status)
    let problem: String
    if let next = response.location {
      let isSafe = next.scheme == "https" || settings.network.allowsPlainText
      if isSafe, keepsMethod || ["GET", "HEAD"].contains(request.method) { return next }
      problem =
        isSafe ? "it leads elsewhere what was sent" : "it leads to \(next.text), unencrypted"
    } else {
      problem = "it leads to no address"
    }
    throw Setback(error: .badAnswer(address: request.address.text, problem: problem))
  }

  private func setback(_ failure: Transfer.Failure, of request: Request) -> Setback {
    let host = request.address.host
    switch failure {
    case .stopped: return Setback(error: .interrupted)
    case .noConnection(let reason), .cut(let reason):
      return Setback(error: .unreachable(host: host, reason: reason), isTransient: true)
    case .untrusted(let reason): return Setback(error: .untrusted(host: host, reason: reason))
    case .refused:
      return Setback(error: .badAnswer(address: request.address.text, problem: "it is too long"))
    case .malformed(let reason):
      return Setback(error: .badAnswer(address: request.address.text, problem: reason))
    }
  }
}
