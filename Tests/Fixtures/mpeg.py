"""Writes Tests/Fixtures/audio/mpeg/*: small files of MPEG audio, and mpeg.json, what ffmpeg decodes them to.

Made with ffmpeg 5.1.9 (libmp3lame 3.100, Debian 12) and lame 3.100. ffmpeg writes no tag of the length through a
pipe. Of every file are kept the number of frames and every 37th sample of the first channel.
"""
import json
import pathlib
import subprocess

import numpy as np

FOLDER = pathlib.Path(__file__).parent / "audio" / "mpeg"

# Name, rate, channels, seconds, what ffmpeg is told. Without a tag of the length unless the name says "tag".
FILES = [
    ("cbr_8000.mp3", 8000, 1, 0.9, "-b:a 8k"),
    ("cbr_16000.mp3", 16000, 1, 0.6, "-b:a 16k"),
    ("cbr_22050.mp3", 22050, 1, 0.37, "-b:a 24k"),
    ("cbr_44100.mp3", 44100, 1, 0.31, "-b:a 32k"),
    ("cbr_44100_stereo.mp3", 44100, 2, 0.2, "-b:a 64k"),
    ("cbr_48000.mp3", 48000, 1, 0.25, "-b:a 40k"),
    ("vbr_16000.mp3", 16000, 1, 1.5, "-q:a 7"),
    ("vbr_tag_16000.mp3", 16000, 1, 0.5, "-q:a 7"),
    ("cbr_tag_44100.mp3", 44100, 1, 0.31, "-b:a 32k"),
    ("layer2_32000.mp2", 32000, 1, 0.4, "-c:a mp2 -b:a 32k"),
    ("layer3_44100.wav", 44100, 1, 0.31, "-c:a libmp3lame -b:a 32k"),
]


def signal(rate, channels, seconds):
    """Silence, a tone, and noise that grows, so that the frames of variable rates differ in size."""
    count = int(rate * seconds)
    t = np.arange(count) / rate
    noise = np.random.default_rng(rate + channels).standard_normal((count, channels)) * 0.2
    tone = 0.4 * np.sin(2 * np.pi * 440 * t)
    whole = (tone * (t > 0.1))[:, None] + noise * (np.maximum(t - seconds / 2, 0) / seconds)[:, None]
    return np.round(whole * 32767).astype("<i2")


def encode(name, rate, channels, seconds, options):
    source = ["-f", "s16le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0"]
    tags = [] if "tag" in name or name.endswith(".wav") else ["-write_xing", "0", "-id3v2_version", "0"]
    tags = [] if name.endswith(".mp2") else tags
    target = ["-bitexact", *options.split(), *tags, "-y", str(FOLDER / name)]
    subprocess.run(
        ["ffmpeg", "-v", "error", *source, *target], input=signal(rate, channels, seconds).tobytes(), check=True)


def decode(path, channels):
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<f4").reshape(-1, channels)


FOLDER.mkdir(exist_ok=True)
content = []
for name, rate, channels, seconds, options in FILES:
    encode(name, rate, channels, seconds, options)
    sound = decode(FOLDER / name, channels)
    print(name, (FOLDER / name).stat().st_size, len(sound))
    content.append({
        "name": name, "rate": rate, "channels": channels, "frames": len(sound),
        "samples": [float(f"{value:.6g}") for value in sound[::37, 0]],
    })
(FOLDER.parent / "mpeg.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
