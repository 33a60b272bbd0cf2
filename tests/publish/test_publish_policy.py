"""The policy that a browser enforces is said once, and everywhere the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

from handbook.publish.config import OUR_THEME
from handbook.publish.policy import HEADERS, POLICY

DEPLOYING = (Path(__file__).parents[2] / "docs" / "deploying.md").read_text(encoding="utf-8")


def test_the_theme_begins_each_page_with_the_policy() -> None:
    assert f'content="{POLICY}">' in (OUR_THEME / "main.html").read_text(encoding="utf-8")


def test_it_has_no_exceptions() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert not re.search(r"https?:|\*", POLICY)


def test_no_script_or_style_of_the_theme_stands_in_a_page() -> None:
    for path in OUR_THEME.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", text), path


def test_the_examples_for_web_servers_send_it() -> None:
    block = DEPLOYING.partition("```nginx")[2].partition("```")[0]
    nginx = dict(re.findall(r'add_header ([\w-]+) "([^"]*)" always;', block))
    assert nginx == HEADERS
    azure = DEPLOYING.partition("```json")[2].partition("```")[0]
    assert json.loads(azure)["globalHeaders"] == HEADERS
