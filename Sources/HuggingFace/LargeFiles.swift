internal import ExactStrings
internal import Text

/// The store of large files of a repository, by the protocol of Git LFS.
///
/// Reference: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md. The hub adds a way to
/// send a file in parts: the header of the answer has `chunk_size` and an address for each part.
struct LargeFiles {
  private let repository: RepositoryName
  private let client: HubClient
  private let tally: Tally

  private var subject: Subject { Subject(repository: repository.text) }

  private static let headers: [(name: String, value: String)] = [
    ("Accept", "application/vnd.git-lfs+json"), ("Content-Type", "application/vnd.git-lfs+json"),
  ]

  /// The store of `repository`.
  init(_ repository: RepositoryName, _ client: HubClient, _ tally: Tally) {
    (self.repository, self.client, self.tally) = (repository, client, tally)
  }

  /// Sends files as far as the store has them not yet.
  func send(_ files: [(file: FolderFile, hash: ContentHash)]) throws(HubError) {
    let address = try client.address("/\(repository.text).git/info/lfs/objects/batch")
    let objects = files.map { file, hash -> JSON in
      ["oid": .string(hash.digits), "size": .integer(file.byteCount)]
    }
    let question: JSON = [
      "operation": "upload", "transfers": ["basic", "multipart"], "objects": .array(objects),
      "hash_algo": "sha256", "ref": ["name": "main"],
    ]
    let answer = try client.post(question, to: address, about: subject, headers: Self.headers)
      .json(from: address)
    var answers: [ExactString: JSON] = [:]
    for object in answer["objects"]?.array ?? [] {
      if let oid = object["oid"]?.string { answers[oid] = object }
    }
    for (file, hash) in files {
      guard let object = answers[hash.digits] else {
        throw .badAnswer(address: address.text, problem: "it does not tell of \(file.name)")
      }
      if let error = object["error"] {
        throw .fileRefused(file.name, message: error["message"]?.string ?? "no reason given")
      }
      try send(file, hash, as: object["actions"], asked: address)
      tally.finish(file.name, file.byteCount, declared: file.byteCount)
    }
  }

  /// Sends a file as the store wants it; without actions it has the file.
  private func send(
    _ file: FolderFile, _ hash: ContentHash, as actions: JSON?, asked: Address
  ) throws(HubError) {
    guard let upload = actions?["upload"] else { return }
    let target = try place(upload, asked: asked)
    let header = upload["header"]?.object ?? JSONObject()
    if let size = header["chunk_size"].flatMap({ $0.integer ?? $0.string.flatMap { Int($0) } }) {
      try sendParts(file, hash, of: size, header, to: target)
    } else {
      let own: Set = ["host", "content-length", "transfer-encoding", "expect"]
      let headers = header.members.compactMap { key, value in
        own.contains(key.lowercased()) ? nil : value.string.map { (key, $0) }
      }
      _ = try put(file, 0..<file.byteCount, to: target, headers: headers)
    }
    if let verify = actions?["verify"] {
      let description: JSON = ["oid": .string(hash.digits), "size": .integer(file.byteCount)]
      _ = try client.post(description, to: place(verify, asked: asked), about: subject)
    }
  }

  /// Sends a file part by part, and tells the store which parts it has.
  private func sendParts(
    _ file: FolderFile, _ hash: ContentHash, of size: Int, _ header: JSONObject, to target: Address
  ) throws(HubError) {
    let numbered = header.members.compactMap { key, value -> (number: Int, place: String)? in
      guard let number = Int(key), let place = value.string else { return nil }
      return (number, place)
    }.sorted { $0.number < $1.number }
    guard size > 0, numbered.count == (file.byteCount - 1) / size + 1 else {
      throw .badAnswer(
        address: target.text, problem: "it wants \(numbered.count) parts of \(size) bytes")
    }
    var parts: [JSON] = []
    for (index, part) in numbered.enumerated() {
      guard let address = Address(part.place) else {
        throw .badAnswer(address: target.text, problem: "a part has no address")
      }
      let start = index * size
      let response = try put(file, start..<min(start + size, file.byteCount), to: address)
      guard let tag = response.headers["etag"], !tag.isEmpty else {
        throw .badAnswer(address: address.text, problem: "it has no ETag for a part")
      }
      parts.append(["partNumber": .integer(part.number), "etag": .string(tag)])
    }
    let description: JSON = ["oid": .string(hash.digits), "parts": .array(parts)]
    _ = try client.post(
      description, to: target, about: subject, headers: Self.headers, isSigned: true)
  }

  /// Sends bytes of a file to an address, as often as need be.
  private func put(
    _ file: FolderFile, _ range: Range<Int>, to address: Address,
    headers: [(name: String, value: String)] = []
  ) throws(HubError) -> Response {
    let body = Request.Body.file(
      try file.opened(), offset: range.lowerBound, count: range.count)
    let request = Request(
      method: "PUT", address: address, headers: headers, body: body, isSigned: true)
    var attempts = Attempts(client.patience)
    while true {
      do throws(Setback) {
        return try client.attempt(
          request, about: subject, MemoryReceiver(limit: 1 << 20), silence: HubClient.thinkingTime
        ) { tally.update(file.name, range.lowerBound + $0) }
      } catch {
        try attempts.wait(after: error, client.observer)
      }
    }
  }

  /// Where an action leads; the hub's own name is replaced by the address that it was asked under.
  private func place(_ action: JSON, asked: Address) throws(HubError) -> Address {
    var text = action["href"]?.string ?? ""
    let usual = HubSettings.defaultEndpoint
    if text.hasPrefix(usual + "/") {
      text = client.settings.endpoint.text + text.dropFirst(usual.count)
    }
    guard let address = Address(text) else {
      throw .badAnswer(address: asked.text, problem: "an action has no address")
    }
    return address
  }
}
