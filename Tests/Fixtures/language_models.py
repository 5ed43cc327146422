"""Writes language models in ARPA format and what KenLM makes of texts, and of odd forms of a file.

    python language_models.py

Written with Python 3.11.7 and kenlm 0.3.0. Needs kenlm alone; the files are those in
`language_models/`, of which `small.arpa.gz` is `small.arpa` compressed, and `zeros.gz` a megabyte of zeros.
`forms.json` has each form of a small file, and what KenLM scores texts with it, or null if it refuses the file.
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


SMALL = """\\data\\
ngram 1=5
ngram 2=3

\\1-grams:
-1.0\t<unk>
-99\t<s>\t-0.3
-0.5\t</s>
-0.6\ta\t-0.2
-0.7\tb\t-0.1

\\2-grams:
-0.1\t<s> a
-0.2\ta b
-0.3\tb </s>

\\end\\
"""
UNIGRAMS = "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\n-0.5\t</s>\n-0.6\ta\n\n\\end\\\n"
FORM_TEXTS = ["a b", "b a", "x a", "", "a a b b", "a"]
# What is replaced in the small file, the first time it stands there, and by what.
FORMS = {
    "as it is": [],
    "-inf of <s>": [("-99\t<s>", "-inf\t<s>")],
    "-Inf of <s>": [("-99\t<s>", "-Inf\t<s>")],
    "-inf of a word": [("-0.6\ta", "-inf\ta")],
    "-inf of <unk>": [("-1.0\t<unk>", "-inf\t<unk>")],
    "-inf of a bigram": [("-0.2\ta b", "-inf\ta b")],
    "inf": [("-0.6\ta", "inf\ta")],
    "nan": [("-0.6\ta", "nan\ta")],
    "back-off -inf": [("a\t-0.2", "a\t-inf")],
    "back-off nan": [("a\t-0.2", "a\tnan")],
    "back-off above 0": [("a\t-0.2", "a\t0.2")],
    "back-off 0 of <s>": [("<s>\t-0.3", "<s>\t0")],
    "back-off 0 at the highest order": [("a b\n", "a b\t0\n")],
    "back-off -0.0 at the highest order": [("a b\n", "a b\t-0.0\n")],
    "back-offs 0.000 at the highest order": [
        ("<s> a\n", "<s> a\t0.000\n"), ("a b\n", "a b\t0.000\n"), ("b </s>\n", "b </s>\t0.000\n")],
    "back-off -1 at the highest order": [("a b\n", "a b\t-1\n")],
    "a word too many": [("a b\n", "a b a\n")],
    "a word too few": [("-0.2\ta b", "-0.2\ta")],
    "no log-probability": [("-0.2\ta b", "a b")],
    "two tabs": [("-0.6\ta", "-0.6\t\ta")],
    "two spaces in a bigram": [("a b\n", "a  b\n")],
    "a tab in a bigram": [("a b\n", "a\tb\n")],
    "a space before a number": [("-0.6\ta", " -0.6\ta")],
    "a space at the end": [("a b\n", "a b \n")],
    "a space for a tab": [("-0.6\ta", "-0.6 a")],
    "carriage returns": [("\n", "\r\n", -1)],
    "no end": [("\\end\\\n", "")],
    "an end without a newline": [("\\end\\\n", "\\end\\")],
    "a blank line behind the end": [("\\end\\\n", "\\end\\\n\n")],
    "text behind the end": [("\\end\\\n", "\\end\\\nmore\n")],
    "text before the data": [("\\data\\", "made by hand\n\n\\data\\")],
    "a blank line before the data": [("\\data\\", "\n\\data\\")],
    "a byte order mark": [("\\data\\", "\ufeff\\data\\")],
    "iARPA": [("\\data\\", "iARPA\n\n\\data\\")],
    "a blank line among the unigrams": [("-0.6\ta", "\n-0.6\ta")],
    "a blank line among the bigrams": [("-0.2\ta b", "\n\n-0.2\ta b")],
    "no blank line between orders": [("\n\\2-grams", "\\2-grams")],
    "two blank lines between orders": [("\n\\2-grams", "\n\n\\2-grams")],
    "a blank line behind a heading": [("\\2-grams:\n", "\\2-grams:\n\n")],
    "a heading without a colon": [("\\2-grams:", "\\2-grams")],
    "a heading of capitals": [("\\2-grams:", "\\2-Grams:")],
    "a count too large": [("1=5", "1=6")],
    "a count too small": [("1=5", "1=4")],
    "a last count too large": [("2=3", "2=4")],
    "a last count too small": [("2=3", "2=2")],
    "counts out of sequence": [("ngram 1=5\nngram 2=3", "ngram 2=3\nngram 1=5")],
    "no <unk>": [("-1.0\t<unk>\n", ""), ("1=5", "1=4")],
    "<UNK>": [("<unk>", "<UNK>")],
    "<Unk>": [("<unk>", "<Unk>")],
    "<unk> and <UNK>": [("-1.0\t<unk>\n", "-1.0\t<unk>\n-2.0\t<UNK>\n"), ("1=5", "1=6")],
    "<unk> with a back-off": [("-1.0\t<unk>", "-1.0\t<unk>\t-0.25")],
    "<unk> in a bigram": [("-0.2\ta b", "-0.2\ta <unk>")],
    "<UNK> in a bigram": [("-0.2\ta b", "-0.2\ta <UNK>")],
    "<unk> in a bigram alone": [("-1.0\t<unk>\n", ""), ("1=5", "1=4"), ("-0.2\ta b", "-0.2\ta <unk>")],
    "above 0": [("-0.6\ta", "0.6\ta")],
    "0": [("-0.6\ta", "0\ta")],
    "0 of <s>": [("-99\t<s>", "0\t<s>")],
    "above 0 of <s>": [("-99\t<s>", "1\t<s>")],
    "an exponent": [("-0.6\ta", "-6e-1\ta")],
    "hexadecimal": [("-0.6\ta", "-0x1p-1\ta")],
    "a comma": [("-0.6\ta", "-0,6\ta")],
    "a word twice": [("-0.7\tb", "-0.7\ta")],
    "a word twice, counted twice": [("-0.7\tb", "-0.8\ta\n-0.7\tb"), ("1=5", "1=6")],
    "</s> twice": [("-0.5\t</s>", "-99\t</s>\t-0.3\n-0.5\t</s>"), ("1=5", "1=6")],
    "a bigram twice": [("-0.2\ta b", "-0.2\t<s> a")],
    "an unknown word": [("-0.2\ta b", "-0.2\ta c")],
    "no <s>": [("<s>\t", "x\t"), ("<s> a", "x a")],
    "no </s>": [("</s>", "x"), ("b </s>", "b x")],
    "<S>": [("<s>\t", "<S>\t"), ("<s> a", "<S> a")],
    "a back-off 0 in the middle": [
        ("2=3", "2=3\nngram 3=1"), ("a b\n", "a b\t0\n"), ("\\end\\", "\\3-grams:\n-0.1\t<s> a b\n\n\\end\\")],
    "an n-gram without its context": [
        ("2=3", "2=3\nngram 3=1"), ("\\end\\", "\\3-grams:\n-0.1\tb a b\n\n\\end\\")],
    "unigrams alone": [(SMALL, UNIGRAMS)],
    "unigrams alone with back-offs 0": [(SMALL, UNIGRAMS), ("<s>\n", "<s>\t0\n"), ("\ta\n", "\ta\t0\n")],
}


def forms() -> list[dict]:
    """Every form of the small file with what KenLM makes of it."""
    found, path = [], FOLDER / "form.arpa"
    for name, changes in FORMS.items():
        text = SMALL
        for old, new, *count in changes:
            assert old in text, (name, old)
            text = text.replace(old, new, *(count or [1]))
        path.write_bytes(text.encode())
        try:
            read = kenlm.Model(str(path))
            scores = [round(read.score(text), 6) for text in FORM_TEXTS]
        except OSError:
            scores = None
        # JSON has no infinity.
        if scores and not all(math.isfinite(score) for score in scores):
            scores = []
        found.append({"name": name, "arpa": text, "scores": scores})
    path.unlink()
    return found


def main() -> None:
    (FOLDER / "zeros.gz").write_bytes(gzip.compress(bytes(1 << 20), mtime=0))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "forms.json").write_text(json.dumps({"texts": FORM_TEXTS, "forms": forms()}, indent=0) + "\n")
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
