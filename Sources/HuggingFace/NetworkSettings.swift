/// How the network is reached, as the environment says.
struct NetworkSettings: Sendable {
  /// Whether `http` may be used: only where the hub's own address says so.
  let allowsPlainText: Bool
  /// A file of the certificates to trust in place of the system's.
  let certificates: String?
  /// The hosts that are reached without a proxy.
  let withoutProxy: String

  private let proxies: [String: String]

  /// Reads `https_proxy`, `http_proxy`, `all_proxy`, `no_proxy` and `SSL_CERT_FILE`.
  init(_ environment: [String: String], allowsPlainText: Bool) {
    func value(_ names: String...) -> String? {
      names.compactMap { environment[$0] }.first { !$0.isEmpty && !$0.utf8.contains(0) }
    }
    self.allowsPlainText = allowsPlainText
    certificates = value("SSL_CERT_FILE")
    withoutProxy = value("no_proxy", "NO_PROXY") ?? ""
    let every = value("all_proxy", "ALL_PROXY")
    // A web server's child has HTTP_PROXY from whoever calls it; only small letters are safe.
    let plain = value("http_proxy") ?? every
    let secure = value("https_proxy", "HTTPS_PROXY") ?? every
    proxies = ["http": plain, "https": secure].compactMapValues { $0 }
  }

  /// The proxy that an address is reached through, if there is one.
  func proxy(for address: Address) -> String? { proxies[address.scheme] }
}
