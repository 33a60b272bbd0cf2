"""I13: `build --audience public`, from the disk to every byte that a web server would give."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from small_registry import Run, environment

from handbook.audience.leaks import layers
from handbook.source.words.runs import readings

GUIDELINE = """---
id: members-guideline
title: Qxtitle kanarone for the members
visibility: members
summary: Qxsummary kanartwo of the members' guideline.
owner: lead-nurse
keywords: [qxkeyword-kanar]
---
## Qxheading kanarthree

Qxbody kanarfour. See the [plan](../attachments/members-guideline/qxfile-kanar.docx).

![Qxalt kanarfive](../attachments/members-guideline/qxpicture-kanar.png)
"""
TERM = """# qxcomment kanarsix
id: members-term
title: Qxterm kanarseven
abbreviation: QXK
visibility: members
definition: Qxmeaning kanareight.
"""
WORDS = ("kanar", "members-guideline", "members-term", "qxmessage", "qxauthor")
"""What stands in records for members alone, and in git."""
EVERYWHERE = ("qxtitle", "qxsummary", "qxbody", "qxalt", "qxheading", "qxterm", "qxmeaning")
FILES = ("qxfile-kanar.docx", "qxpicture-kanar.png", "qxpacked", "qxcamera")
"""What the handbook for members does hold of it."""


@pytest.fixture
def moor(heather: Path) -> Path:
    """The small registry in a git repository, with a part for members in every kind of place."""
    registry = heather / "registry"
    (registry / "guidelines" / "members-guideline.md").write_text(GUIDELINE, encoding="utf-8")
    (registry / "glossary" / "members-term.yaml").write_text(TERM, encoding="utf-8")
    attached = registry / "attachments" / "members-guideline"
    attached.mkdir(parents=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>Qxpacked kanareleven</w:t>" * 9)
    (attached / "qxfile-kanar.docx").write_bytes(packed.getvalue())
    picture = b"\x89PNG\r\n\x1a\n" + b"tEXtComment\0Qxcamera kanartwelve"
    (attached / "qxpicture-kanar.png").write_bytes(picture)
    guideline = registry / "guidelines" / "quiet-rooms.md"
    text = guideline.read_text(encoding="utf-8")
    linked = f"{text}\nAsk [the family](members-guideline.md) first. QXK is explained nowhere.\n"
    guideline.write_text(linked, encoding="utf-8")
    author = ("-c", "user.name=Qxauthor Kanarten", "-c", "user.email=qx@kanar.example")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Qxmessage kanarnine")):
        subprocess.run(["git", "-C", heather, *author, *words], check=True, env=environment())
    return heather


def everything(site: Path) -> Iterator[tuple[str, str]]:
    """Every file that lies where readers get theirs, names and layers of archives included."""
    for place in (place for place in site.resolve().rglob("*") if place.is_file()):
        for name, content in layers(
            place.relative_to(site.resolve()).as_posix(), place.read_bytes()
        ):
            assert content is not None, f"{name} cannot be unpacked"
            for reading in readings(f"{name}\n{content.decode('latin-1')}"):
                yield name, reading.lower()


def leaks(site: Path, words: Sequence[str] = WORDS) -> dict[str, str]:
    """Which of the words stand somewhere, each with the first file in which it does."""
    found: dict[str, str] = {}
    for name, text in everything(site):
        for word in words:
            if word in text:
                found.setdefault(word, name)
    return found


def said(done: Result) -> str:
    return done.output + done.stderr


def test_i13_a_public_site_holds_nothing_for_members_also_after_the_members_own(
    run: Run, moor: Path
) -> None:
    site = moor / "site"
    assert run("build", "--output", str(site)).exit_code == 0
    assert leaks(site, (*EVERYWHERE, *FILES)).keys() == {*EVERYWHERE, *FILES}, "so it would be seen"
    done = run("build", "--audience", "public", "--output", str(site))
    assert done.exit_code == 0, said(done)
    assert leaks(site) == {}
    assert json.loads((site / "build.json").read_bytes())["audience"] == "public"
    assert (site / "guidelines" / "calm-transfer" / "index.html").is_file()
    assert not (site / "guidelines" / "members-guideline").exists()
    assert not (site / "meetings").exists(), "nor an empty list of what is not shown"
    page = (site / "guidelines" / "quiet-rooms" / "draft" / "index.html").read_text()
    assert "Ask the family first." in page
    # Nor does anything lie beside it that a careless web server would give.
    beside = [each for each in (moor / ".site-builds").iterdir() if each.is_dir()]
    assert [each.name for each in beside] == [site.resolve().name]
    kept = site.resolve()
    refused = run("build", "--output", str(site), "--allow-older")
    assert refused.exit_code == 3
    assert "never takes its place" in said(refused)
    assert site.resolve() == kept


def test_i13_members_pages_never_replace_a_public_site_that_is_published_elsewhere(
    run: Run, heather: Path
) -> None:
    published = heather / "published.json"
    record = {"commit": "", "committed": None, "built": "2020-01-01T00:00:00+00:00"}
    published.write_text(json.dumps({**record, "audience": "public"}), encoding="utf-8")
    done = run("build", "--published", str(published))
    assert done.exit_code == 3
    assert "Build with --audience public" in said(done)
    assert not (heather / "site").exists()


def test_i13_a_network_whose_own_record_is_for_members_has_no_public_edition(
    run: Run, heather: Path
) -> None:
    network = heather / "registry" / "network.yaml"
    network.write_text(network.read_text().replace("visibility: public\n", ""))
    for words in (("build", "--audience", "public"), ("build", "--public")):
        done = run(*words)
        assert done.exit_code == 1
        assert "registry/network.yaml is for members" in said(done)
    assert not (heather / "site-public").exists()


def test_i13_so_is_the_staged_tree(run: Run, moor: Path) -> None:
    staged = moor / "staged"
    done = run("stage", str(staged), "--audience", "public")
    assert done.exit_code == 0, said(done)
    assert leaks(staged) == {}
