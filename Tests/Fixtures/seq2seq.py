"""Writes Tests/Fixtures/seq2seq/*: attention, cross-entropy and a small encoder-decoder as PyTorch has them.

Made with transformers 5.24.0 and torch 2.15.0. Run: python Tests/Fixtures/seq2seq.py

cross_entropy.json  torch's cross_entropy with label smoothing and ignored rows: values and gradients.
attention.json      torch.nn.MultiheadAttention: causal self-attention, and attention to other rows, of sequences of
                    several lengths, each by itself; with the gradients.
whisper.json        a WhisperForConditionalGeneration of random weights, two recordings and a text for each: what the
                    encoder gives, the scores of the decoder, the loss with its gradients; and the best text of all
                    texts of a few tokens, with and without suppressed tokens.

All is computed in double precision from single-precision weights.
"""
import itertools
import json
import pathlib

import torch
import torch.nn.functional as functional
from transformers import WhisperConfig, WhisperForConditionalGeneration

FOLDER = pathlib.Path(__file__).parent / "seq2seq"
START, PROMPT, END = 3, 4, 2
SMOOTHING = 0.1


def numbers(tensor):
    tensor = torch.as_tensor(tensor).detach().double()
    return {"shape": list(tensor.shape), "data": [float(f"{v:.9g}") for v in tensor.flatten().tolist()]}


def draw(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).double()


def write(name, content):
    (FOLDER / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


def cross_entropy_case(rows, classes, targets, smoothing):
    logits = draw(rows, classes, scale=2.0).requires_grad_()
    losses = functional.cross_entropy(
        logits, torch.tensor(targets), label_smoothing=smoothing, reduction="none", ignore_index=-100
    )
    losses.sum().backward()
    return {
        "logits": numbers(logits),
        "targets": targets,
        "smoothing": smoothing,
        "losses": numbers(losses),
        "gradient": numbers(logits.grad),
    }


def attention_case(columns, heads, queries, keys):
    """Causal self-attention if there are no keys, else attention to rows of other lengths."""
    layer = torch.nn.MultiheadAttention(columns, heads, batch_first=True).double()
    for parameter in layer.parameters():
        parameter.data = draw(*parameter.shape, scale=0.4)
    x = draw(sum(queries), columns).requires_grad_()
    memory = draw(sum(keys), columns).requires_grad_() if keys else x
    outputs = []
    for own, other in zip(torch.split(x, queries), torch.split(memory, keys or queries)):
        mask = None if keys else torch.triu(torch.ones(len(own), len(own), dtype=torch.bool), 1)
        outputs.append(layer(own[None], other[None], other[None], attn_mask=mask)[0][0])
    output = torch.cat(outputs)
    outer = draw(*output.shape)
    (output * outer).sum().backward()

    def named(weight, bias, out_weight, out_bias):
        parts = {}
        for name, w, b in zip("qkv", weight.chunk(3), bias.chunk(3)):
            parts[f"{name}_proj.weight"], parts[f"{name}_proj.bias"] = numbers(w), numbers(b)
        return {**parts, "out_proj.weight": numbers(out_weight), "out_proj.bias": numbers(out_bias)}

    own = (layer.in_proj_weight, layer.in_proj_bias, layer.out_proj.weight, layer.out_proj.bias)
    return {
        "heads": heads,
        "queries": queries,
        "keys": keys,
        "x": numbers(x),
        "memory": numbers(memory) if keys else None,
        "output": numbers(output),
        "outer": numbers(outer),
        "weights": named(*own),
        "weightGradients": named(*(p.grad for p in own)),
        "xGradient": numbers(x.grad),
        "memoryGradient": numbers(memory.grad) if keys else None,
    }


def whisper():
    config = WhisperConfig(
        vocab_size=9, num_mel_bins=5, d_model=8, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=12, decoder_ffn_dim=12, max_source_positions=10,
        max_target_positions=8, pad_token_id=0, bos_token_id=1, eos_token_id=END, decoder_start_token_id=START,
        attn_implementation="eager",
    )
    model = WhisperForConditionalGeneration(config).double().eval()
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        norm = "layer_norm.weight" in name
        parameter.data = (torch.randn(*parameter.shape) * (0.2 if norm else 0.35) + norm).float().double()
    return model


def encode(model, features):
    """What the encoder gives for features × bins, also of recordings that are shorter than its positions."""
    encoder = model.model.encoder
    positions, limit = encoder.embed_positions, model.config.max_source_positions
    frames = len(features) // 2
    encoder.embed_positions = torch.nn.Embedding.from_pretrained(positions.weight[:frames])
    encoder.config.max_source_positions = frames
    encoded = encoder(features.T[None]).last_hidden_state
    encoder.embed_positions, encoder.config.max_source_positions = positions, limit
    return encoded


def scores(model, encoded, texts):
    """The scores behind every token of texts of one length."""
    ids = torch.tensor(texts)
    hidden = model.model.decoder(
        input_ids=ids, encoder_hidden_states=encoded.expand(len(texts), -1, -1)
    ).last_hidden_state
    return functional.linear(hidden, model.model.decoder.embed_tokens.weight)


def every_text(model, encoded, most, everywhere, first):
    """All texts of at most `most` tokens with the logarithms of their probabilities, and the greedy one."""
    tokens = [token for token in range(model.config.vocab_size) if token != END]
    found, rows = {}, {}
    for length in range(most + 1):
        texts = list(itertools.product(tokens, repeat=length))
        logits = scores(model, encoded, [[START, PROMPT, *text] for text in texts])[:, -1]
        logits[:, everywhere] = -torch.inf
        if length == 0:
            logits[:, first] = -torch.inf
        for text, row in zip(texts, functional.log_softmax(logits, dim=-1).tolist()):
            rows[text] = row
            before = found[text[:-1]] + rows[text[:-1]][text[-1]] if text else 0.0
            found[text] = before
    ended = {text: found[text] + rows[text][END] for text in found}
    greedy = ()
    while len(greedy) <= most:
        best = max(range(len(rows[greedy])), key=rows[greedy].__getitem__)
        if best == END or len(greedy) == most:
            break
        greedy += (best,)
    best = max(ended, key=lambda text: ended[text] / max(len(text), 1))
    penalised = max(ended, key=lambda text: ended[text] / ((5 + len(text)) / 6) ** 0.6)
    return {
        "everywhere": everywhere,
        "first": first,
        "most": most,
        "greedy": list(greedy),
        "best": list(best),
        "bestScore": ended[best],
        "penalised": list(penalised),
        "penalisedScore": ended[penalised],
    }


def whisper_case():
    model = whisper()
    recordings, total = [], 0
    cases = [(20, [START, PROMPT, 5, 6, 5, END], 2), (14, [START, PROMPT, 8, END], 2)]
    for features, target, prompt in cases:
        x = draw(features, 5).float().double()
        encoded = encode(model, x)
        logits = scores(model, encoded, [target[:-1]])[0]
        learned = target[1:]
        ignored = [-100] * (prompt - 1) + learned[prompt - 1 :]
        loss = functional.cross_entropy(
            logits, torch.tensor(ignored), label_smoothing=SMOOTHING, reduction="sum", ignore_index=-100
        )
        total = total + loss / (len(target) - prompt) / len(cases)
        recordings.append({
            "features": numbers(x), "target": target, "promptLength": prompt, "encoded": numbers(encoded[0]),
            "logits": numbers(logits), "loss": loss.item(),
        })
    total.backward()
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
    with torch.no_grad():
        encoded = [encode(model, torch.tensor(r["features"]["data"]).reshape(-1, 5).double()) for r in recordings]
        texts = [
            every_text(model, rows, 3, everywhere, first)
            for rows in encoded
            for everywhere, first in [([], []), ([0, 5], [END, 6])]
        ]
    return {
        "recordings": recordings,
        "smoothing": SMOOTHING,
        "loss": total.item(),
        "weights": {name: numbers(p) for name, p in parameters.items()},
        "gradients": {name: numbers(p.grad) for name, p in parameters.items()},
        "encoderPositions": numbers(model.model.encoder.embed_positions.weight),
        "texts": [texts[:2], texts[2:]],
    }


if __name__ == "__main__":
    torch.manual_seed(3)
    FOLDER.mkdir(exist_ok=True)
    write("cross_entropy.json", [
        cross_entropy_case(6, 7, [3, -100, 0, 6, 6, -100], smoothing) for smoothing in (0.0, 0.1, 1.0)
    ] + [cross_entropy_case(2, 40, [39, 0], 0.3)])
    write("attention.json", [
        attention_case(12, 3, [4, 1, 6], []), attention_case(12, 3, [4, 1, 2], [3, 7, 1]),
        attention_case(8, 1, [2, 5], [9, 2]),
    ])
    write("whisper.json", whisper_case())
