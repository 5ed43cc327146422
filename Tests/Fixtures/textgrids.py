"""Writes TextGrids in many forms, and what Praat reads of each, to `textgrids/praat.json`.

    python textgrids.py

Written with Python 3.11.7 and Praat 6.3.07 (`apt-get install praat`). Each form has what Praat reads: where the time
begins and ends, and the tiers; or null if it refuses the file or a number is undefined.
"""

import json
import pathlib
import subprocess
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent / "textgrids"
HEAD = '"ooTextFile"\n"TextGrid"\n'
WORDS = '<exists>\n1\n"IntervalTier" "w" 0 10\n1\n0 10 "a"\n'
CHRONOLOGICAL = '"Praat chronological TextGrid text file"\n'


def grid(body: str) -> str:
    return HEAD + body


NUMBERS = [
    "10", "10s", "10.5.5", "1e1", "1e", "1e+", "1E1x", "10%", "1000%x", "20/2", "20/2/2", "20/", "20/x", "20/0", "+10",
    "+ 10", "-", "- 10", "--10", "10!c", "10! c", "10!x 5", "1,5", "10<x>", '10"x"', "0x10", "1_000", "[3] 10", "x=10",
    "x= 10", "(10)", "10)", "10\u00a0 11", "10\u200311", "10e400", "10%%", "1e1%", "10.", "10.%", ".5 10", "+.5 10",
    "-.5 10", "10/3", "1/3x", "50%/2", "--undefined-- 10", "NaN 10", "inf 10", "10;20", "10\t20", "10\x0b20",
    "10\x0c20", "10\u202820", "10\u008520", "10\u300020", "1.e1", "2.5e-1x",
]
FORMS = {
    **{f"number {number}": grid(f"0 {number}\n{WORDS}") for number in NUMBERS},
    "letters behind numbers": grid(
        '0 2s! whole\n<exists>\n1 tier\n"IntervalTier" "words" 0. 2.0s\n2 intervals\n0 50% "one"\n1/2 2!end\n"two"\n'),
    "count 2.5": grid('0 2 <exists> 2.5 "IntervalTier" "w" 0 2 1 0 2 "a" "TextTier" "b" 0 2 0'),
    "count 2x": grid('0 2 <exists> 2x "IntervalTier" "w" 0 2 1 0 2 "a" "TextTier" "b" 0 2 0'),
    "count 2/1": grid('0 2 <exists> 2/1 "IntervalTier" "w" 0 2 1 0 2 "a" "TextTier" "b" 0 2 0'),
    "gap": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 0 0.5 "a" 1 2 "b"'),
    "gap at the start": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 1 2 "b"'),
    "overlap": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 0 1.5 "a" 1 2 "b"'),
    "no length": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 3 0 1 "a" 1 1 "z" 1 2 "b"'),
    "no length at the end": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 0 2 "a" 2 2 "z"'),
    "end before start": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 0 1 "a" 2 1 "b"'),
    "not in order": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 1 2 "b" 0 1 "a"'),
    "outside the tier": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 0 3 "b"'),
    "no tiers": grid("0 2 <exists> 0"),
    "a shorter tier": grid('0 2 <exists> 1 "IntervalTier" "w" 0.5 1.5 1 0.5 1.5 "b"'),
    "no time": grid('0 0 <exists> 1 "IntervalTier" "w" 0 0 1 0 0 "b"'),
    "time below 0": grid('-1 2 <exists> 1 "IntervalTier" "w" -1 2 1 -1 2 "b"'),
    "two empty intervals": grid('0 3 <exists> 1 "IntervalTier" "w" 0 3 3 0 1 "" 1 2 "" 2 3 "b"'),
    "blank labels": grid('0 3 <exists> 1 "IntervalTier" "w" 0 3 3 0 1 " " 1 2 " of" 2 3 "cat "'),
    "points not in order": grid('0 2 <exists> 1 "TextTier" "w" 0 2 2 1 "b" 0.5 "a"'),
    "points at one time": grid('0 2 <exists> 1 "TextTier" "w" 0 2 2 1 "b" 1 "a"'),
    "a point outside": grid('0 2 <exists> 1 "TextTier" "w" 0 2 1 5 "b"'),
    "a point without a text": grid('0 2 <exists> 1 "TextTier" "w" 0 2 1 1 ""'),
    "a text for a number": grid('"x" 0 2 <exists> 0'),
    "a number for a text": grid('0 2 <exists> 1 5 "IntervalTier" "w" 0 2 1 0 2 "b"'),
    "a quote within a word": grid('0 2 <exists> 1 "IntervalTier" name="w" "v" 0 2 1 0 2 "b"'),
    "a flag with letters behind": grid("0 2 <exists>x 0"),
    "a flag of capitals": grid("0 2 <Exists> 0"),
    "another flag": grid("0 2 <maybe> 0"),
    "a flag within a word": grid("0 2 tiers?<exists> 0"),
    "a comment sign in quotes": grid('0 2 <exists> 1 "IntervalTier" "w!x" 0 2 1 0 2 "b ! c"'),
    "a doubled quote": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 0 2 "b""c"\n'),
    "carriage returns": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 0 2 "b"\n').replace("\n", "\r\n"),
    "cut off": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 2 0 2 "b"\n'),
    "cut off in a text": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 0 2 "b\n'),
    "more behind the end": grid('0 2 <exists> 1 "IntervalTier" "w" 0 2 1 0 2 "b" hello 5 "x"\n'),
    "another class": '"ooTextFile"\n"Pitch 1"\n0 2 <exists> 0',
    "chronological": CHRONOLOGICAL
    + '0 2.3   ! Time domain.\n3   ! Number of tiers.\n"IntervalTier" "Mary" 0 2.3\n"IntervalTier" "John" 0 2.3\n'
    + '"TextTier" "bell" 0 2.3\n1 0 1\n"hi"\n2 0 2.3\n""\n3 0.5\n"ding"\n1 1 2.3\n"x"\n',
    "chronological, no such tier": CHRONOLOGICAL + '0 2.3\n1\n"IntervalTier" "Mary" 0 2.3\n2 0 2.3\n"hi"\n',
    "chronological, cut off": CHRONOLOGICAL + '0 2.3\n1\n"IntervalTier" "Mary" 0 2.3\n1 0 1.5\n',
}


def read(text: str, path: pathlib.Path) -> dict | None:
    """What Praat reads of a file with this text."""
    path.write_bytes(text.encode())
    done = subprocess.run(
        ["praat", "--utf8", "--run", FOLDER / "dump.praat", path], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0 or not done.stdout.startswith("span") or "--undefined--" in done.stdout:
        return None
    found = {"tiers": []}
    for line in done.stdout.splitlines():
        kind, *fields = line.split("\t")
        if kind == "span":
            found["start"], found["end"] = map(float, fields)
        elif kind in ("interval", "point"):
            found["tiers"].append({"kind": kind, "name": fields[0], "entries": []})
        elif kind == "entry":
            entry = {"start": float(fields[0]), "end": float(fields[1]), "text": fields[2].replace("\\n", "\n")}
            found["tiers"][-1]["entries"].append(entry)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        forms = [
            {"name": name, "text": text, "praat": read(text, pathlib.Path(folder) / "form.TextGrid")}
            for name, text in FORMS.items()
        ]
    (FOLDER / "praat.json").write_text(json.dumps(forms, indent=0, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
