internal import Interpreter

/// Returns all built-ins that recipes run by this program may use.
func builtinRegistry() -> Registry {
  Registry(Core.builtins)
}
