"""Writes Tests/Fixtures/audio/augmentation.json: what the field's packages make of the same sound.

Made with torch 2.9.1, torchaudio 2.9.1, scipy 1.17.1, soxr 1.1.0 (libsoxr 0.1.3), numpy 1.26.4, and audioop of
Python 3.11. Signals are whole numbers of 1/32768, so that both sides start from the same floats.
"""
import audioop
import json
import pathlib

import numpy as np
import scipy.signal
import soxr
import torch
import torchaudio

FOLDER = pathlib.Path(__file__).parent / "audio"
RATE = 16000


def signal(count, seed):
    """A sweep and noise."""
    noise = np.random.default_rng(seed).standard_normal(count)
    t = np.arange(count) / RATE
    sweep = 0.3 * np.sin(2 * np.pi * (200 * t + 9000 * t * t))
    return np.round((sweep + 0.05 * noise) * 32768).astype(np.int16)


def rounded(values):
    return [float(f"{v:.7g}") for v in np.asarray(values, dtype=np.float64).ravel()]


def room(count, seed):
    """Noise that dies away, with a direct path at sample 37."""
    rng = np.random.default_rng(seed)
    response = rng.standard_normal(count) * np.exp(-6 * np.arange(count) / count) * 0.2
    response[:37] *= 0.05
    response[37] = 1.0
    return np.round(response * 16384).astype(np.int16)


def convolutions():
    cases = []
    for count, taps in [(1300, 60), (2200, 1300), (600, 1400), (40, 300), (1100, 257)]:
        whole, response = signal(count, taps), room(taps, count)
        x, h = whole / 32768, response / 32768
        direct = int(np.argmax(np.abs(h)))
        y = scipy.signal.convolve(x, h, method="direct")[direct:direct + count]
        y *= np.sqrt(np.mean(x**2) / np.mean(y**2))
        cases.append({"samples": whole.tolist(), "response": response.tolist(), "result": rounded(y)})
    return cases


def noises(x):
    noise = np.random.default_rng(9).integers(-9000, 9000, len(x)).astype(np.int16)
    cases = []
    for snr in (-3.0, 0.0, 12.5):
        y = torchaudio.functional.add_noise(
            torch.from_numpy(x)[None].double(), torch.from_numpy(noise / 32768)[None], torch.tensor([snr]).double())
        cases.append({"snr": snr, "result": rounded(y)})
    return {"noise": noise.tolist(), "cases": cases}


def speeds(x):
    return [
        {"factor": factor, "result": rounded(soxr.resample(x, RATE * factor, RATE, quality="HQ"))}
        for factor in (0.9, 1.1, 1.37, 2.0, 0.5)
    ]


def clips(x):
    sizes = np.sort(np.abs(x))[::-1]
    cases = []
    for share in (0.0, 0.01, 0.2, 0.5):
        threshold = sizes[int(share * len(x))]
        cases.append({"share": share, "result": rounded(np.clip(x, -threshold, threshold))})
    return cases


def laws(whole):
    data = whole.tobytes()
    return {
        "ulaw": np.frombuffer(audioop.ulaw2lin(audioop.lin2ulaw(data, 2), 2), np.int16).tolist(),
        "alaw": np.frombuffer(audioop.alaw2lin(audioop.lin2alaw(data, 2), 2), np.int16).tolist(),
    }


whole = signal(600, 1)
x = (whole / 32768).astype(np.float32)
content = {
    "rate": RATE, "samples": whole.tolist(), "convolutions": convolutions(),
    "noise": noises(x), "speeds": speeds(x), "clips": clips(x), "laws": laws(whole),
}
(FOLDER / "augmentation.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
