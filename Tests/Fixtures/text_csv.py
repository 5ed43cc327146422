"""Writes Tests/Fixtures/text_csv/records.json: the records that Python's csv module (3.11, strict) reads in
texts of commas, quotes and line ends, or null where it refuses them.

Run from any folder: python Tests/Fixtures/text_csv.py
"""
import csv
import io
import json
import pathlib
import random

folder = pathlib.Path(__file__).parent / "text_csv"
folder.mkdir(exist_ok=True)
random.seed(4180)


def records(text):
    try:
        return [r for r in csv.reader(io.StringIO(text, newline=""), strict=True) if r]
    except csv.Error:
        return None


cases = []
while len(cases) < 800:
    text = "".join(random.choices(["a", "b c", ",", ",", '"', '"', '""', "\n", "\r\n", "\u00e9"], k=random.randint(0, 14)))
    cases.append([text, records(text)])
(folder / "records.json").write_text(json.dumps(cases, ensure_ascii=False, indent=0), encoding="utf-8")
