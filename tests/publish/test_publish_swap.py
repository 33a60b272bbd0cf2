"""Readers see wholly the old site or wholly the new one, and the one before is kept."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from handbook.publish import swap
from handbook.publish.problem import NotPublishedError

RECORD = '{"schema_version": 1, "commit": "", "built": "", "tool_version": "", "pages": 1}'
A, B, C = (f"20261123T12000{second}Z-0123456789ab" for second in range(3))
MKDOCS_MAKES = ("index.html", "404.html", "sitemap.xml", "assets/handbook/handbook.css")


def built(store: swap.Store, text: str) -> Path:
    folder = swap.working_folder(store) / "site"
    folder.mkdir()
    (folder / "index.html").write_text(text)
    (folder / "build.json").write_text(RECORD)
    return folder


def publish(output: Path, text: str, name: str) -> Path:
    store = swap.open_store(output)
    swap.refuse_strange_output(store)
    return swap.publish(store, built(store, text), name)


def sites(output: Path) -> list[str]:
    store = output.parent / f".{output.name}-builds"
    return sorted(
        entry.name
        for entry in store.iterdir()
        if not entry.name.startswith("working-") and entry.name != swap.MARKER
    )


def test_the_first_site_appears_under_its_name(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(output, "one", A)
    assert (output / "index.html").read_text() == "one"
    assert output.is_symlink()


def test_the_link_is_relative_so_the_folder_can_be_moved_whole(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    publish(here / "site", "one", A)
    here.rename(tmp_path / "there")
    assert (tmp_path / "there" / "site" / "index.html").read_text() == "one"


def test_the_site_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    output = tmp_path / "site"
    for name in (A, B, C):
        publish(output, name, name)
    assert (output / "index.html").read_text() == C
    assert sites(output) == [B, C]


def test_the_same_name_twice_never_writes_into_the_site_being_read(tmp_path: Path) -> None:
    output = tmp_path / "site"
    first = publish(output, "one", A)
    second = publish(output, "two", A)
    assert (first.name, second.name) == (A, f"{A}-2")
    assert (output / "index.html").read_text() == "two"


def test_a_folder_left_by_a_plain_build_is_exchanged_and_kept(tmp_path: Path) -> None:
    output = tmp_path / "site"
    (output / "assets/handbook").mkdir(parents=True)
    for name in MKDOCS_MAKES:
        (output / name).write_text("plain")
    publish(output, "new", A)
    assert output.is_symlink()
    assert (output / "index.html").read_text() == "new"
    kept = tmp_path / ".site-builds" / f"found-{A}"
    assert (kept / "index.html").read_text() == "plain"


def test_without_an_exchange_the_folder_stays_and_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    output.mkdir()
    (output / "build.json").write_text(RECORD)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    with pytest.raises(NotPublishedError, match=r"Move .* away"):
        publish(output, "new", A)
    assert sorted(path.name for path in output.iterdir()) == ["build.json"]
    assert sites(output) == []


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "letters"
    output.mkdir()
    (output / "dear-sir.txt").write_text("mine")
    with pytest.raises(NotPublishedError, match="does not look like a built site"):
        publish(output, "new", A)
    assert (output / "dear-sir.txt").read_text() == "mine"


def test_a_link_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "site"
    output.symlink_to(elsewhere)
    with pytest.raises(NotPublishedError, match="handbook did not make"):
        publish(output, "new", A)
    assert output.readlink() == elsewhere


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.write_text("mine")
    with pytest.raises(NotPublishedError, match="is a file"):
        publish(output, "new", A)


def test_what_a_dead_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(output, "one", A)
    store = swap.open_store(output)
    left = built(store, "half")
    (store.folder / "working-0123456789ab.link").symlink_to("nowhere")
    publish(output, "two", B)
    assert not left.exists()
    assert not [entry for entry in store.folder.iterdir() if entry.is_symlink()]


def test_a_web_server_of_another_user_can_read_the_site(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        home = publish(tmp_path / "site", "one", A)
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) & 0o055 == 0o055


def test_a_failed_flip_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    publish(output, "one", A)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        publish(output, "two", B)
    assert (output / "index.html").read_text() == "one"
    assert sites(output) == [A]


@pytest.mark.parametrize("name", ["git", "config"])
def test_a_hidden_folder_of_somebody_elses_is_never_a_store(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / f".{name}" / "important"
    theirs.mkdir(parents=True)
    (theirs / "x").write_text("keep")
    for one in (A, B, C):
        publish(tmp_path / name, one, one)
    assert (theirs / "x").read_text() == "keep"
    assert [entry.name for entry in (tmp_path / f".{name}").iterdir()] == ["important"]


def test_a_store_without_our_marker_is_refused(tmp_path: Path) -> None:
    store = tmp_path / ".site-builds"
    store.mkdir()
    (store / "letters").mkdir()
    with pytest.raises(NotPublishedError, match="not a folder that handbook made"):
        swap.open_store(tmp_path / "site")
    assert [entry.name for entry in store.iterdir()] == ["letters"]


def test_a_store_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".site-builds").symlink_to(elsewhere)
    with pytest.raises(NotPublishedError, match="not a folder that handbook made"):
        swap.open_store(tmp_path / "site")
    assert list(elsewhere.iterdir()) == []


def test_only_builds_are_pruned_by_name_and_by_record(tmp_path: Path) -> None:
    output = tmp_path / "site"
    store = swap.open_store(output).folder
    strange = ["letters", "working-letters", "working-", "found-letters", f"{A}.bak", A]
    for name in strange:
        (store / name).mkdir()
        (store / name / "mine").write_text("keep")
    (store / "letters" / "build.json").write_text(RECORD)
    for one in (B, C, "20261124T000000Z"):
        publish(output, one, one)
    assert [name for name in strange if not (store / name / "mine").is_file()] == []
    assert C in sites(output)
    assert B not in sites(output)


@pytest.mark.parametrize("record", ["{}", "[]", "null", "{", '{"built": "2026"}'])
def test_a_folder_with_a_strange_build_json_is_no_site(tmp_path: Path, record: str) -> None:
    output = tmp_path / "webpack"
    output.mkdir()
    (output / "build.json").write_text(record)
    with pytest.raises(NotPublishedError, match="does not look like a built site"):
        publish(output, "new", A)
    assert (output / "build.json").read_text() == record


def test_a_handbook_link_into_an_older_kind_of_store_is_followed_and_left(tmp_path: Path) -> None:
    old = tmp_path / ".site" / A
    old.mkdir(parents=True)
    (old / "build.json").write_text(RECORD)
    output = tmp_path / "site"
    output.symlink_to(old.relative_to(tmp_path))
    publish(output, "new", B)
    assert (output / "index.html").read_text() == "new"
    assert (old / "build.json").is_file()


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_place_without_a_name_is_no_site(tmp_path: Path, name: str) -> None:
    output = Path("/") if not name else tmp_path / "a" / name if name == ".." else Path(name)
    with pytest.raises(NotPublishedError, match="give the name of a new folder"):
        swap.open_store(output)


def test_no_site_is_ever_written_into_the_registry(tmp_path: Path) -> None:
    for inside in ("registry", "registry/site", "registry/guidelines/deep/site"):
        with pytest.raises(NotPublishedError) as refused:
            swap.open_store(tmp_path / inside, tmp_path)
        assert str(refused.value) == (
            f"{tmp_path / inside} is inside the registry, which holds no generated files."
        )
    assert list(tmp_path.iterdir()) == []
    for beside in ("registry-of-old", "site", "Registry/site"):
        assert swap.open_store(tmp_path / beside, tmp_path).folder.is_dir()


def test_a_third_and_fourth_site_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    output = tmp_path / "site"
    store = swap.open_store(output)
    for taken in (A, f"{A}-2", f"{A}-3"):
        (store.folder / taken).mkdir()
    assert publish(output, "four", A).name == f"{A}-4"


@pytest.mark.parametrize(
    ("before", "public", "kept"),
    [
        (False, True, [B]),
        (True, True, [A, B]),
        (False, False, [A, B]),
        (True, False, [A, B]),
    ],
)
def test_beside_a_public_site_none_for_members_is_kept(
    tmp_path: Path, *, before: bool, public: bool, kept: list[str]
) -> None:
    """I13. Fails if whoever can look into the store of a public site finds what is for members."""
    output = tmp_path / "site"
    store = swap.open_store(output)
    for name, for_all in ((A, before), (B, public)):
        folder = built(store, name)
        audience = "public" if for_all else "members"
        record = {**json.loads(RECORD), "built": "2026-11-23T12:00:00+00:00", "audience": audience}
        (folder / "build.json").write_text(json.dumps(record))
        swap.publish(store, folder, name, public=for_all)
    assert sites(output) == kept


def test_a_first_public_site_has_nothing_to_keep(tmp_path: Path) -> None:
    store = swap.open_store(tmp_path / "site")
    swap.publish(store, built(store, "one"), A, public=True)
    assert sites(tmp_path / "site") == [A]


def test_a_link_that_a_dead_build_made_is_known_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if the next build does not know the names that this one gives."""
    output = tmp_path / "site"
    publish(output, "one", A)
    store = swap.open_store(output)
    new, made = built(store, "two"), []
    replaced = Path.replace

    def noting(link: Path, target: Path) -> Path:
        made.append(link.name)
        return replaced(link, target)

    monkeypatch.setattr(Path, "replace", noting)
    swap.publish(store, new, B)
    (link,) = made
    (store.folder / link).symlink_to("nowhere")
    left = new.parent
    assert left.is_dir()
    swap.working_folder(store)
    assert not (store.folder / link).is_symlink()
    assert not left.exists()


def test_what_cannot_be_removed_holds_up_no_build(tmp_path: Path, monkeypatch) -> None:
    output = tmp_path / "site"
    for name in (A, B):
        publish(output, name, name)
    (output.parent / ".site-builds" / "working-0123456789ab").mkdir()

    def busy(path: Path, **_: object) -> None:
        raise OSError(16, "busy", str(path))

    monkeypatch.setattr(os, "rmdir", busy)
    publish(output, "three", C)
    assert (output / "index.html").read_text() == "three"


def test_files_and_links_among_the_builds_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    removed, remove = [], shutil.rmtree

    def noting(path: Path, **how: bool) -> None:
        removed.append(path.name)
        remove(path, **how)

    monkeypatch.setattr(shutil, "rmtree", noting)
    publish(output, "one", A)
    store = output.parent / ".site-builds"
    (store / B).symlink_to(store / A)
    (store / "20200101T120000Z-0123456789ab").write_text("a file")
    publish(output, "three", C)
    assert [name for name in removed if not name.startswith("working-")] == []
    assert (store / B).is_symlink()
    assert (store / "20200101T120000Z-0123456789ab").read_text() == "a file"


def test_each_refusal_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to("elsewhere")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / ".taken-builds").mkdir()
    (tmp_path / ".taken-builds" / "letter.txt").write_text("mine")
    said = {}
    for name in ("linked", "full", "taken"):
        with pytest.raises(NotPublishedError) as refused:
            swap.refuse_strange_output(swap.open_store(tmp_path / name))
        said[name] = str(refused.value)
    assert said == {
        "linked": f"{tmp_path / 'linked'} is a link to elsewhere, which handbook did not make. "
        "Remove the link, or choose another place with --output.",
        "full": f"{tmp_path / 'full'} is a folder that does not look like a built site, so it is"
        " left alone. Choose another place with --output.",
        "taken": f"{tmp_path / '.taken-builds'} is where the builds of taken would be kept, and it"
        " is not a folder that handbook made. It is left alone: choose another place with"
        " --output.",
    }


def test_a_store_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    store = swap.open_store(tmp_path / "a" / "b" / "site")
    assert store.folder == tmp_path / "a" / "b" / ".site-builds"
    assert (store.folder / swap.MARKER).read_text("utf-8").startswith("`handbook build` keeps")


def test_a_failed_exchange_names_what_the_system_said(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(OSError, match="No such file") as failed:
        swap._exchange(tmp_path / "link", tmp_path / "missing")
    assert (failed.value.errno, failed.value.filename) == (2, str(tmp_path / "missing"))


def test_an_exchange_by_relative_names_is_from_where_one_stands(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("link").symlink_to("nowhere")
    swap._exchange(Path("link"), Path("folder"))
    assert Path("folder").is_symlink()
    assert Path("link").is_dir()
