"""What the engine is told: how every handbook looks, and what one staged tree needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.load.trees.base import SETTINGS, read_regular
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.render.model import NavItem, Site

PROJECT_FILE = SETTINGS
LOOK = Path(__file__).parent / "look.yml"
"""The settings that come with this package."""
PAGES_FOLDER = "docs"
THEME_FOLDER = "theme"
OUR_THEME = Path(__file__).parent.parent / "theme"
"""The templates, styles and scripts that this package brings."""

_LARGEST = 256 * 1024
_NAME = re.compile(r"[A-Za-z0-9 ():_/.-]{0,100}")
_WORDS = re.compile(r"[^<>\"`\\{}\x00-\x1f]{0,300}")
_OF_THE_SITE = {
    "site_name": _WORDS,
    "site_description": _WORDS,
    "site_author": _WORDS,
    "copyright": _WORDS,
    "site_url": re.compile(r"(https?://[A-Za-z0-9._~:/%@-]{1,300})?"),
}
_OF_THE_THEME = ("language", "palette")
"""What a network may set for itself, and in what form."""

_OURS_TO_SET = ("hooks", "docs_dir", "site_dir", "nav", "strict", "INHERIT")


def project_config(root: Path) -> dict[str, Any]:
    """The look that comes with the tool, with what ``mkdocs.yml`` beside the registry adds to it.

    There need be no such file. Raises ``NotPublishedError`` for one that cannot be read.
    """
    own = root / PROJECT_FILE
    settings = _settings(own) if own.exists() or own.is_symlink() else {}
    refuse_strange_settings(settings)
    return _merged(_settings(LOOK), settings)


def refuse_strange_settings(settings: Mapping[str, Any], name: str = PROJECT_FILE) -> None:
    """Raise ``NotPublishedError`` for a setting of a network's own that it may not make.

    Whatever could add a style, a script or an address to the pages could hide where they stand.
    """
    for key, value in settings.items():
        if key in _OURS_TO_SET:
            continue
        if key == "theme" and isinstance(value, dict):
            for inner, chosen in value.items():
                ours = inner == "custom_dir" or (inner == "name" and chosen == "material")
                if not ours and (inner not in _OF_THE_THEME or not _is_plain(chosen)):
                    raise _not_yours(name, f"theme.{inner}")
        elif key not in _OF_THE_SITE or not _OF_THE_SITE[key].fullmatch(str(value)):
            raise _not_yours(name, str(key))


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(inner) for pair in value.items() for inner in pair)
    if isinstance(value, list):
        return all(_is_plain(inner) for inner in value)
    return value is None or bool(_NAME.fullmatch(str(value)))


def _not_yours(name: str, key: str) -> NotPublishedError:
    allowed = ", ".join([*_OF_THE_SITE, *(f"theme.{inner}" for inner in _OF_THE_THEME)])
    return NotPublishedError(
        f"{name}: `{key}` cannot be set there, or not to this. Remove the line. "
        f"A network may set {allowed}, in plain words without marks such as < or quotation marks."
    )


def _settings(path: Path) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - heavy

    try:
        settings = yaml.safe_load(read_regular(path, _LARGEST).decode("utf-8"))
    except OSError as wrong:
        why = wrong.strerror or wrong
        raise NotPublishedError(f"{path} is not an ordinary small file: {why}.") from wrong
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
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
