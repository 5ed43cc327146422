internal import Audio
internal import Display
internal import Interpreter
internal import Tensors

var soundFigureBuiltins: [Builtin] {
  [plotAudio, plotTensor]
}

private var plotAudio: Builtin {
  Builtin(
    "plot", on: audioParameter, result: "none", summary: "Prints the waveform.",
    example: "load_audio(\"speech.wav\").plot()"
  ) { call in
    let clip = try call.clip("audio")
    guard clip.frameCount > 0 else {
      throw BuiltinError("the audio has no samples to plot", argument: "audio")
    }
    // Two points for every dot: the lowest and the highest sample under it.
    let ranges = clip.waveform(2 * min(100, call.terminal.width))
    let times = ranges.indices.map { clip.duration * Double($0) / Double(ranges.count) }
    let series = LinePlot.Series(
      "", x: times.flatMap { [$0, $0] },
      y: ranges.flatMap { [Double($0.lowerBound), Double($0.upperBound)] })
    call.show(LinePlot([series], xLabel: "seconds").rendered(for: call.terminal))
    return .none
  }
}

private var plotTensor: Builtin {
  Builtin(
    "plot", on: tensorParameter, result: "none",
    summary: "Prints a vector as a line, a matrix such as features as a heat map.",
    help: "The rows of a matrix go from left to right, its columns from the bottom to the top.",
    example: "arange(20).plot()"
  ) { call in
    let tensor = try call.tensor()
    guard tensor.count > 0 else {
      throw BuiltinError("a tensor of shape \(tensor.shape) has nothing to plot")
    }
    switch tensor.shape.count {
    case 1:
      let series = LinePlot.Series("", tensor.elements.map { Double($0) })
      call.show(LinePlot([series], xLabel: "index").rendered(for: call.terminal))
    case 2: call.show(HeatMap(tensor, for: call.terminal).rendered())
    default:
      throw BuiltinError(
        "a plot is of a vector or a matrix, not of shape \(tensor.shape)",
        hint: "t[0] takes the first of its rows", argument: "tensor")
    }
    return .none
  }
}
