/// Functions of Python and of other languages, known only to say how the same is written here.
package enum ForeignNames {
  private static let hints: [String: String] = [
    "dict": "{name: value} is a record", "tuple": "[a, b] is a list",
    "set": "xs.unique() drops repeats",
    "open": "read_lines(path) reads a text, write_text(path, text) writes one",
    "isinstance": "type(x) == \"int\" compares types", "typeof": "type(x) names the type",
    "sorted": "xs.sort() gives a sorted list", "reversed": "xs.reverse() turns a list around",
    "input": "a param line is set on the command line: param name = default",
    "println": "print(…)", "printf": "print(f\"{x:.2f}\")", "echo": "print(…)",
    "format": "f\"{x:.2f}\" formats a value", "strip": "text.trim() drops blanks at the ends",
    "push": "xs.append(x) gives a list with one more item",
    "extend": "xs + ys joins lists", "insert": "xs[:i] + [x] + xs[i:] gives a list with x at i",
    "pop": "xs[-1] is the last item, xs[:-1] are the others",
    "length": "len(x) counts", "size": "len(x) counts; t.shape has the lengths of a tensor",
    "count": "len(xs.filter(x => …)) counts what a function accepts",
    "index": "range(len(xs)).filter(i => xs[i] == x) finds places",
    "exit": "a recipe ends with its last line; assert(false, \"why\") stops it",
    "quit": "a recipe ends with its last line; assert(false, \"why\") stops it",
    "pow": "x ** y", "divmod": "x // y and x % y", "reduce": "sum, min, max, or a for loop",
    "any": "len(xs.filter(x => …)) > 0", "all": "len(xs.filter(x => not …)) == 0",
    "sub": "text.replace(part, other), text.remove(pattern)", "eval": "text is never run",
    "exec": "text is never run", "raise": "assert(false, \"what is wrong\")",
    "super": "there are no classes", "require": "import \"other.asr\"",
    "concat": "xs + ys joins lists and texts", "substring": "text[2:5]",
    "shape": "t.shape is a field",
  ]

  /// What to write in the place of a function `name` that is not known here; `nil` if that is not known.
  package static func hint(for name: String) -> String? { hints[name] }
}
