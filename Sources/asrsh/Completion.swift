internal import Display

/// What the Tab key finds for the text before the cursor.
struct Completion: Equatable, Sendable {
  /// What all choices have in common beyond what is typed; it goes in at the cursor.
  var insertion = ""
  /// The choices, when there are several.
  var choices: [String] = []

  /// Makes the completion of `prefix` by those of `candidates` that start with it.
  ///
  /// - Parameters:
  ///   - prefix: What is typed of the name.
  ///   - candidates: All that could stand there, in any order.
  init(of prefix: String, from candidates: some Sequence<String>) {
    let matches = Set(candidates.filter { $0.hasPrefix(prefix) }).sorted()
    guard var common = matches.first else { return }
    for match in matches.dropFirst() { common = common.commonPrefix(with: match) }
    // Of a name that would act on the terminal, what stands before that is put in.
    insertion = String(
      common.dropFirst(prefix.count).prefix { escapeForTerminal(String($0)) == String($0) })
    choices = matches.count > 1 ? matches : []
  }

  /// Makes the completion of the text of a string, which the only choice closes.
  ///
  /// - Parameters:
  ///   - prefix: What is typed of the text.
  ///   - candidates: All texts that could stand there.
  init(ofText prefix: String, from candidates: [String]) {
    self.init(of: prefix, from: candidates)
    let isWhole = candidates.contains { $0 == prefix + insertion }
    if choices.isEmpty, isWhole { insertion += "\"" }
  }

  /// Makes a completion that has nothing to offer.
  init() {}

  /// Makes a completion that puts in `insertion`.
  init(insertion: String) { self.insertion = insertion }
}

extension String {
  /// The letters with which this string and `other` both start.
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
