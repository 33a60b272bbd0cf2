"""How a document stands, day by day: the table of a life, its boundaries, and a second opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.standing.derive import standing
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Flag, State, Timeliness
from handbook.load.model import Record, Seal

if TYPE_CHECKING:
    from collections.abc import Sequence

START = date(2026, 1, 1)
SETTINGS = Settings(due_soon_days=90)
ALLOWING = replace(SETTINGS, use_after_expiry=True)
DIGESTS = {"1.0": "v1:sha256:one", "2.0": "v1:sha256:two"}


def day(number: int) -> date:
    return START + timedelta(days=number)


STOPS = (
    *(f"{kind}-{n}" for kind in ("suspend", "supersede", "withdraw") for n in range(60)),
    *"abcdefgh",
)
"""Every stop that these tests know of."""


def event(kind: str, on: int = 0, **more: Any) -> Event:
    """A decision made, and in effect, so many days after the start.

    An endorsement names every stop, unless it is told which.
    """
    fields: dict[str, Any] = {"decided": day(on), "effective": day(on)} | more
    if kind in {"endorse", "attest", "review"}:
        version = fields.setdefault("version", "1.0")
        fields.setdefault("digest", DIGESTS.get(version, ""))
    if kind in {"endorse", "attest"}:
        fields.setdefault("review_due", day(1000))
        fields.setdefault("lifts", STOPS)
    name = fields.pop("name", f"{kind}-{on}")
    return Event(decision=name, kind=kind, document="doc", title=kind, **fields)


def seal(version: str) -> Seal:
    text = Record("guideline", "doc", "", {}, "", 1, {})
    left_out = frozenset({"owner", version})
    return Seal("doc", version, "guideline", DIGESTS[version], left_out, text, "")


SEALS = {version: seal(version) for version in DIGESTS}


def on(
    number: int,
    *events: Event,
    settings: Settings = SETTINGS,
    working: str = DIGESTS["1.0"],
    doubts: Sequence[str] = (),
) -> Standing:
    return standing("doc", events, SEALS, lambda _: working, day(number), settings, doubts)


# The table of a life.

ENDORSED = event("endorse", 0)
LIVES = [
    ([], State.PROPOSED),
    ([event("record", 1)], State.PROPOSED),
    ([event("review", 1)], State.PROPOSED),
    ([event("extend", 1, review_due=day(9))], State.PROPOSED),
    ([event("consult", 1, closes=day(50))], State.IN_CONSULTATION),
    ([event("consult", 1, closes=day(9))], State.PROPOSED),
    ([ENDORSED], State.IN_FORCE),
    ([event("attest", 0)], State.IN_FORCE),
    ([event("attest", 0, evidence_held=False)], State.UNKNOWN),
    ([ENDORSED, event("consult", 1, closes=day(50))], State.IN_FORCE),
    ([ENDORSED, event("suspend", 1)], State.SUSPENDED),
    ([ENDORSED, event("suspend", 1), event("review", 2)], State.SUSPENDED),
    ([ENDORSED, event("suspend", 1), event("extend", 2, review_due=day(900))], State.SUSPENDED),
    ([ENDORSED, event("suspend", 1), event("endorse", 2, version="2.0")], State.IN_FORCE),
    ([ENDORSED, event("suspend", 1), event("endorse", 2)], State.IN_FORCE),
    ([ENDORSED, event("suspend", 1), event("withdraw", 2)], State.WITHDRAWN),
    ([ENDORSED, event("withdraw", 1), event("suspend", 2)], State.WITHDRAWN),
    ([ENDORSED, event("supersede", 1, successor="x")], State.SUPERSEDED),
    ([ENDORSED, event("supersede", 1), event("withdraw", 2)], State.WITHDRAWN),
    ([ENDORSED, event("withdraw", 1), event("supersede", 2)], State.SUPERSEDED),
    ([ENDORSED, event("withdraw", 1), event("endorse", 2, version="2.0")], State.IN_FORCE),
    ([event("suspend", 1)], State.SUSPENDED),
    ([event("withdraw", 1)], State.WITHDRAWN),
    ([event("attest", 0, evidence_held=False), event("endorse", 1)], State.IN_FORCE),
    ([event("attest", 0, evidence_held=False), event("withdraw", 1)], State.WITHDRAWN),
    ([event("attest", 0, evidence_held=False), event("consult", 1, closes=day(50))], State.UNKNOWN),
]


@pytest.mark.parametrize(("events", "state"), LIVES)
def test_the_last_decision_that_changes_the_state_wins(events: list[Event], state: State) -> None:
    assert on(20, *events).state is state
    assert on(20, *reversed(events)).state is state


@pytest.mark.parametrize("stop", ["suspend", "supersede", "withdraw"])
def test_of_two_decisions_on_the_same_day_the_safer_wins(stop: str) -> None:
    both = (event("endorse", 3, name="z"), event(stop, 3, name="a"))
    assert not on(20, *both).in_force


def test_the_one_decided_later_wins_where_both_take_effect_on_one_day() -> None:
    stopped = event("withdraw", 1, effective=day(5))
    again = event("endorse", 2, effective=day(5))
    assert on(5, stopped, again).in_force
    assert not on(5, replace(stopped, decided=day(3)), again).in_force


def test_an_endorsement_made_before_a_stop_cannot_lift_it_afterwards() -> None:
    waiting = event("endorse", 1, version="2.0", effective=day(30))
    for kind in ("suspend", "supersede", "withdraw"):
        found = on(40, ENDORSED, waiting, event(kind, 20))
        assert not found.in_force
        assert found.version == "1.0"
        assert on(25, ENDORSED, waiting, event(kind, 20)).upcoming is None
        assert ("2.0", State.WITHDRAWN) in [(v.version, v.state) for v in found.versions]
    early = event("withdraw", 20, effective=day(22)), event("suspend", 3, effective=day(25))
    between = event("endorse", 10, version="2.0", effective=day(30))
    assert not on(40, ENDORSED, *early, between).in_force
    assert on(40, ENDORSED, event("suspend", 20), event("endorse", 21, version="2.0")).in_force


def test_a_stop_and_an_endorsement_of_the_same_day_leave_the_document_stopped() -> None:
    both = event("suspend", 5), event("endorse", 5, version="2.0", effective=day(9))
    assert on(20, ENDORSED, *both).state is State.SUSPENDED


def test_a_version_decided_earlier_never_overtakes_one_decided_later() -> None:
    waiting = event("endorse", 1, version="2.0", effective=day(30))
    urgent = event("endorse", 20, version="1.1")
    for today in (25, 40):
        found = on(today, ENDORSED, waiting, urgent)
        assert (found.version, found.upcoming, found.until) == ("1.1", None, day(1000))
    assert ("2.0", State.SUPERSEDED) in [(v.version, v.state) for v in found.versions]
    again = event("endorse", 21, version="2.0", effective=day(30))
    assert on(40, ENDORSED, waiting, urgent, again).version == "2.0"


def test_items_of_one_meeting_are_taken_as_numbers_and_then_letters() -> None:
    def at(item: str, version: str) -> Event:
        where = {"meeting": "board", "item": item, "name": f"board--{item}"}
        return event("endorse", 3, version=version, **where)

    for first, second in (("9", "10"), ("4", "4a"), ("4a", "4b"), ("4b", "5"), ("2.9", "2.10")):
        assert on(20, at(first, "1.0"), at(second, "2.0")).version == "2.0", (first, second)
        later = replace(at(first, "1.0"), effective=day(9))
        assert on(20, later, at(second, "2.0")).version == "2.0", (first, second)


# Days.


def test_an_endorsement_waits_for_its_day() -> None:
    coming = event("endorse", 0, effective=day(10))
    before, then = on(9, coming), on(10, coming)
    assert before.state is State.PROPOSED
    assert (before.version, before.until) == ("", None)
    assert before.upcoming is not None
    assert (before.upcoming.version, before.upcoming.event) == ("1.0", coming)
    assert then.in_force
    assert then.upcoming is None


def test_the_earlier_version_stays_until_the_day_of_the_next() -> None:
    events = ENDORSED, event("endorse", 5, version="2.0", effective=day(30))
    before, then = on(29, *events), on(30, *events)
    assert (before.version, before.until) == ("1.0", day(29))
    assert before.upcoming is not None
    assert before.upcoming.version == "2.0"
    assert then.version == "2.0"
    assert [(v.version, v.state) for v in then.versions] == [
        ("1.0", State.SUPERSEDED),
        ("2.0", State.IN_FORCE),
    ]


def test_a_promise_ends_the_day_before_a_change_that_is_already_decided() -> None:
    leaving = event("withdraw", 5, effective=day(40))
    assert on(20, ENDORSED, leaving).until == day(39)
    assert on(20, ENDORSED).until == day(1000)
    assert on(20, event("endorse", 0, expires=day(300))).until == day(300)


@pytest.mark.parametrize(
    ("today", "timeliness"),
    [
        (109, Timeliness.CURRENT),
        (110, Timeliness.DUE_SOON),
        (200, Timeliness.DUE_SOON),
        (201, Timeliness.OVERDUE),
    ],
)
def test_what_is_due_today_is_not_late(today: int, timeliness: Timeliness) -> None:
    found = on(today, event("endorse", 0, review_due=day(200)))
    assert (found.state, found.timeliness) == (State.IN_FORCE, timeliness)


def test_an_endorsement_counts_on_its_last_day_and_lapses_after_it() -> None:
    ends = event("endorse", 0, review_due=day(1000), expires=day(300))
    last, after = on(300, ends), on(301, ends)
    assert (last.state, last.timeliness) == (State.IN_FORCE, Timeliness.CURRENT)
    assert (after.state, after.timeliness) == (State.LAPSED, Timeliness.EXPIRED)
    assert after.until is None


ALLOWED = replace(ENDORSED, expires=day(300), usable_after_expiry=True)
"""An endorsement that says that its text may be used after its expiry."""


@pytest.mark.parametrize("settings", [SETTINGS, ALLOWING])
def test_an_endorsement_says_whether_its_text_may_be_used_after_its_expiry(
    settings: Settings,
) -> None:
    found = on(301, ALLOWED, settings=settings)
    assert (found.state, found.timeliness) == (State.IN_FORCE, Timeliness.EXPIRED)
    found = on(301, replace(ALLOWED, usable_after_expiry=False), settings=settings)
    assert (found.state, found.timeliness) == (State.LAPSED, Timeliness.EXPIRED)


@pytest.mark.parametrize("kind", ["extend", "review", "correct"])
def test_no_later_decision_but_an_endorsement_makes_an_expired_text_usable(kind: str) -> None:
    forbidden = replace(ALLOWED, usable_after_expiry=False)
    later = event(
        kind, 10, expires=day(300), review_due=day(200), outcome="no-change", version="1.0"
    )
    later = replace(later, digest=forbidden.digest, usable_after_expiry=True)
    assert on(301, forbidden, later).state is State.LAPSED


def test_the_last_endorsement_decides_what_holds_after_its_expiry() -> None:
    again = event("endorse", 100, version="2.0", expires=day(300))
    assert on(301, ALLOWED, again).state is State.LAPSED
    assert on(301, replace(ALLOWED, expires=day(50)), again).state is State.LAPSED
    assert on(60, replace(ALLOWED, expires=day(50)), again).state is State.IN_FORCE


def test_a_suspended_document_has_no_place_in_the_cycle() -> None:
    found = on(9999, ENDORSED, event("suspend", 1))
    assert (found.state, found.timeliness, found.until) == (State.SUSPENDED, None, None)


def test_no_review_date_is_late_not_current() -> None:
    found = on(1, event("endorse", 0, review_due=None))
    assert found.timeliness is Timeliness.OVERDUE


def test_a_consultation_is_open_on_its_last_day() -> None:
    asked = event("consult", 0, closes=day(30))
    assert on(30, asked).state is State.IN_CONSULTATION
    assert on(31, asked).state is State.PROPOSED
    assert on(30, ENDORSED, replace(asked, decided=day(1), effective=day(1))).consultation


def test_every_version_is_listed_with_its_own_dates_and_the_one_shown_with_those_that_count() -> (
    None
):
    """Each as it was endorsed; only of the text that readers get was a date ever moved."""
    first = event("endorse", 0, review_due=day(900), expires=day(950))
    shown = event("endorse", 5, version="1.1", digest="v1:sha256:b", review_due=day(1000))
    moved = event("extend", 6, review_due=day(1100), expires=day(1200))
    coming = event(
        "endorse", 7, version="2.0", effective=day(30), review_due=day(1500), expires=day(1600)
    )
    assert on(20, first, shown, moved, coming).versions == (
        VersionStanding("1.0", State.SUPERSEDED, DIGESTS["1.0"], first, day(900), day(950)),
        VersionStanding("1.1", State.IN_FORCE, "v1:sha256:b", shown, day(1100), day(1200)),
        VersionStanding("2.0", State.PROPOSED, DIGESTS["2.0"], coming, day(1500), day(1600)),
    )
    again = replace(coming, version="1.1")
    assert [version.version for version in on(20, first, shown, again).versions] == ["1.0", "1.1"]
    waiting = on(20, coming)
    assert (waiting.version, waiting.digest, waiting.event) == ("", "", None)
    assert (waiting.document, waiting.versions) == ("doc", (waiting.upcoming,))


# Reviews and extensions.


@pytest.mark.parametrize(
    ("outcome", "due"), [("no-change", 1500), ("minor", 1500), ("clinical", 1000)]
)
def test_only_a_review_that_found_little_moves_the_date(outcome: str, due: int) -> None:
    receipt = event("review", 5, outcome=outcome, review_due=day(1500))
    found = on(20, ENDORSED, receipt)
    assert (found.review_due, found.review) == (day(due), receipt)


@pytest.mark.parametrize(("ends", "expires"), [(None, 300), (400, 400), (200, 200)])
def test_a_review_moves_the_end_of_an_endorsement_only_where_it_says_so(
    ends: int | None, expires: int
) -> None:
    receipt = event("review", 5, outcome="minor", review_due=day(150), expires=ends and day(ends))
    found = on(20, event("endorse", 0, review_due=day(100), expires=day(300)), receipt)
    assert (found.review_due, found.expires) == (day(150), day(expires))
    undated = replace(receipt, review_due=None)
    found = on(20, event("endorse", 0, review_due=day(100), expires=day(300)), undated)
    assert (found.review_due, found.expires) == (day(100), day(300))


def test_a_review_of_another_text_moves_nothing() -> None:
    other = event("review", 5, outcome="minor", review_due=day(1500), version="2.0")
    wrong = event("review", 5, outcome="minor", review_due=day(1500), digest="v1:sha256:x")
    bare = event("review", 5, outcome="minor", review_due=day(1500), version="", digest="")
    for receipt in (other, wrong, bare):
        assert on(20, ENDORSED, receipt).review_due == day(1000)


def test_an_extension_is_marked_until_the_next_review_or_endorsement() -> None:
    longer = event("extend", 5, review_due=day(1200), expires=day(1300))
    found = on(20, ENDORSED, longer)
    assert found.flags == {Flag.EXTENDED}
    assert (found.review_due, found.expires) == (day(1200), day(1300))
    receipt = event("review", 6, outcome="no-change", review_due=day(1400))
    assert Flag.EXTENDED not in on(20, ENDORSED, longer, receipt).flags
    clinical = replace(receipt, outcome="clinical")
    assert Flag.EXTENDED in on(20, ENDORSED, longer, clinical).flags
    again = event("endorse", 7, version="2.0")
    assert Flag.EXTENDED not in on(20, ENDORSED, longer, again).flags


def test_an_extension_of_an_earlier_version_moves_nothing() -> None:
    late = event("extend", 9, review_due=day(5000), version="1.0")
    assert on(20, ENDORSED, event("endorse", 5, version="2.0"), late).review_due == day(1000)


def test_an_extension_counts_if_it_was_decided_no_earlier_than_the_text_was_endorsed() -> None:
    longer = event("extend", 5, review_due=day(1200), effective=day(9))
    for endorsed, due in ((4, 1200), (5, 1200), (6, 1000)):
        assert on(20, event("endorse", endorsed), longer).review_due == day(due)


def test_an_extension_revives_a_lapsed_document_only_by_a_new_end() -> None:
    ends = event("endorse", 0, expires=day(10))
    assert on(20, ends, event("extend", 15, review_due=day(900))).state is State.LAPSED
    assert on(20, ends, event("extend", 15, expires=day(30))).in_force


# What is shown.


def test_a_changed_working_text_is_marked_and_the_sealed_one_stays() -> None:
    found = on(20, ENDORSED, working="v1:sha256:other")
    assert found.flags == {Flag.CHANGED}
    assert (found.version, found.digest) == ("1.0", DIGESTS["1.0"])


def test_the_working_text_is_compared_by_the_scope_of_the_seal() -> None:
    asked: list[frozenset[str]] = []

    def working(left_out: frozenset[str]) -> str:
        asked.append(left_out)
        return DIGESTS["1.0"]

    standing("doc", (ENDORSED,), SEALS, working, day(1), SETTINGS)
    assert asked == [frozenset({"owner", "1.0"})]


def test_a_text_that_is_endorsed_for_later_is_not_a_proposed_change() -> None:
    events = ENDORSED, event("endorse", 5, version="2.0", effective=day(30))
    assert on(20, *events, working=DIGESTS["2.0"]).flags == frozenset()
    assert on(20, *events, working="v1:sha256:other").flags == {Flag.CHANGED}


def test_a_text_published_in_error_is_hidden_until_one_is_endorsed_again() -> None:
    hidden = event("withdraw", 1, exit="published-in-error", successor="x")
    assert on(20, ENDORSED, hidden).text_hidden
    for later in ("withdraw", "supersede", "suspend"):
        assert on(20, ENDORSED, hidden, event(later, 2)).text_hidden
    assert not on(20, ENDORSED, hidden, event("endorse", 2, version="2.0")).text_hidden
    assert on(20, ENDORSED, hidden, doubts=["x"]).text_hidden


def test_a_version_published_in_error_stays_hidden_when_another_is_endorsed() -> None:
    error = event("withdraw", 9, exit="published-in-error", no_replacement=True)
    waiting = event("endorse", 5, version="1.1", effective=day(12))
    new = event("endorse", 15, version="2.0")
    found = on(20, ENDORSED, waiting, error, new)
    assert {v.version: v.hidden for v in found.versions} == {"1.0": True, "1.1": True, "2.0": False}
    assert not found.text_hidden
    assert all(v.hidden for v in on(13, ENDORSED, waiting, error).versions)
    once_more = on(40, ENDORSED, error, new, event("withdraw", 30))
    assert {v.version: v.hidden for v in once_more.versions} == {"1.0": True, "2.0": False}
    plain = on(20, ENDORSED, event("withdraw", 9), new)
    assert not any(v.hidden for v in plain.versions)
    assert not any(v.hidden for v in on(20, ENDORSED, error, event("endorse", 15)).versions)


def test_a_stop_that_is_decided_for_a_later_day_is_known_before_it() -> None:
    for kind in ("suspend", "supersede", "withdraw"):
        stop = event(kind, 5, effective=day(40))
        assert on(20, ENDORSED, stop).stopping == stop
        assert on(40, ENDORSED, stop).stopping is None
        lifted = event("endorse", 45, version="2.0")
        assert on(20, ENDORSED, stop, replace(lifted, decided=day(6))).stopping == stop
    assert on(20, ENDORSED).stopping is None


def test_a_stop_counts_only_where_it_takes_a_text_out_of_use() -> None:
    """Fails if a stop of what is not in use is told as one that is coming."""
    later = event("withdraw", 6, effective=day(50))
    assert on(20, event("suspend", 1), later).stopping is None
    assert on(20, later).stopping is None
    assert on(20, event("attest", 0, evidence_held=False), later).stopping == later
    lifted = event("endorse", 7, version="2.0", effective=day(50))
    assert on(20, ENDORSED, later, lifted).stopping is None


def test_every_stop_since_the_endorsement_is_named_and_which_endorsements_did_not_lift_it() -> None:
    first, second = event("suspend", 1), event("withdraw", 2)
    blind = event("endorse", 5, version="2.0", lifts=("withdraw-2",), name="blind")
    found = on(20, ENDORSED, first, second, blind)
    assert found.state is State.WITHDRAWN
    assert (found.stops, found.unlifting) == (("suspend-1", "withdraw-2"), ("blind",))
    assert len(found.why) == 1
    assert "blind" in found.why[0]
    assert "which does not name suspend-1, by" in found.why[0]
    neither = event("endorse", 6, version="2.0", lifts=(), name="neither")
    both = on(20, ENDORSED, first, second, blind, neither)
    assert both.unlifting == ("blind", "neither")
    assert len(both.why) == 2
    assert "suspend-1, withdraw-2" in both.why[1]
    seeing = on(20, ENDORSED, first, second, blind, event("endorse", 7, version="2.0"))
    assert (seeing.state, seeing.stops, seeing.unlifting) == (State.IN_FORCE, (), ())


def test_an_endorsement_that_came_too_early_to_lift_a_stop_is_not_said_to_have_missed_it() -> None:
    before = event("endorse", 1, version="2.0", effective=day(9), lifts=())
    found = on(20, ENDORSED, before, event("suspend", 5))
    assert (found.stops, found.unlifting, found.why) == (("suspend-5",), (), ())
    replaced = event("endorse", 1, version="2.0", effective=day(9))
    found = on(20, ENDORSED, replaced, event("endorse", 5, version="1.1"))
    assert (found.version, found.unlifting, found.why) == ("1.1", (), ())


def test_the_endorsement_of_a_text_is_what_made_its_state_and_says_what_is_wrong_with_it() -> None:
    unheld = event("attest", 0, evidence_held=False)
    for made, why in (
        (ENDORSED, ()),
        (unheld, ("the evidence of its earlier endorsement is not held",)),
    ):
        found = on(20, event("consult", 0, closes=day(9)), made)
        assert (found.state_event, found.event, found.why) == (made, made, why)
    assert on(20, unheld, event("withdraw", 5)).why == ()


def test_a_text_that_could_not_lift_a_withdrawal_is_hidden_only_if_that_was_for_an_error() -> None:
    blind = event("endorse", 5, version="2.0", lifts=())
    for way_out, hidden in (("withdrawn", False), ("published-in-error", True)):
        found = on(20, ENDORSED, event("withdraw", 1, exit=way_out), blind)
        assert {v.version: v.hidden for v in found.versions} == {"1.0": hidden, "2.0": hidden}


def test_a_consultation_goes_on_through_a_suspension_and_ends_with_the_document() -> None:
    asked = event("consult", 1, closes=day(50))
    assert on(20, ENDORSED, asked, event("suspend", 2)).consultation == asked
    for stop in ("withdraw", "supersede"):
        assert on(20, ENDORSED, asked, event(stop, 2)).consultation is None
    assert on(20, asked).state_event == asked


def test_what_is_said_of_use_after_expiry_is_handed_on() -> None:
    assert on(20, ALLOWED).usable_after_expiry is True
    assert on(20, ENDORSED).usable_after_expiry is False


def test_a_decision_counts_as_coming_from_the_day_on_which_it_is_made() -> None:
    leaving = event("withdraw", 20, effective=day(40))
    assert on(20, ENDORSED, leaving).until == day(39)
    assert on(19, ENDORSED, leaving).until == day(1000)


CORRECTED = event(
    "correct", 5, version="1.1", digest=DIGESTS["2.0"], corrects="1.0",
    corrects_digest=DIGESTS["1.0"],
)  # fmt: skip


def test_a_corrected_text_takes_effect_on_its_own_day() -> None:
    found = on(20, ENDORSED, CORRECTED)
    assert found.event is not None
    assert (found.version, found.digest, found.event.effective) == ("1.1", DIGESTS["2.0"], day(5))
    assert found.event.decision == ENDORSED.decision
    assert found.state_event == CORRECTED
    later = on(20, ENDORSED, CORRECTED, event("endorse", 9, version="2.0"))
    assert [(version.version, version.state) for version in later.versions] == [
        ("1.0", State.SUPERSEDED),
        ("1.1", State.SUPERSEDED),
        ("2.0", State.IN_FORCE),
    ]


@pytest.mark.parametrize(
    ("events", "correction", "version"),
    [
        ([], CORRECTED, ""),
        ([ENDORSED, event("suspend", 1)], CORRECTED, "1.0"),
        ([event("attest", 0, evidence_held=False)], CORRECTED, "1.0"),
        ([ENDORSED], replace(CORRECTED, corrects="0.9"), "1.0"),
        ([ENDORSED], replace(CORRECTED, corrects_digest="v1:sha256:x"), "1.0"),
        ([event("endorse", 0, effective=day(9))], CORRECTED, "1.0"),
    ],
    ids=["nothing", "suspended", "unknown", "another", "another-text", "not-yet-in-force"],
)
def test_a_correction_corrects_the_text_that_it_names_while_that_is_in_force_and_no_other(
    events: list[Event], correction: Event, version: str
) -> None:
    before, after = on(20, *events), on(20, *events, correction)
    assert after.version == before.version == version
    assert (after.state, after.digest, after.event) == (before.state, before.digest, before.event)
    assert "1.1" in [
        listed.version for listed in after.versions if listed.state is not State.IN_FORCE
    ]


def test_a_chairs_action_not_ratified_leaves_a_document_unknown_until_a_group_decides() -> None:
    action = event("endorse", 5, version="2.0", urgent=True, ratify_by=day(15), name="action")
    assert on(15, ENDORSED, action).in_force
    late = on(16, ENDORSED, action)
    assert (late.state, late.state_event) == (State.UNKNOWN, None)
    assert late.why == (
        "the decision action, a chair's action, was to be ratified by 16 January 2026 and was not",
    )
    assert on(20, ENDORSED, replace(action, ratified_by="board--4")).in_force
    assert on(20, ENDORSED, replace(action, kind="review", urgent=True)).in_force is False
    # Only what a group decided in time, of what a document becomes, decides afresh.
    for kind, more, counts in (
        ("endorse", {"group": "board"}, True),
        ("endorse", {}, False),
        ("extend", {"group": "board"}, False),
        ("endorse", {"group": "board", "effective": day(30)}, False),
        ("endorse", {"group": "board", "effective": day(20)}, True),
        ("endorse", {"group": "board", "ratify_by": day(8)}, False),
    ):
        after = event(kind, 6, name="after", **more)
        assert (on(20, ENDORSED, action, after).state is not State.UNKNOWN) is counts, (kind, more)
    before = event("endorse", 4, name="before", group="board")
    assert on(20, before, action).state is State.UNKNOWN


def test_a_suspension_not_ratified_holds_all_the_same_and_says_so() -> None:
    stop = event("suspend", 5, ratify_by=day(15))
    assert on(15, ENDORSED, stop).why == ()
    found = on(16, ENDORSED, stop)
    assert found.state is State.SUSPENDED
    assert found.why == (
        "its suspension was to be ratified by 16 January 2026 and was not; it holds all the same",
    )
    assert on(16, ENDORSED, replace(stop, ratified_by="board--4")).why == ()


def test_a_successor_is_named_and_forgotten_when_the_document_comes_back() -> None:
    gone = event("supersede", 1, successor="other")
    assert on(20, ENDORSED, gone).successor == "other"
    assert on(20, ENDORSED, gone, event("endorse", 2)).successor == ""


# Invariants.


def test_i8_any_doubt_makes_the_standing_unknown() -> None:
    for events, _ in LIVES:
        found = on(20, *events, doubts=["a decision cannot be read"])
        assert (found.state, found.timeliness, found.until) == (State.UNKNOWN, None, None)
        assert found.why == ("a decision cannot be read",)
        assert found.state_event is None


def test_i1_the_digest_in_force_is_the_one_that_was_endorsed() -> None:
    found = on(20, ENDORSED, working="v1:sha256:other")
    assert found.event is not None
    assert found.digest == found.event.digest == SEALS[found.version].digest


# A second opinion: the same rules, read from the end instead of step by step.

RANK = {
    **dict.fromkeys(("record",), 0),
    **{kind: n for n, kind in enumerate(("consult", "endorse", "attest", "review", "extend"), 1)},
    **{kind: n for n, kind in enumerate(("suspend", "supersede", "withdraw"), 10)},
}


def second_opinion(events: Sequence[Event], today: date) -> dict[str, Any]:
    line = sorted(events, key=lambda e: (e.effective, e.decided, RANK[e.kind], e.decision))
    past = [e for e in line if e.effective <= today]
    endorsements = [-1]
    for n, e in enumerate(past):
        stops = [s.decided for s in past[endorsements[-1] + 1 : n] if RANK[s.kind] >= 10]
        replaced = endorsements[-1] >= 0 and e.decided < past[endorsements[-1]].decided
        free = not replaced and all(s < e.decided for s in stops)
        if e.kind in ("endorse", "attest") and free:
            endorsements.append(n)
    start = endorsements[-1]
    base = past[start] if start >= 0 else None
    since = past[start + 1 :]
    ends = [e for e in since if e.kind in ("supersede", "withdraw")]
    moves = [
        e
        for e in since
        if base
        and (
            (e.kind == "extend" and e.version in ("", base.version) and e.decided >= base.decided)
            or (
                e.kind == "review"
                and (e.version, e.digest) == (base.version, base.digest)
                and e.outcome in ("no-change", "minor")
                and e.review_due
            )
        )
    ]
    dues = [e.review_due for e in (base, *moves) if e and e.review_due]
    expiries = [e.expires for e in (base, *moves) if e and e.expires]
    expires = expiries[-1] if expiries else None
    if ends:
        state = State.WITHDRAWN if ends[-1].kind == "withdraw" else State.SUPERSEDED
    elif any(e.kind == "suspend" for e in since):
        state = State.SUSPENDED
    elif base:
        state = State.IN_FORCE if base.evidence_held else State.UNKNOWN
        if state is State.IN_FORCE and expires and today > expires:
            state = State.LAPSED
    else:
        asked = [e for e in since if e.kind == "consult"]
        is_open = asked and (asked[-1].closes is None or asked[-1].closes >= today)
        state = State.IN_CONSULTATION if is_open else State.PROPOSED
    return {
        "state": state,
        "version": base.version if base else "",
        "review_due": dues[-1] if dues else None,
        "expires": expires,
        "extended": bool(moves) and moves[-1].kind == "extend",
        "text_hidden": any(e.exit == "published-in-error" for e in since if RANK[e.kind] >= 10),
    }


DAYS = st.integers(0, 40)


@st.composite
def decisions(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(sorted(RANK)))
    decided = draw(DAYS)
    more: dict[str, Any] = {
        "name": draw(st.sampled_from("abcdefgh")),
        "effective": day(decided + draw(st.integers(0, 10))),
    }
    maybe_day = st.none() | DAYS.map(lambda n: day(n + 10))
    if kind in {"endorse", "attest", "review"}:
        more["version"] = draw(st.sampled_from(["1.0", "2.0"]))
    if kind in {"endorse", "attest", "extend"}:
        more["expires"] = draw(maybe_day)
    if kind == "extend":
        more["version"] = draw(st.sampled_from(["", "1.0", "2.0"]))
    if kind in {"endorse", "attest"}:
        more["review_due"] = day(draw(DAYS) + 10)
    if kind in {"review", "extend"}:
        more["review_due"] = draw(maybe_day)
    if kind == "review":
        more["outcome"] = draw(st.sampled_from(["no-change", "minor", "clinical"]))
    if kind == "attest":
        more["evidence_held"] = draw(st.booleans())
    if kind == "consult":
        more["closes"] = draw(maybe_day)
    if kind == "withdraw":
        more["exit"] = draw(st.sampled_from(["withdrawn", "published-in-error"]))
    return event(kind, decided, **more)


LEDGERS = st.lists(decisions(), max_size=9, unique_by=lambda e: (e.decision, e.kind))


@given(LEDGERS, st.integers(0, 70))
def test_a_second_opinion_agrees(events: list[Event], number: int) -> None:
    found = on(number, *events)
    expected = second_opinion(events, day(number))
    shown = {name: getattr(found, name) for name in expected if name != "extended"}
    assert shown | {"extended": Flag.EXTENDED in found.flags} == expected


@given(LEDGERS, st.integers(0, 70), st.randoms())
def test_the_order_of_files_changes_nothing(events: list[Event], number: int, chance: Any) -> None:
    mixed = list(events)
    chance.shuffle(mixed)
    assert on(number, *mixed) == on(number, *events)


@given(LEDGERS, st.integers(0, 70))
def test_i5_there_is_one_current_version_at_most(events: list[Event], number: int) -> None:
    found = on(number, *events)
    current = [v for v in found.versions if v.state is State.IN_FORCE]
    assert len(current) == (1 if found.in_force else 0)
    assert all(v.version == found.version for v in current)
    numbers = [v.version for v in found.versions]
    assert len(numbers) == len(set(numbers))


@given(LEDGERS, st.integers(0, 70), decisions())
def test_what_takes_effect_later_changes_nothing_today(
    events: list[Event], number: int, later: Event
) -> None:
    coming = replace(later, effective=day(number + 1), decision="later")
    now, then = on(number, *events), on(number, *events, coming)
    assert (now.state, now.version, now.review_due) == (then.state, then.version, then.review_due)


@given(LEDGERS, st.integers(0, 70), st.sampled_from(["suspend", "supersede", "withdraw"]))
def test_a_stop_in_effect_today_always_stops(events: list[Event], number: int, kind: str) -> None:
    stop = event(kind, 99, name="stop", effective=day(number))
    assert not on(number, *events, stop).in_force


@given(LEDGERS, st.integers(0, 70))
def test_i8_nothing_is_current_that_was_not_endorsed(events: list[Event], number: int) -> None:
    found = on(number, *events)
    if found.in_force:
        assert found.event is not None
        assert found.event.kind in {"endorse", "attest"}
        assert found.event.effective <= day(number)
        assert found.event.evidence_held
