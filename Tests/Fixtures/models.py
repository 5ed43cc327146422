"""Writes the fixtures of the models' tests: Tests/Fixtures/models/*.

Made with Python 3.11.7, safetensors 0.8.0, PyTorch 2.9.1 (CPU) and huggingface_hub 2.4.0.
Run: python Tests/Fixtures/models.py

`formats.safetensors` holds the same numbers in every format, and shapes at the edge; the tests know
the numbers. `written.safetensors` is the other way round: asrsh wrote it (the tests hold that it
still writes these bytes), and this script checks that safetensors reads it.

`formats.bin` is the same for `torch.save`, with views and shared storages; `module.bin` is the state
of a real module. The other `.bin` files are such as asrsh refuses. `shards` holds one model in
several files, in both formats. `exploits.json` holds pickles that call what no file of tensors needs.
"""

import collections
import importlib
import io
import json
import pathlib
import pickle
import pickletools
import shutil
import zipfile

import torch
from huggingface_hub import save_torch_state_dict
from safetensors import safe_open
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).parent / "models"
SEEDS = pathlib.Path(__file__).parent.parent.parent / "Fuzzing" / "Seeds"
NUMBERS = [0.0, -0.0, 1.0, -2.5, 65504.0, 2.0**-24, 3.140625, float("inf"), -float("inf")]


def main():
    FOLDER.mkdir(exist_ok=True)
    numbers = torch.tensor(NUMBERS, dtype=torch.float64)
    tensors = {
        "double": numbers,
        "single": numbers.float().reshape(3, 3),
        "half": numbers.half().reshape(9, 1),
        "brain": numbers.bfloat16().reshape(1, 3, 3),
        "tiny": torch.tensor([5e-324, 1e-50, 1e300, -1e300], dtype=torch.float64),
        "not a number": torch.tensor([float("nan")]),
        "scalar": torch.tensor(7.0),
        "nothing": torch.zeros(0, 5),
        "no more": torch.zeros(2, 0, 3, dtype=torch.bfloat16),
        'quote " and é': torch.ones(1),
    }
    save_file(tensors, FOLDER / "formats.safetensors", metadata={"format": "pt", "note": "é\n"})
    save_file(others(), FOLDER / "others.safetensors")
    check_written()
    save_states(tensors)
    save_refused()
    save_shards()
    save_exploits()
    save_seeds()


def check_written():
    tensors = load_file(FOLDER / "written.safetensors")
    assert sorted(tensors) == ["a.weight", "b", "c"]
    values = torch.arange(6, dtype=torch.float32) / 4 - 0.5
    assert torch.equal(tensors["a.weight"], values.reshape(2, 3))
    assert torch.equal(tensors["b"], torch.tensor(7.0))
    assert tensors["c"].shape == (0, 5)
    with safe_open(FOLDER / "written.safetensors", framework="pt") as file:
        assert file.metadata() == {"format": "pt"}


def others():
    """Tensors that are no floats of a model, beside one that is."""
    return {
        "weight": torch.tensor([1.5, -2.0]),
        "I64": torch.tensor(3),
        "I32": torch.tensor([1, 2], dtype=torch.int32),
        "I16": torch.tensor([[1], [2]], dtype=torch.int16),
        "I8": torch.tensor([1, 2, 3], dtype=torch.int8),
        "U64": torch.tensor([1], dtype=torch.uint64),
        "U32": torch.tensor([1], dtype=torch.uint32),
        "U16": torch.tensor([1], dtype=torch.uint16),
        "U8": torch.tensor([255], dtype=torch.uint8),
        "BOOL": torch.tensor([True, False]),
        "C64": torch.tensor([1 + 2j]),
        "F8_E4M3": torch.tensor([1.0, 2.0]).to(torch.float8_e4m3fn),
        "F8_E5M2": torch.tensor([1.0, 2.0]).to(torch.float8_e5m2),
    }


def save(object, name, **options):
    """What torch.save writes depends on the file's name and on a number by chance; not here."""
    buffer = io.BytesIO()
    torch.save(object, buffer, **options)
    (FOLDER / name).write_bytes(buffer.getvalue())


def save_states(tensors):
    grid = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    half_grid = torch.arange(24).half().reshape(2, 3, 4)
    tied = torch.arange(4, dtype=torch.float32) + 0.5
    state = collections.OrderedDict(tensors)
    state |= {
        "transposed": grid.t(),
        "sliced": grid[1:, 1::2],
        "row": grid[2],
        "column": grid[:, 5],
        "permuted": half_grid.permute(2, 0, 1),
        "whole": grid,
        "tied.a": tied,
        "tied.b": tied,
        "tied.c": tied.reshape(2, 2),
        "parameter": torch.nn.Parameter(tied),
        "frozen": torch.nn.Parameter(torch.tensor([[2.0]]), requires_grad=False),
        "one row of many": torch.arange(8.0).reshape(1, 8)[:, 2:5],
    }
    save(state, "formats.bin")
    save(others() | {"C128": torch.tensor([1 + 2j], dtype=torch.complex128)}, "others.bin")
    torch.manual_seed(0)
    module = torch.nn.Sequential(
        torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2), torch.nn.Conv1d(2, 2, 3, bias=False)
    )
    save(module.state_dict(), "module.bin")
    numbers = {key: value.flatten().tolist() for key, value in module.state_dict().items()}
    (FOLDER / "module.json").write_text(json.dumps(numbers, indent=1) + "\n")


def save_refused():
    state = {"weight": torch.tensor([1.0, 2.0])}
    save({"epoch": 3, "state_dict": state, "best": 0.5}, "nested.bin")
    save([state["weight"]], "list.bin")
    save(torch.nn.Linear(1, 1), "whole-module.bin")
    save(state | {"expanded": torch.ones(1, 1).expand(1000, 1000)}, "expanded.bin")
    save(state | {"complex": torch.tensor([1 + 2j]).conj()}, "conjugated.bin")
    save(state | {"sparse": torch.eye(2).to_sparse()}, "sparse.bin")
    save(state, "protocol4.bin", pickle_protocol=4)
    save(state, "legacy.bin", _use_new_zipfile_serialization=False)
    torch.jit.script(torch.nn.Linear(1, 1)).save(FOLDER / "scripted.bin")


def save_shards():
    for kind in ["safetensors", "bin"]:
        folder = FOLDER / "shards" / kind
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        state = {f"layer.{index}.weight": torch.full((3, 4), float(index)) for index in range(5)}
        state["layer.0.count"] = torch.tensor(7)
        save_torch_state_dict(
            state, folder, max_shard_size=100, safe_serialization=kind == "safetensors"
        )


class Call:
    """An object whose pickle calls `callee`."""

    def __init__(self, callee, *arguments):
        self.reduction = (callee, arguments)

    def __reduce__(self):
        return self.reduction


CALLEES = """
os.system subprocess.call subprocess.Popen subprocess.check_output subprocess.getoutput os.execv os.popen
os.spawnv pty.spawn builtins.eval builtins.exec builtins.compile builtins.open builtins.__import__
builtins.getattr builtins.setattr builtins.globals builtins.print builtins.map builtins.apply
importlib.import_module runpy.run_path runpy.run_module torch.load torch.jit.load torch.hub.load
torch.storage._load_from_bytes torch._utils._rebuild_tensor torch._tensor._rebuild_from_type_v2
torch.utils.collect_env.run functools.partial operator.attrgetter
operator.methodcaller operator.itemgetter shutil.rmtree socket.create_connection urllib.request.urlopen
webbrowser.open code.interact pdb.run timeit.timeit cProfile.run ctypes.CDLL marshal.loads pickle.loads
codecs.decode numpy.load numpy.core.multiarray._reconstruct pydoc.pipepager logging.config.listen
asyncio.run threading.Thread multiprocessing.Process types.FunctionType types.CodeType
collections.defaultdict collections.Counter torch.device torch.Size torch.nn.modules.linear.Linear
""".split()


def callee(name):
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError):
        return None


def save_exploits():
    """Pickles that would run something, and the global that each names first."""
    exploits = []
    for index, name in enumerate(CALLEES):
        protocol = [2, 4, 0, 3, 5, 1][index % 6]
        function = callee(name)
        module, _, attribute = name.rpartition(".")
        if function is not None:
            try:
                data = pickle.dumps(Call(function, "id"), protocol=protocol)
            except Exception:
                function = None
        if function is None:
            protocol = 2
            data = b"\x80\x02c" + f"{module}\n{attribute}\n".encode() + b"X\x02\0\0\0id\x85R."
        exploits.append({"name": f"{name}, protocol {protocol}", "pickle": data.hex()})
    text = b"X\x02\0\0\0id"
    state = pickle.dumps({"a": 1}, protocol=2)[:-1]
    crafted = {
        "INST": b"(S'id'\nios\nsystem\n.",
        "OBJ": b"\x80\x02(cos\nsystem\n" + text + b"o.",
        "EXT1": b"\x80\x02\x82\x07" + text + b"\x85R.",
        "EXT2": b"\x80\x02\x83\x07\x01" + text + b"\x85R.",
        "EXT4": b"\x80\x02\x84\x07\0\0\x01" + text + b"\x85R.",
        "NEWOBJ": b"\x80\x02csubprocess\nPopen\n" + text + b"\x85\x81.",
        "STACK_GLOBAL": b"\x80\x02X\x05\0\0\0posixX\x06\0\0\0system\x93" + text + b"\x85R.",
        "STACK_GLOBAL of old strings": b"\x80\x02U\x05posixU\x06system\x93" + text + b"\x85R.",
        "STACK_GLOBAL of remembered strings": b"\x80\x04\x8c\x06system\x94\x8c\x05posix\x940h\x01h\x00\x93)R.",
        "behind a dictionary": state + b"0cos\nsystem\n" + text + b"\x85R.",
        "in a value that is dropped": b"\x80\x02cos\nsystem\n" + text + b"\x85R0}.",
        "as a storage": b"\x80\x02(X\x07\0\0\0storagecos\nsystem\nX\x01\0\0\0aX\x03\0\0\0cpuK\x01tQ.",
        "of Python 2": b"\x80\x02c__builtin__\neval\n" + text + b"\x85R.",
        "with dots": b"\x80\x02ctorch\nos.system\n" + text + b"\x85R.",
        "with a look-alike": "\x80\x02ctorch\nFloatStora\u0261e\n".encode("latin-1", "replace") + b".",
        "with no name": b"\x80\x02c\n\n.",
        "with escapes": b"\x80\x02c\x1b[2J\n\x07\n.",
    }
    for name, data in crafted.items():
        exploits.append({"name": name, "pickle": data.hex()})
    for exploit in exploits:
        exploit["global"] = first_global(bytes.fromhex(exploit["pickle"]))
    (FOLDER / "exploits.json").write_text(json.dumps(exploits, indent=1) + "\n")
    opcodes = {opcode.name: ord(opcode.code) for opcode in pickletools.opcodes}
    (FOLDER / "opcodes.json").write_text(json.dumps(opcodes, indent=1) + "\n")


def first_global(data):
    """The first name that Python's own disassembler finds, as asrsh is to say it."""
    strings, memo = [], {}
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name in ("GLOBAL", "INST"):
            found = ".".join(argument.split(" ", 1))
            if found not in ("collections.OrderedDict",):
                return found
        elif opcode.name == "STACK_GLOBAL":
            return ".".join(strings[-2:])
        elif opcode.name.startswith("EXT"):
            return f"extension {argument}"
        elif isinstance(argument, str) and opcode.name != "PERSID":
            strings.append(argument)
        elif opcode.name == "MEMOIZE":
            memo[len(memo)] = strings[-1] if strings else ""
        elif opcode.name in ("BINPUT", "LONG_BINPUT", "PUT"):
            memo[argument] = strings[-1] if strings else ""
        elif opcode.name in ("BINGET", "LONG_BINGET"):
            strings.append(memo[argument])
    return None


def save_seeds():
    """The pickles of the files above, for the fuzzer to begin with."""
    SEEDS.mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.bin")):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
                (SEEDS / f"{path.stem}.pkl").write_bytes(archive.read(name))


if __name__ == "__main__":
    main()
