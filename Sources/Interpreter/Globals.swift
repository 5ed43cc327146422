/// The names of a session's top level, each with a place that code refers to by number.
final class Globals {
  private var places: [String: Int] = [:]
  private(set) var names: [String] = []
  /// The value at each place; `nil` while the name is not bound.
  var values: [Value?] = []

  /// The place of `name`, made when it is first asked for.
  func place(of name: String) -> Int {
    if let place = places[name] { return place }
    places[name] = names.count
    names.append(name)
    values.append(nil)
    return names.count - 1
  }

  /// The value bound to `name`.
  func value(of name: String) -> Value? {
    guard let place = places[name] else { return nil }
    return values[place]
  }

  /// Forgets all values; the places stay.
  func unbindAll() { values = Array(repeating: nil, count: values.count) }

  /// The names that are bound.
  var boundNames: [String] { names.indices.filter { values[$0] != nil }.map { names[$0] } }
}
