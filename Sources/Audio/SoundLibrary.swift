internal import CSndfile
internal import Glibc
internal import Synchronization

/// The version of libsndfile.
public var soundFileVersion: String { unsafe String(cString: sf_version_string()) }

/// Opens a file of sound, or says why libsndfile cannot.
///
/// - Parameters:
///   - mode: `SFM_READ` or `SFM_WRITE`.
///   - info: What is to be written, or what is found.
///   - calls: How bytes are read and written.
///   - data: What the calls are given; it has to live as long as what is opened.
/// - Returns: The open file, or nil and the reason as a clause.
func openedSound(
  _ mode: Int, _ info: inout SF_INFO, _ calls: SF_VIRTUAL_IO, data: UnsafeMutableRawPointer
) -> (handle: OpaquePointer?, reason: String) {
  var calls = calls
  let opened: (address: UInt, reason: String) = opening.withLock { _ in
    quietly {
      let handle = unsafe sf_open_virtual(&calls, Int32(mode), &info, data)
      return unsafe (UInt(bitPattern: handle), handle == nil ? soundErrorText(nil) : "")
    }
  }
  return unsafe (OpaquePointer(bitPattern: opened.address), opened.reason)
}

/// libsndfile keeps the error of an open that failed in one place for all threads.
private let opening = Mutex<Void>(())

/// libsndfile's words for the last error, as a clause.
func soundErrorText(_ handle: OpaquePointer?) -> String {
  guard let text = unsafe sf_strerror(handle) else { return "unknown error" }
  var words = unsafe String(cString: text)
  while words.last == "." || words.last == "\n" { words.removeLast() }
  // What it says of a file in which it finds no frame to decode.
  if words.hasPrefix("File does not exist") { return "no sound is found in it" }
  if words.hasPrefix("Error : ") { words.removeFirst(8) }
  return words.prefix(1).lowercased() + words.dropFirst()
}

/// Does work of libsndfile while what its codecs print goes nowhere.
///
/// libmpg123 prints what it thinks of a file, and nobody can ask it not to through libsndfile. Errors
/// are told by what is returned, and lengths are counted before. C's variable is exchanged rather than the
/// descriptor, so that what Swift and programs that are started write is shown.
func quietly<Outcome>(_ work: () -> Outcome) -> Outcome {
  silence.withLock { $0.begin() }
  defer { silence.withLock { $0.end() } }
  return work()
}

private let silence = Mutex(Silence())

/// How many threads want C's standard error to go nowhere, and where it goes else.
private struct Silence {
  private var depth = 0
  private var nowhere: UInt = 0
  private var before: UInt = 0

  mutating func begin() {
    depth += 1
    guard depth == 1 else { return }
    if nowhere == 0 { nowhere = unsafe UInt(bitPattern: fopen("/dev/null", "we")) }
    guard let stream = unsafe UnsafeMutablePointer<FILE>(bitPattern: nowhere) else { return }
    before = unsafe UInt(bitPattern: asrsh_exchange_stderr(stream))
  }

  mutating func end() {
    depth -= 1
    guard depth == 0, let stream = unsafe UnsafeMutablePointer<FILE>(bitPattern: before) else {
      return
    }
    _ = unsafe asrsh_exchange_stderr(stream)
    before = 0
  }
}
