"""How a document stands, in the words that readers see and the values that other programs read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from test_assess_standing import ENDORSED, day, event, on

from handbook.assess.adoption.model import Adoption, Position
from handbook.assess.model import Assessment
from handbook.assess.settings.model import Settings
from handbook.assess.standing.as_dict import standing_as_dict
from handbook.assess.standing.model import Standing
from handbook.assess.standing.wording import all_words, notable_words, state_and_lateness
from handbook.assess.words import Flag, Local, State, Timeliness
from handbook.history import NO_HISTORY
from handbook.load.model import Broken, BrokenKind

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENT = "going-home"
CHANGED, BOTH = frozenset({Flag.CHANGED}), frozenset(Flag)


@pytest.mark.parametrize(
    ("state", "timeliness", "everything", "notable"),
    [
        (State.PROPOSED, None, ["Proposed"], ["Proposed"]),
        (State.IN_FORCE, Timeliness.CURRENT, ["In force", "Current"], ["In force"]),
        (State.IN_FORCE, Timeliness.DUE_SOON, *(["In force", "Review due soon"],) * 2),
        (State.IN_FORCE, Timeliness.OVERDUE, *(["In force", "Review overdue"],) * 2),
        (State.IN_FORCE, Timeliness.EXPIRED, *(["In force", "Expired"],) * 2),
        (State.LAPSED, Timeliness.EXPIRED, ["Lapsed", "Expired"], ["Lapsed"]),
        (State.UNKNOWN, None, ["Cannot tell"], ["Cannot tell"]),
    ],
)
def test_a_reader_is_told_the_state_and_what_is_late_and_a_register_everything(
    state: State, timeliness: Timeliness | None, everything: list[str], notable: list[str]
) -> None:
    plain = Standing(DOCUMENT, state, timeliness)
    for flags, words in (
        (frozenset[Flag](), []),
        (CHANGED, ["Change proposed"]),
        (BOTH, ["Extended", "Change proposed"]),
    ):
        found = replace(plain, flags=flags)
        assert [word.label for word in all_words(found)] == everything + words
        assert [word.label for word in notable_words(found)] == notable + words
        assert [word.label for word in state_and_lateness(found)] == notable


def assessment(
    files: Any, standings: Iterable[Standing] = (), positions: Iterable[Position] = ()
) -> Assessment:
    by_id = {standing.document: standing for standing in standings}
    adoption = Adoption({(place.organisation, place.document): place for place in positions})
    registry = files.registry()
    return Assessment(registry, NO_HISTORY, day(20), Settings(), by_id, {}, (), adoption=adoption)


def test_other_programs_read_of_a_document_what_its_page_says(files: Any) -> None:
    longer = event("extend", 5, review_due=day(900), expires=day(950))
    found = replace(on(20, ENDORSED, longer, working="v1:sha256:other"), document=DOCUMENT)
    values = {
        "id": DOCUMENT,
        "type": "guideline",
        "title": "Going home",
        "state": State.IN_FORCE,
        "in_force": True,
        "words": ["In force", "Current", "Extended", "Change proposed"],
        "timeliness": Timeliness.CURRENT,
        "flags": [Flag.CHANGED, Flag.EXTENDED],
        "why": (),
        "version": "1.0",
        "digest": ENDORSED.digest,
        "review_due": day(900),
        "expires": day(950),
        "until": day(900),
        "successor": "",
        "use_instead": "",
        "text_hidden": False,
        "adoption": None,
    }
    assert standing_as_dict(assessment(files), found) == values
    assert standing_as_dict(assessment(files), found, "As known") == values | {"title": "As known"}


def test_i8_no_program_is_told_to_rely_on_what_is_hidden_or_not_in_force(files: Any) -> None:
    for state in State:
        for hidden in (False, True):
            found = Standing(DOCUMENT, state, text_hidden=hidden, why=("no",))
            values = standing_as_dict(assessment(files), found)
            assert values["in_force"] is (state is State.IN_FORCE and not hidden)
            assert (values["text_hidden"], values["why"]) == (hidden, ("no",))


def test_i6_a_program_is_led_to_what_may_be_used_instead_and_to_nothing_else(files: Any) -> None:
    left = Standing(DOCUMENT, State.SUPERSEDED, successor="coming-back")
    for state in State:
        known = assessment(files, [Standing("coming-back", state)])
        values = standing_as_dict(known, left)
        expected = "coming-back" if state is State.IN_FORCE else ""
        assert (values["successor"], values["use_instead"]) == ("coming-back", expected)
    # Whoever knows more of other documents than was assessed is asked about them.
    elsewhere = {"coming-back": Standing("coming-back", State.IN_FORCE)}
    assert standing_as_dict(assessment(files), left)["use_instead"] == ""
    values = standing_as_dict(assessment(files), left, "", elsewhere.get)
    assert values["use_instead"] == "coming-back"


def test_a_document_whose_file_cannot_be_used_keeps_its_type(files: Any) -> None:
    whole = assessment(files)
    broken = (
        Broken(BrokenKind.RECORD, "pathway", "another", "registry/another.md"),
        Broken(BrokenKind.SEAL, "", "lost", "registry/seals/lost.md", version="1.0"),
        Broken(BrokenKind.RECORD, "guideline", "lost", "registry/lost.md"),
    )
    known = replace(whole, registry=replace(whole.registry, broken=broken))
    types = {
        name: standing_as_dict(known, Standing(name, State.UNKNOWN))["type"]
        for name in ("lost", "another", DOCUMENT, "nowhere")
    }
    assert types == {
        "lost": "guideline",
        "another": "pathway",
        DOCUMENT: "guideline",
        "nowhere": "",
    }


def test_organisations_are_counted_by_their_answer_and_by_what_it_means(files: Any) -> None:
    """Each count differs from every other, so that none can stand for another."""
    places = [
        *[Position("", DOCUMENT, Local.ADOPTED)] * 5,
        *[Position("", DOCUMENT, Local.ADAPTED, intended=False)] * 2,
        *[Position("", DOCUMENT, Local.ADOPTED, behind=True)] * 3,
        Position("", DOCUMENT, Local.ADOPTED, unsupported=True),
        *[Position("", DOCUMENT, Local.NOT_RECORDED, outstanding=True)] * 4,
    ]
    placed = [replace(each, organisation=f"o{n}") for n, each in enumerate(places)]
    known = assessment(files, positions=placed)
    counts = {
        "answers": {
            "adopted": 9,
            "adapted": 2,
            "declined": 0,
            "not applicable": 0,
            "not recorded": 4,
            "cannot tell": 0,
        },
        "asked": 13,
        "uses_version_in_force": 7,
        "behind": 3,
        "not_supported": 1,
        "outstanding": 4,
    }
    in_force = standing_as_dict(known, Standing(DOCUMENT, State.IN_FORCE))
    assert in_force["adoption"] == counts
    stopped = standing_as_dict(known, Standing(DOCUMENT, State.SUSPENDED))
    assert stopped["adoption"] == counts | {"asked": 0}
