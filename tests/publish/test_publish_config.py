"""The look that every handbook has, and what a network may add to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handbook.publish.config import project_config
from handbook.publish.problem import NotPublishedError


def test_a_network_needs_no_settings_of_its_own(tmp_path: Path) -> None:
    settings = project_config(tmp_path)
    assert settings["theme"]["name"] == "material"
    assert settings["theme"]["font"] is False


def test_what_a_network_says_is_laid_over_the_look_group_by_group(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\ntheme:\n  language: cy\n")
    settings = project_config(tmp_path)
    assert settings["site_name"] == "Ours"
    assert settings["theme"]["language"] == "cy"
    assert settings["theme"]["font"] is False


@pytest.mark.parametrize("wrong", ["a: [", "- a list", "a: !!python/name:os.system"])
def test_settings_that_cannot_be_read_stop_the_build(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(wrong)
    with pytest.raises(NotPublishedError, match=r"mkdocs\.yml"):
        project_config(tmp_path)


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ('extra_css: ["data:text/css,.hb-box{display:none}"]', "extra_css"),
        ('extra_javascript: ["data:text/javascript,alert(1)"]', "extra_javascript"),
        ('extra: {homepage: "javascript:alert(1)"}', "extra"),
        ("extra: {analytics: {provider: google}}", "extra"),
        ("plugins: [macros]", "plugins"),
        ("markdown_extensions: [md_in_html]", "markdown_extensions"),
        ("theme: {name: mkdocs}", "theme.name"),
        ("theme: {favicon: 'https://example.org/x'}", "theme.favicon"),
        ("theme: {palette: {scheme: '\"><script>'}}", "theme.palette"),
        ("theme: material", "theme"),
        ('site_name: "<img src=x onerror=alert(1)>"', "site_name"),
        ('copyright: "<b>x</b>"', "copyright"),
        ('site_url: "javascript:alert(1)"', "site_url"),
    ],
)
def test_a_setting_that_could_change_what_a_page_says_is_refused_by_name(
    tmp_path: Path, settings: str, key: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings)
    with pytest.raises(NotPublishedError, match=f"`{key}` cannot be set"):
        project_config(tmp_path)


@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_settings_that_are_no_ordinary_file_are_refused_at_once(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "mkdocs.yml"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.write_bytes(b"#" * 1_000_000)
    with pytest.raises(NotPublishedError, match="not an ordinary small file"):
        project_config(tmp_path)
