"""Compares asrsh with what its users would run instead, in turns on the same machine.

    python compare.py --python /path/to/python [--turns 9] [--jobs ctc_loss,logmel_30s]

A turn runs asrsh's job and then the peer's, each in a process of its own. The figure of a job is
the median over the turns of asrsh's time divided by the peer's: a machine that slows down slows
both. A job fails if that median is above its entry in thresholds.json.

The Python given with --python has PyTorch, torchaudio and transformers; without it nothing can be compared.
This script itself needs only the standard library, and asrsh-bench built beside it
(`swift build -c release` in this folder).
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent

# What measures a piece of work in the peer's process, as asrsh-bench measures its own.
MEASURE = """
import statistics, sys, time
import torch
torch.manual_seed(0)
torch.set_num_threads(int(sys.argv[1]))
def measure(work):
    for _ in range(3):
        work()
    seconds = []
    for _ in range(15):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds))
"""

CTC = """
import torch.nn.functional as F
batch, frames, symbols, labels = {sizes}
scores = torch.randn(frames, batch, symbols, requires_grad=True)
targets = torch.randint(1, symbols, (batch, labels))
lengths, label_lengths = torch.full((batch,), frames), torch.full((batch,), labels)
def work():
    scores.grad = None
    F.ctc_loss(scores.log_softmax(-1), targets, lengths, label_lengths, zero_infinity=True).backward()
measure(work)
"""

LOGMEL = """
import numpy
from transformers import WhisperFeatureExtractor
extract = WhisperFeatureExtractor()
audio = numpy.random.default_rng(0).normal(size=30 * 16000).astype(numpy.float32)
measure(lambda: extract(audio, sampling_rate=16000, return_tensors="np"))
"""

LOGMEL_TORCHAUDIO = """
import torchaudio
mel = torchaudio.transforms.MelSpectrogram(16000, n_fft=400, hop_length=160, n_mels=80)
audio = torch.randn(30 * 16000)
measure(lambda: mel(audio).clamp(min=1e-10).log())
"""

ENCODER_LAYER = """
from transformers import Wav2Vec2Config
from transformers.models.wav2vec2.modeling_wav2vec2 import Wav2Vec2EncoderLayer
rate = {dropout}
config = Wav2Vec2Config(
    hidden_dropout=rate, attention_dropout=rate, activation_dropout=rate, attn_implementation="sdpa")
layer = Wav2Vec2EncoderLayer(config)
"""

ENCODER_LAYER_FORWARD = ENCODER_LAYER.format(dropout=0.0) + """
layer.eval()
x = torch.randn(1, 499, 768)
with torch.inference_mode():
    measure(lambda: layer(x))
"""

ENCODER_LAYER_TRAINING = ENCODER_LAYER.format(dropout=0.1) + """
layer.train()
x = torch.randn(4, 249, 768, requires_grad=True)
gradient = torch.randn(4, 249, 768)
def work():
    layer(x).backward(gradient)
    layer.zero_grad(set_to_none=True)
    x.grad = None
measure(work)
"""

ADAMW = """
shapes = [(3072, 768), (768, 3072), (1536, 1536), (768,)] * 13
parameters = [torch.nn.Parameter(torch.randn(shape) * 0.1) for shape in shapes]
gradients = [torch.randn(shape) * 0.1 for shape in shapes]
optimizer = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0.01)
def work():
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
measure(work)
"""

PEERS = {
    "adamw_95M": ADAMW,
    "ctc_loss": CTC.format(sizes=(16, 500, 32, 80)),
    "ctc_loss_long": CTC.format(sizes=(8, 1500, 32, 400)),
    "encoder_layer_10s": ENCODER_LAYER_FORWARD,
    "encoder_layer_training": ENCODER_LAYER_TRAINING,
    "logmel_30s": LOGMEL_TORCHAUDIO,
    "logmel_whisper_30s": LOGMEL,
}


def seconds_here(binary, job):
    """The median seconds that asrsh-bench measures for a job."""
    output = subprocess.run([binary, job], check=True, capture_output=True, text=True).stdout
    words = output.split()
    return float(words[words.index("median") + 1])


def seconds_there(python, job, threads):
    """The median seconds of the peer's work."""
    command = [python, "-c", MEASURE + PEERS[job], str(threads)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(job, options):
    """Prints the figures of a job and returns its ratio."""
    pairs = []
    for _ in range(options.turns):
        here = seconds_here(options.binary, job)
        pairs.append((here, seconds_there(options.python, job, options.threads)))
    ratios = sorted(here / there for here, there in pairs)
    here, there = (statistics.median(column) * 1e3 for column in zip(*pairs))
    ratio = statistics.median(ratios)
    print(
        f"{job:20} asrsh {here:9.3f} ms   peer {there:9.3f} ms   "
        f"ratio {ratio:.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f}, {len(pairs)} turns)",
        flush=True,
    )
    return ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, help="the Python that has PyTorch")
    parser.add_argument("--binary", default=str(FOLDER / ".build/release/asrsh-bench"))
    parser.add_argument("--turns", type=int, default=9, help="at least 7 for a claim")
    parser.add_argument("--threads", type=int, default=2, help="the peer's threads")
    parser.add_argument("--jobs", default=",".join(PEERS), help="names, with commas between")
    options = parser.parse_args()
    jobs = options.jobs.split(",")
    unknown = [job for job in jobs if job not in PEERS]
    if unknown or options.turns < 1:
        parser.error(f"jobs are {', '.join(PEERS)}, turns are at least 1")
    thresholds = json.loads((FOLDER / "thresholds.json").read_text())
    slow = [job for job in jobs if compare(job, options) > thresholds[job]]
    for job in slow:
        print(f"{job} is above its threshold of {thresholds[job]}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
