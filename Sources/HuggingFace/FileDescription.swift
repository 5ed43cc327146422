/// What the hub says of one file before it is downloaded.
struct FileDescription {
  /// The name in the repository.
  let name: String
  /// The commit.
  let commit: String
  /// Where it is downloaded from.
  let address: Address
  /// The hash of its content.
  let hash: ContentHash
  /// The length in bytes, if the hub says it.
  let byteCount: Int?
}

extension HubClient {
  /// Asks for a file's hash and length.
  ///
  /// Large files are stored elsewhere: the answer then leads there, and the hub's own headers
  /// `X-Linked-Etag` and `X-Linked-Size` tell of the file.
  func describe(
    _ name: String, of repository: RepositoryName, commit: String
  ) throws(HubError) -> FileDescription {
    let address = try address(
      "/\(repository.text)/resolve/\(commit)/\(escaped(name, keepsSlashes: true))")
    // Without this the length would be that of the compressed file.
    let request = Request(
      method: "HEAD", address: address, headers: [("Accept-Encoding", "identity")])
    let subject = Subject(repository: repository.text, revision: commit, file: name)
    var attempts = Attempts(patience)
    while true {
      do throws(Setback) {
        let response = try attempt(
          request, about: subject, MemoryReceiver(limit: 0), silence: settings.answerTimeout,
          staysHere: true)
        return try description(name, commit, address, response)
      } catch {
        try attempts.wait(after: error, observer)
      }
    }
  }

  private func description(
    _ name: String, _ commit: String, _ address: Address, _ response: Response
  ) throws(Setback) -> FileDescription {
    func bad(_ problem: String) -> Setback {
      Setback(error: .badAnswer(address: address.text, problem: problem))
    }
    guard let found = response.headers["x-repo-commit"] else {
      throw bad("it has no header X-Repo-Commit")
    }
    guard found == commit else { throw bad("it is of another commit than \(commit)") }
    guard let tag = response.headers["x-linked-etag"] ?? response.headers["etag"],
      let hash = ContentHash(header: tag)
    else { throw bad("its ETag is no hash of a file") }
    let length =
      response.headers["x-linked-size"]
      ?? (response.isRedirection ? nil : response.headers["content-length"])
    let byteCount = length.flatMap(Int.init)
    if let byteCount, byteCount < 0 { throw bad("the file's length is \(byteCount)") }
    return FileDescription(
      name: name, commit: commit, address: address, hash: hash, byteCount: byteCount)
  }
}
