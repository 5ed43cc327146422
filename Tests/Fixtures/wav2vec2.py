"""Writes Tests/Fixtures/wav2vec2/*: small Wav2Vec2 and HuBERT networks as transformers runs them.

Made with transformers 5.23.0, torch 2.9.1, safetensors and numpy; those after hubert_plain_projection with transformers 5.24.0 and
torch 2.15.0. Run: python Tests/Fixtures/wav2vec2.py, with names of networks behind it to make those alone.

NAME.safetensors holds the weights as save_pretrained writes them; NAME.json the configuration, the samples of
two recordings with their labels, and the CTC loss of both (the mean of the two alone: nothing is padded);
NAME.expected.safetensors the logits and hidden states of each recording alone, the gradients of the loss, and for
some the weights after one step of AdamW. The numbers are computed in double precision from single-precision weights.
Where there is a batch norm, the loss is that of the first recording in training mode.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import HubertConfig, HubertForCTC, Wav2Vec2Config, Wav2Vec2ForCTC

FOLDER = pathlib.Path(__file__).parent / "wav2vec2"
TINY = dict(
    vocab_size=7, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
    conv_dim=[8, 8, 6], conv_kernel=[10, 3, 2], conv_stride=[5, 2, 2], num_conv_pos_embeddings=8,
    num_conv_pos_embedding_groups=4, hidden_dropout=0.0, activation_dropout=0.0, attention_dropout=0.0,
    feat_proj_dropout=0.0, final_dropout=0.0, layerdrop=0.0, mask_time_prob=0.0, ctc_loss_reduction="mean",
    initializer_range=0.3, pad_token_id=0,
)
LAYER = dict(feat_extract_norm="layer", conv_bias=True, do_stable_layer_norm=True)
CASES = {
    "base": (Wav2Vec2Config, dict(mask_time_prob=0.05)),
    "lv60": (Wav2Vec2Config, dict(LAYER, layer_norm_eps=1e-3)),
    "xls_r": (Wav2Vec2Config, dict(LAYER, hidden_size=24, num_attention_heads=3, conv_dim=[8, 8, 8])),
    "mms": (Wav2Vec2Config, dict(LAYER, adapter_attn_dim=5)),
    "adapter": (Wav2Vec2Config, dict(add_adapter=True, num_adapter_layers=2)),
    "narrow_adapter": (Wav2Vec2Config, dict(
        LAYER, add_adapter=True, num_adapter_layers=1, adapter_kernel_size=3, adapter_stride=3,
        output_hidden_size=10)),
    "activations": (Wav2Vec2Config, dict(hidden_act="gelu_new", feat_extract_activation="relu", conv_bias=True)),
    "swish": (Wav2Vec2Config, dict(
        LAYER, hidden_act="swish", feat_extract_activation="gelu_pytorch_tanh", num_conv_pos_embeddings=7)),
    "hubert": (HubertConfig, dict()),
    "hubert_large": (HubertConfig, dict(LAYER, conv_bias=False, num_conv_pos_embeddings=5)),
    "hubert_batch_norm": (HubertConfig, dict(conv_pos_batch_norm=True)),
    "hubert_plain_projection": (HubertConfig, dict(feat_proj_layer_norm=False)),
    "quick_gelu": (Wav2Vec2Config, dict(hidden_act="quick_gelu", feat_extract_activation="mish", conv_bias=True)),
    "mish": (HubertConfig, dict(LAYER, hidden_act="mish", feat_extract_activation="leaky_relu")),
    "leaky_relu": (Wav2Vec2Config, dict(hidden_act="leaky_relu", feat_extract_activation="quick_gelu")),
    "no_layers": (Wav2Vec2Config, dict(num_hidden_layers=0)),
    "no_layers_norm_first": (HubertConfig, dict(LAYER, num_hidden_layers=0)),
}
# A large epsilon lets the gradients' sizes count, not only their signs: some are 0 but for rounding.
STEP = dict(lr=1e-2, betas=(0.9, 0.999), eps=1e-2, weight_decay=0.1)
CLIP = 0.5
STEPPED = ("base", "mms", "narrow_adapter", "hubert_batch_norm", "no_layers")


def numbers(tensor):
    tensor = torch.as_tensor(tensor).detach().double()
    return {"shape": list(tensor.shape), "data": [float(f"{v:.9g}") for v in tensor.flatten().tolist()]}


def samples(count, seed):
    """Noise and a tone, rounded so that JSON keeps it short."""
    noise = np.random.default_rng(seed).standard_normal(count)
    tone = np.sin(np.arange(count) / 7.0)
    return np.round(0.5 * noise + tone, 3).astype(np.float32)


def decays(name):
    return not ("bias" in name or "norm" in name)


def randomised(model):
    """Gives norms, biases and running statistics values that matter."""
    generator = torch.Generator().manual_seed(1)
    for name, value in model.state_dict().items():
        if value.is_floating_point() and (value.dim() <= 1 or "norm" in name):
            noise = torch.rand(value.shape, generator=generator)
            value.copy_(noise + 0.5 if name.endswith(("weight", "running_var")) else noise - 0.5)
    return model


def case(name, kind, changes):
    torch.manual_seed(len(name))
    config = kind(**{**TINY, **changes})
    model = randomised((HubertForCTC if kind is HubertConfig else Wav2Vec2ForCTC)(config)).eval()
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, FOLDER / f"{name}.safetensors",
              metadata={"format": "pt"})
    model = model.double()
    recordings = [samples(397, 1), samples(250, 2)]
    labels = [[3, 1, 1, 5], [2, 6]]
    expected = {}
    content = {"name": name, "config": config.to_dict(), "recordings": []}
    losses = []
    for index, (values, target) in enumerate(zip(recordings, labels)):
        x = torch.from_numpy(values).double()[None]
        result = model(x, labels=torch.tensor([target]), output_hidden_states=True)
        losses.append(result.loss)
        content["recordings"].append({"samples": [round(float(v), 3) for v in values], "labels": target})
        expected[f"{index}.logits"] = result.logits[0]
        for layer, state in enumerate(result.hidden_states):
            expected[f"{index}.hidden.{layer}"] = state[0]
    if getattr(config, "conv_pos_batch_norm", False):
        model.train()
        losses = [model(torch.from_numpy(recordings[0]).double()[None], labels=torch.tensor(labels[:1])).loss]
    loss = torch.stack(losses).mean()
    model.zero_grad()
    loss.backward()
    content["loss"], content["trained"] = loss.item(), len(losses)
    named = list(model.named_parameters())
    expected |= {f"gradient.{k}": p.grad.clone() for k, p in named if p.grad is not None}
    content["gradientNorm"] = float(torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP))
    if name in STEPPED:
        groups = [
            {"params": [p for k, p in named if decays(k)], "weight_decay": STEP["weight_decay"]},
            {"params": [p for k, p in named if not decays(k)], "weight_decay": 0.0},
        ]
        torch.optim.AdamW(groups, **STEP).step()
        expected |= {f"stepped.{k}": v for k, v in model.state_dict().items()}
    save_file({k: v.detach().float().contiguous() for k, v in expected.items()},
              FOLDER / f"{name}.expected.safetensors")
    (FOLDER / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(name, loss.item(), content["gradientNorm"])


def old_spelling():
    """The same weights under the names of the first versions of weight norm."""
    from safetensors.torch import load_file
    renamed = {
        k.replace("parametrizations.weight.original0", "weight_g").replace("parametrizations.weight.original1", "weight_v"): v
        for k, v in load_file(FOLDER / "base.safetensors").items()
    }
    save_file(renamed, FOLDER / "base_old_names.safetensors", metadata={"format": "pt"})


def extractor():
    """Normalised samples."""
    from transformers import Wav2Vec2FeatureExtractor
    cases = []
    for scale, offset, count in [(1.0, 0.0, 50), (0.001, 0.3, 40), (0.0, 0.25, 10), (1e-5, 0.0, 30)]:
        values = (samples(count, count) * np.float32(scale) + np.float32(offset)).astype(np.float32)
        heard = Wav2Vec2FeatureExtractor()(values.astype(np.float64), sampling_rate=16000).input_values[0]
        cases.append({"samples": numbers(values), "features": numbers(heard)})
    (FOLDER / "extractor.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


chosen = sys.argv[1:]
FOLDER.mkdir(exist_ok=True)
if not chosen:
    for file in FOLDER.iterdir():
        file.unlink()
for name, (kind, changes) in CASES.items():
    if not chosen or name in chosen:
        case(name, kind, changes)
if not chosen:
    old_spelling()
    extractor()
