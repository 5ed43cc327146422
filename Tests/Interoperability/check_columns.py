#!/usr/bin/env python3
"""Checks that right-to-left cells stay in their columns on terminals of several kinds.

    python3 Tests/Interoperability/check_columns.py path/to/asrsh

Lets asrsh show a table with cells of Urdu side by side and a number after them, and reorders the line
as terminals do, with FriBidi (libfribidi.so.0, which Pango brings): those that know isolates and those
from before Unicode 6.3, in lines that go from left to right and in lines whose direction their first
letter decides. The number and the last cell have to stand in their columns each time. That the plain
line does not pass is checked too, so that the check can fail.
"""
import ctypes
import os
import subprocess
import sys
import tempfile

fribidi = ctypes.CDLL("libfribidi.so.0")
LEFT_TO_RIGHT, BY_FIRST_LETTER = 0x110, 0x40
ISOLATES, MARK = "\u2066\u2067\u2068\u2069", "\u200e"


def seen(line, direction):
    """What a terminal shows of a line, from left to right, without what takes no room."""
    count = len(line)
    letters = (ctypes.c_uint32 * (count + 1))(*map(ord, line))
    order = (ctypes.c_uint32 * (count + 1))()
    base = ctypes.c_uint32(direction)
    if not fribidi.fribidi_log2vis(letters, count, ctypes.byref(base), order, None, None, None):
        sys.exit("FriBidi gives up")
    return "".join(chr(order[i]) for i in range(count) if chr(order[i]) not in ISOLATES + MARK)


def is_kept(line):
    """Whether the number and the last cell stand where they stand in the line as it was written."""
    plain = "".join(c for c in line if c not in ISOLATES + MARK)
    older = "".join(c for c in line if c not in ISOLATES)
    for shown in (line, older):
        for direction in (LEFT_TO_RIGHT, BY_FIRST_LETTER):
            result = seen(shown, direction)
            if any(result.find(cell) != plain.find(cell) for cell in ("1.92", "last")):
                return False
    return True


def main():
    with tempfile.TemporaryDirectory() as folder:
        recipe = os.path.join(folder, "r.asr")
        manifest = os.path.join(folder, "d.csv")
        clip = 'synthesize("a", voice="en", speed=155)'
        with open(manifest, "w", encoding="utf-8") as file:
            file.write("file,text,other,n,end\na.wav,سلام دنیا!,کتاب 12,1.92,last\n")
        with open(recipe, "w", encoding="utf-8") as file:
            file.write(f'{clip}.save("{folder}/a.wav")\n')
            file.write(f'load_dataset("{manifest}").select(["text", "other", "n", "end"]).show()\n')
        table = subprocess.run([sys.argv[1], recipe], capture_output=True, text=True, check=True)
    line = table.stdout.splitlines()[2]
    if not is_kept(line):
        sys.exit(f"cells change their places: {line!r}")
    if is_kept("".join(c for c in line if c not in ISOLATES + MARK)):
        sys.exit("the plain line passes too: this check checks nothing")
    if is_kept("".join(c for c in line if c != MARK)):
        sys.exit("isolates alone would do: the marks are not needed any more")
    print("cells stay in their columns on terminals of four kinds")


main()
