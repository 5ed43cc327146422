public import Text

/// Why nothing came from the hub, or nothing went there.
public enum HubError: Error, Equatable, Sendable {
  /// A variable of the environment, or a file of settings, cannot be used.
  case badVariable(String, value: String, problem: String)
  /// A text is no name of a repository.
  case badRepository(String)
  /// A text is no name of a branch, a tag or a commit.
  case badRevision(String)

  /// The hub knows no such repository, or does not show it without the right token; `tokenSource`
  /// says where the token that was sent comes from.
  case noRepository(String, endpoint: String, tokenSource: String?)
  /// The repository is there, the branch, tag or commit is not.
  case noRevision(String, revision: String)
  /// The repository has no such file at this revision.
  case noFile(String, revision: String, file: String)
  /// The repository has no weights that can be read; `found` are files that look like others.
  case noWeights(String, found: [String])
  /// The owner of the repository grants access one by one, and has not granted it.
  case gated(String, page: String, tokenSource: String?)
  /// The hub forbids it; its own words, if any.
  case forbidden(String, message: String)
  /// There is no token, and what was asked for needs one.
  case noToken(purpose: String)
  /// The hub does not know the token.
  case tokenRefused(source: String)
  /// There is a token, and the hub's address is not encrypted; where the token comes from.
  case tokenUnencrypted(source: String, endpoint: String)
  /// The token is one to read with, and something was to be sent.
  case tokenReadsOnly(source: String)

  /// The hub cannot be reached.
  case unreachable(host: String, reason: String)
  /// Who answers cannot prove to be the host that was asked for.
  case untrusted(host: String, reason: String)
  /// The hub fails; the status of its answer and its own words, if any.
  case serverFailed(host: String, status: Int, message: String)
  /// The hub wants fewer requests, and none for so many seconds.
  case tooManyRequests(host: String, seconds: Int)
  /// An answer is not what the hub answers.
  case badAnswer(address: String, problem: String)
  /// What came has another length.
  case wrongSize(file: String, wanted: Int, found: Int)
  /// What came has other bytes.
  case wrongContent(file: String, wanted: String, found: String)

  /// The hub may not be asked, and the cache lacks these files, or everything if there are none.
  case offline(String, revision: String, missing: [String])
  /// The cache's disk has too few bytes left.
  case noRoom(folder: String, needed: Int, free: Int)
  /// A file's name leads out of the folder that it belongs into.
  case unsafeName(String, file: String)
  /// A file or a folder of this machine cannot be used.
  case file(path: String, problem: String)
  /// A file cannot be read or written, or is no JSON.
  case text(TextError)

  /// Something was to be sent, and the hub may not be asked.
  case sendingOffline
  /// A folder has nothing that could be sent.
  case nothingToSend(folder: String)
  /// The hub refuses a file; its own words.
  case fileRefused(String, message: String)
  /// The repository is there and public, and was to be private.
  case isPublic(String, page: String)
  /// The user asked to stop.
  case interrupted
}
