/// The variables of one running call, or of the top level.
final class Frame {
  let session: Session
  let globals: Globals
  /// The function that runs; `nil` at the top level.
  let function: Function?
  let captures: [Value?]
  /// The parameters and variables; `nil` while one is not bound.
  var locals: [Value?]
  /// What `return` gives.
  var returned = Value.none

  init(session: Session, function: Function? = nil, captures: [Value?] = [], locals: [Value?] = [])
  {
    self.session = session
    globals = session.globals
    self.function = function
    self.captures = captures
    self.locals = locals
  }
}
