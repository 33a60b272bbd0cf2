"""The register for programs: every document once, and never in force where its page is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from handbook.assess import assess
from handbook.assess.standing.as_dict import standing_as_dict
from handbook.history import NO_HISTORY
from handbook.link import link
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.outputs.making import handbook
from handbook.quarantine import held_back
from handbook.render import Site, Stamp
from handbook.render.files import REGISTER
from handbook.types import load_types
from handbook.validate import validate

RAPID = "registry/guidelines/rapid.md"
TODAY = date(2026, 11, 23)
STAMP = Stamp("f" * 40, datetime(2026, 11, 23, 7, 30, tzinfo=UTC), TODAY, "0.1.0")


def listed(site: Site) -> dict[str, Any]:
    """The entries by the id of their document."""
    found = json.loads(site.assets[REGISTER])["documents"]
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def made(toy: Any, quarantined: dict[str, str] | None = None) -> Site:
    """A handbook of the toy, also of one with files that cannot be used."""
    types, _ = load_types()
    registry = link(validate(load(MemoryTree(toy.files), types), types), types)
    found = held_back(assess(registry, NO_HISTORY, TODAY), quarantined or {})
    return handbook(found, STAMP, quarantined=quarantined)


def test_i1_in_force_is_said_of_exactly_the_documents_whose_page_says_so(site: Site) -> None:
    """I1. Fails if ``standing_as_dict`` says in force of everything, or of nothing."""
    entries = {one["page"]: one for one in listed(site).values()}
    documents = {p.url: p for p in site.pages.values() if p.meta["handbook"]["kind"] == "document"}
    assert entries.keys() == documents.keys()
    for url, page in documents.items():
        assert entries[url]["in_force"] == ("In force" in page.badge), url
        assert (entries[url]["state"] == "in force") == ("In force" in page.badge), url
    assert {one["state"] for one in entries.values()} >= {
        "in force", "withdrawn", "suspended", "superseded", "proposed",
    }  # fmt: skip


def test_i1_what_was_published_in_error_is_never_in_force(site: Site, toy: Any) -> None:
    """I1. Fails if ``standing_as_dict`` does not ask whether the text is hidden."""
    assert (listed(site)["wrong"]["in_force"], listed(site)["wrong"]["text_hidden"]) == (
        False,
        True,
    )
    assessment = toy.assessment()
    hidden = replace(assessment.standings["rapid"], text_hidden=True)
    assert standing_as_dict(assessment, hidden)["in_force"] is False


def test_i8_what_cannot_be_checked_is_never_in_force(toy: Any) -> None:
    """I8. A sealed text that was tampered with. Fails if doubts are left out."""
    path = "registry/_endorsed/rapid/2.0/record.md"
    toy.files[path] = toy.files[path].replace(b"5 minutes", b"50 minutes")
    found = listed(toy.site())["rapid"]
    assert (found["state"], found["in_force"], found["words"][0]) == (
        "unknown", False, "Cannot tell",
    )  # fmt: skip
    assert found["why"]


def test_i8_what_is_quarantined_is_never_in_force(toy: Any) -> None:
    """I8. Fails if ``_documents`` asks the assessment and not what was held back."""
    found = listed(toy.site(quarantined={"rapid": "the file has an error"}))["rapid"]
    assert (found["state"], found["in_force"]) == ("unknown", False)
    assert found["why"] == ["the file has an error"]
    toy.files[RAPID] = b"---\nid: [rapid\n---\n"
    site = made(toy, {"rapid": "its own file cannot be read"})
    found = listed(site)["rapid"]
    assert (found["state"], found["in_force"], found["type"]) == ("unknown", False, "guideline")
    assert found["title"] == "rapid"
    assert found["page"] in {page.url for page in site.pages.values()}


def test_it_says_what_readers_get_and_until_when(site: Site) -> None:
    found = listed(site)["rapid"]
    assert (found["title"], found["version"]) == ("Rapid transfer", "2.0"), "not those of the draft"
    assert found["digest"].startswith("v1:sha256:")
    assert (found["until"], found["review_due"]) == ("2028-01-01", "2028-01-01")
    assert found["words"] == ["In force", "Current", "Change proposed"]
    assert listed(site)["night"]["successor"] == "rapid"
    assert listed(site)["night"]["until"] is None


def test_it_says_of_which_network_day_and_commit_and_that_it_is_a_demonstration(
    site: Site,
) -> None:
    found = json.loads(site.assets[REGISTER])
    assert found["schema_version"] == 1
    assert found["network"] == {"id": "heron", "title": "Heron Network"}
    assert (found["today"], found["commit"]) == ("2026-11-23", "f" * 40)
    assert found["notices"] == ["Demonstration content: not for clinical use"]


def test_the_same_registry_gives_the_same_bytes(toy: Any, site: Site) -> None:
    assert toy.site().assets[REGISTER] == toy.site().assets[REGISTER] == site.assets[REGISTER]


def test_the_page_about_the_handbook_leads_to_it(site: Site) -> None:
    assert f"](../{REGISTER})" in site.pages["about/index.md"].markdown


class TestAdoption:
    """Fails if ``adoption`` counts what nobody recorded, or leaves a pair out."""

    def test_nothing_is_adopted_until_somebody_says_so(self, site: Site) -> None:
        found = listed(site)["rapid"]["adoption"]
        assert found["answers"]["not recorded"] == found["asked"] == 1
        assert found["answers"]["adopted"] == found["uses_version_in_force"] == 0
        assert listed(site)["board"]["adoption"] is None, "terms of reference are not adopted"

    def test_each_answer_is_counted_under_its_word(self, toy: Any) -> None:
        answer = {"organisation": "mill", "document": "rapid", "by": "lead"}
        for version, day in (("1.0", "2025-04-01"), ("2.0", "2025-10-01")):
            given = {**answer, "version": version, "answer": "adopted", "date": day}
            toy.put(f"adoptions/mill--rapid--{day}.yaml", {"id": f"mill--rapid--{day}", **given})
            found = listed(made(toy))["rapid"]["adoption"]
            assert found["answers"]["adopted"] == 1
            assert found["uses_version_in_force"] == (version == "2.0")
            assert found["behind"] == (version == "1.0")
        toy.files["registry/adoptions/mill--rapid--2025-11-01.yaml"] = b"id: [x\n"
        found = listed(made(toy))["rapid"]["adoption"]
        assert (found["answers"]["adopted"], found["answers"]["cannot tell"]) == (0, 1)
