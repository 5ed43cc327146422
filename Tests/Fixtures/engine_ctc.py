"""CTC losses and gradients by PyTorch, for engine.py.

Losses are checked here against an independent forward recursion over the paths.
"""

import math

import numpy
import torch
import torch.nn.functional as functional


def by_recursion(log_probabilities, labels, blank):
    """The negative log-likelihood (Graves et al., ICML 2006, section 4.1), in plain Python."""
    states = [blank]
    for label in labels:
        states += [label, blank]
    add = numpy.logaddexp
    alpha = [-math.inf] * len(states)
    for t, frame in enumerate(log_probabilities):
        new = []
        for s, symbol in enumerate(states):
            if t == 0:
                total = 0.0 if s < 2 else -math.inf
            else:
                total = alpha[s]
                if s >= 1:
                    total = add(total, alpha[s - 1])
                if s >= 2 and symbol != blank and symbol != states[s - 2]:
                    total = add(total, alpha[s - 2])
            new.append(total + frame[symbol])
        alpha = new
    if not len(log_probabilities):
        return math.inf if labels else 0.0
    return float(-add(alpha[-1], alpha[-2]) if len(states) > 1 else -alpha[-1])


def losses(rows, labels, blank, zero_infinity, reduction, outer, dtype):
    """The loss of a padded batch and its gradient, cut back to the rows' own frames."""
    symbols = rows[0].shape[1]
    lengths = [len(row) for row in rows]
    padded = torch.zeros(max(lengths + [1]), len(rows), symbols, dtype=dtype)
    for index, row in enumerate(rows):
        padded[: len(row), index] = torch.tensor(row).to(dtype)
    padded.requires_grad_()
    value = functional.ctc_loss(
        functional.log_softmax(padded, dim=-1),
        torch.tensor([label for row in labels for label in row], dtype=torch.long),
        torch.tensor(lengths),
        torch.tensor([len(row) for row in labels]),
        blank=blank,
        reduction=reduction,
        zero_infinity=zero_infinity,
    )
    value.backward(torch.tensor(outer, dtype=dtype).reshape(value.shape))
    gradient = [padded.grad[: len(row), index].numpy() for index, row in enumerate(rows)]
    return value.detach().reshape(-1).tolist(), numpy.concatenate(gradient)


def number(value, digits=None):
    if not math.isfinite(value):
        return None
    return round(value, digits) + 0.0 if digits else value


def case(name, rows, labels, blank=0, zero_infinity=False, reductions=("none", "sum", "mean")):
    """One batch: PyTorch's losses in both precisions, and its gradients in float64."""
    rows = [numpy.round(row, 2).astype(numpy.float32).astype(numpy.float64) for row in rows]
    result = {
        "name": name,
        "blank": blank,
        "zeroInfinity": zero_infinity,
        "symbols": rows[0].shape[1],
        "lengths": [len(row) for row in rows],
        "labels": labels,
        "logits": [number(float(v), 2) for row in rows for v in row.reshape(-1)],
        "reductions": [],
    }
    ones = [1.0] * len(rows)
    own, _ = losses(rows, labels, blank, False, "none", ones, torch.float64)
    own32, _ = losses(rows, labels, blank, False, "none", ones, torch.float32)
    for row, sequence, loss in zip(rows, labels, own):
        scores = functional.log_softmax(torch.tensor(row), dim=-1).numpy()
        expected = by_recursion(scores, sequence, blank)
        assert expected == loss or abs(expected - loss) < 1e-9 * max(1, abs(loss)), name
    result["rowLosses"] = [number(v) for v in own]
    result["rowLossesFloat32"] = [number(v) for v in own32]
    for reduction in reductions:
        outer = [1.0]
        if reduction == "none":
            outer = [[1.0, -0.5, 2.0][index % 3] for index in range(len(rows))]
        value, gradient = losses(
            rows, labels, blank, zero_infinity, reduction, outer, torch.float64
        )
        value32, _ = losses(rows, labels, blank, zero_infinity, reduction, outer, torch.float32)
        result["reductions"].append(
            {
                "reduction": reduction,
                "outer": outer,
                "value": [number(v) for v in value],
                "valueFloat32": [number(v) for v in value32],
                "gradient": [number(v, 8) for v in gradient.reshape(-1).tolist()],
            }
        )
    return result


class Letters:
    """Logits and labels for an alphabet with a blank."""

    def __init__(self, symbols, blank, seed):
        self.symbols, self.blank = symbols, blank
        self.generator = numpy.random.default_rng(seed)
        self.letters = [s for s in range(symbols) if s != blank]

    def logits(self, frames, scale=2.0):
        return self.generator.normal(size=(frames, self.symbols)) * scale

    def labels(self, text):
        """Labels from a text such as "aab": the first, first and second symbol."""
        return [self.letters[ord(letter) - ord("a")] for letter in text]

    def random_labels(self, count):
        return [int(label) for label in self.generator.choice(self.letters, size=count)]


def single_cases():
    """One recording each: every kind of target, for the blank in three places."""
    cases = []
    for blank in (0, 2, 4):
        make = Letters(5, blank, 10 + blank)
        for name, frames, text in [
            ("distinct labels", 8, "abcd"),
            ("repeated labels", 9, "aabb"),
            ("as many frames as labels", 4, "abca"),
            ("as many frames as labels and repeats", 6, "aaab"),
            ("an empty target", 5, ""),
            ("one frame", 1, "c"),
            ("one frame and an empty target", 1, ""),
        ]:
            title = f"{name}, blank {blank}"
            cases.append(case(title, [make.logits(frames)], [make.labels(text)], blank))
    for blank, zero_infinity in [(0, False), (0, True), (4, False), (4, True)]:
        make = Letters(5, blank, 20 + blank)
        for name, frames, text in [
            ("too few frames", 3, "abcd"),
            ("too few frames for a repeat", 4, "abbc"),
        ]:
            title = f"{name}, blank {blank}, zero_infinity {zero_infinity}"
            labels = [make.labels(text)]
            cases.append(case(title, [make.logits(frames)], labels, blank, zero_infinity))
    for blank in (0, 1):
        make = Letters(2, blank, 30 + blank)
        for frames in (5, 12):
            title = f"two symbols, blank {blank}, {frames} frames"
            cases.append(case(title, [make.logits(frames)], [make.labels("aaa")], blank))
    cases.append(case("nothing but a blank", [Letters(1, 0, 33).logits(4)], [[]]))
    return cases


def batch_cases():
    """Recordings of different lengths together."""
    cases = []
    for blank in (0, 2, 5):
        make = Letters(6, blank, 40 + blank)
        labels = [make.labels(text) for text in ("abc", "", "ddeed", "a")]
        rows = [make.logits(frames) for frames in (7, 3, 11, 1)]
        cases.append(case(f"a batch, blank {blank}", rows, labels, blank))
        for zero_infinity in (False, True):
            rows = [make.logits(frames) for frames in (7, 3, 6, 1)]
            title = f"a batch with an infeasible row, blank {blank}, zero_infinity {zero_infinity}"
            cases.append(case(title, rows, labels, blank, zero_infinity))
    for seed in (50, 51):
        make = Letters(32, 0, seed)
        frames = [int(n) for n in make.generator.integers(12, 30, size=6)]
        rows = [make.logits(n) for n in frames]
        labels = [make.random_labels(n // 3) for n in frames]
        cases.append(case(f"a random batch, seed {seed}", rows, labels))
    make = Letters(5, 0, 55)
    for zero_infinity in (False, True):
        rows = [make.logits(4), make.logits(0), make.logits(6)]
        labels = [make.labels("ab"), [], make.labels("cc")]
        title = f"a batch with a row of no frames, zero_infinity {zero_infinity}"
        cases.append(case(title, rows, labels, 0, zero_infinity))
    return cases


def peaked_cases():
    """Logits of plus and minus 50, and other extremes."""
    cases = []
    for blank in (0, 4):
        make = Letters(5, blank, 60 + blank)
        labels = make.labels("abbc")
        b = blank
        path = [b, labels[0], labels[0], b, labels[1], b, labels[2], labels[3], labels[3], b]
        right = numpy.full((len(path), 5), -50.0)
        right[range(len(path)), path] = 50.0
        cases.append(case(f"sure of the labels, blank {blank}", [right], [labels], blank))
        wrong = numpy.roll(right, 1, axis=1)
        cases.append(case(f"sure of other labels, blank {blank}", [wrong], [labels], blank))
        silent = numpy.full((12, 5), -50.0)
        silent[:, blank] = 50.0
        cases.append(case(f"sure of the blank, blank {blank}", [silent], [labels], blank))
        some = numpy.where(make.logits(14) > 0, 50.0, -50.0)
        cases.append(case(f"sure at random, blank {blank}", [some], [labels], blank))
        title = f"wide logits, blank {blank}"
        cases.append(case(title, [make.logits(16, scale=20)], [labels], blank))
    make = Letters(5, 0, 66)
    labels = [make.labels("abcd")]
    cases.append(case("equal logits", [numpy.full((9, 5), 0.25)], labels))
    cases.append(case("logits moved by 1000", [make.logits(9) + 1000.0], labels))
    cases.append(case("logits moved by -1000", [make.logits(9) - 1000.0], labels))
    return cases


def long_cases():
    """Many frames, many symbols."""
    make = Letters(60, 59, 70)
    cases = [case("sixty symbols", [make.logits(40)], [make.random_labels(15)], 59)]
    make = Letters(32, 0, 71)
    rows, labels = [make.logits(300)], [make.random_labels(60)]
    cases.append(case("300 frames, 60 labels", rows, labels, reductions=("sum",)))
    make = Letters(60, 0, 72)
    # As after training: a spike of each label among blanks.
    labels = make.random_labels(60)
    logits = make.logits(300, scale=0.5) - 4
    logits[:, 0] += 9
    for index, label in enumerate(labels):
        logits[5 * index + 2, [0, label]] += (-9, 9)
    cases.append(case("300 frames, spikes", [logits], [labels], reductions=("mean",)))
    return cases


def ctc_cases():
    return single_cases() + batch_cases() + peaked_cases() + long_cases()
