@testable import Checkpoints

/// What the command line says: words, and `name=value`.
struct TrialOptions {
  private(set) var words: [String] = []
  private var values: [String: String] = [:]

  init(_ arguments: [String]) {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, !parts[0].contains("/") {
        values[parts[0]] = parts[1]
      } else {
        words.append(argument)
      }
    }
  }

  func number(_ name: String, _ usual: Int) -> Int { values[name].flatMap { Int($0) } ?? usual }

  /// The steps of saving, without the one that `control=` names.
  var procedure: SaveProcedure {
    var procedure = SaveProcedure()
    switch values["control"] {
    case "syncs": procedure.syncs = false
    case "renames": procedure.renames = false
    case "hashes": procedure.hashes = false
    case "rotation": procedure.rotatesLast = false
    case "lock": procedure.locks = false
    default: break
    }
    return procedure
  }

  var store: CheckpointStore.Options {
    var options = CheckpointStore.Options()
    options.keep = number("keep", 2)
    options.reserve = number("reserve", 1 << 16)
    options.ballast = number("ballast", 1 << 16)
    return options
  }
}
