"""The coordinator's pages: in the members' edition alone, and nothing of what cannot be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from handbook.assess.model import Assessment
from handbook.render import Stamp
from handbook.render.agenda.edition import coordinator_pages
from handbook.render.gathering import gather

PACK = "meetings/clinical-steering-group-2027-01-19/pack/index.md"


def pages(
    assessment: Assessment, *, public: bool = False, quarantined: tuple[str, ...] = ()
) -> dict[str, str]:
    stamp = Stamp("f" * 40, datetime(2026, 11, 30, tzinfo=UTC), assessment.today, "0.1.0")
    gone = dict.fromkeys(quarantined, "its file has an error")
    context = gather(assessment, replace(stamp, public=public), (), gone, (), {}, {})
    return {page.path: page.markdown for page in coordinator_pages(context)}


def test_a_public_edition_has_none_of_them(demonstration: Assessment) -> None:
    assert {"due/week/index.md", "due/keeping/index.md", PACK} <= pages(demonstration).keys()
    assert pages(demonstration, public=True) == {}


def test_no_draft_of_a_quarantined_document_is_shown_in_a_pack(demonstration: Assessment) -> None:
    words = "Call back every request"
    assert words in pages(demonstration)[PACK]
    made = pages(demonstration, quarantined=("symptom-escalation",))
    assert words not in made[PACK]
    assert "It cannot be shown: its file has an error" in made["due/week/index.md"]


def test_there_is_no_pack_for_a_group_that_cannot_be_shown(demonstration: Assessment) -> None:
    assert PACK not in pages(demonstration, quarantined=("clinical-steering-group",))
