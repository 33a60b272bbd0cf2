"""What the engine is told: the project's ``mkdocs.yml``, made to fit one staged tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.render.model import NavItem, Site

PROJECT_FILE = "mkdocs.yml"
PAGES_FOLDER = "docs"
THEME_FOLDER = "theme"
OUR_THEME = Path(__file__).parent.parent / "theme"
"""The templates, styles and scripts that this package brings."""

_OURS_TO_SET = ("hooks", "docs_dir", "site_dir", "nav", "strict", "INHERIT")


def project_config(root: Path) -> dict[str, Any]:
    """The settings in ``mkdocs.yml`` beside the registry. Raises ``NotPublishedError``."""
    import yaml  # noqa: PLC0415 - heavy

    path = root / PROJECT_FILE
    try:
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise NotPublishedError(
            f"There is no {PROJECT_FILE} in {root}. It says how the site looks; "
            "start from the one that comes with the tool."
        ) from missing
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise NotPublishedError(f"{path} cannot be read: {wrong}") from wrong
    if not isinstance(settings, dict):
        raise NotPublishedError(f"{path} must hold settings, one `name: value` on a line.")
    return settings


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
