"""Compares audio_info with soxi, field by field, on files that sox writes.

    python check_audio_info.py path/to/asrsh

Needs sox 14.4 with its formats (Debian: sox libsox-fmt-all). What differs on purpose is listed in DIFFERENCES.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# Vorbis, MP3 and GSM have no samples of 16 bits. Of GSM libsndfile counts all of the last block, which the encoder
# filled with silence; soxi counts that of MP3 too, which is left out here where the file says what is silence.
DIFFERENCES = {
    "mp3": {"frames", "duration", "bit_rate", "precision"}, "ogg": {"precision"},
    "gsm.wav": {"frames", "duration", "bit_rate", "precision"},
}

FILES = {
    "mono16.wav": ["-r", "16000", "-c", "1", "-b", "16"],
    "stereo16.wav": ["-b", "16"],
    "unsigned8.wav": ["-r", "8000", "-c", "1", "-b", "8"],
    "stereo24.wav": ["-b", "24"],
    "float32.wav": ["-e", "floating-point", "-b", "32"],
    "mulaw.wav": ["-r", "8000", "-c", "1", "-e", "mu-law"],
    "alaw.wav": ["-r", "8000", "-c", "1", "-e", "a-law"],
    "gsm.wav": ["-r", "8000", "-c", "1", "-e", "gsm-full-rate"],
    "six.wav": ["-c", "6", "-b", "16"],
    "stereo16.flac": ["-r", "48000"],
    "stereo24.flac": ["-b", "24"],
    "stereo.ogg": [],
    "stereo.mp3": [],
    "stereo.aiff": [],
    "stereo.au": ["-b", "16"],
}


def soxi(path):
    number = lambda option: subprocess.run(
        ["soxi", option, path], check=True, capture_output=True, text=True).stdout.strip()
    text = subprocess.run(["soxi", path], check=True, capture_output=True, text=True).stdout
    shown = re.search(r"Bit Rate\s*: ([0-9.]+)([kM]?)", text)
    return {
        "channels": int(number("-c")), "sampling_rate": int(number("-r")), "frames": int(number("-s")),
        "duration": float(number("-D")), "precision": int(number("-p")),
        "bit_rate": float(shown[1]) * {"": 1, "k": 1e3, "M": 1e6}[shown[2]], "bytes": pathlib.Path(path).stat().st_size,
    }


def ours(binary, path):
    names = ["channels", "sampling_rate", "frames", "duration", "precision", "bit_rate", "bytes"]
    fields = ", ".join(f"i.{name}" for name in names)
    code = f'i = audio_info("{path}"); print({fields})'
    line = subprocess.run([binary, "-e", code], check=True, capture_output=True, text=True).stdout.split()
    return {name: None if value == "none" else float(value) for name, value in zip(names, line)}


def main():
    binary, wrong = sys.argv[1], 0
    with tempfile.TemporaryDirectory() as folder:
        for name, options in FILES.items():
            path = f"{folder}/{name}"
            subprocess.run(
                ["sox", "-n", "-r", "44100", "-c", "2", *options, path, "synth", "2.5", "sine", "440", "gain", "-3"],
                check=True, capture_output=True)
            theirs, found = soxi(path), ours(binary, path)
            allowed = set().union(*(fields for key, fields in DIFFERENCES.items() if name.endswith(key)))
            for field, value in theirs.items():
                near = found[field] is not None and abs(found[field] - value) <= 0.006 * value if field == "bit_rate" \
                    else found[field] is not None and abs(found[field] - value) < 1e-5
                if not near:
                    kind = "differs as it should" if field in allowed else "WRONG"
                    wrong += field not in allowed
                    print(f"{name}: {field} is {found[field]}, soxi says {value}: {kind}")
    print(f"{len(FILES)} files, {wrong} fields wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
