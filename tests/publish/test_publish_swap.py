"""Readers see wholly the old site or wholly the new one, and the one before is kept."""

from __future__ import annotations

import ctypes
import os
import stat
from pathlib import Path

import pytest

from handbook.publish import swap
from handbook.publish.problem import NotPublishedError


def built(store: swap.Store, text: str) -> Path:
    folder = swap.working_folder(store) / "site"
    folder.mkdir()
    (folder / "index.html").write_text(text)
    return folder


def publish(output: Path, text: str, name: str) -> Path:
    store = swap.open_store(output)
    swap.refuse_strange_output(store)
    return swap.publish(store, built(store, text), name)


def sites(output: Path) -> list[str]:
    store = output.parent / f".{output.name}"
    return sorted(entry.name for entry in store.iterdir() if not entry.name.startswith("working-"))


def test_the_first_site_appears_under_its_name(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(output, "one", "a")
    assert (output / "index.html").read_text() == "one"
    assert output.is_symlink()


def test_the_link_is_relative_so_the_folder_can_be_moved_whole(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    publish(here / "site", "one", "a")
    here.rename(tmp_path / "there")
    assert (tmp_path / "there" / "site" / "index.html").read_text() == "one"


def test_the_site_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    output = tmp_path / "site"
    for name in "abc":
        publish(output, name, name)
    assert (output / "index.html").read_text() == "c"
    assert sites(output) == ["b", "c"]


def test_the_same_name_twice_never_writes_into_the_site_being_read(tmp_path: Path) -> None:
    output = tmp_path / "site"
    first = publish(output, "one", "a")
    second = publish(output, "two", "a")
    assert first != second
    assert (output / "index.html").read_text() == "two"


def test_a_folder_left_by_a_plain_build_is_exchanged_and_kept(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir()
    for name in ("index.html", "404.html", "sitemap.xml"):
        (output / name).write_text("plain")
    publish(output, "new", "a")
    assert output.is_symlink()
    assert (output / "index.html").read_text() == "new"
    kept = tmp_path / ".site" / "found-a"
    assert (kept / "index.html").read_text() == "plain"


def test_without_an_exchange_the_folder_stays_and_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    output.mkdir()
    (output / "build.json").write_text("{}")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    with pytest.raises(NotPublishedError, match=r"Move .* away"):
        publish(output, "new", "a")
    assert sorted(path.name for path in output.iterdir()) == ["build.json"]
    assert sites(output) == []


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "letters"
    output.mkdir()
    (output / "dear-sir.txt").write_text("mine")
    with pytest.raises(NotPublishedError, match="does not look like a built site"):
        publish(output, "new", "a")
    assert (output / "dear-sir.txt").read_text() == "mine"


def test_a_link_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "site"
    output.symlink_to(elsewhere)
    with pytest.raises(NotPublishedError, match="handbook did not make"):
        publish(output, "new", "a")
    assert output.readlink() == elsewhere


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.write_text("mine")
    with pytest.raises(NotPublishedError, match="is a file"):
        publish(output, "new", "a")


def test_what_a_dead_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(output, "one", "a")
    store = swap.open_store(output)
    left = built(store, "half")
    (store.folder / "working-old.link").symlink_to("nowhere")
    publish(output, "two", "b")
    assert not left.exists()
    assert not [entry for entry in store.folder.iterdir() if entry.is_symlink()]


def test_a_web_server_of_another_user_can_read_the_site(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        home = publish(tmp_path / "site", "one", "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) & 0o055 == 0o055


def test_a_failed_flip_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    publish(output, "one", "a")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        publish(output, "two", "b")
    assert (output / "index.html").read_text() == "one"
    assert sites(output) == ["a"]
