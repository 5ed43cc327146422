internal import Text

/// What the hub says of a repository at a revision.
struct Listing {
  /// A file of a repository.
  struct File: Equatable {
    /// The name, parts joined by `/`.
    let name: String
    /// The length in bytes, if the hub says it.
    var byteCount: Int?
    /// The hash of the file, or of the pointer that stands for a large one, as Git names it.
    var blob: String?
    /// The SHA-256 of a large file.
    var largeHash: String?
  }

  /// The commit: 40 hexadecimal digits.
  let commit: String
  /// The files in the hub's order.
  let files: [File]
  /// Whether only those can see the repository who are allowed to.
  let isPrivate: Bool

  /// Reads the answer of `/api/models/…/revision/…`.
  init(_ json: JSON, from address: Address) throws(HubError) {
    guard let commit = json["sha"]?.string, isCommit(commit) else {
      throw .badAnswer(address: address.text, problem: "\"sha\" is no commit")
    }
    guard let siblings = json["siblings"]?.array else {
      throw .badAnswer(address: address.text, problem: "it has no list \"siblings\"")
    }
    self.commit = commit
    isPrivate = json["private"]?.boolean ?? false
    files = siblings.compactMap { file in
      guard let name = file["rfilename"]?.string else { return nil }
      return File(
        name: name, byteCount: file["lfs"]?["size"]?.integer ?? file["size"]?.integer,
        blob: file["blobId"]?.string, largeHash: file["lfs"]?["sha256"]?.string)
    }
  }
}

extension HubClient {
  /// Asks for a repository's files and commit at a revision.
  func listing(
    of repository: RepositoryName, revision: String, attempts: Int? = nil
  ) throws(HubError) -> Listing {
    let address = try address(
      "/api/models/\(repository.text)/revision/\(escaped(revision))?blobs=true")
    let subject = Subject(repository: repository.text, revision: revision)
    let response = try send(
      Request(method: "GET", address: address), about: subject, silence: settings.answerTimeout,
      attempts: attempts)
    return try Listing(response.json(from: address), from: address)
  }
}
