public import Language

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
  /// Takes what the recipe prints and displays, newlines included.
  public var output: (String) -> Void
  /// Takes notices and progress, which are no part of the result.
  public var diagnostics: (String) -> Void
  /// How output is shown.
  public var terminal: Terminal
  /// The root of all random streams; `seed(n)` sets it.
  public var seed: UInt64 = 0
  /// Told when steps start and end.
  public var stepListeners: [(StepEvent) -> Void] = []

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

  /// Calls a function with positional arguments; see ``Call/invoke(_:_:context:)``.
  public func call(
    _ function: Function, _ arguments: [Value], context: (() -> String)? = nil
  ) throws -> Value {
    throw BuiltinError("\(function.name) cannot be called yet", kind: "internal")
  }

  /// The names that are bound, sorted, without the built-ins.
  public var globalNames: [String] { [] }

  /// The value bound to `name`, or `nil`.
  public func global(_ name: String) -> Value? { nil }

  /// Runs `source`: parses it, checks the parameters, runs the statements, displays bare expressions.
  ///
  /// - Parameters:
  ///   - source: The text of a recipe or of an entry in the shell.
  ///   - parameters: Values for the recipe's parameters as the command line gave them.
  /// - Throws: ``RunFailure`` with what to show and the exit code.
  public func run(
    _ source: SourceText, parameters: [String: String] = [:]
  ) throws(RunFailure) {
    throw .notStarted([Diagnostic("the interpreter is being written")])
  }
}
