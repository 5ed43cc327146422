"""Writes the fixtures of forced alignment: Tests/Fixtures/alignment/*.json.

Made with Python 3.11.7, PyTorch 2.9.1, torchaudio 2.9.1 (CPU) and numpy 1.26.4.
Run: python Tests/Fixtures/alignment.py

Logits are decimals with two digits. Paths and scores are those of torchaudio's forced_align of their
log-softmax in float32; every path is checked here to be the best one by a search in float64 that is
written down as the definition says.
"""

import json
import math
import pathlib
import warnings

import numpy
import torch
import torchaudio

warnings.filterwarnings("ignore")
FOLDER = pathlib.Path(__file__).parent / "alignment"


def best_score(scores, labels, blank):
    """The logarithm of the best path's probability, in float64."""
    states = [blank]
    for label in labels:
        states += [label, blank]
    alpha = [-math.inf] * len(states)
    for t, frame in enumerate(scores):
        new = []
        for s, symbol in enumerate(states):
            best = (0.0 if s < 2 else -math.inf) if t == 0 else alpha[s]
            if t and s >= 1:
                best = max(best, alpha[s - 1])
            if t and s >= 2 and symbol != blank and symbol != states[s - 2]:
                best = max(best, alpha[s - 2])
            new.append(best + frame[symbol])
        alpha = new
    return max(alpha[-2:])


def case(name, logits, labels, blank=0):
    logits = numpy.round(logits, 2).astype(numpy.float32)
    scores = torch.tensor(logits).log_softmax(-1)
    path, values = torchaudio.functional.forced_align(
        scores[None], torch.tensor([labels], dtype=torch.int32), blank=blank)
    path, values = path[0], values[0]
    best = best_score(scores.double().numpy(), labels, blank)
    assert abs(float(values.double().sum()) - best) < 1e-3 * max(1, abs(best)) * 0.1, name
    spans = torchaudio.functional.merge_tokens(path, values.exp(), blank=blank)
    return {
        "name": name,
        "blank": blank,
        "symbols": logits.shape[1],
        "labels": labels,
        "logits": [round(float(v), 2) for v in logits.reshape(-1)],
        "path": path.tolist(),
        "scores": [round(float(v), 6) for v in values],
        "starts": [span.start for span in spans],
        "ends": [span.end for span in spans],
        "probabilities": [round(float(span.score), 6) for span in spans],
    }


def random_case(name, seed, frames, symbols, count, blank=0, scale=2.0, repeats=False):
    generator = numpy.random.default_rng(seed)
    letters = [s for s in range(symbols) if s != blank]
    if repeats:
        letters = letters[:2]
    labels = [int(v) for v in generator.choice(letters, size=count)]
    return case(name, generator.normal(size=(frames, symbols)) * scale, labels, blank)


def spiked_case(name, seed, frames, symbols, count):
    """As after training: a spike of each label among blanks."""
    generator = numpy.random.default_rng(seed)
    labels = [int(v) for v in generator.integers(1, symbols, size=count)]
    logits = generator.normal(size=(frames, symbols)) * 0.5 - 4
    logits[:, 0] += 9
    for index, label in enumerate(labels):
        place = frames * (2 * index + 1) // (2 * count)
        logits[place, [0, label]] += (-9, 9)
    return case(name, logits, labels)


def main():
    generator = numpy.random.default_rng(1)
    draw = lambda frames, symbols: generator.normal(size=(frames, symbols)) * 2
    cases = [
        case("a single label", draw(9, 5), [3]),
        case("a single label in a single frame", draw(1, 5), [2]),
        case("repeated labels", draw(14, 4), [1, 1, 2, 2, 2, 3]),
        case("one frame for every label", draw(6, 5), [1, 2, 3, 4, 1, 2]),
        case("the longest text with repeats", draw(9, 4), [1, 1, 2, 2, 3, 3]),
        case("a blank in the middle of the symbols", draw(12, 5), [0, 0, 4, 3, 1], 2),
        case("the blank at the end of the symbols", draw(12, 5), [0, 0, 3, 2, 1], 4),
        random_case("16 labels", 2, 60, 12, 16),
        random_case("31 labels", 3, 90, 12, 31),
        random_case("32 labels of two kinds", 4, 100, 6, 32, repeats=True),
        random_case("33 labels", 5, 64, 9, 33),
        random_case("wide scores", 6, 80, 9, 20, scale=20.0),
        spiked_case("spikes", 7, 200, 8, 40),
        random_case("many labels", 8, 260, 6, 120),
    ]
    text = json.dumps(cases, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    (FOLDER / "paths.json").write_text(text + "\n")
    print(f"paths.json: {len(text):,} bytes")


if __name__ == "__main__":
    main()
