#!/usr/bin/env python3
"""Checks error rates against jiwer, and accuracies against NumPy, on texts drawn anew each time.

    python3 Tests/Interoperability/check_rates.py path/to/asrsh [corpora] [seed]

Texts are of English, Urdu with vowel signs, composed and decomposed letters, emoji, several kinds of
spaces and nothing at all. Word and character error rates of a pair and of a corpus have to be jiwer's
to the last digit; the share of classes among the first 1 to 5 of random scores has to be NumPy's.
Made with jiwer 4.0.0 and NumPy.
"""
import random
import subprocess
import sys
import tempfile

import jiwer
import numpy as np

WORDS = (
    "a b ab ba the green book open door کتاب کِتاب یہ ہے میں نہیں سلام é e\u0301 e\u0301te\u0301 ète "
    "नमस्ते हिन्दी ނަން 😀 👩\u200d👩\u200d👧 o\u0302\u0323 o\u0323\u0302 \u0301 it's x-y 12 ß ẞ İ ſ"
).split()
SPACES = [" ", " ", " ", " ", "  ", " \u3000", "\t ", " \u2009", "\u00a0 "]


def sentence(longest):
    words = random.choices(WORDS, k=random.randint(0, longest))
    text = "".join(word + random.choice(SPACES) for word in words)
    return random.choice([text, text.strip(), " " + text])


def heard(text):
    words = text.split(" ")
    kept = [random.choice(WORDS) if random.random() < 0.2 else w for w in words if random.random() > 0.1]
    if random.random() < 0.3:
        kept.insert(random.randint(0, len(kept)), random.choice(WORDS))
    return random.choice([" ".join(kept)] * 9 + [""])


def corpus():
    references = [sentence(random.choice([3, 12, 40])) for _ in range(random.choice([1, 1, 2, 20]))]
    return references, [heard(text) for text in references]


def literal(text):
    return '"' + "".join(f"\\u{{{ord(c):x}}}" for c in text) + '"'


def listed(texts):
    return "[" + ", ".join(map(literal, texts)) + "]"


def run(asrsh, recipe):
    with tempfile.NamedTemporaryFile("w", suffix=".asr") as file:
        file.write(recipe)
        file.flush()
        with open(file.name) as text:
            done = subprocess.run([asrsh, "-"], stdin=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return [float(number) for number in done.stdout.split()]


def main():
    asrsh = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    random.seed(seed)
    # Where nothing is said and nothing heard, jiwer has a rate of 0, and asrsh has none.
    corpora = [both for both in (corpus() for _ in range(count)) if any(text.strip() for texts in both for text in texts)]
    expected, lines = [], []
    for references, hypotheses in corpora:
        expected += [jiwer.wer(references, hypotheses), jiwer.cer(references, hypotheses)]
        arguments = f"{listed(references)}, {listed(hypotheses)}"
        lines.append(f"print(wer({arguments}))\nprint(cer({arguments}))\n")
    for place, (ours, theirs) in enumerate(zip(run(asrsh, "".join(lines)), expected, strict=True)):
        if ours != theirs:
            name = "cer" if place % 2 else "wer"
            sys.exit(f"{name} of {corpora[place // 2]} is {theirs}, not {ours} (seed {seed})")
    generator = np.random.default_rng(seed)
    lines, shares = [], []
    for _ in range(50):
        rows, classes = generator.integers(1, 40), generator.integers(5, 60)
        scores = generator.permutation(rows * classes).reshape(rows, classes)
        truth = generator.integers(0, classes, rows)
        order = np.argsort(-scores, axis=1)
        lines.append(f"scores = tensor({scores.tolist()})\n")
        for k in range(1, 6):
            shares.append(float(np.mean([truth[row] in order[row, :k] for row in range(rows)])))
            lines.append(f"print(top_k_accuracy({truth.tolist()}, scores, k={k}))\n")
    if run(asrsh, "".join(lines)) != shares:
        sys.exit(f"shares among the first k differ (seed {seed})")
    print(f"{count} corpora and {len(shares)} shares agree (seed {seed})")


if __name__ == "__main__":
    main()
