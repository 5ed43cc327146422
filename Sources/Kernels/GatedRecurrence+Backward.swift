extension GatedRecurrence {
  /// Computes the gradients of the gates' two parts for every row.
  ///
  /// - Parameters:
  ///   - operands: What the forward side read and wrote.
  ///   - gates: r, z, n and u_n of every row, as the forward side left them.
  ///   - outputGradient: The gradient of the states, laid out as the output is.
  ///   - inputGradient: Where the gradient of `x` goes, rows × 3·state.
  ///   - stateGradient: Where the gradient of `u` goes, rows × 3·state.
  ///   - scratch: Floats to work in, as many as ``scratchCount`` says.
  func backward(
    _ operands: RecurrenceOperands, gates: Floats, outputGradient: Floats,
    inputGradient: Floats, stateGradient: Floats, _ scratch: Floats
  ) {
    let size = stateSize
    // The gradient of every recording's state, its gates' part side by side for the product.
    let (packed, dh, parts) = split(scratch, packed: statesSize.packedCount)
    let product = Product(
      a: parts, aLayout: MatrixLayout(stride: 3 * size), b: operands.weight,
      bLayout: MatrixLayout(stride: size), c: dh, cLayout: MatrixLayout(stride: size),
      size: statesSize, keep: 1)
    product.rightOperand.pack(into: packed)
    for step in stride(from: stepCount - 1, through: 0, by: -1) {
      let rows = rows(at: step)
      let earlier = step == 0 ? [] : self.rows(at: step - 1)
      for (index, row) in rows.enumerated() {
        let place = row * operands.outputStride + operands.outputOffset
        let part = parts[index * 3 * size..<(index + 1) * 3 * size]
        var before: Floats?
        if step > 0 {
          let last = earlier[index] * operands.outputStride + operands.outputOffset
          before = operands.output[last..<last + size]
        }
        retreat(
          dh[index * size..<(index + 1) * size], outputGradient[place..<place + size],
          gates[row * 4 * size..<(row + 1) * 4 * size], before,
          inputGradient[row * 3 * size..<(row + 1) * 3 * size], part)
        stateGradient[row * 3 * size..<(row + 1) * 3 * size].copy(from: part)
      }
      guard step > 0 else { break }
      product.compute(rows: 0..<rows.count, packed: packed)
    }
  }

  /// Takes one recording's gradient back by one frame; leaves `dh·z` in `dh` for the frame before.
  @inline(__always)
  private func retreat(
    _ dh: Floats, _ dy: Floats, _ gates: Floats, _ before: Floats?, _ dx: Floats, _ du: Floats
  ) {
    let size = stateSize
    for index in stride(from: 0, to: size, by: 16) {
      let whole = index + 16 <= size
      @inline(__always)
      func load(_ view: Floats, _ offset: Int) -> Lanes {
        whole
          ? view[lanes: offset + index] : view[offset..<offset + size][tail: index]
      }
      @inline(__always)
      func store(_ value: Lanes, _ view: Floats, _ offset: Int) {
        if whole {
          view[lanes: offset + index] = value
        } else {
          view[offset..<offset + size][tail: index] = value
        }
      }
      let (r, z) = (load(gates, 0), load(gates, size))
      let (n, un) = (load(gates, 2 * size), load(gates, 3 * size))
      let h = before.map { load($0, 0) } ?? Lanes.zero
      let gradient = load(dh, 0) + load(dy, 0)
      let dn = gradient * (1 - z) * (1 - n * n)
      let dz = gradient * (h - n) * z * (1 - z)
      let dr = dn * un * r * (1 - r)
      store(dr, dx, 0)
      store(dz, dx, size)
      store(dn, dx, 2 * size)
      store(dr, du, 0)
      store(dz, du, size)
      store(dn * r, du, 2 * size)
      store(gradient * z, dh, 0)
    }
  }
}
