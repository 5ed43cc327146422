internal import ExactStrings

/// What a pickle's few names stand for.
extension PickleMachine {
  mutating func pushGlobal(_ name: String) throws(FormatProblem) {
    guard let global = PickleGlobal.known[name] else { throw problem("names \(shown(name))") }
    stack.append(.global(global))
  }

  /// Makes the storage that a persistent id names: `("storage", kind, key, device, count)`.
  mutating func pushStorage(_ id: PickleValue) throws(FormatProblem) {
    guard let parts = tuple(id), parts.count == 5, parts[0].text == "storage",
      case .global(.storage(let format)) = parts[1], let key = parts[2].text,
      parts[3].text != nil, let count = parts[4].integer, count >= 0
    else { throw problem("has a storage without a kind, a key, a device and a count") }
    let storage = PickledStorage(key: key, format: format, count: count)
    guard let number = storageNumbers[key] else {
      storageNumbers[key] = storages.count
      storages.append(storage)
      stack.append(.storage(storages.count - 1))
      return
    }
    guard storages[number] == storage else {
      throw problem("has the storage \(shown(key)) in two formats or sizes")
    }
    stack.append(.storage(number))
  }

  /// Makes what one of the known names makes of its arguments.
  mutating func reduce() throws(FormatProblem) {
    let (arguments, callee) = (try pop(), try pop())
    guard case .global(let global) = callee, let arguments = tuple(arguments) else {
      throw problem("calls \(callee.kind) with \(arguments.kind)")
    }
    switch global {
    case .orderedDictionary:
      guard arguments.isEmpty else { throw problem("makes a dictionary from \(arguments[0].kind)") }
      pushDictionary(isOrdered: true)
    case .tensor: try pushTensor(arguments, hasFormat: false)
    case .tensorWithFormat: try pushTensor(arguments, hasFormat: true)
    case .parameter:
      guard arguments.count == 3, case .tensor = arguments[0], case .boolean = arguments[1],
        isEmptyDictionary(arguments[2])
      else { throw problem("makes a parameter from something else than a tensor") }
      stack.append(arguments[0])
    case .storage, .format: throw problem("calls a storage or a format")
    }
  }

  /// Makes a tensor from storage, offset, shape, strides, whether it has a gradient, hooks, the
  /// format if `hasFormat`, and perhaps a dictionary of more.
  private mutating func pushTensor(
    _ arguments: [PickleValue], hasFormat: Bool
  ) throws(FormatProblem) {
    let count = hasFormat ? 7 : 6
    guard arguments.count == count || arguments.count == count + 1,
      case .storage(let number) = arguments[0], let offset = arguments[1].integer,
      let shape = integers(arguments[2]), let strides = integers(arguments[3]),
      case .boolean = arguments[4], isEmptyDictionary(arguments[5])
    else { throw problem("makes a tensor without a storage, an offset, a shape and strides") }
    // Marks such as "to be conjugated", which would change the numbers.
    if arguments.count > count, !isEmptyDictionary(arguments[count]) {
      throw problem("has a tensor with attributes of its own")
    }
    let storage = storages[number]
    var format = storage.format
    if hasFormat {
      guard format == nil, case .global(.format(let named)) = arguments[6] else {
        throw problem("has a tensor in another format than its storage")
      }
      format = named
    }
    guard let format else { throw problem("has a tensor without a format") }
    do throws(FormatProblem) {
      tensors.append(
        try PickledTensor(storage, format, offset: offset, shape: shape, strides: strides))
    } catch {
      throw problem("has a wrong view: \(error.text)")
    }
    stack.append(.tensor(tensors.count - 1))
  }

  /// Gives an ordered dictionary attributes, such as the versions of a model's modules, which are not
  /// needed.
  mutating func build() throws(FormatProblem) {
    let state = try pop()
    let target = try pop()
    guard let dictionary = target.dictionary, dictionaries[dictionary].isOrdered,
      let attributes = state.dictionary, attributes != dictionary
    else { throw problem("gives \(target.kind) attributes from \(state.kind)") }
    stack.append(target)
  }

  /// The items of a tuple, or `nil` if this is none.
  private func tuple(_ value: PickleValue) -> [PickleValue]? {
    guard case .tuple(let place) = value else { return nil }
    return Array(items[place])
  }

  /// The whole numbers of a tuple, or `nil` if this is none of them.
  private func integers(_ value: PickleValue) -> [Int]? {
    guard let values = tuple(value), values.count <= 64 else { return nil }
    let integers = values.compactMap(\.integer)
    return integers.count == values.count ? integers : nil
  }

  private func isEmptyDictionary(_ value: PickleValue) -> Bool {
    switch value {
    case .none: true
    case .dictionary(let number): dictionaries[number].items.isEmpty
    default: false
    }
  }
}
