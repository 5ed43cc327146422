internal import HuggingFace
internal import Interpreter
internal import Models
internal import Text

/// The models that files hold, and what is said about them.
var modelFileBuiltins: [Builtin] { [loadModelBuiltin, saveModel, pushModel, ledgerBuiltin] }

private var loadModelBuiltin: Builtin {
  Builtin(
    "load_model",
    [
      Parameter("path", .path, "a folder, or a name on the hub: facebook/wav2vec2-base"),
      Parameter(
        "tokenizer", .optional(.object("tokenizer")), default: .none,
        "the tokens to score, with a new head for them; the folder's own if none"),
      Parameter(
        "language", .optional(.string), default: .none, "of a checkpoint with several: urd-script"),
      Parameter(
        "revision", .string, default: .string("main"), "a branch, a tag or a commit on the hub"),
      Parameter(
        "ctc_loss_reduction", .choice(["mean", "sum"]), default: .string("mean"),
        "of training, whatever the checkpoint says"),
    ] + trainingSettingParameters + [
      Parameter(
        "seed", .seed, default: .none,
        "of parameters that the checkpoint lacks; the session's if none")
    ], result: "model",
    summary: "Opens a saved model: a folder of model.save or transformers, or one on the hub.",
    help: "A path that is there is a folder; another text of the form owner/name is looked for on "
      + "the hub, downloaded once into the cache that Python shares, and found there afterwards, also "
      + "without a network (HF_HUB_OFFLINE=1). Dropouts, layerdrop and mask_… replace those of "
      + "config.json if they are given. What is drawn afresh or left out is said; model.ledger() has "
      + "every tensor."
  ) { call in
    let path = try call.string("path")
    let folder = try modelFolder(path, call)
    var options = CheckpointOptions()
    options.tokenizer = try call.optionalObject("tokenizer", as: TokenizerObject.self)?.tokenizer
    options.language = try call.optionalString("language")
    options.seed = UInt64(bitPattern: Int64(try call.seed("seed")))
    for name in ["ctc_loss_reduction"] + trainingSettingParameters.map(\.name)
    where call.isGiven(name) {
      let value = try call.value(name)
      if case .none = value { continue }
      options.settings[name] = json(of: value)
    }
    let loaded = try loadModel(folder, options: options)
    for notice in loaded.notices { call.notice("load_model: \(notice)") }
    return .object(ModelObject(loaded.model, ledger: loaded.ledger, source: path))
  }
}

/// The settings of training that `load_model` replaces, all of them left as they are by default.
private var trainingSettingParameters: [Parameter] {
  let known: Set = ["ctc_loss_reduction"]
  let settings = Wav2Vec2Training().members.filter { !known.contains($0.name) }
  return settings.map { setting in
    Parameter(
      setting.name, .optional(type(of: setting.value)), default: .none,
      fieldSummaries[setting.name] ?? "")
  } + [Parameter("dropout", .optional(.number), default: .none, "of deepspeech2")]
}

/// The folder that a path or a name on the hub leads to.
private func modelFolder(_ path: String, _ call: Call) throws -> String {
  let local = try call.session.reading(path)
  guard try pathKind(local) == nil else { return local }
  guard path.contains("/"), Hub.isRepositoryName(path) else {
    throw BuiltinError(
      "\"\(path)\" does not exist",
      hint: "a model is a folder, or a name on the hub such as facebook/wav2vec2-base",
      kind: "file", argument: "path")
  }
  do {
    let (hub, revision) = (try makeHub(), try call.string("revision"))
    return try transferring(call, "Downloading") { progress, notice, shouldStop in
      try hub.snapshot(
        of: path, revision: revision, progress: progress, notice: notice, shouldStop: shouldStop)
    }
  } catch let error as HubError {
    guard case .noRepository = error else { throw error }
    var explanation = error.explanation
    explanation.message = "there is no folder \"\(path)\", and \(error)"
    explanation.argument = "path"
    throw explanation
  }
}

private var saveModel: Builtin {
  Builtin(
    "save", on: modelParameter, [Parameter("folder", .outputPath)] + cardParameters, result: "none",
    summary: "Writes settings, weights and tokenizer into a folder, whole or not at all.",
    help: "transformers opens the folder of a wav2vec2 or hubert model."
  ) { call in
    let object = try call.object("model", as: ModelObject.self)
    try object.model.save(to: call.outputPath("folder"), card: card(call, object))
    return .none
  }
}

private var cardParameters: [Parameter] {
  [
    Parameter("language", .optional(.string), default: .none, "for the model card: ur"),
    Parameter(
      "metrics", .optional(.record), default: .none, "for the model card: {wer: 0.21}"),
  ]
}

/// What is to be said in the model's card.
private func card(_ call: Call, _ object: ModelObject) throws -> ModelCard {
  var card = ModelCard()
  card.language = try call.optionalString("language")
  if let source = object.source, Hub.isRepositoryName(source), source.contains("/"),
    try pathKind(source) == nil
  {
    card.baseModel = source
  }
  guard try !call.isNone("metrics") else { return card }
  for (name, value) in try call.record("metrics").fields {
    switch value {
    case .float(let number): card.metrics.append(ModelCard.Metric(name, number))
    case .int(let number): card.metrics.append(ModelCard.Metric(name, Double(number)))
    default:
      throw BuiltinError("the metric \(name) is no number", kind: "type", argument: "metrics")
    }
  }
  return card
}

private var pushModel: Builtin {
  Builtin(
    "push", on: modelParameter,
    [
      Parameter("repo", .string, "owner/name on the hub; it is made if it is not there"),
      Parameter("private", .bool, default: .bool(false), "whether nobody else may see it"),
      Parameter("message", .string, default: .string("Upload a model"), "the title of the commit"),
    ] + cardParameters, result: "string",
    summary: "Sends the model to the hub as one commit, and gives the commit's address.",
    help: "HF_TOKEN holds a token that may write, from https://huggingface.co/settings/tokens."
  ) { call in
    let object = try call.object("model", as: ModelObject.self)
    let (repository, message) = (try call.string("repo"), try call.string("message"))
    let isPrivate = try call.bool("private")
    let card = try card(call, object)
    let hub = try makeHub()
    try hub.checkMaySend(to: repository)
    if let rehearsal = call.session.rehearsal {
      rehearsal.leave("push: the model would be sent to \(repository)")
      return .string("https://huggingface.co/\(repository)")
    }
    return try withTemporaryFolder { folder in
      try object.model.save(to: "\(folder)/model", card: card)
      return .string(
        try transferring(call, "Sending") { progress, notice, shouldStop in
          try hub.push(
            folder: "\(folder)/model", to: repository, isPrivate: isPrivate, message: message,
            progress: progress, notice: notice, shouldStop: shouldStop)
        })
    }
  }
}
