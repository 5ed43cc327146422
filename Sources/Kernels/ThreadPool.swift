internal import Glibc
internal import Synchronization

/// Runs `body` over consecutive stretches of `0..<count`, side by side on the machine's cores.
///
/// The stretches depend on `count` and `grain` alone, never on the number of cores or on timing:
/// a body that writes one result per stretch gives the same bits on every machine that computes
/// alike. A call from within a body runs its stretches one after the other, and so does a call made
/// while another thread has the pool.
///
/// - Parameters:
///   - count: The number of items.
///   - grain: The most items a stretch holds; at least 1.
///   - body: Called once for every stretch; its writes must not overlap another stretch's.
public func parallel(count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void) {
  precondition(count >= 0 && grain >= 1, "A loop has no negative count and a grain of at least 1.")
  guard count > grain else {
    if count > 0 { body(0..<count) }
    return
  }
  let stretches = (count + grain - 1) / grain
  // Equal stretches rather than full ones and a remainder: the last core is not left waiting.
  let length = (count + stretches - 1) / stretches
  ThreadPool.shared.run(stretches) { index in
    let lower = index * length
    let upper = min(lower + length, count)
    if lower < upper { body(lower..<upper) }
  }
}

/// Runs `body` for every index below `count`, side by side, with floats that it may use meanwhile.
///
/// The calls that follow one another on a thread share floats, which hold nothing in particular when
/// a call begins. All memory is taken before the work is split: how much does not depend on which
/// thread comes when, so that what a kernel takes can be foretold.
///
/// - Parameters:
///   - count: The number of items.
///   - scratch: How many floats a call may use.
///   - body: Called once for every index; its writes must not overlap another call's.
func parallel(
  count: Int, scratch: Int, _ body: @Sendable (_ index: Int, _ scratch: Floats) -> Void
) {
  // A vector's length apart, so that no two threads share a line of the cache.
  let room = (scratch + 15) & ~15
  let rooms = min(count, ThreadPool.shared.threads)
  let next = SharedIndex()
  withScratch(count: room * rooms) { all in
    withoutActuallyEscaping(body) { body in
      ThreadPool.shared.run(rooms) { number in
        let own = all[room * number..<room * number + scratch]
        while let index = next.take(below: count) { body(index, own) }
      }
    }
  }
}

/// Hands out the indexes of a loop, each once.
private final class SharedIndex: Sendable {
  private let next = Atomic<Int>(0)

  func take(below count: Int) -> Int? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

/// The number of threads that loops are split over, the caller's among them.
public var threadCount: Int { ThreadPool.shared.threads }

/// The worker threads, one less than the machine has cores: the calling thread works too.
final class ThreadPool: Sendable {
  static let shared = ThreadPool()

  /// How often an idle worker looks for work before it sleeps: about a tenth of a millisecond.
  private static let spins = 400

  private struct Job {
    var body: (@Sendable (Int) -> Void)?
    var count = 0
  }

  private let workers = Atomic<Int>(0)
  private let owner = Mutex<Void>(())
  private let job = Mutex<Job>(Job())
  private let generation = Atomic<Int>(0)
  private let next = Atomic<Int>(0)
  private let running = Atomic<Int>(0)
  private let sleep = Semaphore()
  private let sleepers = Atomic<Int>(0)
  private let insideKey: pthread_key_t

  private init() {
    let named = unsafe getenv("ASRSH_THREADS").flatMap { unsafe Int(String(cString: $0)) }
    let cores = named ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
    var key = pthread_key_t()
    unsafe pthread_key_create(&key, nil)
    insideKey = key
    // Where the system gives fewer threads, those that started do the work.
    for _ in 1..<max(1, min(cores, 256)) {
      guard start() else { break }
      workers.add(1, ordering: .relaxed)
    }
  }

  /// The number of threads that take part, the caller's among them.
  var threads: Int { workers.load(ordering: .relaxed) + 1 }

  /// Calls `body` with every index below `count`, on this thread and on the workers.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let isInside = unsafe pthread_getspecific(insideKey) != nil
    let alone = count == 1 || isInside || workers.load(ordering: .relaxed) == 0
    let shared: Void? = alone ? nil : owner.withLockIfAvailable { _ in share(count, body) }
    guard shared == nil else { return }
    for index in 0..<count { body(index) }
  }

  private func share(_ count: Int, _ body: @Sendable (Int) -> Void) {
    // The workers are done with the body before this returns, so it does not really escape.
    withoutActuallyEscaping(body) { body in
      job.withLock { $0 = Job(body: body, count: count) }
      running.store(workers.load(ordering: .relaxed), ordering: .relaxed)
      next.store(0, ordering: .relaxed)
      generation.add(1, ordering: .sequentiallyConsistent)
      for _ in 0..<sleepers.load(ordering: .sequentiallyConsistent) { sleep.signal() }
      work(body, count)
      while running.load(ordering: .acquiring) > 0 { sched_yield() }
      job.withLock { $0 = Job() }
    }
  }

  private func work(_ body: @Sendable (Int) -> Void, _ count: Int) {
    unsafe pthread_setspecific(insideKey, UnsafeRawPointer(bitPattern: 1))
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { break }
      body(index)
    }
    pthread_setspecific(insideKey, nil)
  }

  /// Starts a worker; says whether the system had a thread for it.
  private func start() -> Bool {
    var thread = pthread_t()
    let pool = unsafe Unmanaged.passRetained(self).toOpaque()
    let failure = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<ThreadPool>.fromOpaque(raw).takeUnretainedValue().serve()
        return nil
      }, pool)
    guard failure == 0 else { return false }
    pthread_detach(thread)
    return true
  }

  private func serve() {
    maskSignals()
    var seen = 0
    while true {
      seen = awaitGeneration(after: seen)
      takePart()
      running.subtract(1, ordering: .releasing)
    }
  }

  /// Works on the present job, and lets go of its body before the caller is told.
  @inline(never)
  private func takePart() {
    let (body, count) = job.withLock { ($0.body, $0.count) }
    if let body { work(body, count) }
  }

  /// Waits for a job newer than `seen`: spins for a moment, as jobs follow one another, then sleeps.
  private func awaitGeneration(after seen: Int) -> Int {
    for _ in 0..<Self.spins {
      let now = generation.load(ordering: .sequentiallyConsistent)
      if now != seen { return seen + 1 }
      sched_yield()
    }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while generation.load(ordering: .sequentiallyConsistent) == seen { sleep.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    return seen + 1
  }

  /// Keeps signals away from the workers, so that Ctrl-C reaches the thread that reads lines.
  private func maskSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}

/// A counting semaphore of the operating system.
@safe
private final class Semaphore: @unchecked Sendable {
  private let handle: UnsafeMutablePointer<sem_t>

  init() {
    unsafe handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    unsafe sem_init(handle, 0, 0)
  }

  deinit {
    unsafe sem_destroy(handle)
    unsafe handle.deallocate()
  }

  func signal() { unsafe sem_post(handle) }

  func wait() { while unsafe sem_wait(handle) != 0 {} }
}
