"""Who could not decide, and why, in all the words: a secretary must see what to mend from them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from test_assess_authority import CLAUSE, MAY, PANEL, RULES, TODAY, WITHDRAWN, Network, stop

from handbook.assess import assess
from handbook.assess.authority.founding import read_founding
from handbook.assess.authority.terms import Terms, quoted
from handbook.assess.words import State
from handbook.history import NO_HISTORY

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGER = {"entry": {"review-due": "2029-06-01"}, "reason": "Late.", "risk_check": "Safe."}
ENDORSES: list[dict[str, Any]] = [{"kinds": ["endorse"], "types": ["guideline"]}]


@pytest.fixture
def network(files: Any) -> Network:
    return Network(files)


def refusal(network: Network) -> tuple[str, str]:
    """The ground and all the words of the one decision that could not be made."""
    (only,) = network.assessed().refusals
    return only.ground, only.why


# The founding act.


def test_why_a_group_cannot_act_under_the_founding_act(network: Network) -> None:
    network.files.put("terms-of-reference/panel.md", PANEL)
    founding = read_founding(network.files.registry())
    assert founding.group == "board"
    assert founding.refusal("board", date(2023, 12, 1)) == ""
    assert founding.refusal("board", date(2023, 11, 30)) == (
        "the network was constituted on 1 December 2023, after that day"
    )
    assert founding.refusal("panel", date(2024, 1, 1)) == (
        "the act that constituted the network does not name the Panel"
    )


@pytest.mark.parametrize(
    ("panel", "board", "refused"),
    [
        ("2026-01-09", "2026-01-10", True),
        ("2026-01-10", "2026-01-10", True),
        ("2026-01-11", "2026-01-10", False),
        ("2026-01-11", "", True),
    ],
)
def test_the_first_group_that_endorsed_terms_for_itself_used_the_act(
    network: Network, panel: str, board: str, *, refused: bool
) -> None:
    network.files.put("terms-of-reference/panel.md", PANEL)
    network.held("panel", panel, "endorse", "panel")
    if board:
        network.held("board", board, "endorse", "board", "chair")
    why = read_founding(network.files.registry()).refusal("board", TODAY)
    day = f"{int(panel[-2:])} January 2026"
    assert why == (
        f"the Panel had used the act that constituted the network by {day}, when it endorsed terms"
        f" for itself (panel-{panel}--1)"
        if refused
        else ""
    )


def test_first_terms_that_cannot_be_read_are_named(network: Network) -> None:
    network.held("board", "2026-02-12", "endorse", "board", "chair")
    founding = read_founding(network.files.registry())
    assert founding.refusal("board", TODAY) == ""
    network.files.drop("_endorsed/board/1.0/record.md")
    founding = read_founding(network.files.registry())
    assert founding.refusal("board", TODAY) == (
        "the first terms that the Board endorsed for itself (version 1.0, board-2026-02-12--1)"
        " cannot be read as they were sealed"
    )
    record = network.files.registry().records["board"]
    assert founding.terms(record) == {}


def test_only_a_meeting_at_which_a_group_bound_its_own_terms_gives_it_first_terms(
    network: Network,
) -> None:
    """Not what a post did, not another group's terms, not a decision that binds no text."""
    network.panel()
    stop(network, "board", "2026-01-01")
    network.held("board", "2026-01-02", "record", "board", "chair")
    assert read_founding(network.files.registry()).firsts == ()
    network.held("board", "2026-02-02", "endorse", "board", "chair")
    (first,) = read_founding(network.files.registry()).firsts
    assert (first.on, first.decision) == (date(2026, 2, 2), "board-2026-02-02--1")
    assert (first.group, first.version) == ("board", "1.0")


@pytest.mark.parametrize("meeting", ["gone-2026-02-02", "hospital", "coordinator"])
def test_terms_bound_at_no_meeting_that_can_be_found_are_nobodys_first(
    network: Network, meeting: str
) -> None:
    network.held("board", "2026-02-02", "endorse", "board", "chair")
    path = "registry/decisions/board-2026-02-02--1.yaml"
    text = network.files[path].decode()
    network.files[path] = text.replace("meeting: board-2026-02-02", f"meeting: {meeting}").encode()
    assert read_founding(network.files.registry()).firsts == ()


def test_a_founding_group_that_was_not_quorate_is_told_by_its_name(network: Network) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "nobody")
    (only,) = network.assessed().refusals
    assert only.why == (
        "was made when the Board was not quorate for item 1: 0 of the 1 needed were there."
        " Not counted: Chair (not minuted). The terms say nothing more"
    )


def test_a_network_that_names_no_act_has_no_founder(network: Network) -> None:
    network.files.change("network.yaml", constituted=None)
    founding = read_founding(network.files.registry())
    assert (founding.group, founding.since, founding.firsts) == ("", None, ())
    network.files.drop("network.yaml")
    assert read_founding(network.files.registry()).group == ""


# Terms.


def test_a_group_without_terms_in_force_is_told_how_they_stand(network: Network) -> None:
    network.files.put("terms-of-reference/panel.md", PANEL)
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert refusal(network) == (
        "authority",
        "is by the Panel, which had no terms of reference in force on 10 March 2026: proposed",
    )


def test_the_group_that_the_act_names_is_told_what_became_of_the_act_too(network: Network) -> None:
    network.held("board", "2023-11-30", "endorse", "going-home", "chair")
    assert refusal(network) == (
        "authority",
        (
            "is by the Board, which had no terms of reference in force on 30 November 2023:"
            " proposed: the network was constituted on 1 December 2023, after that day"
        ),
    )


def test_a_group_that_its_own_terms_ended_is_told_so(network: Network) -> None:
    network.panel(authority=MAY, retired="2026-03-10")
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert refusal(network) == (
        "authority",
        "is by the Panel, which had been ended, by its own terms, by 10 March 2026",
    )


def test_a_founding_group_whose_terms_were_stopped_is_told_what_it_can_do(network: Network) -> None:
    network.held("board", "2026-01-10", "endorse", "board", "chair")
    stop(network, "board", "2026-02-01")
    network.held("board", "2026-02-10", "record", "board", "chair")
    assert refusal(network) == (
        "authority",
        (
            "is by the Board, whose terms of reference were not in force on 10 February 2026;"
            " until it endorses them again it can decide nothing else"
        ),
    )


@pytest.mark.parametrize(("day", "believed"), [("2026-03-10", True), ("2026-03-11", False)])
def test_a_doubt_about_terms_takes_authority_from_the_day_after_it_arose(
    network: Network, day: str, *, believed: bool
) -> None:
    """The board tried to withdraw the panel's terms, and could not: nobody can tell what holds."""
    network.panel(authority=ENDORSES)
    network.held("board", "2026-01-11", "endorse", "board", "chair")
    network.held("board", "2026-03-10", "withdraw", "panel", "chair", entry=WITHDRAWN, reason="O.")
    network.held("panel", day, "endorse", "going-home")
    assessment = network.assessed()
    assert assessment.standings["going-home"].in_force is believed
    if not believed:
        assert assessment.refusals[1].why.endswith(
            "had no terms of reference in force on 11 March 2026: unknown"
        )


@pytest.mark.parametrize("before", [False, True])
def test_a_doubt_about_the_founding_group_ends_that_it_may_decide_anything(
    network: Network, *, before: bool
) -> None:
    """What cannot be read about its terms could have been their end, whenever that was."""
    if before:
        network.held("board", "2026-01-10", "endorse", "board", "chair")
    network.endorsed()
    name = "decisions/board-2026-01-20--1.yaml"
    network.files.put(name, "documents:\n  - document: board\nkind: withdraww\n")
    assessment = assess(network.files.registry(), NO_HISTORY, TODAY)
    assert assessment.standings["going-home"].state is State.UNKNOWN


def test_without_its_network_no_group_can_be_judged(network: Network) -> None:
    network.endorsed()
    network.files.drop("network.yaml")
    assessment = network.assessed()
    assert assessment.refusals == ()
    assert assessment.distrust["going-home"] == (
        "the decision board-2026-02-10--1 cannot be judged: network.yaml cannot be found or read"
    )


# Powers.


def test_what_is_beyond_the_terms_is_told_with_what_they_say(network: Network) -> None:
    network.panel()
    network.held("panel", "2026-03-10", "endorse", "going-home")
    assert refusal(network) == (
        "authority",
        (
            "is beyond what the Panel may do: its terms of reference in force on 10 March 2026 do"
            f" not let it endorse guidelines. The terms say: “{CLAUSE}”"
        ),
    )


def test_a_second_extension_is_told_with_what_the_terms_say(network: Network) -> None:
    network.panel()
    network.endorsed()
    network.held("panel", "2026-03-10", "extend", "going-home", **LONGER)
    network.held("panel", "2026-04-10", "extend", "going-home", **LONGER)
    assert refusal(network) == (
        "authority",
        (
            "extends the review date a second time in a row, which only a group that may endorse"
            f" guidelines can do, and the Panel may not. The terms say: “{CLAUSE}”"
        ),
    )


@pytest.mark.parametrize(
    ("between", "second"),
    [
        (None, True),
        (("board", "endorse", {"entry": {"version": "2.0"}}), False),
        (
            ("panel", "review", {"entry": {"outcome": "no-change", "review-due": "2029-01-01"}}),
            False,
        ),
        (("panel", "review", {"entry": {"outcome": "minor", "review-due": "2029-01-01"}}), False),
        (("panel", "review", {"entry": {"outcome": "clinical"}}), True),
        (("panel", "record", {}), True),
    ],
)
def test_only_what_moved_the_review_date_comes_between_two_extensions(
    network: Network, between: tuple[str, str, dict[str, Any]] | None, *, second: bool
) -> None:
    network.panel()
    network.endorsed()
    network.held("panel", "2026-03-10", "extend", "going-home", **LONGER)
    if between:
        group, kind, more = between
        if kind == "review":
            sealed = network.files.registry().seals["going-home", "1.0"]
            entry = {"version": "1.0", "digest": sealed.digest, **more["entry"]}
            searched = [{"source": "NICE", "on": "2026-03-01", "result": "Nothing new."}]
            more = {"entry": entry, "reviewer": "coordinator", "checked": searched}
        network.held(group, "2026-03-20", kind, "going-home", "chair", "nurse", **more)
    network.held("panel", "2026-04-10", "extend", "going-home", **LONGER)
    grounds = [each.ground for each in network.assessed().refusals]
    assert grounds == (["authority"] if second else [])


POWERS: Sequence[dict[str, Any]] = (
    {"kinds": ["review"], "types": ["guideline", "policy"], "clause": "Reviews."},
    {"kinds": ["endorse", "extend"], "types": ["policy"], "clause": " Endorses policies.\n"},
    {"kinds": ["record"], "types": ["care-pathway"]},
    {"kinds": ["consult"]},
    {"types": ["measure"]},
)


def terms(*powers: dict[str, Any], founding: bool = False) -> Terms:
    return Terms("Panel", {"authority": list(powers)} if powers else {}, founding)


def test_a_kind_and_a_type_must_stand_in_one_power() -> None:
    kinds = ("review", "endorse", "extend", "record", "consult")
    types = ("guideline", "policy", "care-pathway", "measure")
    may = {(k, t) for k in kinds for t in types if terms(*POWERS).allow(k, t)}
    assert may == {
        ("review", "guideline"),
        ("review", "policy"),
        ("endorse", "policy"),
        ("extend", "policy"),
        ("record", "care-pathway"),
    }
    assert not terms().allow("review", "guideline")
    assert terms(founding=True).allow("endorse", "guideline")


def test_the_clauses_about_the_type_are_quoted_or_else_all() -> None:
    assert terms(*POWERS).clauses("guideline") == ("Reviews.",)
    assert terms(*POWERS).clauses("policy") == ("Reviews.", " Endorses policies.\n")
    assert terms(*POWERS).clauses("care-pathway") == ()
    assert terms(*POWERS).clauses("pack") == ("Reviews.", " Endorses policies.\n")
    assert terms().clauses("policy") == ()
    assert quoted(terms(*POWERS).clauses("policy")) == (
        "The terms say: “Reviews.” “Endorses policies.”"
    )
    assert quoted(()) == "The terms say nothing more"


def test_a_post_that_may_not_stop_a_document_is_told_which_may(network: Network) -> None:
    for post in ("officer", "nurse"):
        network.files.put(
            f"posts/{post}.yaml",
            {"id": post, "title": post.capitalize(), "organisation": "hospital"},
        )
    posts = {"suspension": {"posts": ["officer", "nurse"]}}
    network.files.change("network.yaml", settings=posts)
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    assert refusal(network) == (
        "authority",
        (
            "is by the post Coordinator; the network's settings let only these stop a document:"
            " Officer, Nurse"
        ),
    )


# Quorum.


def test_a_group_that_was_not_quorate_is_told_what_was_lacking_and_the_rule(
    network: Network,
) -> None:
    seats = [{**PANEL["seats"][0], "required": True}, *PANEL["seats"][1:]]
    network.panel(authority=ENDORSES, seats=seats)
    network.held(
        "panel", "2026-03-10", "endorse", "going-home", "parent", "nurse", recused=["nurse"]
    )
    assert refusal(network) == (
        "quorum",
        (
            "was made when the Panel was not quorate for item 1: 1 of the 2 needed were there;"
            " Chair was not there. Not counted: Chair (not minuted), Nurse (stood aside). The"
            " terms say: “Two seats of three.”"
        ),
    )


def test_whoever_stood_aside_for_one_item_counts_for_another(network: Network) -> None:
    network.panel(authority=ENDORSES)
    agenda = [
        {"item": "2", "title": "Two", "recused": [{"seat": "nurse", "interest": "Some."}]},
        {"item": "1", "title": "One"},
    ]
    network.held("panel", "2026-03-10", "endorse", "going-home")
    network.meet("panel", "2026-03-10", "chair", "nurse", agenda=agenda)
    assert network.standing().in_force
    network.meet("panel", "2026-03-10", "chair", "nurse", agenda=agenda[::-1])
    assert network.standing().in_force


@pytest.mark.parametrize(
    ("way", "came", "lacking"),
    [
        (
            "written-resolution",
            ("chair", "nurse"),
            (
                "2 of the 3 needed were there. Not counted: Parent (not minuted). The terms say:"
                " “All agree in writing.”"
            ),
        ),
        (
            "written-resolution",
            ("chair",),
            (
                "1 of the 2 needed were there; 1 of the 3 needed were there. Not counted: Nurse"
                " (not minuted), Parent (not minuted). The terms say: “All agree in writing.”"
            ),
        ),
        (
            "chairs-action",
            ("nurse",),
            (
                "Chair was not there. Not counted: Chair (not minuted), Parent (not minuted). The"
                " terms say: “The chair, in need.”"
            ),
        ),
    ],
)
def test_a_decision_without_a_meeting_that_too_few_made_is_told_both_rules(
    network: Network, way: str, came: tuple[str, ...], lacking: str
) -> None:
    network.panel(authority=MAY, **{way: RULES[way]})
    network.held("panel", "2026-03-10", "endorse", "going-home", *came, **{"held-as": way})
    ground, why = refusal(network)
    assert ground == "quorum"
    assert why == f"was made when the Panel was not quorate for item 1: {lacking}"


@pytest.mark.parametrize("clause", [False, True])
@pytest.mark.parametrize(
    ("way", "words"),
    [("written-resolution", "written resolution"), ("chairs-action", "chair's action")],
)
def test_a_way_that_the_terms_do_not_have_is_told_with_the_quorum(
    network: Network, way: str, words: str, *, clause: bool
) -> None:
    quorum = {"at-least": 2, **({"clause": "Two."} if clause else {})}
    network.panel(authority=MAY, quorum=quorum)
    everyone = ("chair", "nurse", "parent")
    network.held("panel", "2026-03-10", "endorse", "going-home", *everyone, **{"held-as": way})
    said = ": “Two.”" if clause else " nothing more"
    assert refusal(network) == (
        "authority",
        (
            f"was made by {words}, which the terms of reference of the Panel in force on 10 March"
            f" 2026 do not allow. The terms say{said}"
        ),
    )


@pytest.mark.parametrize("way", sorted(RULES))
@pytest.mark.parametrize(("kinds", "may"), [(["record"], False), (["endorse"], True), (None, True)])
def test_a_way_may_be_for_some_kinds_alone_and_is_for_all_if_none_is_named(
    network: Network, way: str, kinds: list[str] | None, *, may: bool
) -> None:
    network.panel(authority=MAY, **{way: {**RULES[way], **({"kinds": kinds} if kinds else {})}})
    everyone = ("chair", "nurse", "parent")
    network.held("panel", "2026-03-10", "endorse", "going-home", *everyone, **{"held-as": way})
    assert (network.assessed().refusals == ()) is may
    if not may:
        words = {"written-resolution": "written resolution", "chairs-action": "chair's action"}[way]
        assert refusal(network) == (
            "authority",
            (
                f"was made by {words}, by which the Panel may not endorse documents."
                f" The terms say: “{RULES[way]['clause']}”"
            ),
        )


# Medicines.


def medicines(network: Network, *groups: str, **settings: Any) -> None:
    network.panel()
    asked = {"medicines": {"groups": list(groups or ("panel",)), **settings}}
    network.files.change("network.yaml", settings=asked)
    network.files.change("guidelines/going-home.md", medicines=True)


def viewed(network: Network, group: str, day: str, document: str = "going-home") -> None:
    network.held(group, day, "record", document, "chair", "nurse")


def test_the_view_that_is_lacking_is_told(network: Network) -> None:
    medicines(network)
    network.endorsed()
    first = (
        "endorsed a text with medicines in it, and the Panel had recorded no view of it by"
        " 10 February 2026"
    )
    assert refusal(network) == ("medicines", first)


def test_a_view_that_is_too_old_is_told_with_the_day_after_which_it_had_to_be(
    network: Network,
) -> None:
    medicines(network)
    viewed(network, "panel", "2026-02-10")
    network.endorsed()
    assert network.standing().in_force
    again = {"entry": {"version": "2.0"}}
    network.held("board", "2026-03-10", "endorse", "going-home", "chair", **again)
    assert refusal(network) == (
        "medicines",
        (
            "endorsed a text with medicines in it, and the Panel had recorded no view of it since"
            " 10 February 2026 by 10 March 2026"
        ),
    )


def test_a_view_of_the_day_of_the_endorsement_and_of_the_same_document_is_one(
    network: Network,
) -> None:
    medicines(network)
    viewed(network, "panel", "2026-02-10", "coming-back")
    network.endorsed()
    assert "had recorded no view of it" in network.refused("medicines")
    viewed(network, "panel", "2026-02-10")
    assert network.standing().in_force


def test_each_group_for_medicines_must_have_spoken_save_the_one_that_endorses(
    network: Network,
) -> None:
    medicines(network, "board", "panel")
    network.endorsed()
    assert "the Panel had recorded no view of it" in network.refused("medicines")
    viewed(network, "panel", "2026-02-01")
    assert network.standing().in_force


@pytest.mark.parametrize(
    ("since", "asked"), [("2026-02-11", False), ("2026-02-10", True), ("2026-02-09", True)]
)
def test_views_are_asked_from_their_own_day_on(
    network: Network, since: str, *, asked: bool
) -> None:
    medicines(network, since=since)
    network.endorsed()
    assert network.standing().in_force is not asked


def test_what_binds_no_text_needs_no_view(network: Network) -> None:
    medicines(network)
    network.held("board", "2026-02-10", "record", "going-home", "chair")
    network.held(
        "board", "2026-02-11", "consult", "going-home", "chair", entry={"closes": "2026-03-01"}
    )
    assert network.assessed().refusals == ()


def test_once_the_groups_saw_that_the_medicines_are_gone_they_are_asked_no_more(
    network: Network,
) -> None:
    medicines(network)
    viewed(network, "panel", "2026-02-01")
    network.endorsed()
    network.files.change("guidelines/going-home.md", medicines=False)
    viewed(network, "panel", "2026-02-20")
    for day, version in (("2026-02-25", "2.0"), ("2026-03-25", "3.0")):
        network.held("board", day, "endorse", "going-home", "chair", entry={"version": version})
    assert network.assessed().refusals == ()
    assert network.standing().version == "3.0"


def test_a_text_whose_last_sealed_one_is_lost_is_asked_as_if_that_held_medicines(
    network: Network,
) -> None:
    """Fails if what cannot be read any more is taken for a text without medicines."""
    medicines(network)
    network.files.change("guidelines/going-home.md", medicines=False)
    network.endorsed()
    network.held("board", "2026-03-25", "endorse", "going-home", "chair", entry={"version": "2.0"})
    assert network.assessed().refusals == ()


# Without a meeting.


@pytest.mark.parametrize(
    "settings", [{}, {"suspension": {"posts": ["coordinator"], "ratify-within-days": 7}}]
)
def test_a_suspension_by_a_post_is_to_be_ratified_within_the_days_of_the_settings(
    network: Network, settings: dict[str, Any]
) -> None:
    network.files.change("network.yaml", settings=settings or None)
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    event = network.standing().state_event
    assert event is not None
    assert event.ratify_by == date(2026, 3, 8 if settings else 29)


def ratified_by(network: Network) -> str:
    event = network.standing().state_event
    assert event is not None
    return event.ratified_by


@pytest.mark.parametrize(
    ("days", "by"),
    [
        (["2026-03-10", "2026-03-05"], "2026-03-05"),
        (["2026-03-01"], "2026-03-01"),
        (["2026-03-29"], "2026-03-29"),
        (["2026-03-30"], ""),
        (["2026-02-28"], ""),
    ],
)
def test_the_first_decision_in_time_ratifies_a_suspension(
    network: Network, days: list[str], by: str
) -> None:
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    for day in days:
        network.held("board", day, "record", "going-home", "chair")
    assert ratified_by(network) == (f"board-{by}--1" if by else "")


def test_neither_a_post_nor_a_chairs_action_ratifies_a_suspension(network: Network) -> None:
    network.panel(authority=MAY, **{"chairs-action": RULES["chairs-action"]})
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    stop(network, "going-home", "2026-03-02")
    way = {"held-as": "chairs-action"}
    network.held("panel", "2026-03-05", "record", "going-home", "chair", **way)
    assert ratified_by(network) == ""
    network.held("panel", "2026-03-06", "record", "going-home")
    assert ratified_by(network) == "panel-2026-03-06--1"


def test_a_group_whose_terms_had_ended_ratifies_nothing(network: Network) -> None:
    network.panel(authority=ENDORSES, retired="2026-03-05")
    network.endorsed()
    stop(network, "going-home", "2026-03-01")
    network.held("panel", "2026-03-10", "record", "going-home")
    assert ratified_by(network) == ""
