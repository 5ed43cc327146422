/// Writes long recipes of the kind that people write, for measuring.
struct RecipeGenerator {
  /// Returns a recipe of `lineCount` lines, in which nothing is to be found.
  static func recipe(lineCount: Int) -> String {
    var lines = [
      "param epochs = 3 \"passes\"", "param folder: path = \"/dev/null\" \"recordings\"",
    ]
    var block = 0
    while lines.count < lineCount - 3 {
      lines += Self.block(block)
      block += 1
    }
    lines = Array(lines.prefix(lineCount - 3))
    // A block that was cut off is closed by comments: blocks end with their only braces.
    while lines.last.map({ !$0.hasPrefix("# end") }) ?? false { lines.removeLast() }
    while lines.count < lineCount - 1 { lines.append("# nothing") }
    lines.append("print(epochs, folder)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func block(_ number: Int) -> [String] {
    """
    # %% Step \(number)
    def clean_\(number)(row, lower=true) {
      text = row.text.replace(",", " ").trim()
      if lower { text = text.lower() } else { print("kept", text) }
      {...row, text: text, length: len(text) + \(number)}
    }
    words_\(number) = ["one", "two", "three"].map(word => word.upper() + "!")
    total_\(number) = 0
    for i in range(10) {
      if i % 3 == 0 { continue }
      total_\(number) = total_\(number) + i * \(number) - (i // 2) ** 2
    }
    rows_\(number) = words_\(number).map(word => clean_\(number)({text: word}, lower=false))
    print(f"step \(number): {total_\(number):>8,} of {len(words_\(number))} words, {epochs} epochs")
    best_\(number) = none
    for row in rows_\(number) {
      if best_\(number) == none or row.length > best_\(number).length { best_\(number) = row }
    }
    print(best_\(number).text, rows_\(number)[0].text[1:3], {a: 1, b: [1, 2, 3]}.b[-1])
    # end
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
