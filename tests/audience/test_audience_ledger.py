"""I13: how public documents stand by decisions for members is right, and says nothing of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from audience_world import TODAY, World, contents, lived_in, met

from handbook.audience.edition import PublicEdition, public_edition
from handbook.render.model import Site


def write(world: World, name: str, visibility: str = "public", body: str = "") -> None:
    data = {"id": name, "title": name.replace("-", " ").capitalize(), "visibility": visibility}
    data |= {"summary": "How it is done here.", "owner": "lead-nurse"}
    world.put(f"guidelines/{name}.md", data, body or f"## What to do\n\nDo {name} well.\n")


def decided() -> World:
    """Public guidelines about which groups decided behind closed doors, in every way."""
    world = lived_in()
    for name in ("old-ways", "stopped-text", "replaced-text", "moved-text", "short-way"):
        write(world, name)
    write(world, "members-text", "members", f"## A\n\n{world.canary('body of a members text')}\n")
    # A text that was for members once: what it said then is in its first version.
    before = world.canary("first version, body")
    world.rewrite("old-ways", body=f"## What to do\n\nThe old way, {before}.\n")
    agenda = [
        {
            "item": str(n),
            "title": f"Item {world.canary('agenda')}",
            "minute": world.canary("minute"),
        }
        for n in range(1, 6)
    ]
    first = world.meet("2025-06-03", venue=f"Room {world.canary('venue')}", agenda=agenda)
    secret = {"statement": f"So decided, {world.canary('statement')}."}
    secret |= {"title": f"About {world.canary('decision title')}"}
    for name in ("reason", "conditions", "dissent"):
        secret[name] = f"Because of {world.canary(name)}."
    world.endorse(first, 1, "old-ways", "1.0", **secret)
    for number, name in enumerate(("stopped-text", "replaced-text", "moved-text", "members-text")):
        world.endorse(first, number + 2, name, "1.0", **secret)
    second = world.meet("2025-09-02")
    world.rewrite("old-ways", body="## What to do\n\nThe new way.\n")
    world.endorse(second, 1, "old-ways", "2.0", **secret)
    world.endorse(second, 2, "short-way", "1.0", **secret)
    row = {"document": "replaced-text", "successor": "members-text"}
    world.decide(second, 3, "supersede", [row], **secret)
    row = {"document": "members-text", "successor": "short-way"}
    world.decide(second, 4, "supersede", [row], **secret)
    row = {"document": "moved-text", "exit": "withdrawn", "no-replacement": True}
    world.decide(second, 5, "withdraw", [row], **secret)
    name = "suspend--stopped-text--2025-10-01"
    wrong = [{"text": "Do stopped-text well."}, {"text": f"Quoted {world.canary('wrong')}"}]
    stop = {key: words for key, words in secret.items() if key != "dissent"}
    data = {"id": name, "visibility": "members", "kind": "suspend", "post": "coordinator", **stop}
    data |= {"date": "2025-10-01", "documents": [{"document": "stopped-text", "wrong": wrong}]}
    world.put(f"decisions/{name}.yaml", data)
    return world


@pytest.fixture(scope="module")
def world() -> World:
    return decided()


@pytest.fixture(scope="module")
def edition(world: World) -> PublicEdition:
    assessment = world.checked().assessment
    assert assessment is not None
    return public_edition(assessment, {})


@pytest.fixture(scope="module")
def site(world: World) -> Site:
    return world.site(public=True)


@pytest.fixture(scope="module")
def members(world: World) -> Site:
    return world.site(public=False)


def test_i13_nothing_of_what_was_decided_for_members_gets_out(
    world: World, site: Site, members: Site
) -> None:
    assert met(contents(site, world.files), world.canaries) == {}
    whole = met(contents(members, world.files), world.canaries)
    assert whole.keys() == {*world.canaries.values()}, "so each would be seen"


def register(site: Site) -> dict[str, dict[str, Any]]:
    documents = json.loads(site.assets["api/register.json"])["documents"]
    return {document["id"]: document for document in documents}


def test_i13_every_public_document_stands_as_it_does_for_members(site: Site, members: Site) -> None:
    public, whole = register(site), register(members)
    stands = ("state", "in_force", "words", "timeliness", "version", "digest", "until", "expires")
    assert public.keys() == {name for name, one in whole.items() if one["visibility"] == "public"}
    for name, document in public.items():
        assert {key: document[key] for key in stands} == {key: whole[name][key] for key in stands}
    states = {name: whole[name]["state"] for name in ("old-ways", "stopped-text", "replaced-text")}
    assert states == {
        "old-ways": "in force",
        "stopped-text": "suspended",
        "replaced-text": "superseded",
    }


def test_i13_a_stop_is_shown_with_all_that_keeps_a_reader_safe(site: Site) -> None:
    page = site.pages["guidelines/stopped-text/index.md"]
    box = page.meta["handbook"]["box"]
    notes = {note["label"]: note for note in box["notes"]}
    assert box["heading"] == "Suspended"
    assert notes["Reason"]["text"] == "It is told to members."
    assert "Do stopped-text well." in notes["Named as wrong"]["text"]
    assert '<del class="hb-wrong">Do stopped-text well.</del>' in page.markdown


def test_i13_a_replacement_is_named_if_it_is_public_at_the_end_of_the_way(site: Site) -> None:
    """The text for members between the two is not."""
    page = site.pages["guidelines/replaced-text/index.md"]
    notes = page.meta["handbook"]["box"]["notes"]
    assert [note["link"] for note in notes if note["label"] == "Use instead"] == ["Short way"]
    assert register(site)["replaced-text"]["use_instead"] == "short-way"


def test_i13_a_replacement_for_members_is_not_named() -> None:
    world = lived_in()
    write(world, "replaced-text")
    write(world, "members-text", "members")
    first = world.meet("2025-06-03")
    world.endorse(first, 1, "replaced-text", "1.0")
    world.endorse(first, 2, "members-text", "1.0")
    row = {"document": "replaced-text", "successor": "members-text"}
    world.decide(first, 3, "supersede", [row])
    page = world.site(public=True).pages["guidelines/replaced-text/index.md"]
    (note,) = [n for n in page.meta["handbook"]["box"]["notes"] if "instead" in n["label"]]
    assert note["label"] == "Nothing to use instead"
    assert note["text"].startswith("a document for members")
    assert "members-text" not in page.text().lower()


def test_i13_what_an_earlier_version_said_is_not_told_but_that_it_ended_is(site: Site) -> None:
    old = site.pages["guidelines/old-ways/versions/1.0/index.md"]
    assert "is not in the public edition" in old.markdown
    assert old.badge == ("Past version",)
    assert "sha256" not in old.text()
    now = site.pages["guidelines/old-ways/versions/2.0/index.md"]
    assert "The new way." in now.markdown
    assert "Amended" in site.pages["guidelines/old-ways/history/index.md"].markdown


def test_i13_render_is_handed_no_record_for_members(edition: PublicEdition, world: World) -> None:
    registry = edition.assessment.registry
    assert all(record.public for record in registry.records.values())
    assert all(seal.document in registry.records for seal in registry.seals.values())
    everything = repr((registry.records, registry.seals, registry.labels, registry.broken))
    derived = repr((edition.assessment.standings, edition.assessment.due, edition.held))
    derived += repr((dict(edition.assessment.coverage), edition.assessment.settings))
    for word in world.canaries:
        assert word not in everything
        assert word not in derived
    assert edition.assessment.today == TODAY


def test_i13_the_site_is_the_same_whatever_records_for_members_say() -> None:
    """Nothing of their words can be guessed from it, not even from a count or a size."""
    sites = []
    for words in ("some quiet words", "entirely other words, and many more of them"):
        world = decided()
        for old in world.canaries:
            for path, content in world.files.items():
                if old.encode() in content and "_endorsed" not in path:
                    world.files[path] = content.replace(old.encode(), words.encode())
        site = world.site(public=True)
        sites.append((site.pages, dict(site.assets), site.nav, dict(site.attachments)))
    assert sites[0] == sites[1]
