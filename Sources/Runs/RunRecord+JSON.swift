internal import Foundation
public import Text

extension RunRecord {
  /// The record as it is written.
  public var json: JSON {
    .object([
      "schema": .integer(Self.schema), "run_id": .string(id), "status": .string(status.rawValue),
      "exit_code": exitCode.map(JSON.integer) ?? .null, "error": JSON(error),
      "started": .string(timeText(started)), "ended": JSON(ended.map(timeText)),
      "folder": JSON(folder), "recipe": recipe.json, "imports": .array(imports.map(\.json)),
      "parameters": .array(parameters.map(\.json)), "seed": .string(String(seed)),
      "engine": .object(engine), "device": .object(device), "environment": .object(environment),
      "inputs": .array(inputs.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "trainings": .array(trainings.map(\.json)), "steps": .array(steps.map(\.json)),
      "figures": .array(figures.map(\.json)),
    ])
  }

  /// Reads a record.
  ///
  /// - Parameter json: The contents of a `run.json`.
  /// - Throws: ``RunError/badRecord(path:problem:)`` without a path.
  public init(json: JSON) throws(RunError) {
    guard let schema = json["schema"]?.integer else {
      throw .badRecord(path: "", problem: "it is no record of a run")
    }
    guard schema <= Self.schema else {
      throw .badRecord(path: "", problem: "a newer asrsh wrote it (schema \(schema))")
    }
    guard let id = json["run_id"]?.string, let folder = json["folder"],
      let status = json["status"]?.string.flatMap(Status.init(rawValue:)),
      let started = json["started"]?.string.flatMap(time), let recipe = json["recipe"],
      let source = Source(json: recipe)
    else { throw .badRecord(path: "", problem: "members are missing") }
    self.init(id: id, started: started, folder: folder.string, recipe: source)
    self.status = status
    exitCode = json["exit_code"]?.integer
    error = json["error"]?.string
    ended = json["ended"]?.string.flatMap(time)
    imports = json.list("imports", Source.init(json:))
    parameters = json.list("parameters", Parameter.init(json:))
    seed = json["seed"]?.string.flatMap { UInt64($0) } ?? 0
    engine = json["engine"]?.object ?? JSONObject()
    device = json["device"]?.object ?? JSONObject()
    environment = json["environment"]?.object ?? JSONObject()
    inputs = json.list("inputs", FileFingerprint.init(json:))
    outputs = json.list("outputs", FileFingerprint.init(json:))
    trainings = json.list("trainings", Training.init(json:))
    steps = json.list("steps", Step.init(json:))
    figures = json.list("figures", Figure.init(json:))
  }
}

extension RunRecord.Source {
  fileprivate var json: JSON {
    .object(["path": .string(path), "sha256": .string(hash), "text": .string(text)])
  }

  fileprivate init?(json: JSON) {
    guard let path = json["path"]?.string, let text = json["text"]?.string else { return nil }
    self.init(path: path, text: text)
  }
}

extension RunRecord.Parameter {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "value": .string(value), "given": JSON(given),
      "origin": .string(given == nil ? "default" : "command line"),
    ])
  }

  fileprivate init?(json: JSON) {
    guard let name = json["name"]?.string, let value = json["value"]?.string else { return nil }
    self.init(name: name, value: value, given: json["given"]?.string)
  }
}

extension RunRecord.Step {
  fileprivate var json: JSON {
    .object([
      "title": .string(title), "code": .string(code), "seconds": JSON(seconds),
      "failed": .boolean(hasFailed), "output": .string(output),
      "varying": .array(varying.map(JSON.string)), "notices": .array(notices.map(JSON.string)),
      "peak_megabytes": peakMegabytes.map(JSON.integer) ?? .null,
    ])
  }

  fileprivate init?(json: JSON) {
    guard let title = json["title"]?.string, let code = json["code"]?.string else { return nil }
    self.init(title: title, code: code, seconds: json["seconds"]?.double)
    hasFailed = json["failed"]?.boolean ?? false
    output = json["output"]?.string ?? ""
    varying = json["varying"]?.array?.compactMap(\.string) ?? []
    notices = json["notices"]?.array?.compactMap(\.string) ?? []
    peakMegabytes = json["peak_megabytes"]?.integer
  }
}

extension RunRecord.Training {
  fileprivate var json: JSON { .object(["output": .string(output), "folder": .string(folder)]) }

  fileprivate init?(json: JSON) {
    guard let output = json["output"]?.string, let folder = json["folder"]?.string else {
      return nil
    }
    self.init(output: output, folder: folder)
  }
}

extension RunRecord.Figure {
  fileprivate var json: JSON { .object(["name": .string(name), "value": JSON(value)]) }

  fileprivate init?(json: JSON) {
    guard let name = json["name"]?.string, let value = json["value"] else { return nil }
    guard let number = value.double ?? value.string.flatMap({ Double($0) }) else { return nil }
    self.init(name: name, value: number)
  }
}

extension JSON {
  /// A text, or null.
  fileprivate init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// A number, or null; one that is not finite is a text.
  fileprivate init(_ number: Double?) {
    guard let number else { self = .null; return }
    self = number.isFinite ? .number(number) : .string("\(number)")
  }

  fileprivate static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(JSONObject(members.map { (key: $0.key, value: $0.value) }))
  }

  /// The items of a member that can be read.
  fileprivate func list<Item>(_ key: String, _ read: (JSON) -> Item?) -> [Item] {
    self[key]?.array?.compactMap(read) ?? []
  }
}

/// A time as it is written: `2026-11-21T14:55:03.123Z`.
private func timeText(_ date: Date) -> String {
  date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
}

private func time(_ text: String) -> Date? {
  try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
}
