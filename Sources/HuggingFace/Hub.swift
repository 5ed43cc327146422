/// The Hugging Face hub: a cache of models on this machine, and the way to and from the servers.
///
/// The cache is the one of the Python package `huggingface_hub`: what either downloads, the other
/// finds. Nothing is kept of a file before its length and its hash are right, and several processes
/// may download at once.
public struct Hub: Sendable {
  var settings: HubSettings
  let patience: Patience

  /// Makes a hub of the settings that the Python package takes from the environment too.
  ///
  /// These are `HF_HOME`, `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`, `XDG_CACHE_HOME`, `HF_ENDPOINT`,
  /// `HF_TOKEN`, `HF_TOKEN_PATH`, `HF_HUB_DISABLE_IMPLICIT_TOKEN`, `HF_HUB_OFFLINE`,
  /// `HF_HUB_ETAG_TIMEOUT` and `HF_HUB_DOWNLOAD_TIMEOUT`; besides them `https_proxy`, `http_proxy`,
  /// `all_proxy`, `no_proxy` and `SSL_CERT_FILE`.
  ///
  /// - Parameter environment: The variables of the environment.
  /// - Throws: ``HubError/badVariable(_:value:problem:)`` if one of them cannot be used.
  public init(environment: [String: String]) throws(HubError) {
    try self.init(environment: environment, patience: Patience())
  }

  init(environment: [String: String], patience: Patience) throws(HubError) {
    settings = try HubSettings(environment)
    self.patience = patience
  }

  /// The folder that holds a folder for each repository.
  public var cache: String { settings.cache }

  /// Whether a text could be the name of a repository, `owner/name` or `name`.
  ///
  /// A text such as `models/mine` is both a name and a path: callers look first whether there is
  /// such a folder.
  public static func isRepositoryName(_ text: String) -> Bool {
    (try? RepositoryName(text)) != nil
  }
}
