"""Layers, activations and recurrent networks by PyTorch, for engine.py."""

import math

import numpy
import torch
import torch.nn.functional as functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def tensor(values):
    values = numpy.asarray(values.detach() if isinstance(values, torch.Tensor) else values)
    data = [float(f"{v:.9g}") if math.isfinite(v) else None for v in values.reshape(-1).tolist()]
    return {"shape": list(values.shape), "data": data}


class Draw:
    """Decimals that float32 reads back as they are used."""

    def __init__(self, seed):
        self.generator = numpy.random.default_rng(seed)

    def __call__(self, *shape, scale=1.0):
        values = numpy.round(self.generator.normal(size=shape) * scale, 3)
        return torch.tensor(values.astype(numpy.float32).astype(numpy.float64))


def evaluated(operation, inputs, forward, draw, **more):
    """A case: its inputs, output and gradients; `forward` takes the inputs in order."""
    leaves = {name: value.clone().requires_grad_() for name, value in inputs.items()}
    output = forward(*leaves.values())
    outer = draw(*output.shape)
    output.backward(outer)
    return more | {
        "operation": operation,
        "inputs": {name: tensor(value) for name, value in inputs.items()},
        "output": tensor(output),
        "outer": tensor(outer),
        "gradients": {name: tensor(leaf.grad) for name, leaf in leaves.items()},
    }


def activation_cases():
    draw = Draw(1)
    # Kinks are in it (0 and the ends of hardtanh), and what saturates.
    special = torch.tensor([0.0, -1.0, 1.0, 20.0, -20.0, 0.5, -0.5, 90.0, -90.0, 6.0, -6.0])
    x = torch.cat([special.double(), draw(37, scale=2.0).reshape(-1)]).reshape(4, 12)
    functions = {
        "gelu": functional.gelu,
        "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
        "relu": functional.relu,
        "hardtanh": functional.hardtanh,
        "hardtanh_0_20": lambda x: functional.hardtanh(x, 0.0, 20.0),
        "silu": functional.silu,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        # As transformers has them: QuickGELUActivation, MishActivation and nn.LeakyReLU.
        "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x),
        "mish": functional.mish,
        "leaky_relu": functional.leaky_relu,
    }
    return [evaluated(name, {"x": x}, f, draw) for name, f in functions.items()]


def row_cases():
    draw = Draw(2)
    cases = []
    for columns in (1, 5, 32, 37):
        x = draw(3, columns, scale=3.0)
        cases.append(evaluated("softmax", {"x": x}, lambda x: torch.softmax(x, -1), draw))
        cases.append(evaluated("log_softmax", {"x": x}, lambda x: torch.log_softmax(x, -1), draw))
    wide = torch.tensor([[50.0, -50.0, 0.0, 49.0], [1000.0, 999.0, 998.0, -1000.0]]).double()
    cases.append(evaluated("softmax", {"x": wide}, lambda x: torch.softmax(x, -1), draw))
    cases.append(evaluated("log_softmax", {"x": wide}, lambda x: torch.log_softmax(x, -1), draw))
    for columns, moved in ((4, 0.0), (16, 0.0), (37, 100.0)):
        inputs = {"x": draw(5, columns) + moved, "weight": draw(columns), "bias": draw(columns)}
        inputs["x"] = inputs["x"].float().double()

        def norm(x, weight, bias):
            return functional.layer_norm(x, weight.shape, weight, bias, eps=1e-5)

        cases.append(evaluated("layer_norm", inputs, norm, draw, epsilon=1e-5))
    for rows, inner, outer in ((1, 1, 1), (6, 17, 9), (3, 33, 2)):
        inputs = {"x": draw(rows, inner), "weight": draw(outer, inner), "bias": draw(outer)}
        cases.append(evaluated("linear", inputs, functional.linear, draw))
    return cases


def ragged(x, lengths, function):
    """Applies a function to every recording by itself and lays the results end to end."""
    return torch.cat([function(part) for part in torch.split(x, lengths)])


def convolution_cases():
    """Inputs and outputs are time-major with the channels last; weights are in PyTorch's layout."""
    draw = Draw(3)
    cases = []
    for kernel, stride, padding, groups, lengths in [
        (3, 1, 1, 1, [7]),
        (3, 2, 0, 1, [9, 4, 3]),
        (10, 5, 0, 1, [23, 40]),
        (2, 2, 0, 1, [5, 6]),
        (5, 1, 2, 4, [6, 9]),
        (4, 3, 2, 2, [8, 1, 5]),
        (1, 1, 0, 1, [3]),
    ]:
        options = {"stride": stride, "padding": padding, "groups": groups}
        inputs = {
            "x": draw(sum(lengths), 4),
            "weight": draw(8, 4 // groups, kernel),
            "bias": draw(8),
        }

        def convolve(x, weight, bias):
            return ragged(
                x, lengths, lambda part: functional.conv1d(part.T[None], weight, bias, **options)[0].T
            )

        cases.append(evaluated("conv1d", inputs, convolve, draw, **options, lengths=lengths))
    # Strides, paddings and kernels are [bins, frames], as the weight's last two dimensions.
    for bins, channels, kernel, stride, padding, lengths in [
        (8, 1, (3, 3), (1, 1), (1, 1), [5, 7]),
        (9, 2, (3, 5), (2, 2), (1, 2), [11, 4, 6]),
        (12, 1, (5, 3), (2, 3), (2, 0), [9, 3]),
        (6, 3, (2, 2), (2, 1), (0, 1), [1, 4]),
        (5, 2, (5, 1), (1, 1), (0, 0), [3]),
    ]:
        inputs = {
            "x": draw(sum(lengths), bins, channels),
            "weight": draw(4, channels, *kernel),
            "bias": draw(4),
        }

        def convolve2(x, weight, bias):
            # [frames, bins, channels] -> [1, channels, bins, frames] and back.
            return ragged(
                x,
                lengths,
                lambda part: functional.conv2d(
                    part.permute(2, 1, 0)[None], weight, bias, stride, padding
                )[0].permute(2, 1, 0),
            )

        more = {"stride": stride, "padding": padding, "lengths": lengths}
        cases.append(evaluated("conv2d", inputs, convolve2, draw, **more))
    return cases


def layer_cases():
    return activation_cases() + row_cases() + convolution_cases()


def gru_cases():
    """Recordings of different lengths through packed sequences."""
    draw = Draw(4)
    cases = []
    for inputs, state, layers, bidirectional, lengths in [
        (3, 2, 1, False, [1]),
        (5, 4, 1, False, [6, 3, 8]),
        (5, 4, 1, True, [6, 3, 8, 1]),
        (4, 3, 2, False, [5, 2]),
        (4, 3, 2, True, [2, 7, 4]),
        (7, 17, 1, True, [5, 9]),
    ]:
        network = torch.nn.GRU(inputs, state, layers, bidirectional=bidirectional).double()
        for parameter in network.parameters():
            parameter.data = draw(*parameter.shape, scale=0.5)
        x = draw(sum(lengths), inputs)
        leaf = x.clone().requires_grad_()
        padded = torch.nn.utils.rnn.pad_sequence(torch.split(leaf, lengths))
        packed = pack_padded_sequence(padded, lengths, enforce_sorted=False)
        result, last = network(packed)
        result, _ = pad_packed_sequence(result)
        output = torch.cat([result[:length, index] for index, length in enumerate(lengths)])
        outer = draw(*output.shape)
        output.backward(outer)
        weights = dict(network.named_parameters())
        cases.append(
            {
                "inputs": inputs,
                "state": state,
                "layers": layers,
                "bidirectional": bidirectional,
                "lengths": lengths,
                "x": tensor(x),
                "weights": {name: tensor(value) for name, value in weights.items()},
                "output": tensor(output),
                # layers * directions, recordings, state: after each direction's last frame.
                "lastStates": tensor(last),
                "outer": tensor(outer),
                "xGradient": tensor(leaf.grad),
                "weightGradients": {name: tensor(value.grad) for name, value in weights.items()},
            }
        )
    return cases
