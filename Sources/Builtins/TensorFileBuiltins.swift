internal import Interpreter
internal import Tensors
internal import Text

var tensorFileBuiltins: [Builtin] {
  [loadNpy, save]
}

private var loadNpy: Builtin {
  Builtin(
    "load_npy", [Parameter("path", .inputPath, "a file that numpy.save wrote")], result: "tensor",
    summary: "Reads an array of NumPy's.",
    help: "Numbers are floats or whole numbers, little-endian. Floats of 64 bits are rounded to "
      + "32; a number that would not survive is an error.",
    example: "load_npy(\"features.npy\").shape"
  ) { call in
    let path = try call.inputPath("path")
    let bytes = try readFile(path)
    do throws(NpyError) {
      return .object(TensorObject(try Tensor(npy: bytes.span)))
    } catch {
      throw BuiltinError("\"\(path)\" \(error)", kind: "file", argument: "path")
    }
  }
}

private var save: Builtin {
  Builtin(
    "save", on: tensorParameter, [Parameter("path", .outputPath, "ends in .npy")], result: "none",
    summary: "Writes the tensor for NumPy, whole or not at all.",
    example: "zeros([2, 3]).save(\"zeros.npy\")"
  ) { call in
    let path = try call.outputPath("path")
    guard path.lowercased().hasSuffix(".npy") else {
      throw BuiltinError(
        "\"\(path)\" does not end in .npy", hint: "tensors are written in NumPy's format",
        kind: "file", argument: "path")
    }
    try writeFile(path, try call.tensor().npy)
    return .none
  }
}
