"""Packing evidence bundles: the same registry, day and commit give the same bytes.

Whoever compares two bundles compares their lists of sums, which no way of packing changes.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from handbook.publish.problem import NotPublishedError
from handbook.render.evidence_link import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.evidence.model import Bundle, Origin
    from handbook.evidence.texts import Copy
    from handbook.load.trees.base import Tree

MANIFEST = "manifest.json"


class Packer:
    """Packs bundles from one tree, whose files it reads and weighs once each."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._read: dict[str, bytes] = {}
        self._sums: dict[bytes, str] = {}

    def files(self, bundle: Bundle) -> dict[str, bytes]:
        """Every file of a bundle by its path in it, with its manifest and its list of sums.

        Raises ``NotPublishedError`` for a file that is gone, or is not the one that was checked.
        """
        files = dict(bundle.made)
        sums = {
            path: self._sum(content) if "/" in path else sha256(content)
            for path, content in files.items()
        }
        sources = {}
        for copy in bundle.copies:
            files[copy.path], sums[copy.path] = self._copied(copy)
            sources[copy.path] = copy.source
        listed = [
            {
                "path": path,
                "sha256": sums[path],
                "size": len(files[path]),
                "from": sources.get(path, ""),
            }
            for path in sorted(files)
        ]
        files[MANIFEST] = manifest_text({**bundle.manifest, "files": listed})
        sums[MANIFEST] = sha256(files[MANIFEST])
        files[SUMS] = sums_text(sums)
        return dict(sorted(files.items()))

    def _copied(self, copy: Copy) -> tuple[bytes, str]:
        if copy.source not in self._read:
            try:
                content = self._tree.read(copy.source)
            except OSError as problem:
                why = problem.strerror or "it is gone"
                raise NotPublishedError(f"{copy.source} cannot be read: {why}.") from problem
            self._read[copy.source] = content
        content = self._read[copy.source]
        weighed = self._sum(content)
        if copy.sha256 and weighed != copy.sha256:
            raise NotPublishedError(f"{copy.source} changed while the evidence was being packed.")
        return content, weighed

    def _sum(self, content: bytes) -> str:
        """The SHA-256 of what several bundles may hold, worked out once and kept."""
        if content not in self._sums:
            self._sums[content] = sha256(content)
        return self._sums[content]


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sums_text(sums: Mapping[str, str]) -> bytes:
    """The list of sums in the form that ``sha256sum -c`` and ``shasum -c`` read."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def manifest_text(manifest: Mapping[str, object]) -> bytes:
    """A manifest as JSON with a line for each row of each list, and in one order.

    Nothing is indented further: that takes the standard library seven times as long.
    """
    line = json.JSONEncoder(ensure_ascii=True, sort_keys=True).encode
    parts = []
    for name in sorted(manifest):
        value = manifest[name]
        rows = ",\n  ".join(map(line, value)) if isinstance(value, list) and value else ""
        parts.append(f" {line(name)}: " + (f"[\n  {rows}\n ]" if rows else line(value)))
    return "{{\n{}\n}}\n".format(",\n".join(parts)).encode()


def packed(
    assessment: Assessment, tree: Tree, origin: Origin, quarantined: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The files of the bundle of every organisation that has one, by its id.

    ``tree`` is the one that was assessed. ``quarantined`` maps the ids of records that are held
    back to the reason; ``assessment`` takes them into account already (``quarantine.held_back``).
    """
    from handbook.evidence.bundle import bundle, takers  # noqa: PLC0415 - heavy
    from handbook.evidence.texts import SealedTexts  # noqa: PLC0415 - heavy
    from handbook.render.labels import reader_labels  # noqa: PLC0415 - heavy

    labels = reader_labels(assessment, quarantined)
    packer, texts = Packer(tree), SealedTexts(assessment.registry)
    for organisation in takers(assessment, quarantined):
        made = bundle(assessment, organisation, labels, quarantined, origin, texts)
        yield organisation, packer.files(made)


def packed_one(
    assessment: Assessment,
    tree: Tree,
    origin: Origin,
    organisation: str,
    quarantined: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """The files of the bundle of one of the organisations that ``takers`` names."""
    from handbook.evidence.bundle import bundle  # noqa: PLC0415 - heavy
    from handbook.render.labels import reader_labels  # noqa: PLC0415 - heavy

    held = quarantined or {}
    labels = reader_labels(assessment, held)
    return Packer(tree).files(bundle(assessment, organisation, labels, held, origin))
