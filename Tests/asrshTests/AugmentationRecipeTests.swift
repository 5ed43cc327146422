internal import Foundation
internal import Testing

@testable import asrsh

/// The recipe of augmentation, short: every step runs, and again to the same bits.
@Suite struct AugmentationRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `every effect is pictured before and after`() throws {
    let recipe = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "recipes/augmentation.asr").path
    let first = try Binary.run([recipe, "rows=4", "epochs=1", "output=out"], in: folder)
    #expect(first.code == 0, "\(first.messages)")
    let effects = [
      "gain", "clip", "white", "pink", "babble", "recorded", "reverb", "speed", "tempo", "pitch",
      "lowpass", "highpass", "bandpass", "telephone", "gsm", "ulaw", "alaw", "adpcm", "vorbis",
      "opus", "mp3", "call", "chain",
    ]
    for effect in effects {
      #expect(first.output.contains("\n\(effect): "), "\(effect)")
      for name in ["before.svg", "after.svg", "before-spectrum.png", "after-spectrum.png"] {
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/out/\(effect)-\(name)"))
      }
    }
    #expect(first.output.contains("4 augmented recordings in out/augmented"))

    let sound = "\(folder.path)/out/chain-after.flac"
    let bytes = try Data(contentsOf: URL(filePath: sound))
    let second = try Binary.run(
      [recipe, "rows=4", "epochs=1", "output=out"], in: folder, environment: ["ASRSH_THREADS": "1"])
    #expect(second.code == 0, "\(second.messages)")
    #expect(try Data(contentsOf: URL(filePath: sound)) == bytes)
    #expect(second.messages.contains("4 kept from before"))
  }
}
