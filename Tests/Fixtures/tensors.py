"""Writes Tests/Fixtures/tensors/operations.json: NumPy's results of what tensors do.

Written with NumPy 2 in double precision; run as `python tensors.py`.
"""

import json
import pathlib

import numpy as np

random = np.random.default_rng(7)


def made(*shape):
    return np.round(random.normal(size=shape), 3).astype("f4")


def stored(array):
    array = np.asarray(array, "f8")
    data = [float(x) if np.isfinite(x) else None for x in array.ravel()]
    return {"shape": list(array.shape), "data": data}


binary = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "//": np.floor_divide,
    "%": np.mod, "**": np.power, "==": np.equal, "!=": np.not_equal, "<": np.less,
    "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "@": np.matmul,
}
pairs = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)), ((4, 1, 3), (2, 1)),
         ((0, 3), (3,)), ((37,), (37,))]
products = [((2, 3), (3, 4)), ((3,), (3, 2)), ((2, 3), (3,)), ((3,), (3,)), ((5, 2, 3), (3, 4)),
            ((2, 1, 2, 3), (4, 3, 2)), ((2, 0), (0, 3))]
operations = []
for sign, function in binary.items():
    for left, right in products if sign == "@" else pairs:
        a, b = made(*left), made(*right)
        if sign == "**":
            a = np.abs(a) + np.float32(0.5)
        if sign == "==" and a.shape == b.shape:
            b = np.where(b > 0, a, b)
        result = function(a.astype("f8"), b.astype("f8"))
        operations.append(
            {"sign": sign, "left": stored(a), "right": stored(b), "result": stored(result)})

reductions = []
for shape in [(4,), (2, 3), (2, 3, 4), (3, 1, 20)]:
    a = made(*shape)
    for axis in [None, *range(-len(shape), len(shape))]:
        for keep in [False, True]:
            for name in ["sum", "mean", "min", "max", "std"]:
                result = getattr(a.astype("f8"), name)(axis=axis, keepdims=keep)
                reductions.append({"name": name, "tensor": stored(a), "axis": axis,
                                   "keeps": keep, "result": stored(result)})

softmax = []
for shape in [(5,), (2, 3), (2, 3, 20)]:
    a = made(*shape)
    for axis in range(-len(shape), len(shape)):
        shifted = a - a.max(axis=axis, keepdims=True, initial=-9).astype("f8")
        logs = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
        softmax.append({"tensor": stored(a), "axis": axis, "result": stored(logs)})

transposes = []
for shape, axes in [((2, 3), None), ((2, 3, 4), None), ((2, 3, 4), [1, 0, 2]), ((5,), None),
                    ((2, 3, 4, 2), [-1, 0, 2, 1])]:
    a = made(*shape)
    transposes.append({"tensor": stored(a), "axes": axes, "result": stored(a.transpose(axes))})

folder = pathlib.Path(__file__).parent / "tensors"
folder.mkdir(exist_ok=True)
with open(folder / "operations.json", "w") as file:
    json.dump({"operations": operations, "reductions": reductions, "softmax": softmax,
               "transposes": transposes}, file, separators=(",", ":"))
