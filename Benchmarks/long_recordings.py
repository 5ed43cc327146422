"""Measures an hour of speech: how long it takes to be heard and aligned, and with how much memory.

    asrsh recipes/align_corpus.asr output=/tmp/corpus
    python Benchmarks/long_recordings.py .build/release/asrsh --corpus /tmp/corpus [--seconds 3600] [--model FOLDER]

The recording is the recipe's book over and over, its text the recipe's lines. Time is the whole process's; the
real-time factor is time divided by the length of the recording; memory is the most that was resident (VmHWM).
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile
import time
import wave


def lengthen(book: pathlib.Path, hour: pathlib.Path, seconds: float) -> int:
    """Writes the book as often as it fits, at least once, and says how often that is."""
    with wave.open(str(book)) as file:
        parameters, frames = file.getparams(), file.readframes(file.getnframes())
    times = max(1, int(seconds * parameters.framerate / parameters.nframes))
    with wave.open(str(hour), "wb") as file:
        file.setparams(parameters._replace(nframes=0))
        for _ in range(times):
            file.writeframes(frames)
    return times


def measure(command: list[str]) -> tuple[float, float, str]:
    """Runs a program to its end: seconds, megabytes, and what it printed."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    highest = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            found = re.search(r"VmHWM:\s+(\d+)", status)
            highest = max(highest, int(found[1]) if found else 0)
        except OSError:
            pass
        time.sleep(0.02)
    output, errors = process.communicate()
    if process.returncode:
        raise SystemExit(errors)
    return time.monotonic() - start, highest / 1024, output


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--model")
    parser.add_argument("--seconds", type=float, default=3_600)
    options = parser.parse_args()
    corpus = pathlib.Path(options.corpus)
    folder = pathlib.Path(tempfile.mkdtemp())
    hour = folder / "hour.wav"
    times = lengthen(corpus / "book.wav", hour, options.seconds)
    with wave.open(str(hour)) as file:
        length = file.getnframes() / file.getframerate()
    # The star stands for the preface that each book begins with.
    text = folder / "text.txt"
    text.write_text(("*\n" + (corpus / "book.txt").read_text()) * times)
    model = json.dumps(str(options.model or corpus / "model"))
    jobs = {
        "transcribe": f"heard = load_model({model}).transcribe({json.dumps(str(hour))})\nprint(len(heard.words))",
        "transcribe, beam": f"heard = load_model({model}).transcribe({json.dumps(str(hour))}, decoder=\"beam\")\n"
        "print(len(heard.words))",
        "align": f"model = load_model({model})\nlines = read_lines({json.dumps(str(text))})\n"
        f"a = model.align({json.dumps(str(hour))}, lines, star=\"*\")\nprint(len(a.words), a.score)\n"
        "rows = a.utterances()\nprint(len(rows), len(rows.problems))",
    }
    print(f"{length:.0f} s of sound, {len(text.read_text())} letters")
    for name, job in jobs.items():
        recipe = folder / "job.asr"
        recipe.write_text(job + "\n")
        seconds, megabytes, output = measure([options.binary, str(recipe), "--no-record"])
        print(f"{name}: {seconds:.1f} s, real-time factor {seconds / length:.4f}, {megabytes:.0f} MB: {output.split()}")


main()
