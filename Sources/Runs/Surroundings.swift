internal import Files
internal import Foundation
public import Text

/// What a run happens in: the program, the machine, the environment.
public struct Surroundings: Sendable {
  /// The program: version, hash, libraries.
  public var engine: JSONObject
  /// The machine: processor, instructions, threads.
  public var device: JSONObject
  /// Variables of the environment that can change a result.
  public var environment: JSONObject

  /// Describes the surroundings.
  ///
  /// - Parameters:
  ///   - engine: What the program says of itself and its libraries.
  ///   - device: What the engine says of the instructions and threads that it uses.
  ///   - environment: All variables; those that matter are kept. Tokens never are.
  public init(
    engine: [(String, String)], device: [(String, String)], environment: [String: String]
  ) {
    self.engine = JSONObject(engine.map { (key: $0.0, value: .string($0.1)) })
    self.device = JSONObject(
      ([("processor", processorName)] + device).map { (key: $0.0, value: .string($0.1)) })
    let kept = environment.filter { name, _ in
      ["LANG", "TZ", "HF_HUB_OFFLINE", "HF_ENDPOINT", "HF_HOME", "HF_HUB_CACHE"].contains(name)
        || ["LC_", "ASRSH_", "OMP_"].contains { name.hasPrefix($0) }
    }
    self.environment = JSONObject(
      kept.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) })
  }
}

/// The processor's name as Linux gives it.
private var processorName: String {
  let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
  let name = line?.split(separator: ":").last?.drop { $0 == " " } ?? "unknown"
  return String(name)
}

/// The commit that the folder of a file is at, read without starting a program; `nil` outside Git.
func commit(around path: String) -> String? {
  guard var folder = realPath(path.pathFolder) else { return nil }
  while folder != "/" {
    let git = folder.inFolder(".git")
    if let head = gitLine(git.inFolder("HEAD")) {
      guard head.hasPrefix("ref: ") else { return head }
      let name = String(head.dropFirst(5))
      guard !name.contains("..") else { return nil }
      if let commit = gitLine(git.inFolder(name)) { return commit }
      let packed = gitLine(git.inFolder("packed-refs")) ?? ""
      let line = packed.split(separator: "\n").first { $0.hasSuffix(" \(name)") }
      return line.map { String($0.prefix { $0 != " " }) }
    }
    folder = folder.pathFolder
  }
  return nil
}

/// What a file of Git's holds, without the end of its last line.
private func gitLine(_ path: String) -> String? {
  (try? readText(path))?.trimmingCharacters(in: .whitespacesAndNewlines)
}
