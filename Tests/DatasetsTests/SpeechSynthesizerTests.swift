internal import Audio
internal import Foundation
internal import Testing

@testable internal import Datasets

private let isInstalled = (try? SpeechCommand.espeak.findProgram()) != nil

@Test(.enabled(if: isInstalled)) func `a text becomes sound`() throws {
  let clip = try synthesize("turn the red lamp off", voice: Voice("en", speed: 160, pitch: 40))
  #expect(clip.samplingRate == 22_050)
  #expect(clip.channelCount == 1)
  #expect((0.8...4).contains(clip.duration))
  #expect(
    try synthesize("turn the red lamp off", voice: Voice("en", speed: 160, pitch: 40)) == clip)
  #expect(
    try synthesize("turn the red lamp off", voice: Voice("en", speed: 300)).duration < clip.duration
  )
}

@Test(
  .enabled(if: isInstalled),
  arguments: [
    "-w/tmp/asrsh-option", "-f/etc/passwd", "--help", "$(touch asrsh-shell)", "; rm -rf x",
    "`id`", "a\nb", "<audio src=\"/etc/passwd\"/>", "[[h@l'oU]]", "日本語", "é\u{301}\u{202e}x",
  ])
func `a nasty text is only said`(text: String) throws {
  let before = try FileManager.default.contentsOfDirectory(atPath: ".").sorted()
  #expect(try synthesize(text).frameCount > 0)
  #expect(try FileManager.default.contentsOfDirectory(atPath: ".").sorted() == before)
  #expect(!FileManager.default.fileExists(atPath: "/tmp/asrsh-option"))
}

@Test func `texts that cannot be said are refused`() {
  #expect(throws: DatasetError.speech(.emptyText)) { try synthesize(" \n") }
  #expect(throws: DatasetError.speech(.nulCharacter)) { try synthesize("a\0b") }
  #expect(throws: DatasetError.speech(.tooLong(letterCount: 2001, limit: 2000))) {
    try synthesize(String(repeating: "a", count: 2001))
  }
}

@Test(arguments: ["", "-f", "../x", "a b", "en;id", "é", "en/x", String(repeating: "a", count: 65)])
func `names that no voice has are refused`(name: String) {
  #expect(throws: DatasetError.speech(.badVoice(name))) { try synthesize("a", voice: Voice(name)) }
}

@Test func `speed and pitch have limits`() {
  for voice in [
    Voice(speed: 79), Voice(speed: 451), Voice(speed: -1), Voice(speed: 175.5), Voice(speed: .nan),
    Voice(pitch: -1), Voice(pitch: 100),
  ] {
    #expect(throws: DatasetError.self) { try synthesize("a", voice: voice) }
  }
}

@Test(.enabled(if: isInstalled)) func `a voice that is not there is named`() {
  #expect(throws: DatasetError.speech(.unknownVoice("xx-nope"))) {
    try synthesize("a", voice: Voice("xx-nope"))
  }
}

/// Programs that stand in for espeak-ng and misbehave.
@Test(arguments: [
  ("exit 1", DatasetError.speech(.failed(program: "espeak-ng", status: 1, message: ""))),
  (
    "echo broken >&2; exit 2",
    .speech(.failed(program: "espeak-ng", status: 2, message: "broken"))
  ),
  ("kill -11 $$", .speech(.killed(program: "espeak-ng", signal: 11))),
  ("exit 0", .speech(.noSound(program: "espeak-ng", text: "hi"))),
  ("sleep 9", .speech(.timeout(program: "espeak-ng", seconds: 1))),
  ("cat /dev/zero", .speech(.tooMuchSound(program: "espeak-ng", limit: 1 << 20))),
])
func `a program that fails is named with how it failed`(script: String, error: DatasetError) throws
{
  try withTemporaryFolder { folder in
    let program = folder + "/espeak-ng"
    try install(script, as: program)
    let synthesizer = SpeechSynthesizer(program: program, timeLimit: 1, outputLimit: 1 << 20)
    #expect(throws: error) {
      try synthesizer.say("hi", voice: Voice(), isCancelled: { false })
    }
  }
}

@Test func `a program that writes something else than sound is refused`() throws {
  try withTemporaryFolder { folder in
    let program = folder + "/espeak-ng"
    try install("printf '%0100d' 7", as: program)
    #expect {
      try SpeechSynthesizer(program: program).say("hi", voice: Voice(), isCancelled: { false })
    } throws: { error in
      "\(error)".hasPrefix("espeak-ng gave no WAV file: what it wrote ")
    }
    #expect(throws: DatasetError.self) {
      try SpeechSynthesizer(program: folder + "/none")
        .say("hi", voice: Voice(), isCancelled: { false })
    }
  }
}

@Test func `a missing program says how to install it`() {
  let error = DatasetError.speech(.missingProgram("espeak-ng"))
  #expect(error.description.hasSuffix("install it with: sudo apt-get install espeak-ng"))
}
