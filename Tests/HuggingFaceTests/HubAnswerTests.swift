internal import Synchronization
internal import Testing

@testable internal import HuggingFace

private let address = "http://127.0.0.1:PORT"

/// What the hub's refusals mean, and where the token goes.
@Suite struct HubAnswerTests {
  /// The error of a download whose requests to the API, or for files, are answered so.
  private func error(
    _ answer: HTTPAnswer, onFiles: Bool = false, token: String? = nil, revision: String = "main"
  ) throws -> HubError? {
    let hub = LocalHub(smallModel) { request in
      request.path.hasPrefix("/api/") != onFiles ? answer : nil
    }
    let client = try hub.client(token.map { ["HF_TOKEN": $0] } ?? [:])
    do throws(HubError) {
      _ = try client.snapshot(of: "owner/model", revision: revision)
      return nil
    } catch {
      // The port differs from run to run.
      switch error {
      case .noRepository(let name, _, let source):
        return .noRepository(name, endpoint: address, tokenSource: source)
      case .gated(let name, _, let source):
        return .gated(name, page: address, tokenSource: source)
      default: return error
      }
    }
  }

  @Test func `an unknown or hidden repository asks for the spelling and for a token`() throws {
    let unknown = HubError.noRepository("owner/model", endpoint: address, tokenSource: nil)
    #expect(try error(.error(401)) == unknown)
    #expect(try error(.error(404, ("X-Error-Code", "RepoNotFound"))) == unknown)
    #expect(try error(.error(404)) == unknown)
    let refused = HubError.noRepository("owner/model", endpoint: address, tokenSource: "HF_TOKEN")
    #expect(try error(.error(401), token: "hf_x") == refused)
  }

  @Test func `a token that the hub does not know is named by its place`() throws {
    let answer = HTTPAnswer.error(
      401, ("X-Error-Message", "Invalid credentials in Authorization header"))
    #expect(try error(answer, token: "hf_x") == .tokenRefused(source: "HF_TOKEN"))
  }

  @Test(arguments: [401, 403]) func `a gated repository shows its page`(status: Int) throws {
    let answer = HTTPAnswer.error(status, ("X-Error-Code", "GatedRepo"))
    let gated = HubError.gated("owner/model", page: address, tokenSource: nil)
    #expect(try error(answer, onFiles: true) == gated)
  }

  @Test func `a missing revision and a missing file are told apart`() throws {
    let revision = HTTPAnswer.error(404, ("X-Error-Code", "RevisionNotFound"))
    #expect(
      try error(revision, revision: "v2") == .noRevision("owner/model", revision: "v2"))
    let file = HTTPAnswer.error(404, ("X-Error-Code", "EntryNotFound"))
    #expect(
      try error(file, onFiles: true)
        == .noFile("owner/model", revision: LocalHub.commit, file: "config.json"))
  }

  @Test func `the hub's own words are shown, without control characters`() throws {
    let answer = HTTPAnswer.json("{\"error\": \"no \\u001b[31mway.\"}", status: 403)
    #expect(try error(answer) == .forbidden("\"owner/model\"", message: "no  [31mway"))
    #expect(
      try error(.json("{\"error\": \"bad\"}", status: 400))
        == .serverFailed(host: "127.0.0.1", status: 400, message: "bad"))
    #expect(
      try error(.error(502)) == .serverFailed(host: "127.0.0.1", status: 502, message: ""))
  }

  @Test(arguments: ["", "<html>", "[]", "{\"sha\": \"x\"}", "{\"sha\": 1, \"siblings\": []}"])
  func `an answer that is not the hub's is refused`(text: String) throws {
    let error = try error(.json(text))
    guard case .badAnswer = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `the token goes to the hub and nowhere else`() throws {
    let hub = LocalHub(smallModel)
    _ = try hub.client(["HF_TOKEN": "hf_secret"]).snapshot(of: "owner/model")
    #expect(hub.server.requests.count > 3)
    #expect(hub.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer hf_secret" })
    #expect(hub.store.requests.count == 1)
    #expect(hub.store.requests.allSatisfy { $0.headers["authorization"] == nil })
  }

  @Test func `a token does not go to an address that is not encrypted`() throws {
    let hub = LocalHub(smallModel)
    let refused = HubError.tokenUnencrypted(source: "HF_TOKEN", endpoint: hub.server.address)
    #expect(throws: refused) {
      try hub.client(["HF_TOKEN": "hf_secret"], sendsToken: false).snapshot(of: "owner/model")
    }
    #expect(hub.count { _ in true } == 0)
    // Without it the model comes, and nothing of the token is on the way.
    let asking = ["HF_TOKEN": "hf_secret", "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"]
    _ = try hub.client(asking, sendsToken: false).snapshot(of: "owner/model")
    let requests = hub.server.requests + hub.store.requests
    #expect(requests.count > 3)
    #expect(requests.allSatisfy { $0.headers["authorization"] == nil })
    #expect(requests.allSatisfy { !"\($0)".contains("hf_secret") })
    // What is in the cache needs no network and no token.
    let offline = ["HF_TOKEN": "hf_secret", "HF_HUB_OFFLINE": "1"]
    #expect(try hub.client(offline, sendsToken: false).snapshot(of: "owner/model") == hub.snapshot)
  }

  @Test func `nothing is sent with a token that would be read on the way`() throws {
    let hub = try ReceivingHub()
    let client = try hub.client(sendsToken: false)
    let refused = HubError.tokenUnencrypted(source: "HF_TOKEN", endpoint: hub.address)
    #expect(throws: refused) { try client.hub.checkMaySend(to: "me/new") }
    #expect(throws: refused) { try client.push(folder: hub.folder, to: "me/new") }
    #expect(hub.server.requests.isEmpty && hub.store.requests.isEmpty)
  }

  @Test(arguments: [
    ("https://hub", "http://hub/x", false), ("https://hub", "http://store/x", false),
    ("https://hub", "https://store/x", true), ("http://hub", "http://hub/x", true),
  ])
  func `an encrypted hub leads to no address that is not`(
    hub: String, place: String, isFollowed: Bool
  ) throws {
    let environment = ["HF_ENDPOINT": hub, "HOME": "/h", "HF_TOKEN": "hf_x"]
    var settings = try HubSettings(environment)
    settings.sendsTokenUnencrypted = true
    let observer = Observer(progress: { _ in }, notice: { _ in }, shouldStop: { false })
    let client = try HubClient(settings, Patience(), observer)
    let request = Request(method: "GET", address: try #require(Address(hub + "/a")))
    var response = Response(status: 302)
    response.location = Address(place)
    let next = try? client.target(of: response, from: request)
    #expect((next != nil) == isFollowed)
  }

  @Test func `without a token none is sent`() throws {
    let hub = LocalHub(smallModel)
    _ = try hub.client(["HF_TOKEN": "x", "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"])
      .snapshot(of: "owner/model")
    #expect(hub.server.requests.allSatisfy { $0.headers["authorization"] == nil })
  }

  @Test func `a repository that has moved is followed, with the token`() throws {
    let hub = LocalHub(smallModel) { request in
      guard request.path.contains("old/name") else { return nil }
      let moved = request.target.replacing("old/name", with: "owner/model")
      return .error(307, ("Location", moved))
    }
    let folder = try hub.client(["HF_TOKEN": "t"]).snapshot(of: "old/name")
    #expect(folder == hub.cache + "/models--old--name/snapshots/\(LocalHub.commit)")
    #expect(hub.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer t" })
  }

  @Test(arguments: ["/again", "file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "/\u{7F}"])
  func `redirections that lead nowhere end`(place: String) throws {
    let hub = LocalHub(smallModel) { _ in .error(302, ("Location", place)) }
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
    #expect(hub.server.requests.count <= 11)
  }

  @Test func `who cannot prove to be the host is not believed`() throws {
    let hub = LocalHub(smallModel)
    let client = try hub.client(["HF_ENDPOINT": "https://127.0.0.1:\(hub.server.port)"])
    #expect {
      try client.snapshot(of: "owner/model")
    } throws: { error in
      guard case HubError.untrusted(host: "127.0.0.1", _) = error else { return false }
      return true
    }
    #expect(hub.server.requests.isEmpty)
  }
}
