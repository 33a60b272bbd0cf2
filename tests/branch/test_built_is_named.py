"""What is built is what is named: page, register, record and evidence all follow one fact."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from real_git import GUIDELINE, Repository, command, git

from handbook.publish import engine, publishing

if TYPE_CHECKING:
    from pathlib import Path

POST = "registry/posts/coordinator.yaml"


def build(repo: Repository, tmp_path: Path) -> Path:
    place = tmp_path / "out/site"
    place.parent.mkdir(exist_ok=True)
    result = command(repo.root, "build", "--output", str(place))
    assert result.exit_code == 0, result.output
    return place


def said(site: Path, name: str) -> Any:
    return json.loads((site / name).read_bytes())


def test_what_git_looks_away_from_is_named_in_every_place(repo: Repository, tmp_path: Path) -> None:
    """Fails if the index of git is believed."""
    commit = repo.commit()
    git(repo.root, "update-index", "--assume-unchanged", POST)
    repo.write(POST, "title: ", "title: The ")
    site = build(repo, tmp_path)
    assert said(site, "build.json")["commit"] == commit
    assert said(site, "build.json")["uncommitted_changes"] is True
    assert said(site, "api/register.json")["uncommitted_changes"] is True
    named = [page.read_text() for page in site.rglob("*.html") if commit[:12] in page.read_text()]
    assert len(named) >= 3  # the first page, the one about the handbook, the lost page
    for text in named:
        assert f"{commit[:12]}, with files that are not committed" in text
    assert f"{POST} differs from what was committed" in (site / "about/index.html").read_text()
    bundles = [*site.rglob("*.zip")]
    for bundle in bundles:
        with zipfile.ZipFile(bundle) as held:
            (name,) = [one for one in held.namelist() if one.endswith("manifest.json")]
            assert json.loads(held.read(name))["uncommitted"] is True
    result = command(repo.root, "build", "--output", str(site))
    assert f"  {POST} differs from what was committed" in result.stderr


def test_what_is_committed_is_said_to_be(repo: Repository, tmp_path: Path) -> None:
    commit = repo.commit()
    site = build(repo, tmp_path)
    assert said(site, "build.json")["uncommitted_changes"] is False
    assert said(site, "api/register.json")["uncommitted_changes"] is False
    text = (site / "index.html").read_text()
    assert re.search(rf"from {commit[:12]}, with handbook", text)
    assert "not committed" not in text


@pytest.mark.parametrize("path", [GUIDELINE, "mkdocs.yml", "registry/posts/new-post.yaml"])
def test_what_changes_while_it_is_built_is_not_published(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Fails without ``refuse_moved``. Nothing here is about the pages, so none are made."""

    def slow(staged: Path, folder: Path, /, **named: Any) -> None:
        folder.mkdir()
        place = repo.root / path
        place.write_bytes((place.read_bytes() if place.exists() else b"") + b"\n")

    monkeypatch.setattr(engine, "build", slow)
    monkeypatch.setattr(publishing, "verify", lambda *given, **named: None)
    place = tmp_path / "site"
    result = command(repo.root, "build", "--output", str(place))
    assert result.exit_code == 3
    assert f"{path} changed while the handbook was being made" in result.stderr
    assert not place.exists()
