"""Writes formatting/formats.json: what Python's own format() and repr() make of numbers and text.

Written with CPython 3.11; the mini-language has been the same since 3.6.
"""

import itertools
import json
import pathlib
import random

random.seed(2)
INTEGERS = [0, 1, -1, 7, 42, -999, 1000, 123456, -1234567, 2**31, 2**63 - 1]
FLOATS = [0.0, -0.0, 0.1, 1.0, -2.5, 3.14159, 1e-5, 0.0001, 123456.789, 1e15, 1e16, 1e22, 1e100,
          5e-324, 1.7976931348623157e308, 2 / 3, 100.0, 99999.95, 0.5, 1.5]
TEXTS = ["", "a", "word", "längeres", "two words"]
ALIGNMENTS = ["", "<", ">", "^", "*<", "*>", "-^"]
WIDTHS = ["", "4", "12", "25"]


def specifications(kinds, signs, groupings, precisions, zeros):
    parts = itertools.product(ALIGNMENTS, signs, zeros, WIDTHS, groupings, precisions, kinds)
    return ["".join(part) for part in parts]


def cases(values, specs, count):
    found = []
    while len(found) < count:
        value, spec = random.choice(values), random.choice(specs)
        try:
            found.append([value, spec, format(value, spec)])
        except ValueError:
            continue
    return found


integers = specifications(["", "d", "x", "X", "o", "b"], ["", "+", " ", "-"], ["", ",", "_"], [""],
                          ["", "0", "#"])
floats = specifications(["", "f", "e", "E", "g", "%", "F"], ["", "+", " "], ["", ",", "_"],
                        ["", ".0", ".1", ".3", ".10"], ["", "0"])
texts = specifications(["", "s"], [""], [""], ["", ".0", ".2", ".20"], [""])
bits = [random.uniform(-1, 1) * 10 ** random.randint(-20, 20) for _ in range(300)]
fixture = {
    "integers": cases(INTEGERS, integers, 400),
    "floats": cases(FLOATS, floats, 600),
    "texts": cases(TEXTS, texts, 150),
    "reprs": [[number, repr(number)] for number in FLOATS + bits],
}
folder = pathlib.Path(__file__).parent / "formatting"
folder.mkdir(exist_ok=True)
with open(folder / "formats.json", "w", encoding="utf-8") as file:
    json.dump(fixture, file, ensure_ascii=False, indent=None)
    file.write("\n")
