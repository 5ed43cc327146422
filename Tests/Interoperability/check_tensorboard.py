"""Has TensorBoard itself read what a training writes for it, and compares the numbers.

    python check_tensorboard.py BINARY          (needs tensorboard from PyPI)

A small network is trained, broken off and resumed; the scalars that TensorBoard shows are those of
metrics.jsonl and history.csv, with nothing twice but the evaluation that the resumed run does again.
"""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

from tensorboard.backend.event_processing import event_accumulator


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_rows(folder)
        run = folder / "run"
        train = f"""
rows = load_dataset("{folder}/rows.jsonl", format="jsonl")
model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[4], conv_kernels=[[3, 5]],
  conv_strides=[[2, 2]], rnn_layers=1, rnn_size=16)
model.fit(rows, eval=rows, max_steps=12, eval_steps=4, batch_size=2, learning_rate=1e-3,
  output="{run}", resume=true, seed=1)
"""
        (folder / "recipe.asr").write_text(train)
        for _ in range(2):
            subprocess.run([binary, "--no-record", str(folder / "recipe.asr")], check=True,
                           capture_output=True)
        board = event_accumulator.EventAccumulator(str(run), size_guidance={"scalars": 0})
        board.Reload()
        tags = board.Tags()["scalars"]
        print("tags:", ", ".join(tags))
        updates = [json.loads(line) for line in open(run / "metrics.jsonl")]
        shown = {event.step: event.value for event in board.Scalars("train/loss")}
        faults = [u["step"] for u in updates if not same(shown.get(u["step"]), u["loss"])]
        rows = list(csv.DictReader(open(run / "history.csv")))
        for tag, column in [("eval/loss", "eval_loss"), ("eval/wer", "wer"), ("eval/cer", "cer")]:
            shown = {event.step: event.value for event in board.Scalars(tag)}
            faults += [
                (tag, row["step"]) for row in rows
                if not same(shown.get(int(row["step"])), float(row[column]))
            ]
        print(f"{len(updates)} updates and {len(rows)} evaluations read by TensorBoard; "
              f"{len(faults)} are not what was written {faults[:3] or ''}")
        sys.exit(1 if faults or not updates or not rows else 0)


def make_rows(folder):
    """Six short noises with texts."""
    import random
    import wave

    random.seed(1)
    with open(folder / "rows.jsonl", "w") as table:
        for row, text in enumerate(["ab", "ba", "abba", "b", "a", "bab"]):
            frames = 6000 + 800 * row
            with wave.open(str(folder / f"{row}.wav"), "wb") as file:
                file.setparams((1, 2, 16000, frames, "NONE", ""))
                file.writeframes(
                    b"".join(
                        int(random.gauss(0, 3000)).to_bytes(2, "little", signed=True)
                        for _ in range(frames)
                    )
                )
            table.write(json.dumps({"file": f"{row}.wav", "text": text}) + "\n")


def same(shown, written):
    """Whether a number is another in single precision."""
    return shown is not None and math.isclose(shown, written, rel_tol=1e-6, abs_tol=1e-30)


if __name__ == "__main__":
    main()
