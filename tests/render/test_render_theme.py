"""The theme: readable by everybody, and nothing asked of anybody else's server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.publish.config import LOOK
from handbook.source.markdown.fidelity import EXTENSION_CONFIGS, EXTENSIONS

ROOT = Path(__file__).parents[2]
THEME = ROOT / "tools" / "handbook" / "theme"
CSS = (THEME / "assets" / "handbook" / "handbook.css").read_text(encoding="utf-8")


def variables(scheme: str) -> dict[str, str]:
    block = CSS.partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
    return dict(re.findall(r"--(hb-[a-z-]+|md-typeset-a-color): (#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("tone", ["good", "care", "stop", "quiet"])
def test_words_on_every_tone_can_be_read(scheme: str, tone: str) -> None:
    colours = variables(scheme)
    ground, page = colours[f"hb-{tone}-bg"], colours["hb-page"]
    assert contrast(colours[f"hb-{tone}"], ground) >= 7
    assert contrast(colours[f"hb-{tone}-line"], page) >= 3


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_and_links_can_be_read(scheme: str) -> None:
    colours = variables(scheme)
    for ground in ("hb-page", "hb-panel"):
        assert contrast(colours["hb-ink"], colours[ground]) >= 7
        assert contrast(colours["hb-soft"], colours[ground]) >= 4.5
        assert contrast(colours["md-typeset-a-color"], colours[ground]) >= 4.5


def test_the_engine_reads_texts_with_the_extensions_that_check_reads_them_with() -> None:
    settings: dict[str, Any] = yaml.safe_load(LOOK.read_text(encoding="utf-8"))
    names, configs = [], {}
    for entry in settings["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, None)
        names.append(name)
        if config:
            configs[name] = config
    assert tuple(names) == EXTENSIONS
    assert configs == EXTENSION_CONFIGS


def test_the_theme_asks_for_nothing_from_elsewhere() -> None:
    for path in sorted(THEME.rglob("*")):
        if path.is_file() and path.suffix != ".png":  # an icon asks for nothing
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|//[a-z]+\.", text), path


def test_a_template_prints_front_matter_only_after_escaping_it() -> None:
    for path in sorted(THEME.rglob("*.html")):
        for printed in re.findall(r"\{\{-?(.*?)-?\}\}", path.read_text(encoding="utf-8")):
            harmless = printed.strip() in {"super()", "page.content", "name", "part.count"}
            harmless |= printed.strip() == "parts.text | safe"  # the page and our own drawings
            harmless |= bool(
                re.fullmatch(
                    r" (?:pairs|piece|members|branch|same|chart_[a-z]+)\([a-z.]+\) ", printed
                )
            )  # macros
            assert harmless or re.search(r"\| *(e|url)\b", printed), (path, printed)
