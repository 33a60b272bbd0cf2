"""A site as plain files: Markdown, assets and settings that any static site engine can take."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from handbook.load.leavings import left_about
from handbook.load.trees.base import IMAGES
from handbook.publish.config import OUR_THEME, PAGES_FOLDER, THEME_FOLDER, staged_config
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.load.model import Attachment
    from handbook.render.model import Site

ASSETS_FOLDER = IMAGES
"""The committed folder, beside the registry, of the site's own images and nothing else."""

_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".ico"})
"""Pictures only: a drawing in SVG may carry a script."""


def stage(site: Site, directory: Path, *, root: Path, project: Mapping[str, Any]) -> None:
    """Write ``mkdocs.yml``, ``docs/`` and ``theme/`` into ``directory``, which is empty or absent.

    ``root`` is the folder that holds the registry, for attachments and the site's own images;
    ``project`` are its settings (``config.project_config``). Raises ``NotPublishedError`` for a
    folder in use, an attachment that changed since it was read, or a path that leads elsewhere.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise NotPublishedError(f"{directory} is in use. Give a folder that is empty or not there.")
    pages = directory / PAGES_FOLDER
    pages.mkdir(parents=True)
    for path, content in contents(site, root):
        place = pages / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    shutil.copytree(
        OUR_THEME, directory / THEME_FOLDER, ignore=shutil.ignore_patterns("__pycache__")
    )
    settings = json.dumps(staged_config(project, site), ensure_ascii=False, indent=2, default=str)
    (directory / "mkdocs.yml").write_text(settings + "\n", encoding="utf-8")


def contents(site: Site, root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the tree with its bytes: pages, files made for them, attachments, images.

    Raises ``NotPublishedError`` if two of them would be one file, or a path leads elsewhere.
    """
    seen: dict[str, str] = {}
    for path, content in _all(site, root):
        _refuse(path, seen)
        yield path, content


def refuse_twins(paths: Iterable[str]) -> None:
    """Raise ``NotPublishedError`` if two paths would be one file, or one leads elsewhere."""
    seen: dict[str, str] = {}
    for path in paths:
        _refuse(path, seen)


def _refuse(path: str, seen: dict[str, str]) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or any(part.startswith(".") for part in parts):
        raise NotPublishedError(f"{path!r} cannot be a path in the site.")
    twin = seen.setdefault(destination(path).casefold(), path)
    if twin != path:
        raise NotPublishedError(f"{path} and {twin} would be the same file in the site.")


def destination(path: str) -> str:
    """The file in the site that a file of the tree becomes: ``a/b.md`` is ``a/b/index.html``."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return f"{stem}.html" if PurePosixPath(stem).name == "index" else f"{stem}/index.html"


def walking_order(paths: Iterable[str]) -> list[str]:
    """Paths in the order in which MkDocs finds them on a disk.

    In each folder its files come before the folders in it, and its index before its other files.
    """

    def rank(path: str) -> tuple[tuple[int, str], ...]:
        *folders, name = path.split("/")
        first = 0 if name.rpartition(".")[0] in {"index", "README"} else 1
        return (*((2, folder) for folder in folders), (first, name))

    return sorted(paths, key=rank)


def _all(site: Site, root: Path) -> Iterator[tuple[str, bytes]]:
    for path, page in site.pages.items():
        yield path, page.text().encode()
    yield from site.assets.items()
    for path, attachment in site.attachments.items():
        yield path, attached(root, attachment)
    yield from own_images(root)


def attached(root: Path, attachment: Attachment) -> bytes:
    """The bytes of an attachment. Raises ``NotPublishedError`` if they are not those checked."""
    path = root / attachment.path
    if path.is_symlink():
        raise NotPublishedError(f"{attachment.path} became a link while the site was being built.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise NotPublishedError(f"{attachment.path} changed while the site was being built.")
    return content


def own_images(root: Path) -> Iterator[tuple[str, bytes]]:
    """The site's own images. Raises ``NotPublishedError`` for any other file beside them."""
    folder = root / ASSETS_FOLDER
    if folder.is_symlink():
        raise NotPublishedError(f"{ASSETS_FOLDER} is a link. Make it a folder of its own.")
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.relative_to(folder).as_posix()
        if path.name.startswith(".") or left_about(path.name):
            continue
        if path.is_symlink() or not path.is_file() or path.suffix.lower() not in _IMAGES:
            raise NotPublishedError(
                f"{ASSETS_FOLDER}/{name} cannot be published: that folder is for the site's own "
                "images only. What the network says belongs in registry/."
            )
        yield name, path.read_bytes()
