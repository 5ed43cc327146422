"""Fine-tunes wav2vec2-base in asrsh and in PyTorch on the same recordings of mixed lengths, in turns.

    python training.py --python /path/to/python [--binary asrsh] [--turns 3] [--updates 8]

Recordings of 2 to 15 s, batches of four, the feature encoder frozen, random weights of the size of
wav2vec2-base, dropout and layers left out as its configuration says, no masks, AdamW, gradients clipped.
A turn is one pass over the recordings, of which the first update is not timed. PyTorch, on two threads, pads
a batch to its longest recording, as transformers' trainer does, and sorts all recordings by length, which
pads less than the trainer's own sampler does; asrsh groups them as that sampler does. Printed are the
seconds of sound learned from in a second, their ratio with its spread, and the largest resident sets. The
peer needs torch, transformers and numpy.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile
import wave

PREPARE = """
import sys, torch, transformers, json, pathlib
folder = pathlib.Path(sys.argv[1])
torch.manual_seed(0)
configuration = transformers.Wav2Vec2Config(vocab_size=32, pad_token_id=0, ctc_loss_reduction="mean")
transformers.Wav2Vec2ForCTC(configuration).save_pretrained(folder)
tokens = ["[PAD]", "[UNK]", "|"] + [chr(97 + i) for i in range(26)] + ["'", "-", "."]
(folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(tokens)}))
extractor = transformers.Wav2Vec2FeatureExtractor(do_normalize=True, return_attention_mask=False)
extractor.save_pretrained(folder)
"""

PEER = """
import sys, time, json, torch, transformers, wave, numpy, pathlib, resource
folder, updates, batch = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(2)
torch.manual_seed(0)
model = transformers.Wav2Vec2ForCTC.from_pretrained(folder / "model", apply_spec_augment=False).train()
model.freeze_feature_encoder()
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], 1e-5, fused=True)
rows = [json.loads(line) for line in open(folder / "train.jsonl")]
vocabulary = json.loads((folder / "model/vocab.json").read_text())
def sound(row):
    with wave.open(str(folder / row["file"])) as file:
        samples = numpy.frombuffer(file.readframes(file.getnframes()), numpy.int16) / 32768
    samples = samples.astype(numpy.float32)
    return (samples - samples.mean()) / numpy.sqrt(samples.var() + 1e-7)
order = sorted(range(len(rows)), key=lambda i: -rows[i]["seconds"])
batches = [order[i:i + batch] for i in range(0, len(order), batch)]
picked = [batches[i] for i in torch.randperm(len(batches)).tolist()]
def step(batch):
    sounds = [sound(rows[i]) for i in batch]
    longest = max(map(len, sounds))
    inputs = torch.tensor(numpy.stack([numpy.pad(s, (0, longest - len(s))) for s in sounds]))
    labels = [[vocabulary["|" if c == " " else c] for c in rows[i]["text"]] for i in batch]
    width = max(map(len, labels))
    labels = torch.tensor([l + [-100] * (width - len(l)) for l in labels])
    optimizer.zero_grad(set_to_none=True)
    loss = model(inputs, labels=labels).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return sum(rows[i]["seconds"] for i in batch)
step(picked[0])
start, heard = time.perf_counter(), 0.0
for batch in picked[1:]:
    heard += step(batch)
print(json.dumps({
    "rate": heard / (time.perf_counter() - start),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))
"""

RECIPE = """
param folder: string = "."
param updates: int = 6
param batch: int = 4
train = load_dataset(f"{folder}/train.jsonl", format="jsonl")
model = load_model(f"{folder}/model", apply_spec_augment=false)
model.freeze("feature_encoder")
history = model.fit(train, max_steps=updates, batch_size=batch, learning_rate=1e-5, logging_steps=1,
  output=f"{folder}/run")
"""


def make_rows(folder, count):
    """Noise of 2 to 15 s with made-up texts, about ten letters a second."""
    import random

    random.seed(1)
    with open(folder / "train.jsonl", "w") as table:
        for row in range(count):
            seconds = round(random.uniform(2, 15), 2)
            frames = int(seconds * 16000)
            with wave.open(str(folder / f"{row}.wav"), "wb") as file:
                file.setparams((1, 2, 16000, frames, "NONE", ""))
                noise = random.randbytes(2 * frames)
                file.writeframes(b"".join(noise[i : i + 1] + b"\0" for i in range(frames)))
            text = "".join(random.choice("abcdefgh ") for _ in range(int(seconds * 10)))
            text = "a" + " ".join(text.split()) + "b"
            table.write(
                json.dumps({"file": f"{row}.wav", "text": text, "seconds": seconds}) + "\n"
            )


def ours(options, folder):
    """Seconds of sound in a second, without the first update."""
    subprocess.run(["rm", "-rf", folder / "run"], check=True)
    recipe = folder / "recipe.asr"
    recipe.write_text(RECIPE)
    command = [options.binary, str(recipe), f"folder={folder}"]
    command += [f"updates={options.updates}", f"batch={options.batch}", "--no-record"]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(process.stderr + process.stdout)
    lines = [json.loads(line) for line in open(folder / "run/metrics.jsonl")]
    rows = (folder / "run/history.csv").read_text().split("\n")[1:-1]
    clock = [float(row.split(",")[-1]) for row in rows]
    heard = sum(line["audio_seconds"] for line in lines[1:])
    return {"rate": heard / (clock[-1] - clock[0])}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--python", required=True, help="a Python with torch and transformers")
    parser.add_argument("--binary", default=".build/release/asrsh")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--updates", type=int, default=8)
    parser.add_argument("--batch", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_rows(folder, options.updates * options.batch)
        prepare = [options.python, "-c", PREPARE, str(folder / "model")]
        subprocess.run(prepare, check=True, capture_output=True)
        ratios = []
        for _ in range(options.turns):
            own = ours(options, folder)
            command = [options.python, "-c", PEER, str(folder)]
            command += [str(options.updates), str(options.batch)]
            output = subprocess.run(command, check=True, capture_output=True, text=True)
            peer = json.loads(output.stdout)
            ratios.append(own["rate"] / peer["rate"])
            print(
                f"asrsh {own['rate']:6.2f} s/s   PyTorch {peer['rate']:6.2f} s/s   "
                f"ratio {ratios[-1]:5.2f}   PyTorch's memory {peer['memory'] / 1e9:.2f} GB",
                flush=True,
            )
        print(
            f"ratio: median {statistics.median(ratios):.2f}, "
            f"{min(ratios):.2f} to {max(ratios):.2f}"
        )


if __name__ == "__main__":
    main()
