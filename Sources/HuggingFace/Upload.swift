internal import ExactStrings
internal import Foundation
internal import Text

/// The sending of files to a repository.
struct Upload {
  /// A file with what the hub wants of it.
  private struct Item {
    let file: FolderFile
    let hash: ContentHash
  }

  private let files: [FolderFile]
  private let repository: RepositoryName
  private let client: HubClient

  private var subject: Subject { Subject(repository: repository.text) }

  /// The files that the hub is asked about at a time.
  private static let batch = 256

  /// Sends `files` to `repository`.
  init(_ files: [FolderFile], to repository: RepositoryName, by client: HubClient) {
    (self.files, self.repository, self.client) = (files, repository, client)
  }

  /// Sends what the hub lacks, and commits.
  ///
  /// - Parameter message: The title of the commit.
  /// - Returns: The address of the commit; of the last one if nothing has changed.
  /// - Throws: ``HubError``.
  func run(message: String) throws(HubError) -> String {
    var items: [Item] = []
    for start in stride(from: 0, to: files.count, by: Self.batch) {
      items += try changed(Array(files[start..<min(start + Self.batch, files.count)]))
    }
    guard !items.isEmpty else {
      let commit = try client.listing(of: repository, revision: "main").commit
      return "\(client.settings.endpoint.text)/\(repository.text)/commit/\(commit)"
    }
    let total = items.reduce(0) { $0 + $1.file.byteCount }
    let tally = Tally(total: total, client.observer.progress)
    let large = items.filter(\.hash.isLarge)
    let store = LargeFiles(repository, client, tally)
    for start in stride(from: 0, to: large.count, by: Self.batch) {
      try store.send(
        large[start..<min(start + Self.batch, large.count)].map { ($0.file, $0.hash) })
    }
    let address = try commit(items, message)
    for item in items where !item.hash.isLarge {
      tally.finish(item.file.name, item.file.byteCount, declared: item.file.byteCount)
    }
    return address
  }

  /// The files that the hub has not, or has with other content, each with the kind of hash that the
  /// hub wants to keep it under.
  private func changed(_ files: [FolderFile]) throws(HubError) -> [Item] {
    var descriptions: [JSON] = []
    for file in files {
      let sample = Data(try file.sample()).base64EncodedString()
      descriptions.append(
        ["path": .string(file.name), "sample": .string(sample), "size": .integer(file.byteCount)])
    }
    let address = try client.address("/api/models/\(repository.text)/preupload/main")
    let answer = try client.post(["files": .array(descriptions)], to: address, about: subject)
      .json(from: address)
    var wishes: [ExactString: JSON] = [:]
    for wish in answer["files"]?.array ?? [] {
      if let path = wish["path"]?.string { wishes[path] = wish }
    }
    var items: [Item] = []
    for file in files {
      guard let wish = wishes[file.name], let mode = wish["uploadMode"]?.string,
        ["lfs", "regular"].contains(mode)
      else { throw .badAnswer(address: address.text, problem: "it does not tell of \(file.name)") }
      if wish["shouldIgnore"] == true { continue }
      let hash = try ContentHash(
        of: file.opened(), at: file.path, isLarge: mode == "lfs" && file.byteCount > 0,
        shouldStop: client.observer.shouldStop)
      if wish["oid"]?.string != hash.digits { items.append(Item(file: file, hash: hash)) }
    }
    return items
  }

  /// Makes the commit: a line of JSON for its title and one for each file.
  private func commit(_ items: [Item], _ message: String) throws(HubError) -> String {
    var lines: [JSON] = [
      ["key": "header", "value": ["summary": .string(message), "description": ""]]
    ]
    for item in items {
      let path = JSON.string(item.file.name)
      if item.hash.isLarge {
        let value: JSON = [
          "path": path, "algo": "sha256", "oid": .string(item.hash.digits),
          "size": .integer(item.file.byteCount),
        ]
        lines.append(["key": "lfsFile", "value": value])
      } else {
        let content = Data(try item.file.bytes()).base64EncodedString()
        let value: JSON = ["content": .string(content), "path": path, "encoding": "base64"]
        lines.append(["key": "file", "value": value])
      }
    }
    let text = lines.compactMap { try? $0.text() }.joined(separator: "\n") + "\n"
    let address = try client.address("/api/models/\(repository.text)/commit/main")
    let request = Request(
      method: "POST", address: address, headers: [("Content-Type", "application/x-ndjson")],
      body: .bytes(Array(text.utf8)))
    let response = try client.send(request, about: subject, silence: HubClient.thinkingTime)
    guard let place = try response.json(from: address)["commitUrl"]?.string,
      let commit = Address(place)
    else { throw .badAnswer(address: address.text, problem: "it has no \"commitUrl\"") }
    return commit.text
  }
}
