"""Several processes give what one gives, in the same order, and fail as loudly."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time

import pytest

from handbook import processes
from handbook.processes import in_several
from handbook.publish.engine.processes import collector_paused, in_two
from handbook.publish.problem import NotPublishedError


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 2)


@pytest.mark.parametrize("many", [0, 1, 2, 3, 10, 11])
def test_results_come_in_the_order_of_their_items(many: int) -> None:
    assert in_two(str, range(many), pays_from=0) == [str(n) for n in range(many)]


def test_half_of_the_work_is_done_elsewhere() -> None:
    assert len(set(in_two(lambda _: os.getpid(), range(6), pays_from=0))) == 2


@pytest.mark.parametrize("many", [0, 1, 2, 3, 7, 8, 9])
def test_as_many_share_the_work_as_there_are_processors_and_may_be(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 5)
    rows = in_several(lambda n: (n, os.getpid()), range(many), pays_from=0, at_most=3)
    assert [number for number, _ in rows] == list(range(many))
    assert len({process for _, process in rows}) == min(many, 3)


def test_no_process_is_left_behind_when_the_work_fails_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 3)
    here = os.getpid()
    with pytest.raises(ZeroDivisionError):
        in_several(
            lambda n: 1 // n if os.getpid() == here else time.sleep(60), range(6),
            pays_from=0, at_most=3,
        )  # fmt: skip
    assert multiprocessing.active_children() == []


def test_little_is_done_here() -> None:
    assert set(in_two(lambda _: os.getpid(), range(6), pays_from=7)) == {os.getpid()}


def test_what_fails_elsewhere_fails() -> None:
    with pytest.raises(NotPublishedError, match="ZeroDivisionError"):
        in_two(lambda n: 1 // (n - 1), range(6), pays_from=0)


def test_what_fails_here_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        in_two(lambda n: 1 // n, range(6), pays_from=0)


def test_a_process_that_is_killed_fails() -> None:
    here = os.getpid()
    with pytest.raises(NotPublishedError, match="was stopped"):
        in_two(lambda _: os.getpid() == here or os._exit(9), range(6), pays_from=0)


def test_the_collector_is_paused_for_a_while_and_stays_as_it_was() -> None:
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="stop"), collector_paused():
        raise ValueError("stop")
    assert gc.isenabled()
