"""Uptake costs what happened, not how long ago it was nor how many kept silent."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.assess import assess
from handbook.assess.adoption import network, series
from handbook.assess.adoption.answers import Answers
from handbook.assess.adoption.model import Answer, Position, Uptake
from handbook.assess.adoption.network import Network
from handbook.assess.adoption.positions import footing
from handbook.assess.adoption.series import uptake_series
from handbook.assess.adoption.uptake import UptakePoints, count, quarter_ends
from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.standing.derive import standing
from handbook.assess.standing.model import Standing
from handbook.assess.words import Local
from handbook.history import NO_HISTORY
from handbook.link import Registry
from handbook.rules import all_rules
from handbook.rules.engine import Inputs, run
from handbook.rules.families.network import adoption as rules
from handbook.source.yaml.emit import markdown_text

TODAY = date(2026, 11, 23)
MEETING = "meetings/board-2026-03-11.yaml"
FEW, MANY = 3, 12


def registry(files: Any, documents: int, members: int = 2) -> Registry:
    """Guidelines that were endorsed long ago, each adopted by one of many members."""
    items = [{"item": n + 10, "title": f"Item {n}"} for n in range(documents)]
    files.change(MEETING, agenda=items)
    for number in range(members):
        name = f"spoke-{number}"
        files.put(
            f"organisations/{name}.yaml",
            {"id": name, "title": name, "kind": "childrens-hospice", "role": "spoke"},
        )
    post = {"id": "spoke-lead", "title": "Lead", "organisation": "spoke-0"}
    files.put("posts/spoke-lead.yaml", post)
    for number in range(documents):
        name, day = f"guideline-{number}", "2026-04-01"
        fields = {"id": name, "title": name, "summary": "How.", "owner": "coordinator"}
        files.put(f"guidelines/{name}.md", markdown_text(fields, "Text.\n"))
        files.decide("endorse", number + 10, document=name)
        data = {
            "id": f"spoke-0--{name}--{day}",
            "organisation": "spoke-0",
            "document": name,
            "version": "1.0",
            "answer": "adopted",
            "date": day,
            "by": "spoke-lead",
        }
        files.put(f"adoptions/{data['id']}.yaml", data)
    return files.registry()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a position, a standing of another day, and a life's periods are worked out."""
    counted: Counter[str] = Counter()

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def watched(*inputs: Any, **more: Any) -> Any:
            counted[name] += 1
            return real(*inputs, **more)

        monkeypatch.setattr(module, name, watched)

    watch(network, "position")
    watch(series, "stood_on")
    watch(rules, "timeline_of")
    return counted


def spent(files: Any, calls: Counter[str], documents: int, members: int = 2) -> Counter[str]:
    """What the assessment and every rule asked, a document."""
    made = registry(files, documents, members)
    calls.clear()
    assessment = assess(made, NO_HISTORY, TODAY)
    assert len(assessment.adoption.documents) == documents
    len(assessment.adoption.uptake)
    list(run(all_rules(), Inputs(assessment, None)))
    assert not any(number % documents for number in calls.values())
    return Counter({name: number // documents for name, number in calls.items()})


def test_a_document_costs_the_same_in_a_registry_of_any_size(
    files: Any, calls: Counter[str]
) -> None:
    few = spent(files, calls, FEW)
    assert spent(files, calls, MANY) == few
    assert few["timeline_of"] == 1


def _by_pair(held: dict[Any, Any]) -> bool:
    return type(held.get(("spoke-0", "guideline-0"))) is Position


def test_positions_by_pair_are_those_by_document_and_held_once(files: Any) -> None:
    """Fails if every pair is held besides, or one pair is answered by another's position."""
    adoption = assess(registry(files, FEW), NO_HISTORY, TODAY).adoption
    by_document = [place for name in adoption.documents for place in adoption.of_document(name)]
    assert [id(place) for place in adoption.positions.values()] == list(map(id, by_document))
    assert len(adoption.positions) == len(by_document) == 3 * FEW
    for place in sorted(by_document, key=lambda place: place.organisation):
        pair = (place.organisation, place.document)
        assert adoption.positions[pair] is place
        assert pair in adoption.positions
    pairs = [thing for thing in gc.get_objects() if type(thing) is dict and _by_pair(thing)]
    assert not pairs
    for pair in (("spoke-0", "no-document"), ("nobody", "guideline-0"), ("nobody", "")):
        assert adoption.positions.get(pair) is None


def test_positions_put_in_place_of_others_are_those_that_every_question_gets(files: Any) -> None:
    """As a public edition does, which doubts more of them: nothing goes on drawing the first."""
    whole = assess(registry(files, FEW), NO_HISTORY, TODAY).adoption
    whole.of_document("guideline-0")  # looked at before, as by whoever drew a page
    doubted = {pair: replace(place, local=Local.UNKNOWN) for pair, place in whole.positions.items()}
    public = replace(whole, positions=doubted)
    assert len(doubted) == 3 * FEW
    for asked in (public.of_document("guideline-0"), public.of_organisation("spoke-0")):
        assert {place.local for place in asked} == {Local.UNKNOWN}
    assert {place.local for place in whole.of_document("guideline-0")} != {Local.UNKNOWN}


def test_who_kept_silent_is_asked_for_the_day_itself_and_never_again(
    files: Any, calls: Counter[str]
) -> None:
    """One position a member today; besides, only one a stretch for the one that answered."""
    stretches = len(["before its answer, at the end of March", "after it"])
    for members in (FEW, MANY):
        hospital = 1
        assert spent(files, calls, FEW, members)["position"] == hospital + members + stretches


def test_quarters_in_which_nothing_happened_ask_for_no_standing(
    files: Any, calls: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.TODAY", date(2028, 1, 1))
    spent(files, calls, FEW)
    assert not calls["stood_on"]


def test_no_answer_means_that_no_life_is_gone_through(files: Any, calls: Counter[str]) -> None:
    made = registry(files, FEW)
    silent = {name: record for name, record in made.records.items() if record.type != "adoption"}
    plain = Registry(made.types, silent, made.seals, (), (), {}, {})
    calls.clear()
    list(run(all_rules(), Inputs(assess(plain, NO_HISTORY, TODAY), None)))
    assert not calls["timeline_of"]


FIRST = Event(
    decision="d100",
    kind="endorse",
    document="going-home",
    title="The first version",
    decided=date(2022, 1, 4),
    effective=date(2022, 1, 4),
    version="1.0",
    digest="1.0",
    expires=date(2026, 2, 1),
)
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
KINDS = ["endorse", "suspend", "withdraw", "correct", "consult", "extend", "review"]
EVENTS = st.lists(
    st.builds(
        lambda at, kind, decided, later, version, expires, exit_: Event(
            decision=f"d{at}",
            kind=kind,
            document="going-home",
            title="A decision",
            decided=decided,
            effective=decided + timedelta(days=later),
            group="board",
            version=version,
            digest=version,
            review_due=decided + timedelta(days=expires),
            expires=decided + timedelta(days=expires) if expires % 2 else None,
            closes=decided + timedelta(days=expires) if kind == "consult" else None,
            exit=exit_ if kind == "withdraw" else "",
            corrects="1.0",
            corrects_digest="1.0",
            lifts=tuple(f"d{n}" for n in range(100)) if expires % 3 else (),
            urgent=kind == "endorse" and expires % 5 == 0,
            ratify_by=decided + timedelta(days=28) if expires % 5 == 0 else None,
        ),
        st.integers(0, 99),
        st.sampled_from(KINDS),
        DAYS,
        st.sampled_from([0, 0, 40]),
        st.sampled_from(["1.0", "2.0", "3.0"]),
        st.integers(30, 400),
        st.sampled_from(["withdrawn", "published-in-error"]),
    ),
    max_size=6,
)
ANSWERS = st.lists(
    st.tuples(DAYS, st.sampled_from([0, 0, 50]), st.sampled_from(list(Local)[:5]),
              st.sampled_from(["1.0", "2.0"]), st.sampled_from(["hospital", "hospice"])),
    min_size=1, max_size=5, unique_by=lambda answer: (answer[0], answer[4]),
)  # fmt: skip
MOMENTS = st.one_of(st.none(), DAYS)


def quarter_by_quarter(
    asked: Network, now: Standing, network_settings: Settings, day: date
) -> Sequence[Uptake]:
    """The same, by asking everything anew for every member and the end of every quarter."""
    first = min((version.event.effective for version in now.versions), default=None)
    points = []
    if first is not None and first <= day:
        for when in (*quarter_ends(first.year, first.month, day), day):
            then = standing(
                "going-home", now.events, {}, lambda _: "", when, network_settings, now.doubts
            )
            stands = footing(then)
            every = (asked.position(name, "going-home", stands, when) for name in asked.members)
            measured = every if then.in_force else ()
            version = then.version if then.in_force else ""
            points.append(count("going-home", when, version, measured))
    return tuple(points)


@pytest.mark.thorough
@settings(max_examples=300, derandomize=True)
@given(events=EVENTS, answers=ANSWERS, joined=MOMENTS, left=MOMENTS, doubt=st.booleans())
def test_a_stretch_says_what_each_of_its_days_would_say(
    events: list[Event],
    answers: list[tuple[date, int, Local, str, str]],
    joined: date | None,
    left: date | None,
    doubt: bool,
) -> None:
    held: dict[tuple[str, str], list[Answer]] = {}
    for decided, later, local, version, who in sorted(answers):
        holds = decided + timedelta(days=later)
        answer = Answer(str(decided), who, "going-home", version, local, decided, holds, "lead")
        held.setdefault((who, "going-home"), []).append(answer)
    doubts = {("hospice", "*"): ("nobody can tell",)} if doubt else {}
    order = {pair: tuple(sorted(own, key=lambda a: (a.holds, a.decided)))
             for pair, own in held.items()}  # fmt: skip
    network_settings, day = Settings(), date(2027, 2, 3)
    asked = Network(EMPTY, network_settings, Answers(order, doubts))
    for name, role in (("hospital", "hub"), ("hospice", "spoke"), ("council", "hub")):
        own = {"joined": joined, "left": left} if name != "hospital" else {}
        asked.members[name] = network.Member(name, "shop", role, **own)
    now = standing("going-home", [FIRST, *events], {}, lambda _: "", day, network_settings)
    made = uptake_series(asked, [now], network_settings, day, {})["going-home"]
    assert made == quarter_by_quarter(asked, now, network_settings, day)


def test_a_quiet_time_is_held_once_however_long_it_is() -> None:
    """Fails if each quarter of each document is held by itself: 40 MB at 10,000 documents."""
    network_settings, day = Settings(), date(2036, 2, 3)
    asked = Network(EMPTY, network_settings, Answers({}, {}))
    now = standing("going-home", [FIRST], {}, lambda _: "", day, network_settings)
    again = replace(now, document="coming-home")
    made = uptake_series(asked, [now, again], network_settings, day, {})
    points = made["going-home"]
    assert isinstance(points, UptakePoints)
    assert len(points) > 20
    assert len({id(counted) for counted in points.counts}) <= 3
    assert points[0] is points.counts[0], "only of another day is a point made anew"
    assert points.days is made["coming-home"].days
    assert [point.day for point in points] == list(points.days)
    assert (points[-1], *points[-3:-1]) == (tuple(points)[-1], *tuple(points)[-3:-1])


EMPTY = Registry({}, {}, {}, (), (), {}, {})
