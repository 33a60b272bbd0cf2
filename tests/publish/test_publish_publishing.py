"""Whatever stops a build, the site that stood there stands as it did, and one line says why."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.publish import engine, publishing, stage, swap
from handbook.publish.engine.kept_pages import KeptPages
from handbook.publish.problem import NotPublishedError, VerificationError
from handbook.publish.publishing import Order, publish
from handbook.publish.record import Build
from handbook.publish.verified import FoundRight
from handbook.render.files import REGISTER
from handbook.render.model import Site

if TYPE_CHECKING:
    from handbook.publish.verify import Expected

Honest = Callable[[Site], Path]


@pytest.fixture
def order(tmp_path: Path, site: Site, expected: Expected) -> Order:
    build = Build.of(expected.stamp, expected.stamp.built)
    bare = replace(site, assets={REGISTER: site.assets[REGISTER]})
    return Order(bare, tmp_path, {"site_name": "T", "theme": {}}, expected, build, {})


@pytest.fixture(autouse=True)
def quick_engine(monkeypatch: pytest.MonkeyPatch, order: Order, honest: Honest) -> None:
    def build(staged: Path, out: Path, **_: object) -> None:
        assert (staged / "docs" / "index.md").is_file()
        made = honest(order.with_record())
        shutil.move(made, out)

    monkeypatch.setattr(engine, "build", build)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    """A site that stands already, and must stand just so afterwards."""
    output = tmp_path / "public" / "site"
    store = swap.open_store(output)
    made = swap.working_folder(store) / "site"
    made.mkdir()
    (made / "index.html").write_text("old")
    swap.publish(store, made, "old")
    yield output
    assert (output / "index.html").read_text() == "old"
    assert output.readlink() == Path(".site-builds/old")
    assert not [left for left in store.folder.iterdir() if left.name.startswith("working-")]


def put(order: Order, output: Path, *, allow_older: bool = False) -> Path:
    return publish(order, output, allow_older=allow_older, say=lambda _: None)


def test_a_sound_build_is_published(tmp_path: Path, order: Order) -> None:
    output = tmp_path / "public" / "site"
    put(order, output)
    assert (output / "guidelines" / "a" / "index.html").is_file()
    assert (output / "build.json").is_file()


def test_the_steps_are_told(tmp_path: Path, order: Order) -> None:
    steps: list[str] = []
    publish(order, tmp_path / "site", allow_older=False, say=steps.append)
    assert steps == ["Staging 3 pages", "Building the site", "Verifying what was built"]


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "cannot be written here")],
)
@pytest.mark.parametrize("step", ["stage", "build", "verify", "swap"])
def test_a_disk_that_refuses(
    monkeypatch: pytest.MonkeyPatch, order: Order, old: Path, step: str, code: int, said: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    where = {
        "stage": (stage, "stage"),
        "build": (engine, "build"),
        "verify": (publishing, "verify"),
        "swap": (Path, "replace"),
    }[step]
    monkeypatch.setattr(*where, refuse)
    with pytest.raises(NotPublishedError, match=said) as problem:
        put(order, old)
    assert "stands as it was" in str(problem.value)


def test_a_write_that_fills_the_disk(
    monkeypatch: pytest.MonkeyPatch, order: Order, old: Path
) -> None:
    written = Path.write_bytes

    def fill(self: Path, content: bytes) -> int:
        if self.name == "index.md" and "guidelines" in self.parts:
            written(self, content[:3])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return written(self, content)

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(NotPublishedError, match="The disk is full"):
        put(order, old)


def test_an_engine_that_lies(
    monkeypatch: pytest.MonkeyPatch, order: Order, honest: Honest, old: Path
) -> None:
    def build(_: Path, out: Path, **__: object) -> None:
        shutil.move(honest(order.with_record()), out)
        (out / "guidelines" / "b" / "index.html").unlink()

    monkeypatch.setattr(engine, "build", build)
    with pytest.raises(VerificationError):
        put(order, old)


def test_a_build_without_what_is_kept_believes_nothing_that_was_found_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, order: Order
) -> None:
    """So is a build with ``--no-cache``, as those that publish are."""
    asked: list[bool] = []
    monkeypatch.setattr(FoundRight, "beside_the_code", lambda: asked.append(True))
    put(order, tmp_path / "site")
    assert asked == []
    put(replace(order, kept=KeptPages(tmp_path / "kept")), tmp_path / "other")
    assert asked == [True]


def test_an_interruption(monkeypatch: pytest.MonkeyPatch, order: Order, old: Path) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, "verify", stop)
    with pytest.raises(KeyboardInterrupt):
        put(order, old)


def test_an_older_build_needs_a_word(tmp_path: Path, order: Order) -> None:
    output = tmp_path / "site"
    put(order, output)
    earlier = replace(order, build=replace(order.build, built=order.build.built - timedelta(1)))
    with pytest.raises(NotPublishedError, match="--allow-older"):
        put(earlier, output)
    put(earlier, output, allow_older=True)


def test_with_no_site_before_the_line_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, order: Order
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(engine, "build", refuse)
    with pytest.raises(NotPublishedError, match="none is there now"):
        put(order, tmp_path / "site")


@pytest.mark.parametrize("place", ["registry/site", "registry"])
def test_no_site_is_put_into_the_registry(tmp_path: Path, order: Order, place: str) -> None:
    (tmp_path / "registry").mkdir()
    with pytest.raises(NotPublishedError, match="inside the registry"):
        put(order, tmp_path / place)
    assert list((tmp_path / "registry").iterdir()) == []


def test_the_root_of_the_disk_is_no_site(order: Order) -> None:
    with pytest.raises(NotPublishedError, match="cannot be a site"):
        put(order, Path("/"))
