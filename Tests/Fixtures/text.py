"""Writes Tests/Fixtures/text/*.json: error rates of jiwer 4.0.0 (rapidfuzz 3.14), token ids and
decoded texts of transformers' Wav2Vec2CTCTokenizer (5.x), numbers as Python's json writes them.

Run with Python 3.11 and those packages from any folder: python Tests/Fixtures/text.py
"""
import json
import pathlib
import random
import tempfile

import jiwer
from transformers import Wav2Vec2CTCTokenizer

folder = pathlib.Path(__file__).parent / "text"
folder.mkdir(exist_ok=True)
random.seed(20261121)


def counts(output, rate):
    return {
        "hits": output.hits, "substitutions": output.substitutions,
        "deletions": output.deletions, "insertions": output.insertions, "rate": float(rate),
    }


def rates(name, references, hypotheses):
    words = jiwer.process_words(references, hypotheses)
    letters = jiwer.process_characters(references, hypotheses)
    return {
        "name": name, "references": references, "hypotheses": hypotheses,
        "words": counts(words, words.wer), "characters": counts(letters, letters.cer),
    }


def noisy(words, vocabulary):
    heard = []
    for word in words:
        draw = random.random()
        if draw < 0.1:
            continue
        heard.append(random.choice(vocabulary) if draw < 0.25 else word)
        if draw > 0.9:
            heard.append(random.choice(vocabulary))
    return heard


def corpus(rows, length, vocabulary):
    references = [[random.choice(vocabulary) for _ in range(random.randint(0, length))] for _ in range(rows)]
    return [" ".join(r) for r in references], [" ".join(noisy(r, vocabulary)) for r in references]


few = ["a", "b", "ab", "ba", "c"]
many = ["".join(random.choices("abcdefgh", k=random.randint(1, 6))) for _ in range(80)]
urdu = ["یہ", "کتاب", "ہے", "میں", "نہیں\u200cہے", "e\u0301te\u0301", "\u00e9t\u00e9", "😀"]
cases = [
    rates("one word missed of eleven", ["one two three four five six seven eight nine ten", "miss"],
          ["one two three four five six seven eight nine ten", "hit"]),
    rates("an empty reference alone", [""], ["a b"]),
    rates("an empty reference among others", ["", "a b"], ["x y", "a b"]),
    rates("an empty hypothesis", ["a b c"], [""]),
    rates("both empty", ["", "  "], ["", "\t"]),
    rates("spaces", ["  a  b ", "a\t\tb", "a\tb", "\ta b\n", "a \u00a0b\u3000c", "a\u2009\u2009b"],
          ["a b", "a b", "a b", "a b", "a b c", "a b"]),
    rates("a space counts as a character", ["a b"], ["ab"]),
    rates("case and punctuation count", ["Hello, world"], ["hello world"]),
    rates("more errors than words", ["a"], ["b c d e"]),
    rates("composed and decomposed letters differ", ["\u00e9"], ["e\u0301"]),
    rates("few words, many ways to align", *corpus(150, 14, few)),
    rates("many words", *corpus(60, 20, many)),
    rates("other scripts", *corpus(60, 12, urdu)),
    rates("more than 64 words", *corpus(6, 400, few)),
]
long_reference = random.choices(many, k=700)
cases.append(rates("one text of 700 words", [" ".join(long_reference)], [" ".join(noisy(long_reference, many))]))
(folder / "error_rates.json").write_text(json.dumps(cases, ensure_ascii=False, indent=0))



def drawn(count, kinds, state):
    """Symbols of a linear congruential generator, which the test draws again."""
    symbols = []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        symbols.append(str((state >> 33) % kinds))
    return symbols


large = []
for first, second, kinds in [(3000, 2900, 4), (6000, 5000, 50), (3000, 9000, 3), (9000, 700, 6), (64, 100000, 9)]:
    output = jiwer.process_words(" ".join(drawn(first, kinds, 1)), " ".join(drawn(second, kinds, 2)))
    large.append({"counts": [first, second, kinds], "words": counts(output, output.wer)})
(folder / "large_error_rates.json").write_text(json.dumps(large, indent=0))

vocabulary = {t: i for i, t in enumerate(["|", "'", *"abcdefghijklmnopqrstuvwxyz", "ن", "\u200c", "[UNK]", "[PAD]"])}
with tempfile.TemporaryDirectory() as temporary:
    path = pathlib.Path(temporary) / "vocab.json"
    path.write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    tokenizer = Wav2Vec2CTCTokenizer(
        str(path), unk_token="[UNK]", pad_token="[PAD]", word_delimiter_token="|", bos_token=None, eos_token=None)
texts = ["hello world", "it's a ن\u200cن", "zoo  two", "straße 7", "", "a"]
frames = []
for _ in range(40):
    ids = []
    while len(ids) < 60:
        ids += [random.choice([0, 31, 31, 31, *range(2, 12), 30])] * random.randint(1, 4)
    frames.append(ids)
(folder / "tokenizer.json").write_text(json.dumps({
    "vocabulary": vocabulary,
    "encoded": [{"text": t, "ids": tokenizer(t).input_ids} for t in texts],
    "decoded": [{"ids": f, "grouped": tokenizer.decode(f), "ungrouped": tokenizer.decode(f, group_tokens=False)}
                for f in frames],
}, ensure_ascii=False))

with tempfile.TemporaryDirectory() as temporary:
    path = pathlib.Path(temporary) / "vocab.json"
    path.write_text(json.dumps({"|": 0, "a": 1, "b": 2, "[UNK]": 3, "[PAD]": 4}))
    Wav2Vec2CTCTokenizer(str(path), unk_token="[UNK]", pad_token="[PAD]", word_delimiter_token="|").save_pretrained(
        folder / "saved_tokenizer")

numbers = [random.uniform(-1, 1) * 10.0 ** random.randint(-320, 300) for _ in range(200)]
numbers += [0.1, 1e-5, 1e16, 123456789.125, 5e-324, 1.7976931348623157e308, 2.0, 1e22]
(folder / "numbers.json").write_text(json.dumps([{"bits": n.hex(), "number": n, "text": repr(n)} for n in numbers]))


def python_accepts(text):
    def no_constant(name):
        raise ValueError(name)

    def unique(pairs):
        if len({k for k, _ in pairs}) != len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    def whole(text):
        if not -2**63 <= int(text) < 2**63:
            raise ValueError(text)
        return int(text)

    def real(text):
        if float(text) in (float("inf"), float("-inf")):
            raise ValueError(text)
        return float(text)

    try:
        value = json.loads(text, parse_constant=no_constant, object_pairs_hook=unique, parse_int=whole, parse_float=real)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        return True
    except ValueError:
        return False


seeds = ['{"a": [1, -2.5e3, true, null], "b": {"c": "x\\n\\u00e9"}}', '[0, 10, 1E+2, "\\ud83d\\ude00", false]',
         '{"text": "\u06cc\u06c1", "n": -0.5, "list": [[], {}]}', '"a\\"b"', '-12', '[1e308, 9223372036854775807]']
letters = '{}[],:"\\ue0123456789+-. \n\tatrufnlsxE\u00e9/'
verdicts = []
for _ in range(1500):
    text = list(random.choice(seeds))
    for _ in range(random.randint(0, 3)):
        place = random.randrange(len(text) + 1)
        change = random.random()
        if change < 0.4 and place < len(text):
            del text[place]
        elif change < 0.7:
            text.insert(place, random.choice(letters))
        elif place < len(text):
            text[place] = random.choice(letters)
    text = "".join(text)
    verdicts.append([text, python_accepts(text)])
(folder / "json_verdicts.json").write_text(json.dumps(verdicts, ensure_ascii=False, indent=0), encoding="utf-8")
