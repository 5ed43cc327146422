"""Writes the fixtures of the models' tests: Tests/Fixtures/models/*.safetensors.

Made with Python 3.11.7, safetensors 0.8.0 and PyTorch 2.9.1 (CPU).
Run: python Tests/Fixtures/models.py

`formats.safetensors` holds the same numbers in every format, and shapes at the edge; the tests know
the numbers. `written.safetensors` is the other way round: asrsh wrote it (the tests hold that it
still writes these bytes), and this script checks that safetensors reads it.
"""

import pathlib

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).parent / "models"
NUMBERS = [0.0, -0.0, 1.0, -2.5, 65504.0, 2.0**-24, 3.140625, float("inf"), -float("inf")]


def main():
    FOLDER.mkdir(exist_ok=True)
    numbers = torch.tensor(NUMBERS, dtype=torch.float64)
    tensors = {
        "double": numbers,
        "single": numbers.float().reshape(3, 3),
        "half": numbers.half().reshape(9, 1),
        "brain": numbers.bfloat16().reshape(1, 3, 3),
        "tiny": torch.tensor([5e-324, 1e-50, 1e300, -1e300], dtype=torch.float64),
        "not a number": torch.tensor([float("nan")]),
        "scalar": torch.tensor(7.0),
        "nothing": torch.zeros(0, 5),
        "no more": torch.zeros(2, 0, 3, dtype=torch.bfloat16),
        'quote " and é': torch.ones(1),
    }
    save_file(tensors, FOLDER / "formats.safetensors", metadata={"format": "pt", "note": "é\n"})
    check_written()


def check_written():
    tensors = load_file(FOLDER / "written.safetensors")
    assert sorted(tensors) == ["a.weight", "b", "c"]
    values = torch.arange(6, dtype=torch.float32) / 4 - 0.5
    assert torch.equal(tensors["a.weight"], values.reshape(2, 3))
    assert torch.equal(tensors["b"], torch.tensor(7.0))
    assert tensors["c"].shape == (0, 5)
    with safe_open(FOLDER / "written.safetensors", framework="pt") as file:
        assert file.metadata() == {"format": "pt"}


if __name__ == "__main__":
    main()
