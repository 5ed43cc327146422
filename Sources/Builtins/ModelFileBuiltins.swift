internal import Interpreter
internal import Models

/// The models that files hold, and what is said about them.
var modelFileBuiltins: [Builtin] { [loadModelBuiltin, saveModel] }

private var loadModelBuiltin: Builtin {
  Builtin(
    "load_model", [Parameter("path", .path, "a folder that model.save wrote")], result: "model",
    summary: "Opens a saved model."
  ) { call in .object(ModelObject(try loadModel(call.string("path")))) }
}

private var saveModel: Builtin {
  Builtin(
    "save", on: modelParameter, [Parameter("folder", .path)], result: "none",
    summary: "Writes settings, weights and tokenizer into a folder, whole or not at all."
  ) { call in
    try call.object("model", as: ModelObject.self).model.save(to: call.string("folder"))
    return .none
  }
}
