"""The form editor as files of the site, and what a browser lets it do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handbook.assess.settings.model import Forge
from handbook.check import check
from handbook.editor.policy import policy
from handbook.editor.site import form, with_form
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.render.model import Site, Stamp
from handbook.rules.examples import base

DAY = date(2026, 11, 23)
HUB = Forge("github", "https://github.com/fells/handbook")


def files(forge: Forge | None) -> dict[str, bytes]:
    found = check(MemoryTree(base()), today=DAY, history=NO_HISTORY)
    assert found.assessment is not None
    settings = replace(found.assessment.settings, forge=forge)
    return dict(form(replace(found.assessment, settings=settings)))


def test_with_a_server_the_site_has_a_form_and_everything_it_needs():
    made = files(HUB)
    page = made["edit/index.html"].decode()
    for needed in re.findall(r'(?:src|href)="([^"]+)"', page):
        if needed not in ("../", "./"):
            assert f"edit/{needed}" in made
    assert json.loads(made["edit/config.json"])["backend"]["repo"] == "fells/handbook"
    assert "Never write anything about a patient" in page
    assert "is a proposal" in page
    assert 'name="robots" content="noindex"' in page
    assert "edit/sveltia/LICENSE.txt" in made


def test_without_a_server_the_page_says_so_and_how_to_name_one():
    made = files(None)
    assert set(made) == {"edit/index.html", "edit/edit.css"}
    page = made["edit/index.html"].decode()
    assert "nothing can be saved here" in page
    assert "registry/network.yaml" in page
    assert "<script" not in page


def test_what_is_not_to_be_relied_on_leads_nobody_to_a_change():
    found = check(MemoryTree(base()), today=DAY, history=NO_HISTORY)
    assert found.assessment is not None
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for stamp, there in (
        (Stamp("c" * 40, now, DAY, "1"), True),
        (Stamp("c" * 40, now, DAY, "1", preview=True), False),
        (Stamp("c" * 40, now, DAY, "1", real=date(2026, 12, 1)), False),
    ):
        assert bool(with_form(Site({}), found.assessment, stamp).assets) is there


def test_a_network_can_do_without_it():
    assert files(replace(HUB, form=False)) == {}


@pytest.mark.parametrize(
    ("forge", "asked"),
    [
        (HUB, "https://api.github.com"),
        (Forge("github", "https://git.example.org:8443/a/b"), "https://git.example.org:8443"),
        (Forge("gitlab", "https://gitlab.com/a/b"), "https://gitlab.com"),
        (Forge("gitlab", "https://g.example.org/a/b", api="https://api.example.org/v4",
               application="x"), "https://api.example.org https://g.example.org"),
    ],
)  # fmt: skip
def test_the_page_may_ask_the_networks_own_server_and_no_other(forge, asked):
    parts = dict(part.strip().split(" ", 1) for part in policy(forge).split(";"))
    assert parts["connect-src"] == f"'self' data: {asked}"
    assert parts["script-src"] == "'self'"
    assert parts["default-src"] == "'none'"
    assert "unsafe-eval" not in policy(forge)
    rest = {name: value for name, value in parts.items() if name != "connect-src"}
    assert "//" not in " ".join(rest.values())


def test_every_page_carries_its_policy_and_runs_nothing_of_its_own():
    for path, content in files(HUB).items():
        if path.endswith(".html"):
            page = content.decode()
            assert "Content-Security-Policy" in page
            assert not re.search(r"<script(?![^>]*\bsrc=)", page)
            assert not re.search(r"\son[a-z]+=|<style|\sstyle=|javascript:", page)
            assert "{" not in re.sub(r"<code>\{#name\}</code>", "", page)


def test_a_network_cannot_write_into_the_page():
    sly = Forge("github", "https://github.com/fells/handbook")
    found = check(MemoryTree(base()), today=DAY, history=NO_HISTORY)
    assert found.assessment is not None
    registry = found.assessment.registry
    named = next(r for r in registry.records.values() if r.type == "network")
    named = replace(named, data={**named.data, "title": '"><script>x</script>'})
    registry = replace(registry, records={**registry.records, named.id: named})
    settings = replace(found.assessment.settings, forge=sly)
    made = form(replace(found.assessment, registry=registry, settings=settings))
    assert b"<script>x" not in made["edit/index.html"]
    assert b"&lt;script&gt;x" in made["edit/index.html"]


def test_its_files_come_with_an_installed_handbook():
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert '"editor/sveltia/*"' in text
    assert '"editor/page/*"' in text
