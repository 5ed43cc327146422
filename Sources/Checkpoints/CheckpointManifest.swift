internal import ExactStrings
internal import Hashing
internal import Text

/// What a checkpoint consists of, by the file `MANIFEST` in it.
///
/// The file is two lines of JSON: the contents, and the SHA-256 of the first line with its end.
public struct CheckpointManifest: Equatable, Sendable {
  /// A file of a checkpoint.
  public struct File: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its length in bytes.
    public let byteCount: Int
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    public let sha256: String
    /// Its tensors, if it is a file of tensors.
    public let tensors: [TensorStatistics]
  }

  /// The run that the checkpoint belongs to.
  public let runID: String
  /// How many updates had been made.
  public let step: Int
  /// The step of the checkpoint before it, of which it is a continuation.
  public let parentStep: Int?
  /// The step of the best checkpoint at the time.
  public let bestStep: Int?
  /// The program that wrote it.
  public let engine: String
  /// The files, in the order in which they were written.
  public let files: [File]

  /// The bytes of all files together.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// The format that this program writes, and the newest that it reads.
  static let version = 1
  /// The most bytes that a manifest may have.
  static let largest = 64 << 20
  /// The most files that a checkpoint may have.
  static let mostFiles = 1000
}

extension CheckpointManifest {
  /// The manifest as a file holds it.
  func bytes() throws(JSONError) -> [UInt8] {
    let files = files.map { file -> JSON in
      var members: [JSONObject.Member] = [
        ("name", .string(file.name)), ("bytes", .integer(file.byteCount)),
        ("sha256", .string(file.sha256)),
      ]
      if !file.tensors.isEmpty {
        members.append(("tensors", .array(file.tensors.map(Self.json))))
      }
      return .object(JSONObject(members))
    }
    let contents = JSONObject([
      ("format", .integer(Self.version)), ("run_id", .string(runID)), ("step", .integer(step)),
      ("parent_step", parentStep.map { .integer($0) } ?? .null),
      ("best_step", bestStep.map { .integer($0) } ?? .null), ("engine", .string(engine)),
      ("files", .array(files)),
    ])
    let line = Array((try JSON.object(contents).text() + "\n").utf8)
    return line + Self.seal(line)
  }

  /// The second line of a manifest whose first is given.
  private static func seal(_ line: [UInt8]) -> [UInt8] {
    Array((#"{"sha256": "\#(sha256(of: line))"}"# + "\n").utf8)
  }

  private static func json(_ tensor: TensorStatistics) -> JSON {
    var members: [JSONObject.Member] = [
      ("name", .string(tensor.name)), ("count", .integer(tensor.count)),
      ("norm", .number(tensor.norm)),
    ]
    if tensor.isConstant { members.append(("constant", true)) }
    return .object(JSONObject(members))
  }

  /// Reads a manifest; nothing in it is believed before its hash has been compared.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - checksHash: Whether its hash is compared.
  /// - Throws: ``CheckpointProblem``.
  init(_ bytes: [UInt8], checksHash: Bool = true) throws(CheckpointProblem) {
    func bad(_ problem: String) -> CheckpointProblem { .badManifest(problem) }
    guard let end = bytes.firstIndex(of: 0x0A) else { throw bad("it is cut short") }
    let line = Array(bytes[...end])
    guard !checksHash || bytes[(end + 1)...].elementsEqual(Self.seal(line)) else {
      throw bad("it is not what was written")
    }
    let contents: JSON
    do throws(JSONError) { contents = try JSON(parsing: line) } catch { throw bad("\(error)") }
    guard let version = contents["format"]?.integer else { throw bad("it names no format") }
    guard version <= Self.version else { throw .newer(version: version) }
    guard version == Self.version, let runID = contents["run_id"]?.string,
      let step = contents["step"]?.integer, let engine = contents["engine"]?.string,
      let files = contents["files"]?.array, files.count <= Self.mostFiles
    else { throw bad("it lacks what a manifest says") }
    (self.runID, self.step, self.engine) = (runID, step, engine)
    parentStep = contents["parent_step"]?.integer
    bestStep = contents["best_step"]?.integer
    self.files = try Self.files(files)
  }

  private static func files(_ list: [JSON]) throws(CheckpointProblem) -> [File] {
    var files: [File] = []
    var names: Set<ExactString> = []
    var total = 0
    for entry in list {
      guard let name = entry["name"]?.string, let byteCount = entry["bytes"]?.integer,
        let hash = entry["sha256"]?.string, byteCount >= 0
      else { throw .badManifest("it does not say what a file holds") }
      guard StepName.problem(ofPart: name) == nil else {
        throw .badManifest("it names a file \(name.debugDescription)")
      }
      guard names.insert(name).inserted else { throw .badManifest("it names \(name) twice") }
      let (sum, overflow) = total.addingReportingOverflow(byteCount)
      guard !overflow else { throw .badManifest("its files are larger than any disk") }
      total = sum
      files.append(
        File(name: name, byteCount: byteCount, sha256: hash, tensors: tensors(entry["tensors"])))
    }
    return files
  }

  private static func tensors(_ list: JSON?) -> [TensorStatistics] {
    (list?.array ?? []).compactMap { entry in
      guard let name = entry["name"]?.string, let count = entry["count"]?.integer,
        let norm = entry["norm"]?.double
      else { return nil }
      return TensorStatistics(
        name: name, count: count, norm: norm, isConstant: entry["constant"]?.boolean ?? false)
    }
  }
}

/// The SHA-256 of bytes; empty, and so like no other, where OpenSSL refuses.
func sha256(of bytes: [UInt8]) -> String {
  guard let digest = Digest(.sha256) else { return "" }
  digest.update(bytes)
  return digest.finish()
}
