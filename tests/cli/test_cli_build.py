"""`build`, `stage`, `serve` and plain MkDocs, on a real engine, through every fault."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

import pytest
from small_registry import NOON, ROOT, Command, Run, environment, words_for

from handbook.editor.site import PAGES as FORM
from registries import lay_smallest

Digests = dict[str, str]


@pytest.fixture(scope="module")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small registry in a repository without a commit, and the site that a clean build made."""
    heather = lay_smallest(tmp_path_factory.mktemp("made") / "heather")
    subprocess.run(["git", "init", "--quiet", "--template=", str(heather)], check=True)
    words = words_for(heather, "build")
    subprocess.run(words, env=environment(PYTHONHASHSEED="1"), capture_output=True, check=True)
    return heather


@pytest.fixture
def heather(made_before: Path, tmp_path: Path) -> Path:
    """That registry with what its build kept, and no site: only what changed is made again.

    What a build makes from what was kept is what a clean one makes: `test_cli_build_again.py`. The
    tests for which that matters say `--no-cache`.
    """
    without = shutil.ignore_patterns("site", ".site-builds")
    return shutil.copytree(made_before, tmp_path / "heather", ignore=without)


@pytest.fixture
def built(heather: Path, made_before: Path) -> Path:
    """The same with its site."""
    shutil.copytree(made_before / ".site-builds", heather / ".site-builds")
    (heather / "site").symlink_to((made_before / "site").readlink())
    return heather


def digests(folder: Path) -> Digests:
    """Every file of a site with the hash of its bytes."""
    home = folder.resolve(strict=True)
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def pages(folder: Path) -> set[str]:
    """The pages of the handbook, without those of the form editor."""
    return {name for name in digests(folder) if name.endswith(".html")} - FORM


def spoil(heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "quiet-rooms.md"
    page.write_text(f"{page.read_text()}<<<<<<< HEAD\n")


def edit(heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "quiet-rooms.md"
    page.write_text(page.read_text().replace("Keep one room", "Keep two rooms"))


def test_a_site_is_built_and_said_to_be(handbook: Command, heather: Path) -> None:
    done = handbook("build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    record = json.loads((heather / "site" / "build.json").read_text())
    assert f"The handbook is in {heather / 'site'} ({record['pages']} pages)." in done.stdout
    assert len(pages(heather / "site")) == record["pages"] + 1  # and the page for lost readers
    # Or else few_rules patches what nothing calls any more, and every test builds two hundred more.
    assert 20 < len(list((heather / "site" / "help" / "rules").rglob("*.html"))) < 60


def test_the_same_registry_and_clock_give_the_same_bytes(
    handbook: Command, heather: Path, made_before: Path
) -> None:
    """I14: fails if ``now`` reads the clock although a moment was given."""
    assert handbook("build", "--no-cache", PYTHONHASHSEED="2").returncode == 0
    assert digests(heather / "site") == digests(made_before / "site")


def test_a_site_as_at_another_day_says_so_on_every_page_and_to_whoever_built_it(
    handbook: Command, heather: Path
) -> None:
    done = handbook("--today", "2026-02-03", "build")
    assert done.returncode == 0, done.stderr
    said = "Made to look as on 3 February 2026, not as on the day it was built, 15 January 2026."
    assert said in done.stderr
    for name in pages(heather / "site"):
        page = (heather / "site" / name).read_text()
        assert said in page
        assert 'data-built="2026-02-03"' in page  # a clock before that day raises the warning


def test_plain_mkdocs_gives_the_same_bytes(handbook: Command, heather: Path) -> None:
    """With the pages of all rules; and a build of the handbook's own takes over from it."""
    words = [sys.executable, "-m", "handbook", "--root", str(heather), "build"]
    subprocess.run([*words, "--output", str(heather / "ours")], env=environment(), check=True)
    with_settings(heather)
    done = mkdocs(heather)
    assert done.returncode == 0, done.stderr
    assert not (heather / "site").is_symlink()
    assert digests(heather / "site") == digests(heather / "ours")
    done = handbook("build")
    assert done.returncode == 0, done.stderr
    assert (heather / "site").is_symlink()


def with_settings(heather: Path) -> Path:
    """Give the small registry the settings that this repository has for plain MkDocs: the file."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("tools/", f"{ROOT}/tools/")
    (heather / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (heather / "docs-site").mkdir()
    return heather / "mkdocs.yml"


def mkdocs(heather: Path) -> subprocess.CompletedProcess[str]:
    """Run plain MkDocs on it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=heather,
        env=environment(NO_MKDOCS_2_WARNING="1"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_plain_mkdocs_refuses_what_inherited_settings_would_add(heather: Path) -> None:
    own = with_settings(heather)
    look = ROOT / "tools" / "handbook" / "publish" / "look.yml"
    (heather / "more.yml").write_text(f"INHERIT: {look}\nextra_css: ['data:text/css,b']\n")
    own.write_text(own.read_text().replace(f"INHERIT: {look}", "INHERIT: more.yml"))
    done = mkdocs(heather)
    assert done.returncode == 1
    assert "`extra_css`" in done.stdout + done.stderr


def test_plain_mkdocs_stops_at_the_same_gate(heather: Path) -> None:
    with_settings(heather)
    spoil(heather)
    done = mkdocs(heather)
    assert done.returncode == 1
    assert "registry/guidelines/quiet-rooms.md:" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (heather / "site").exists()


def test_a_registry_with_errors_is_not_built(handbook: Command, built: Path) -> None:
    before = digests(built / "site")
    spoil(built)
    done = handbook("build")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "registry/guidelines/quiet-rooms.md:" in done.stderr
    assert digests(built / "site") == before


def test_quarantine_publishes_the_rest(handbook: Command, heather: Path, made_before: Path) -> None:
    whole = pages(made_before / "site")
    spoil(heather)
    done = handbook("build", "--quarantine")
    assert done.returncode == 0, done.stderr
    assert "quiet-rooms: " in done.stderr
    assert whole - pages(heather / "site") == {"guidelines/quiet-rooms/draft/index.html"}
    page = (heather / "site" / "guidelines" / "quiet-rooms" / "index.html").read_text()
    assert "cannot be shown" in page
    assert "other uses" not in page


def test_quarantine_never_leaves_out_a_decision(handbook: Command, heather: Path) -> None:
    decision = heather / "registry" / "decisions" / "board-2025-03-04--3.yaml"
    decision.write_text(decision.read_text() + "kind: [\n")
    done = handbook("build", "--quarantine")
    assert done.returncode == 1
    assert "cannot be quarantined" in done.stderr
    assert not (heather / "site").exists()


def test_a_change_to_an_endorsed_text_reaches_no_reader(handbook: Command, heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "calm-transfer.md"
    page.write_text(
        page.read_text().replace("1. Ask the family.", "1. Ask the family for 4 hours.")
    )
    assert handbook("build").returncode == 0
    site = heather / "site" / "guidelines" / "calm-transfer"
    shown, draft = (site / "index.html").read_text(), (site / "draft" / "index.html").read_text()
    assert "4 hours" not in shown
    assert "A change is proposed" in shown
    assert "4 hours" in draft
    assert 'data-handbook-badge="In force"' not in draft


@pytest.mark.usefixtures("built")
def test_an_older_registry_does_not_replace_a_newer_site(handbook: Command) -> None:
    earlier = str(int(NOON) - 60)
    done = handbook("build", SOURCE_DATE_EPOCH=earlier)
    assert done.returncode == 3
    assert "--allow-older" in done.stderr
    assert handbook("build", "--allow-older", SOURCE_DATE_EPOCH=earlier).returncode == 0


WHILE_IT_IS_QUICK = (0.2, 0.5, 0.8, 1.1, 1.5)
WHILE_IT_IS_SLOW = (0.3, 1.0, 1.8, 2.6, 3.6)
"""Seconds after which a build is killed: while it reads, makes pages, looks at them, and swaps."""


@pytest.fixture(scope="module")
def edited(made_before: Path, tmp_path_factory: pytest.TempPathFactory) -> Digests:
    """What is built once the small registry was edited."""
    heather = tmp_path_factory.mktemp("edited") / "heather"
    shutil.copytree(made_before, heather, symlinks=True)
    edit(heather)
    words = words_for(heather, "build")
    subprocess.run(words, env=environment(), capture_output=True, check=True)
    return digests(heather / "site")


@pytest.mark.parametrize("whole_group", [True, False], ids=["all-of-it", "only-the-parent"])
def test_a_kill_at_any_moment_leaves_a_whole_site(
    handbook: Command, built: Path, edited: Digests, whole_group: bool
) -> None:
    old, new = digests(built / "site"), edited
    edit(built)
    assert old != new
    # Without what was kept, more processes make the pages, which the parent leaves behind.
    more, delays = ((), WHILE_IT_IS_QUICK) if whole_group else (("--no-cache",), WHILE_IT_IS_SLOW)
    for delay in delays:
        process = subprocess.Popen(
            words_for(built, "build", *more),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        if whole_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        assert digests(built / "site") in (old, new)
    done = handbook("build")
    assert done.returncode == 0, done.stderr
    assert digests(built / "site") == new


def test_of_two_builds_at_once_one_is_told_to_wait(heather: Path, made_before: Path) -> None:
    both = [
        subprocess.Popen(
            words_for(heather, "build", "--no-cache"),
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 3]
    assert any("Another build is at work" in line for line in said)
    assert digests(heather / "site") == digests(made_before / "site")


def test_a_place_that_cannot_be_written_is_said_in_one_line(
    handbook: Command, heather: Path
) -> None:
    place = Path("/sys")  # where even the superuser can make no folder
    if os.geteuid() != 0:
        place = heather / "public"
        place.mkdir()
        place.chmod(0o555)
    done = handbook("build", "--output", str(place / "site"))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "cannot be written here" in done.stderr
    assert "No site was there before" in done.stderr
    assert not (place / "site").exists()


def test_the_staged_tree_is_built_by_another_engine_too(
    handbook: Command, built: Path, tmp_path: Path
) -> None:
    """Zensical, the successor to Material for MkDocs, makes the same list of pages."""
    pytest.importorskip("zensical", reason="zensical has no release for this system")
    staged = tmp_path / "staged"
    done = handbook("stage", str(staged))
    assert done.returncode == 0, done.stderr
    subprocess.run(
        [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"],
        cwd=staged,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert pages(staged / "site") == pages(built / "site")


def test_a_stage_in_a_folder_in_use_is_refused(run: Run, heather: Path) -> None:
    result = run("stage", str(heather))
    assert result.exit_code == 3
    assert "is in use" in result.stderr


def test_serve_shows_the_site_and_follows_changes(heather: Path) -> None:
    process = subprocess.Popen(
        words_for(heather, "serve", "--port", "0"),
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background may have Ctrl-C ignored, and pass that on.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  it starts nothing and locks nothing
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("The handbook is at http://127.0.0.1:")
        address = line.split()[4]
        assert "Quiet rooms" in fetch(f"{address}guidelines/quiet-rooms/draft/")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{address}no/such/page/")
        edit(heather)
        assert eventually(lambda: "two rooms" in fetch(f"{address}guidelines/quiet-rooms/draft/"))
        spoil(heather)
        assert process.stderr is not None
        assert any("quiet-rooms.md" in line for line in process.stderr)
        assert "two rooms" in fetch(f"{address}guidelines/quiet-rooms/draft/")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 0


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def eventually(holds: object) -> bool:
    assert callable(holds)
    for _ in range(60):
        if holds():
            return True
        time.sleep(0.5)
    return False


def test_a_port_that_is_taken_is_said(heather: Path) -> None:
    import socket  # noqa: PLC0415 - the one use

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            words_for(heather, "serve", "--port", str(taken.getsockname()[1])),
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "Choose another with --port" in done.stderr


def test_without_a_commit_or_with_one_it_builds(handbook: Command, heather: Path) -> None:
    git = shutil.which("git")
    assert git is not None
    author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    assert handbook("build").returncode == 0  # no commit yet
    subprocess.run([git, "-C", str(heather), "add", "-A"], check=True)
    dated = environment(GIT_AUTHOR_DATE=f"{NOON} +0000", GIT_COMMITTER_DATE=f"{NOON} +0000")
    subprocess.run(
        [git, "-C", str(heather), *author, "commit", "-qm", "Begin"], check=True, env=dated
    )
    assert handbook("build").returncode == 0
    record = json.loads((heather / "site" / "build.json").read_text())
    assert record["committed"].startswith("2026-01-15T12:00:00")
    assert len(record["commit"]) == 40
