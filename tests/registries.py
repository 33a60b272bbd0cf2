"""How every test puts a registry on the disk: files by path, and the smallest one that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.rules.examples import base

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def lay(files: Mapping[str, bytes | str], root: Path) -> Path:
    """Write files below ``root``, by their paths from there; what is there already stays."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def lay_smallest(root: Path) -> Path:
    """The smallest registry in which everything is right: no settings for MkDocs, no git."""
    return lay(base(), root)


def files(root: Path) -> dict[str, bytes]:
    """Every file below ``root`` by its path from there: what there is, to compare."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}
