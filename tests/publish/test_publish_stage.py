"""A staged tree holds what was declared, whole, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handbook.load.model import Attachment
from handbook.publish.problem import NotPublishedError
from handbook.publish.stage import contents, destination, stage, walking_order
from handbook.render.model import NavItem, Page, Site

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = {"site_name": "Test", "theme": {"name": "material"}, "hooks": ["h.py"], "docs_dir": "x"}


def test_the_tree_holds_pages_assets_theme_and_settings(tmp_path: Path, site: Site) -> None:
    stage(site, tmp_path / "tree", root=tmp_path, project=PROJECT)
    docs = tmp_path / "tree" / "docs"
    found = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    assert found == {*site.pages, *site.assets}
    settings = json.loads((tmp_path / "tree" / "mkdocs.yml").read_text())
    assert settings["nav"] == [{"Home": "index.md"}]
    assert settings["docs_dir"] == "docs"
    assert settings["theme"] == {"name": "material", "custom_dir": "theme"}
    assert "hooks" not in settings
    assert list((tmp_path / "tree" / "theme").iterdir())


def test_a_nested_navigation_is_written_as_mkdocs_reads_it(tmp_path: Path, site: Site) -> None:
    nested = replace(
        site, nav=(NavItem("Care", children=(NavItem("A", "guidelines/a/index.md"),)),)
    )
    stage(nested, tmp_path / "tree", root=tmp_path, project=PROJECT)
    settings = json.loads((tmp_path / "tree" / "mkdocs.yml").read_text())
    assert settings["nav"] == [{"Care": [{"A": "guidelines/a/index.md"}]}]


def test_a_folder_in_use_is_refused(tmp_path: Path, site: Site) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotPublishedError, match="is in use"):
        stage(site, tmp_path, root=tmp_path, project=PROJECT)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_attachment_is_copied_only_as_it_was_checked(tmp_path: Path, site: Site) -> None:
    kept = tmp_path / "registry" / "attachments" / "a" / "map.png"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"map")
    digest = hashlib.sha256(b"map").hexdigest()
    attachment = Attachment("map.png", "registry/attachments/a/map.png", digest, 3)
    with_map = replace(site, attachments={"guidelines/a/map.png": attachment})
    assert dict(contents(with_map, tmp_path))["guidelines/a/map.png"] == b"map"
    kept.write_bytes(b"another")
    with pytest.raises(NotPublishedError, match="changed while"):
        dict(contents(with_map, tmp_path))


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", "a/../../x.md", ".hidden/x.md"])
def test_no_path_leads_out_of_the_tree(tmp_path: Path, path: str) -> None:
    site = Site({path: Page(path, {}, "x")})
    with pytest.raises(NotPublishedError, match="cannot be a path"):
        dict(contents(site, tmp_path))


@pytest.mark.parametrize(("one", "other"), [("a.md", "a/index.md"), ("A.md", "a.md")])
def test_two_pages_never_share_an_address(tmp_path: Path, one: str, other: str) -> None:
    site = Site({path: Page(path, {}, "x") for path in (one, other)})
    with pytest.raises(NotPublishedError, match="the same file"):
        dict(contents(site, tmp_path))


def test_only_images_lie_among_the_sites_own_files(tmp_path: Path, site: Site) -> None:
    own = tmp_path / "docs-site"
    own.mkdir()
    (own / "logo.png").write_bytes(b"a picture")
    for left in (".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini", "~$logo.docx", "notes.md~"):
        (own / left).write_text("")
    shown = dict(contents(site, tmp_path))
    assert shown["logo.png"] == b"a picture"
    assert not [path for path in shown if path.startswith((".", "T", "d", "~", "n"))]
    (own / "notice.md").write_text("# Endorsed")
    with pytest.raises(NotPublishedError, match=r"docs-site/notice\.md cannot be published"):
        dict(contents(site, tmp_path))


def test_the_order_is_that_of_a_walk_over_the_disk() -> None:
    paths = ["b/x.md", "z.md", "a.md", "index.md", "b/index.md", "b/a/y.md"]
    assert walking_order(paths) == ["index.md", "a.md", "z.md", "b/index.md", "b/x.md", "b/a/y.md"]


@pytest.mark.parametrize(
    ("path", "built"),
    [
        ("index.md", "index.html"),
        ("a/index.md", "a/index.html"),
        ("a/b.md", "a/b/index.html"),
        ("a/reindex.md", "a/reindex/index.html"),
        ("a/x.json", "a/x.json"),
    ],
)
def test_where_a_file_of_the_tree_goes(path: str, built: str) -> None:
    assert destination(path) == built
