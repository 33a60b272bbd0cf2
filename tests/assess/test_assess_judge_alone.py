"""The judge asked by itself, with what had been decided given: no registry is written for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from small_board import BASE, Files

from handbook.assess.authority.judge import AuthorityLedger, must_ratify_by
from handbook.assess.authority.ratify import ratified
from handbook.assess.authority.terms import Terms
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.ledger.model import Event
from handbook.assess.settings.model import Settings
from handbook.assess.workflow import DecisionKind
from handbook.load.model import Record, Seal

if TYPE_CHECKING:
    from handbook.link import Registry

DAY = date(2026, 3, 10)
FIRST, LAST = DAY - timedelta(days=2), DAY - timedelta(days=1)


@cache
def registry() -> Registry:
    files = Files()
    files.extra = {}
    for name, data in BASE.items():
        files.put(name, data)
    return files.registry()


def event(kind: str, decided: date = DAY, **more: Any) -> Event:
    made = {"group": "board", "meeting": f"board-{decided}", "item": "1", **more}
    number = f"{made['meeting']}--{made['item']}"
    told = {"effective": decided, "document": "going-home", "title": "A decision", **made}
    return Event(decision=number, kind=DecisionKind(kind), decided=decided, **told)


def ledger(*events: Event, seals: tuple[Seal, ...] = (), **settings: Any) -> AuthorityLedger:
    """A judge who knows what had been decided about a document, and its sealed texts."""
    whole = replace(registry(), seals={(seal.document, seal.version): seal for seal in seals})
    known = {"going-home": list(events)} if events else {}
    return AuthorityLedger(whole, Settings(**settings), known)


def seal(version: str, *, medicines: bool | None = False, unsaid: bool = False) -> Seal:
    text = Record("guideline", "going-home", "s.md", {"medicines": medicines}, "", 1, {})
    administrative = frozenset({"medicines"} if unsaid else ())
    return Seal("going-home", version, "guideline", "", administrative, text, "seal.yaml")


# Posts.


@pytest.mark.parametrize(
    ("kind", "post", "posts", "may"),
    [
        ("suspend", "coordinator", (), True),
        ("suspend", "coordinator", ("coordinator", "officer"), True),
        ("suspend", "coordinator", ("officer",), False),
        ("correct", "coordinator", ("officer",), True),
        ("accept", "coordinator", ("officer",), True),
    ],
)
def test_only_stopping_is_for_the_posts_that_the_settings_name(
    kind: str, post: str, posts: tuple[str, ...], *, may: bool
) -> None:
    judge = ledger(suspension_posts=posts)
    asked = event(kind, group="", post=post)
    if may:
        judge.judge(asked, "guideline")
    else:
        with pytest.raises(UnbelievableError, match="let only these stop a document") as refused:
            judge.judge(asked, "guideline")
        assert refused.value.ground == "authority"


# Terms.


def test_no_terms_speak_on_the_day_on_which_they_are_endorsed() -> None:
    """The same holds of what throws doubt on them: only what was decided before a day counts."""
    own = event("endorse", document="board", version="1.0", review_due=DAY + timedelta(days=900))
    text = Record("terms-of-reference", "board", "s.md", {"title": "Sealed"}, "", 1, {})
    sealed = Seal("board", "1.0", "terms-of-reference", "", frozenset(), text, "seal.yaml")
    whole = replace(registry(), seals={("board", "1.0"): sealed})
    doubted = {"board": [(DAY, "cannot be read")]}
    for doubts, later in (({}, None), (doubted, "nobody")):
        judge = AuthorityLedger(whole, Settings(), {"board": [own]}, doubts)
        assert judge.terms("board", DAY).founding
        following = DAY + timedelta(days=1)
        if later is None:
            assert not judge.terms("board", following).founding
            assert judge.terms("board", following).data == {"title": "Sealed"}
        else:
            with pytest.raises(UnbelievableError, match="had no terms of reference in force"):
                judge.terms("board", following)


# Extensions.

ENDORSED, EXTENDED = event("endorse", FIRST), event("extend", LAST)


@pytest.mark.parametrize(
    ("known", "second"),
    [
        ((), False),
        ((ENDORSED,), False),
        ((EXTENDED,), True),
        ((ENDORSED, EXTENDED), True),
        ((EXTENDED, ENDORSED), True),
        ((event("extend", FIRST), event("endorse", LAST)), False),
        ((event("extend", FIRST), event("attest", LAST)), False),
        ((event("extend", FIRST), event("review", LAST, outcome="no-change")), False),
        ((event("extend", FIRST), event("review", LAST, outcome="minor")), False),
        ((event("extend", FIRST), event("review", LAST, outcome="clinical")), True),
        ((event("extend", FIRST), event("record", LAST)), True),
        ((ENDORSED, event("extend", DAY)), False),
        ((event("extend", FIRST), event("endorse", DAY)), True),
    ],
)
def test_a_second_extension_is_one_after_which_nothing_else_moved_the_date(
    known: tuple[Event, ...], *, second: bool
) -> None:
    """What was decided on the day itself counts for nothing: no order within a day is known."""
    judge = ledger(*known)
    judge.known["board", DAY] = Terms(
        "Board", {"seats": [{"id": "chair"}], "quorum": {"at-least": 1}, "authority": [
            {"kinds": ["extend"], "types": ["guideline"]}]}, founding=False,
    )  # fmt: skip
    asked = event("extend", meeting="board-2026-03-11")
    if second:
        with pytest.raises(UnbelievableError, match="a second time in a row"):
            judge.judge(asked, "guideline")
    else:
        judge.judge(asked, "guideline")


POWERS = (
    {"kinds": ["extend"], "types": ["guideline"], "clause": "Puts reviews off."},
    {"kinds": ["endorse"], "types": ["policy"], "clause": "Endorses policies."},
)


def held_to(*powers: dict[str, Any]) -> AuthorityLedger:
    """A judge who knows one extension, and by which powers the board decides on the day."""
    judge = ledger(event("extend", LAST))
    data = {"seats": [{"id": "chair"}], "quorum": {"at-least": 1}, "authority": list(powers)}
    judge.known["board", DAY] = Terms("Board", data, founding=False)
    return judge


def test_a_group_that_may_endorse_such_documents_may_extend_them_again() -> None:
    asked = event("extend", meeting="board-2026-03-11")
    held_to(*POWERS, {"kinds": ["endorse"], "types": ["guideline"]}).judge(asked, "guideline")


def refusal_by(judge: AuthorityLedger, kind: str) -> str:
    with pytest.raises(UnbelievableError) as refused:
        judge.judge(event(kind, meeting="board-2026-03-11"), "guideline")
    assert refused.value.ground == "authority"
    return str(refused.value)


def test_what_the_terms_say_of_the_type_is_quoted_and_nothing_else() -> None:
    """Fails if a refusal quotes what the terms say of other documents."""
    assert refusal_by(held_to(*POWERS), "endorse") == (
        "is beyond what the Board may do: its terms of reference in force on 10 March 2026 do not"
        " let it endorse guidelines. The terms say: “Puts reviews off.”"
    )
    assert refusal_by(held_to(*POWERS), "extend") == (
        "extends the review date a second time in a row, which only a group that may endorse"
        " guidelines can do, and the Board may not. The terms say: “Puts reviews off.”"
    )


# Medicines.


@pytest.mark.parametrize(
    ("known", "seals", "asked"),
    [
        ((), (), False),
        ((event("endorse", LAST, version="1.0"),), (seal("1.0"),), False),
        ((event("endorse", LAST, version="1.0"),), (seal("1.0", medicines=True),), True),
        ((event("endorse", LAST, version="1.0"),), (seal("1.0", unsaid=True),), True),
        ((event("attest", LAST, version="1.0"),), (seal("1.0", medicines=True),), True),
        ((event("correct", LAST, version="1.0"),), (seal("1.0", medicines=True),), True),
        ((event("endorse", LAST, version="1.0"),), (), True),
        ((event("record", LAST, version="1.0"),), (), False),
        (
            (event("endorse", LAST, version="1.1"), event("endorse", FIRST, version="1.0")),
            (seal("1.0", medicines=True), seal("1.1")),
            False,
        ),
        (
            (event("endorse", LAST, version="1.1"), event("endorse", FIRST, version="1.0")),
            (seal("1.0"), seal("1.1", medicines=True)),
            True,
        ),
    ],
)
def test_a_text_without_medicines_is_asked_by_the_one_before_it(
    known: tuple[Event, ...], seals: tuple[Seal, ...], *, asked: bool
) -> None:
    """Where that one is lost, it is asked as if there had been medicines in it."""
    judge = ledger(*known, seals=(*seals, seal("2.0")), medicines_groups=("panel",))
    new = event("endorse", version="2.0")
    if asked:
        with pytest.raises(UnbelievableError, match="had recorded no view of it") as refused:
            judge.check_medicines(new, [new])
        assert refused.value.ground == "medicines"
    else:
        judge.check_medicines(new, [new])


@pytest.mark.parametrize("kind", ["record", "consult", "review", "extend", "withdraw", "correct"])
def test_what_seals_nothing_new_needs_no_view(kind: str) -> None:
    judge = ledger(medicines_groups=("panel",))
    judge.check_medicines(event(kind, version="2.0"), ())


def test_where_no_group_is_for_medicines_none_is_asked() -> None:
    ledger(seals=(seal("2.0", medicines=True),)).check_medicines(
        event("endorse", version="2.0"), ()
    )


@pytest.mark.parametrize(
    ("view", "enough"),
    [
        (event("record", group="panel"), True),
        (event("record", LAST, group="panel"), False),
        (event("record", group="board"), False),
        (event("record", group="panel", document="coming-back"), False),
    ],
)
def test_a_view_is_of_the_document_after_its_last_endorsement_by_the_group(
    view: Event, *, enough: bool
) -> None:
    texts = (seal("1.0"), seal("2.0", medicines=True))
    before = event("endorse", LAST, version="1.0")
    judge = ledger(before, seals=texts, medicines_groups=("panel",))
    new = event("endorse", version="2.0")
    if enough:
        judge.check_medicines(new, [view, new])
    else:
        with pytest.raises(UnbelievableError, match="no view of it since 9 March 2026 by 10 March"):
            judge.check_medicines(new, [view, new])


# Ratification.


class Held:
    """Groups that have the terms given here, whatever the day; all others have none."""

    def __init__(self, **terms: Terms) -> None:
        self.registry = registry()
        self.settings = Settings(suspension_days=7)
        self.held = terms

    def terms(self, group: str, day: date) -> Terms:
        assert isinstance(day, date)
        if group not in self.held:
            raise UnbelievableError("has no terms", "authority")
        return self.held[group]


def may(*kinds: str, **more: Any) -> Terms:
    powers = {"authority": [{"kinds": list(kinds), "types": ["guideline"]}]}
    return Terms("Group", {**powers, **more}, founding=False)


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (event("suspend", group="", post="coordinator"), DAY + timedelta(days=7)),
        (event("suspend"), None),
        (event("correct", group="", post="coordinator"), None),
        (event("endorse"), None),
        (event("endorse", urgent=True), DAY + timedelta(days=30)),
        (event("endorse", urgent=True, group="panel"), DAY),
    ],
)
def test_what_was_done_without_a_meeting_is_to_be_ratified_by_a_day(
    asked: Event, by: date | None
) -> None:
    """Fails if terms that name no days leave a chair's action standing for longer than its day."""
    groups: Any = Held(
        board=may(**{"chairs-action": {"ratify-within-days": 30}}),
        panel=may(**{"chairs-action": {}}),
    )
    assert must_ratify_by(asked, groups) == by


STOPPED = event("suspend", group="", post="coordinator", meeting="", item="s")
STOP = replace(STOPPED, decision="stop", ratify_by=DAY + timedelta(days=7))
URGENT = replace(event("endorse", urgent=True), decision="act", ratify_by=DAY + timedelta(days=7))


def at(days: int, group: str = "board", **more: Any) -> Event:
    return event("record", DAY + timedelta(days=days), group=group, **more)


@pytest.mark.parametrize(
    ("what", "others", "by"),
    [
        (STOP, (at(0),), 0),
        (STOP, (at(7),), 0),
        (STOP, (at(8),), None),
        (STOP, (at(-1),), None),
        (STOP, (at(5), at(3)), 1),
        (STOP, (at(3, item="2"), at(3, item="1")), 1),
        (STOP, (at(3, ""), at(5)), 1),
        (STOP, (at(3, urgent=True), at(5)), 1),
        (STOP, (at(3, "reviewers"), at(5)), 1),
        (STOP, (at(3, "nobody"), at(5)), 1),
        (URGENT, (at(3),), None),
        (URGENT, (at(3, ratifies=("act",)),), 0),
        (URGENT, (at(3, "reviewers", ratifies=("act",)),), None),
        (URGENT, (at(3, ratifies=("other",)), at(4, ratifies=("other", "act"))), 1),
        (replace(STOP, ratify_by=None), (at(3),), None),
        (replace(STOP, document="gone"), (at(3),), None),
    ],
)
def test_what_was_done_without_a_meeting_is_ratified_by_the_first_that_could(
    what: Event, others: tuple[Event, ...], by: int | None
) -> None:
    groups = Held(board=may("endorse"), reviewers=may("review", "record"))
    first, *rest = ratified((what, *others), groups)
    assert first == replace(what, ratified_by="" if by is None else others[by].decision)
    assert tuple(rest) == others
