internal import Builtins

/// The version of this program.
let version = engineVersion
