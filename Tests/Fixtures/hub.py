"""Writes Tests/Fixtures/hub/: the cache that huggingface_hub 2.4.0 makes of a model that a server
on this machine holds, and hub/cache.json, what that library then finds in it without a network.

Run with Python 3.11 and that package from any folder: python Tests/Fixtures/hub.py
Nothing but 127.0.0.1 is asked.
"""
import hashlib
import http.server
import json
import os
import pathlib
import shutil
import tempfile
import threading

folder = pathlib.Path(__file__).parent / "hub"
commit = "89abcdef0123456789abcdef0123456789abcdef"
contents = {
    "config.json": b'{"model_type": "wav2vec2"}',
    "vocab.json": b'{"a": 0, "b": 1}',
    "nested/deep/notes.json": b"{}",
    "model.safetensors": bytes(range(256)) * 4,
    "pytorch_model.bin": b"not wanted",
    "README.md": b"# A model\n",
}
large = {"model.safetensors", "pytorch_model.bin"}


def blob(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def etag(name):
    content = contents[name]
    return hashlib.sha256(content).hexdigest() if name in large else blob(content)


def entry(name):
    size = len(contents[name])
    item = {"rfilename": name, "path": name, "type": "file", "size": size, "blobId": blob(contents[name]),
            "oid": blob(contents[name])}
    if name in large:
        item["lfs"] = {"sha256": etag(name), "oid": etag(name), "size": size, "pointerSize": 130}
    return item


class Hub(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def send(self, status, body=b"", **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0]
        place = f"/owner/model/resolve/"
        if path.startswith("/api/models/owner/model/tree/"):
            return self.send(200, json.dumps([entry(name) for name in contents]).encode())
        if path.startswith("/api/models/owner/model"):
            answer = {"id": "owner/model", "sha": commit, "siblings": [entry(name) for name in contents]}
            return self.send(200, json.dumps(answer).encode())
        if path.startswith("/store/"):
            return self.send(200, next(contents[n] for n in large if etag(n) == path[7:]))
        name = path[len(place):].split("/", 1)[1] if path.startswith(place) else ""
        common = {"X_Repo_Commit": commit}
        if name not in contents:
            return self.send(404, X_Error_Code="EntryNotFound", **common)
        if name in large:
            store = f"http://localhost:{self.server.server_port}/store/{etag(name)}"
            return self.send(302, Location=store, X_Linked_ETag=f'"{etag(name)}"',
                             X_Linked_Size=str(len(contents[name])), **common)
        return self.send(200, contents[name], ETag=f'"{etag(name)}"', **common)

    do_HEAD = do_GET


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
threading.Thread(target=server.serve_forever, daemon=True).start()
home = tempfile.mkdtemp()
os.environ.update(HF_HOME=home, HF_ENDPOINT=f"http://127.0.0.1:{server.server_port}",
                  HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")

from huggingface_hub import hf_hub_download, snapshot_download  # noqa: E402

wanted = ["config.json", "vocab.json", "nested/deep/notes.json", "model.safetensors"]
if __name__ == "__main__":
    snapshot_download("owner/model", allow_patterns=wanted)
    try:
        hf_hub_download("owner/model", "tokenizer.json")
    except Exception:
        pass  # Notes that there is none.
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(pathlib.Path(home) / "hub", folder / "cache", symlinks=True)
    shutil.rmtree(folder / "cache" / ".locks", ignore_errors=True)
    found = {name: pathlib.Path(hf_hub_download("owner/model", name, local_files_only=True))
             for name in wanted}
    cache = {
        "commit": commit,
        "files": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()},
        "links": {name: os.readlink(path) for name, path in found.items()},
    }
    (folder / "cache.json").write_text(json.dumps(cache, indent=1) + "\n")
    shutil.rmtree(home)
