internal import Text

/// What a request is about, for the words of an error.
struct Subject {
  /// The repository's name.
  var repository = ""
  /// The branch, tag or commit.
  var revision = "main"
  /// The file, if it is about one.
  var file: String?
}

extension HubClient {
  private static let transientStatuses: Set = [408, 429, 500, 502, 503, 504]

  /// What an answer that is no success means.
  func setback(_ response: Response, of request: Request, about subject: Subject) -> Setback {
    let host = request.address.host
    let status = response.status
    guard request.address.hasOrigin(of: settings.endpoint) else {
      // Whoever stores files for the hub answers in its own way; an address of its may be too old.
      let error = HubError.serverFailed(host: host, status: status, message: "")
      return Setback(error: error, isTransient: status != 404)
    }
    var setback = Setback(error: error(response, host: host, about: subject))
    setback.isTransient = Self.transientStatuses.contains(status)
    if status == 429 || status == 503 { setback.requestedWait = requestedWait(response) }
    return setback
  }

  private func error(_ response: Response, host: String, about subject: Subject) -> HubError {
    let name = subject.repository
    let message = message(of: response)
    let missing = HubError.noRepository(
      name, endpoint: settings.endpoint.text, tokenSource: settings.token?.source)
    switch (response.headers["x-error-code"], response.status) {
    case ("RevisionNotFound", _): return .noRevision(name, revision: subject.revision)
    case ("EntryNotFound", _):
      return .noFile(name, revision: subject.revision, file: subject.file ?? "")
    case ("GatedRepo", _):
      let page = "\(settings.endpoint.text)/\(name)"
      return .gated(name, page: page, tokenSource: settings.token?.source)
    case ("RepoNotFound", _): return missing
    case (_, 401):
      if let token = settings.token, name.isEmpty || message.hasPrefix("Invalid credentials") {
        return .tokenRefused(source: token.source)
      }
      return missing
    case (_, 403): return .forbidden(name.isEmpty ? host : "\"\(name)\"", message: message)
    case (_, 404):
      if let file = subject.file { return .noFile(name, revision: subject.revision, file: file) }
      return missing
    case (_, 429):
      let seconds = requestedWait(response)?.components.seconds ?? 60
      return .tooManyRequests(host: host, seconds: Int(clamping: seconds))
    default: return .serverFailed(host: host, status: response.status, message: message)
    }
  }

  /// The server's own words, fit for one line.
  func message(of response: Response) -> String {
    let text =
      response.headers["x-error-message"] ?? (try? JSON(parsing: response.body))?["error"]?.string
    let letters = (text ?? "").unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    var line = String(String.UnicodeScalarView(letters.prefix(200)))
    while line.last == "." || line.last == " " { line.removeLast() }
    return line
  }

  /// The seconds of `Retry-After`, or until the limit of `RateLimit` begins anew.
  private func requestedWait(_ response: Response) -> Duration? {
    if let text = response.headers["retry-after"], let seconds = Int(text), seconds >= 0 {
      return .seconds(min(seconds, 1 << 31))
    }
    let fields = response.headers["ratelimit"]?.split(separator: ";").map {
      $0.filter { $0 != " " }
    }
    guard let fields, fields.contains("r=0"),
      let reset = fields.first(where: { $0.hasPrefix("t=") }),
      let seconds = Int(reset.dropFirst(2)), seconds >= 0
    else { return nil }
    return .seconds(min(seconds, 1 << 31))
  }
}

extension Response {
  /// The body as JSON.
  ///
  /// - Throws: ``HubError/badAnswer(address:problem:)`` with the address that was asked.
  func json(from address: Address) throws(HubError) -> JSON {
    var limits = JSON.Limits()
    limits.roundsLargeIntegers = true
    do throws(JSONError) {
      return try JSON(parsing: body, limits: limits)
    } catch {
      throw .badAnswer(address: address.text, problem: "it is no JSON (\(error))")
    }
  }
}
