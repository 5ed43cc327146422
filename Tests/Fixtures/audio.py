"""Writes Tests/Fixtures/audio/*.json: features and resampled sound as the field's packages compute them.

Made with torch 2.9.1, torchaudio 2.9.1, transformers 5.23.0, librosa 0.11.0, soxr 1.1.0 (libsoxr 0.1.3), numpy.
Signals are whole numbers of 1/32768, so that both sides start from the same floats.
"""
import json
import pathlib

import librosa
import numpy as np
import soxr
import torch
import torchaudio
from transformers import Speech2TextFeatureExtractor, WhisperFeatureExtractor

FOLDER = pathlib.Path(__file__).parent / "audio"


def signal(count, rate, seed):
    """A sweep, a tone that stops half way, and noise."""
    noise = np.random.default_rng(seed).standard_normal(count)
    t = np.arange(count) / rate
    sweep = 0.3 * np.sin(2 * np.pi * (200 * t + 1500 * t * t))
    tone = 0.2 * np.sin(2 * np.pi * 997 * t) * (t < t[-1] / 2)
    return np.round((sweep + tone + 0.02 * noise) * 32768).astype(np.int16)


def matrix(values):
    values = np.asarray(values, dtype=np.float64)
    return {"shape": list(values.shape), "values": [float(f"{v:.8g}") for v in values.ravel()]}


def write(name, content):
    (FOLDER / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def features():
    whole = signal(3500, 16000, 1)
    x = (whole / 32768).astype(np.float32)
    t = torch.from_numpy(x)
    cases = {}
    for name, options in {
        "spectrogram_400": dict(n_fft=400, hop_length=160),
        "spectrogram_512_win400": dict(n_fft=512, win_length=400, hop_length=250),
        "spectrogram_magnitude": dict(n_fft=256, hop_length=300, power=1.0),
        "spectrogram_odd": dict(n_fft=275, hop_length=311),
        "spectrogram_1102": dict(n_fft=1102, hop_length=441),
        "spectrogram_inside": dict(n_fft=320, hop_length=400, center=False),
    }.items():
        cases[name] = matrix(torchaudio.transforms.Spectrogram(**options)(t).T)
    hamming = torchaudio.transforms.Spectrogram(n_fft=400, hop_length=400, window_fn=torch.hamming_window)
    cases["spectrogram_hamming"] = matrix(hamming(t).T)
    extractor = WhisperFeatureExtractor()
    cases["log_mel_whisper"] = matrix(extractor._torch_extract_fbank_features(x).T)
    wide = WhisperFeatureExtractor(feature_size=128)
    cases["log_mel_whisper_128"] = matrix(wide._torch_extract_fbank_features(x).T)
    htk = torchaudio.transforms.MelSpectrogram(16000, n_fft=400, hop_length=160, n_mels=80)
    cases["log_mel_htk"] = matrix(htk(t).clamp(min=1e-10).log().T)
    slaney = librosa.feature.melspectrogram(y=x, sr=16000, n_fft=400, hop_length=160, n_mels=80)
    cases["log_mel_slaney"] = matrix(np.log(np.maximum(slaney, 1e-10)).T)
    for count in (80, 23):
        fbank = torchaudio.compliance.kaldi.fbank(t[None] * 32768, num_mel_bins=count, dither=0.0)
        cases[f"fbank_{count}"] = matrix(fbank)
    for name, options in {
        "mfcc_htk": dict(n_mfcc=40),
        "mfcc_htk_13": dict(n_mfcc=13, melkwargs=dict(n_fft=512, hop_length=160, n_mels=40)),
    }.items():
        cases[name] = matrix(torchaudio.transforms.MFCC(16000, **options)(t).T)
    for name, options in {
        "mfcc_slaney": {},
        "mfcc_slaney_lifter": dict(n_mfcc=13, n_fft=400, hop_length=160, n_mels=40, lifter=22),
    }.items():
        cases[name] = matrix(librosa.feature.mfcc(y=x, sr=16000, **options).T)
    for name, options in {
        "mfcc_kaldi": {},
        "mfcc_kaldi_20": dict(num_ceps=20, num_mel_bins=40, cepstral_lifter=0.0),
    }.items():
        cases[name] = matrix(torchaudio.compliance.kaldi.mfcc(t[None] * 32768, dither=0.0, **options))
    kaldi = torchaudio.compliance.kaldi.fbank(t[None] * 32768, num_mel_bins=23, dither=0.0).numpy()
    for name, scaled in {"cmvn": True, "cmn": False}.items():
        cases[name] = matrix(
            Speech2TextFeatureExtractor.utterance_cmvn(kaldi, len(kaldi), normalize_vars=scaled))
    write("features", {"rate": 16000, "samples": whole.tolist(), "cases": cases})


def resampling():
    cases = []
    for rate, new, count, channels in [
        (8000, 16000, 700, 1), (44100, 16000, 2000, 1), (16000, 8000, 1500, 1), (48000, 16000, 1201, 2),
        (22050, 16000, 999, 3), (16000, 44100, 500, 1), (16000, 16001, 300, 1), (96000, 1000, 4000, 1),
        (11025, 16000, 7, 1), (16000, 8000, 1, 1),
    ]:
        whole = np.stack([signal(count, rate, seed) for seed in range(channels)], axis=1)
        x = (whole / 32768).astype(np.float32)
        result = soxr.resample(x if channels > 1 else x[:, 0], rate, new, quality="HQ")
        cases.append({
            "from": rate, "to": new, "channels": channels, "samples": whole.ravel().tolist(),
            "resampled": matrix(result),
        })
    write("resampling", cases)


def trimming():
    cases = []
    for channels, threshold, frame, hop in [(1, 60, 256, 64), (1, 20, 300, 100), (2, 30, 256, 64), (1, 60, 2048, 512)]:
        whole = np.stack([signal(3000, 16000, seed) for seed in range(channels)], axis=1).astype(np.float64)
        envelope = np.exp(-(((np.arange(3000) - 1700) / 250.0) ** 2))
        if channels == 2:
            whole[:, 1] *= np.roll(envelope, -900)
        whole[:, 0] *= envelope
        whole = np.round(whole).astype(np.int16)
        x = (whole / 32768).astype(np.float32).T
        _, (first, end) = librosa.effects.trim(
            x if channels > 1 else x[0], top_db=threshold, frame_length=frame, hop_length=hop)
        cases.append({
            "channels": channels, "samples": whole.ravel().tolist(), "threshold": threshold,
            "frameLength": frame, "hopLength": hop, "first": int(first), "end": int(end),
        })
    write("trimming", cases)


FOLDER.mkdir(exist_ok=True)
features()
resampling()
trimming()
