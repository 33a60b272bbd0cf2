"""What is made once for all processes of a run is made once, and whole."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from sharing import made_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def writes(text: str) -> Callable[[Path], object]:
    return lambda place: (place / "words.txt").write_text(text)


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.TempPathFactory:
    """As a process has it that runs the tests beside others."""
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    own = tmp_path / "popen-gw1"
    own.mkdir()
    return pytest.TempPathFactory(None, 3, "all", lambda *_: None, own, _ispytest=True)


def test_whoever_asks_first_makes_it_for_all(
    factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    place = made_once(factory, "site", writes("first"))
    assert place == tmp_path / "site"
    assert made_once(factory, "site", writes("second")) == place
    assert (place / "words.txt").read_text() == "first"


def test_what_failed_half_way_is_made_anew(factory: pytest.TempPathFactory) -> None:
    def fails(place: Path) -> None:
        (place / "half.txt").write_text("half")
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        made_once(factory, "site", fails)
    place = made_once(factory, "site", writes("whole"))
    assert [file.name for file in place.iterdir()] == ["words.txt"]


def test_another_process_waits_until_it_is_whole(
    factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    """Fails without the lock: the second finds half of it, and makes its own over it."""

    def slowly(place: Path) -> None:
        (place / "begun.txt").touch()
        time.sleep(0.3)
        writes("first")(place)

    child = os.fork()
    if child == 0:
        made_once(factory, "site", slowly)
        os._exit(0)
    while not (tmp_path / "site" / "begun.txt").exists():
        time.sleep(0.01)
    place = made_once(factory, "site", writes("second"))
    assert (place / "words.txt").read_text() == "first"
    assert os.waitpid(child, 0)[1] == 0
