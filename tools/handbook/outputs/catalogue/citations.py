"""``api/citations.json`` and ``.ris``: the texts in force, to be cited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.citations import csl, ris
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

ABOUT = "The texts that may be relied on, as references for Zotero, EndNote and the like."


def _files(context: Context) -> Iterator[OutputFile]:
    for path, title, media_type, make in (
        (
            "api/citations.json",
            "References (CSL-JSON)",
            "application/vnd.citationstyles.csl+json",
            csl,
        ),
        ("api/citations.ris", "References (RIS)", "application/x-research-info-systems", ris),
    ):
        yield OutputFile(path, title, ABOUT, media_type, partial(make, context), ABOUT_PAGE)


OUTPUT = Output("References", ABOUT, _files)
