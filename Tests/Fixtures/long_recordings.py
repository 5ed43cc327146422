"""Writes Tests/Fixtures/wav2vec2/chunks.json: which token transformers' pipeline keeps for every frame of a long recording.

Made with transformers 5.23.0 and torch 2.9.1. Run: python Tests/Fixtures/long_recordings.py

The networks are those of Tests/Fixtures/wav2vec2.py. Sample n of the recording is
((7919 n² + 104729 n) mod 2001 - 1000) / 1000. The pipeline hears it in chunks of `chunk_length_s`, a sixth of which at
each end is a stride, and joins the tokens that it keeps; `whole` are those of the recording heard at once.
"""
import json
import pathlib

import numpy as np
import torch
from safetensors.torch import load_file
from transformers import HubertConfig, HubertForCTC, Wav2Vec2Config, Wav2Vec2CTCTokenizer
from transformers import Wav2Vec2FeatureExtractor, Wav2Vec2ForCTC
from transformers.pipelines import AutomaticSpeechRecognitionPipeline

FOLDER = pathlib.Path(__file__).parent / "wav2vec2"
TOKENS = ["[PAD]", "|", "a", "b", "c", "d", "[UNK]"]


def pipeline(name):
    settings = json.loads((FOLDER / f"{name}.json").read_text())["config"]
    kinds = (HubertConfig, HubertForCTC) if settings["model_type"] == "hubert" else (Wav2Vec2Config, Wav2Vec2ForCTC)
    model = kinds[1](kinds[0](**settings)).eval()
    model.load_state_dict(load_file(FOLDER / f"{name}.safetensors"))
    vocabulary = FOLDER / "vocab.tmp.json"
    vocabulary.write_text(json.dumps({token: index for index, token in enumerate(TOKENS)}))
    tokenizer = Wav2Vec2CTCTokenizer(str(vocabulary), pad_token="[PAD]", unk_token="[UNK]")
    vocabulary.unlink()
    extractor = Wav2Vec2FeatureExtractor(do_normalize=False, return_attention_mask=False)
    made = AutomaticSpeechRecognitionPipeline(model=model, feature_extractor=extractor, tokenizer=tokenizer)
    made.kept = []
    tokenizer.decode = lambda tokens, **_: made.kept.append([int(token) for token in tokens]) or ""
    return made


def main():
    n = np.arange(3_333, dtype=np.int64)
    samples = (((7919 * n * n + 104729 * n) % 2001 - 1000) / 1000).astype(np.float32)
    cases = []
    for name in ("lv60", "base", "hubert_large"):
        for seconds in (0.05, 0.09):
            made = pipeline(name)
            with torch.no_grad():
                made({"raw": samples, "sampling_rate": 16_000}, chunk_length_s=seconds)
                whole = made.model(torch.tensor(samples)[None]).logits.argmax(-1)[0]
            assert len(made.kept) == 1 and len(made.kept[0]) == len(whole)
            cases.append(
                {"network": name, "chunk_length_s": seconds, "kept": made.kept[0], "whole": whole.tolist()})
    text = json.dumps({"samples": len(samples), "cases": cases}, separators=(",", ":"))
    (FOLDER / "chunks.json").write_text(text.replace("},{", "},\n{") + "\n")


main()
