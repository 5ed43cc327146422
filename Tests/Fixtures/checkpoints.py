"""Writes Tests/Fixtures/checkpoints/*/: folders of small models as transformers saves them.

Made with Python 3.11, transformers 5.23.0, torch 2.9.1 and safetensors; spare_rows with transformers 5.24.0 and torch
2.15.0. Run: python Tests/Fixtures/checkpoints.py, with spare_rows behind it to make that one alone.

`expected.safetensors` beside each holds `samples`, what the network heard, and `logits` or, where the checkpoint has
no head for tokens, `hidden`: the last of its hidden states, in single precision whatever the weights are stored in.
"""

import json
import pathlib
import shutil
import sys

import torch
from safetensors.torch import load_file, save_file
from transformers import (
    HubertConfig, HubertForCTC, HubertModel, Wav2Vec2Config, Wav2Vec2CTCTokenizer, Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC, Wav2Vec2ForPreTraining, Wav2Vec2ForSequenceClassification, Wav2Vec2ForXVector, Wav2Vec2Model,
    Wav2Vec2Processor,
)

FOLDER = pathlib.Path(__file__).parent / "checkpoints"
TOKENS = ["|", "a", "b", "'", "[UNK]", "[PAD]"]
TINY = dict(
    vocab_size=8, pad_token_id=5, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
    conv_dim=[4, 6], conv_kernel=[10, 3], conv_stride=[5, 2], num_conv_pos_embeddings=4, initializer_range=0.3,
    num_conv_pos_embedding_groups=2, codevector_dim=4, proj_codevector_dim=4, num_codevectors_per_group=2,
    classifier_proj_size=4, tdnn_dim=[4, 4], tdnn_kernel=[2, 1], tdnn_dilation=[1, 1], xvector_output_dim=4,
)
STABLE = dict(feat_extract_norm="layer", conv_bias=True, do_stable_layer_norm=True)


def randomised(model):
    """Gives norms and biases values that matter."""
    for name, value in model.state_dict().items():
        if value.is_floating_point() and (value.dim() <= 1 or "norm" in name):
            noise = torch.rand(value.shape)
            value.copy_(noise + 0.5 if name.endswith(("weight", "running_var")) else noise - 0.5)
    return model.eval()


def made(kind, config, **changes):
    torch.manual_seed(3)
    return randomised(kind(config(**{**TINY, **changes})))


def expect(folder, reader, **options):
    samples = torch.sin(torch.arange(180) / 3.0) + 0.3 * torch.rand(180, generator=torch.Generator().manual_seed(5))
    samples = (samples - samples.mean()) / (samples.var(correction=0) + 1e-7).sqrt()
    model = reader.from_pretrained(folder, dtype=torch.float32, **options).eval()
    with torch.no_grad():
        result = model(samples[None], output_hidden_states=True)
    name = "logits" if "logits" in result else "hidden"
    values = result.logits if "logits" in result else result.hidden_states[-1]
    save_file({"samples": samples, name: values[0].contiguous()}, folder / "expected.safetensors")


def tokenizer(folder, vocabulary=None, **options):
    path = folder / "vocab.json"
    path.write_text(json.dumps(vocabulary or {token: id for id, token in enumerate(TOKENS)}))
    return Wav2Vec2CTCTokenizer(str(path), **{"unk_token": "[UNK]", "pad_token": "[PAD]", **options})


def case(name, model, reader, tokens=True, legacy=False, **saving):
    folder = FOLDER / name
    folder.mkdir(parents=True)
    extractor = Wav2Vec2FeatureExtractor(do_normalize=True)
    if tokens and not legacy:
        # One file for the processor, as version 5 writes it.
        Wav2Vec2Processor(extractor, tokenizer(folder)).save_pretrained(folder)
    elif tokens:
        tokenizer(folder).save_pretrained(folder)
        extractor.save_pretrained(folder)
    else:
        extractor.save_pretrained(folder)
    model.save_pretrained(folder, **saving)
    expect(folder, reader)
    return folder


def old_binary():
    """As versions before 4.31 saved it: one pickled file, the first spelling of weight norm."""
    folder = case("old_binary", made(Wav2Vec2ForCTC, Wav2Vec2Config), Wav2Vec2ForCTC, legacy=True)
    weights = load_file(folder / "model.safetensors")
    old = {"original0": "weight_g", "original1": "weight_v"}
    renamed = {}
    for name, value in weights.items():
        for part, other in old.items():
            name = name.replace(f"parametrizations.weight.{part}", other)
        renamed[name] = value
    (folder / "model.safetensors").unlink()
    torch.save(renamed, folder / "pytorch_model.bin")
    config = json.loads((folder / "config.json").read_text())
    del config["dtype"]
    config |= {"torch_dtype": "float32", "transformers_version": "4.9.0", "gradient_checkpointing": False,
               "ctc_loss_reduction": "mean", "_name_or_path": "./somewhere"}
    (folder / "config.json").write_text(json.dumps(config, indent=2))


def languages():
    """A vocabulary and an adapter for each language, as the models of the MMS project have them."""
    folder = FOLDER / "languages"
    folder.mkdir(parents=True)
    vocabulary = {
        "eng": {token: id for id, token in enumerate(TOKENS)},
        "deu": {token: id for id, token in enumerate([*TOKENS, "ü"])},
    }
    options = dict(bos_token=None, eos_token=None)
    model = made(Wav2Vec2ForCTC, Wav2Vec2Config, **STABLE, adapter_attn_dim=3, vocab_size=6)
    other = made(Wav2Vec2ForCTC, Wav2Vec2Config, **STABLE, adapter_attn_dim=3, vocab_size=7)
    tokenizer(folder, vocabulary, target_lang="eng", **options).save_pretrained(folder)
    Wav2Vec2FeatureExtractor().save_pretrained(folder)
    model.save_pretrained(folder)
    state = other.state_dict()
    adapted = {k: v.contiguous() * 1.5 for k, v in state.items() if "adapter_layer" in k or k.startswith("lm_head")}
    save_file(adapted, folder / "adapter.deu.safetensors", metadata={"format": "pt"})
    model = Wav2Vec2ForCTC.from_pretrained(folder, target_lang="deu", ignore_mismatched_sizes=True)
    expect(folder, Wav2Vec2ForCTC, target_lang="deu", ignore_mismatched_sizes=True)


def spare_rows():
    """A head of more rows than the tokenizer has tokens, as a vocabulary that shrank leaves it."""
    model = made(Wav2Vec2ForCTC, Wav2Vec2Config, vocab_size=11)
    with torch.no_grad():
        # So that rows without a token are heard, alone, in runs and side by side.
        model.lm_head.weight.mul_(4.0)
        model.lm_head.bias[8:].add_(2.0)
    folder = case("spare_rows", model, Wav2Vec2ForCTC)
    ids = load_file(folder / "expected.safetensors")["logits"].argmax(-1).tolist()
    reader = Wav2Vec2CTCTokenizer.from_pretrained(folder)
    lists = [ids, [1, 8, 8, 9, 2], [1, 8, 5, 9, 2], [4, 10, 1], [10], [0, 9, 0, 1]]
    decoded = [
        {"ids": ids, "grouped": reader.decode(ids), "ungrouped": reader.decode(ids, group_tokens=False)}
        for ids in lists
    ]
    names = reader.convert_ids_to_tokens(list(range(11)))
    (folder / "decoded.json").write_text(json.dumps({"tokens": names, "decoded": decoded}))
    print(decoded)


def main():
    if sys.argv[1:] == ["spare_rows"]:
        shutil.rmtree(FOLDER / "spare_rows", ignore_errors=True)
        return spare_rows()
    shutil.rmtree(FOLDER, ignore_errors=True)
    ctc = made(Wav2Vec2ForCTC, Wav2Vec2Config)
    case("single", ctc, Wav2Vec2ForCTC)
    case("half", made(Wav2Vec2ForCTC, Wav2Vec2Config).half(), Wav2Vec2ForCTC)
    case("brain", made(Wav2Vec2ForCTC, Wav2Vec2Config, **STABLE).bfloat16(), Wav2Vec2ForCTC)
    old_binary()
    case("body", made(Wav2Vec2Model, Wav2Vec2Config), Wav2Vec2Model)
    case("pretraining", made(Wav2Vec2ForPreTraining, Wav2Vec2Config, **STABLE), Wav2Vec2Model, tokens=False)
    case("classifier", made(Wav2Vec2ForSequenceClassification, Wav2Vec2Config, use_weighted_layer_sum=True),
         Wav2Vec2Model, tokens=False)
    case("speakers", made(Wav2Vec2ForXVector, Wav2Vec2Config), Wav2Vec2Model, tokens=False)
    case("hubert", made(HubertForCTC, HubertConfig, conv_pos_batch_norm=True), HubertForCTC)
    case("hubert_body", made(HubertModel, HubertConfig, **STABLE), HubertModel, tokens=False)
    languages()
    sharded()
    spare_rows()


def sharded():
    """Several files and their index, as large models are saved."""
    folder = case("sharded", made(Wav2Vec2ForCTC, Wav2Vec2Config, **STABLE), Wav2Vec2ForCTC, max_shard_size=3000)
    assert (folder / "model.safetensors.index.json").exists()


if __name__ == "__main__":
    main()
