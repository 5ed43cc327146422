internal import Foundation
internal import Synchronization
internal import Testing
internal import Text

@testable internal import HuggingFace

/// A hub on this machine that files are sent to: repositories, large files, commits.
final class ReceivingHub: Sendable {
  struct State: Sendable {
    /// The repositories that are there, and whether each is private.
    var repositories: [String: Bool] = [:]
    /// The hashes of the files that are there.
    var known: [String: String] = [:]
    /// What the store of large files has, by hash or by hash and number of the part.
    var stored: [String: [UInt8]] = [:]
    /// The lines of all commits.
    var lines: [JSON] = []
    /// The bytes of a part, where large files are to come in parts.
    var partSize: Int?
    /// What is answered next to a path that ends so, in place of what would be.
    var faults: [(ending: String, answer: HTTPAnswer)] = []
    var role = "write"
  }

  let server: LocalServer
  let store: LocalServer
  let folder: String
  fileprivate let shared: Shared

  fileprivate final class Shared: Sendable {
    let state: Mutex<State>
    let places = Mutex<(hub: String, store: String)>(("", ""))
    init(_ state: State) { self.state = Mutex(state) }
  }

  init(_ state: State = State()) throws {
    let shared = Shared(state)
    self.shared = shared
    server = LocalServer { shared.answer($0) }
    store = LocalServer { shared.store($0) }
    let (hub, place) = (server.address, store.address)
    shared.places.withLock { $0 = (hub, place) }
    folder = FileManager.default.temporaryDirectory.path + "/push-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/sub/.hidden", withIntermediateDirectories: true)
    for (name, bytes) in Self.files {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    server.start()
    store.start()
  }

  deinit {
    server.stop()
    store.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What lies in the folder; two of them are not to be sent.
  static let files: [String: [UInt8]] = [
    "config.json": Array("{}".utf8), "model.safetensors": numbers(100_000),
    "sub/empty.safetensors": [], ".secret": [1], "sub/.hidden/x": [2],
  ]

  var state: State { shared.state.withLock { $0 } }
  var address: String { server.address }

  func client(
    _ environment: [String: String] = ["HF_TOKEN": "hf_x"], sendsToken: Bool = true
  ) throws -> LocalClient {
    var variables = ["HF_HOME": folder + "-home", "HF_ENDPOINT": address]
    variables.merge(environment) { $1 }
    let patience = Patience(
      attempts: 3, firstWait: .milliseconds(2), longestWait: .milliseconds(4))
    var hub = try Hub(environment: variables, patience: patience)
    hub.settings.sendsTokenUnencrypted = sendsToken
    return LocalClient(hub: hub, server: self)
  }
}

extension ReceivingHub.Shared {
  private func fault(_ request: HTTPRequest) -> HTTPAnswer? {
    state.withLock { state in
      guard let at = state.faults.firstIndex(where: { request.path.hasSuffix($0.ending) }) else {
        return nil
      }
      return state.faults.remove(at: at).answer
    }
  }

  func answer(_ request: HTTPRequest) -> HTTPAnswer {
    if let answer = fault(request) { return answer }
    let isSigned = request.path.hasPrefix("/complete/")
    guard isSigned || request.headers["authorization"] == "Bearer hf_x" else {
      return .error(401)
    }
    let body = (try? JSON(parsing: request.body)) ?? .null
    switch request.path {
    case "/api/whoami-v2":
      let role = state.withLock { $0.role }
      return .json(#"{"name": "me", "auth": {"accessToken": {"role": "\#(role)"}}}"#)
    case "/api/repos/create":
      let name = "\(body["organization"]?.string ?? "me")/\(body["name"]?.string ?? "")"
      state.withLock { $0.repositories[name] = body["visibility"] == "private" }
      return .json("{}")
    case let path where path.hasSuffix("/preupload/main"): return preupload(body)
    case let path where path.hasSuffix(".git/info/lfs/objects/batch"): return batch(body)
    case let path where path.hasSuffix("/commit/main"): return commit(request)
    case let path where path.hasSuffix("/revision/main"):
      return .json(#"{"sha": "\#(LocalHub.commit)", "siblings": []}"#)
    case "/verify": return .json("{}")
    case let path where path.hasPrefix("/complete/"):
      guard body["parts"]?.array?.isEmpty == false else { return .error(400) }
      return .json("{}")
    default:
      let name = String(request.path.dropFirst("/api/models/".count))
      guard let isPrivate = state.withLock({ $0.repositories[name] }) else {
        return .error(401, ("X-Error-Code", "RepoNotFound"))
      }
      return .json(#"{"private": \#(isPrivate)}"#)
    }
  }

  private func preupload(_ body: JSON) -> HTTPAnswer {
    let known = state.withLock { $0.known }
    let files = (body["files"]?.array ?? []).map { file in
      let path = file["path"]?.string ?? ""
      let mode = path.hasSuffix(".safetensors") ? "lfs" : "regular"
      let oid = known[path].map { #", "oid": "\#($0)""# } ?? ""
      return #"{"path": "\#(path)", "uploadMode": "\#(mode)", "shouldIgnore": false\#(oid)}"#
    }
    return .json(#"{"files": [\#(files.joined(separator: ", "))]}"#)
  }

  private func batch(_ body: JSON) -> HTTPAnswer {
    let (hub, store) = places.withLock { $0 }
    let state = state.withLock { $0 }
    let objects = (body["objects"]?.array ?? []).map { object in
      let (oid, size) = (object["oid"]?.string ?? "", object["size"]?.integer ?? 0)
      if state.stored[oid] != nil { return #"{"oid": "\#(oid)", "size": \#(size)}"# }
      var upload = #"{"href": "\#(store)/\#(oid)", "header": {"X-Signed": "yes"}}"#
      if let part = state.partSize {
        let places = (0..<((size - 1) / part + 1)).map {
          #""\#($0 + 1)": "\#(store)/\#(oid).\#($0)""#
        }
        upload =
          #"{"href": "\#(hub)/complete/\#(oid)", "header": {"chunk_size": "\#(part)", \#(places.joined(separator: ", "))}}"#
      }
      let actions = #"{"upload": \#(upload), "verify": {"href": "https://huggingface.co/verify"}}"#
      return #"{"oid": "\#(oid)", "size": \#(size), "actions": \#(actions)}"#
    }
    return .json(#"{"objects": [\#(objects.joined(separator: ", "))]}"#)
  }

  private func commit(_ request: HTTPRequest) -> HTTPAnswer {
    let lines = request.text.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
    state.withLock { $0.lines += lines }
    return .json(#"{"commitUrl": "https://huggingface.co/me/new/commit/1", "commitOid": "1"}"#)
  }

  func store(_ request: HTTPRequest) -> HTTPAnswer {
    if let answer = fault(request) { return answer }
    guard request.method == "PUT", request.headers["authorization"] == nil else {
      return .error(403)
    }
    let name = String(request.path.dropFirst())
    state.withLock { $0.stored[name] = request.body }
    return HTTPAnswer(headers: [("ETag", "\"etag-\(name.suffix(2))\"")])
  }
}
