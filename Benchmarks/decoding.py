"""Compares beam search with pyctcdecode's, in turns on the same machine.

    python decoding.py --folder /tmp/decoding [--turns 7] [--words 450000]

Run it with a Python that has pyctcdecode 0.5.0, kenlm 0.3.0 and numpy, beside asrsh-bench
(`swift build -c release` in this folder). Scores of 500 frames of 32 tokens, and a 4-gram ARPA file of
about a million n-grams, are made in the folder unless they are there. The beam is 100 wide, tokens and
texts are pruned as pyctcdecode does by default (5 and 10 below the best; pyctcdecode's 5 are below
certainty, which passes over a few tokens more). A figure is the median over the turns of pyctcdecode's time
divided by asrsh's; reading the language model does not count.
"""

import argparse
import collections
import math
import os
import pathlib
import random
import statistics
import subprocess
import time

import numpy
import pyctcdecode

FOLDER = pathlib.Path(__file__).resolve().parent
LETTERS = [chr(97 + index) for index in range(26)]
# The blank is the empty one, and the space stands between words.
TOKENS = ["", " "] + LETTERS + ["'", "1", "2", "3"]
WANTED = {"beam_search": 20, "beam_search_lm": 10}


def make_vocabulary(draw: random.Random, size: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(draw.choice(LETTERS[:20]) for _ in range(draw.randrange(2, 9)))] = None
    return list(words)


def make_model(path: pathlib.Path, vocabulary: list[str], count: int, draw: random.Random) -> None:
    """A 4-gram file of the n-grams of a text of words that are drawn by Zipf's law."""
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    text = draw.choices(vocabulary, weights, k=count)
    levels = [collections.Counter() for _ in range(4)]
    for start in range(0, count, 12):
        sentence = ["<s>"] + text[start : start + 12] + ["</s>"]
        for order in range(1, 5):
            for at in range(len(sentence) - order + 1):
                levels[order - 1][tuple(sentence[at : at + order])] += 1
    for word in ["<unk>"] + vocabulary:
        levels[0].setdefault((word,), 1)
    with open(path, "w") as file:
        file.write("\\data\\\n")
        for order, level in enumerate(levels, 1):
            file.write(f"ngram {order}={len(level)}\n")
        total = sum(levels[0].values())
        for order, level in enumerate(levels, 1):
            file.write(f"\n\\{order}-grams:\n")
            for ngram, times in level.items():
                before = total if order == 1 else levels[order - 2][ngram[:-1]]
                score = math.log10(0.6 * times / before) if before else -2
                ending = "\t-0.4" if order < 4 and ngram[-1] != "</s>" else ""
                file.write(f"{score:.5f}\t{' '.join(ngram)}{ending}\n")
        file.write("\n\\end\\\n")


def make_logits(path: pathlib.Path, vocabulary: list[str], frames: int = 500) -> None:
    """Scores in which words can be heard through noise: a label every third frame or so."""
    noise = numpy.random.default_rng(0)
    draw = random.Random(1)
    logits = noise.normal(0, 1.5, (frames, len(TOKENS))).astype(numpy.float32)
    at = 0
    while at < frames:
        for letter in draw.choice(vocabulary[:2000]) + " ":
            if at < frames:
                logits[at, TOKENS.index(letter)] += 4
            for blank in range(at + 1, min(at + 3, frames)):
                logits[blank, 0] += 4
            at += 3
    numpy.save(path, logits)


def seconds_of_asrsh(job: str, options: argparse.Namespace) -> float:
    environment = os.environ | {"ASRSH_DECODING": options.folder}
    command = [options.binary, job]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    words = output.stdout.split()
    return float(words[words.index("median") + 1])


def seconds_of_peer(decoder: pyctcdecode.BeamSearchDecoderCTC, scores: numpy.ndarray) -> float:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        decoder.decode(scores, beam_width=100)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", required=True)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--words", type=int, default=450_000)
    parser.add_argument("--binary", default=str(FOLDER / ".build/release/asrsh-bench"))
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(2)
    vocabulary = make_vocabulary(draw, 20_000)
    if not (folder / "model.arpa").exists():
        make_model(folder / "model.arpa", vocabulary, options.words, draw)
    if not (folder / "logits.npy").exists():
        make_logits(folder / "logits.npy", vocabulary)
    logits = numpy.load(folder / "logits.npy")
    scores = logits - numpy.log(numpy.exp(logits).sum(axis=1, keepdims=True))
    model = str(folder / "model.arpa")
    decoders = {
        "beam_search": pyctcdecode.build_ctcdecoder(TOKENS),
        "beam_search_lm": pyctcdecode.build_ctcdecoder(TOKENS, model, vocabulary, alpha=0.5, beta=1.0),
    }
    for job, decoder in decoders.items():
        ratios = []
        for turn in range(options.turns):
            own = seconds_of_asrsh(job, options)
            peer = seconds_of_peer(decoder, scores)
            ratios.append(peer / own)
            print(f"{job} turn {turn + 1}: asrsh {own:.4f} s, pyctcdecode {peer:.4f} s", flush=True)
        print(f"{job}: {statistics.median(ratios):.1f} times as fast (wanted: {WANTED[job]})")


if __name__ == "__main__":
    main()
