internal import ExactStrings
public import Tensors
internal import Text

/// Tensors that are spread over several files, as an index says.
///
/// The index is a JSON file whose `weight_map` names, for every tensor, the file that it is in. Index
/// and files must agree on each tensor: none is in two files, none is missing, none is left over.
public struct ShardedTensors: TensorFile {
  /// The index.
  public let path: String
  /// The tensors, file after file in the order of the files' names.
  public let entries: [TensorFileEntry]
  /// Free text about the first file, such as `format`.
  public let metadata: [(key: String, value: String)]

  private let shards: [any TensorFile]
  /// Which of the shards has a tensor.
  private let places: [ExactString: Int]

  private static let mostShards = 4_096

  /// Opens an index and all files that it names.
  ///
  /// - Parameter path: The index; the files are in its folder.
  /// - Throws: ``ModelError/file(_:)`` if one cannot be read, ``ModelError/badTensors(path:problem:)``
  ///   if one is broken or if they do not agree.
  public init(index path: String) throws(ModelError) {
    let map = try Self.weightMap(path)
    let names = try FormatProblem.inFile(path) { () throws(FormatProblem) in
      try Self.shardNames(map)
    }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    var shards: [any TensorFile] = []
    for name in names { shards.append(try openTensorFile(path: folder + name)) }
    places = try FormatProblem.inFile(path) { () throws(FormatProblem) in
      try Self.places(map, in: shards, names)
    }
    self.path = path
    self.shards = shards
    entries = shards.flatMap(\.entries)
    metadata = shards.first?.metadata ?? []
  }

  private static func weightMap(
    _ path: String
  ) throws(ModelError) -> [(tensor: String, shard: String)] {
    var limits = JSON.Limits()
    limits.depth = 8
    limits.valueCount = 2 * mostTensors
    limits.byteCount = 64 << 20
    let index: JSON
    do throws(TextError) {
      index = try JSON(path: path, limits: limits)
    } catch {
      throw .file(error)
    }
    return try FormatProblem.inFile(path) { () throws(FormatProblem) in
      guard let members = index["weight_map"]?.object?.members, !members.isEmpty else {
        throw FormatProblem(text: "it has no weight_map that names the file of every tensor")
      }
      guard members.count <= mostTensors else {
        throw FormatProblem(
          text: "it names \(members.count) tensors; at most \(mostTensors) are read")
      }
      var map: [(tensor: String, shard: String)] = []
      for (name, value) in members {
        guard let shard = value.string else {
          throw tensorProblem(name, "has \(value.kind) in weight_map where its file belongs")
        }
        map.append((name, shard))
      }
      return map
    }
  }

  /// The files that the index names, in order: all in its folder, and no index themselves.
  private static func shardNames(
    _ map: [(tensor: String, shard: String)]
  ) throws(FormatProblem) -> [String] {
    for (tensor, shard) in map {
      let isPlain = !shard.utf8.contains { $0 == UInt8(ascii: "/") || $0 < 32 }
      guard isPlain, !shard.isEmpty, shard != ".", shard != "..", !shard.hasSuffix(".json") else {
        throw tensorProblem(tensor, "is in \(shown(shard)), which is no name of a file beside it")
      }
    }
    let names = Set(map.map { ExactString($0.shard) })
    guard names.count <= mostShards else {
      throw FormatProblem(text: "it names \(names.count) files; at most \(mostShards) are read")
    }
    return names.map(\.string).sortedExactly()
  }

  /// Where each tensor is, when index and files agree on all of them.
  private static func places(
    _ map: [(tensor: String, shard: String)], in shards: [any TensorFile], _ names: [String]
  ) throws(FormatProblem) -> [ExactString: Int] {
    var places: [ExactString: Int] = [:]
    for (number, shard) in shards.enumerated() {
      for entry in shard.entries {
        if let other = places.updateValue(number, forKey: ExactString(entry.name)) {
          throw tensorProblem(
            entry.name, "is in both \(shown(names[other])) and \(shown(names[number]))")
        }
      }
    }
    for (tensor, shard) in map {
      let place = places[ExactString(tensor)].map { names[$0] }
      guard place.isExactly(shard) else {
        let found = place.map { "it is in \(shown($0))" } ?? "no file has it"
        throw tensorProblem(
          tensor, "is not in \(shown(shard)), where weight_map places it; \(found)")
      }
    }
    let listed = Set(map.map { ExactString($0.tensor) })
    for (number, shard) in shards.enumerated() {
      if let extra = shard.entries.first(where: { !listed.contains(ExactString($0.name)) }) {
        throw tensorProblem(extra.name, "of \(shown(names[number])) is missing in weight_map")
      }
    }
    return places
  }

  /// Returns a tensor, standing on its file where its numbers are single-precision floats.
  ///
  /// - Parameter name: One of the entries' names.
  /// - Returns: The tensor.
  /// - Throws: ``ModelError/badTensors(path:problem:)`` if there is no such tensor or if its numbers
  ///   are not floats.
  public func tensor(_ name: String) throws(ModelError) -> Tensor {
    guard let place = places[ExactString(name)] else {
      throw .badTensors(path: path, problem: "it has no tensor \(shown(name))")
    }
    return try shards[place].tensor(name)
  }
}
