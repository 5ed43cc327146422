"""Compares recipes with the Python that their users would write instead, in turns on one machine.

    python recipes.py --python /path/to/python [--turns 7] [--jobs describe_10000,wer_5000]

Three jobs: the headers of 10,000 recordings; decoding, resampling and the log-mel features of 1,000
recordings of 5 s at 44.1 kHz; the word error rate of 5,000 pairs of 12 words. The recordings are
noise, made in a temporary folder.

A turn runs asrsh on a recipe and then the peer's script, each in a process of its own that measures
its work itself, start and imports left out. The figure of a job is the median over the turns of
asrsh's time divided by the peer's. A job fails if that is above its entry in thresholds.json, or if
the two disagree about the result.

The Python given with --python has soundfile, torch, torchaudio and jiwer. This script itself needs
only the standard library, and asrsh (`swift build -c release` in the folder above).
"""

import argparse
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import wave

import machine

FOLDER = pathlib.Path(__file__).resolve().parent

# Every pair prints the seconds, and then what was found.
JOBS = {
    "describe_10000": (
        """
def work() { load_dataset("many").describe() }
print(time(work), round(load_dataset("many").describe().hours * 3600))
""",
        """
import glob, soundfile
files = sorted(glob.glob("many/*.wav"))
start = time.perf_counter()
found = [soundfile.info(file) for file in files]
seconds = time.perf_counter() - start
print(seconds, round(sum(info.duration for info in found)))
""",
    ),
    "features_1000": (
        """
data = load_dataset("long")
def features(row) { row.audio.resample(16000).log_mel(n_mels=80, style="htk") }
def work() { sum(data.map(row => {frames: len(features(row))}).frames) }
seconds = time(work)
print(seconds, len(features(data[0])) * len(data))
""",
        """
import glob, soundfile, torch, torchaudio
from torch.utils.data import DataLoader, Dataset
files = sorted(glob.glob("long/*.wav"))
class Features(Dataset):
    def __init__(self):
        self.resample = torchaudio.transforms.Resample(44100, 16000)
        self.mel = torchaudio.transforms.MelSpectrogram(16000, n_fft=400, hop_length=160, n_mels=80)
    def __len__(self):
        return len(files)
    def __getitem__(self, index):
        samples, _ = soundfile.read(files[index], dtype="float32")
        features = self.mel(self.resample(torch.from_numpy(samples)))
        return features.clamp(min=1e-10).log().T
# Each of the two workers has one thread, and is up and warm after the first pass.
loader = DataLoader(Features(), batch_size=None, num_workers=2, persistent_workers=True)
for _ in loader:
    pass
start = time.perf_counter()
frames = sum(len(features) for features in loader)
print(time.perf_counter() - start, frames)
""",
    ),
    "wer_5000": (
        """
references = read_lines("references.txt")
hypotheses = read_lines("hypotheses.txt")
rate = wer(references, hypotheses)
print(time(() => wer(references, hypotheses)), rate)
""",
        """
import jiwer
references = open("references.txt").read().splitlines()
hypotheses = open("hypotheses.txt").read().splitlines()
rate = jiwer.wer(references, hypotheses)
start = time.perf_counter()
jiwer.wer(references, hypotheses)
print(time.perf_counter() - start, rate)
""",
    ),
}


def make_recordings(folder, count, rate, seconds, words, chance):
    """Recordings of noise, each with a word for a transcript."""
    folder.mkdir()
    lines = ["path\ttext"]
    for number in range(count):
        name = f"r{number:05}.wav"
        with wave.open(str(folder / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(chance.randbytes(2 * int(rate * seconds)))
        lines.append(f"{name}\t{chance.choice(words)}")
    (folder / "transcripts.tsv").write_text("\n".join(lines) + "\n")


def make_pairs(folder, words, chance):
    """5,000 sentences of 12 words, and what was heard: one word in six is wrong, gone or too much."""
    said, heard = [], []
    for _ in range(5_000):
        sentence = chance.choices(words, k=12)
        other = []
        for word in sentence:
            kind = chance.randrange(18)
            other += [[], [word, chance.choice(words)], [chance.choice(words)]][kind] if kind < 3 else [word]
        said.append(" ".join(sentence))
        heard.append(" ".join(other))
    (folder / "references.txt").write_text("\n".join(said) + "\n")
    (folder / "hypotheses.txt").write_text("\n".join(heard) + "\n")


def make_data(folder, jobs):
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=2 + n % 8)) for n in range(3_000)]
    if "describe_10000" in jobs:
        make_recordings(folder / "many", 10_000, 16_000, 0.5, words, chance)
    if "features_1000" in jobs:
        make_recordings(folder / "long", 1_000, 44_100, 5, words, chance)
    if "wer_5000" in jobs:
        make_pairs(folder, words, chance)


def measured(command, folder):
    """The seconds that a process says its work took, and what it found."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    seconds, found = done.stdout.split()[-2:]
    return float(seconds), float(found)


def compare(job, options, folder):
    """Prints the figures of a job; returns its ratio, or none if the two disagree."""
    recipe, script = JOBS[job]
    (folder / f"{job}.asr").write_text(recipe.lstrip())
    turns = [
        (
            measured([options.asrsh, f"{job}.asr"], folder),
            measured([options.python, "-c", "import time\n" + script], folder),
        )
        for _ in range(options.turns)
    ]
    ratios = sorted(here[0] / there[0] for here, there in turns)
    ratio = statistics.median(ratios)
    print(
        f"{job:16} asrsh {statistics.median(t[0][0] for t in turns) * 1e3:9.1f} ms   "
        f"peer {statistics.median(t[1][0] for t in turns) * 1e3:9.1f} ms   "
        f"ratio {ratio:.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f}), {len(turns)} turns",
        flush=True,
    )
    findings = {found for turn in turns for _, found in turn}
    if len(findings) > 1:
        print(f"{job}: the two disagree: {findings}", file=sys.stderr)
        return None
    return ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, help="the Python that has the peers")
    parser.add_argument("--asrsh", default=str(FOLDER.parent / ".build/release/asrsh"))
    parser.add_argument("--turns", type=int, default=7, help="at least 5 for a claim")
    parser.add_argument("--jobs", default=",".join(JOBS), help="names, with commas between")
    options = parser.parse_args()
    options.asrsh = str(pathlib.Path(options.asrsh).resolve())
    jobs = options.jobs.split(",")
    if set(jobs) - set(JOBS) or options.turns < 1:
        parser.error(f"jobs are {', '.join(JOBS)}, turns are at least 1")
    thresholds = machine.thresholds("any")
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make_data(folder, jobs)
        for job in jobs:
            ratio = compare(job, options, folder)
            if ratio is None or ratio > thresholds[job]:
                print(f"{job} fails; its threshold is {thresholds[job]}", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
