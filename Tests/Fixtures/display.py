"""Writes the fixtures of the Display tests: Tests/Fixtures/display/*.json.

Made with Python 3.11.7, numpy 1.26.4 and the wcwidth of glibc 2.36 (Unicode 15.0).
Run: python Tests/Fixtures/display.py
"""

import ctypes
import json
import locale
import math
import pathlib
import random

import numpy

FOLDER = pathlib.Path(__file__).parent / "display"


def write(name, value):
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    (FOLDER / name).write_text(text + "\n")


def widths():
    """The widths of all scalars that glibc can print, as runs [first, last, width]."""
    locale.setlocale(locale.LC_ALL, "C.UTF-8")
    libc = ctypes.CDLL("libc.so.6")
    libc.wcwidth.argtypes = [ctypes.c_wchar]
    runs = []
    for code in range(0x20, 0x110000):
        if 0xD800 <= code < 0xE000:
            continue
        width = libc.wcwidth(chr(code))
        if width < 0:
            continue
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == width:
            runs[-1][1] = code
        else:
            runs.append([code, code, width])
    return runs


def numbers():
    """Values with their spelling by Python's format language."""
    random.seed(1)
    values = [0.0, 0.125, 0.5, 1.5, 2.675, 1e-4, 9.9999e-5, 999999.5, 123456.0, 1e6, -0.001, 1e300]
    values += [random.choice([-1, 1]) * 10 ** random.uniform(-8, 8) for _ in range(60)]
    counts = [0, 7, 999, 1000, -1000, 123456, -7654321, 10**12, 2**63 - 1, -(2**63)]
    return {
        "fixed": [[v, d, f"{v:.{d}f}"] for v in values for d in (0, 1, 3)],
        "short": [[v, d, f"{v:.{d}g}"] for v in values for d in (2, 4, 6)],
        "counts": [[str(n), f"{n:,}"] for n in counts],
    }


def histograms():
    """Values with the counts that numpy finds between round borders."""
    generator = numpy.random.default_rng(3)
    cases = []
    for scale, step in ((1.0, 0.5), (100.0, 50.0), (1e-3, 5e-4)):
        values = numpy.round(generator.normal(size=200) * scale, 6 if scale < 1 else 1)
        first = math.floor(values.min() / step)
        last = math.ceil(values.max() / step)
        edges = [float(f"{i * step:.9f}") for i in range(first, last + 1)]
        counts, _ = numpy.histogram(values, bins=edges)
        wanted = math.ceil((values.max() - values.min()) / step)
        cases.append(
            {
                "values": values.tolist(),
                "binCount": wanted,
                "edges": edges,
                "counts": counts.tolist(),
                "mean": float(values.mean()),
            }
        )
    return cases


FOLDER.mkdir(exist_ok=True)
write("widths.json", widths())
write("numbers.json", numbers())
write("histograms.json", histograms())
