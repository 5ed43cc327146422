"""What transformers' trainer does to the weights of Wav2Vec2 and HuBERT, for TrainingTests.

Writes training/weight_decay.json: for small models of every kind, which parameters the trainer
decays, and a few of their parameters before and after three steps of AdamW with clipping.
Writes training/lr_schedules.json: the rates of transformers' schedules by their names.
Writes training/events.json: a file of scalars for TensorBoard, as its own writer makes it.

Run with torch 2.9.1, transformers 5.23 and tensorboard 2.21: python training.py
"""

import json
import math
import pathlib

import torch
import transformers

FOLDER = pathlib.Path(__file__).parent / "training"
SIZES = {
    "vocab_size": 6,
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "conv_dim": [4, 4],
    "conv_kernel": [10, 3],
    "conv_stride": [5, 2],
    "num_feat_extract_layers": 2,
    "num_conv_pos_embeddings": 4,
    "num_conv_pos_embedding_groups": 2,
}
KINDS = {
    "wav2vec2 group": ("Wav2Vec2", {}),
    "wav2vec2 layer": (
        "Wav2Vec2",
        {"feat_extract_norm": "layer", "do_stable_layer_norm": True, "conv_bias": True},
    ),
    "wav2vec2 adapters": (
        "Wav2Vec2",
        {
            "feat_extract_norm": "layer",
            "do_stable_layer_norm": True,
            "adapter_attn_dim": 4,
            "add_adapter": True,
            "num_adapter_layers": 1,
        },
    ),
    "hubert": ("Hubert", {}),
    "hubert batch norm": ("Hubert", {"conv_pos_batch_norm": True, "feat_proj_layer_norm": False}),
}
STEPPED = ["layer_norm.weight", "conv.weight", "projection.bias", "original0", "spec_embed"]


def tensor(values):
    data = [float(f"{v:.9g}") for v in values.detach().reshape(-1).tolist()]
    assert all(math.isfinite(v) for v in data)
    return {"shape": list(values.shape), "data": data}


def decayed_names(model):
    """What the trainer decays; the method uses nothing of the trainer itself."""
    return transformers.Trainer.get_decay_parameter_names(None, model)


def stepped(model, decayed):
    """A few parameters, three gradients of each, and where the trainer's optimiser takes them."""
    generator = torch.Generator().manual_seed(7)
    chosen = {}
    for end in STEPPED:
        name, parameter = next((n, p) for n, p in model.named_parameters() if n.endswith(end))
        value = torch.randn(parameter.shape, generator=generator).double().round(decimals=3)
        chosen[name] = value.requires_grad_()
    groups = [
        {"params": [p for n, p in chosen.items() if n in decayed], "weight_decay": 0.1},
        {"params": [p for n, p in chosen.items() if n not in decayed], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=0.05, betas=(0.9, 0.999), eps=1e-8)
    start = {name: tensor(value) for name, value in chosen.items()}
    gradients = []
    for _ in range(3):
        for value in chosen.values():
            value.grad = torch.randn(value.shape, generator=generator).double().round(decimals=3)
        gradients.append({name: tensor(value.grad) for name, value in chosen.items()})
        torch.nn.utils.clip_grad_norm_(chosen.values(), 1.0)
        optimizer.step()
    end = {name: tensor(value) for name, value in chosen.items()}
    return {"start": start, "gradients": gradients, "end": end}


SCHEDULES = [
    ("linear", {}),
    ("constant_with_warmup", {}),
    ("cosine", {}),
    ("cosine", {"num_cycles": 1.25}),
    ("cosine_with_restarts", {"num_cycles": 3}),
    ("polynomial", {}),
    ("polynomial", {"power": 2.5, "lr_end": 1e-5}),
    ("inverse_sqrt", {}),
]


def schedule_cases():
    """The rate of every update from the first to two behind the last."""
    cases = []
    for name, numbers in SCHEDULES:
        for warmup in (0, 7):
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=3e-3)
            scheduler = transformers.get_scheduler(
                name, optimizer, warmup, 40, scheduler_specific_kwargs=numbers or None
            )
            rates = []
            for _ in range(42):
                rates.append(scheduler.get_last_lr()[0])
                optimizer.step()
                scheduler.step()
            cases.append({"name": name, "numbers": numbers, "warmup": warmup, "rates": rates})
    return cases


def event_file():
    """Two steps of scalars and a restart, at fixed times."""
    from tensorboard.compat.proto import event_pb2, summary_pb2
    from tensorboard.summary.writer.record_writer import RecordWriter

    class Bytes:
        content = b""

        def write(self, data):
            self.content += data

    target = Bytes()
    writer = RecordWriter(target)

    def add(**fields):
        writer.write(event_pb2.Event(**fields).SerializeToString())

    add(wall_time=1700000000.25, file_version="brain.Event:2")
    restart = event_pb2.SessionLog(status=event_pb2.SessionLog.START)
    add(wall_time=1700000000.5, step=300, session_log=restart)
    for step, loss, rate in ((300, 2.5, 1e-4), (70000, 0.125, 3e-5)):
        values = [
            summary_pb2.Summary.Value(tag="train/loss", simple_value=loss),
            summary_pb2.Summary.Value(tag="train/learning_rate", simple_value=rate),
        ]
        add(wall_time=1700000001.0, step=step, summary=summary_pb2.Summary(value=values))
    return target.content.hex()


def main():
    cases = []
    for kind, (family, more) in KINDS.items():
        configuration = getattr(transformers, f"{family}Config")(**SIZES, **more)
        model = getattr(transformers, f"{family}ForCTC")(configuration)
        decayed = set(decayed_names(model))
        names = {name: name in decayed for name, _ in model.named_parameters()}
        case = {"kind": kind, "names": names}
        if kind == "wav2vec2 group":
            case["steps"] = stepped(model, decayed)
        cases.append(case)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "weight_decay.json").write_text(json.dumps(cases, indent=1) + "\n")
    (FOLDER / "lr_schedules.json").write_text(json.dumps(schedule_cases(), indent=1) + "\n")
    (FOLDER / "events.json").write_text(json.dumps({"hex": event_file()}) + "\n")


if __name__ == "__main__":
    main()
