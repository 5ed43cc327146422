"""Writes Tests/Fixtures/npy/*.npy, arrays in every type and order that is read, and some that are not.

Written with NumPy 2; run as `python npy.py`. Every array but those called `bad_*` holds the numbers
0 … 5 under shape (2, 3), unless its name says otherwise.
"""

import pathlib

import numpy as np

folder = pathlib.Path(__file__).parent / "npy"
folder.mkdir(exist_ok=True)
numbers = np.arange(6).reshape(2, 3)

for name in ["f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]:
    np.save(folder / f"{name}.npy", numbers.astype(name))
np.save(folder / "fortran.npy", np.asfortranarray(numbers.astype("f4")))
np.save(folder / "scalar_5.npy", np.float32(5))
np.save(folder / "vector_0_to_2.npy", np.arange(3, dtype="f4"))
np.save(folder / "empty.npy", np.zeros((0, 3), "f4"))
np.save(folder / "truths_1_0.npy", np.array([True, False]))
for version in [(2, 0), (3, 0)]:
    with open(folder / f"version_{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, numbers.astype("f4"), version=version)

np.save(folder / "bad_big_endian.npy", numbers.astype(">f4"))
np.save(folder / "bad_complex.npy", numbers.astype("c8"))
np.save(folder / "bad_records.npy", np.zeros(2, [("a", "f4"), ("b", "i4")]))
np.save(folder / "bad_texts.npy", np.array(["a", "b"]))
np.save(folder / "bad_large_integer.npy", np.array([2**24 + 1]))
np.save(folder / "bad_large_float.npy", np.array([1e300]))
