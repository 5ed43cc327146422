"""The convolutional side of Wav2Vec2 and HuBERT by PyTorch, for engine.py."""

import torch
import torch.nn.functional as functional

from engine_layers import Draw, evaluated, ragged, tensor

ACTIVATIONS = {
    None: lambda x: x,
    "gelu": functional.gelu,
    "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
}


def convolution_cases(draw):
    """Rows are frames; recordings lie end to end; weights are in PyTorch's layout."""
    cases = []
    for kernel, stride, padding, inputs, outputs, lengths, bias, activation in [
        (10, 5, 0, 1, 18, [10, 37, 9, 0, 64], False, "gelu"),
        (3, 2, 0, 6, 16, [2, 3, 12, 7], True, "gelu"),
        (2, 2, 0, 8, 10, [5, 1, 6], False, "gelu_tanh"),
        (3, 2, 1, 4, 6, [1, 2, 5, 0, 8], True, None),
        (4, 3, 5, 3, 2, [1, 7], True, None),
        (5, 7, 0, 2, 3, [4, 20, 5], True, "gelu"),
    ]:
        values = {"x": draw(sum(lengths), inputs), "weight": draw(outputs, inputs, kernel, scale=0.4)}
        if bias:
            values["bias"] = draw(outputs)

        def one(part, weight, bias):
            if part.shape[0] == 0 or part.shape[0] + 2 * padding < kernel:
                return part.new_zeros(0, outputs)
            return functional.conv1d(part.T[None], weight, bias, stride, padding)[0].T

        def convolve(x, weight, bias=None):
            return ACTIVATIONS[activation](ragged(x, lengths, lambda part: one(part, weight, bias)))

        more = {"stride": stride, "padding": padding, "lengths": lengths, "activation": activation}
        cases.append(evaluated("convolve_time", values, convolve, draw, **more))
    return cases


def positional_cases(draw):
    """As transformers' positional embedding: padding of half a kernel, an even one drops a frame."""
    cases = []
    for channels, groups, kernel, lengths, activation in [
        (32, 2, 4, [5, 1, 11, 0], "gelu"),
        (16, 1, 5, [7, 2], None),
        (12, 4, 4, [3, 9], "gelu"),
        (6, 3, 1, [4], None),
        (4, 1, 32, [40, 3], "gelu"),
    ]:
        values = {
            "x": draw(sum(lengths), channels),
            "weight": draw(channels, channels // groups, kernel, scale=0.3),
            "bias": draw(channels),
        }

        def one(part, weight, bias):
            if part.shape[0] == 0:
                return part
            y = functional.conv1d(part.T[None], weight, bias, padding=kernel // 2, groups=groups)
            return y[0].T[: part.shape[0]]

        def convolve(x, weight, bias):
            return ACTIVATIONS[activation](ragged(x, lengths, lambda part: one(part, weight, bias)))

        more = {"groups": groups, "lengths": lengths, "activation": activation}
        cases.append(evaluated("positional_convolution", values, convolve, draw, **more))
    for outputs, inputs, kernel in [(6, 2, 5), (16, 2, 16)]:
        values = {"gain": draw(1, 1, kernel), "direction": draw(outputs, inputs, kernel)}

        def normalise(gain, direction):
            return torch._weight_norm(direction, gain, 2)

        cases.append(evaluated("weight_norm", values, normalise, draw))
    return cases


def norm_cases(draw):
    cases = []
    for channels, lengths, moved, activation in [
        (3, [5, 1, 300], 0.0, "gelu"),
        (5, [4, 0, 3], 0.0, None),
        (18, [9], 100.0, "gelu"),
    ]:
        values = {
            "x": (draw(sum(lengths), channels) + moved).float().double(),
            "weight": draw(channels),
            "bias": draw(channels),
        }

        def one(part, weight, bias):
            # PyTorch refuses a single frame, whose variance is 0.
            centred = part - part.mean(0)
            scaled = centred / (centred.square().mean(0) + 1e-5).sqrt() * weight + bias
            if part.shape[0] > 1:
                norm = functional.group_norm(part.T[None], channels, weight, bias, 1e-5)[0].T
                assert (norm - scaled).abs().max() < 1e-9
            return scaled

        def normalise(x, weight, bias):
            parts = [one(p, weight, bias) for p in torch.split(x, lengths) if p.shape[0] > 0]
            return ACTIVATIONS[activation](torch.cat(parts))

        more = {"lengths": lengths, "activation": activation, "epsilon": 1e-5}
        cases.append(evaluated("group_norm", values, normalise, draw, **more))
    for columns in (16, 21):
        values = {"x": draw(4, columns), "weight": draw(columns), "bias": draw(columns)}

        def layer_norm(x, weight, bias):
            return functional.gelu(functional.layer_norm(x, (columns,), weight, bias, 1e-5))

        more = {"epsilon": 1e-5, "activation": "gelu"}
        cases.append(evaluated("layer_norm", values, layer_norm, draw, **more))
        values = {"x": draw(3, 2 * columns)}
        cases.append(evaluated("glu", values, functional.glu, draw))
    return cases


def batch_norm_cases(draw):
    """BatchNorm1d over the rows, and what its running statistics are afterwards."""
    cases = []
    for rows, channels, is_training in [(9, 16, True), (9, 16, False), (300, 2, True)]:
        module = torch.nn.BatchNorm1d(channels).double().train(is_training)
        module.running_mean = draw(channels)
        module.running_var = draw(channels).abs() + 0.5
        more = {
            "isTraining": is_training,
            "epsilon": 1e-5,
            "running": [tensor(module.running_mean), tensor(module.running_var)],
        }
        values = {"x": draw(rows, channels), "weight": draw(channels), "bias": draw(channels)}

        def normalise(x, weight, bias):
            return torch.func.functional_call(module, {"weight": weight, "bias": bias}, x)

        case = evaluated("batch_norm", values, normalise, draw, **more)
        case["runningAfter"] = [tensor(module.running_mean), tensor(module.running_var)]
        cases.append(case)
    return cases


def front_end_cases():
    draw = Draw(6)
    return convolution_cases(draw) + positional_cases(draw) + norm_cases(draw) + batch_norm_cases(draw)
