"""Compares loops of the recipe language with the same loops in Python, in turns.

    python3 interpreter.py [--asrsh ../.build/release/asrsh] [--turns 9]

The Python that runs this script is the peer. A figure is the median over the turns of asrsh's time
divided by Python's, whole processes, start included; the script exits with 1 if a ratio is above 1,
or if calling a built-in costs more than a microsecond.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

LOOPS = {
    "10 M turns, top level": (
        "s = 0\nfor i in range(10_000_000) { s = s + i * 2 }\nprint(s)\n",
        "s = 0\nfor i in range(10_000_000):\n    s = s + i * 2\nprint(s)\n",
    ),
    "10 M turns, in a function": (
        "def f() {\n  s = 0\n  for i in range(10_000_000) { s = s + i * 2 }\n  s\n}\nprint(f())\n",
        "def f():\n    s = 0\n    for i in range(10_000_000):\n        s = s + i * 2\n    return s\nprint(f())\n",
    ),
}


def seconds(command: list[str], text: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--asrsh", default=str(pathlib.Path(__file__).parents[1] / ".build/release/asrsh"))
    options.add_argument("--turns", type=int, default=9)
    given = options.parse_args()
    status = 0
    for name, (recipe, script) in LOOPS.items():
        pairs = [
            (seconds([given.asrsh, "-"], recipe), seconds([sys.executable, "-"], script))
            for _ in range(given.turns)
        ]
        ratios = sorted(ours / theirs for ours, theirs in pairs)
        ratio = statistics.median(ratios)
        print(
            f"{name:28} asrsh {statistics.median(p[0] for p in pairs):.3f} s   "
            f"python {statistics.median(p[1] for p in pairs):.3f} s   "
            f"ratio {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )
        status |= ratio > 1
    calls = 1_000_000
    costs = [
        (
            seconds([given.asrsh, "-"], f"for i in range({calls}) {{ abs(i) }}\n")
            - seconds([given.asrsh, "-"], f"for i in range({calls}) {{ i }}\n")
        )
        / calls
        * 1e6
        for _ in range(given.turns)
    ]
    print(f"a call of a built-in         {statistics.median(costs):.2f} µs ({min(costs):.2f} to {max(costs):.2f})")
    return int(status or statistics.median(costs) > 1)


if __name__ == "__main__":
    sys.exit(main())
