"""What other programs read of local adoption: every value by its name, and none for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from handbook.assess.adoption.as_dict import answer_as_dict, position_as_dict, uptake_as_dict
from handbook.assess.adoption.model import Answer, Position, Uptake
from handbook.assess.model import Assessment
from handbook.assess.settings.model import Settings
from handbook.assess.words import Local
from handbook.history import NO_HISTORY
from handbook.link import Registry

TODAY = date(2026, 11, 23)
ASSESSED = Assessment(
    Registry({}, {}, {}, (), (), {}, {}), NO_HISTORY, TODAY, Settings(), {}, {}, ()
)
ANSWER = Answer(
    record="hospice--going-home--2026-05-01",
    organisation="hospice",
    document="going-home",
    version="1.0",
    local=Local.ADAPTED,
    decided=date(2026, 5, 1),
    holds=date(2026, 6, 1),
    post="hospice-lead",
    how="Our rota.",
    reason="It is so.",
    local_reference="H-1",
    evidence="Minutes",
)
EARLIER = replace(ANSWER, record="earlier", version="0.9")
COMING = replace(ANSWER, record="coming", version="2.0")
POSITION = Position(
    "hospice", "going-home", Local.ADAPTED,
    answer=ANSWER, earlier=EARLIER, coming=COMING, answers=(EARLIER, ANSWER, COMING),
)  # fmt: skip


def test_an_answer_is_read_as_it_was_recorded() -> None:
    assert answer_as_dict(None) is None
    assert answer_as_dict(ANSWER) == {
        "record": "hospice--going-home--2026-05-01",
        "local_adoption": "adapted",
        "version": "1.0",
        "decided": date(2026, 5, 1),
        "since": date(2026, 6, 1),
        "post": "hospice-lead",
        "how": "Our rota.",
        "reason": "It is so.",
        "local_reference": "H-1",
        "evidence": "Minutes",
    }


def test_a_position_is_read_with_what_was_used_before_and_what_is_coming() -> None:
    assert position_as_dict(ASSESSED, POSITION) == {
        "organisation": "hospice",
        "document": "going-home",
        "local_adoption": "adapted",
        "label": "Adapted",
        "asked": True,
        "answer": answer_as_dict(ANSWER),
        "behind": False,
        "behind_by_minor_corrections_only": False,
        "not_supported": False,
        "uses_version_in_force": True,
        "outstanding": False,
        "due": None,
        "days_late": 0,
        "used_before": answer_as_dict(EARLIER),
        "coming": answer_as_dict(COMING),
        "why": [],
        "records": ["earlier", "hospice--going-home--2026-05-01", "coming"],
    }


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({"intended": False}, {"asked": False}),
        ({"behind": True}, {"behind": True, "uses_version_in_force": False}),
        (
            {"behind": True, "only_corrected": True},
            {"behind": True, "behind_by_minor_corrections_only": True},
        ),
        ({"unsupported": True}, {"not_supported": True, "uses_version_in_force": False}),
        ({"outstanding": True}, {"outstanding": True}),
    ],
)
def test_what_is_true_of_a_position_is_read_under_its_own_name(
    marks: dict[str, Any], says: dict[str, bool]
) -> None:
    plain = position_as_dict(ASSESSED, POSITION)
    assert position_as_dict(ASSESSED, replace(POSITION, **marks)) == plain | says


@pytest.mark.parametrize(("days", "late"), [(-30, 30), (-1, 1), (0, 0), (1, 0)])
def test_what_is_due_today_or_later_is_no_day_late(days: int, late: int) -> None:
    waiting = replace(POSITION, outstanding=True, due=TODAY + timedelta(days=days))
    found = position_as_dict(ASSESSED, waiting)
    assert (found["due"], found["days_late"]) == (waiting.due, late)


def test_i8_what_cannot_be_told_is_read_as_no_answer_though_the_records_are_named() -> None:
    untold = replace(POSITION, local=Local.UNKNOWN, why=("no", "nor that"))
    found = position_as_dict(ASSESSED, untold)
    assert (found["label"], found["why"]) == ("Cannot tell", ["no", "nor that"])
    assert (found["answer"], found["used_before"], found["coming"]) == (None, None, None)
    assert found["records"] == ["earlier", "hospice--going-home--2026-05-01", "coming"]


def test_a_measure_is_read_with_what_it_is_a_share_of() -> None:
    point = Uptake("going-home", TODAY, "1.0", 20, 8, 2, 1, 4, 3, 5)
    assert uptake_as_dict(point) == {
        "day": TODAY,
        "version": "1.0",
        "in_use": 8,
        "of": 16,
        "per_cent": 50,
        "asked": 20,
        "behind": 2,
        "declined": 1,
        "not_applicable": 4,
        "not_recorded": 3,
        "cannot_tell": 5,
    }
    assert point.unheard == 8
