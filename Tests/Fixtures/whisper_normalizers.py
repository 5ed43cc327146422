"""Writes Tests/Fixtures/text/whisper_normalizers.json: texts and what the normalizers of Whisper in
transformers 5.23.0 make of them, in the order of the texts: English, English with a table of two spellings,
basic, basic without diacritics, basic with split letters, and both. Texts are traps and number phrases drawn with a seed.

Run with Python 3.11 from any folder: python Tests/Fixtures/whisper_normalizers.py
"""

import json
import pathlib
import random

from transformers.models.whisper.english_normalizer import BasicTextNormalizer, EnglishTextNormalizer

FILE = pathlib.Path(__file__).parent / "text" / "whisper_normalizers.json"
random.seed(20261121)

TRAPS = [
    "", " ", "\n", "'", "''", "n't", "'s", "a", ".", "..", "...", "....", "%", "$", "$$5", "5%", "5%%", "a%", "%5", "5 %",
    # Brackets.
    "Hello, (world)!", "a [b] c <d> e", "a [b> c <d] e", "() x", "(()) x", "((a) b)", "(a", "a)", "[a", "a]", "<<a>>b", "[a [b] c]",
    "x (y\nz) w", "[] <> ()", "( ) [ ]", "a(b)c", "um(b)hm", "(a]b)", "[(a])b", "<script>alert('x')</script>",
    # Fillers.
    "Um, uh, hmm: mm mhm mmm", "umm hm uhs um's uh-huh um_", "mmmm mm-mm", "hmm1 1um", "Ümum um\u0301 é um",
    # Contractions and titles.
    "I can't, won't, let's, ain't; y'all wanna gotta gonna", "I'ma go. Imma go. woulda coulda shoulda ma'am",
    "Mr. Smith, Mrs. Jones and St. John's colour", "Dr. Prof. Capt. Gov. Ald. Gen. Sen. Rep. Pres. Rev. Hon. Asst. Assoc.",
    "Lt. Col. Jr. Sr. Esq.", "he'd been; she's been; it'd gone; it's gone; he'd done; he's done; she's got",
    "don't isn't you're it's he'd we'll can 't I've I'm", "'sn't 'dn't 'ren't n'tn't n't's 't't 'm't n'd't", "he'd beenn't he'd been't he's gon't",
    "he'd  been he's\tbeen he'd been's been", "won't've won'tx xwon't won't's y'all'd've", "i'ma'am ma'am's let's got", "rock 'n' roll",
    "dogs' tails 'tis 's", "it’s curly ‘quotes’", "O'Brien O'Neil o'clock five o'clock", "the '90s and the 1960's", "a 'b' c  'd", "mr's dr'll st's",
    "MR DR. ST.", "drs stst _mr mr_ 1st 1 st st 1", "can't can'tt cann't", "'d'd's's", "he'll'd", "s's t't", "it's 's\n's",
    # Commas, periods, symbols.
    "1,2,3", "1,234,567", "1, 2", "1,,2", "1,a", "a,1", "12,34,56,7", "3.14", "3. 14", "3.", ".5", "v1.2.3", "1.2.3.4", "U.S.A.", "e.g. this",
    "wait... what", "10.5.", "a.b.c", "1..2", "x=1+2-3*4/5", "50/50", "A&B", "a@b.com", "#1", "C++", "-5", "+5", "minus -5", "5-10", "$5-10",
    "½ cup", "x² + y³", "№ 5", "™ ® ©", "５％ ＄５", "①②", "ﬁve ﬂoor", "1½", "10°C", "5€", "€5", "£5.50", "¥100", "₹10", "¢5", "5¢", "$.50", "$5.", "$a", "a$",
    "£€$", "$5$6", "$5 $6", "5$6", "$5.5.5", "$-5", "-$5", "$1,000,000", "$ 5", "% of", "a % b", "100 percent", "per cent", "5 per cent", "5 per person", "five percent",
    # Diacritics and other scripts.
    "Café naïve Ångström fiancé", "Œuvre Øre Æther Straße ẞ Đorđe Ðað Þór Łódź", "ΣΊΣΥΦΟΣ ΟΔΟΣ Σ ΑΣ1 'Σ ΑΣ' ΑΣΒ", "İstanbul IĞDIR", "Привет, мир! Ёлка Йод",
    "यह हिन्दी है।", "سلام، دنیا! مُحَمَّد", "ދިވެހި ބަސް", "한국어 텍스트", "漢字かな交じり文、です。", "ภาษาไทย คำ", "e\u0301 n\u0303 a\u0308\u0323", "ǅ ǆ ǈ",
    "\u1d2d \u1d34 \u212a \u00b5 \u017f", "a\u200bb a\u200db a\u00adb", "a\u00a0b\u2003c\u3000d\x1ce\x85f", "😀 ok 👍🏽 👩‍👩‍👧 🇭🇷", "١٢ ٣.٤ ۵ १२", "5٣ 5.٣ 1,٣,5", "\u0e33 \u0eb3 \u1100\u1161\u11a8",
    "Ⅷ ⅷ ㈱ ㎏", "\U0001d6ba\U0001d400 ＡＢＣ", "tab\tand\r\nnewline\x0b\x0c", "q\u0323\u0307 \u0307\u0323", "α\u0345 ᾳ ᾼ",
    # Numbers.
    "one", "ones", "1", "1s", "one's", "I have one. 1.", "1.5", "2.1", "0.1", "1.0", "2.50", "007", "0", "00", "0.0", "0 0", "zero", "oh", "o", "zero zero seven",
    "one oh one", "one o one", "oh one hundred", "oh five", "five oh", "0 oh", "0 five", "0 twenty", "0 hundred", "0 thousands", "0 point five", "nineteen oh five",
    "nineteen eighty four", "twenty twenty", "twenty twenty one", "twenty one twenty two", "one twenty one", "one twenty eleven", "one twenty first", "ten ten", "eleven eleven",
    "five twenty", "five twenties", "five twentieth", "twenty ten", "hundred ten", "hundred one", "hundred twenty", "hundred twentieth", "hundred first", "hundred tenth", "hundred tens",
    "one hundred and one", "one hundred and", "one and a hundred", "one hundred and fifty", "and one", "one and two", "thousand and one nights", "hundreds and one", "one hundred and and one",
    "two hundred thousand", "two hundred fifty thousand three hundred", "one million two hundred thousand and five", "three thousand million", "million million", "five thousand thousand",
    "five hundred one hundred", "five thousand one thousand", "twelve hundred", "ninety nine decillion", "one decillion one", "nine hundred ninety nine decillion", "decillion decillion",
    "one quadrillion quintillion sextillion septillion octillion nonillion", "hundred hundred", "hundred thousand", "thousand hundred", "1500 decillion", "1500 hundred", "999999 thousand thousand",
    "five thousand 200", "5 thousand", "5 hundred 3", "5.5 thousand", "5.5 hundred", "5.55 hundred", "5.555 hundred", "5.5555 hundred", "5.555 hundredths", "5.5 millions", "1.5 millionth",
    "5.50 thousand dollars", "$20 million", "$2.5 billion", "twenty million dollars", "twenty dollars and five cents", "twenty dollars five cents", "$20 and 5 cents", "$2 and ¢7", "$2 ¢7", "$2 ¢75", "$2 and ¢755",
    "$2 ¢7x", "$0.07", "$0.50", "$0.00", "$0.5", "$0 7", "$0x7", "oh five one two dollars", "zero dollars", "fifty cents", "fifty cent", "a cent", "cents", "dollars", "ten pounds", "ten euros", "euro", "one dollar", "a pound of one",
    "one pound fifty", "two dollars fifty", "twenty dollars 5", "€3 and ¢4 and £5 ¢06", "$1", "$1.00", "$1.50", "£1 and ¢1",
    "minus five", "negative ten", "plus one", "positive 3", "minus", "minus minus five", "minus minus foo", "minus foo", "minus five dollars", "minus $5", "five minus three", "plus or minus", "minus and", "negative point five",
    "first", "second", "third", "fourth", "fifth", "eighth", "ninth", "nineth", "twelfth", "thirteenth", "zeroth", "twentieth", "thirtieth", "hundredth", "thousandth", "millionths", "twenty first", "twenty second", "twenty zeroth",
    "one first", "one second", "two thirds", "one twelfth", "five hundredth", "five hundreds", "0 hundredth", "sixes", "sixties", "sixs", "elevens", "nineteen sixties", "the 1960s", "1960 s", "the 274th", "274 th", "32 nd", "3 rd of", "3 rds", "3  s",
    "two and a half", "two million and a half", "two and  a\thalf", "and a half", " and a half x", "x and a half", "five and a half and a half", "twenty and a half percent", "1 and a half", "hundred and a half", "first and a half", "oh and a half", "sand a half", "and a halfs",
    "one and a half million", "two and a half and", "and a half and a half", "a and a half b",
    "double five", "triple seven", "double oh seven", "triple zero", "double eleven", "double twenty", "double trouble", "double", "five double six", "double double five", "0 double five", "double 5", "triple one hundred",
    "point five", "point", "point hundred", "five point", "five point hundred", "three point one four", "three point one four one five nine", "point point five", "5 point 5", "5 point $5", "5 point 5 point 5", "one point 5 million", "1 point five million", "one point five hundred",
    "one nine two point one six eight point one point one", "point oh five", "twenty point twenty", "three point fourteen", "point first", "five point first", "five point per cent", "point five hundred", "point point hundred", "5 point 5.5 hundred",
    "a1b2c3", "1a 2b", "h2o co2", "mp3", "4x4", "b52s", "2nd2", "1st", "21st century", "3d", "x1", "1x", "100km", "é1 1é", "A1", "5th 5 th 5\nth", "covid19 and covid-19", "7eleven", "6pm", "6 p.m.",
    "the second second", "wait a second", "one another", "no one", "one by one", "one-on-one", "twenty-one", "ninety-nine", "two-thousand-and-one", "seventy-five-percent",
    "Colour and favourite colour; grey", "the colour's", "hundred per cent cents", "per 5", "five per", "five per cent cent", "percent percent", "5 percent percent",
    "Call 555-1234 or (555) 867-5309 at 10:30 a.m. on 12/25/2020.", "Room 1 0 1", "one one one one", "one two three four five six seven eight nine ten", "1 2 3", "1 one 1", "5 5", "5 five", "five 5", "20 one", "100 one", "110 one", "100 eleven", "110 eleven", "120 eleven", "100 twenty", "150 twenty", "105 twentieth",
    "999999999999999999999999999999999999999999 one", "9" * 300 + " thousand one thousand", "1" * 40 + " hundred", "0" * 30 + "5", "12345678901234567890.000", "12345678901234567890.5 million",
    "one " * 60, "nine hundred " * 12, "nine hundred ninety nine thousand " * 5,
]

UNITS = "zero oh o one two three four five six seven eight nine ten eleven twelve thirteen nineteen".split()
TENS = "twenty thirty forty fifty ninety".split()
POWERS = "hundred thousand million billion decillion".split()
ENDED = "first second third fifth twelfth ninth zeroth ones sixes tenth twenties twentieth ninetieth hundreds hundredth thousandth millions".split()
REST = "and and a half|point|double|triple|minus|plus|dollars|cents|pounds|euro|percent|per cent|per|cent|and|and".split("|")
NUMERALS = "0 1 5 10 12 20 100 110 1000 1.5 2.50 1.0 0.05 .5 $5 €20 £0 ¢7 $2.5 1,000 5% 1st 3 s 007".split()
OTHERS = "the cat a it's mr um foo second one's he'd been".split()


def phrase():
    groups = [UNITS, TENS, POWERS, ENDED, REST, NUMERALS, OTHERS]
    weights = random.choice([(5, 3, 3, 1, 2, 1, 1), (3, 2, 5, 1, 1, 2, 0), (2, 1, 1, 1, 4, 3, 2), (1, 1, 1, 1, 1, 1, 1)])
    return " ".join(random.choice(random.choices(groups, weights)[0]) for _ in range(random.randint(2, 9)))


def noise():
    letters = "0123456789 ..,,''%$¢€£()[]<>andsth1oé\u0301Σ-\n"
    return "".join(random.choice(letters) for _ in range(random.randint(1, 24)))


texts = TRAPS + [phrase() for _ in range(600)] + [noise() for _ in range(300)]
normalizers = [
    EnglishTextNormalizer({}), EnglishTextNormalizer({"colour": "color", "favourite": "favorite"}), BasicTextNormalizer(),
    BasicTextNormalizer(remove_diacritics=True), BasicTextNormalizer(split_letters=True),
    BasicTextNormalizer(remove_diacritics=True, split_letters=True),
]
rows = []
for place, text in enumerate(texts):
    # Beyond the traps, the others say nothing new.
    used = normalizers if place < len(TRAPS) else normalizers[:1]
    rows.append([text] + [normalizer(text) for normalizer in used])
lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
FILE.write_text("[\n" + lines + "\n]\n", encoding="utf-8")
