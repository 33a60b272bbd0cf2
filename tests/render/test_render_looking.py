"""Pages drawn by two processes: the same is found, in the same order, whatever becomes of one."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.render.conftest import STAMP

from handbook import processes
from handbook.outputs.making import handbook, looked_through
from handbook.render import looking, site
from handbook.render.site import ClashError
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from tests.render.conftest import Toy

    from handbook.render.model import LookedThrough

BROKEN = "{{ lead }}\n\n{{ data.colour }}\n\n{{ text }}\n"


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(looking, "PAYS_FROM", 0)
    monkeypatch.setattr(site, "TOGETHER", 1)


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records whose pages this process draws."""
    drawn: list[str] = []
    draw = site.safe_pages

    def safe_pages(context: Any, record: Any) -> Any:
        drawn.append(record.id)
        return draw(context, record)

    monkeypatch.setattr(site, "safe_pages", safe_pages)
    return drawn


def looked(toy: Toy, cache: Any = None) -> LookedThrough:
    """The toy registry looked through, with a template of its own for guidelines that fails."""
    assessment = toy.assessment()
    types = assessment.registry.types
    origin = "registry/_types/guideline"
    own = replace(types["guideline"], template=BROKEN, origin=origin, own_template=True)
    registry = replace(assessment.registry, types={**types, "guideline": own}, bodies=Bodies(cache))
    return looked_through(
        replace(assessment, registry=registry), STAMP, findings=(), quarantined={}, codes=(),
        evidence=["north"],
    )  # fmt: skip


@pytest.mark.usefixtures("two")
def test_two_find_what_one_finds(
    toy: Toy, drawn_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_two, records = looked(toy), toy.assessment().registry.records
    assert drawn_here == list(records)[::2]
    monkeypatch.setattr(processes, "processors", lambda: 1)
    drawn_here.clear()
    assert looked(toy) == by_two
    assert drawn_here == list(records)
    assert len(by_two.faults) > 1
    assert by_two.pages == tuple(handbook(toy.assessment(), STAMP).pages)


@pytest.mark.usefixtures("two")
def test_where_no_process_can_be_forked_one_does_it_all(
    toy: Toy, drawn_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    looked(toy)
    assert drawn_here == list(toy.assessment().registry.records)


def test_little_is_drawn_by_one(
    toy: Toy, drawn_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)
    looked(toy)
    assert drawn_here == list(toy.assessment().registry.records)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("how", ["killed", "raises"])
def test_what_the_other_process_fails_to_draw_is_drawn_here(
    toy: Toy, drawn_here: list[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Fails if the half of a process that died is taken for drawn: broken pages would pass."""
    here, draw = os.getpid(), site.safe_pages

    def safe_pages(context: Any, record: Any) -> Any:
        if os.getpid() != here:
            assert how == "killed"
            os._exit(9)
        return draw(context, record)

    monkeypatch.setattr(site, "safe_pages", safe_pages)
    by_one = looked(toy)
    every = list(toy.assessment().registry.records)
    assert drawn_here == every[::2] + every
    assert len(by_one.faults) > 1
    monkeypatch.setattr(processes, "processors", lambda: 1)
    assert looked(toy) == by_one


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("at", [0, 1])
def test_a_failure_of_ours_is_raised_as_it_is_whichever_process_meets_it(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    draw, bad = site.safe_pages, list(toy.assessment().registry.records)[at]

    def safe_pages(context: Any, record: Any) -> Any:
        if record.id == bad:
            raise KeyError(bad)
        return draw(context, record)

    monkeypatch.setattr(site, "safe_pages", safe_pages)
    with pytest.raises(KeyError, match=bad):
        looked(toy)


@pytest.mark.usefixtures("two")
def test_two_pages_at_one_address_clash_whoever_drew_them(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "SINGLE_PAGES", (*site.SINGLE_PAGES, site.SINGLE_PAGES[-1]))
    assert len(site.SINGLE_PAGES) % 2 == 0
    with pytest.raises(ClashError, match="Two pages want the address"):
        looked(toy)


class Kept(dict[str, Any]):
    """A cache in memory, which counts what is asked of it."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def put(self, key: str, value: Any) -> None:
        self[key] = value


@pytest.mark.usefixtures("two")
def test_what_the_other_process_found_clean_is_kept_too(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if half of the pages are looked through by the parser in every run."""
    by_two, by_one = Kept(), Kept()
    looked(toy, by_two)
    monkeypatch.setattr(processes, "processors", lambda: 1)
    looked(toy, by_one)
    assert by_two == by_one
    assert len(by_one) > 10
    monkeypatch.setattr(processes, "processors", lambda: 2)
    by_two.asked.clear()
    looked(toy, by_two)
    assert {key for key in by_two if key.startswith("whole:")} <= by_two.asked


def test_nothing_is_noticed_where_nothing_is_kept() -> None:
    bodies = Bodies()
    result, noticed = bodies.noticing(lambda: bodies.found_clean("a"))
    assert result is None
    assert noticed.asked == noticed.put == ()
    bodies.learn(noticed)
