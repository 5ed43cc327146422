/// The names of built-ins that give the same for the same arguments, and do nothing else.
///
/// Functions that call only these can run for a row when the row is looked at, on any thread, and
/// their results can be kept on disk. Not here are those that print, draw random numbers, read or
/// write files, ask a model or the clock. Some do so for a dataset only: no such function ever sees one.
let pureBuiltins: Set<String> = [
  // Numbers and values.
  "abs", "assert", "bool", "ceil", "exp", "float", "floor", "int", "len", "list", "log", "log10",
  "max", "mean", "min", "range", "round", "sqrt", "str", "sum", "type",
  // Lists and records.
  "append", "contains", "counts", "enumerate", "filter", "flatten", "get", "index", "items", "join",
  "keys", "map", "median", "reverse", "sort", "to_record", "unique", "values", "zip",
  // Texts.
  "build_vocab", "cer", "clean", "ctc_loss", "decode", "encode", "ends_with", "find_all",
  "find_groups", "lower",
  "matches", "normalize", "per", "remove", "replace", "split", "starts_with", "sub", "tokens",
  "top_k_accuracy", "trim", "upper", "wer",
  // Sound.
  "bandpass", "clip", "cmvn", "codec", "fbank", "gain", "highpass", "join_audio", "log_mel",
  "lowpass", "make_audio", "mfcc", "mono", "pitch", "resample", "spectrogram", "speed", "telephone",
  "tempo",
  // Tensors.
  "all", "any", "arange", "argmax", "log_softmax", "ones", "reshape", "softmax", "std", "tensor",
  "transpose", "zeros",
]
