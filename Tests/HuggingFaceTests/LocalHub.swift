internal import Foundation
internal import Hashing
internal import Synchronization
internal import Testing

@testable internal import HuggingFace

/// A hub on this machine: one repository, and a second server that keeps its large files.
final class LocalHub: Sendable {
  static let commit = "0123456789abcdef0123456789abcdef01234567"

  struct File: Sendable {
    var bytes: [UInt8]
    var isLarge = false

    var hash: String { isLarge ? sha256(bytes) : gitHash(bytes) }
  }

  /// What is answered in place of what would be; `nil` lets it be.
  typealias Fault = @Sendable (HTTPRequest) -> HTTPAnswer?

  let server: LocalServer
  let store: LocalServer
  /// A folder that goes when this does.
  let folder: String

  /// A hub with the repository `owner/model`, which has `files`.
  init(
    _ files: [String: File], commit: String = LocalHub.commit, fault: @escaping Fault = { _ in nil }
  ) {
    let hashes = files.mapValues(\.hash)
    let store = LocalServer { request in
      if let answer = fault(request) { return answer }
      let name = String(request.path.dropFirst("/store/".count))
      guard let file = files.first(where: { $0.value.hash == name })?.value else {
        return .error(404)
      }
      return part(of: file.bytes, request, [("ETag", "\"store-\(name.prefix(8))\"")])
    }
    let place = store.address
    server = LocalServer { request in
      if let answer = fault(request) { return answer }
      let start = "/owner/model/resolve/\(commit)/"
      if request.path.hasPrefix("/api/models/owner/model/revision/") {
        return listing(files, hashes, commit)
      }
      guard request.path.hasPrefix(start),
        let file = files[String(request.path.dropFirst(start.count))]
      else { return .error(404, ("X-Error-Code", "RepoNotFound")) }
      let common = [("X-Repo-Commit", commit)]
      if !file.isLarge {
        return part(of: file.bytes, request, common + [("ETag", "\"\(file.hash)\"")])
      }
      return HTTPAnswer(
        status: 302,
        headers: common + [
          ("Location", "\(place)/store/\(file.hash)"), ("X-Linked-Etag", "\"\(file.hash)\""),
          ("X-Linked-Size", "\(file.bytes.count)"), ("ETag", "\"pointer\""),
        ], body: Array("moved".utf8))
    }
    self.store = store
    folder = FileManager.default.temporaryDirectory.path + "/hub-\(UUID().uuidString)"
    server.start()
    store.start()
  }

  deinit {
    server.stop()
    store.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  var cache: String { folder + "/hub" }
  var repository: String { cache + "/models--owner--model" }
  var snapshot: String { repository + "/snapshots/\(Self.commit)" }

  /// A client of this hub that does not wait long, and that may send it a token as if it were
  /// encrypted.
  func client(
    _ environment: [String: String] = [:], sendsToken: Bool = true
  ) throws -> LocalClient {
    var variables = ["HF_HOME": folder, "HF_ENDPOINT": server.address, "HOME": folder]
    variables.merge(environment) { $1 }
    let patience = Patience(
      attempts: 3, firstWait: .milliseconds(2), longestWait: .milliseconds(4),
      longestRequestedWait: .seconds(2))
    var hub = try Hub(environment: variables, patience: patience)
    hub.settings.silenceTimeout = .milliseconds(300)
    hub.settings.sendsTokenUnencrypted = sendsToken
    return LocalClient(hub: hub, server: self)
  }

  /// The requests to both servers for which `matches` says yes.
  func count(_ matches: (HTTPRequest) -> Bool) -> Int {
    (server.requests + store.requests).count(where: matches)
  }
}

/// What every model has here; the weights are large.
let smallModel: [String: LocalHub.File] = [
  "config.json": .init(bytes: Array(#"{"model_type": "wav2vec2"}"#.utf8)),
  "vocab.json": .init(bytes: Array(#"{"a": 0}"#.utf8)),
  "README.md": .init(bytes: Array("# A model".utf8)),
  "model.safetensors": .init(bytes: numbers(300_000), isLarge: true),
]

/// Bytes that do not repeat soon.
func numbers(_ count: Int) -> [UInt8] {
  var state: UInt32 = 1
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
}

func sha256(_ bytes: [UInt8]) -> String {
  guard let digest = Digest(.sha256) else { return "" }
  digest.update(bytes)
  return digest.finish()
}

/// The hash that Git names a file by.
func gitHash(_ bytes: [UInt8]) -> String {
  guard let digest = Digest(.sha1) else { return "" }
  digest.update(Array("blob \(bytes.count)\0".utf8) + bytes)
  return digest.finish()
}

func bytes(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// The whole of some bytes, or the part that a request asks for.
func part(of bytes: [UInt8], _ request: HTTPRequest, _ headers: [(String, String)]) -> HTTPAnswer {
  guard let range = request.headers["range"], range.hasPrefix("bytes="),
    let start = Int(range.dropFirst(6).dropLast())
  else { return HTTPAnswer(headers: headers, body: bytes) }
  guard start < bytes.count else { return .error(416) }
  let place = "bytes \(start)-\(bytes.count - 1)/\(bytes.count)"
  return HTTPAnswer(
    status: 206, headers: headers + [("Content-Range", place)], body: Array(bytes[start...]))
}

private func listing(
  _ files: [String: LocalHub.File], _ hashes: [String: String], _ commit: String
) -> HTTPAnswer {
  let entries = files.sorted { $0.key < $1.key }.map { name, file in
    let large =
      file.isLarge ? #", "lfs": {"sha256": "\#(file.hash)", "size": \#(file.bytes.count)}"# : ""
    return
      #"{"rfilename": "\#(name)", "size": \#(file.bytes.count), "blobId": "\#(gitHash([]))"\#(large)}"#
  }
  return .json(#"{"sha": "\#(commit)", "siblings": [\#(entries.joined(separator: ", "))]}"#)
}
