internal import Audio
internal import Foundation
internal import Testing

@testable internal import Datasets

private func say(
  _ command: [String], _ text: String = "hi", voice: Voice = Voice(), seconds: Int = 10,
  limit: Int = 1 << 20
) throws -> AudioClip {
  try SpeechSynthesizer(
    command: SpeechCommand(command), timeLimit: seconds, outputLimit: limit
  ).say(text, voice: voice, isCancelled: { false })
}

@Test func `placeholders are filled in within single words`() throws {
  let command = try SpeechCommand([
    "say", "--voice={voice}", "{speed}", "x{pitch}y{pitch}", "{{voice}}", "{output}", "a b;$(c)",
    "",
  ])
  let voice = Voice("joe 'x' {speed}", speed: 0.9, pitch: 40)
  #expect(
    command.arguments(voice, output: "/tmp/o.wav") == [
      "--voice=joe 'x' {speed}", "0.9", "x40y40", "{voice}", "/tmp/o.wav", "a b;$(c)", "",
    ])
  #expect(
    SpeechCommand.espeak.arguments(Voice("de", speed: 200, pitch: 9), output: "")
      == ["--stdin", "--stdout", "-b", "1", "-a", "75", "-v", "de", "-s", "200", "-p", "9"])
}

@Test(
  arguments: [
    ([], SpeechProblem.noCommand), ([""], .noCommand), (["a", "b\0"], .badWord("b\0")),
    (["a", "{voise}"], .unknownPlaceholder("voise", word: "{voise}")),
    (["a", "{text}"], .unknownPlaceholder("text", word: "{text}")),
    (["a", "{}"], .unknownPlaceholder("", word: "{}")), (["a", "x{"], .looseBrace(word: "x{")),
    (["a", "}x"], .looseBrace(word: "}x")), (["a", "{voice"], .looseBrace(word: "{voice")),
  ] as [([String], SpeechProblem)])
func `words that mean nothing are named`(words: [String], problem: SpeechProblem) {
  #expect(throws: problem) { try SpeechCommand(words) }
  #expect(!problem.description.isEmpty)
}

@Test func `values and placeholders belong together`() throws {
  let command = try SpeechCommand(["a", "{voice}"])
  #expect(throws: DatasetError.speech(.missingValue("voice"))) { try command.check(Voice()) }
  #expect(throws: DatasetError.speech(.unusedValue("speed"))) {
    try command.check(Voice("x", speed: 1))
  }
  for name in ["", "-o", "a\nb", "\u{7F}"] {
    #expect(throws: DatasetError.speech(.badVoice(name))) { try command.check(Voice(name)) }
  }
  try command.check(Voice("voices/en_US lessac.onnx"))
}

@Test(arguments: [
  "-w/tmp/x", "-f/etc/passwd", "--help", "$(touch x)", "; rm x", "`id`", "a\nb",
  "<audio src='x'/>", "[[h@l'oU]]", "{output}",
])
func `a text is on standard input and nowhere else`(text: String) throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    let clip = try say(
      [program, "-v", "{voice}", "--rate={speed}"], text, voice: Voice("joe", speed: 1.5))
    #expect(clip.frameCount == 800)
    #expect(
      try String(contentsOfFile: folder + "/calls", encoding: .utf8) == "[-v][joe][--rate=1.5]\n")
    let input = try String(contentsOfFile: folder + "/inputs", encoding: .utf8)
    #expect(input == text.replacing("\n", with: " ") + "\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["calls", "inputs", "speaker", "tone.wav"])
  }
}

@Test func `the sound may come in a file, which is gone afterwards`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(
      folder, then: "echo loading model; echo working >&2; cp \"$folder/tone.wav\" \"$2\"")
    #expect(try say([program, "-o", "{output}"]).frameCount == 800)
    let call = try String(contentsOfFile: folder + "/calls", encoding: .utf8)
    let path = call.dropFirst("[-o][".count).dropLast("]\n".count)
    #expect(path.hasSuffix("/speech.wav"))
    let passing = String(path.dropLast("/speech.wav".count))
    #expect(!FileManager.default.fileExists(atPath: passing))
  }
}

@Test(
  arguments: [
    (["asrsh-no-such-program"], "there is no program asrsh-no-such-program in the folders of PATH"),
    (["./none/say"], "there is no program \"./none/say\""),
    (["/etc/passwd"], "/etc/passwd does not start: Permission denied"),
    (["/"], "/ does not start: "),
    (
      ["sh", "-c", "echo trace >&2; echo no model >&2; exit 3"], "sh ended with status 3: no model"
    ),
    (["sh", "-c", "kill -SEGV $$"], "sh was ended by signal 11"),
    (["sleep", "30"], "sleep took more than 1 seconds and was stopped"),
    (["cat", "/dev/zero"], "cat wrote more than 1 MiB of sound and was stopped"),
    (["dd", "if=/dev/zero", "bs=1M", "of={output}"], "dd wrote more than 1 MiB of sound"),
    (["true"], "true gave no sound for \"hi\""), (["true", "{output}"], "true gave no sound for"),
    (["sh", "-c", "exec 0<&-; exit 0"], "sh gave no sound for"),
    (["touch", "{output}"], "touch gave no sound for \"hi\""),
    (["mkdir", "{output}"], "mkdir gave no WAV file: what it wrote is a folder"),
    (["ln", "-s", "/dev/zero", "{output}"], "ln gave no WAV file: what it wrote is a device"),
    (["seq", "100"], "seq gave no WAV file: what it wrote "),
  ] as [([String], String)])
func `a command that fails is named with how it failed`(words: [String], message: String) throws {
  let start = ContinuousClock.now
  #expect {
    try say(words, seconds: 1)
  } throws: { error in
    let isNamed = "\(error)".hasPrefix(message)
    if !isNamed { Issue.record("\(error)") }
    return isNamed
  }
  #expect(ContinuousClock.now - start < .seconds(6))
}

@Test func `what a program leaves behind is ended, and nobody is left to be waited for`() throws {
  try withTemporaryFolder { folder in
    let script = "sleep 60 & echo $! > \"$folder/pid\"; cat \"$folder/tone.wav\""
    let program = try installSpeaker(folder, then: script)
    let start = ContinuousClock.now
    #expect(try say([program]).frameCount == 800)
    #expect(ContinuousClock.now - start < .seconds(6))
    let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
    let number = text.filter(\.isNumber)
    // Whoever takes care of orphans may need a moment for its status.
    for _ in 0..<100 where isRunning(number) { Thread.sleep(forTimeInterval: 0.02) }
    #expect(!isRunning(number))
  }
}

/// Whether a process runs; one that has ended and is not waited for does not.
private func isRunning(_ number: String) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else {
    return false
  }
  return !status.contains(") Z ")
}

@Test func `a sound that goes on for longer than ten minutes is refused`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/long.wav", frameCount: 601_000, rate: 1_000)
    let error = DatasetError.speech(.tooLongSound(program: "cat", seconds: 601, limit: 600))
    #expect(throws: error) { try say(["cat", folder + "/long.wav"], limit: 8 << 20) }
  }
}

@Test func `headers written to a pipe are completed, wherever the sound begins`() throws {
  func little(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  try withTemporaryFolder { folder in
    try writeWave(folder + "/a.wav", frameCount: 100)
    let file = try Array(readBytes(folder + "/a.wav"))
    let list = Array("LIST".utf8) + little(3) + Array("abc\0".utf8)
    for size in [0, 0x7FFF_FFFF, 0xFFFF_FFFF] {
      var stream = Array(file[..<36]) + list + file[36...]
      stream.replaceSubrange(4..<8, with: little(0xFFFF_FFFF))
      stream.replaceSubrange(52..<56, with: little(size))
      let whole = WaveHeader.completed(stream)
      #expect(Array(whole[4..<8]) == little(stream.count - 8))
      #expect(Array(whole[52..<56]) == little(200))
      try write(whole, folder + "/b.wav")
      #expect(try readAudio(folder + "/b.wav").frameCount == 100)
    }
    #expect(WaveHeader.completed(file) == file)
    #expect(WaveHeader.completed(file + [1, 2]) == file + [1, 2])
    #expect(WaveHeader.completed(Array(file[..<30])) == Array(file[..<30]))
    let text = [UInt8](repeating: 0x41, count: 99)
    #expect(WaveHeader.completed(text) == text)
  }
}
