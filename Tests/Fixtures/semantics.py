"""Writes semantics/*.json: what CPython computes for thousands of random expressions.

Written with CPython 3.11. Whole numbers that leave 64 bits are written as "overflow", a division by
zero as "division by zero", other errors as "error".
"""

import json
import math
import pathlib
import random

random.seed(11)
EDGES = [0, 1, -1, 2, -2, 3, 7, -7, 10, 2**31, 2**53, 2**53 + 1, -(2**53) - 1, 2**62, 2**63 - 1, -(2**63) + 1]
FLOAT_EDGES = [0.0, -0.0, 1.0, -1.0, 0.1, -0.1, 0.5, 1.5, 2.5, -2.5, 1e16, 1e308, -1e308, 5e-324, 2.0**53,
               math.inf, -math.inf, math.nan, 3.0, 7.0, -7.0, 0.3, 1e-5]


def integer():
    kind = random.random()
    if kind < 0.3:
        return random.choice(EDGES)
    return random.randint(-(10 ** random.randint(1, 18)), 10 ** random.randint(1, 18))


def decimal():
    kind = random.random()
    if kind < 0.3:
        return random.choice(FLOAT_EDGES)
    if kind < 0.6:
        return round(random.uniform(-100, 100), random.randint(0, 3))
    return random.uniform(-1, 1) * 10.0 ** random.randint(-30, 30)


def number():
    return integer() if random.random() < 0.5 else decimal()


def written(value):
    """The value as the recipe language prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, complex):
        return "error"
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return "overflow"
    return repr(value)


def result(work):
    try:
        return written(work())
    except ZeroDivisionError:
        return "division by zero"
    except OverflowError:
        return "overflow"
    except (ValueError, IndexError, TypeError):
        return "error"


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "//": lambda a, b: a // b, "%": lambda a, b: a % b, "**": lambda a, b: a**b, "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def arithmetic():
    operator = random.choice(list(OPERATORS))
    a, b = number(), 0 if random.random() < 0.02 else number()
    if operator == "**":
        b = random.choice([random.randint(-5, 70), round(random.uniform(-4, 4), 1), random.choice(FLOAT_EDGES)])
    if operator in ("==", "<", "<=", ">", ">=", "!=") and random.random() < 0.4:
        b = float(a) if isinstance(a, int) else a
    if operator == "**" and a < 0 and math.isfinite(b) and b != int(b) and math.isfinite(a):
        return [repr(a), operator, repr(b), "error"]  # a complex number
    return [repr(a), operator, repr(b), result(lambda: OPERATORS[operator](a, b))]


def rounding():
    x, digits = number(), random.randint(-20, 20)
    if random.random() < 0.3:
        x = random.choice([0.5, 1.5, 2.5, 25.0, 35.0, 1250, 1350, 2.675, 1.005, 5e-324, 15, -15, -25.0])
        digits = random.randint(-3, 3)
    return [repr(x), digits, result(lambda: round(x, digits))]


LETTERS = ["a", "b", "é", "e\u0301", "漢", "😀", "ا", " "]


def slicing():
    if random.random() < 0.5:
        items = list(range(random.randint(0, 9)))
    else:
        items = "".join(random.choice(LETTERS) for _ in range(random.randint(0, 7)))
    bounds = [random.choice([None] + list(range(-12, 13)) + [2**62, -(2**62)]) for _ in range(2)]
    text = ":".join("" if bound is None else str(bound) for bound in bounds)
    index = random.randint(-10, 10)
    return [written(items), text, written(items[slice(*bounds)]), index, result(lambda: items[index])]


INT_TEXTS = ["0", "7", "-7", "+7", " 42 ", "1_000", "_1", "1_", "1__0", "007", "", " ", "1 2", "1.0", "1e3", "0x1F",
             "9223372036854775807", "9223372036854775808", "-9223372036854775808", "٣٤", "१२", "--1", "+-1", "1\n",
             "１２", "²", "½", "a", "\u00a05\u2003"]
FLOAT_TEXTS = INT_TEXTS + ["1.5", ".5", "5.", "-.5", ".", "e5", "1e5", "1E-5", "1e", "1e+", "inf", "-Infinity", "NaN",
                           "nan", "infinit", "1_0.5_0", "1._5", "1_.5", "1e400", "-1e400", "0x1p3", "1e1_0", "5.e2",
                           "4.9e-324", "2.4e-324", "1,5", "+inf", "٣.٥"]

FILLS = ["", "", "", "<", ">", "^", "=", "*<", "0>", "é^", "漢="]
TYPES = {"int": ["", "", "d", "d", "x", "X", "o", "b", "c", "n", "f", "g", "%", "s"],
         "float": ["", "", "", "f", "f", "F", "e", "E", "g", "g", "G", "%", "n", "d"], "text": ["", "s", "s", "d"]}


def formatting():
    kind = random.choice(["int", "int", "float", "float", "text"])
    text = kind == "text"
    value = integer() if kind == "int" else decimal() if kind == "float" else "".join(
        random.choice(LETTERS) for _ in range(random.randint(0, 9)))
    form = random.choice(TYPES[kind])
    rare = [""] * (30 if text else 7)
    precisions = ["", "", ".0", ".1", ".3", ".17"] if kind != "int" or form in ("f", "g", "%") else [""] * 20 + [".2"]
    groupings = ["", "", ",", "_"] if not text and form not in ("n", "c") else [""] * 20 + [","]
    specification = "".join([
        random.choice(FILLS), random.choice(rare + ["+", "-", " "]), random.choice(rare * 3 + ["z"]),
        random.choice(rare + ["#"]), random.choice(["", "", "0"]), random.choice(["", "", "1", "9", "23"]),
        random.choice(groupings), random.choice(precisions), form])
    if form == "c" and random.random() < 0.8:
        value = random.choice([65, 0x6F22, 0x1F600, -1, 0x110000])
    try:
        expected = format(value, specification)
    except (ValueError, OverflowError):
        expected = None
    return [value if isinstance(value, (int, str)) else repr(value), kind, specification, expected]


CASED = ["a", "B", "Σ", "Σ", "σ", "ς", "Α", "ß", "İ", "ı", "I", "ŉ", "ǆ", "ǅ", "ﬁ", "Ⅷ", "ᾳ", "ά", "𐐀", "Ꭰ", "Ა", "1", "漢"]
IGNORABLE = ["'", ".", ":", "\u0301", "\u00ad", "\u2019", "ʰ"]
SPACES = [" ", " ", "\t", "\n", "\r\n", "\x0b", "\x1c", "\x1f", "\x85", "\u00a0", "\u1680", "\u180e", "\u2003", "\u2028", "\u200b",
          "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", " \u0301"]


def cased():
    """A text, in small and in capital letters, without white space at its ends, and its words."""
    pool = random.choice([CASED + IGNORABLE, CASED + SPACES, CASED + IGNORABLE + SPACES])
    text = "".join(random.choice(pool) for _ in range(random.randint(0, 9)))
    return [text, text.lower(), text.upper(), text.strip(), text.split()]


fixture = {
    "arithmetic": [arithmetic() for _ in range(2500)],
    "rounding": [rounding() for _ in range(800)],
    "slicing": [slicing() for _ in range(800)],
    "ints": [[text, result(lambda: int(text))] for text in INT_TEXTS],
    "floats": [[text, result(lambda: float(text))] for text in FLOAT_TEXTS],
    "formatting": [formatting() for _ in range(2500)],
    "letters": [cased() for _ in range(1500)],
}
folder = pathlib.Path(__file__).parent / "semantics"
folder.mkdir(exist_ok=True)
with open(folder / "semantics.json", "w", encoding="utf-8") as file:
    file.write("{\n")
    for number_of, (name, cases) in enumerate(fixture.items()):
        rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        file.write(f'"{name}": [\n{rows}\n]{"," if number_of + 1 < len(fixture) else ""}\n')
    file.write("}\n")
