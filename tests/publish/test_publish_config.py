"""The look that every handbook has, and what a network may add to it."""

from __future__ import annotations

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
