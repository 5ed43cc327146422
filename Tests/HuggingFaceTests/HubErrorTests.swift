internal import Testing
internal import Text

@testable internal import HuggingFace

private let errors: [HubError] = [
  .badVariable("V", value: "x", problem: "is no path"), .badRepository("a//b"), .badRevision(".."),
  .noRepository("o/n", endpoint: "https://h", tokenSource: nil),
  .noRepository("o/n", endpoint: "https://h", tokenSource: "HF_TOKEN"),
  .noRevision("o/n", revision: "v"), .noFile("o/n", revision: "v", file: "f"),
  .noWeights("o/n", found: ["a", "b", "c", "d", "e"]),
  .gated("o/n", page: "https://h/o/n", tokenSource: nil),
  .gated("o/n", page: "https://h/o/n", tokenSource: "HF_TOKEN"),
  .forbidden("\"o/n\"", message: "no"), .noToken(purpose: "sending to the hub"),
  .tokenRefused(source: "HF_TOKEN"), .tokenReadsOnly(source: "HF_TOKEN"),
  .tokenUnencrypted(source: "HF_TOKEN", endpoint: "http://h"),
  .unreachable(host: "h", reason: "r"), .untrusted(host: "h", reason: "r"),
  .serverFailed(host: "h", status: 500, message: ""), .tooManyRequests(host: "h", seconds: 9),
  .badAnswer(address: "https://h/x", problem: "it is no JSON"),
  .wrongSize(file: "f", wanted: 2, found: 1), .wrongContent(file: "f", wanted: "a", found: "b"),
  .offline("o/n", revision: "main", missing: []), .offline("o/n", revision: "v", missing: ["f"]),
  .noRoom(folder: "/c", needed: 2_500_000, free: 10), .unsafeName("o/n", file: "../x"),
  .file(path: "/p", problem: "is not a folder"), .text(.file(path: "/p", problem: .missing)),
  .sendingOffline, .nothingToSend(folder: "/p"), .fileRefused("f", message: "m"),
  .isPublic("o/n", page: "https://h/o/n/settings"), .interrupted,
]

@Suite struct HubErrorTests {
  @Test(arguments: errors) func `every error is one line that ends without a period`(
    error: HubError
  ) {
    let text = error.description
    #expect(!text.isEmpty && !text.contains("\n") && text.last != ".")
    #expect(!text.contains("  ") && !text.contains("( )") && !text.contains("()"))
  }

  @Test func `errors say what to do`() {
    #expect(
      errors[14].description
        == "http://h is not encrypted, and whoever is on the way could read the token in HF_TOKEN:"
        + " set HF_ENDPOINT to an address of https, or HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to ask without"
        + " the token")
    #expect(
      errors[3].description
        == "https://h has no model \"o/n\", or does not show it: check the spelling; if it is private,"
        + " set HF_TOKEN to a token from https://huggingface.co/settings/tokens")
    #expect(
      errors[8].description
        == "\"o/n\" is open only to those whom its owner lets in: ask for it at https://h/o/n,"
        + " then set HF_TOKEN to a token from https://huggingface.co/settings/tokens")
    #expect(
      errors[23].description
        == "what was downloaded of \"o/n\" at v lacks f, and the hub is not to be asked;"
        + " unset HF_HUB_OFFLINE to download it")
    #expect(
      errors[24].description
        == "\"/c\" has 10 bytes free and the files need 2.5 MB; make room,"
        + " or set HF_HUB_CACHE to a folder on another disk")
  }
}
