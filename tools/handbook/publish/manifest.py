"""Every file of a built site, and why it is there (I11)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.publish.config import OUR_THEME
from handbook.publish.stage import attached, destination, own_images

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.render.model import Page, Site

ENGINE_FILES = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
"""What MkDocs makes besides pages."""

_THEME_LEAVINGS = (".html", ".md", ".py", ".yml")
"""Kinds of files of a theme that are never copied as they are."""


def expected_pages(site: Site) -> dict[str, Page]:
    """The pages of the site by the file they must have become."""
    return {destination(path): page for path, page in site.pages.items()}


def check_manifest(site: Site, out: Path, root: Path) -> Iterator[str]:
    """Say which files of the built site ``out`` are missing, changed, or not accounted for."""
    pages = expected_pages(site)
    copies = _copies(site, root)
    there = dict(files_of(out))
    for path in sorted(pages.keys() | copies.keys() | ENGINE_FILES):
        if path not in there:
            yield f"{path} is missing from the built site."
    themes = _theme_folders()
    for path, place in sorted(there.items()):
        if place.is_symlink() or not place.is_file():
            yield f"{path} is not a regular file."
        elif path in copies:
            if place.read_bytes() != copies[path]:
                yield f"{path} is not what was handed to the engine."
        elif path not in pages and path not in ENGINE_FILES and not _of_theme(place, path, themes):
            yield f"{path} comes from no record, page or theme file."
    built = sum(path.endswith(".html") for path in there) - ("404.html" in there)
    expected = len(pages) + sum(path.endswith(".html") for path in copies)
    if built != expected:
        yield f"{expected} pages were asked for and {built} were built."


def files_of(out: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a built site, and whatever else is there but folders, by its path."""
    for place in out.rglob("*"):
        if place.is_symlink() or not place.is_dir():
            yield place.relative_to(out).as_posix(), place


def _copies(site: Site, root: Path) -> Mapping[str, bytes]:
    attachments = {
        path: attached(root, attachment) for path, attachment in site.attachments.items()
    }
    return {**dict(own_images(root)), **attachments, **site.assets}


def _theme_folders() -> tuple[Path, ...]:
    """Our theme first, then the one it stands on: the order in which MkDocs looks."""
    spec = find_spec("material")
    places = spec.submodule_search_locations or [] if spec else []
    return (OUR_THEME, *(Path(place) / "templates" for place in places))


def _of_theme(place: Path, path: str, themes: tuple[Path, ...]) -> bool:
    if path.endswith(_THEME_LEAVINGS):
        return False
    source = next((theme / path for theme in themes if (theme / path).is_file()), None)
    return source is not None and source.read_bytes() == place.read_bytes()
