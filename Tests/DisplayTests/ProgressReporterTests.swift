import Display
import Synchronization
import Testing

/// A reporter with a clock that is set by hand and an output that is kept.
private final class Stage: Sendable {
  private let time = Mutex(0.0)
  private let text = Mutex("")
  private let terminal: Terminal

  init(isInteractive: Bool, width: Int = 60) {
    terminal = Terminal(width: width, isInteractive: isInteractive)
  }

  func reporter() -> ProgressReporter {
    ProgressReporter(
      terminal: { self.terminal }, clock: { self.time.withLock { $0 } },
      sink: { new in self.text.withLock { $0 += new } })
  }

  func set(_ seconds: Double) { time.withLock { $0 = seconds } }

  /// What was written since the last time.
  func written() -> String {
    text.withLock { text in
      defer { text = "" }
      return text
    }
  }
}

@Test(arguments: [true, false])
func `shows nothing for work under a second`(isInteractive: Bool) {
  let stage = Stage(isInteractive: isInteractive)
  let reporter = stage.reporter()
  reporter.begin("Reading", total: 10)
  for step in 1...10 {
    stage.set(Double(step) * 0.09)
    reporter.update(completed: step)
  }
  reporter.finish()
  #expect(stage.written() == "")
}

@Test func `draws over its line, ten times a second at most`() {
  let stage = Stage(isInteractive: true)
  let reporter = stage.reporter()
  reporter.begin("Training", total: 10_000)
  for step in 1...3000 {
    stage.set(Double(step) / 1000)
    reporter.update(completed: step)
  }
  let text = stage.written()
  let drawings = text.split(separator: "\r").count
  #expect((18...21).contains(drawings))
  #expect(text.hasPrefix("\rTraining  "))
  #expect(text.hasSuffix("\u{1B}[K"))
  #expect(!text.contains("\n"))
  #expect(text.contains("1,000 it/s"))
  reporter.finish()
  #expect(stage.written() == "\r\u{1B}[KTraining  3,000/10,000  in 3.0 s\n")
}

@Test func `leaves the last column of a terminal free`() {
  let stage = Stage(isInteractive: true, width: 30)
  let reporter = stage.reporter()
  reporter.begin(String(repeating: "long title ", count: 9), total: 2)
  stage.set(2)
  reporter.update(completed: 1)
  let line = stage.written().dropFirst().prefix { $0 != "\u{1B}" }
  #expect(String(line).displayWidth == 29)
}

@Test func `writes plain lines now and then where nobody watches`() {
  let stage = Stage(isInteractive: false)
  let reporter = stage.reporter()
  reporter.begin("Training", total: 1_000_000)
  for second in 1...60 {
    stage.set(Double(second))
    reporter.update(completed: second)
  }
  let lines = stage.written().split(separator: "\n")
  #expect(lines.count == 6)
  #expect(lines.allSatisfy { $0.hasPrefix("Training  ") && !$0.contains("\r") })
}

@Test func `writes a plain line for every tenth of the whole`() {
  let stage = Stage(isInteractive: false)
  let reporter = stage.reporter()
  reporter.begin("Training", total: 100, completed: 50)
  for step in 51...100 {
    stage.set(Double(step - 50) * 0.4)
    reporter.update(completed: step)
  }
  #expect(stage.written().split(separator: "\n").count == 5)
  reporter.finish()
  #expect(stage.written() == "Training  100/100  in 20.0 s\n")
}

@Test func `makes room for other text`() throws {
  let stage = Stage(isInteractive: true)
  let reporter = stage.reporter()
  reporter.begin("Training", total: 100)
  reporter.makingRoom { #expect(stage.written() == "") }
  stage.set(2)
  reporter.update(completed: 1)
  _ = stage.written()
  reporter.makingRoom { #expect(stage.written() == "\r\u{1B}[K") }
  #expect(stage.written().hasPrefix("\rTraining  "))
}

@Test func `shows the innermost work and comes back to the outer`() {
  let stage = Stage(isInteractive: true)
  let reporter = stage.reporter()
  reporter.begin("Training", total: 100)
  stage.set(2)
  reporter.update(completed: 1)
  reporter.begin("Evaluating", total: 10)
  stage.set(4)
  reporter.advance()
  #expect(stage.written().contains("\rEvaluating  "))
  reporter.finish()
  #expect(stage.written() == "\r\u{1B}[K")
  stage.set(5)
  reporter.advance(note: "loss 1")
  #expect(stage.written().contains("2/100  loss 1"))
  reporter.finish(isComplete: false)
  #expect(stage.written().hasSuffix("stopped after 5.0 s\n"))
}

@Test func `takes no harm from an end without a beginning, or counts from many threads`() async {
  let stage = Stage(isInteractive: true)
  let reporter = stage.reporter()
  reporter.finish()
  reporter.update(completed: 3)
  #expect(stage.written() == "")
  reporter.begin("Reading", total: 1000)
  await withTaskGroup { group in
    for _ in 0..<1000 { group.addTask { reporter.advance() } }
  }
  stage.set(2)
  reporter.advance(by: 0)
  #expect(stage.written().contains("1,000/1,000"))
}
