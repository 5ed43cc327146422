"""Writes language models in ARPA format and what KenLM makes of texts.

    python language_models.py

Written with Python 3.11.7 and kenlm 0.3.0. Needs kenlm alone; the files are those in
`language_models/`, of which `small.arpa.gz` is `small.arpa` compressed, and `zeros.gz` a megabyte of zeros.
"""

import gzip
import json
import math
import pathlib
import random

import kenlm

FOLDER = pathlib.Path(__file__).resolve().parent / "language_models"
CASES = [("small", 1, 3, 12, 0.4), ("deep", 2, 5, 9, 0.45), ("pairs", 3, 2, 20, 0.3)]


def model(seed: int, order: int, size: int, share: float) -> str:
    """An ARPA file of words w0, w1 and so on: the first words of an n-gram are one, the last mostly."""
    draw = random.Random(seed)
    words = [f"w{index}" for index in range(size)]
    levels = [[("<unk>",), ("<s>",), ("</s>",)] + [(word,) for word in words]]
    for length in range(2, order + 1):
        level, shorter = [], set(levels[-1])
        for context in levels[-1]:
            if context[-1] in ("</s>", "<unk>"):
                continue
            for word in words + ["</s>"]:
                chance = share if context[1:] + (word,) in shorter else 0.01
                if draw.random() < chance:
                    level.append(context + (word,))
        levels.append(level)
    lines = ["\\data\\"] + [f"ngram {n + 1}={len(level)}" for n, level in enumerate(levels)]
    for place, level in enumerate(levels):
        lines += ["", f"\\{place + 1}-grams:"]
        draw.shuffle(level)
        for ngram in level:
            score = -99 if ngram == ("<s>",) else -round(3 * draw.random(), 5)
            line = f"{score}\t{' '.join(ngram)}"
            if place + 1 < order and ngram[-1] not in ("</s>", "<unk>"):
                line += f"\t{-round(0.8 * draw.random(), 6)}"
            lines.append(line)
    return "\n".join(lines + ["", "\\end\\", ""])


def main() -> None:
    (FOLDER / "zeros.gz").write_bytes(gzip.compress(bytes(1 << 20), mtime=0))
    FOLDER.mkdir(exist_ok=True)
    for name, seed, order, size, share in CASES:
        path = FOLDER / f"{name}.arpa"
        path.write_text(model(seed, order, size, share))
        if name == "small":
            path.with_suffix(".arpa.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        read = kenlm.Model(str(path))
        draw = random.Random(seed + 100)
        texts = [""]
        for _ in range(60):
            text = [f"w{draw.randrange(size)}" for _ in range(draw.randrange(1, 9))]
            if draw.random() < 0.3:
                text[draw.randrange(len(text))] = "strange"
            texts.append(" ".join(text))
        scores = [
            {
                "text": text,
                "whole": read.score(text),
                "part": read.score(text, bos=False, eos=False),
                "perplexity": read.perplexity(text),
            }
            for text in texts
        ]
        assert all(math.isfinite(score["whole"]) for score in scores)
        (FOLDER / f"{name}.json").write_text(json.dumps(scores, indent=0) + "\n")


if __name__ == "__main__":
    main()
