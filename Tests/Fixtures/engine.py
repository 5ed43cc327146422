"""Writes the fixtures of the engine's tests: Tests/Fixtures/engine/*.json.

Made with Python 3.11.7, PyTorch 2.9.1 (CPU), transformers 5.23.0 and numpy 1.26.4.
Run: python Tests/Fixtures/engine.py

Inputs are decimals that float32 reads back as they were used; results are computed by PyTorch in
float64 from those float32 inputs, and rounded to 9 digits. A tensor is {"shape": [...], "data":
[...]}, row-major. JSON has no infinity and no NaN: both are null. "outer" is the gradient of some
objective with respect to the output; the "gradients" are those with respect to the inputs.
"""

import json
import math
import pathlib

import numpy
import torch

from engine_attention import attention_cases
from engine_ctc import ctc_cases
from engine_front_end import front_end_cases
from engine_layers import gru_cases, layer_cases

FOLDER = pathlib.Path(__file__).parent / "engine"


def write(name, value):
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    (FOLDER / name).write_text(text + "\n")
    print(f"{name}: {len(text):,} bytes")


def adamw_cases():
    """Five steps of AdamW on two parameters, given their gradients."""
    from transformers import get_linear_schedule_with_warmup

    settings = [
        {"name": "plain", "weightDecay": 0.0},
        {"name": "decay", "weightDecay": 0.1},
        {"name": "decay and clipping", "weightDecay": 0.01, "clipping": 1.0},
        {"name": "small gradients are not scaled up", "weightDecay": 0.01, "clipping": 1e3},
        {
            "name": "other constants, clipping and schedule",
            "weightDecay": 0.05,
            "beta1": 0.8,
            "beta2": 0.98,
            "epsilon": 1e-6,
            "clipping": 1.0,
            "warmupSteps": 2,
            "totalSteps": 6,
        },
    ]
    generator = numpy.random.default_rng(5)
    cases = []
    for setting in settings:
        case = {
            "learningRate": 1e-2,
            "beta1": 0.9,
            "beta2": 0.999,
            "epsilon": 1e-8,
            "clipping": None,
            "warmupSteps": None,
            "totalSteps": None,
        } | setting
        shapes = {"weight": (5, 7), "bias": (5,)}
        start = {n: numpy.round(generator.normal(size=s), 3) for n, s in shapes.items()}
        parameters = {n: torch.nn.Parameter(double(v)) for n, v in start.items()}
        optimizer = torch.optim.AdamW(
            parameters.values(),
            lr=case["learningRate"],
            betas=(case["beta1"], case["beta2"]),
            eps=case["epsilon"],
            weight_decay=case["weightDecay"],
        )
        schedule = None
        if case["totalSteps"] is not None:
            schedule = get_linear_schedule_with_warmup(
                optimizer, case["warmupSteps"], case["totalSteps"]
            )
        case["parameters"] = {n: tensor(v) for n, v in start.items()}
        case["steps"] = []
        for step in range(5):
            # Wide gradients in the first steps, one of zeros, then narrow ones.
            width = [3.0, 1.0, 0.0, 0.1, 0.01][step]
            gradients = {
                n: numpy.round(generator.normal(size=s) * width, 4) for n, s in shapes.items()
            }
            for name, parameter in parameters.items():
                parameter.grad = double(gradients[name])
            norm = torch.sqrt(sum((p.grad**2).sum() for p in parameters.values())).item()
            if case["clipping"] is not None:
                torch.nn.utils.clip_grad_norm_(parameters.values(), case["clipping"])
            rate = optimizer.param_groups[0]["lr"]
            optimizer.step()
            if schedule:
                schedule.step()
            case["steps"].append(
                {
                    "learningRate": rate,
                    "gradientNorm": norm,
                    "gradients": {n: tensor(g) for n, g in gradients.items()},
                    "parameters": {n: tensor(p.detach().numpy()) for n, p in parameters.items()},
                }
            )
        cases.append(case)
    return cases


def schedule_cases():
    """The learning rates of every step, and three beyond the last, by transformers."""
    from transformers import get_linear_schedule_with_warmup

    cases = []
    for peak, warmup, total in [
        (1e-4, 1000, 1010),
        (1.0, 3, 10),
        (3e-4, 0, 7),
        (1.0, 5, 5),
        (1.0, 8, 5),
        (0.5, 1, 2),
        (1.0, 0, 0),
    ]:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
        schedule = get_linear_schedule_with_warmup(optimizer, warmup, total)
        first = max(0, warmup - 5) if warmup > 100 else 0
        rates = []
        for step in range(total + 3):
            if step >= first:
                rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        cases.append(
            {
                "peak": peak,
                "warmupSteps": warmup,
                "totalSteps": total,
                "firstStep": first,
                "rates": rates,
            }
        )
    return cases


def philox4x32(counter, key):
    """Philox4x32-10 as Salmon et al., SC 2011, section 3.3, states it."""
    c, k = list(counter), list(key)
    for _ in range(10):
        high0, low0 = divmod(0xD2511F53 * c[0], 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c[2], 2**32)
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return c


def philox_cases():
    """The three known answers of Random123's kat_vectors, and more by the function above."""
    ones = 0xFFFFFFFF
    known = [
        ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        ([ones] * 4, [ones] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            [0xA4093822, 0x299F31D0],
            [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
        ),
    ]
    for counter, key, answer in known:
        assert philox4x32(counter, key) == answer
    generator = numpy.random.default_rng(7)
    for _ in range(13):
        words = [int(word) for word in generator.integers(0, 2**32, size=6)]
        known.append((words[:4], words[4:], philox4x32(words[:4], words[4:])))
    return [{"counter": c, "key": k, "output": o} for c, k, o in known]


def double(values):
    """Float64 numbers that are float32 numbers."""
    return torch.tensor(numpy.asarray(values).astype(numpy.float32).astype(numpy.float64))


def tensor(values):
    values = numpy.asarray(values)
    return {
        "shape": list(values.shape),
        "data": [
            float(f"{v:.9g}") if math.isfinite(v) else None for v in values.reshape(-1).tolist()
        ],
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write("ctc.json", ctc_cases())
    write("attention.json", attention_cases())
    write("gru.json", gru_cases())
    write("layers.json", layer_cases())
    write("front_end.json", front_end_cases())
    write("adamw.json", adamw_cases())
    write("schedules.json", schedule_cases())
    write("philox.json", philox_cases())
