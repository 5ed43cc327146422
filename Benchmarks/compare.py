"""Runs jobs of asrsh-bench and of a script of peers in turns, and prints how their times compare.

    python3 Benchmarks/compare.py --peers "PYTHON SCRIPT" [--rounds 5] OURS=THEIRS ...

Build first: swift build -c release --package-path Benchmarks. Called with a job's name, both sides print
`NAME median SECONDS …`. The machine's clock may swing and others may use it, so only the ratios of
neighbouring runs count: the median, least and greatest of them are printed.
"""
import argparse
import pathlib
import re
import shlex
import statistics
import subprocess
import sys

OURS = pathlib.Path(__file__).parent / ".build/release/asrsh-bench"


def median_seconds(command, job):
    done = subprocess.run([*command, job], capture_output=True, text=True)
    found = re.search(rf"^{re.escape(job)}\s+median\s+([0-9.]+)", done.stdout, re.MULTILINE)
    if found is None:
        sys.exit(f"{shlex.join(command)} {job} printed no time:\n{done.stdout}{done.stderr}")
    return float(found.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", required=True, help="the command that times the peers' jobs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("pairs", nargs="+", metavar="OURS=THEIRS")
    options = parser.parse_args()
    for pair in options.pairs:
        ours, theirs = pair.split("=")
        rounds = []
        for _ in range(options.rounds):
            mine = median_seconds([str(OURS)], ours)
            peer = median_seconds(shlex.split(options.peers), theirs)
            rounds.append((mine / peer, mine, peer))
        ratios = [ratio for ratio, _, _ in rounds]
        mine, peer = (statistics.median(r[i] for r in rounds) for i in (1, 2))
        print(
            f"{ours:24s} {mine:.6f} s, {theirs:32s} {peer:.6f} s: ratio {statistics.median(ratios):.3f}"
            f" ({min(ratios):.3f} to {max(ratios):.3f} in {len(ratios)} rounds)", flush=True)


main()
