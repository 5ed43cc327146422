internal import Foundation
internal import Testing

@testable internal import HuggingFace

private func settings(_ environment: [String: String]) throws(HubError) -> HubSettings {
  try HubSettings(environment)
}

/// What the environment says.
@Suite struct HubSettingsTests {
  @Test(arguments: [
    (["HOME": "/h"], "/h/.cache/huggingface/hub"),
    (["HOME": "/h", "XDG_CACHE_HOME": "/x"], "/x/huggingface/hub"),
    (["HOME": "/h", "HF_HOME": "~/y"], "/h/y/hub"),
    (["HF_HOME": "$A/y${B}z", "A": "/a", "B": "b"], "/a/ybz/hub"),
    (["HF_HOME": "/$NONE/${A", "A": "a"], "/$NONE/${A/hub"),
    (["HUGGINGFACE_HUB_CACHE": "/old", "HF_HOME": "/y"], "/old"),
    (["HF_HUB_CACHE": "/new", "HUGGINGFACE_HUB_CACHE": "/old"], "/new"),
    (["HF_HUB_CACHE": "", "HOME": "/h"], "/h/.cache/huggingface/hub"),
  ])
  func `the cache is where Python has it`(environment: [String: String], cache: String) throws {
    #expect(try settings(environment).cache == cache)
  }

  @Test func `without a home the cache must be named`() {
    #expect(throws: HubError.self) { try settings([:]) }
  }

  @Test func `a tilde without a home is refused by the variable's name`() {
    #expect(
      throws: HubError.badVariable(
        "HF_HOME", value: "~/y",
        problem: "begins with ~, which stands for $HOME, and HOME is not set")
    ) { try settings(["HF_HOME": "~/y"]) }
  }

  @Test func `the hub is where HF_ENDPOINT says`() throws {
    #expect(try settings(["HOME": "/h"]).endpoint.text == "https://huggingface.co")
    let mirror = try settings(["HOME": "/h", "HF_ENDPOINT": "https://mirror.example:8443/hf//"])
    #expect(mirror.endpoint.text == "https://mirror.example:8443/hf")
    #expect(!mirror.network.allowsPlainText)
    let plain = try settings(["HOME": "/h", "HF_ENDPOINT": "http://localhost:80"])
    #expect(plain.network.allowsPlainText)
  }

  @Test(arguments: [
    "huggingface", "ftp://a", "https://", "https://a?b", "https://me:pw@a", "file:///a",
  ])
  func `an address that is none is refused`(endpoint: String) {
    #expect(throws: HubError.self) { try settings(["HOME": "/h", "HF_ENDPOINT": endpoint]) }
  }

  @Test(arguments: [
    ("1", true), ("on", true), ("Yes", true), ("TRUE", true), ("0", false), ("", false),
  ])
  func `offline is what Python takes for it`(value: String, isOffline: Bool) throws {
    #expect(try settings(["HOME": "/h", "HF_HUB_OFFLINE": value]).isOffline == isOffline)
    #expect(try settings(["HOME": "/h", "TRANSFORMERS_OFFLINE": value]).isOffline == isOffline)
  }

  @Test func `the token comes from the environment, then from a file`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/token-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("hf_file\n".utf8).write(to: URL(fileURLWithPath: folder + "/token"))
    try Data("hf_other".utf8).write(to: URL(fileURLWithPath: folder + "/other"))
    #expect(try settings(["HF_HOME": folder]).token?.value == "hf_file")
    #expect(try settings(["HF_HOME": folder]).token?.source == folder + "/token")
    let other = ["HF_HOME": folder, "HF_TOKEN_PATH": folder + "/other"]
    #expect(try settings(other).token?.value == "hf_other")
    let both = ["HF_HOME": folder, "HF_TOKEN": " hf_variable "]
    #expect(try settings(both).token?.value == "hf_variable")
    #expect(try settings(both).token?.source == "HF_TOKEN")
    let none = ["HF_HOME": folder, "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"]
    #expect(try settings(none).token == nil)
    #expect(try settings(["HF_HOME": folder + "/none"]).token == nil)
  }

  @Test(arguments: ["a\r\nX: y", "hf_ü", "two words"])
  func `a token that could not be sent is refused and stays secret`(token: String) throws {
    do throws(HubError) {
      _ = try settings(["HOME": "/h", "HF_TOKEN": token])
      Issue.record("the token was taken")
    } catch {
      #expect(error.description == "HF_TOKEN is \"…\", which has letters that no token has")
    }
  }

  @Test func `timeouts are seconds`() throws {
    let patient = try settings(
      ["HOME": "/h", "HF_HUB_ETAG_TIMEOUT": "20", "HF_HUB_DOWNLOAD_TIMEOUT": "60"])
    #expect(patient.answerTimeout == .seconds(20) && patient.silenceTimeout == .seconds(60))
    for bad in ["0", "-1", "x", "1.5", "99999999999999999999"] {
      #expect(throws: HubError.self) {
        try settings(["HOME": "/h", "HF_HUB_ETAG_TIMEOUT": bad])
      }
    }
  }

  @Test func `a proxy is chosen by the address's scheme`() throws {
    let network = NetworkSettings(
      ["https_proxy": "http://p:1", "HTTP_PROXY": "http://evil:1", "no_proxy": "a,b"],
      allowsPlainText: true)
    let secure = try #require(Address("https://h/"))
    let plain = try #require(Address("http://h/"))
    #expect(network.proxy(for: secure) == "http://p:1")
    #expect(network.proxy(for: plain) == nil)
    #expect(network.withoutProxy == "a,b")
  }

  @Test func `an address says where it leads`() throws {
    let address = try #require(Address("HTTPS://Example.org/a?b"))
    #expect((address.scheme, address.host, address.port) == ("https", "example.org", "443"))
    let same = try #require(Address("https://example.org:443/other"))
    let other = try #require(Address("https://example.org:444/"))
    #expect(address.hasOrigin(of: same) && !address.hasOrigin(of: other))
    #expect(Address("https://a@b/") == nil && Address("https://a\\@b/") == nil)
    #expect(escaped("a b/ü%?#") == "a%20b%2F%C3%BC%25%3F%23")
    #expect(escaped("a b/c", keepsSlashes: true) == "a%20b/c")
  }
}
