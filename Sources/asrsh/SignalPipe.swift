internal import Glibc

/// The way by which signals, and work that is done on another thread, reach the main thread.
///
/// Handlers of signals may do next to nothing, so they write a byte into a pipe; the main thread
/// waits for the pipe together with whatever else it waits for.
final class SignalPipe: Sendable {
  /// What came through the pipe.
  enum Event: Equatable {
    /// A signal, by its number.
    case signal(Int32)
    /// Work on another thread is done.
    case workDone
  }

  /// The descriptor that becomes readable when something has come.
  let descriptor: Int32

  private let input: Int32
  private static let done: UInt8 = 0

  /// Makes the pipe and has reported signals come through it.
  init() throws(SystemError) {
    (descriptor, input) = try SystemCalls.makePipe()
    SystemCalls.reportSignals(to: input)
  }

  /// Takes the next event, or returns `nil` if none has come.
  func next() -> Event? {
    do {
      guard let byte = try SystemCalls.read(descriptor, 1).first else { return nil }
      return byte == Self.done ? .workDone : .signal(Int32(byte))
    } catch {
      return nil
    }
  }

  /// Waits for the next event.
  func wait() throws(SystemError) -> Event {
    while true {
      if let event = next() { return event }
      _ = try SystemCalls.wait(for: [(descriptor, Int16(POLLIN))])
    }
  }

  /// Tells the main thread that work is done; a pipe that is full of signals wakes it as well.
  func reportDone() {
    do { try SystemCalls.write(input, [Self.done]) } catch {}
  }
}
