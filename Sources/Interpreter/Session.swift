internal import ExactStrings
internal import Language

/// One run of a recipe, or one sitting at the shell: the names, the built-ins, and the outside world.
///
/// A session belongs to one thread, which should have a deep stack; see ``runOnDeepStack(_:)``.
public final class Session {
  /// How output is shown: the width in columns, and whether colours may be used.
  public struct Terminal: Sendable {
    /// The width in columns.
    public var width: Int
    /// Whether colour codes may be written.
    public var color: Bool
    /// Whether a person is watching: progress bars move only then.
    public var isInteractive: Bool

    /// Describes a terminal.
    public init(width: Int = 80, color: Bool = false, isInteractive: Bool = false) {
      self.width = width
      self.color = color
      self.isInteractive = isInteractive
    }
  }

  /// The built-ins.
  public let registry: Registry
  /// The wish to stop, to be set from a signal handler.
  public let interruption: Interruption
  /// Takes what the recipe prints and displays, newlines included; see ``show(_:exhibits:)``.
  let output: (String) -> Void
  /// Takes notices and progress, which are no part of the result.
  public let diagnostics: (String) -> Void
  /// How output is shown.
  public var terminal: Terminal
  /// Shows a long text to a person, a page at a time; `nil` where nobody turns pages.
  public var pager: ((String) -> Void)?
  /// The root of all random streams; `seed(n)` sets it.
  public var seed: UInt64 = 0 {
    didSet { draws = 0 }
  }
  /// How many calls have drawn random numbers since the seed was set, where each draws others.
  public var draws: UInt64 = 0
  /// The way to the files that recipes name.
  public var files: any FileAccess = DirectFiles()
  /// Trainings that are not kept where the recipe asked for them, because an earlier one is there.
  public var trainingsElsewhere: [(output: String, folder: String)] = []
  /// The rehearsal that this session is, or `nil` if work is done whole.
  public var rehearsal: Rehearsal?
  /// Told of everything that a recipe shows, and when steps start and end.
  public var listeners: [(SessionEvent) -> Void] = []

  /// Runs what writes to the output, where something else, such as a progress bar, has to make room.
  public var makingRoom: (((() -> Void)) -> Void)?

  /// The regular expressions that were used last, ready for use.
  let patterns = PatternCache()

  /// How many steps the session may make in all: statements of the top level, turns of loops, calls.
  ///
  /// There is no limit unless one is set, for recipes that nobody watches.
  public var mostSteps = Int.max

  private var steps = 0

  /// Counts a step, and returns whether it may be made.
  func takesStep() -> Bool {
    steps &+= 1
    return steps <= mostSteps
  }

  /// The names of the top level.
  let globals = Globals()
  /// How deeply calls are nested at the moment, in nodes; see ``deepestCalls``.
  var callDepth = 0
  /// The files that the run has imported.
  var imported: Set<ExactString> = []
  /// The files that are being imported, the outermost first.
  var importing: [String] = []

  /// What was done of the call that was broken off last, if nothing has taken it.
  var partial: PartialValue?

  /// Creates a session without names.
  public init(
    registry: Registry, interruption: Interruption = Interruption(),
    terminal: Terminal = Terminal(), output: @escaping (String) -> Void,
    diagnostics: @escaping (String) -> Void
  ) {
    self.registry = registry
    self.interruption = interruption
    self.terminal = terminal
    self.output = output
    self.diagnostics = diagnostics
  }
}
