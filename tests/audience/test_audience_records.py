"""I13: what public records say of records for members goes, and nothing else does."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from audience_world import TYPES, World, lived_in

from handbook.assess.authority.mandate import Power
from handbook.assess.workflow import DecisionKind
from handbook.audience.edition import public_edition
from handbook.audience.unlinked import unlinked
from handbook.finding import Route
from handbook.link import Registry
from handbook.load.model import Record
from handbook.render.pictures import groups
from handbook.source.markdown.fidelity import outline_of_markdown
from handbook.types.vocabulary import resolve

EXAMPLE = "windlebeck-childrens-hospice--rapid-transfer--2026-05-04"
"""An answer about what is not there."""


def leads_off(href: str) -> bool:
    return "secret" in href


@pytest.mark.parametrize(
    ("body", "bare"),
    [
        ("Ask [the *team*](secret.md) first.", "Ask the *team* first."),
        ("[One](a.md), [two](secret.md#x), [three](b.md).", "[One](a.md), two, [three](b.md)."),
        ("| A | B |\n| - | - |\n| [x](secret.md) | 5 |", "| A | B |\n| - | - |\n| x | 5 |"),
        (r"See [the \[new\] way](secret.md).", r"See the \[new\] way."),
        ("1. [Ring](secret.md)\n2. Wait", "1. Ring\n2. Wait"),
        ("Nothing [here](a.md).", "Nothing [here](a.md)."),
    ],
)
def test_a_link_becomes_the_words_that_it_is_made_of(body: str, bare: str) -> None:
    assert unlinked(body, leads_off) == bare


@pytest.mark.parametrize(
    "body",
    [
        "Ask [the\nteam](secret.md).",
        "See [it](<secret way.md>).",
        'See [it](secret.md "A title").',
        "![A plan](secret.png)",
        "[See]: no\n\n[2. April](secret.md)",
        "[1. Ring](secret.md) the ward",
    ],
)
def test_a_link_that_cannot_be_taken_off_safely_is_not(body: str) -> None:
    """Nor is one whose words would be something else without it, such as a list."""
    made = unlinked(body, leads_off)
    assert made is None or outline_of_markdown(made) == outline_of_markdown(body)
    assert made is None or "secret" not in made


def hidden_record(world: World, name: str) -> None:
    record = world.record(name)
    world.rewrite(name, visibility="members", **({"body": record.body} if record.body else {}))


def edition(world: World) -> Registry:
    assessment = world.checked().assessment
    assert assessment is not None
    return public_edition(assessment, {}).assessment.registry


def test_i13_a_public_text_that_cannot_be_freed_of_a_link_is_not_shown() -> None:
    world = lived_in()
    world.rewrite("quiet-rooms", body="## A\n\nAsk [the\nteam](calm-transfer.md).\n")
    hidden_record(world, "calm-transfer")
    page = world.site(public=True).pages["guidelines/quiet-rooms/index.md"]
    assert page.meta["handbook"]["kind"] == "quarantined"
    assert "calm-transfer" not in page.text()


def test_i13_a_row_goes_with_the_record_that_it_is_about() -> None:
    """Of a judgement that names two documents one is left; a field beside it goes alone."""
    world = lived_in()
    hidden_record(world, "calm-transfer")
    hidden_record(world, "name-a-night-lead")
    mapping = edition(world).records["quiet-standard-transfer"]
    first, second = mapping.data["judgements"]
    assert "served-by" not in first
    assert "action" not in second
    assert second["gap"] == "A lead for the night."


def test_i13_a_document_of_an_owner_for_members_is_shown_and_does_not_name_the_post() -> None:
    world = lived_in()
    hidden_record(world, "lead-nurse")
    site = world.site(public=True)
    page = site.pages["guidelines/calm-transfer/index.md"].text()
    assert "Lead nurse" not in page
    assert "told to members" in page
    assert "posts/lead-nurse/index.md" not in site.pages


def test_i13_what_a_record_is_called_by_it_is_not_shown_without() -> None:
    world = lived_in()
    hidden_record(world, "harbour-hospice")
    shown = edition(world).records
    assert "harbour-hospice--calm-transfer--2025-04-01" not in shown
    assert "moorside-hospice--calm-transfer--2025-04-01" in shown


def test_i13_one_answer_for_members_takes_the_others_of_that_pair_with_it() -> None:
    """Without it, an earlier one would still seem to hold; nor is silence said of them."""
    world = lived_in()
    del world.files[f"registry/adoptions/{EXAMPLE}.yaml"]
    name = "harbour-hospice--calm-transfer--2025-12-01"
    earlier = world.record("harbour-hospice--calm-transfer--2025-04-01")
    later = {"answer": "declined", "date": "2025-12-01", "reason": "It does without."}
    kept = {k: v for k, v in earlier.data.items() if k not in {"how", "local-reference"}}
    world.put(f"adoptions/{name}.yaml", {**kept, **later, "id": name, "visibility": "members"})
    site = world.site(public=True)
    document = _adoption(site.assets["api/register.json"], "calm-transfer")
    whole = _adoption(world.site(public=False).assets["api/register.json"], "calm-transfer")
    assert document["asked"] == whole["asked"] - 1
    assert document["outstanding"] == whole["outstanding"]
    assert document["answers"] == whole["answers"] | {"declined": 0}
    assert whole["answers"]["declined"] == 1
    assert "harbour-hospice" not in site.pages["guidelines/calm-transfer/index.md"].text()


def test_i13_what_cannot_be_told_of_adoption_is_no_more_certain_in_public() -> None:
    """One answer that nobody can place, for members, puts all others in doubt."""
    world = lived_in()
    hidden_record(world, EXAMPLE)
    document = _adoption(world.site(public=True).assets["api/register.json"], "calm-transfer")
    assert document["answers"]["cannot tell"] == sum(document["answers"].values()) == 3


def _adoption(register: bytes, name: str) -> dict[str, Any]:
    documents = json.loads(register)["documents"]
    adoption: dict[str, Any] = next(each for each in documents if each["id"] == name)["adoption"]
    return adoption


def test_i13_a_judgement_for_members_is_none_and_a_gap_is_never_invented() -> None:
    world = lived_in()
    hidden_record(world, "calm-transfer")
    coverage = _coverage(world)
    assert (coverage["1.1"].judged, coverage["1.1"].holds) == ("full", "full")
    assert coverage["1.1"].claims == ()
    hidden_record(world, "quiet-standard-transfer")
    assert _coverage(world)["1.1"].judged == "not judged"
    assert _coverage(world)["1.1"].rationale == ""


def _coverage(world: World) -> dict[str, Any]:
    assessment = world.checked().assessment
    assert assessment is not None
    items = public_edition(assessment, {}).assessment.coverage["quiet-standard"].items
    return {item.item: item for item in items}


def test_i13_what_cannot_be_read_is_for_members_unless_it_says_otherwise() -> None:
    world = lived_in()
    world.files["registry/guidelines/quiet-rooms.md"] += b"\n<<<<<<< HEAD\n"
    assert not [path for path in world.site(public=True).pages if "quiet-rooms" in path]


def test_i13_an_abbreviation_that_also_means_something_to_members_is_not_explained() -> None:
    world = lived_in()
    for name, title in (("first-term", "Care before noon"), ("second-term", "Care beyond now")):
        data = {"id": name, "title": title, "visibility": "public", "abbreviation": "CBN"}
        world.put(f"glossary/{name}.yaml", {**data, "definition": "What it means here."})
    world.rewrite("second-term", abbreviation="CBX")
    world.rewrite("quiet-rooms", body="## A\n\nThink of CBN.\n")
    page = "guidelines/quiet-rooms/draft/index.md"
    assert '"CBN|Care' in world.site(public=True).pages[page].markdown
    world.rewrite("second-term", abbreviation="CBN", visibility="members")
    assert '"CBN|Care' not in world.site(public=True).pages[page].markdown


@pytest.mark.parametrize("said", [None, "Public", "everybody", "members"])
def test_i13_whatever_does_not_say_public_is_for_members(said: str | None) -> None:
    data = {} if said is None else {"visibility": said}
    places: dict[Route, Any] = {}
    record = Record("guideline", "x", "registry/guidelines/x.md", data, "", 1, places)
    assert not record.public
    assert "guideline" in TYPES


def groups_drawn(world: World, *, public: bool) -> dict[str, Any]:
    """The picture of groups in one edition."""
    page = world.site(public=public).pages["terms-of-reference/index.md"]
    picture: dict[str, Any] = page.meta["handbook"]["picture"]
    return picture


def next_meeting(picture: dict[str, Any]) -> list[str]:
    (board,) = [tree for tree in picture["trees"] if "board" in tree["href"]]
    lines = [line for line in board["lines"] if line["label"] == "Next meeting"]
    return [piece["text"] for line in lines for piece in line["pieces"]]


def test_i13_what_nobody_may_decide_is_said_of_all_groups_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Fails if the public edition calls a power of a group for members held by nobody."""
    missing = (Power((DecisionKind.WITHDRAW,), ("guideline",)),)
    monkeypatch.setattr(groups, "unheld", lambda *_: missing)
    world = lived_in()
    said = [{"label": "May be decided by nobody", "text": "No group may withdraw: guidelines."}]
    assert groups_drawn(world, public=True)["alarms"] == said
    world.hide(lambda record: record.id == "example-group")
    assert groups_drawn(world, public=False)["alarms"] == said
    assert groups_drawn(world, public=True)["alarms"] == []


def test_i13_a_meeting_for_members_is_not_said_to_be_none() -> None:
    world = lived_in()
    world.put(
        "meetings/board-2026-03-01.yaml",
        {
            "id": "board-2026-03-01",
            "visibility": "members",
            "group": "board",
            "date": "2026-03-01",
            "state": "scheduled",
        },
    )
    assert next_meeting(groups_drawn(world, public=False)) == ["1 March 2026"]
    assert next_meeting(groups_drawn(world, public=True)) == []


SPEAKS = re.compile(
    r'link\(data\.([a-z_]+)\) if data\.\1 else \(?(?:"[^"]|link\(data\.([a-z_]+)\))'
)
"""Where a page says something in place of a reference that is not there."""


def test_a_reference_whose_absence_a_page_puts_in_words_is_never_cut_in_silence() -> None:
    """Without it a public page would say that nobody is there, or that nothing was agreed."""
    seen = 0
    for kind in TYPES.values():
        for names in SPEAKS.findall(kind.template):
            for name in filter(None, names):
                key = name.replace("_", "-")
                field = resolve(kind.schema["properties"][key], kind.schema["$defs"])
                needed = key in kind.schema["required"]
                assert needed or "absent" in field["x-ref"], (kind.name, key)
                seen += 1
    assert seen
