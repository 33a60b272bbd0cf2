"""``api/fhir/libraries.json``: documents and versions as FHIR R4B ``Library``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.fhir import PATH, bundle, read_bundle
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

ABOUT = (
    "Every document and version as FHIR R4B Library. Only what may be relied on is active, and on"
    " no day after the end of its effectivePeriod."
)


def _files(context: Context) -> Iterator[OutputFile]:
    yield OutputFile(
        PATH, "For systems that speak FHIR", ABOUT, "application/fhir+json",
        partial(bundle, context), ABOUT_PAGE, reads=read_bundle,
    )  # fmt: skip


OUTPUT = Output("FHIR libraries", ABOUT, _files)
