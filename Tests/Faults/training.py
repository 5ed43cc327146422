"""Breaks real training off in every way, and compares what it ends with to a run that was left alone.

    python training.py BINARY [--kills 100] [--seed 1] [--library interpose.so]

Each trial trains a small network in a folder of its own, is broken off, and goes on with resume=true until it is
done. Compared are the bytes of the last checkpoint's weights, running means and state (but for its clock),
and of metrics.jsonl. Exit code: 0 if all are the same, 1 if one is not.

- kill -9 at random instants of the run, so that some fall into saving;
- SIGTERM and SIGINT, once: the run must end by itself, with its last update saved;
- with the library (see interpose.c): every write, fsync, rename, open, mkdir and close of the run's folder
  fails in turn, once and from then on; training must go on or end with an error, and then be resumed.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RECIPE = """
param output: string = ""
param data: string = ""
train = load_dataset(f"{data}/train.jsonl", format="jsonl")
held = train.take(4)
model = deepspeech2(ctc_tokenizer(build_vocab(train)), n_mels=20, conv_channels=[4], conv_kernels=[[3, 5]],
  conv_strides=[[2, 2]], rnn_layers=1, rnn_size=24, seed=1)
history = model.fit(train, eval=held, max_steps=40, batch_size=4, gradient_accumulation_steps=2,
  learning_rate=1e-3, spec_augment=true, save_steps=3, eval_steps=10, output=output, resume=true, seed=5)
"""
CALLS = ["write", "fsync", "rename", "open", "mkdir", "close"]


def make_data(folder):
    """Forty short noises with made-up texts."""
    import wave

    random.seed(3)
    with open(folder / "train.jsonl", "w") as table:
        for row in range(40):
            frames = random.randint(4000, 9000)
            with wave.open(str(folder / f"{row}.wav"), "wb") as file:
                file.setparams((1, 2, 16000, frames, "NONE", ""))
                samples = (int(random.gauss(0, 3000)) for _ in range(frames))
                file.writeframes(
                    b"".join(s.to_bytes(2, "little", signed=True) for s in samples)
                )
            text = random.choice(["a", "ab", "ba", "b a", "abc"])
            table.write(json.dumps({"file": f"{row}.wav", "text": text}) + "\n")


class Trial:
    """A run in a folder of its own."""

    def __init__(self, options, place, name):
        self.options = options
        self.place = place
        self.output = place / name
        self.command = [options.binary, "--no-record", str(place / "recipe.asr")]
        self.command += [f"output={self.output}", f"data={place}"]

    def start(self, **environment):
        return subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        )

    def finish(self):
        """Goes on until the run is done."""
        process = self.start()
        output = process.communicate(timeout=120)[0].decode()
        if process.returncode != 0:
            raise SystemExit(f"{self.output}: resuming ended with {process.returncode}:\n{output}")

    def outcome(self):
        """A hash of what the run has come to."""
        last = self.output / "step-40"
        digest = hashlib.sha256()
        for name in ["model.safetensors", "optimizer.safetensors"]:
            digest.update((last / name).read_bytes())
        state = json.loads((last / "trainer_state.json").read_text())
        state.pop("seconds")
        for row in state["rows"]:
            row.pop("seconds")
        digest.update(json.dumps(state, sort_keys=True).encode())
        digest.update((self.output / "metrics.jsonl").read_bytes())
        return digest.hexdigest()

    def remove(self):
        shutil.rmtree(self.output, ignore_errors=True)


def killed(options, place, index, seconds):
    """One trial: killed at an instant, perhaps again while it goes on, and then left alone."""
    choice = random.Random(options.seed * 1000 + index)
    trial = Trial(options, place, f"kill-{index}")
    inside = 0
    for _ in range(choice.choice([1, 1, 2])):
        process = trial.start()
        time.sleep(choice.uniform(0.02, seconds))
        process.kill()
        process.communicate()
        if trial.output.exists():
            inside += any(name.startswith(".tmp-") for name in os.listdir(trial.output))
    trial.finish()
    outcome = trial.outcome()
    trial.remove()
    return outcome, inside


def stopped(options, place, number):
    """One trial: asked to end, once, somewhere in the middle."""
    trial = Trial(options, place, f"signal-{number}")
    process = trial.start()
    log = trial.output / "metrics.jsonl"
    while process.poll() is None and (not log.exists() or len(log.read_bytes()) < 1000):
        time.sleep(0.005)
    process.send_signal(number)
    process.communicate(timeout=60)
    steps = [int(name[5:]) for name in os.listdir(trial.output) if name.startswith("step-")]
    lines = len((trial.output / "metrics.jsonl").read_text().splitlines())
    if process.returncode == 0 or max(steps, default=0) != lines:
        print(f"signal {number}: exit {process.returncode}, saved {steps} of {lines} updates")
        return None
    trial.finish()
    outcome = trial.outcome()
    trial.remove()
    return outcome


def faulted(options, place, call, mode, at):
    """One trial: a system call fails. Returns the outcome, and whether the call was reached."""
    trial = Trial(options, place, f"{call}-{mode}-{at}")
    counter = place / f"{call}-{mode}-{at}.count"
    process = trial.start(
        LD_PRELOAD=str(options.library), FAULT_PATH=str(trial.output), FAULT_CALL=call,
        FAULT_MODE=mode, FAULT_AT=str(at), FAULT_ERROR="28", FAULT_COUNT=str(counter),
    )
    output = process.communicate(timeout=120)[0].decode()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{call} {mode} {at}: exit {process.returncode}\n{output}")
    trial.finish()
    outcome = trial.outcome()
    trial.remove()
    return outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--library", type=pathlib.Path)
    options = parser.parse_args()
    options.binary = str(pathlib.Path(options.binary).resolve())
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        make_data(place)
        (place / "recipe.asr").write_text(RECIPE)
        whole = Trial(options, place, "whole")
        start = time.perf_counter()
        whole.finish()
        seconds = time.perf_counter() - start
        expected = whole.outcome()
        faults = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            # Two at a time take longer each.
            results = list(
                pool.map(
                    lambda index: killed(options, place, index, 1.5 * seconds),
                    range(options.kills),
                )
            )
            wrong = sum(outcome != expected for outcome, _ in results)
            inside = sum(count for _, count in results)
            faults += wrong
            print(
                f"kill -9: {options.kills} runs broken off, {inside} times inside a save; "
                f"{options.kills - wrong} ended with the same bits",
                flush=True,
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                same = stopped(options, place, number) == expected
                faults += not same
                print(f"{number.name}: {'the same bits' if same else 'NOT the same'}", flush=True)
            if options.library:
                options.library = options.library.resolve()
                faults += sweep(options, place, pool, expected)
    sys.exit(1 if faults else 0)


def sweep(options, place, pool, expected):
    """Fails every call of a run in turn; returns how many trials did not end with the same bits."""
    counts = {}
    for call in CALLS:
        trial = Trial(options, place, f"count-{call}")
        counter = place / f"count-{call}.count"
        trial.start(
            LD_PRELOAD=str(options.library), FAULT_PATH=str(trial.output), FAULT_CALL=call,
            FAULT_MODE="once", FAULT_AT="0", FAULT_COUNT=str(counter),
        ).communicate(timeout=120)
        counts[call] = int(counter.read_text())
        trial.remove()
    faults = 0
    for call, count in counts.items():
        # The first forty calls cover the start and a save; then there is one in every later save or two.
        places = [at for at in range(1, count + 1) if at <= 40 or at % 31 == 0]
        trials = [(mode, at) for mode in ("once", "always") for at in places]
        outcomes = pool.map(lambda trial: faulted(options, place, call, *trial), trials)
        wrong = sum(outcome != expected for outcome in outcomes)
        faults += wrong
        print(
            f"{call}: {count} calls, {len(trials)} trials, "
            f"{len(trials) - wrong} ended with the same bits",
            flush=True,
        )
    return faults


if __name__ == "__main__":
    main()
