/// All built-ins by name: what calls, help, completion and the reference page are made from.
public final class Registry {
  private var named: [String: [Builtin]] = [:]

  /// What is known of the types of the engine's things, by name.
  public let types: [String: ObjectType]

  /// A page of the documentation: the name of its file, and what it is about.
  public struct Page: Sendable {
    /// The name of the file, without its ending.
    public let name: String
    /// What it is about, in a line.
    public let about: String

    /// Describes a page.
    public init(_ name: String, _ about: String) { (self.name, self.about) = (name, about) }
  }

  /// The pages of the documentation, which help finds by their words.
  public var pages: [Page] = []

  /// Creates a registry of `builtins`, and of the types that their receivers and results name.
  public init(_ builtins: [Builtin] = [], types: [ObjectType] = []) {
    self.types = Dictionary(types.map { ($0.name, $0) }) { $1 }
    add(builtins)
  }

  /// Adds built-ins; one with the name and the receiver of an earlier one takes its place.
  public func add(_ builtins: [Builtin]) {
    for builtin in builtins {
      named[builtin.name, default: []].removeAll { $0.receiver == builtin.receiver }
      named[builtin.name, default: []].append(builtin)
    }
  }

  /// All names, sorted.
  public var names: [String] { named.keys.sorted() }

  /// All built-ins, sorted by name, those of one name in the order in which they were added.
  public var builtins: [Builtin] { names.flatMap { named[$0] ?? [] } }

  /// The built-ins called `name`, one for each receiver; empty if there are none.
  public func builtins(named name: String) -> [Builtin] { named[name] ?? [] }

  /// The built-ins that can follow `value` after a dot because its type is their receiver.
  public func methods(of value: Value) -> [Builtin] {
    builtins.filter { $0.receiver?.accepts(value) ?? false }
  }
}
