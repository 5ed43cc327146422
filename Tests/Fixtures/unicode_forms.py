"""Writes Tests/Fixtures/text/unicode_forms.json: texts in which marks are many or stand for two, with their normalization
forms NFC, NFD, NFKC and NFKD as Python's unicodedata makes them (Unicode 14).

Run with Python 3.11 from any folder: python Tests/Fixtures/unicode_forms.py
"""

import json
import pathlib
import unicodedata

FILE = pathlib.Path(__file__).parent / "text" / "unicode_forms.json"
PIECES = ["\u0301\u0323", "\u0344\u05b4", "\u0f73", "\u0f81\u0f75\u0301", "\u05b4\u0344", "\u0308\u0301\u0345", "\u3099\u0301", "\u0e48\u0e38"]

rows = []
for piece in PIECES:
    for run in [piece, piece * 2, piece * 3, piece * 40]:
        for text in ["a" + run + "b", run, "é" + run, "か" + run + "ﬁ" + run]:
            rows.append([text] + [unicodedata.normalize(form, text) for form in ["NFC", "NFD", "NFKC", "NFKD"]])
FILE.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
