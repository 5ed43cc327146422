internal import Files
internal import Text

/// Where the hub is, where its cache is, and with what token it is asked, as the environment says.
struct HubSettings: Sendable {
  /// The hub's address, without a slash at its end.
  let endpoint: Address
  /// The folder that holds a folder for each repository.
  let cache: String
  /// The token, if there is one and it is to be sent without having been asked for.
  let token: HubToken?
  /// Whether the token goes to an address that is not encrypted; never but to a test's own server.
  var sendsTokenUnencrypted = false
  /// Whether nothing may be asked of the network.
  let isOffline: Bool
  /// How the network is reached.
  let network: NetworkSettings
  /// How long an answer may take to begin when a file's description is asked for.
  var answerTimeout: Duration
  /// How long nothing may come during a download.
  var silenceTimeout: Duration

  static let defaultEndpoint = "https://huggingface.co"

  /// Refuses a token that would go over the network for everybody to read.
  ///
  /// - Throws: ``HubError/tokenUnencrypted(source:endpoint:)``.
  func checkToken() throws(HubError) {
    guard let token, endpoint.scheme != "https", !sendsTokenUnencrypted else { return }
    throw .tokenUnencrypted(source: token.source, endpoint: endpoint.text)
  }

  /// Reads the variables that the Python package `huggingface_hub` reads.
  init(_ environment: [String: String]) throws(HubError) {
    let variables = Variables(environment)
    let named = variables["HF_ENDPOINT"] ?? Self.defaultEndpoint
    let trimmed = String(named.reversed().drop { $0 == "/" }.reversed())
    guard let endpoint = Address(trimmed), !trimmed.contains("?"), !trimmed.contains("#") else {
      throw .badVariable(
        "HF_ENDPOINT", value: named, problem: "is no address such as \(Self.defaultEndpoint)")
    }
    self.endpoint = endpoint
    network = NetworkSettings(environment, allowsPlainText: endpoint.scheme == "http")
    let home = try variables.home()
    guard
      let cache = try variables.path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
        ?? home.map({ "\($0)/hub" })
    else {
      throw .badVariable(
        "HOME", value: "", problem: "is not set; set HF_HOME to the folder for models")
    }
    self.cache = cache
    isOffline = variables.isTrue("HF_HUB_OFFLINE") || variables.isTrue("TRANSFORMERS_OFFLINE")
    let answer = try variables.seconds("HF_HUB_ETAG_TIMEOUT")
    let silence = try variables.seconds("HF_HUB_DOWNLOAD_TIMEOUT")
    (answerTimeout, silenceTimeout) = (answer ?? .seconds(10), silence ?? .seconds(30))
    let tokenPath = try variables.path("HF_TOKEN_PATH")
    token =
      variables.isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN")
      ? nil : try HubToken(variables, path: tokenPath ?? home.map { "\($0)/token" })
  }
}

/// The variables of an environment.
struct Variables {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// A variable's value, `nil` if it is not there or empty.
  subscript(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether a variable says yes.
  func isTrue(_ name: String) -> Bool {
    ["1", "ON", "YES", "TRUE"].contains(self[name]?.uppercased())
  }

  /// The first of some variables that is there and names a path, with `~` and other variables in
  /// it put in.
  func path(_ names: String...) throws(HubError) -> String? {
    for name in names {
      guard let value = self[name] else { continue }
      guard !value.utf8.contains(0) else {
        throw .badVariable(name, value: value, problem: "is no path")
      }
      do throws(HomeProblem) {
        return expanded(try expandingHome(value, home: self["HOME"]))
      } catch {
        throw .badVariable(name, value: value, problem: error.description)
      }
    }
    return nil
  }

  /// A variable that counts seconds.
  func seconds(_ name: String) throws(HubError) -> Duration? {
    guard let value = self[name] else { return nil }
    guard let count = Int(value), (1...86_400).contains(count) else {
      throw .badVariable(name, value: value, problem: "is no number of seconds from 1 to 86400")
    }
    return .seconds(count)
  }

  /// The folder of all that has to do with the hub, `nil` where no variable tells.
  func home() throws(HubError) -> String? {
    if let path = try path("HF_HOME") { return path }
    if let path = try path("XDG_CACHE_HOME") { return "\(path)/huggingface" }
    return self["HOME"].map { "\($0)/.cache/huggingface" }
  }

  /// A path with `$NAME` and `${NAME}` replaced; unknown names stay.
  private func expanded(_ path: String) -> String {
    var rest = path[...]
    var result = ""
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let behind = rest[rest.index(after: dollar)...]
      let isBraced = behind.first == "{"
      let name = behind.dropFirst(isBraced ? 1 : 0).prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_"
      }
      let end = behind[name.endIndex...]
      let isClosed = !isBraced || end.first == "}"
      if isClosed, let value = environment[String(name)] {
        result += value
        rest = end.dropFirst(isBraced ? 1 : 0)
      } else {
        result += "$"
        rest = behind
      }
    }
    return result + rest
  }
}
