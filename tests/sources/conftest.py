"""Archives, trees and a package index of our own; nothing here needs a network."""

import gzip
import hashlib
import html
import io
import json
import os
import tarfile
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

MAIN = "wrapper/__init__.py"


@pytest.fixture
def write(tmp_path):
    """Write files below the test's folder: ``write({"a/b.py": "text"})``."""

    def write_files(files, folder=tmp_path):
        for path, content in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write_files


@pytest.fixture
def sdist():
    """The bytes of a small sdist."""

    def make(name, version, files=None):
        top = f"{name.replace('-', '_')}-{version}"
        members = {
            "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            MAIN: "def run(depth=1): ...\n",
            **(files or {}),
        }
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as tar:
            for path, content in members.items():
                info = tarfile.TarInfo(f"{top}/{path}")
                info.size = len(content.encode())
                tar.addfile(info, io.BytesIO(content.encode()))
        return gzip.compress(buffer.getvalue(), mtime=0)

    return make


@pytest.fixture
def scrubbed(monkeypatch, tmp_path):
    """No setting of the machine that runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("PIP_") or name.lower().endswith("_proxy") or name.endswith("_CA_BUNDLE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


class Index:
    """A simple package index on a port of this machine."""

    def __init__(self):
        self.projects = {}
        self.files = {}
        self.requests = Counter()
        self.status = {}
        self.as_json = True
        self.accepted = []
        self.encoding = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def add(self, filename, content, *, project=None, digest="", yanked=False, requires_python=None):
        """List a file; its digest is the right one by default, and left out for ``None``."""
        project = project or filename.rsplit("-", 1)[0].replace("_", "-").lower()
        self.files[f"/files/{filename}"] = content
        self.projects.setdefault(project, []).append(
            {
                "filename": filename,
                "url": f"/files/{filename}",
                "hashes": {} if digest is None else {"sha256": digest or hashlib.sha256(content).hexdigest()},
                "yanked": yanked,
                "requires-python": requires_python,
            }
        )

    def downloads(self):
        return sum(count for path, count in self.requests.items() if path.startswith("/files/"))

    def _page(self, project):
        if self.as_json:
            return json.dumps({"meta": {"api-version": "1.0"}, "name": project, "files": self.projects[project]})
        anchors = []
        for file in self.projects[project]:
            fragment = "".join(f"#{name}={value}" for name, value in file["hashes"].items())
            anchors.append(f'<a href="{html.escape(file["url"] + fragment)}">{file["filename"]}</a>')
        return f"<!DOCTYPE html><html><body>{''.join(anchors)}</body></html>"

    def _handler(self):
        index = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                index.requests[self.path] += 1
                index.accepted.append((self.path, self.headers.get("Accept-Encoding")))
                if self.path in index.status:
                    self._answer(index.status[self.path], "text/plain", b"no")
                elif self.path in index.files:
                    self._answer(200, "application/octet-stream", index.files[self.path])
                elif self.path.split("/")[2] in index.projects:
                    kind = "application/vnd.pypi.simple.v1+json" if index.as_json else "text/html"
                    self._answer(200, kind, index._page(self.path.split("/")[2]).encode())
                else:
                    self._answer(404, "text/plain", b"unknown")

            def do_CONNECT(self):
                index.requests[self.path] += 1
                self._answer(403, "text/plain", b"no")

            def _answer(self, status, kind, content):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                if index.encoding and kind == "application/octet-stream":
                    self.send_header("Content-Encoding", index.encoding)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        return Handler

    def stop(self):
        """From now on connections are refused."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def index(scrubbed, monkeypatch):
    served = Index()
    monkeypatch.setenv("PIP_INDEX_URL", served.url)
    yield served
    served.stop()
