extension Hub {
  /// Sends the files of a folder to a repository as one commit on its main branch.
  ///
  /// The repository is made if it is not there. What the hub has already is not sent again, and
  /// files of the repository that the folder lacks stay.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder; names that begin with a dot are left out.
  ///   - repository: `owner/name`, or `name` alone for one of the user's own.
  ///   - isPrivate: Whether nobody else may see it; one that is public already is refused then.
  ///   - message: The title of the commit.
  ///   - progress: Is told of bytes that were sent.
  ///   - notice: Is told, in a sentence, of waits.
  ///   - shouldStop: Is asked ten times a second or more; the repository then stays as it was.
  /// - Returns: The address of the commit.
  /// - Throws: ``HubError``.
  public func push(
    folder: String, to repository: String, isPrivate: Bool = false,
    message: String = "Upload a model",
    progress: @escaping (HubProgress) -> Void = { _ in },
    notice: @escaping (String) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(HubError) -> String {
    try checkMaySend(to: repository)
    let name = try RepositoryName(repository)
    let files = try FolderFile.all(in: folder)
    let observer = Observer(progress: progress, notice: notice, shouldStop: shouldStop)
    let client = try HubClient(settings, patience, observer)
    let user = try client.userName()
    let target = try name.owner == nil ? RepositoryName("\(user)/\(name.name)") : name
    try client.makeRepository(target, isPrivate: isPrivate)
    return try Upload(files, to: target, by: client).run(message: message)
  }

  /// Throws what ``push(folder:to:isPrivate:message:progress:notice:shouldStop:)`` would throw without
  /// asking the network: a name that is none, no token, one that would go unencrypted, or
  /// `HF_HUB_OFFLINE`.
  ///
  /// - Parameter repository: `owner/name`, or `name` alone for one of the user's own.
  /// - Throws: ``HubError``.
  public func checkMaySend(to repository: String) throws(HubError) {
    _ = try RepositoryName(repository)
    guard !settings.isOffline else { throw .sendingOffline }
    guard settings.token != nil else { throw .noToken(purpose: "sending to the hub") }
    try settings.checkToken()
  }
}
