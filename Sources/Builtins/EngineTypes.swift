internal import Interpreter

/// What is known of the engine's things before there is one, for checking recipes.
///
/// A field stands here when any thing of the type may have it; tests hold the things to it.
var engineTypes: [ObjectType] {
  [
    ObjectType(
      "tensor", [.init("shape", "list of int")], element: "float or tensor", slice: "tensor"),
    ObjectType(
      "audio",
      [
        .init("samples", "tensor"), .init("sampling_rate", "int"), .init("duration", "float"),
        .init("channels", "int"), .init("path", "string or none"),
      ], element: "float or tensor", slice: "audio"),
    ObjectType(
      "audio_info",
      [
        .init("path", "string"), .init("format", "string"), .init("encoding", "string"),
        .init("sampling_rate", "int"), .init("channels", "int"), .init("frames", "int"),
        .init("duration", "float"), .init("bytes", "int"), .init("bit_rate", "float"),
        .init("precision", "int or none"), .init("tags", "record"),
      ]),
    ObjectType(
      "dataset",
      [.init("columns", "list of string"), .init("problems", "dataset")],
      isOpen: true, element: "record", slice: "dataset"),
    ObjectType(
      "history", base: "dataset",
      [
        .init("steps", "int"), .init("rejected", "dataset"), .init("skipped", "dataset"),
        .init("left_out", "dataset"),
      ],
      isOpen: true),
    ObjectType(
      "tokenizer",
      [
        .init("vocab", "record"), .init("pad_id", "int"), .init("unk_id", "int or none"),
        .init("word_delimiter_id", "int or none"),
      ]),
    ObjectType(
      "model",
      [
        .init("family", "string"), .init("tokenizer", "tokenizer"),
        .init("sampling_rate", "int"), .init("config", "any"),
      ]),
    ObjectType(
      "histogram",
      [.init("edges", "list of float"), .init("counts", "list of int"), .init("mean", "float")]),
    ObjectType(
      "error_report",
      [
        .init("rate", "float"), .init("low", "float or none"), .init("high", "float or none"),
        .init("hits", "int"), .init("substitutions", "int"), .init("deletions", "int"),
        .init("insertions", "int"), .init("confusions", "dataset"), .init("missed", "dataset"),
        .init("added", "dataset"), .init("rows", "dataset"), .init("worst", "dataset"),
      ]),
    ObjectType(
      "description",
      [
        .init("rows", "int"), .init("hours", "float or none"), .init("shortest", "float or none"),
        .init("longest", "float or none"), .init("mean", "float or none"),
        .init("median", "float or none"), .init("sampling_rates", "dataset"),
        .init("speakers", "int or none"), .init("words", "int or none"),
        .init("vocabulary", "int or none"), .init("letters", "int or none"),
        .init("characters", "int or none"),
      ]),
    ObjectType(
      "alignment",
      [
        .init("words", "dataset"), .init("tokens", "dataset"), .init("segments", "dataset"),
        .init("tiers", "list of record"), .init("frames", "dataset"),
        .init("score", "float or none"),
        .init("log_probability", "float or none"), .init("duration", "float"),
        .init("tokens_in_silence", "int or none"),
      ]),
    ObjectType(
      "transcript",
      [.init("text", "string"), .init("words", "dataset"), .init("alternatives", "dataset")]),
    ObjectType(
      "confusion_matrix",
      [
        .init("labels", "list of string"), .init("counts", "list of list of int"),
        .init("accuracy", "float"), .init("pairs", "dataset"),
      ]),
    ObjectType("progress"),
    ObjectType(
      "language_model",
      [.init("order", "int"), .init("counts", "list of int"), .init("unit", "string")]),
  ]
}
