internal import Interpreter

var progressBuiltin: Builtin {
  Builtin(
    "progress",
    [
      Parameter("items", .any, "what the loop walks over: a dataset, a list, a range"),
      Parameter("title", .string, default: .string("Working"), "what is being done"),
    ], result: "progress",
    summary:
      "The same items for a loop, which shows how far it is: for row in progress(data) { … }.",
    help:
      "Nothing is shown of what takes less than a second. The bar stands on standard error, so that "
      + "what the loop prints is what it was.",
    example: "for n in progress(range(3)) { n }"
  ) { call in
    let value = try call.value("items")
    if case .function = value {
      throw BuiltinError(
        "a function has no items to walk over", hint: "for x in progress(xs) { … }", kind: "type",
        argument: "items")
    }
    return .object(
      ProgressObject(try ItemSequence(value), title: try call.string("title"), call))
  }
}

/// Items for a loop that shows how far it is.
final class ProgressObject: EngineObject {
  private let items: ItemSequence
  private let title: String
  private let session: Session
  private let progress: Progress
  private var outer: (((() -> Void)) -> Void)?
  private var isShown = false

  init(_ items: ItemSequence, title: String, _ call: Call) {
    (self.items, self.title, session) = (items, title, call.session)
    progress = Progress(call)
  }

  var typeName: String { "progress" }

  func text() -> String { "progress(\(items.count.counted("item")))" }

  var count: Int? { items.count }

  func element(at index: Int) throws -> Value? {
    if !isShown { begin() }
    progress.update(index)
    return try items.item(at: index)
  }

  private func begin() {
    isShown = true
    progress.begin(title, total: items.count, unit: "items")
    outer = session.makingRoom
    session.makingRoom = { [progress] write in progress.makingRoom(write) }
  }

  func leave(after turns: Int) {
    items.leave(after: turns)
    guard isShown else { return }
    isShown = false
    session.makingRoom = outer
    outer = nil
    progress.update(turns)
    progress.finish(isComplete: turns == items.count)
  }
}
