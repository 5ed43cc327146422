internal import Autograd
internal import ExactStrings
internal import Interpreter
internal import Models
internal import Training

/// Goes on with a run of `fit` by its folder alone.
func resumeBuiltin(_ fit: Builtin) -> Builtin {
  Builtin(
    "resume", [Parameter("folder", .inputPath, "the output of a fit that was broken off")],
    result: "history",
    summary: "Goes on with a run from its last good checkpoint, to the same bits.",
    help:
      "The model is that of the checkpoint; history.model is what it becomes. The rows are those "
      + "that the folder names, which must be where they were. A run that is done gives its history "
      + "again. It is the run of the very folder that is named, whatever was begun beside it."
  ) { call in
    let given = try call.string("folder")
    let folder = try call.session.reading(given)
    let kept = try KeptFit(folder)
    let checkpoint = try TrainingFolder.newest(in: folder)
    let model = try loadModel(checkpoint).model
    for parameter in model.parameters {
      parameter.isTrainable = !kept.frozen.contains(parameter.name)
      parameter.isHeld = kept.heldStatistics.contains(parameter.name)
    }
    (model.lossReduction, model.zeroInfinity) = (kept.lossReduction, kept.zeroInfinity)
    let evaluation = try kept.evaluationRows()
    let training = try kept.trainingRows()
    let arguments = fit.parameters.map { parameter -> Value in
      switch parameter.name {
      case "model": .object(ModelObject(model, source: checkpoint))
      case "train": .object(training)
      case "eval": evaluation.map { .object($0) } ?? .none
      case "output": .string(given)
      case "resume": .bool(true)
      case "allow_changes": .bool(false)
      default: kept.arguments[parameter.name] ?? parameter.defaultValue ?? .none
      }
    }
    do {
      return try call.invoke(Function(builtins: [fit], name: "fit"), arguments)
    } catch {
      call.adoptPartial()
      throw error
    }
  }
}
