"""Putting an evidence bundle in its place: whole or not at all, and never over what is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.evidence.reading import read_bundle
from handbook.publish.placing import refuse_spot
from handbook.publish.problem import NotPublishedError
from handbook.render.evidence_link import SUMS

if TYPE_CHECKING:
    from pathlib import Path


def refuse_place(place: Path, root: Path, organisation: str) -> None:
    """Raise ``NotPublishedError`` unless a bundle of the organisation can be put at ``place``.

    It must be a free name, or that of an earlier bundle of the same organisation with nothing of
    anybody else's in it; and never inside the registry under ``root``.
    """
    refuse_spot(place, root)
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        _refuse_strange(place, organisation)


def _refuse_strange(place: Path, organisation: str) -> None:
    """Only an earlier bundle of the same organisation, and nothing besides, is written over."""
    other = NotPublishedError(
        f"{place} is there already, and it is not an earlier bundle of {organisation} with nothing"
        " else in it. It is left alone: choose another name, or move it away."
    )
    try:
        bundle = read_bundle(place)
    except NotPublishedError as problem:
        raise other from problem
    listed = {row.get("path") for row in bundle.manifest["files"] if isinstance(row, dict)}
    own = {*listed, "manifest.json", SUMS}
    if bundle.manifest["organisation"] != organisation or not bundle.files.keys() <= own:
        raise other
