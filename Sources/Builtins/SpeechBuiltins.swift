internal import Interpreter

var speechBuiltins: [Builtin] {
  []
}
