"""Checks that transformers opens what asrsh saves, and asrsh what transformers saves, with the same scores.

Run by `make interoperability PYTHON=…`, with a Python that has transformers (made with 5.23.0), torch and numpy.
Every small network of Tests/Fixtures/wav2vec2 makes the round: transformers saves it, asrsh opens and saves it,
transformers opens that. There must be no missing and no unexpected tensor, the tokenizer must be the same, and all
three must give the same scores.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import wave

import numpy as np
import torch
from safetensors.torch import load_file
from transformers import (
    AutoModelForCTC, HubertConfig, HubertForCTC, Wav2Vec2Config, Wav2Vec2CTCTokenizer, Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC, Wav2Vec2Processor, pipeline,
)

TESTS = pathlib.Path(__file__).parent.parent
TOKENS = ["<pad>", "<s>", "</s>", "<unk>", "|", "a", "b"]
RECIPE = """model = load_model("{folder}/theirs")
model.logits(load_audio("{folder}/speech.wav")).save("{folder}/scores.npy")
model.save("{folder}/ours")
"""


def speech(path):
    noise = np.random.default_rng(1).standard_normal(4000)
    samples = (8000 * np.sin(np.arange(4000) / 9.0) + 2000 * noise).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(16000)
        file.writeframes(samples.tobytes())
    return samples.astype(np.float32) / 32768


def scores(folder, samples):
    processor = Wav2Vec2Processor.from_pretrained(folder)
    model, info = AutoModelForCTC.from_pretrained(folder, output_loading_info=True)
    problems = {key: value for key, value in info.items() if value}
    assert not problems, f"transformers complains: {problems}"
    values = processor(samples, sampling_rate=16000, return_tensors="pt").input_values
    with torch.no_grad():
        return model.eval()(values).logits[0].numpy(), processor, model


def check(binary, name):
    content = json.loads((TESTS / f"Fixtures/wav2vec2/{name}.json").read_text())
    kind, config = (HubertForCTC, HubertConfig) if name.startswith("hubert") else (Wav2Vec2ForCTC, Wav2Vec2Config)
    model = kind(config(**content["config"]))
    model.load_state_dict(load_file(TESTS / f"Fixtures/wav2vec2/{name}.safetensors"), strict=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        samples = speech(folder / "speech.wav")
        model.save_pretrained(folder / "theirs")
        vocabulary = folder / "theirs/vocab.json"
        vocabulary.write_text(json.dumps({token: id for id, token in enumerate(TOKENS)}))
        tokenizer = Wav2Vec2CTCTokenizer(str(vocabulary))
        Wav2Vec2Processor(Wav2Vec2FeatureExtractor(), tokenizer).save_pretrained(folder / "theirs")
        recipe = folder / "round.asr"
        recipe.write_text(RECIPE.format(folder=folder))
        subprocess.run([binary, str(recipe)], check=True, stdout=subprocess.DEVNULL)
        theirs, _, _ = scores(folder / "theirs", samples)
        ours, processor, opened = scores(folder / "ours", samples)
        assert type(opened) is kind, type(opened)
        assert processor.tokenizer.get_vocab() == tokenizer.get_vocab()
        for text in ["ab a", "b|a", ""]:
            assert processor.tokenizer(text).input_ids == tokenizer(text).input_ids
        pipeline("automatic-speech-recognition", model=str(folder / "ours"))(samples)
        saved = np.abs(ours - theirs).max()
        heard = np.abs(np.load(folder / "scores.npy") - theirs).max()
    assert saved == 0, f"saved weights differ by {saved}"
    assert heard < 1e-4, f"scores differ by {heard}"
    print(f"{name:24} saved: same bits; scores within {heard:.1e}")


def main():
    binary = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/release/asrsh").resolve())
    names = sorted(path.stem for path in (TESTS / "Fixtures/wav2vec2").glob("*.json") if path.stem != "extractor")
    for name in names:
        check(binary, name)
    print(f"{len(names)} networks make the round.")


if __name__ == "__main__":
    main()
