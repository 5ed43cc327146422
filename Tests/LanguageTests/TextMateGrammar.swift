import Foundation

/// A grammar for editors in TextMate's form, as far as the one of this repository uses it.
final class TextMateGrammar {
  /// What is wrong with a grammar.
  enum Fault: Error {
    case notAnObject(String)
    case unknownRule(String)
  }

  /// One rule: a match, a stretch between two matches or over lines, or a group of rules.
  final class Rule {
    let name: String?
    let contentName: String?
    let match: NSRegularExpression?
    let end: NSRegularExpression?
    let lines: NSRegularExpression?
    let captures: [Int: String]
    let endCaptures: [Int: String]
    let isStretch: Bool
    let parts: [Part]

    /// Reads a rule.
    ///
    /// - Throws: ``Fault``, or what is wrong with a regular expression.
    init(_ value: Any) throws {
      guard let object = value as? [String: Any] else { throw Fault.notAnObject("\(value)") }
      func expression(_ key: String) throws -> NSRegularExpression? {
        try (object[key] as? String).map { try NSRegularExpression(pattern: $0) }
      }
      func names(_ key: String) -> [Int: String] {
        let captures = object[key] as? [String: [String: String]] ?? [:]
        return Dictionary(
          uniqueKeysWithValues: captures.compactMap { key, value in
            guard let number = Int(key), let name = value["name"] else { return nil }
            return (number, name)
          })
      }
      name = object["name"] as? String
      contentName = object["contentName"] as? String
      isStretch = object["begin"] != nil
      match = try expression(isStretch ? "begin" : "match")
      end = try expression("end")
      lines = try expression("while")
      captures = names(isStretch ? "beginCaptures" : "captures")
      endCaptures = names("endCaptures")
      parts = try (object["patterns"] as? [Any] ?? []).map(Part.init)
    }
  }

  /// A rule in its place, or the name of one.
  enum Part {
    case rule(Rule)
    case include(String)

    init(_ value: Any) throws {
      if let include = (value as? [String: Any])?["include"] as? String {
        self = .include(include)
      } else {
        self = .rule(try Rule(value))
      }
    }
  }

  let top: Rule
  let repository: [String: Rule]

  /// Reads the grammar in `data`, which is JSON.
  init(_ data: Data) throws {
    let object = try JSONSerialization.jsonObject(with: data)
    top = try Rule(object)
    let rules = (object as? [String: Any])?["repository"] as? [String: Any] ?? [:]
    repository = try rules.mapValues(Rule.init)
  }

  /// The names of rules that `rule` and the rules in it ask for.
  func uses(in rule: Rule) -> Set<String> {
    rule.parts.reduce(into: []) { names, part in
      switch part {
      case .include(let name): names.insert(name)
      case .rule(let inner): names.formUnion(uses(in: inner))
      }
    }
  }

  /// The matches and stretches that may come in `rule`, in the order in which they are tried.
  func choices(in rule: Rule) throws -> [Rule] {
    var seen: Set<String> = []
    return try choices(of: rule.parts, &seen)
  }

  private func choices(of parts: [Part], _ seen: inout Set<String>) throws -> [Rule] {
    var choices: [Rule] = []
    for part in parts {
      let rule: Rule
      switch part {
      case .rule(let inner): rule = inner
      case .include(let name):
        guard seen.insert(name).inserted else { continue }
        rule = try named(name)
      }
      choices += rule.match != nil ? [rule] : try self.choices(of: rule.parts, &seen)
    }
    return choices
  }

  private func named(_ name: String) throws -> Rule {
    if name == "$self" { return top }
    guard name.hasPrefix("#"), let rule = repository[String(name.dropFirst())] else {
      throw Fault.unknownRule(name)
    }
    return rule
  }
}
