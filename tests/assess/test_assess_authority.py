"""I2: a decision counts only if those who made it could make it, on the day they made it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.authority.founding import read_founding
from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.assess.words import State
from handbook.history import NO_HISTORY

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing

TODAY = date(2026, 11, 23)
WITHDRAWN = {"exit": "withdrawn", "no-replacement": True}
CLAUSE = "The panel reviews guidelines. It does not endorse."
PANEL: dict[str, Any] = {
    "id": "panel",
    "title": "Panel",
    "summary": "The panel.",
    "owner": "coordinator",
    "parent": "board",
    "purpose": "Reads.",
    "seats": [
        {"id": "chair", "title": "Chair", "post": "coordinator"},
        {"id": "nurse", "title": "Nurse"},
        {"id": "parent", "title": "Parent"},
    ],
    "quorum": {"at-least": 2, "clause": "Two seats of three."},
    "authority": [
        {"kinds": ["review", "extend", "record"], "types": ["guideline"], "clause": CLAUSE}
    ],
}


class Network:
    """A registry with a founding board, a panel below it, and days on which they met."""

    def __init__(self, files: Any) -> None:
        self.files = files

    def meet(self, group: str, day: str, *came: str, **more: Any) -> None:
        recused, name = more.pop("recused", None), more.pop("name", f"{group}-{day}")
        item = {"item": "1", "title": "Item 1"}
        if recused:
            item["recused"] = [{"seat": seat, "interest": "Some."} for seat in recused]
        self.files.put(
            f"meetings/{name}.yaml",
            {
                "id": name,
                "group": group,
                "date": day,
                "state": "held",
                "attendance": [{"seat": seat, "presence": "present"} for seat in came],
                "agenda": [item],
                **more,
            },
        )

    def decide(self, group: str, day: str, kind: str, document: str, **more: Any) -> None:
        entry = {"document": document, **more.pop("entry", {})}
        meeting = more.pop("name", f"{group}-{day}")
        if kind in {"endorse", "attest"}:
            record = self.files.registry().records[document]
            known = self.files.registry().types[record.type].administrative
            entry = {
                "version": "1.0",
                "digest": working_digest(record, known),
                "review-due": "2029-01-01",
                **entry,
            }
            self.files.update(seal_files(record, ".md", entry["version"], known, {}))
        name = f"{meeting}--1"
        data = {
            "id": name,
            "title": "A decision",
            "kind": kind,
            "meeting": meeting,
            "item": "1",
            "statement": "Agreed.",
            "documents": [entry],
            **{key.replace("_", "-"): value for key, value in more.items()},
        }
        self.files.put(f"decisions/{name}.yaml", data)

    def held(self, group: str, day: str, kind: str, document: str, *came: str, **more: Any) -> None:
        met = {key: more.pop(key) for key in ("recused", "held-as") if key in more}
        self.meet(group, day, *(came or ("chair", "nurse")), **met)
        self.decide(group, day, kind, document, **more)

    def panel(self, **changes: Any) -> None:
        """The panel's terms, endorsed by the board in January."""
        terms = {**PANEL, **{key.replace("_", "-"): value for key, value in changes.items()}}
        self.files.put("terms-of-reference/panel.md", terms)
        self.held("board", "2026-01-10", "endorse", "panel", "chair")

    def endorsed(self) -> None:
        self.held("board", "2026-02-10", "endorse", "going-home", "chair")

    def assessed(self, today: date = TODAY) -> Assessment:
        registry = self.files.registry()
        assert registry.broken == ()
        return assess(registry, NO_HISTORY, today)

    def standing(self, today: date = TODAY) -> Standing:
        return self.assessed(today).standings["going-home"]

    def refused(self, ground: str) -> str:
        """Why the one decision that could not be made was refused; its document is unknown."""
        found = self.assessed()
        (refusal,) = found.refusals
        assert refusal.ground == ground
        assert found.standings["going-home"].state is State.UNKNOWN
        assert refusal.why in found.distrust["going-home"]
        return refusal.why


@pytest.fixture
def network(files: Any) -> Network:
    return Network(files)


def test_i2_an_endorsement_by_a_group_that_may_not_endorse_puts_nothing_in_force(
    network: Network,
) -> None:
    """Fails if ``check_power`` in ``assess/authority/terms.py`` returns at once."""
    network.panel()
    network.held("panel", "2026-03-10", "endorse", "going-home")
    why = network.refused("authority")
    assert "do not let it endorse guidelines" in why
    assert f"“{CLAUSE}”" in why


def test_i2_an_endorsement_at_an_inquorate_meeting_puts_nothing_in_force(
    network: Network,
) -> None:
    """Fails if ``check_quorum`` in ``assess/authority/sitting.py`` returns at once."""
    network.panel(authority=[{"kinds": ["endorse"], "types": ["guideline"]}])
    network.held("panel", "2026-03-10", "endorse", "going-home", "chair")
    why = network.refused("quorum")
    assert "1 of the 2 needed" in why
    assert "Nurse (not minuted), Parent (not minuted)" in why
    assert "“Two seats of three.”" in why


def test_i2_a_recusal_can_take_the_quorum_from_one_item(network: Network) -> None:
    network.panel(authority=[{"kinds": ["endorse"], "types": ["guideline"]}])
    network.held(
        "panel", "2026-03-10", "endorse", "going-home", "chair", "nurse", recused=["nurse"]
    )
    assert "Nurse (stood aside)" in network.refused("quorum")


def test_i2_a_group_that_may_is_believed(network: Network) -> None:
    network.panel(authority=[{"kinds": ["endorse"], "types": ["guideline"]}])
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert network.standing().in_force
    assert network.assessed().refusals == ()


def test_i2_a_group_whose_terms_were_never_endorsed_can_decide_nothing(network: Network) -> None:
    network.files.put(
        "terms-of-reference/panel.md",
        {**PANEL, "authority": [{"kinds": ["endorse"], "types": ["guideline"]}]},
    )
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert "had no terms of reference in force on 10 March 2026" in network.refused("authority")


def test_i2_words_that_were_only_typed_into_the_terms_give_no_authority(network: Network) -> None:
    network.panel()
    mine = {**PANEL, "authority": [{"kinds": ["endorse"], "types": ["guideline"]}]}
    network.files.put("terms-of-reference/panel.md", mine)
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert "do not let it endorse" in network.refused("authority")


@pytest.mark.parametrize(
    ("day", "believed"), [("2026-05-31", False), ("2026-06-01", True), ("2026-06-02", True)]
)
def test_i2_the_terms_of_the_day_count_and_later_ones_change_nothing(
    network: Network, day: str, *, believed: bool
) -> None:
    """New terms decided in April apply from June: what the panel endorsed in May stays refused."""
    network.panel()
    mine = {**PANEL, "authority": [{"kinds": ["endorse"], "types": ["guideline"]}]}
    network.files.put("terms-of-reference/panel.md", mine)
    new = {"entry": {"version": "2.0"}, "effective": "2026-06-01"}
    network.held("board", "2026-04-10", "endorse", "panel", "chair", **new)
    network.held("panel", day, "endorse", "going-home")
    assert network.standing().in_force is believed


def test_i2_no_decision_gives_authority_on_its_own_day(network: Network) -> None:
    network.panel()
    network.held("panel", "2026-01-10", "record", "going-home")
    assert network.assessed().refusals[0].ground == "authority"


def test_i2_authority_that_was_taken_away_is_gone_and_what_was_decided_under_it_stays(
    network: Network,
) -> None:
    network.panel(authority=[{"kinds": ["endorse"], "types": ["guideline"]}])
    network.held("panel", "2026-03-10", "endorse", "going-home")
    network.held("board", "2026-04-10", "withdraw", "panel", entry=WITHDRAWN, reason="Ended.")
    assert network.standing().in_force
    network.held("panel", "2026-05-10", "endorse", "coming-back")
    found = network.assessed()
    assert found.standings["coming-back"].state is State.UNKNOWN
    assert "no terms of reference in force" in found.refusals[0].why
    assert found.standings["going-home"].in_force


def test_i8_a_withdrawal_beyond_the_terms_never_leaves_the_document_in_force(
    network: Network,
) -> None:
    network.panel()
    network.endorsed()
    assert network.standing().in_force
    network.held("panel", "2026-03-10", "withdraw", "going-home", entry=WITHDRAWN, reason="Old.")
    assert "do not let it withdraw guidelines" in network.refused("authority")


def test_i8_an_inquorate_withdrawal_never_leaves_the_document_in_force(network: Network) -> None:
    network.endorsed()
    network.files.change("meetings/board-2026-03-11.yaml", attendance=None)
    network.files.decide("withdraw", entry=WITHDRAWN, reason="Old.")
    assert "was not quorate" in network.refused("quorum")


def test_a_view_beyond_the_terms_is_refused_and_throws_doubt_on_nothing(network: Network) -> None:
    network.panel(authority=[{"kinds": ["review"], "types": ["guideline"]}])
    network.endorsed()
    network.held("panel", "2026-03-10", "record", "going-home")
    found = network.assessed()
    assert [one.ground for one in found.refusals] == ["authority"]
    assert found.standings["going-home"].in_force


# The root.


def test_the_founding_group_endorses_its_own_first_terms_and_is_held_to_them_from_the_next_day(
    network: Network,
) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    network.held("board", "2026-01-11", "withdraw", "going-home", entry=WITHDRAWN, reason="Old.")
    assert "do not let it withdraw guidelines" in network.refused("authority")


def test_the_first_terms_are_endorsed_under_their_own_quorum(network: Network) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "nobody")
    found = network.assessed()
    assert [one.ground for one in found.refusals] == ["quorum"]
    assert found.standings["board"].state is State.UNKNOWN


def test_a_founding_group_whose_terms_were_stopped_can_only_endorse_them_again(
    network: Network,
) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    stop(network, "board", "2026-02-01")
    network.held("board", "2026-02-10", "endorse", "going-home", "chair")
    assert "can decide nothing else" in network.refused("authority")
    named = {"version": "2.0", "lifts": ["suspend--board--2026-02-01"]}
    network.held("board", "2026-02-20", "endorse", "board", "chair", entry=named)
    assert network.assessed().standings["board"].in_force
    network.held("board", "2026-02-21", "endorse", "coming-back", "chair")
    assert network.assessed().standings["coming-back"].in_force


# A second extension.


@pytest.mark.parametrize("group", ["panel", "board"])
def test_a_second_extension_in_a_row_needs_a_group_that_may_endorse(
    network: Network, group: str
) -> None:
    network.panel()
    network.endorsed()
    longer = {"entry": {"review-due": "2029-06-01"}, "reason": "Late.", "risk_check": "Safe."}
    network.held("panel", "2026-03-10", "extend", "going-home", **longer)
    assert network.standing().in_force
    network.held(group, "2026-04-10", "extend", "going-home", **longer)
    if group == "board":
        assert network.standing().in_force
    else:
        assert "a second time in a row" in network.refused("authority")


# Medicines.


def medicines(network: Network, **settings: Any) -> None:
    network.panel()
    network.files.change("network.yaml", settings={"medicines": {"groups": ["panel"], **settings}})
    network.files.change("guidelines/going-home.md", medicines=True)


def test_i2_content_with_medicines_needs_the_groups_that_the_settings_name(
    network: Network,
) -> None:
    """Fails if ``check_medicines`` in ``assess/authority/judge.py`` returns at once."""
    medicines(network)
    network.endorsed()
    assert "the Panel had recorded no view of it by 10 February 2026" in network.refused(
        "medicines"
    )


def test_i2_a_seal_that_does_not_say_whether_there_are_medicines_is_asked_all_the_same(
    network: Network,
) -> None:
    """Fails if ``check_medicines`` takes what a seal leaves out for "no medicines"."""
    medicines(network)
    network.endorsed()
    record = network.files.registry().records["going-home"]
    left_out = network.files.registry().types["guideline"].administrative | {"medicines"}
    network.files.update(seal_files(record, ".md", "1.0", left_out, {}))
    entry = {"digest": working_digest(record, left_out)}
    path = "registry/decisions/board-2026-02-10--1.yaml"
    before = network.files[path].decode()
    old = next(line for line in before.splitlines() if "digest:" in line).partition("v1:")[2]
    new = entry["digest"].partition("v1:")[2]
    network.files[path] = before.replace(old.rstrip('"'), new).encode()
    assert "had recorded no view of it" in network.refused("medicines")


@pytest.mark.parametrize("seen", [False, True])
def test_i2_a_text_that_says_its_medicines_are_gone_is_for_the_same_groups(
    network: Network, *, seen: bool
) -> None:
    """Fails if ``check_medicines`` asks the new text alone whether it holds medicines."""
    medicines(network)
    network.held("panel", "2026-02-01", "record", "going-home")
    network.endorsed()
    network.files.change("guidelines/going-home.md", medicines=False)
    if seen:
        network.held("panel", "2026-02-20", "record", "going-home")
    network.held("board", "2026-02-25", "endorse", "going-home", entry={"version": "2.0"})
    assert network.standing().in_force is seen
    if not seen:
        assert "no view of it since 10 February 2026" in network.refused("medicines")


@pytest.mark.parametrize(
    ("day", "believed"), [("2026-02-09", True), ("2026-02-10", True), ("2026-02-11", False)]
)
def test_the_view_comes_not_later_than_the_endorsement(
    network: Network, day: str, *, believed: bool
) -> None:
    medicines(network)
    network.held("panel", day, "record", "going-home")
    network.endorsed()
    assert network.standing().in_force is believed


def test_an_inquorate_view_is_no_view(network: Network) -> None:
    medicines(network)
    network.held("panel", "2026-02-01", "record", "going-home", "chair")
    network.endorsed()
    assert not network.standing().in_force


def test_a_view_of_the_old_text_says_nothing_about_the_new_one(network: Network) -> None:
    medicines(network)
    network.held("panel", "2026-02-01", "record", "going-home")
    network.endorsed()
    again = {"entry": {"version": "2.0"}}
    network.held("board", "2026-03-10", "endorse", "going-home", "chair", **again)
    assert "no view of it since 10 February 2026" in network.refused("medicines")


def test_a_network_may_ask_for_views_only_from_a_day_on(network: Network) -> None:
    medicines(network, since="2026-02-11")
    network.endorsed()
    assert network.standing().in_force


# Without a meeting.


def stop(network: Network, document: str, day: str, post: str = "coordinator") -> None:
    name = f"suspend--{document}--{day}"
    network.files.put(
        f"decisions/{name}.yaml",
        {
            "id": name,
            "title": "Stop",
            "kind": "suspend",
            "post": post,
            "date": day,
            "statement": "Stop.",
            "reason": "Harm.",
            "documents": [{"document": document}],
        },
    )


def test_a_suspension_by_a_post_that_the_settings_do_not_name_does_not_leave_it_in_force(
    network: Network,
) -> None:
    network.files.put(
        "posts/officer.yaml", {"id": "officer", "title": "Officer", "organisation": "hospital"}
    )
    network.files.change("network.yaml", settings={"suspension": {"posts": ["officer"]}})
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    assert "let only these stop a document: Officer" in network.refused("authority")


@pytest.mark.parametrize(
    ("looked", "today", "late"),
    [
        ("", "2026-03-29", False),
        ("", "2026-03-30", True),
        ("2026-03-29", "2026-11-23", False),
        ("2026-03-30", "2026-11-23", True),
    ],
)
def test_a_suspension_not_ratified_in_time_says_so_and_holds(
    network: Network, looked: str, today: str, *, late: bool
) -> None:
    """By default a group has 28 days; never does the document come back by itself."""
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    if looked:
        network.held("board", looked, "record", "going-home", "chair")
    found = network.standing(date.fromisoformat(today))
    assert found.state is State.SUSPENDED
    assert bool(found.why) is late
    assert network.assessed(date.fromisoformat(today)).distrust == {}


def test_a_group_that_may_not_endorse_cannot_ratify_a_suspension(network: Network) -> None:
    network.panel()
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    network.held("panel", "2026-03-10", "record", "going-home")
    assert network.standing().why


RULES: dict[str, dict[str, Any]] = {
    "written-resolution": {"fraction": "3/3", "clause": "All agree in writing."},
    "chairs-action": {"seat": "chair", "ratify-within-days": 30, "clause": "The chair, in need."},
}
MAY = [{"kinds": ["endorse", "record"], "types": ["guideline"]}]


@pytest.mark.parametrize("way", sorted(RULES))
def test_i2_a_decision_without_a_meeting_needs_terms_that_allow_it(
    network: Network, way: str
) -> None:
    network.panel(authority=MAY)
    everyone = ("chair", "nurse", "parent")
    network.held("panel", "2026-03-10", "endorse", "going-home", *everyone, **{"held-as": way})
    why = network.refused("authority")
    assert "which the terms of reference of the Panel in force on 10 March 2026 do not allow" in why


@pytest.mark.parametrize("way", sorted(RULES))
def test_it_may_be_allowed_for_some_kinds_alone(network: Network, way: str) -> None:
    network.panel(authority=MAY, **{way: {**RULES[way], "kinds": ["record"]}})
    everyone = ("chair", "nurse", "parent")
    network.held("panel", "2026-03-10", "endorse", "going-home", *everyone, **{"held-as": way})
    assert "may not endorse documents" in network.refused("authority")


@pytest.mark.parametrize(
    ("came", "believed"), [(("chair", "nurse"), False), (("chair", "nurse", "parent"), True)]
)
def test_a_written_resolution_needs_as_many_as_the_terms_ask(
    network: Network, came: tuple[str, ...], *, believed: bool
) -> None:
    network.panel(authority=MAY, **{"written-resolution": RULES["written-resolution"]})
    way = {"held-as": "written-resolution"}
    network.held("panel", "2026-03-10", "endorse", "going-home", *came, **way)
    assert network.standing().in_force is believed


def chair(network: Network, *came: str) -> None:
    network.panel(authority=MAY, **{"chairs-action": RULES["chairs-action"]})
    way = {"held-as": "chairs-action"}
    network.held("panel", "2026-03-10", "endorse", "going-home", *came, **way)


def test_a_chairs_action_counts_until_its_days_are_over(network: Network) -> None:
    chair(network, "chair")
    assert network.standing(date(2026, 4, 9)).in_force
    after = network.standing(date(2026, 4, 10))
    assert after.state is State.UNKNOWN
    assert "was to be ratified by 9 April 2026 and was not" in after.why[0]
    assert network.assessed().distrust == {}, "time alone breaks no build"


def test_a_chairs_action_needs_the_chair(network: Network) -> None:
    chair(network, "nurse", "parent")
    assert "Chair was not there" in network.refused("quorum")


@pytest.mark.parametrize(
    ("group", "day", "names", "came", "believed"),
    [
        ("panel", "2026-04-09", True, ("chair", "nurse"), True),
        ("panel", "2026-04-10", True, ("chair", "nurse"), False),
        ("panel", "2026-04-09", False, ("chair", "nurse"), False),
        ("panel", "2026-04-09", True, ("chair",), False),
        ("board", "2026-04-09", True, ("chair",), False),
    ],
)
def test_a_chairs_action_is_ratified_by_its_own_group_in_time_and_by_name(
    network: Network, group: str, day: str, names: bool, came: tuple[str, ...], believed: bool
) -> None:
    chair(network, "chair")
    more = {"ratifies": ["panel-2026-03-10--1"]} if names else {}
    network.held(group, day, "record", "going-home", *came, **more)
    assert network.standing().in_force is believed


def test_a_chairs_action_cannot_ratify_another(network: Network) -> None:
    chair(network, "chair")
    more: dict[str, Any] = {"ratifies": ["panel-2026-03-10--1"], "held-as": "chairs-action"}
    network.held("panel", "2026-03-20", "record", "going-home", "chair", **more)
    assert network.standing().state is State.UNKNOWN


def test_after_a_chairs_action_that_lapsed_the_group_may_decide_afresh(network: Network) -> None:
    chair(network, "chair")
    again = {"entry": {"version": "2.0"}}
    network.held("panel", "2026-06-10", "endorse", "going-home", **again)
    assert network.standing().in_force
    assert network.standing().version == "2.0"


# Nothing outside a sealed text gives or takes authority.


def test_a_group_is_not_ended_by_its_working_text(network: Network) -> None:
    """Fails if ``retired`` is read from the working record."""
    network.panel(authority=MAY)
    network.held("panel", "2026-03-10", "endorse", "going-home")
    network.files.put("terms-of-reference/panel.md", {**PANEL, "retired": "2026-02-01"})
    assert network.standing().in_force


def test_a_group_is_ended_by_its_sealed_terms(network: Network) -> None:
    """Fails if ``retired`` is not read from the sealed terms."""
    network.panel(authority=MAY, retired="2026-03-10")
    network.files.put("terms-of-reference/panel.md", {**PANEL, "authority": MAY})
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert "had been ended, by its own terms, by 10 March 2026" in network.refused("authority")


def test_a_group_still_decides_before_the_day_on_which_its_terms_end_it(network: Network) -> None:
    network.panel(authority=MAY, retired="2026-03-11")
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert network.standing().in_force


@pytest.mark.parametrize(
    "fields",
    [
        {"quorum": {"at-least": 5}},
        {"seats": [{"id": "other", "title": "Other"}]},
        {"retired": "2024-01-01"},
    ],
)
def test_the_founding_terms_are_the_sealed_ones(network: Network, fields: dict[str, Any]) -> None:
    """Fails if the founding group is judged by its working text once it endorsed any."""
    network.endorsed()
    network.held("board", "2026-02-12", "endorse", "board", "chair")
    network.files.change("terms-of-reference/board.md", **fields)
    assert network.standing().in_force


def test_the_first_terms_are_the_oldest_and_its_own(network: Network) -> None:
    """Fails if the order of names counts, or terms that another group endorsed."""
    network.endorsed()
    network.held("board", "2026-02-12", "endorse", "board", "chair")
    network.files.change("terms-of-reference/board.md", quorum={"at-least": 3})
    network.held("aaa", "2026-02-11", "endorse", "board", "chair", entry={"version": "2.0"})
    registry = network.files.registry()
    first = read_founding(registry).terms(registry.records["board"])
    assert first["quorum"] == {"at-least": 1}


def test_the_oldest_terms_are_the_first_whatever_their_decisions_are_called(
    network: Network,
) -> None:
    """Fails if ``read_founding`` takes the terms in the order of ids. Of one day, that counts."""
    network.files.put("terms-of-reference/panel.md", PANEL)
    for name, day, group, version in (
        ("third", "2026-02-11", "board", "1.0"),
        ("third-too", "2026-02-11", "board", "2.0"),
        ("second", "2026-02-12", "board", "3.0"),
        ("first", "2026-02-13", "panel", "4.0"),
    ):
        network.meet(group, day, "chair", name=name)
        network.decide(group, day, "endorse", group, entry={"version": version}, name=name)
    registry = network.files.registry()
    assert registry.broken == ()
    firsts = read_founding(registry).firsts
    assert [(first.group, first.version) for first in firsts] == [
        ("board", "1.0"),
        ("panel", "4.0"),
    ]


def test_first_terms_that_were_tampered_with_give_no_authority(network: Network) -> None:
    """Fails if the working text speaks where the sealed one cannot."""
    network.endorsed()
    network.held("board", "2026-02-12", "endorse", "board", "chair")
    path = "registry/_endorsed/board/1.0/record.md"
    network.files[path] = network.files[path].replace(b"Decides.", b"Decides all.")
    assert not network.standing().in_force
    refusal = read_founding(network.files.registry()).refusal("board", TODAY)
    assert "cannot be read as they were sealed" in refusal


@pytest.mark.parametrize("own", [False, True])
def test_a_second_group_cannot_claim_the_founding_act(network: Network, *, own: bool) -> None:
    """Fails if the founder is whatever group ``network.yaml`` names today."""
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    act = {"act": "Meeting", "on": "2023-12-01", "by": "All", "group": "panel"}
    network.files.change("network.yaml", constituted=act)
    network.files.put("terms-of-reference/panel.md", PANEL)
    if own:
        network.held("panel", "2026-02-01", "endorse", "panel")
    network.held("panel", "2026-03-10", "endorse", "going-home")
    found = network.assessed()
    assert not found.standings["going-home"].in_force
    assert any(
        "the Board had used the act that constituted the network by 10 January 2026" in one.why
        for one in found.refusals
    )


def test_nobody_acts_under_the_founding_act_before_its_day(network: Network) -> None:
    """Fails if the day of the act is not asked."""
    network.held("board", "2023-11-30", "endorse", "going-home", "chair")
    assert "constituted on 1 December 2023, after that day" in network.refused("authority")


@pytest.mark.parametrize("fields", [{}, {"parent": None}, {"quorum": {"at-least": 1}}])
def test_a_founding_group_whose_terms_were_withdrawn_is_no_founder_by_editing(
    network: Network, fields: dict[str, Any]
) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    stop(network, "board", "2026-02-01")
    network.files.change("terms-of-reference/board.md", **fields)
    network.held("board", "2026-03-10", "endorse", "going-home", "chair")
    assert "can decide nothing else" in network.refused("authority")
