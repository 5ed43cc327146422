internal import Foundation
internal import Synchronization
internal import Testing

@testable internal import HuggingFace

private let weights = smallModel["model.safetensors"]?.bytes ?? []
private let blob = "blobs/" + sha256(weights)

/// What the store answers to the first, the second, … request for the weights; then what is right.
private func hub(answers: @escaping @Sendable (Int, HTTPRequest) -> HTTPAnswer?) -> LocalHub {
  let count = Atomic(0)
  return LocalHub(smallModel) { request in
    guard request.path.hasPrefix("/store/") else { return nil }
    return answers(count.add(1, ordering: .relaxed).oldValue, request)
  }
}

private func hub(first answer: HTTPAnswer) -> LocalHub {
  hub { count, _ in count == 0 ? answer : nil }
}

extension LocalHub {
  /// The ranges that the store was asked for, "" for the whole.
  fileprivate var ranges: [String] { store.requests.map { $0.headers["range"] ?? "" } }

  /// Downloads, and checks that the weights are right and nothing is left over.
  fileprivate func checkDownload() throws {
    let folder = try client().snapshot(of: "owner/model")
    let found = try bytes(folder + "/model.safetensors")
    #expect(found == weights)
    let left = try FileManager.default.contentsOfDirectory(atPath: repository + "/blobs")
    #expect(left.count == 3)
  }

  fileprivate func leaveIncomplete(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(
      atPath: repository + "/blobs", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(repository)/\(blob).incomplete"))
  }

  fileprivate func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(repository)/\(path)")
  }
}

/// Downloads on which something goes wrong.
@Suite struct DownloadFaultTests {
  @Test func `a cut connection is gone on with where it broke off`() throws {
    let headers = [("ETag", "\"v1\"")]
    let hub = hub(
      first: HTTPAnswer(headers: headers, body: weights, fault: .cut(after: 100_000)))
    try hub.checkDownload()
    #expect(hub.ranges == ["", "bytes=100000-"])
    #expect(hub.store.requests.last?.headers["if-range"] == "\"v1\"")
  }

  @Test func `a connection that falls silent is gone on with`() throws {
    let hub = hub(first: HTTPAnswer(body: weights, fault: .stall(after: 50_000)))
    try hub.checkDownload()
    #expect(hub.ranges == ["", "bytes=50000-"])
  }

  @Test func `what an earlier run left is gone on with`() throws {
    let hub = LocalHub(smallModel)
    try hub.leaveIncomplete(Array(weights[..<200_000]))
    try hub.checkDownload()
    #expect(hub.ranges == ["bytes=200000-"])
  }

  @Test func `a server that knows no ranges begins anew`() throws {
    let hub = hub(answers: { _, _ in HTTPAnswer(body: weights) })
    try hub.leaveIncomplete(numbers(1000).reversed())
    try hub.checkDownload()
    #expect(hub.ranges == ["bytes=1000-"])
  }

  @Test func `a damaged start is found out and fetched again`() throws {
    let hub = LocalHub(smallModel)
    try hub.leaveIncomplete([UInt8](repeating: 0, count: 1000))
    try hub.checkDownload()
    #expect(hub.ranges == ["bytes=1000-", ""])
  }

  @Test(arguments: [300_000, 300_001]) func `what is there in full is only checked`(count: Int)
    throws
  {
    let hub = LocalHub(smallModel)
    try hub.leaveIncomplete(weights + [UInt8](repeating: 0, count: count - 300_000))
    try hub.checkDownload()
    #expect(hub.ranges == (count == 300_000 ? [] : [""]))
  }

  @Test func `a part from another place of the file is refused`() throws {
    let wrong = HTTPAnswer(
      status: 206, headers: [("Content-Range", "bytes 5-299999/300000")], body: Array(weights[5...])
    )
    let hub = hub(first: wrong)
    try hub.leaveIncomplete(Array(weights[..<10]))
    try hub.checkDownload()
    #expect(hub.ranges == ["bytes=10-", ""])
  }

  @Test func `wrong bytes never get the right name`() throws {
    let wrong = [UInt8](repeating: 7, count: weights.count)
    let hub = hub(answers: { _, _ in HTTPAnswer(body: wrong) })
    #expect(
      throws: HubError.wrongContent(
        file: "model.safetensors", wanted: sha256(weights), found: sha256(wrong))
    ) { try hub.client().snapshot(of: "owner/model") }
    #expect(hub.ranges == ["", ""])
    #expect(!hub.has(blob) && !hub.has(blob + ".incomplete"))
    #expect(!hub.has("snapshots/\(LocalHub.commit)/model.safetensors") && !hub.has("refs/main"))
  }

  @Test(arguments: [true, false])
  func `a file that stays too short is given up`(tellsLength: Bool) throws {
    let hub = hub(answers: { _, _ in
      HTTPAnswer(body: Array(weights[..<1000]), tellsLength: tellsLength)
    })
    #expect(
      throws: HubError.wrongSize(file: "model.safetensors", wanted: 300_000, found: 1000)
    ) { try hub.client().snapshot(of: "owner/model") }
    #expect((3...4).contains(hub.ranges.count))
    #expect(!hub.has(blob))
  }

  @Test func `a file that is too long is refused`() throws {
    let hub = hub(answers: { _, _ in HTTPAnswer(body: weights + weights) })
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
    #expect(hub.ranges == [""])
    #expect(!hub.has(blob))
  }

  @Test func `cuts at the same place without ranges end some day`() throws {
    let hub = hub(answers: { _, _ in HTTPAnswer(body: weights, fault: .cut(after: 70_000)) })
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
    #expect(hub.ranges.count <= 4)
  }

  @Test func `a server that fails once is asked again`() throws {
    let hub = hub(first: .error(500))
    try hub.checkDownload()
    #expect(hub.ranges == ["", ""])
  }

  @Test func `the wait that a server asks for is kept`() throws {
    let hub = hub(first: .error(429, ("Retry-After", "1")))
    let start = ContinuousClock.now
    // The store is no hub: its wish counts only as a failure; the hub's counts as it is.
    try hub.checkDownload()
    #expect(ContinuousClock.now - start < .seconds(1))
    let count = Atomic(0)
    let busy = LocalHub(smallModel) { request in
      guard request.path.hasPrefix("/api/") else { return nil }
      let isFirst = count.add(1, ordering: .relaxed).oldValue == 0
      return isFirst ? .error(429, ("RateLimit", "\"api\";r=0;t=1")) : nil
    }
    let notices = Mutex<[String]>([])
    let begin = ContinuousClock.now
    _ = try busy.client().snapshot(
      of: "owner/model", notice: { text in notices.withLock { $0.append(text) } })
    #expect(ContinuousClock.now - begin >= .seconds(1))
    #expect(notices.withLock { $0 } == ["the server asks to wait 1 s"])
  }

  @Test func `a wait that is too long is not kept`() throws {
    let hub = LocalHub(smallModel) { _ in .error(429, ("Retry-After", "3600")) }
    #expect(throws: HubError.tooManyRequests(host: "127.0.0.1", seconds: 3600)) {
      try hub.client().snapshot(of: "owner/model")
    }
  }

  @Test func `headers without end are refused`() throws {
    let long = (0..<20).map { ("X-\($0)", String(repeating: "a", count: 8000)) }
    let hub = LocalHub(smallModel) { _ in HTTPAnswer(headers: long) }
    #expect(throws: HubError.self) { try hub.client().snapshot(of: "owner/model") }
    #expect(hub.server.requests.count == 1)
  }

  @Test func `the user stops a download, and the next run goes on with it`() throws {
    let hub = hub(first: HTTPAnswer(body: weights, fault: .stall(after: 120_000)))
    let came = Atomic(0)
    #expect(throws: HubError.interrupted) {
      try hub.client().snapshot(
        of: "owner/model", progress: { came.store($0.completed, ordering: .relaxed) },
        shouldStop: { came.load(ordering: .relaxed) > 100_000 })
    }
    #expect(!hub.has(blob) && hub.has(blob + ".incomplete"))
    try hub.checkDownload()
    #expect(hub.ranges == ["", "bytes=120000-"])
  }

  @Test func `a disk without room is seen before the first byte`() throws {
    let hub = LocalHub(smallModel) { request in
      guard request.method == "HEAD", request.path.hasSuffix("model.safetensors") else {
        return nil
      }
      return HTTPAnswer(headers: [
        ("X-Repo-Commit", LocalHub.commit), ("ETag", "\"\(sha256(weights))\""),
        ("X-Linked-Size", "\(Int.max)"),
      ])
    }
    #expect {
      try hub.client().snapshot(of: "owner/model")
    } throws: { error in
      guard case HubError.noRoom(_, Int.max, let free) = error else { return false }
      return free > 0
    }
    #expect(hub.count { $0.method == "GET" } == 1)
  }

  @Test func `of two at once, one downloads and the other waits for it`() throws {
    let hub = hub { _, _ in
      Thread.sleep(forTimeInterval: 0.2)
      return nil
    }
    let client = try hub.client()
    let folders = Mutex<[String?]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      let folder = try? client.snapshot(of: "owner/model")
      folders.withLock { $0.append(folder) }
    }
    #expect(folders.withLock { $0 } == [hub.snapshot, hub.snapshot])
    #expect(hub.ranges == [""])
    try hub.checkDownload()
  }
}
