/// Raises elements to at least the largest less `depth`, then adds `offset` and scales all.
public func compressRange(
  _ x: inout MutableSpan<Float>, depth: Float, offset: Float, scale: Float
) {
  let view = Floats(&x)
  let whole = view.count - view.count % 16
  var highest = Lanes(repeating: -.infinity)
  for index in stride(from: 0, to: whole, by: 16) {
    let lanes = view[lanes: index]
    highest.replace(with: lanes, where: lanes .> highest)
  }
  var peak = highest.max()
  for index in whole..<view.count { peak = max(peak, view[index]) }
  let floor = peak - depth
  for index in stride(from: 0, to: whole, by: 16) {
    var lanes = view[lanes: index]
    lanes.replace(with: Lanes(repeating: floor), where: lanes .< floor)
    view[lanes: index] = (lanes + offset) * scale
  }
  for index in whole..<view.count { view[index] = (max(view[index], floor) + offset) * scale }
}
