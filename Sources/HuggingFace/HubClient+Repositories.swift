internal import Text

extension HubClient {
  /// How long the hub may think about what it was sent.
  static let thinkingTime = Duration.seconds(120)

  /// Sends JSON, and returns the answer; a signed address gets no token.
  func post(
    _ json: JSON, to address: Address, about subject: Subject,
    headers: [(name: String, value: String)] = [("Content-Type", "application/json")],
    isSigned: Bool = false
  ) throws(HubError) -> Response {
    guard let text = try? json.text() else {
      throw .badAnswer(address: address.text, problem: "what was to be sent is no JSON")
    }
    let request = Request(
      method: "POST", address: address, headers: headers, body: .bytes(Array(text.utf8)),
      isSigned: isSigned)
    return try send(request, about: subject, silence: Self.thinkingTime)
  }

  /// Asks whose token it is, and checks that it may write.
  func userName() throws(HubError) -> String {
    let address = try address("/api/whoami-v2")
    let request = Request(method: "GET", address: address)
    let response = try send(request, about: Subject(), silence: settings.answerTimeout)
    let json = try response.json(from: address)
    guard let name = json["name"]?.string else {
      throw .badAnswer(address: address.text, problem: "it has no \"name\"")
    }
    if json["auth"]?["accessToken"]?["role"] == "read" {
      throw .tokenReadsOnly(source: settings.token?.source ?? "")
    }
    return name
  }

  /// Makes a repository, unless it is there.
  func makeRepository(_ repository: RepositoryName, isPrivate: Bool) throws(HubError) {
    let subject = Subject(repository: repository.text)
    do throws(HubError) {
      let address = try address("/api/models/\(repository.text)")
      let request = Request(method: "GET", address: address)
      let response = try send(request, about: subject, silence: settings.answerTimeout)
      if isPrivate, try response.json(from: address)["private"] != true {
        throw .isPublic(
          repository.text, page: "\(settings.endpoint.text)/\(repository.text)/settings")
      }
      return
    } catch .noRepository {
      // It is made below.
    }
    var wanted: JSONObject = JSONObject([
      ("name", .string(repository.name)), ("type", "model"),
      ("organization", repository.owner.map { .string($0) } ?? .null),
    ])
    if isPrivate { wanted["visibility"] = "private" }
    do throws(HubError) {
      _ = try post(.object(wanted), to: address("/api/repos/create"), about: subject)
    } catch .serverFailed(_, 409, _) {
      // Somebody else was faster, or it is there and was not to be seen.
      if isPrivate { throw .forbidden("\"\(repository.text)\"", message: "it is there already") }
    }
  }
}
