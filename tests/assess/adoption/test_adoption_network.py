"""Who is asked about what, who spoke, and what is measured, asked of the network alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from answering import DOCUMENT, answer

from handbook.assess.adoption import series
from handbook.assess.adoption.answers import Answers
from handbook.assess.adoption.derive import local_adoption
from handbook.assess.adoption.model import Adoption, Answer, Audience, Uptake
from handbook.assess.adoption.network import Network
from handbook.assess.adoption.positions import Member, footing
from handbook.assess.adoption.series import uptake_series
from handbook.assess.adoption.uptake import UptakePoints
from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.standing.derive import stood_on
from handbook.assess.standing.model import Standing, VersionStanding
from handbook.assess.words import Local, State
from handbook.load.model import Broken, BrokenKind

TODAY = date(2026, 11, 23)
FIRST = Event(
    "d", "endorse", DOCUMENT, "D", date(2026, 2, 10), date(2026, 2, 10),
    version="1.0", digest="1.0", review_due=date(2029, 1, 1),
)  # fmt: skip
SAID = Answer(
    "a", "hospice", DOCUMENT, "1.0", Local.ADOPTED, date(2026, 5, 1), date(2026, 5, 1), "lead"
)
IN_FORCE = replace(stood_on([FIRST], TODAY, Settings()), document=DOCUMENT)


def network(files: Any, answers: Answers, settings: Settings | None = None) -> Network:
    """The members, with files besides that cannot be used: of a member, a document, and others."""
    unusable = (
        Broken(BrokenKind.RECORD, "organisation", "moor", "registry/organisations/moor.yaml"),
        Broken(BrokenKind.SEAL, "organisation", "a-seal", "registry/seals/a-seal.md"),
        Broken(BrokenKind.RECORD, "guideline", "lost", "registry/guidelines/lost.md"),
        Broken(BrokenKind.RECORD, "post", "a-post", "registry/posts/a-post.yaml"),
    )
    registry = replace(files.registry(), broken=unusable)
    return Network(registry, settings or Settings(), answers)


def test_members_and_documents_are_those_that_matter_with_what_cannot_be_read_last(
    members: Any,
) -> None:
    silent = network(members, Answers())
    assert list(silent.members) == ["council", "hospice", "hospital", "moor"]
    assert silent.members["moor"] == Member("moor", readable=False)
    assert silent.members["hospice"] == Member("hospice", "childrens-hospice", "spoke")
    assert silent.documents == [DOCUMENT]
    held = {("hospice", "coming-back"): (SAID,)}
    doubts = {("council", "lost"): ("no",), ("council", "a-post"): ("no",)}
    assert network(members, Answers(held, doubts)).documents == ["coming-back", DOCUMENT, "lost"]


def test_whoever_answered_or_cannot_be_told_speaks_and_the_others_are_only_asked(
    members: Any,
) -> None:
    held = {("hospice", DOCUMENT): (SAID,), ("stranger", DOCUMENT): (SAID,)}
    plain = network(members, Answers(held))
    assert plain.speaking(DOCUMENT) == {"hospice", "moor"}
    assert plain.speaking("coming-back") == {"moor"}
    assert plain.answers("hospice", DOCUMENT) == (SAID,)
    assert plain.answers("hospital", DOCUMENT) == plain.answers("hospice", "coming-back") == ()
    doubted = network(members, Answers(held, {("council", "*"): ("no",)}))
    assert doubted.speaking(DOCUMENT) == {"council", "hospice", "moor"}
    everybody = network(members, Answers(held, {("*", "coming-back"): ("no",)}))
    assert everybody.speaking("coming-back") == set(everybody.members)
    assert everybody.speaking(DOCUMENT) == {"hospice", "moor"}
    for _ in range(2):
        assert plain.asked(DOCUMENT, TODAY) == {"hospice", "hospital", "moor"}
    stands = footing(IN_FORCE)
    place = doubted.position("hospice", DOCUMENT, stands, TODAY)
    assert (place.organisation, place.document, place.answer) == ("hospice", DOCUMENT, SAID)
    assert doubted.position("council", DOCUMENT, stands, TODAY).why == ("no",)
    of_a_pair = network(members, Answers(held, {("hospice", DOCUMENT): ("no",)}))
    assert of_a_pair.position("hospice", DOCUMENT, stands, TODAY).why == ("no",)
    assert of_a_pair.position("hospice", "coming-back", stands, TODAY).why == ()
    assert of_a_pair.position("hospital", DOCUMENT, stands, TODAY).why == ()


def test_who_is_asked_is_told_anew_for_every_day_and_every_audience(members: Any) -> None:
    asked = network(members, Answers())
    asked.members["hospice"] = replace(asked.members["hospice"], joined=date(2026, 6, 1))
    days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 5, 31)]
    assert ["hospice" in asked.asked(DOCUMENT, day) for day in days] == [False, True, False]
    audiences = {
        "coming-back": Audience(organisations=frozenset({"council"})),
        "lost": Audience(kinds=frozenset({"childrens-hospice"})),
    }
    chosen = network(members, Answers(), Settings(adoption_asked=audiences))
    for _ in range(2):
        assert chosen.asked(DOCUMENT, TODAY) == {"hospice", "hospital", "moor"}
        assert chosen.asked("coming-back", TODAY) == {"council", "moor"}
        assert chosen.asked("lost", TODAY) == {"council", "hospice", "moor"}


def told(files: Any, standing: Standing | None, **more: Any) -> Adoption:
    standings = {DOCUMENT: standing} if standing else {}
    return local_adoption(files.registry(), standings, Settings(), TODAY, **more)


def test_there_is_something_to_answer_about_once_a_text_is_in_force_or_will_be(
    members: Any,
) -> None:
    coming = VersionStanding("1.0", State.PROPOSED, "", FIRST, None, None)
    waiting = Standing(DOCUMENT, State.PROPOSED, upcoming=coming)
    for standing, asked, outstanding in (
        (IN_FORCE, {"hospice", "hospital"}, True),
        (waiting, {"hospice", "hospital"}, False),
        (replace(waiting, upcoming=None), set(), False),
        (replace(IN_FORCE, state=State.SUSPENDED), set(), False),
    ):
        found = told(members, standing)
        assert {who for who, _ in found.positions} == set(found.organisations) == asked
        assert all(place.outstanding is outstanding for place in found.positions.values())
        assert list(found.documents) == ([DOCUMENT] if asked else [])
        assert len(found.positions) == len(asked)
        assert len(found.positions.about) == len(found.documents)
    lost = told(members, None)
    assert {place.local for place in lost.positions.values()} == {Local.UNKNOWN}
    assert list(lost.organisations) == ["council", "hospice", "hospital"]


def test_nothing_is_said_of_a_document_that_nobody_can_adopt(members: Any) -> None:
    found = told(members, IN_FORCE)
    for name in ("coming-back", "hospital", "nowhere"):
        assert found.of_document(name) == ()
        with pytest.raises(KeyError, match=name):
            found.positions.about[name]
    assert [place.organisation for place in found.of_document(DOCUMENT)] == ["hospice", "hospital"]


def test_every_record_of_an_answer_is_named_whether_it_counts_or_not(members: Any) -> None:
    wrong = answer(members, "2026-05-01", version="7.0")
    right = answer(members, "2026-05-02", corrects=wrong)
    alien = answer(members, "2026-05-03", organisation="council", by="hospital-lead")
    found = told(members, IN_FORCE)
    assert found.records_about == {DOCUMENT: (alien, wrong, right)}
    assert found.records_by == {"council": (alien,), "hospice": (wrong, right)}
    assert (found.corrected, [fault.record for fault in found.faults]) == ({wrong: right}, [alien])


def test_what_is_held_back_and_the_day_asked_about_reach_every_position(members: Any) -> None:
    name = answer(members, "2026-05-01")
    assert told(members, IN_FORCE).positions["hospice", DOCUMENT].local is Local.ADOPTED
    early = told(members, IN_FORCE, as_at=date(2026, 4, 30)).positions["hospice", DOCUMENT]
    assert early.local is Local.NOT_RECORDED
    held = told(members, IN_FORCE, held_back={name: "it was changed"})
    assert held.positions["hospice", DOCUMENT].local is Local.UNKNOWN
    assert held.uptake[DOCUMENT][-1].unknown == 1
    whole = told(members, IN_FORCE, held_back={DOCUMENT: "so was that"})
    assert {point.version for point in whole.uptake[DOCUMENT]} == {""}


QUARTERS = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 2, 9), []),
        (date(2026, 2, 10), [date(2026, 2, 10)]),
        (date(2026, 3, 31), QUARTERS[:1]),
        (date(2026, 4, 1), [QUARTERS[0], date(2026, 4, 1)]),
        (TODAY, [*QUARTERS, TODAY]),
    ],
)
def test_uptake_is_measured_from_the_first_text_at_the_end_of_each_quarter_and_today(
    members: Any, day: date, days: list[date]
) -> None:
    asked = network(members, Answers({("hospice", DOCUMENT): (SAID,)}))
    found = uptake_series(asked, [IN_FORCE], Settings(), day, {})
    assert list(found) == (["", DOCUMENT] if days else [])
    for name, points in found.items():
        assert [(point.day, point.document) for point in points] == [(day, name) for day in days]
        assert [point.asked for point in points] == [3] * len(days)
        assert [point.current for point in points] == [int(when >= SAID.holds) for when in days]
        assert [point.unknown for point in points] == [1] * len(days)
        assert [point.not_recorded for point in points] == [1 + (d < SAID.holds) for d in days]
        assert {point.version for point in points} == {"1.0" if name else ""}


def test_each_quarter_is_measured_by_how_the_text_stood_at_its_end(
    members: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How it stands today is known: of other days it is asked, once before each turn."""
    asked_of: list[date] = []

    def noting(events: Any, day: date, settings: Settings) -> Standing:
        asked_of.append(day)
        return stood_on(events, day, settings)

    def measured(*events: Event, **more: Any) -> list[tuple[str, int, int, int]]:
        asked_of.clear()
        now = replace(stood_on([FIRST, *events], TODAY, Settings()), document=DOCUMENT, **more)
        points = uptake_series(answered, [now], Settings(), TODAY, {})[DOCUMENT]
        return [(point.version, point.asked, point.current, point.behind) for point in points]

    monkeypatch.setattr(series, "stood_on", noting)
    answered = network(members, Answers({("hospice", DOCUMENT): (SAID,)}))
    turn = {"decided": date(2026, 7, 1), "effective": date(2026, 7, 1)}
    stop = replace(FIRST, decision="e", kind="suspend", **turn)
    before = [("1.0", 3, 0, 0), ("1.0", 3, 1, 0)]
    assert measured(stop) == [*before, ("", 0, 0, 0), ("", 0, 0, 0)]
    assert asked_of == QUARTERS[1:2]
    again = replace(FIRST, decision="f", version="2.0", **turn)
    assert measured(again) == [*before, ("2.0", 3, 0, 1), ("2.0", 3, 0, 1)]
    assert asked_of == QUARTERS[1:2]
    assert measured() == [*before, *before[1:], *before[1:]]
    assert measured(stop, doubts=("no",)) == [("", 0, 0, 0)] * 4
    assert asked_of == []


def test_nothing_is_measured_of_what_is_in_doubt_or_was_never_endorsed(members: Any) -> None:
    asked = network(members, Answers())
    never = Standing("coming-back", State.PROPOSED)
    assert uptake_series(asked, [never], Settings(), TODAY, {}) == {}
    for doubted, held_back in (
        (replace(IN_FORCE, doubts=("no",)), {}),
        (IN_FORCE, {DOCUMENT: "it was changed"}),
    ):
        points = uptake_series(asked, [doubted, never], Settings(), TODAY, held_back)[DOCUMENT]
        assert points == [Uptake(DOCUMENT, when) for when in (*QUARTERS, TODAY)]
        assert isinstance(points, UptakePoints)
        assert points[0] is points.counts[0], "only of another day is a point made anew"
