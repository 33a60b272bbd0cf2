"""Pages of a built site as PDF, printed by a browser from a server of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.printing.browser import print_page
from handbook.cli.problem import StopError
from handbook.cli.web.server import server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOST = "127.0.0.1"


def printed(
    program: str, site: Path, pages: Mapping[str, str], *, short: bool
) -> Mapping[str, bytes]:
    """The print of each document; all are made before any is put in its place.

    A folder in which some were renewed and some not would show both with the day of today.
    """
    prints = dict[str, bytes]()
    with server(site, HOST, 0) as running:
        for document, page in pages.items():
            path = f"/{page}" + ("?print=short" if short else "")
            try:
                prints[document] = print_page(program, f"http://{HOST}:{running.server_port}{path}")
            except StopError as problem:
                raise StopError(
                    f"{document} could not be printed, so no PDF was written. {problem}"
                ) from problem
            if path not in running.served:
                raise StopError(f"{program} did not ask for the page of {document}.")
    return prints
