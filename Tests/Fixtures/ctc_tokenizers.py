"""Writes Tests/Fixtures/ctc_tokenizers/*/: folders as `Wav2Vec2CTCTokenizer` of transformers 5.23.0
saves them, each with `expected.json`: what that tokenizer then makes of texts and ids. Two things it does are
accidents that asrsh does not repeat, and no text here has them: it swallows spaces beside a token of several
letters, as in "a ch", and it finds padding and the word delimiter in texts. Read from a folder it forgets a
word delimiter other than "|"; such tokenizers are asked here before they are saved.

Run with Python 3.11 from any folder: python Tests/Fixtures/ctc_tokenizers.py
"""

import json
import pathlib
import random
import re
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

# Scripts: letters outside the vocabulary, other forms of letters in it, more than one space, other white space.
SCRIPTS = {
    "croatian": [
        "džep i ljubav", "čovjek šeće đak", "nježan žubor", "Džep, Ljubav!", "ǆep ǉubav", "c\u030covjek", "  dva  razmaka ", "tab\tnovi\nred",
        "čč šš dždž", "đ\u00a0đ", "ĳ ﬁ ß", "nj n j", "ŠĆ",
    ],
    "urdu": [
        "یہ کتاب ہے", "میں اُردُو بولتا ہوں", "آپ کیسے ہیں؟", "ي ك ه", "می\u200cخواہم", "\u0627\u0653پ", "۱۲۳ 123", "ّ َ ِ", "مُحَمَّد", "ﷲ لا",
        "\u202bسلام\u202c", "۔ ۔", "بب ّّ",
    ],
    "dhivehi": [
        "ދިވެހި ބަސް", "އަޅުގަނޑު ކިޔަނީ", "މާލެ، ރާއްޖެ", "ޝުކުރިއްޔާ", "ހަހަ ބަބަ", "\u07a6\u07a6", "ދިވެހި abc", " ދި  ވެ", "ޱ ޙ",
    ],
    "russian": [
        "привет мир", "ёлка и йод", "е\u0308лка и\u0306од", "ПРИВЕТ", "съёмка объект", "ж-ж, ж!", "ґ є і ї", "a а", "сс ннн", "№ 5",
    ],
    "hindi": [
        "यह हिन्दी है", "क़लम ज़रूर", "क\u093cलम", "श्री कृष्ण", "क्\u200dष क्\u200cष", "१२३ 123", "है। नहीं॥", "ाा िि", "अंग्रेज़ी में", "ൠ",
    ],
    "korean": [
        "한국어 음성", "한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "안녕하세요 여러분", "ㅎㅏㄴ", "가가 각", "ABC 한", "漢字",
    ],
    "chinese": ["今天天气很好", "漢字 汉字", "，。", "\u3000今 天", "𠮷野家 吉", "今天天", "かな カナ"],
}
CAPITALS = {
    "greek_capitals": ["καλημέρα κόσμε", "ΟΔΟΣ οδος", "σίσυφος Σ", "ΐ ΰ", "ᾳ ß ﬁ", "μ µ", "abc"],
    "latin_capitals": ["ǆ ǅ Ǆ", "straße", "ŉ ǰ", "ıi İI", "ch CH ach", "it's"],
}
random.seed(20261121)


def frames_of(size, pad):
    runs = [[random.choice([pad, random.randrange(size), random.randrange(size)])] * random.randint(1, 3) for _ in range(14)]
    return [id for run in runs for id in run]


for script, texts in {**SCRIPTS, **CAPITALS}.items():
    known = texts[: max(3, len(texts) // 2)]
    is_capital = script in CAPITALS
    letters = sorted(set("".join(text.upper() if is_capital else text for text in known)) - set(" \t\n"))
    several = {"croatian": ["dž", "lj", "nj"], "hindi": ["क्"], "latin_capitals": ["CH"]}.get(script, [])
    # Without spaces on either side of tokens of several letters.
    used = [text for text in texts if not any(f" {token}" in f" {text}"[1:] or f"{token} " in text for token in several)]
    tokens = ["<pad>", "<s>", "</s>", "<unk>", "|"] + letters + several
    if script == "chinese":
        tokens.remove("|")
    write(script, vocabulary(*tokens), used, [frames_of(len(tokens), 0) for _ in range(12)], do_lower_case=is_capital)

# Words of a decoded text cleaned as old versions did unless they were told not to.
write("clean_up", vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "a", "'", "s", "n", "t", ".", "m", "r", "e", "v", "?", "!", ","),
      ["a 's", "a n't"], [frames_of(18, 0) for _ in range(10)] + [
          [5, 4, 6, 7, 4, 10, 4, 8, 6, 9, 4, 6, 4, 5, 4, 6, 11, 4, 6, 14, 13, 4, 6, 12, 13], [5, 4, 4, 10, 4, 15, 4, 16, 4, 17, 5],
          [5, 4, 6, 4, 4, 6, 4, 7], [5, 4, 10, 4, 10, 4, 8, 6, 9]], clean_up_tokenization_spaces=True)
# No space at all between words, and a space that stands for itself.
write("no_space", vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "a", "b"), ["a b"], [[5, 4, 6], [4, 5, 4]], replace_word_delimiter_char="")
write("space_itself", vocabulary("<pad>", "<s>", "</s>", "<unk>", " ", "a", "b"), ["a b", " a  b "], [[5, 4, 6], [4, 5, 4, 4]],
      word_delimiter_token=" ")
# All roles that there are and tokens without one, none in the vocabulary.
ROLES = {"sep_token": "<sep>", "cls_token": "<cls>", "mask_token": "<mask>"}
write("all_roles", vocabulary("a", "b"), ["ab", "ba"], [[0, 0, 5, 1]], legacy={
    "tokenizer_config.json": {**ROLES, "additional_special_tokens": ["<x>", "<y>"], "tokenizer_class": "Wav2Vec2CTCTokenizer"}})
write("named_extras", vocabulary("a", "b"), ["ab<x>", "ba"], [[0, 0, 5, 1]], legacy={
    "tokenizer_config.json": {"extra_special_tokens": {"x": "<x>", "y": "<y>"}},
    "special_tokens_map.json": {"additional_special_tokens": ["<z>"], "mask_token": "<mask>"}})
# As the first notebooks about XLSR saved them: sentence tokens in a list besides, padding last.
write("first_notebooks", vocabulary(*LETTERS, "[UNK]", "[PAD]"), ["ea hech", "ea"], frames + [[8, 9, 9, 2, 10]], legacy={
    "special_tokens_map.json": {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "[UNK]", "pad_token": "[PAD]",
                                "additional_special_tokens": ["<s>", "</s>", "<s>", "</s>"]},
    "added_tokens.json": {"<s>": 9, "</s>": 10},
    "tokenizer_config.json": {"unk_token": "[UNK]", "bos_token": "<s>", "eos_token": "</s>", "pad_token": "[PAD]",
                              "do_lower_case": False, "word_delimiter_token": "|", "tokenizer_class": "Wav2Vec2CTCTokenizer",
                              "clean_up_tokenization_spaces": True, "processor_class": "Wav2Vec2Processor"},
})
# A language's letters in the place of tokens that another language had added.
write("other_language", {
    "eng": vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "e", "a"),
    "urd": vocabulary("<pad>", "<s>", "</s>", "<unk>", "|", "ا", "ب", "پ", "ت", "بھ"),
}, ["باپ", "ا ب", "بھا"], [[5, 5, 0, 5, 4, 6, 9]], language="urd")
# Added tokens that ask something of what stands beside them; a letter of the vocabulary may ask as well.
def listed(content, **flags):
    return {"content": content, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": False, **flags}


FLAGGED = ["xx x xx", " xx  x ", "aLx Lx aLxa", "<u><v> <v>", "a <u> b", "a <v> b", "a <w> b", "a<w> b", "a <w>b", "<w>", "<w> a", "a <w>",
           "a<w>", "<w>a", "<w><w>", "a <w><w> b", "<w> <w>", "a <u><w> b", "ch<w> b", "a <w>ch", "a <s1>b", "a <s1> b", "a<s1> b", "<u> <s1> a",
           "ch <u> ch", "a \t<u>\u3000b", "é é aé é", "<p>a <p> b", "a  <u>  <v>  <w>  b", "<v> <w> <u>", "<s1><s1> <s1>", "a <v><w> b"]
random.seed(7)
PARTS = [" ", " ", "a", "b", "é", "ch", "<u>", "<v>", "<w>", "<s1>", "<p>", "\t"]
FLAGGED += ["".join(random.choice(PARTS) for _ in range(random.randint(2, 12))) for _ in range(300)]
# Without what asrsh does otherwise on purpose: white space beside a token of several letters in the vocabulary.
FLAGGED = [text for text in FLAGGED if not re.search(r"\sch|ch\s", text)]
write("asking", vocabulary("|", "a", "b", "é", "ch", "<unk>", "<pad>", "x"), FLAGGED, [[1, 8, 9, 10, 0, 6, 1]], legacy={
    "tokenizer_config.json": {
        "tokenizer_class": "Wav2Vec2CTCTokenizer", "unk_token": "<unk>", "pad_token": "<pad>", "bos_token": None, "eos_token": None,
        "word_delimiter_token": "|", "added_tokens_decoder": {
            "3": listed("é", lstrip=True), "8": listed("<u>", lstrip=True), "9": listed("<v>", rstrip=True),
            "10": listed("<w>", single_word=True), "11": listed("<s1>", single_word=True, lstrip=True, rstrip=True),
            "12": listed("<p>"),
        }}})
