internal import Audio
internal import Display
internal import Interpreter
internal import Tensors

var soundFigureBuiltins: [Builtin] {
  [plotAudio, plotTensor]
}

private var plotAudio: Builtin {
  Builtin(
    "plot", on: audioParameter, plotParameters, result: "none",
    summary: "Prints the waveform, or writes a picture of it.",
    help:
      "What many samples reach in a pixel is drawn from the lowest to the highest. In a picture "
      + "every channel has a lane of its own.",
    example: "load_audio(\"speech.wav\").plot(title=\"A tone\")"
  ) { call in
    let clip = try call.clip("audio")
    guard clip.frameCount > 0 else {
      throw BuiltinError("the audio has no samples to plot", argument: "audio")
    }
    return try call.present(
      .waveform(Waveform(clip.samples, samplingRate: clip.samplingRate)))
  }
}

private var plotTensor: Builtin {
  Builtin(
    "plot", on: tensorParameter, plotParameters, result: "none",
    summary:
      "Prints a vector as a line, a matrix such as features as a heat map, or writes a picture.",
    help: "The rows of a matrix go from left to right, its columns from the bottom to the top. "
      + "Features of audio know their time in seconds. Spectrograms are drawn in decibels below "
      + "their highest value, down to 80.",
    example: "load_audio(\"speech.wav\").log_mel(n_mels=40).plot(save=\"speech.svg\")"
  ) { call in
    let object = try call.object("tensor", as: TensorObject.self)
    let shape = object.tensor.shape
    guard object.tensor.count > 0 else {
      throw BuiltinError("a tensor of shape \(shape) has nothing to plot")
    }
    switch shape.count {
    case 1:
      let series = LinePlot.Series("", object.tensor.elements.map { Double($0) })
      return try call.present(.lines(LinePlot([series], x: Axis("index"))))
    case 2: return try call.present(.heatMap(object.heatMap))
    default:
      throw BuiltinError(
        "a plot is of a vector or a matrix, not of shape \(shape)",
        hint: "t[0] takes the first of its rows", argument: "tensor")
    }
  }
}
