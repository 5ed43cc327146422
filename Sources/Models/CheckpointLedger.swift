internal import ExactStrings

/// What became of every tensor of a checkpoint, and where every parameter of the model came from.
///
/// A checkpoint and a model seldom have just the same names: a checkpoint of pretraining has parts
/// that a recognizer has not, an old one spells some names in another way. The ledger accounts for
/// each of them, so that nothing is dropped or made up in silence.
public struct CheckpointLedger: Sendable {
  /// A tensor of the file, a parameter of the model, or both where one became the other.
  public struct Row: Sendable, Equatable {
    /// The tensor's name in the file, or `nil` if the file has none.
    public let tensor: String?
    /// The parameter's name in the model, or `nil` if the model has none.
    public let parameter: String?
    /// The tensor's shape or, without a tensor, the parameter's.
    public let shape: [Int]
    /// How the file stores the tensor's numbers, or `nil` without a tensor.
    public let format: StoredFormat?
    /// What became of it.
    public let fate: Fate
  }

  /// What became of a tensor or a parameter.
  public enum Fate: Sendable, Equatable {
    /// The tensor is the parameter, perhaps under another name and in another format.
    case used
    /// The model does without the tensor; the reason.
    case ignored(String)
    /// The parameter was drawn at random or set to its first value; the reason.
    case drawn(String)
    /// The model needs a tensor that the file has not.
    case missing
    /// The file has a tensor that nothing is known of.
    case unexpected
    /// The model has a parameter of that name and of this other shape.
    case misshapen(wanted: [Int])
  }

  /// The parameters in the model's order, then the tensors that are none, in the file's.
  public internal(set) var rows: [Row] = []

  /// An empty ledger.
  public init() {}
}

extension CheckpointLedger.Row {
  /// What became of it, in words: `used`, `renamed, converted from F16`, `ignored: …`.
  public var words: String {
    switch fate {
    case .used:
      let changes = [
        isRenamed ? "renamed" : nil, isConverted ? "converted from \(format?.rawValue ?? "")" : nil,
      ].compactMap(\.self)
      return changes.isEmpty ? "used" : changes.joined(separator: ", ")
    case .ignored(let reason): return "ignored: \(reason)"
    case .drawn(let reason): return "drawn afresh: \(reason)"
    case .missing: return "missing"
    case .unexpected: return "unexpected"
    case .misshapen(let wanted): return "of another shape: the model has \(wanted)"
    }
  }

  /// Whether the tensor is a parameter under another name.
  public var isRenamed: Bool { tensor != nil && parameter != nil && tensor != parameter }

  /// Whether the tensor is a parameter whose numbers the file stores in another format.
  public var isConverted: Bool { fate == .used && format != .float32 }
}

extension CheckpointLedger {
  /// How many rows there are of each kind, the kinds that there are none of left out: `used`,
  /// `renamed`, `converted`, `ignored`, `drawn`.
  public var counts: [(kind: String, count: Int)] {
    let kinds: [(String, (Row) -> Bool)] = [
      ("used", { $0.fate == .used }), ("renamed", { $0.fate == .used && $0.isRenamed }),
      ("converted", \.isConverted),
      ("ignored", { if case .ignored = $0.fate { true } else { false } }),
      ("drawn", { if case .drawn = $0.fate { true } else { false } }),
    ]
    return kinds.map { kind in (kind.0, rows.count(where: kind.1)) }.filter { $0.1 > 0 }
  }

  /// The ledger with the parameters in the order of `names`, in place of the order that a model asks
  /// for them in.
  func ordered(by names: [String]) -> CheckpointLedger {
    let places = Dictionary(
      names.enumerated().map { (ExactString($1), $0) }, uniquingKeysWith: { first, _ in first })
    func place(_ row: Row) -> Int { row.parameter.flatMap { places[$0] } ?? names.count }
    var ledger = self
    // The rows of a place have an order of their own, which sorting alone might change.
    ledger.rows = rows.enumerated()
      .sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
    return ledger
  }

  /// The error that names what is missing, unexpected or of another shape; `nil` if nothing is.
  func problem(path: String) -> ModelError? {
    var (missing, unexpected, misshapen): ([String], [String], [String]) = ([], [], [])
    for row in rows {
      switch row.fate {
      case .missing: missing.append(row.parameter ?? "")
      case .unexpected: unexpected.append(shown(row.tensor ?? ""))
      case .misshapen(let wanted):
        misshapen.append("\(row.parameter ?? "") (\(row.shape), the model has \(wanted))")
      case .used, .ignored, .drawn: continue
      }
    }
    if missing.isEmpty, unexpected.isEmpty, misshapen.isEmpty { return nil }
    return .tensorsDiffer(
      path: path, missing: missing, unexpected: unexpected, misshapen: misshapen)
  }

  /// What the user should see, in short sentences.
  ///
  /// - Parameter head: The beginning of the names of the head's parameters.
  /// - Returns: The sentences.
  func notices(head: String) -> [String] {
    var notices: [String] = []
    let drawn = grouped { row in
      if case .drawn(let reason) = row.fate { (reason, row.parameter ?? "") } else { nil }
    }
    for (reason, names) in drawn {
      let isHead = names.contains { $0.hasPrefix(head) }
      notices.append(
        "\(isHead ? "the head" : names.joined(separator: ", ")) is drawn afresh: \(reason)")
    }
    let ignored = grouped { row in
      guard case .ignored(let reason) = row.fate, FamilyTensors.namedReasons.contains(reason)
      else { return nil }
      let name = row.tensor ?? ""
      return (reason, name.firstIndex(of: ".").map { name[...$0] + "*" } ?? name)
    }
    for (reason, names) in ignored {
      notices.append("left out: \(names.map { shown($0) }.joined(separator: ", ")), \(reason)")
    }
    let formats = Set(rows.filter(\.isConverted).compactMap { $0.format?.rawValue }).sorted()
    if !formats.isEmpty {
      notices.append("the weights are stored as \(formats.joined(separator: " and ")); F32 is used")
    }
    return notices
  }

  /// The different names of rows, by what they have in common.
  private func grouped(
    _ member: (Row) -> (reason: String, name: String)?
  ) -> [(reason: String, names: [String])] {
    var groups: [(reason: String, names: [String])] = []
    for (reason, name) in rows.lazy.compactMap(member) {
      let place = groups.firstIndex { $0.reason == reason } ?? groups.count
      if place == groups.count { groups.append((reason, [])) }
      // Tensors of one part stand together.
      if !groups[place].names.last.isExactly(name),
        !groups[place].names.containsExactly(name)
      {
        groups[place].names.append(name)
      }
    }
    return groups
  }
}
