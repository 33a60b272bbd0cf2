"""What the engine is told: how every handbook looks, and what one staged tree needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.render.model import NavItem, Site

PROJECT_FILE = "mkdocs.yml"
LOOK = Path(__file__).parent / "look.yml"
"""The settings that come with this package."""
PAGES_FOLDER = "docs"
THEME_FOLDER = "theme"
OUR_THEME = Path(__file__).parent.parent / "theme"
"""The templates, styles and scripts that this package brings."""

_OURS_TO_SET = ("hooks", "docs_dir", "site_dir", "nav", "strict", "INHERIT")


def project_config(root: Path) -> dict[str, Any]:
    """The look that comes with the tool, with what ``mkdocs.yml`` beside the registry adds to it.

    There need be no such file. Raises ``NotPublishedError`` for one that cannot be read.
    """
    own = root / PROJECT_FILE
    return _merged(_settings(LOOK), _settings(own) if own.exists() else {})


def _settings(path: Path) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - heavy

    try:
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise NotPublishedError(f"{path} cannot be read: {wrong}") from wrong
    if not isinstance(settings, dict):
        raise NotPublishedError(f"{path} must hold settings, one `name: value` on a line.")
    return settings


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Settings laid over others, group by group, as MkDocs does it for ``INHERIT``."""
    return {
        **under,
        **{
            name: _merged(under[name], value)
            if isinstance(value, dict) and isinstance(under.get(name), dict)
            else value
            for name, value in over.items()
        },
    }


def staged_config(project: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """The settings for a staged tree: the project's look, our folders, no hook, this site's nav."""
    kept = {name: value for name, value in project.items() if name not in _OURS_TO_SET}
    theme = dict(kept.get("theme") or {})
    theme["custom_dir"] = THEME_FOLDER
    return {
        **kept,
        "theme": theme,
        "docs_dir": PAGES_FOLDER,
        "site_dir": "site",
        "nav": navigation(site.nav),
    }


def navigation(items: Iterable[NavItem]) -> list[dict[str, Any]]:
    """The small navigation in the form that MkDocs takes."""
    return [
        {item.title: navigation(item.children) if item.children else item.path} for item in items
    ]
