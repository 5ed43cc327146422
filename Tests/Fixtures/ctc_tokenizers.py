"""Writes Tests/Fixtures/ctc_tokenizers/*/: folders as `Wav2Vec2CTCTokenizer` of transformers 5.23.0
saves them, each with `expected.json`: what that tokenizer then makes of texts and ids. It swallows spaces
beside a token of several letters, as in "a ch", which asrsh does not do: no text here has them.

Run with Python 3.11 from any folder: python Tests/Fixtures/ctc_tokenizers.py
"""

import json
import pathlib
import shutil
import tempfile

from transformers import Wav2Vec2CTCTokenizer

FOLDER = pathlib.Path(__file__).parent / "ctc_tokenizers"
LETTERS = ["|", "e", "a", "ch", "c", "h", "'"]


def vocabulary(*tokens):
    return {token: id for id, token in enumerate(tokens)}


def write(name, vocab, texts, frames, legacy=None, language=None, **options):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        path = pathlib.Path(temporary) / "vocab.json"
        path.write_text(json.dumps(vocab, ensure_ascii=False), encoding="utf-8")
        tokenizer = Wav2Vec2CTCTokenizer(str(path), target_lang=language, **options)
    if legacy is None:
        tokenizer.save_pretrained(folder)
    else:
        # As files of before version 4.34 are: no list of added tokens in the settings.
        (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False), encoding="utf-8")
        for file, content in legacy.items():
            (folder / file).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        tokenizer = Wav2Vec2CTCTokenizer.from_pretrained(folder)
    expected = {
        "tokens": tokenizer.convert_ids_to_tokens(list(range(len(tokenizer)))),
        "pad": tokenizer.pad_token_id,
        "unk": tokenizer.unk_token_id,
        "delimiter": tokenizer.word_delimiter_token_id,
        "encoded": [{"text": text, "ids": tokenizer(text).input_ids} for text in texts],
        "decoded": [
            {"ids": ids, "grouped": tokenizer.decode(ids), "ungrouped": tokenizer.decode(ids, group_tokens=False)}
            for ids in frames
        ],
    }
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), encoding="utf-8")


frames = [[0, 1, 1, 2, 0, 0, 3, 2, 2], [1, 1, 1], [0], [], [2, 0, 1, 0]]

# Sentence tokens that nobody asked for, behind the vocabulary.
write("appended", vocabulary(*LETTERS, "[UNK]", "[PAD]"), ["each'e", "a cé", "aach", ""], frames + [[8, 8, 4, 9, 10, 5]],
      unk_token="[UNK]", pad_token="[PAD]")
# All four appended.
write("bare", vocabulary(*LETTERS), ["each", "a e"], frames + [[7, 8, 9, 10, 10]])
# As facebook/wav2vec2-base-960h has it.
write("in_front", vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "E", "A", "'"), ["a'e E", "ea z"],
      [[0, 5, 5, 0, 5, 4, 4, 6, 0], [4, 6, 1, 2, 3, 4]], do_lower_case=True)
# No letter for a space, and no token for what is unknown.
write("without_roles", vocabulary("a", "b", "<pad>"), ["ab", "ba"], [[0, 2, 0, 1, 1]], unk_token=None, bos_token=None,
      eos_token=None, word_delimiter_token=None)
# The space is written as something else, and the delimiter is another.
write("other_space", vocabulary("_", "a", "b", "<unk>", "<pad>"), ["a b", "b"], [[1, 0, 0, 2, 4, 2, 0]],
      word_delimiter_token="_", replace_word_delimiter_char="-", bos_token=None, eos_token=None)
# Tokens as objects, in the files of older versions.
write("legacy", vocabulary(*LETTERS, "[UNK]", "[PAD]"), ["ea hech", "he"], frames + [[8, 1, 10]], legacy={
    "special_tokens_map.json": {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": {"content": "[UNK]", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False},
        "pad_token": {"content": "[PAD]", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False},
    },
    "added_tokens.json": {"<s>": 9, "</s>": 10},
    "tokenizer_config.json": {
        "unk_token": {"content": "[UNK]", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False,
                      "__type": "AddedToken"},
        "bos_token": "<s>", "eos_token": "</s>", "pad_token": "[PAD]", "do_lower_case": False,
        "word_delimiter_token": "|", "special_tokens_map_file": None, "tokenizer_file": None, "name_or_path": "./",
        "tokenizer_class": "Wav2Vec2CTCTokenizer",
    },
})
# A vocabulary for each language, as the models of the MMS project have it.
write("languages", {
    "eng": vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "e", "a"),
    "deu": vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "ü", "a", "ß"),
}, ["a e", "ea"], [[5, 5, 0, 5, 4, 6]], language="eng")
