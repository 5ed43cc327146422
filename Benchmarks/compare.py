"""Compares asrsh with what its users would run instead, in turns on the same machine.

    python compare.py --python /path/to/python [--turns 9] [--jobs ctc_loss,logmel_30s]

A turn runs asrsh's job and then the peer's, each in a process of its own. The figure of a job is
the median over the turns of asrsh's time divided by the peer's: a machine that slows down slows
both. A job fails if that median is above its entry in thresholds.json (machine.py says which table);
the largest resident sets of the two processes are compared too, under the name with `.memory`. Every
ratio names the processor and the set of kernels that asrsh used: what is fast on one need not be on another.

The Python given with --python has PyTorch, torchaudio and transformers, and librosa, scipy and soundfile for augmentation; without it nothing can be compared.
This script itself needs only the standard library, and asrsh-bench built beside it
(`swift build -c release` in this folder).
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import typing

import machine

FOLDER = pathlib.Path(__file__).resolve().parent

# What measures a piece of work in the peer's process, as asrsh-bench measures its own.
MEASURE = """
import resource, statistics, sys, time
import torch
torch.manual_seed(0)
torch.set_num_threads(int(sys.argv[1]))
def measure(work, repetitions=15, warmups=3):
    for _ in range(warmups):
        work()
    seconds = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print("median", statistics.median(seconds), "peak", peak)
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

ALIGNMENT = """
import warnings
warnings.filterwarnings("ignore")
import torchaudio
frames, symbols, labels = {sizes}
logits = torch.randn(frames, symbols)
logits[:, 0] += 6
targets = torch.randint(1, symbols, (labels,), dtype=torch.int32)
places = frames * (2 * torch.arange(labels) + 1) // (2 * labels)
logits[places, 0] -= 6
logits[places, targets.long()] += 6
def work():
    torchaudio.functional.forced_align(logits.log_softmax(-1)[None], targets[None], blank=0)
measure(work, {repeats})
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

WAV2VEC2 = """
from transformers import Wav2Vec2Config, Wav2Vec2ForCTC
def network():
    return Wav2Vec2ForCTC(Wav2Vec2Config(
        vocab_size=32, ctc_loss_reduction="mean", pad_token_id=0, ctc_zero_infinity=True))
def padded(seconds):
    batch = torch.zeros(len(seconds), max(seconds) * 16000)
    for row, length in zip(batch, seconds):
        row[: length * 16000] = torch.randn(length * 16000)
    return batch
"""

WAV2VEC2_INFERENCE = WAV2VEC2 + """
model, batch = network().eval(), padded({seconds})
with torch.inference_mode():
    measure(lambda: model(batch), repetitions=5, warmups=1)
"""

# A training step as the notebook does it: the batch padded, the feature encoder frozen.
WAV2VEC2_TRAINING = WAV2VEC2 + """
model, batch = network().train(), padded({seconds})
labels = torch.randint(1, 32, (len(batch), {labels}))
model.freeze_feature_encoder()
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], 1e-4)
def step():
    optimizer.zero_grad(set_to_none=True)
    model(batch, labels=labels).loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
measure(step, repetitions=3, warmups=1)
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

FRONT_END_PARTS = """
from transformers import Wav2Vec2Config, Wav2Vec2Model
def model(**changes):
    return Wav2Vec2Model(Wav2Vec2Config(num_hidden_layers=1, **changes))
def training(module, x, **options):
    gradient = torch.randn_like(module(x))
    def work():
        module(x).backward(gradient)
        module.zero_grad(set_to_none=True)
        x.grad = None
    measure(work, **options)
"""

FRONT_END = FRONT_END_PARTS + """
front_end = model({changes}).eval().feature_extractor
samples = torch.randn(1, 160000)
with torch.inference_mode():
    measure(lambda: front_end(samples), repetitions=7)
"""

FRONT_END_TRAINING = FRONT_END_PARTS + """
front_end = model().train().feature_extractor
training(front_end, torch.randn(1, 160000), repetitions=5, warmups=1)
"""

POSITIONS = FRONT_END_PARTS + """
embedding = model().eval().encoder.pos_conv_embed
frames = torch.randn(1, 499, 768)
with torch.inference_mode():
    measure(lambda: embedding(frames))
"""

POSITIONS_TRAINING = FRONT_END_PARTS + """
embedding = model().train().encoder.pos_conv_embed
training(embedding, torch.randn(1, 499, 768, requires_grad=True), repetitions=7)
"""

AUGMENTATION = """
import io
import librosa
import numpy as np
import scipy.signal
import soundfile
import soxr
import torchaudio
rng = np.random.default_rng(0)
def sound(seconds):
    t = np.arange(int(seconds * 16000)) / 16000
    return (0.1 * rng.standard_normal(len(t)) * np.sin(3 * np.pi * t)).astype(np.float32)
clip, room = sound(10), sound(0.5)
wave, response = torch.from_numpy(clip)[None], torch.from_numpy(room)[None]
snr = torch.tensor([10.0])
def pink():
    spectrum = np.fft.rfft(rng.standard_normal(len(clip)))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise = np.fft.irfft(spectrum, len(clip)).astype(np.float32)
    return torchaudio.functional.add_noise(wave, torch.from_numpy(noise)[None], snr)
def reverb():
    wet = torchaudio.functional.fftconvolve(wave, response)[:, : wave.shape[1]]
    return wet * (wave.square().mean() / wet.square().mean()).sqrt()
def clipped():
    sizes = np.abs(clip)
    threshold = np.partition(sizes, len(sizes) * 9 // 10)[len(sizes) * 9 // 10]
    return np.clip(clip, -threshold, threshold)
sections = scipy.signal.butter(4, [300, 3400], "band", fs=16000, output="sos").astype(np.float32)
def coded(samples, rate, subtype):
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="WAV", subtype=subtype)
    file.seek(0)
    return soundfile.read(file, dtype="float32")[0]
def gsm():
    return soxr.resample(coded(soxr.resample(clip, 16000, 8000), 8000, "GSM610"), 8000, 16000)
measure({work})
"""

EFFECTS = {
    "gain_10s": "lambda: clip * np.float32(0.501)",
    "white_noise_10s": "lambda: torchaudio.functional.add_noise(wave, torch.randn_like(wave), snr)",
    "pink_noise_10s": "pink",
    "reverb_10s": "reverb",
    "speed_10s": "lambda: torchaudio.functional.speed(wave, 16000, 1.1)",
    "tempo_10s": "lambda: librosa.effects.time_stretch(clip, rate=1.1)",
    "pitch_10s": "lambda: librosa.effects.pitch_shift(clip, sr=16000, n_steps=2)",
    "clip_10s": "clipped",
    "bandpass_10s": "lambda: scipy.signal.sosfilt(sections, clip)",
    "codec_ulaw_10s": "lambda: coded(clip, 16000, 'ULAW')",
    "codec_gsm_10s": "gsm",
}

PEERS = {name: AUGMENTATION.replace("{work}", work) for name, work in EFFECTS.items()} | {
    "adamw_95M": ADAMW,
    "ctc_loss": CTC.format(sizes=(16, 500, 32, 80)),
    "ctc_loss_long": CTC.format(sizes=(8, 1500, 32, 400)),
    "alignment_1500x200": ALIGNMENT.format(sizes=(1500, 32, 200), repeats="15"),
    "encoder_layer_10s": ENCODER_LAYER_FORWARD,
    "encoder_layer_training": ENCODER_LAYER_TRAINING,
    "logmel_30s": LOGMEL_TORCHAUDIO,
    "logmel_whisper_30s": LOGMEL,
    "positional_convolution": POSITIONS,
    "positional_convolution_training": POSITIONS_TRAINING,
    "wav2vec2_front_end_10s": FRONT_END.format(changes=""),
    "wav2vec2_front_end_layer_norm_10s": FRONT_END.format(
        changes="feat_extract_norm='layer', conv_bias=True"),
    "wav2vec2_front_end_training_10s": FRONT_END_TRAINING,
    "wav2vec2_base_10s": WAV2VEC2_INFERENCE.format(seconds=[10]),
    "wav2vec2_base_ragged": WAV2VEC2_INFERENCE.format(seconds=[2, 3, 5, 10]),
    "wav2vec2_training_4x5s": WAV2VEC2_TRAINING.format(seconds=[5, 5, 5, 5], labels=60),
    "wav2vec2_training_ragged": WAV2VEC2_TRAINING.format(seconds=[2, 3, 5, 10], labels=30),
}


class Figures(typing.NamedTuple):
    """What a process measured of its work: median seconds, and its largest resident set in MB."""

    seconds: float
    megabytes: int

    @classmethod
    def of(cls, command):
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        words = output.split()
        value = lambda name: words[words.index(name) + 1]
        return cls(float(value("median")), int(value("peak")))


def spread(ratios):
    """The median of the turns' ratios, in words with their range."""
    ratios = sorted(ratios)
    median = statistics.median(ratios)
    return median, f"{median:.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f})"


def compare(job, options):
    """Prints the figures of a job and returns its ratios: of time, and of memory under `job.memory`."""
    here, there = [], []
    for _ in range(options.turns):
        here.append(Figures.of([options.binary, job]))
        there.append(
            Figures.of([options.python, "-c", MEASURE + PEERS[job], str(options.threads)]))
    middle = lambda turns, name: statistics.median(getattr(turn, name) for turn in turns)
    time, times = spread([a.seconds / b.seconds for a, b in zip(here, there)])
    memory, memories = spread([a.megabytes / b.megabytes for a, b in zip(here, there)])
    print(
        f"{job:24} asrsh {middle(here, 'seconds') * 1e3:9.3f} ms   "
        f"peer {middle(there, 'seconds') * 1e3:9.3f} ms   ratio {times}, {len(here)} turns\n"
        f"{'':24} asrsh {middle(here, 'megabytes'):9.0f} MB   "
        f"peer {middle(there, 'megabytes'):9.0f} MB   ratio {memories}\n"
        f"{'':24} {options.kernels} kernels on {machine.processor()[1]}",
        flush=True,
    )
    return {job: time, f"{job}.memory": memory}


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
    options.kernels = subprocess.run(
        [options.binary, "--kernels"], check=True, capture_output=True, text=True
    ).stdout.strip()
    set_here = [name for name in os.environ if name.startswith(("OPENBLAS_", "OMP_", "DNNL_", "MKL_"))]
    if set_here:
        print(f"{', '.join(sorted(set_here))} set: ratios hold for this environment only", file=sys.stderr)
    ratios = {}
    for job in jobs:
        ratios |= compare(job, options)
    return judge(ratios, machine.thresholds(options.kernels))


def judge(ratios, thresholds):
    """Says which ratios are above their thresholds, and which have none here; the exit code."""
    slow = False
    for name, ratio in ratios.items():
        if name not in thresholds:
            continue
        if thresholds[name] is None:
            print(f"{name}: unmeasured on such a machine so far, no threshold", file=sys.stderr)
        elif ratio > thresholds[name]:
            slow = True
            print(f"{name} is above its threshold of {thresholds[name]}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
