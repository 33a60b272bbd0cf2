"""pandoc, run as a program of its own: no network, no files, and an end to its time and memory."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from handbook.importing.model import ImportProblem

SECONDS = 60
MEMORY = "1g"
LARGEST = 64 * 1024 * 1024
"""So long, with so much memory, and so many bytes of output, may one document take."""
MISSING = ImportProblem(
    "pandoc, which reads Word and web pages, is not installed with this program",
    "Have it installed with what importing needs: pipx install --force '.[import]'",
)
_GFM = "gfm-tex_math_dollars-tex_math_gfm-emoji-alerts-yaml_metadata_block"
_TOO_MUCH = "Split the document, or save it anew without its largest tables."


def word_tree(raw: bytes) -> dict[str, Any]:
    """A Word document as pandoc's tree. Raises ``ImportProblem``."""
    return _tree(raw, "docx+styles", "--track-changes=all")


def markdown_tree(text: str) -> dict[str, Any]:
    """A Markdown text as pandoc's tree. Raises ``ImportProblem``."""
    return _tree(text.encode(), _GFM)


def html_tree(text: str) -> dict[str, Any]:
    """A web page as pandoc's tree. Raises ``ImportProblem``."""
    return _tree(text.encode(), "html-native_divs-tex_math_dollars-smart")


def markdown_to_html(text: str) -> str:
    """A Markdown text that holds HTML, as one web page. Raises ``ImportProblem``."""
    return _run(text.encode(), f"{_GFM}-footnotes", "html", "--wrap=none").decode()


def html_to_word(text: str) -> bytes:
    """A web page as a Word document. Raises ``ImportProblem``."""
    return _run(text.encode(), "html-native_divs-tex_math_dollars-smart", "docx", "--output=-")


def _tree(raw: bytes, reader: str, *options: str) -> dict[str, Any]:
    tree = json.loads(_run(raw, reader, "json", *options))
    if not isinstance(tree, dict) or not isinstance(tree.get("blocks"), list):
        raise ImportProblem("pandoc gave an answer that makes no sense", "Report this.")
    return tree


def _run(raw: bytes, reader: str, writer: str, *options: str) -> bytes:
    """What pandoc makes of ``raw``."""
    program = _program()
    command = [
        str(program), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox",
        f"--from={reader}", f"--to={writer}", *options,
    ]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="handbook-import-") as folder:
        command.append(f"--data-dir={folder}")
        try:
            done = subprocess.run(  # noqa: S603 -- our own words, and no shell
                command, input=raw, capture_output=True, timeout=SECONDS, check=False, cwd=folder
            )
        except subprocess.TimeoutExpired as problem:
            reason = f"pandoc was not done with it after {SECONDS} seconds"
            raise ImportProblem(reason, _TOO_MUCH) from problem
        except OSError as problem:
            raise ImportProblem("pandoc could not be started", MISSING.mend) from problem
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = next((line for line in lines if line.strip()), "it gave no reason")
        raise ImportProblem(f"pandoc could not read it ({why[:200]})", _TOO_MUCH)
    if len(done.stdout) > LARGEST:
        raise ImportProblem("what pandoc made of it is too large", _TOO_MUCH)
    return done.stdout


def _program() -> Path:
    """The pandoc that was installed with this program; never another that may lie about."""
    try:
        import pypandoc  # noqa: PLC0415 -- an optional part of the installation
    except ImportError as problem:
        raise MISSING from problem
    folder = Path(pypandoc.__file__).parent / "files"
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return folder / name
    raise MISSING
