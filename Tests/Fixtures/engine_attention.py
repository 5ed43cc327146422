"""Attention, linear layers with activations, and sums with layer norms by PyTorch, for engine.py."""

import torch
import torch.nn.functional as functional

from engine_layers import Draw, evaluated


def attention_case(draw, lengths, heads, size, scale):
    shape = (sum(lengths), heads * size)
    inputs = {name: draw(*shape, scale=scale) for name in ("q", "k", "v")}

    def split(x):
        """[frames, heads * size] -> [heads, frames, size], for every recording."""
        return [part.reshape(-1, heads, size).transpose(0, 1) for part in torch.split(x, lengths)]

    def attend(q, k, v):
        results = [
            functional.scaled_dot_product_attention(*part)
            for part in zip(split(q), split(k), split(v))
        ]
        return torch.cat([x.transpose(0, 1).reshape(-1, heads * size) for x in results])

    return evaluated("attention", inputs, attend, draw, lengths=lengths, heads=heads)


def linear_case(draw, activation, function):
    inputs = {"x": draw(6, 17), "weight": draw(9, 17, scale=0.3), "bias": draw(9)}
    return evaluated(
        "linear_" + activation, inputs, lambda x, w, b: function(functional.linear(x, w, b)), draw
    )


def add_normalised_case(draw, rows, columns):
    inputs = {
        "x": draw(rows, columns),
        "residual": draw(rows, columns, scale=2.0),
        "weight": draw(columns),
        "bias": draw(columns),
    }

    def both(x, residual, weight, bias):
        total = x + residual
        return torch.cat([total, functional.layer_norm(total, weight.shape, weight, bias, eps=1e-3)])

    return evaluated("add_normalised", inputs, both, draw, epsilon=1e-3)


def attention_cases():
    draw = Draw(11)
    cases = [
        attention_case(draw, lengths, heads, size, scale)
        for lengths, heads, size, scale in [
            ([1], 1, 1, 1.0),
            ([5, 1, 0, 7], 2, 3, 1.0),
            ([17, 16], 3, 4, 2.0),
            # More rows than are held at a time.
            ([130, 3], 1, 2, 1.0),
        ]
    ]
    cases.append(linear_case(draw, "gelu", functional.gelu))
    cases.append(linear_case(draw, "relu", functional.relu))
    cases += [add_normalised_case(draw, *sizes) for sizes in [(3, 5), (4, 16), (2, 37)]]
    return cases
