"""Which processor this is, and the thresholds that hold on it.

Matrix products decide many jobs, and both sides' products differ by processor: asrsh's by the set of
kernels, PyTorch's by the maker (MKL on Intel). So thresholds.json has a table for `any` machine, and one
for each set of kernels and maker; null stands for a figure that nobody has measured there yet.
"""

import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent


def processor():
    """The processor's maker and its name, as Linux gives them."""
    fields = {}
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    maker = fields.get("vendor_id", "unknown")
    place = "/".join(fields.get(name, "?") for name in ("cpu family", "model"))
    return maker, f"{fields.get('model name', 'unknown')} ({maker} {place})"


def thresholds(kernels):
    """The largest ratio for each job with a set of kernels here; None where none was measured."""
    tables = json.loads((FOLDER / "thresholds.json").read_text())
    return tables["any"] | tables.get(f"{kernels} {processor()[0]}", tables["unmeasured"])
