"""Where evidence bundles stand in the handbook, and the way to them from an organisation's page."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import Md, heading, inline
from handbook.render.model import Packed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.context import Context

FOLDER = "evidence"
"""Where bundles stand in the handbook."""
SUMS = "SHA256SUMS"
"""The list of sums in a bundle. The SHA-256 of it speaks for all of it, however it was packed."""


def place(organisation: str) -> str:
    """Where the bundle of an organisation stands in the handbook."""
    return f"{FOLDER}/{organisation}.zip"


def top(organisation: str) -> str:
    """The one folder that a bundle's zip unpacks to."""
    return f"evidence-{organisation}"


def packed(archives: Mapping[str, bytes]) -> dict[str, Packed]:
    """What pages say of packed bundles; of an empty one, which only stands for one, no sum."""
    return {
        organisation: Packed(len(archive), _sum_of(archive, organisation) if archive else "")
        for organisation, archive in archives.items()
    }


def _sum_of(archive: bytes, organisation: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return hashlib.sha256(opened.read(f"{top(organisation)}/{SUMS}")).hexdigest()


def bundle_link(context: Context, here: str, organisation: str) -> Md:
    """The way from an organisation's page to its bundle; nothing if none was made."""
    packed = context.bundles.get(organisation)
    if packed is None:
        return Md("")
    way = relative(here, place(organisation))
    title = heading(2, "Evidence for an inspection", "hb-evidence-bundle")
    size = inline(size_in_words(packed.size))
    return Md(
        f"{title}\n\n[Take away the evidence of what it decided]({way}) ({size}, one zip file): the"
        " texts, the decisions and its answers, for whoever inspects. Unpack it and begin with"
        f" *index.html*. The SHA-256 of its file *{SUMS}*, which speaks for all of it, is"
        f" `{packed.sha256}`{{ .hb-digest }}."
    )


def size_in_words(size: int) -> str:
    """A size as people say it: ``84 KB``, ``2.5 MB``."""
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1_000_000:.1f} MB"  # noqa: PLR2004
