"""`build --preview` and `--published`: what is only looked at, and what it never replaces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from small_registry import Run

from handbook.render.model import PREVIEW


@pytest.fixture
def preview(run: Run, heather: Path) -> Path:
    done = run("build", "--preview")
    assert done.exit_code == 0, done.output
    return heather / "preview"


def said(done: Result) -> str:
    return done.output + done.stderr


def test_every_page_of_a_preview_says_what_it_is(preview: Path) -> None:
    pages = sorted(preview.resolve().rglob("*.html"))
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    assert len(pages) > 10
    for text in (page.read_text(encoding="utf-8") for page in pages):
        assert text.count(PREVIEW) >= 3  # at the top, at the foot, and in the bar that stays
        assert '<meta name="robots" content="noindex, nofollow">' in text
        assert "<title>Preview: " in text
    assert "404.html" in texts


def test_so_do_its_files_for_programs(preview: Path) -> None:
    register = json.loads((preview / "api" / "register.json").read_bytes())
    assert any(PREVIEW in notice for notice in register["notices"])
    assert json.loads((preview / "build.json").read_bytes())["preview"] is True


def test_it_holds_no_evidence_that_somebody_could_hand_in(preview: Path) -> None:
    assert not list(preview.resolve().rglob("*.zip"))


def test_it_never_takes_the_place_of_the_site(run: Run, heather: Path) -> None:
    assert run("build").exit_code == 0
    before = (heather / "site").resolve()
    done = run("build", "--preview", "--allow-older", "--output", str(heather / "site"))
    assert done.exit_code == 3
    assert "not a preview" in said(done)
    assert (heather / "site").resolve() == before
    page = (heather / "site" / "index.html").read_text(encoding="utf-8")
    assert "Preview" not in page
    assert "robots" not in page


def test_what_is_published_is_not_replaced_by_something_older(run: Run, heather: Path) -> None:
    published = heather / "published.json"
    record = {"commit": "c" * 40, "committed": None, "built": "2099-01-01T00:00:00+00:00"}
    published.write_text(json.dumps(record), encoding="utf-8")
    done = run("build", "--published", str(published))
    assert done.exit_code == 3
    assert "The site that is published was built at 2099" in said(done)
    assert not (heather / "site").exists()
    assert run("build", "--published", str(published), "--allow-older").exit_code == 0


def test_pages_say_after_as_many_days_as_the_network_chose_that_nothing_was_renewed(
    run: Run, heather: Path
) -> None:
    network = heather / "registry" / "network.yaml"
    text = network.read_text(encoding="utf-8")
    network.write_text(f"{text}settings:\n  renewed-within-days: 9\n", encoding="utf-8")
    assert run("build").exit_code == 0
    page = (heather / "site" / "index.html").read_text(encoding="utf-8")
    assert 'data-old-after="9"' in page
    assert "This handbook has not been renewed since" in page
