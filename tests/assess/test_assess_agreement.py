"""Who must agree before readers get another text: nobody, the owner alone, or a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.agreement import Agreement, agreement
from handbook.assess.settings.model import Settings
from handbook.difference import Change, Difference
from handbook.history import NO_HISTORY

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry

TODAY = date(2026, 11, 23)
SMALL = Change("reworded", "Who", "#who", "a", "b", (), (), clinical=False)
CLINICAL = replace(SMALL, clinical=True)
SETTINGS = Settings(medicines_groups=("pharmacy",))
ENDORSES = {"kinds": ["review", "endorse"], "types": ["care-pathway", "guideline"]}


def in_registry(files: Any) -> tuple[Registry, Standing]:
    registry = files.registry()
    return registry, assess(registry, NO_HISTORY, TODAY).standings["going-home"]


def agreed(files: Any, *changes: Change, before: Any = None, after: Any = None) -> Agreement:
    registry, standing = in_registry(files)
    text = registry.records["going-home"]
    texts = tuple(replace(text, data={**text.data, "medicines": has}) for has in (before, after))
    return agreement(registry, SETTINGS, standing, (texts[0], texts[1]), Difference(changes))


def test_where_nothing_changes_nobody_need_agree(files: Any) -> None:
    files.decide("endorse")
    assert agreed(files, before=True, after=True) == Agreement()


def test_what_is_minor_in_a_text_in_force_is_its_owners(files: Any) -> None:
    files.decide("endorse")
    assert agreed(files, SMALL, after=True) == Agreement(owner="coordinator")


def test_what_is_clinical_is_the_group_s_that_endorsed_it(files: Any) -> None:
    files.decide("endorse")
    files.put("terms-of-reference/panel.md", panel(ENDORSES))
    assert agreed(files, SMALL, CLINICAL) == Agreement(groups=("board",))


def test_what_is_minor_in_a_text_that_is_not_in_force_is_a_groups_too(files: Any) -> None:
    assert agreed(files, SMALL) == Agreement(groups=("board",))
    files.decide("endorse", 1)
    files.decide(
        "withdraw", 2, entry={"exit": "withdrawn", "no-replacement": True}, reason="Old."
    )  # fmt: skip
    files.change(
        "terms-of-reference/board.md",
        authority=[{"kinds": ["endorse", "withdraw"], "types": ["guideline"]}],
    )
    assert not in_registry(files)[1].in_force
    assert agreed(files, SMALL).owner == ""


@pytest.mark.parametrize(("before", "after"), [(True, None), (None, True), (True, True)])
def test_medicines_in_either_text_are_seen_first_by_those_who_see_them(
    files: Any, before: Any, after: Any
) -> None:
    files.decide("endorse")
    made = agreed(files, CLINICAL, before=before, after=after)
    assert made == Agreement(groups=("board",), medicines=("pharmacy",))


@pytest.mark.parametrize("has", [None, False, "true"])
def test_only_the_plain_word_says_that_there_are_medicines(files: Any, has: Any) -> None:
    files.decide("endorse")
    assert agreed(files, CLINICAL, before=has, after=has).medicines == ()


def panel(*authority: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "panel", "title": "Panel", "summary": "The panel.", "owner": "coordinator",
        "purpose": "Reads.", "seats": [{"id": "chair", "title": "Chair"}],
        "quorum": {"at-least": 1}, "authority": [*authority],
    }  # fmt: skip


def test_what_nobody_endorsed_is_for_every_group_that_may_endorse_such_a_text(files: Any) -> None:
    reviews = {"kinds": ["review"], "types": ["guideline"]}
    files.put("terms-of-reference/panel.md", panel(reviews, ENDORSES))
    assert agreed(files, CLINICAL).groups == ("board", "panel")
    files.put("terms-of-reference/panel.md", panel(reviews))
    assert agreed(files, CLINICAL).groups == ("board",)
    files.put(
        "terms-of-reference/panel.md", panel({"kinds": ["endorse"], "types": ["care-pathway"]})
    )
    assert agreed(files, CLINICAL).groups == ("board",)


def test_a_group_without_powers_is_no_group_for_it(files: Any) -> None:
    registry, standing = in_registry(files)
    board, text = registry.records["board"], registry.records["going-home"]
    for authority in (None, [{}], [{"kinds": ["endorse"]}], [{"types": ["guideline"]}]):
        records = {
            **registry.records, "board": replace(board, data={**board.data, "authority": authority})
        }  # fmt: skip
        made = agreement(
            replace(registry, records=records), SETTINGS, standing, (text, text),
            Difference((CLINICAL,)),
        )  # fmt: skip
        assert made == Agreement()


def test_a_document_without_an_owner_has_none(files: Any) -> None:
    files.decide("endorse")
    registry, standing = in_registry(files)
    text = registry.records["going-home"]
    for data in ({}, {"owner": None}):
        records = {**registry.records, "going-home": replace(text, data=data)}
        made = agreement(
            replace(registry, records=records), SETTINGS, standing, (text, text),
            Difference((SMALL,)),
        )  # fmt: skip
        assert made == Agreement()
