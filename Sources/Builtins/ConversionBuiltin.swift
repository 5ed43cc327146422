internal import Datasets
internal import Display
internal import Interpreter

var conversionBuiltins: [Builtin] { [convertBuiltin] }

private var convertBuiltin: Builtin {
  Builtin(
    "convert", on: datasetParameter,
    [
      Parameter("folder", .outputPath, "where the files and transcripts.jsonl go"),
      Parameter("sampling_rate", .int, default: .int(16_000), "of the files"),
      Parameter(
        "format", .choice(ConversionFormat.Container.allCases.map(\.rawValue)),
        default: .string("flac"), "flac is smaller, without loss; both hold 16 bits"),
      Parameter("mono", .bool, default: .bool(true), "mix all channels to one"),
    ], result: "dataset",
    summary: "The dataset with every recording written anew, in one format at one rate.",
    help:
      "load_dataset(folder) opens the result. A conversion that was stopped goes on: files that are "
      + "whole, and whose source and settings are as they were, are kept. Room on the disk is asked for "
      + "first. Recordings that cannot be read are left out and listed in .problems. A recording that "
      + "would go beyond full scale is made softer, and a line says so.",
    example: "load_dataset(\"speech.csv\").convert(\"letters\", sampling_rate=8000).duration"
  ) { call in
    var format = ConversionFormat()
    format.container = .init(rawValue: try call.string("format")) ?? .flac
    format.samplingRate = try call.int("sampling_rate")
    format.isMono = try call.bool("mono")
    let (chosen, folder) = (format, try call.outputPath("folder"))
    return .object(
      DatasetObject(
        try call.rehearsing(try call.dataset()) { data in
          try convert(data, folder, chosen, call)
        }))
  }
}

private func convert(
  _ data: Dataset, _ folder: String, _ format: ConversionFormat, _ call: Call
) throws -> Dataset {
  let progress = Progress(call)
  let report = Handover(ConversionReport())
  let result = try progress.during("Converting", total: data.count, unit: "files") {
    try progress.watch(
      BackgroundWork { work throws(DatasetError) in
        let converted = try Datasets.convert(
          data, into: folder, format: format, progress: { done, _ in work.report(done) },
          isCancelled: { work.isCancelled })
        report.value = converted.report
        return converted.data
      })
  }
  let done = report.value
  if let summary = result.problemSummary { call.notice("convert: " + summary) }
  if done.kept > 0 {
    call.notice(
      "convert: \(formatCount(done.written, of: "file")) written, "
        + "\(formatCount(done.kept)) kept from before")
  }
  if done.lowered > 0 {
    call.notice(
      "convert: \(formatCount(done.lowered, of: "recording")) made softer, by up to "
        + "\(formatShort(done.mostLowered)) dB, so that nothing is cut off at full scale")
  }
  return result
}
