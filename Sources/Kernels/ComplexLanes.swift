/// Sixteen complex numbers, one of each of sixteen frames.
struct ComplexLanes {
  var re: Lanes
  var im: Lanes

  @inline(__always)
  static func + (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
    ComplexLanes(re: a.re + b.re, im: a.im + b.im)
  }

  @inline(__always)
  static func - (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
    ComplexLanes(re: a.re - b.re, im: a.im - b.im)
  }

  /// All sixteen times the complex number `factor`.
  @inline(__always)
  static func * (a: ComplexLanes, factor: (re: Float, im: Float)) -> ComplexLanes {
    ComplexLanes(
      re: a.re * factor.re - a.im * factor.im, im: a.re * factor.im + a.im * factor.re)
  }

  @inline(__always)
  static func * (a: ComplexLanes, factor: Float) -> ComplexLanes {
    ComplexLanes(re: a.re * factor, im: a.im * factor)
  }

  /// Minus i times these.
  @inline(__always)
  var turned: ComplexLanes { ComplexLanes(re: im, im: -re) }

  /// The squares of the absolute values.
  @inline(__always)
  var power: Lanes { re * re + im * im }
}

extension Floats {
  /// The complex number `index` of every lane: sixteen real parts, then sixteen imaginary ones.
  @inline(__always)
  subscript(complex index: Int) -> ComplexLanes {
    get { ComplexLanes(re: self[lanes: 32 * index], im: self[lanes: 32 * index + 16]) }
    nonmutating set {
      self[lanes: 32 * index] = newValue.re
      self[lanes: 32 * index + 16] = newValue.im
    }
  }
}
