/// Elements a core takes at a time in element-wise loops: 128 kB, half of a level-2 cache.
let elementGrain = 1 << 15

/// Sets each element of `y` to `body` of the element of `x` at its place, sixteen at a time.
@inline(__always)
func map(_ x: Floats, into y: Floats, _ body: @Sendable (Lanes) -> Lanes) {
  precondition(x.count == y.count, "An element-wise loop needs views of one length.")
  withoutActuallyEscaping(body) { body in
    parallel(count: y.count, grain: elementGrain) { range in
      let (x, y) = (x[range], y[range])
      let whole = y.count & ~15
      for index in stride(from: 0, to: whole, by: 16) { y[lanes: index] = body(x[lanes: index]) }
      if whole < y.count { y[tail: whole] = body(x[tail: whole]) }
    }
  }
}

/// Sets each element of `z` to `body` of the elements of `x` and `y` at its place.
@inline(__always)
func map(_ x: Floats, _ y: Floats, into z: Floats, _ body: @Sendable (Lanes, Lanes) -> Lanes) {
  precondition(x.count == z.count && y.count == z.count, "A loop needs views of one length.")
  withoutActuallyEscaping(body) { body in
    parallel(count: z.count, grain: elementGrain) { range in
      let (x, y, z) = (x[range], y[range], z[range])
      let whole = z.count & ~15
      for index in stride(from: 0, to: whole, by: 16) {
        z[lanes: index] = body(x[lanes: index], y[lanes: index])
      }
      if whole < z.count { z[tail: whole] = body(x[tail: whole], y[tail: whole]) }
    }
  }
}
