"""Writes Tests/Fixtures/audio/filters.json: what SciPy's butter and sosfilt make of the same sound.

Made with scipy 1.17.1, numpy 2.4.6. Bands are designed as bands, not as a high pass before a low pass.
Signals are whole numbers of 1/32768, so that both sides start from the same floats.
"""
import json
import pathlib

import numpy as np
import scipy.signal

FOLDER = pathlib.Path(__file__).parent / "audio"

CASES = [
    (16000, "low", [1000], 4), (16000, "low", [3999.5], 1), (16000, "low", [120], 8), (16000, "low", [7000], 3),
    (16000, "high", [300], 4), (16000, "high", [6500], 5), (16000, "high", [50], 2), (16000, "high", [1000], 7),
    (16000, "band", [300, 3400], 4), (8000, "band", [300, 3400], 4), (16000, "band", [430, 450], 4),
    (44100, "band", [20, 20000], 8), (44100, "band", [59.5, 60.5], 3), (48000, "band", [2000, 2100], 8),
    (16000, "band", [0.5, 7999.5], 5), (8000, "band", [3900, 3950], 7),
] + [(16000, "band", [200, 3000], order) for order in range(1, 9)]


def signal(count):
    """A sweep and noise."""
    noise = np.random.default_rng(1).standard_normal(count)
    t = np.arange(count) / count
    sweep = 0.3 * np.sin(2 * np.pi * count * (0.01 * t + 0.2 * t * t))
    return np.round((sweep + 0.05 * noise) * 32768).astype(np.int16)


whole = signal(400)
cases = []
for rate, kind, frequencies, order in CASES:
    edges = frequencies if kind == "band" else frequencies[0]
    sections = scipy.signal.butter(order, edges, kind, fs=rate, output="sos")
    result = scipy.signal.sosfilt(sections, whole / 32768)
    cases.append({
        "rate": rate, "kind": kind, "frequencies": frequencies, "order": order,
        "result": [float(f"{value:.7g}") for value in result],
    })
content = {"samples": whole.tolist(), "cases": cases}
(FOLDER / "filters.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
