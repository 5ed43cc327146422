extension HubError: CustomStringConvertible {
  /// One line that says what is wrong and, where it helps, what to do.
  public var description: String {
    switch self {
    case .badVariable, .badRepository, .badRevision: requestDescription
    case .noRepository, .noRevision, .noFile, .noWeights, .gated, .forbidden, .noToken,
      .tokenRefused, .tokenReadsOnly, .tokenUnencrypted:
      accessDescription
    case .unreachable, .untrusted, .serverFailed, .tooManyRequests, .badAnswer, .wrongSize,
      .wrongContent:
      transferDescription
    case .offline, .sendingOffline, .noRoom, .unsafeName, .file, .text, .nothingToSend,
      .fileRefused, .isPublic,
      .interrupted:
      placeDescription
    }
  }

  private var requestDescription: String {
    switch self {
    case .badVariable(let name, let value, let problem):
      value.isEmpty ? "\(name) \(problem)" : "\(name) is \"\(value)\", which \(problem)"
    case .badRepository(let name):
      "\"\(name)\" is no name of a repository; a name is owner/name, of letters, digits, -, _ and . only"
    case .badRevision(let revision):
      "\"\(revision)\" is no name of a branch, a tag or a commit"
    default: ""
    }
  }

  private var accessDescription: String {
    switch self {
    case .noRepository(let name, let endpoint, let source):
      "\(endpoint) has no model \"\(name)\", or does not show it: check the spelling; if it is"
        + " private, "
        + (source.map { "the token in \($0) must be one that may read it" } ?? Self.tokenHint)
    case .noRevision(let name, let revision):
      "\"\(name)\" has no branch, tag or commit \"\(revision)\"; main is the usual branch"
    case .noFile(let name, let revision, let file):
      "\"\(name)\" has no file \"\(file)\" at \(revision)"
    case .noWeights(let name, let found):
      "\"\(name)\" has no model.safetensors and no pytorch_model.bin"
        + (found.isEmpty ? "" : "; what it has, \(Self.listed(found)), cannot be read")
    case .gated(let name, let page, let source):
      "\"\(name)\" is open only to those whom its owner lets in: ask for it at \(page)"
        + (source.map { ", with the account of the token in \($0)" } ?? ", then \(Self.tokenHint)")
    case .forbidden(let what, let message):
      "the hub forbids access to \(what)" + (message.isEmpty ? "" : " (\(message))")
        + "; check what the token may do at https://huggingface.co/settings/tokens"
    case .noToken(let purpose):
      "\(purpose) needs a token: \(Self.tokenHint)"
    case .tokenRefused(let source):
      "the hub does not know the token in \(source); it may have been deleted or have run out;"
        + " https://huggingface.co/settings/tokens makes another"
    case .tokenUnencrypted(let source, let endpoint):
      "\(endpoint) is not encrypted, and whoever is on the way could read the token in \(source): set"
        + " HF_ENDPOINT to an address of https, or HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to ask without the"
        + " token"
    case .tokenReadsOnly(let source):
      "the token in \(source) may only read; https://huggingface.co/settings/tokens makes one that"
        + " may write"
    default: ""
    }
  }

  private static let tokenHint =
    "set HF_TOKEN to a token from https://huggingface.co/settings/tokens"

  private var transferDescription: String {
    switch self {
    case .unreachable(let host, let reason):
      "\(host) cannot be reached (\(reason)); check the connection, or set HF_HUB_OFFLINE=1 to use"
        + " only what was downloaded before"
    case .untrusted(let host, let reason):
      "no safe connection to \(host) (\(reason)); if a proxy of your network signs certificates,"
        + " set SSL_CERT_FILE to the file of its own"
    case .serverFailed(let host, let status, let message):
      "\(host) fails with status \(status)" + (message.isEmpty ? "" : " (\(message))")
        + "; try again later"
    case .tooManyRequests(let host, let seconds):
      "\(host) wants no more requests for \(seconds) s; with a token it allows more"
    case .badAnswer(let address, let problem):
      "what \(address) answers is not what the hub answers: \(problem);"
        + " check HF_ENDPOINT and the proxy"
    case .wrongSize(let file, let wanted, let found):
      "\"\(file)\" should have \(wanted) bytes and came with \(found); try again"
    case .wrongContent(let file, let wanted, let found):
      "\"\(file)\" came damaged and was thrown away: its hash is \(found), not \(wanted); try again"
    default: ""
    }
  }

  private var placeDescription: String {
    switch self {
    case .offline(let name, let revision, let missing):
      (missing.isEmpty
        ? "\"\(name)\" at \(revision) was not downloaded before"
        : "what was downloaded of \"\(name)\" at \(revision) lacks \(Self.listed(missing))")
        + ", and the hub is not to be asked; unset HF_HUB_OFFLINE to download it"
    case .noRoom(let folder, let needed, let free):
      "\"\(folder)\" has \(Self.size(free)) free and the files need \(Self.size(needed)); make room,"
        + " or set HF_HUB_CACHE to a folder on another disk"
    case .unsafeName(let name, let file):
      "\"\(name)\" has a file named \(file.debugDescription), which no folder can hold safely;"
        + " nothing was downloaded"
    case .file(let path, let problem): "\"\(path)\" \(problem)"
    case .text(let error): "\(error)"
    case .sendingOffline: "nothing can be sent while HF_HUB_OFFLINE is set; unset it"
    case .nothingToSend(let folder): "\"\(folder)\" has no file to send"
    case .fileRefused(let file, let message): "the hub refuses \"\(file)\" (\(message))"
    case .isPublic(let name, let page):
      "\"\(name)\" is there already and everybody can see it; make it private at \(page), or send"
        + " to another name"
    case .interrupted: "interrupted"
    default: ""
    }
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(4).joined(separator: ", ")
    return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(bytes) bytes" : "\((Double(bytes) / 100_000).rounded() / 10) MB"
  }
}
