@testable import Builtins

/// The built-ins that depend on their arguments alone.
var pureNames: Set<String> { pureBuiltins }
