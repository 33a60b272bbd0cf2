"""Hand the pages of the registry to a plain ``mkdocs build`` or ``mkdocs serve``, through our gate.

Named under ``hooks`` in ``mkdocs.yml``. Nothing is written into ``docs_dir``: pages live in memory.
A plain ``mkdocs build`` writes in place; ``handbook build`` never shows half a site.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from handbook.cli.clock import now
from handbook.cli.making import UnsoundError, make
from handbook.cli.problem import StopError
from handbook.cli.session import Session
from handbook.publish.config import OUR_THEME, navigation
from handbook.publish.lock import only_build
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import refuse_moved, with_offline
from handbook.publish.stage import contents, walking_order
from handbook.publish.swap import open_store
from handbook.publish.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from handbook.publish.publishing import Order


_log = logging.getLogger("mkdocs.plugins.handbook")


class _Run:
    """One run of the mkdocs command: what it does, what it builds, what it holds."""

    def __init__(self) -> None:
        self.command = ""
        self.order: Order | None = None
        self.held = ExitStack()
        self.locked = False

    def lock(self, site: Path) -> None:
        """Let no other build into the same place until the run ends."""
        if self.command != "serve" and not self.locked:
            self.held.enter_context(only_build(open_store(site).lock))
            self.locked = True


_run = _Run()


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Remember which command this is."""
    _run.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the registry; with errors, print them all and stop before anything is touched."""
    root = Path(config.config_file_path).parent
    try:
        serving = _run.command == "serve"
        _run.order = make(Session(root), now(), saves=not serving).order
        _run.lock(Path(config.site_dir))
    except UnsoundError as unsound:
        raise Abort(f"{unsound.report}\n{unsound}") from unsound
    except (StopError, NotPublishedError, OSError) as problem:
        raise Abort(str(problem)) from problem
    _refuse_additions(config, _run.order.project)
    config.nav = navigation(_run.order.site.nav)
    return config


def _refuse_additions(config: MkDocsConfig, project: Mapping[str, Any]) -> None:
    """Stop at whatever another settings file, named or inherited, would put on the pages."""
    theme = config.theme.custom_dir
    added = {
        "extra_css": bool(config.extra_css),
        "extra_javascript": bool(config.extra_javascript),
        "extra": dict(config.extra) != project.get("extra", {}),
        "theme.custom_dir": theme is None or Path(theme).resolve() != OUR_THEME.resolve(),
    }
    for key in (key for key, wrong in added.items() if wrong):
        raise Abort(f"`{key}` is not what comes with the tool, and a network cannot set it.")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give MkDocs the pages, in the order in which it would find them on a disk."""
    order = _ordered()
    try:
        tree = dict(contents(order.with_record(), order.root))
    except (NotPublishedError, OSError) as problem:
        raise Abort(str(problem)) from problem
    docs = Path(config.docs_dir)
    ours = [_generated(config, path, tree[path]) for path in walking_order(tree)]
    theirs = [file for file in files if file.src_dir is None or Path(file.src_dir) != docs]
    return Files([*ours, *(file for file in theirs if file.src_uri not in tree)])


def _generated(config: MkDocsConfig, path: str, content: bytes) -> File:
    given: Any = content.decode() if path.endswith(".md") else content
    return File.generated(config, path, content=given)


def on_post_build(config: MkDocsConfig) -> None:
    """Compare what was built with what was asked for."""
    order = _ordered()
    out = Path(config.site_dir)
    try:
        site = order.with_record()
        if _run.command != "serve":  # which builds again when something changes
            site = with_offline(site, out, order.offline, _log.info)
        verify(site, out, root=order.root, expected=order.expected)
        if _run.command != "serve":
            refuse_moved(order)
    except VerificationError as failed:
        problems = "\n".join((*failed.problems, f"{failed} Do not publish {out}."))
        raise Abort(problems) from failed
    except (NotPublishedError, OSError) as problem:
        raise Abort(str(problem)) from problem


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Build again when the registry changes."""
    server.watch(str(Path(config.config_file_path).parent / "registry"))
    return server


def on_shutdown() -> None:
    """Let the next build in."""
    _run.held.close()


def _ordered() -> Order:
    if _run.order is None:
        raise Abort("The registry was not read: mkdocs_hook must be named under `hooks`.")
    return _run.order
