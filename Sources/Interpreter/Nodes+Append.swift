internal import Language

/// Evaluates `xs = xs.append(x)` without copying the list if nothing else holds it.
final class AppendNode: Node {
  private let binding: Binding
  private let item: Node
  /// A variable named `append`, which goes before the built-in.
  private let shadow: NameNode
  private let otherwise: Node

  init(
    _ binding: Binding, item: Node, shadow: NameNode, otherwise: Node, _ source: SourceText,
    _ span: SourceSpan
  ) {
    self.binding = binding
    self.item = item
    self.shadow = shadow
    self.otherwise = otherwise
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    guard case .list? = binding.value(frame), shadow.lookUp(frame) == nil else {
      return try otherwise.evaluate(frame)
    }
    let value = try item.evaluate(frame)
    guard case .list(var list)? = binding.value(frame), list.items.count < List.most else {
      throw failure("the list is full", kind: "limit")
    }
    guard value.depth < Value.deepestNesting, list.size + value.size <= Value.mostParts else {
      return try checked(Value([value, .list(list)]))
    }
    binding.set(.none, frame)
    list.append(value)
    binding.set(.list(list), frame)
    return .none
  }
}
