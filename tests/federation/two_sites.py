"""The demonstration and the network next door, built and served as strangers would meet them."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbook.cli import cli
from handbook.cli.web import guarded

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-30"
NOON = "1796040000"
"""12:00 UTC on that day."""
TAKEN = "moving-between-networks"
CONFIG = """\
title: Fells and Vales, and its neighbour
registries:
  - id: fells-and-vales
    title: Fells and Vales
    address: {fells}
  - id: moor-and-coast
    title: Moor and Coast
    address: {moor}
"""


def handbook(*words: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@dataclass(frozen=True)
class Network:
    """A copy of a registry that a test may change, and where its public site is put."""

    root: Path
    site: Path

    def publish(self) -> None:
        """Build the public edition, pages and all."""
        self._make("build", "--output", self.site)

    def lay_out(self) -> None:
        """Make the files of the public edition without its pages, in a fraction of the time."""
        staged = self.root / "staged"
        self._make("stage", staged)
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(staged / "docs" / "api", self.site / "api")
        shutil.rmtree(staged)

    def _make(self, *words: str | Path) -> None:
        done = handbook("--root", self.root, *words, "--audience", "public")
        assert done.exit_code == 0, done.output

    def decide(self, kind: str, *words: str, document: str = TAKEN) -> None:
        """Hold a meeting in November with one item, and write down what it decided."""
        meeting = self.root / "registry/meetings/steering-group-2026-11-24.yaml"
        held = self.root / "registry/meetings/steering-group-2026-02-11.yaml"
        text = held.read_text(encoding="utf-8").replace("2026-02-11", "2026-11-24")
        meeting.write_text(text, encoding="utf-8")
        place = ("--meeting", "steering-group-2026-11-24", "--item", "2")
        done = handbook(
            *("--root", self.root, "decide", kind, document, *place),
            *("--statement", "So it is decided.", "--yes", *words),
        )
        assert done.exit_code == 0, done.output

    def change_text(self, old: str, new: str) -> None:
        """Change the working text of the document that was taken over."""
        path = self.root / f"registry/guidelines/{TAKEN}.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def copied(source: Path, place: Path) -> Network:
    shutil.copytree(source / "registry", place / "registry")
    return Network(place, place / "public")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for ``localhost``, which only this test trusts."""
    key, signed = folder / "key.pem", folder / "certificate.pem"
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    subprocess.run(
        ["openssl", "req", "-x509", *kind, *name, "-keyout", key, "-out", signed],
        check=True,
        capture_output=True,
    )
    return key, signed


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served_by_tls(folder: Path, key: Path, signed: Path) -> Iterator[str]:
    """The address at which a folder is served while this lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(signed, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def let_this_computer_be_asked(patch: pytest.MonkeyPatch, signed: Path) -> None:
    """All else is as in earnest: TLS, one server only, no certificate but that of the test."""
    patch.setattr(guarded, "anybody_reaches", lambda _: True)
    patch.setattr(guarded, "system_proxy", lambda _scheme, _host: "")
    patch.setenv("SSL_CERT_FILE", str(signed))
    patch.setenv("SOURCE_DATE_EPOCH", NOON)
