"""Writes Tests/Fixtures/regular_expressions/python.json: what the re module of Python 3.11 finds and replaces.

    python3 Tests/Fixtures/regular_expressions.py
"""
import json
import pathlib
import re

CASES = [
    (r"x*", "-", "abxd"),
    (r"a|ab", r"<\g<0>>", "abaab"),
    (r"(\w+) (\w+)", r"\2 \1", "one two three four five"),
    (r"(?P<a>\d)(?P<b>\d)?", r"[\g<b>\g<a>]", "123 4"),
    (r"\s+", " ", "a \t b\u00a0c\u2003d"),
    (r"[^\w\s]", "", "čćž: *što*? — đ!"),
    (r"\b", "|", "ab cd"),
    (r"(?i)STRASSE", "x", "Strasse strasse"),
    (r"", "-", "héé"),
    (r"(?<=a)b+", "", "abbb bb"),
    (r"^.", "#", "ab\ncd"),
    (r"(?m)^.", "#", "ab\ncd"),
    ("[\u0650۔]", "", "کتابِ نو۔"),
    (r"\d", "N", "١٢ 34"),
    (r"(a)|b", r"<\1>", "ab"),
    (r"$", "!", "a\n"),
    (r"(\()|(\))", r"\\", "f(x)"),
    (r".", r"\n\t", "ab"),
]

cases = [
    {
        "pattern": pattern,
        "replacement": replacement,
        "text": text,
        "replaced": re.sub(pattern, replacement, text),
        "found": [match.group(0) for match in re.finditer(pattern, text)],
    }
    for pattern, replacement, text in CASES
]
target = pathlib.Path(__file__).with_suffix("") / "python.json"
target.write_text(json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
