"""The Chromium of this computer: where it is, and having it print a page to PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.problem import StopError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
"""What Chromium and the browsers made from it are called, where programs are found by name."""
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
)
"""Where they lie on computers that do not find them by name."""
SECONDS = 120
"""How long one page may take before it is given up."""
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"


chromium_option = click.option(
    "--chromium",
    metavar="PATH",
    help="The browser that prints; without it, the Chromium, Chrome or Edge that is found.",
)
"""What every command that prints offers."""


def browser(wanted: str | None) -> str:
    """The program to print with: the one that was asked for, or the first that is found.

    Raises ``StopError`` if there is none.
    """
    if wanted is not None:
        program = shutil.which(wanted)
        if program is None:
            raise StopError(f"{wanted} is not a program on this computer that can be started.")
        return program
    program = next(_on_this_computer(), None)
    if program is None:
        raise StopError(
            "Printing to PDF needs Chromium, Chrome or Edge, and none was found here. Install one"
            " (on Debian: apt install chromium), or say where it is with --chromium PATH."
            " Or open the page in any browser and print it from there: it prints the same."
        )
    return program


def _on_this_computer() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).is_file())


def print_page(program: str, address: str) -> bytes:
    """A page as tagged PDF, with an outline of its headings.

    Raises ``StopError`` if the browser does not make one.
    """
    with tempfile.TemporaryDirectory(prefix="handbook-print-") as folder:
        made = Path(folder) / "page.pdf"
        try:
            done = subprocess.run(  # noqa: S603 - a browser that the user has or names
                [program, *_options(Path(folder), made), address],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise StopError(
                f"{program} did not print the page in {SECONDS} seconds. Try again, or print it"
                " from a browser window."
            ) from late
        except OSError as problem:
            raise StopError(f"{program} cannot be started: {problem.strerror}.") from problem
        content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(_BEGINS) or _ENDS not in content[-32:]:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise StopError(
            f"{program} made no PDF (exit code {done.returncode}). It says: {' '.join(last)[:300]}"
        )
    return content


def _options(profile: Path, made: Path) -> Iterator[str]:
    yield from (
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
        "--disable-background-networking",
        f"--user-data-dir={profile / 'profile'}",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
        "--no-pdf-header-footer",
        "--virtual-time-budget=10000",
        f"--print-to-pdf={made}",
    )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # Chromium has none for the administrator, and would refuse
