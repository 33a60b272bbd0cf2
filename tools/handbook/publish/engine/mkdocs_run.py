"""MkDocs, page by page: what was made before is laid in place, the rest is made in two processes.

It runs in a process of its own (``engine.build``), since MkDocs leaves things behind. The steps and
their order are those of ``mkdocs.commands.build``; a test compares what both of them make.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.cache import fingerprint
from handbook.publish.engine.front_matter import quick_reader
from handbook.publish.engine.kept_pages import KeptPage, KeptPages, key_of
from handbook.publish.engine.processes import in_two
from handbook.publish.engine.templates import hasten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_MADE_BY = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "markupsafe", "pyyaml")
"""Programs whose version decides what a page becomes."""
_READ_BY_MENUS = ("icon", "status", "subtitle")
"""What the theme's menu shows of a page besides its title."""


class LinkTargets:
    """The files of a site, noting which of them a page asks for. Nothing else can be asked."""

    def __init__(self, files: Files) -> None:
        """Note what is asked of ``files``."""
        self._files = files
        self.asked: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path of the tree, as MkDocs asks for it."""
        target = self._files.get_file_from_path(path)
        self.asked[path] = None if target is None else target.url
        return target


@dataclass(frozen=True, slots=True)
class Making:
    """What every page of one site is made with. ``frame`` names the content of all of it."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    pages: Sequence[Page]
    frame: str
    warnings: Mapping[int, int]
    """How many warnings were logged so far, by level."""

    def key(self, page: Page) -> str:
        """The name of all that makes a page, but where its links lead."""
        source = Path(str(page.file.abs_src_path)).read_bytes()
        return key_of([self.frame.encode(), page.file.src_uri.encode(), source])

    def leads(self, targets: Mapping[str, str | None]) -> bool:
        """Whether links still lead where they led."""
        for path, url in targets.items():
            target = self.files.get_file_from_path(path)
            if (None if target is None else target.url) != url:
                return False
        return True

    def made(self, page: Page, kept: KeptPages | None, key: str) -> None:
        """Make one page, and keep it if nothing was wrong."""
        from mkdocs.commands import build as steps  # noqa: PLC0415 - only where an engine runs

        before, targets = sum(self.warnings.values()), LinkTargets(self.files)
        steps._populate_page(page, self.config, targets)  # type: ignore[arg-type] # noqa: SLF001
        steps._build_page(page, self.config, self.pages, self.nav, self.env)  # type: ignore[arg-type] # noqa: SLF001
        page.content = page.markdown = None
        if kept is not None and sum(self.warnings.values()) == before:
            place = Path(page.file.abs_dest_path)
            html, when = place.read_bytes(), place.stat().st_mtime_ns
            kept.keep(key, KeptPage(html, targets.asked), when)


def build(config: MkDocsConfig, kept: KeptPages | None, warnings: Mapping[int, int]) -> None:
    """Build a staged tree into ``config.site_dir``, with pages ``kept`` from before."""
    from mkdocs import utils  # noqa: PLC0415 - only where an engine runs
    from mkdocs.commands import build as steps  # noqa: PLC0415

    utils.clean_directory(config.site_dir)
    making = _prepared(config, warnings)
    making.files.copy_static_files()
    for name in config.theme.static_templates:
        steps._build_theme_template(name, making.env, making.files, config, making.nav)  # noqa: SLF001
    missing = [page for page in making.pages if not _laid(making, page, kept)]
    in_two(partial(_make, making, kept), missing)
    config.plugins.on_post_build(config=config)
    if kept is not None:
        kept.prune(len(making.pages))


def _prepared(config: MkDocsConfig, warnings: Mapping[int, int]) -> Making:
    from mkdocs.structure.files import get_files, set_exclusions  # noqa: PLC0415
    from mkdocs.structure.nav import get_navigation  # noqa: PLC0415
    from mkdocs.structure.pages import Page  # noqa: PLC0415

    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    pages = [file.page or Page(None, file, config) for file in files.documentation_pages()]
    env = config.plugins.on_env(env, config=config, files=files) or env
    hasten(env, nav, [str(config.theme.get("logo") or "")])
    for page in nav.pages:
        page.read_source(config)
    return Making(config, files, nav, env, pages, _frame(config, nav), warnings)


def _laid(making: Making, page: Page, kept: KeptPages | None) -> bool:
    """Lay a page that was kept in its place; ``False`` if it must be made."""
    key = making.key(page)
    page_kept = kept.find(key) if kept is not None else None
    if kept is None or page_kept is None or not making.leads(page_kept.targets):
        return False
    kept.lay(key, page_kept, Path(page.file.abs_dest_path))
    return True


def _make(making: Making, kept: KeptPages | None, page: Page) -> None:
    making.made(page, kept, making.key(page))


def _frame(config: MkDocsConfig, nav: Navigation) -> str:
    """A name for all that makes a page besides its own Markdown and links."""
    menu = [
        [page.url, str(page.title), {name: page.meta.get(name) for name in _READ_BY_MENUS}]
        for page in nav.pages
    ]
    versions = [f"{name} {version(name)}" for name in _MADE_BY]
    parts = [
        Path(config.config_file_path).read_bytes(),
        json.dumps(menu, default=str).encode(),
        "\n".join(versions).encode(),
        *_theme_files(config),
        fingerprint().encode(),
    ]
    return key_of(parts)


def _theme_files(config: MkDocsConfig) -> Iterator[bytes]:
    """The name and the content of each file of our theme; of Material's, the version tells."""
    folder = Path(config.theme.custom_dir or "")
    for path in sorted(folder.rglob("*")) if config.theme.custom_dir else ():
        if path.is_file():
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def run(config_file: str, site: str, kept: str) -> int:
    """Build, telling what is amiss as MkDocs does. Returns 0 if nothing is; ``kept`` may be ""."""
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, ConfigurationError  # noqa: PLC0415
    from mkdocs.utils import CountHandler, meta  # noqa: PLC0415

    from handbook.source.markdown.inline_marks import QuickInlineMarks  # noqa: PLC0415

    meta.get_data = quick_reader(meta.get_data)  # type: ignore[assignment]
    counting = CountHandler()
    counting.setLevel(logging.WARNING)
    telling = logging.StreamHandler()
    telling.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.handlers[:] = [telling, counting]
    try:
        config = load_config(config_file, site_dir=site, strict=True)
        extensions: list[Any] = [*config.markdown_extensions, QuickInlineMarks()]
        config.markdown_extensions = extensions
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config, KeptPages(Path(kept)) if kept else None, counting.counts)
        finally:
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError, OSError) as problem:
        log.error("%s", problem)  # noqa: TRY400 - people get the sentence
        return 1
    return 1 if counting.get_counts() else 0
