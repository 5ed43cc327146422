internal import Foundation
internal import Synchronization
internal import Testing
internal import Text

@testable internal import HuggingFace

private let weights = ReceivingHub.files["model.safetensors"] ?? []

/// What is sent to a hub.
@Suite struct HubPushTests {
  @Test func `a folder becomes a repository, its large file goes to the store`() throws {
    let hub = try ReceivingHub()
    let seen = Mutex<[HubProgress]>([])
    let commit = try hub.client().push(
      folder: hub.folder, to: "new", isPrivate: true, message: "First \"model\"",
      progress: { step in seen.withLock { $0.append(step) } })
    #expect(commit == "https://huggingface.co/me/new/commit/1")
    let state = hub.state
    #expect(state.repositories == ["me/new": true])
    #expect(state.stored == [sha256(weights): weights])
    #expect(
      state.lines == [
        ["key": "header", "value": ["summary": "First \"model\"", "description": ""]],
        [
          "key": "file",
          "value": ["content": "e30=", "path": "config.json", "encoding": "base64"],
        ],
        [
          "key": "lfsFile",
          "value": [
            "path": "model.safetensors", "algo": "sha256", "oid": .string(sha256(weights)),
            "size": 100_000,
          ],
        ],
        [
          "key": "file",
          "value": ["content": "", "path": "sub/empty.safetensors", "encoding": "base64"],
        ],
      ])
    let verified = hub.server.requests.last { $0.path == "/verify" }
    #expect(verified?.text == "{\"oid\": \"\(sha256(weights))\", \"size\": 100000}")
    #expect(hub.store.requests.first?.headers["x-signed"] == "yes")
    let steps = seen.withLock { $0 }
    #expect(steps.last?.completed == 100_002 && steps.last?.total == 100_002)
    #expect(steps.map(\.completed) == steps.map(\.completed).sorted())
  }

  @Test func `large files go in parts where the store wants parts`() throws {
    let hub = try ReceivingHub(.init(partSize: 30_000))
    _ = try hub.client().push(folder: hub.folder, to: "team/new")
    let oid = sha256(weights)
    let parts = (0..<4).flatMap { hub.state.stored["\(oid).\($0)"] ?? [] }
    #expect(parts == weights)
    let complete = hub.server.requests.first { $0.path == "/complete/\(oid)" }
    #expect(complete?.headers["authorization"] == nil)
    let body = try JSON(parsing: try #require(complete?.body))
    #expect(body["oid"]?.string == oid)
    let expected = (0..<4).map { number -> JSON in
      ["partNumber": .integer(number + 1), "etag": .string("\"etag-.\(number)\"")]
    }
    #expect(body["parts"]?.array == expected)
    #expect(hub.state.repositories == ["team/new": false])
  }

  @Test func `what the hub has is not sent again`() throws {
    var state = ReceivingHub.State()
    state.repositories = ["me/new": false]
    state.known = [
      "config.json": gitHash(Array("{}".utf8)), "model.safetensors": sha256(weights),
      "sub/empty.safetensors": gitHash([]),
    ]
    let hub = try ReceivingHub(state)
    let commit = try hub.client().push(folder: hub.folder, to: "me/new")
    #expect(commit == "\(hub.address)/me/new/commit/\(LocalHub.commit)")
    #expect(hub.state.lines.isEmpty && hub.store.requests.isEmpty)
    try Data([9]).write(to: URL(fileURLWithPath: hub.folder + "/config.json"))
    _ = try hub.client().push(folder: hub.folder, to: "me/new")
    #expect(hub.state.lines.compactMap { $0["value"]?["path"]?.string } == ["config.json"])
  }

  @Test func `what the store has is only named in the commit`() throws {
    var state = ReceivingHub.State()
    state.stored = [sha256(weights): []]
    let hub = try ReceivingHub(state)
    _ = try hub.client().push(folder: hub.folder, to: "me/new")
    #expect(hub.store.requests.isEmpty)
    #expect(hub.state.lines.count == 4)
  }

  @Test func `servers that fail once are asked again`() throws {
    var state = ReceivingHub.State()
    state.faults = [
      "/whoami-v2", "/create", "/preupload/main", "/batch", "/commit/main", "/verify",
    ]
    .map { ($0, .error(503)) }
    state.faults.append((sha256(weights), .error(500)))
    let hub = try ReceivingHub(state)
    _ = try hub.client().push(folder: hub.folder, to: "me/new")
    #expect(hub.state.stored == [sha256(weights): weights])
    #expect(hub.state.lines.count == 4 && hub.state.faults.isEmpty)
  }

  @Test func `sending needs a token that is known and may write`() throws {
    let hub = try ReceivingHub()
    #expect(throws: HubError.noToken(purpose: "sending to the hub")) {
      try hub.client([:]).push(folder: hub.folder, to: "new")
    }
    #expect(throws: HubError.tokenRefused(source: "HF_TOKEN")) {
      try hub.client(["HF_TOKEN": "other"]).push(folder: hub.folder, to: "new")
    }
    var state = ReceivingHub.State()
    state.role = "read"
    let reading = try ReceivingHub(state)
    #expect(throws: HubError.tokenReadsOnly(source: "HF_TOKEN")) {
      try reading.client().push(folder: reading.folder, to: "new")
    }
    #expect(throws: HubError.sendingOffline) {
      try hub.client(["HF_TOKEN": "hf_x", "HF_HUB_OFFLINE": "1"])
        .push(folder: hub.folder, to: "new")
    }
  }

  @Test func `what is to be private does not go where everybody sees it`() throws {
    var state = ReceivingHub.State()
    state.repositories = ["me/open": false]
    let hub = try ReceivingHub(state)
    #expect(
      throws: HubError.isPublic("me/open", page: "\(hub.address)/me/open/settings")
    ) { try hub.client().push(folder: hub.folder, to: "me/open", isPrivate: true) }
    #expect(hub.state.lines.isEmpty)
  }

  @Test func `a refusal of the store names the file`() throws {
    let oid = sha256(weights)
    var state = ReceivingHub.State()
    let refusal =
      #"{"objects": [{"oid": "\#(oid)", "error": {"code": 422, "message": "no room"}}]}"#
    state.faults = [("/batch", .json(refusal))]
    let hub = try ReceivingHub(state)
    #expect(throws: HubError.fileRefused("model.safetensors", message: "no room")) {
      try hub.client().push(folder: hub.folder, to: "me/new")
    }
  }

  @Test func `a store that adds headers of its own making is refused`() throws {
    let oid = sha256(weights)
    var state = ReceivingHub.State()
    let upload = #"{"href": "http://127.0.0.1:1/", "header": {"X": "a\r\nY: b"}}"#
    state.faults = [
      ("/batch", .json(#"{"objects": [{"oid": "\#(oid)", "actions": {"upload": \#(upload)}}]}"#))
    ]
    let hub = try ReceivingHub(state)
    #expect {
      try hub.client().push(folder: hub.folder, to: "me/new")
    } throws: { error in
      guard case HubError.badAnswer = error else { return false }
      return true
    }
  }

  @Test func `a folder that is none, or is empty, is refused before the hub is asked`() throws {
    let hub = try ReceivingHub()
    #expect(throws: HubError.file(path: "/nowhere", problem: "is not a folder")) {
      try hub.client().push(folder: "/nowhere", to: "new")
    }
    let hidden = hub.folder + "/sub/.hidden"
    try FileManager.default.removeItem(atPath: hidden + "/x")
    #expect(throws: HubError.nothingToSend(folder: hidden)) {
      try hub.client().push(folder: hidden, to: "new")
    }
    #expect(hub.server.requests.isEmpty)
  }

  @Test func `the user stops an upload, and there is no commit`() throws {
    let hub = try ReceivingHub()
    let sent = Atomic(false)
    #expect(throws: HubError.interrupted) {
      try hub.client().push(
        folder: hub.folder, to: "new", progress: { _ in sent.store(true, ordering: .relaxed) },
        shouldStop: { sent.load(ordering: .relaxed) })
    }
    #expect(hub.state.lines.isEmpty)
  }
}
