"""Adoption by member organisations: what pages say of it, and what they never say (I16)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess.adoption.follow_up import outstanding_by_organisation
from handbook.assess.adoption.model import Answer, Position
from handbook.assess.words import LOCAL, Local, Tone
from handbook.render.adoption import parts
from handbook.render.adoption.words import word_of
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render import Page, Site

GOLDEN = Path(__file__).parent / "golden"
RAPID = "guidelines/rapid/index.md"
ORGANISATIONS = ("mill", "forge", "dale")
"""The hub of the toy registry, and two spokes beside it. Dale answers nothing unless told to."""


def organisation(toy: Any, name: str, role: str, **more: Any) -> None:
    title = f"{name.title()} Hospice"
    data = {"id": name, "title": title, "kind": "childrens-hospice", "role": role, **more}
    toy.put(f"organisations/{name}.yaml", {**data, "champion": f"{name}-nurse"})
    post = {"id": f"{name}-nurse", "title": f"Nurse at {name.title()}", "organisation": name}
    toy.put(f"posts/{name}-nurse.yaml", post)


def answer(toy: Any, organisation: str, document: str, day: str, **more: Any) -> str:
    name = f"{organisation}--{document}--{day}"
    data = {
        "id": name,
        "organisation": organisation,
        "document": document,
        "version": "1.0",
        "answer": "adopted",
        "date": day,
        "by": f"{organisation}-nurse",
        **more,
    }
    toy.put(f"adoptions/{name}.yaml", data)
    return name


@pytest.fixture
def members(toy: Any) -> Any:
    """The toy network with three members, of which two have answered about the rapid transfer."""
    for name, role in zip(ORGANISATIONS, ("hub", "spoke", "spoke"), strict=True):
        organisation(toy, name, role, **{"short-name": name.title()})
    organisation(toy, "quay", "partner")
    answer(toy, "mill", "rapid", "2025-04-01")
    answer(toy, "forge", "rapid", "2025-10-01", version="2.0", evidence="Minutes, item 4")
    return toy


def settings(toy: Any, **adoption: Any) -> None:
    data = {
        "id": "heron",
        "title": "Heron Network",
        "summary": "An invented network.",
        "demonstration": True,
        "constituted": {"act": "An agreement.", "group": "board"},
        "coordinator": "lead",
        "settings": {"adoption": adoption},
    }
    toy.put("network.yaml", data)


def fact(page: Page) -> str:
    """What a standing box says of local adoption."""
    facts = page.meta["handbook"]["box"]["facts"]
    (found,) = [one["text"] for one in facts if one["label"] == "Local adoption"]
    return str(found)


def section(page: Page, anchor: str = "hb-adoption") -> str:
    """The part of a page under one of its second headings."""
    parts = re.split(r"^## ", page.markdown, flags=re.MULTILINE)
    found = [part for part in parts if f"{{: #{anchor} }}" in part]
    return found[0] if found else ""


def row(text: str, name: str) -> str:
    """The row of a table that begins with a name."""
    (found,) = [line for line in text.splitlines() if line.startswith(f"| [{name}]")]
    return found


# What the standing box says


def test_until_something_is_recorded_a_page_says_exactly_that(site: Site) -> None:
    for path in (RAPID, "care-pathways/way/index.md", "guidelines/night/index.md"):
        assert fact(site.pages[path]) == "Not recorded"


def test_the_box_counts_who_answered_and_what(members: Any) -> None:
    said = "2 of 3 organisations have answered: 1 uses this version, 1 an older one"
    assert fact(members.site().pages[RAPID]) == said


def test_the_box_leads_to_every_answer(members: Any) -> None:
    box = members.site().pages[RAPID].meta["handbook"]["box"]
    (way,) = [one for one in box["facts"] if one["label"] == "Local adoption"]
    assert (way["away"], way["link"]) == ("#hb-adoption", "Is it used where you work?")


def test_while_nothing_is_recorded_the_box_has_no_words_beside_it(site: Site) -> None:
    box = site.pages[RAPID].meta["handbook"]["box"]
    (way,) = [one for one in box["facts"] if one["label"] == "Local adoption"]
    assert (way["text"], way.get("link")) == ("Not recorded", None)


def test_no_answer_ever_changes_a_badge(toy: Any, members: Any) -> None:
    """Fails if anything that an organisation records reaches the tags of the standing box."""
    for name in ORGANISATIONS:
        for document in ("night", "stopped", "wrong", "old", "way"):
            answer(members, name, document, "2025-05-01")
    before, after = toy.site().pages, members.site().pages
    for path in before:
        assert after[path].badge == before[path].badge, path


def test_declined_and_needless_are_counted_apart_from_use(members: Any) -> None:
    answer(members, "dale", "rapid", "2025-11-01", version="2.0", answer="declined", reason="No.")
    more = {"version": "2.0", "answer": "not-applicable", "reason": "No children."}
    answer(members, "mill", "rapid", "2025-11-01", **more)
    said = (
        "3 of 3 organisations have answered: 1 uses this version, 1 declined, 1 has no use for it"
    )
    assert fact(members.site().pages[RAPID]) == said


def test_what_was_said_of_an_older_version_is_no_answer_about_this_one(members: Any) -> None:
    """Fails if the box or the table counts a word that nobody said of the version in force."""
    more = {"answer": "not-applicable", "reason": "No children."}
    answer(members, "dale", "rapid", "2025-04-02", **more)
    pages = members.site().pages
    assert fact(pages[RAPID]).startswith("2 of 3 organisations have answered:")
    assert fact(pages[RAPID]).endswith("; 1 has answered about an older version only")
    found = row(pages["adoption/index.md"].markdown, "Rapid transfer")
    assert "1 of 3 *Answered: 2 of 3 asked*" in found
    latest = uptake(pages["adoption/uptake/index.md"], "rapid")[0]
    assert "| 1 of 3 (at least 33 per cent)" in latest


def test_what_is_used_in_another_form_is_not_called_the_same(members: Any) -> None:
    more = {"version": "2.0", "answer": "adapted", "how": "Its own rota.", "local-reference": "D-1"}
    answer(members, "dale", "rapid", "2025-11-01", **more)
    assert "2 use this version (1 adapted), 1 an older one" in fact(members.site().pages[RAPID])


def test_what_was_taken_back_counts_for_nothing(members: Any) -> None:
    for name, version in (("mill", "1.0"), ("forge", "2.0")):
        more = {"version": version, "answer": "retracted", "reason": "Not yet."}
        answer(members, name, "rapid", "2026-01-05", **more)
    page = members.site().pages[RAPID]
    assert fact(page) == "Not recorded"
    assert "copies of it may still lie about" in row(section(page), "Mill Hospice")


# What the section says


def test_every_organisation_asked_has_a_row_also_the_silent_one(members: Any) -> None:
    found = section(members.site().pages[RAPID])
    assert "**Not recorded**{ .hb-tag .hb-care }" in row(found, "Dale Hospice")
    assert "No answer about version 2.0 yet." in row(found, "Dale Hospice")
    assert "Quay" not in found


def test_a_section_says_that_endorsement_is_not_adoption(site: Site) -> None:
    found = section(site.pages[RAPID])
    assert "does not mean that your own organisation uses it. Ask your organisation" in found


def test_an_answer_is_shown_with_its_version_day_post_and_evidence(members: Any) -> None:
    found = row(section(members.site().pages[RAPID]), "Forge Hospice")
    for words in ("Adopted", "Version 2.0", "1 October 2025", "Nurse at Forge", "Minutes, item 4"):
        assert words in found
    assert "(../../adoptions/forge--rapid--2025-10-01/index.md)" in found


def test_an_older_version_is_called_behind_and_loses_its_green(members: Any) -> None:
    found = row(section(members.site().pages[RAPID]), "Mill Hospice")
    assert "**Behind: version 1.0**{ .hb-tag .hb-care }" in found
    assert ".hb-good" not in found


def test_an_answer_that_cannot_be_believed_leaves_nothing_standing(members: Any) -> None:
    """Fails if a row falls back on what was answered before the record in doubt."""
    answer(members, "forge", "rapid", "2026-02-01", version="9.9")
    site = members.site()
    found = row(section(site.pages[RAPID]), "Forge Hospice")
    assert "**Cannot tell**{ .hb-tag .hb-stop }" in found
    assert "no decision ever agreed such a version" in found
    assert ".hb-good" not in found
    assert fact(site.pages[RAPID]).endswith("; cannot tell for 1")
    assert "Does not count" in site.pages["adoptions/forge--rapid--2026-02-01/index.md"].markdown


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("stopped", "Uses a suspended text"),
        ("night", "Uses a withdrawn text"),
        ("old", "Uses a superseded text"),
        ("wrong", "Uses a text published in error"),
    ],
)
def test_the_use_of_a_text_out_of_use_is_loud(members: Any, document: str, words: str) -> None:
    answer(members, "mill", document, "2025-04-01")
    page = members.site().pages[f"guidelines/{document}/index.md"]
    found = section(page)
    assert f"**{words}**{{ .hb-tag .hb-stop }}" in found.partition("| ---")[0]
    assert ".hb-good" not in found
    assert "The network does not stand behind this document today" in found
    assert fact(page) == "1 organisation says that it uses it, and it is not in force"


def test_a_document_that_never_was_in_force_has_no_section(site: Site) -> None:
    assert section(site.pages["guidelines/idea/index.md"]) == ""


def test_drafts_and_past_versions_have_no_section_of_their_own(members: Any) -> None:
    pages = members.site().pages
    assert section(pages["guidelines/rapid/draft/index.md"]) == ""
    assert section(pages["guidelines/rapid/versions/1.0/index.md"]) == ""


def test_the_section_stands_outside_the_words_of_the_author(members: Any) -> None:
    page = members.site().pages[RAPID]
    assert page.authored is not None
    assert "hb-adoption" not in page.authored
    assert page.markdown.index("/handbook:text") < page.markdown.index("hb-adoption")


def test_what_an_organisation_writes_can_be_nothing_but_words(members: Any) -> None:
    """I12: fails if the words of an adoption record reach a page without being escaped."""
    how = "<script>alert(1)</script> [here](https://evil.example) **In force**{ .hb-tag .hb-good }"
    more = {"version": "2.0", "answer": "adapted", "how": how, "local-reference": "| x |"}
    answer(members, "dale", "rapid", "2025-11-01", **more)
    site = members.site()
    for path in (
        RAPID,
        "organisations/dale/index.md",
        "adoptions/dale--rapid--2025-11-01/index.md",
    ):
        text = site.pages[path].markdown
        assert "alert(1)" in text
        assert "<script" not in text
        assert "](https://evil" not in text
        assert ".hb-good } { data" not in text.partition("alert(1)")[2].partition("\n")[0]
        assert "\\*\\*In force" in text or "&#42;&#42;In force" in text


def test_answers_that_do_not_count_can_be_found_and_say_why(members: Any) -> None:
    first = answer(members, "dale", "rapid", "2025-10-05", version="2.0")
    answer(members, "dale", "rapid", "2025-10-06", version="1.0", corrects=first)
    found = section(members.site().pages[RAPID]).partition("Answers that do not count:")[2]
    assert f"adoptions/{first}/index.md" in found
    assert "It was entered in error. In its place:" in found
    assert "adoptions/dale--rapid--2025-10-06/index.md" in found


# Past versions


def test_a_past_version_names_who_still_uses_it(members: Any) -> None:
    page = members.site().pages["guidelines/rapid/versions/1.0/index.md"]
    (note,) = [n for n in page.meta["handbook"]["box"]["notes"] if n["label"] == "Local adoption"]
    assert "this version is used by: Mill Hospice (since 1 April 2025)." in note["text"]
    assert "Forge" not in note["text"]
    assert note["href"] == "guidelines/rapid/#hb-adoption"


def test_a_past_version_nobody_uses_says_nothing_of_adoption(site: Site) -> None:
    page = site.pages["guidelines/rapid/versions/1.0/index.md"]
    assert "Local adoption" not in {n["label"] for n in page.meta["handbook"]["box"]["notes"]}


def test_a_past_version_says_for_whom_nobody_can_tell(members: Any) -> None:
    answer(members, "mill", "rapid", "2026-02-01", by="forge-nurse")
    page = members.site().pages["guidelines/rapid/versions/1.0/index.md"]
    (note,) = [n for n in page.meta["handbook"]["box"]["notes"] if n["label"] == "Local adoption"]
    assert note["text"] == "Cannot tell for: Mill Hospice."


# The table of all


def test_the_table_has_a_word_for_every_pair(members: Any) -> None:
    settings(members, asked=[{"documents": ["way"], "organisations": ["forge"]}])
    page = members.site().pages["adoption/index.md"]
    rapid, way = row(page.markdown, "Rapid transfer"), row(page.markdown, "The way")
    assert [_words(cell) for cell in rapid.split(" | ")[2:]] == [
        "Not recorded",
        "Adopted",
        "Adopted Behind: version 1.0",
    ]
    assert [_words(cell) for cell in way.split(" | ")[2:]] == [
        "Not meant for it",
        "Not recorded",
        "Not meant for it",
    ]


def _words(cell: str) -> str:
    plain = re.sub(r"\{[^}]*\}|\]\([^)]*\)|[*|\[]", " ", cell)
    return " ".join(plain.split())


def test_its_columns_are_headed_for_those_who_hear_them(members: Any) -> None:
    page = members.site().pages["adoption/index.md"]
    (head,) = [x for x in page.markdown.splitlines() if ".hb-m-document" in x]
    assert "[Mill](../organisations/mill/index.md) { .hb-m-organisation }" in head


def test_its_cells_lead_to_the_records(members: Any) -> None:
    page = members.site().pages["adoption/index.md"]
    assert "../adoptions/forge--rapid--2025-10-01/index.md" in row(page.markdown, "Rapid transfer")


def test_it_counts_by_row_and_by_column(members: Any) -> None:
    text = members.site().pages["adoption/index.md"].markdown
    assert "1 of 3 *Answered: 2 of 3 asked*" in row(text, "Rapid transfer")
    (sums,) = [line for line in text.splitlines() if line.startswith("| In use, of")]
    counts = re.findall(r"(\d of \d) \*Answered: (\d of \d) asked", sums)
    assert counts == [("0 of 2", "0 of 2"), ("1 of 2", "1 of 2"), ("0 of 2", "1 of 2")]


def test_those_to_whom_it_does_not_apply_are_not_counted_against_it(members: Any) -> None:
    more = {"version": "2.0", "answer": "not-applicable", "reason": "No children."}
    answer(members, "dale", "rapid", "2025-11-01", **more)
    pages = members.site().pages
    assert "1 of 2 *Answered: 3 of 3 asked*" in row(
        pages["adoption/index.md"].markdown, "Rapid transfer"
    )
    latest = uptake(pages["adoption/uptake/index.md"], "rapid")[0]
    assert "| 1 of 2 (50 per cent)" in latest


def test_every_word_in_the_table_is_explained_under_it(members: Any) -> None:
    words = section(members.site().pages["adoption/index.md"], "hb-words")
    for word in LOCAL.values():
        assert f"**{word.label}**" in words
        assert word.meaning in words
    for label in ("Behind", "Uses a withdrawn text", "Not meant for it"):
        assert label in words


def test_a_text_out_of_use_stands_before_the_table(members: Any) -> None:
    answer(members, "mill", "stopped", "2025-04-01")
    found = section(members.site().pages["adoption/index.md"], "hb-first")
    assert "Mill Hospice" in found
    assert "Uses a suspended text" in found
    assert "5 answers are outstanding, 0 of them late" in found


def test_what_needs_somebody_first_begins_with_what_is_suspended(members: Any) -> None:
    for name, document in (("dale", "old"), ("mill", "night"), ("forge", "stopped")):
        answer(members, name, document, "2025-04-01")
    found = section(members.site().pages["adoption/index.md"], "hb-first")
    said = re.findall(r"\*\*Uses a (\w+) text\*\*.*Ring: \[Nurse at (\w+)\]", found)
    assert said == [("suspended", "Forge"), ("withdrawn", "Mill"), ("superseded", "Dale")]


def test_words_say_that_the_table_goes_on_to_the_right(members: Any) -> None:
    found = section(members.site().pages["adoption/index.md"], "hb-matrix")
    assert found.index("scroll it sideways") < found.index("| Document")


def test_a_network_without_documents_has_the_page_too(toy: Any) -> None:
    for path in [p for p in toy.files if re.search(r"guidelines/|care-path|decisions/|_endor", p)]:
        del toy.files[path]
    toy.files = {p: b for p, b in toy.files.items() if "polic" not in p}
    page = toy.site().pages["adoption/index.md"]
    assert "No document has been offered to any organisation yet." in page.markdown


# Where there are more documents than have room on one page


def test_the_table_stands_in_parts_by_the_first_letters_of_names(
    members: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = members.site().pages["adoption/index.md"].markdown
    monkeypatch.setattr(parts, "MOST", 1)
    pages = members.site().pages
    index = pages["adoption/index.md"].markdown
    assert ".hb-m-document" not in index
    assert "[R](r/index.md)" in row(index, "R")
    assert "0 of 2 *Answered: 1 of 2 asked*" in row(index, "Mill Hospice")
    letters = [path for path in pages if re.fullmatch(r"adoption/[a-z]/index.md", path)]
    assert len(letters) == 2
    for path in letters:
        assert pages[path].meta["search"] == {"exclude": True}
        assert all(f"{x[9:10]}/index.md" in pages[path].markdown for x in letters if x != path)
    rows = [line for path in letters for line in documents_of(pages[path].markdown)]
    assert sorted(rows) == sorted(documents_of(whole.replace("](../", "](../../")))


def documents_of(markdown: str) -> list[str]:
    table = markdown.partition("| Document { .hb-m-document }")[2].partition("\n\n")[0]
    rows = table.splitlines()[2:]
    return [line for line in rows if not line.startswith("| In use, of")]


def test_uptake_stands_in_parts_by_the_first_letters_of_names(
    members: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = members.site().pages["adoption/uptake/index.md"]
    monkeypatch.setattr(parts, "MOST", 1)
    pages = members.site().pages
    index = pages["adoption/uptake/index.md"]
    assert "picture" not in index.meta["handbook"]
    assert "[R](r/index.md)" in row(index.markdown, "R")
    of_rapid = card(pages["adoption/uptake/r/index.md"], "rapid")
    assert of_rapid == card(whole, "rapid")


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Élan", "e"), ("rapid", "r"), ("2nd line", "other"), ("Ясли", "other"), ("", "other")],
)
def test_a_name_stands_under_its_letter_without_accent(name: str, letter: str) -> None:
    assert parts._letter(name) == letter


def test_parts_of_a_long_register_have_one_address_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter's address is the same whatever else there is, and other names stand last."""
    monkeypatch.setattr(parts, "MOST", 1)
    names: Any = SimpleNamespace(label=lambda document: document)
    assert list(parts.letters(names, ["2", "b", "a", "B2"])) == ["a", "b", "other"]
    assert parts.letters(names, ["a"]) == {}
    assert parts.page_of("adoption/index.md", "other") == "adoption/other/index.md"


# Uptake


def test_uptake_says_what_is_counted_of_what_and_from_where(members: Any) -> None:
    text = members.site().pages["adoption/uptake/index.md"].markdown
    assert "Counted above the line" in text
    assert "Counted below the line" in text
    assert "of those that are silent, or whose answer cannot be told, it is not known" in text
    assert "This is a process measure" in text


def test_uptake_is_told_by_the_ends_of_quarters_in_words_below_the_drawing(members: Any) -> None:
    lines = uptake(members.site().pages["adoption/uptake/index.md"], "rapid")
    assert [line.partition(" *")[0] for line in lines] == [
        "23 November 2026", "30 September 2026", "30 June 2026", "31 March 2026",
        "31 December 2025", "30 September 2025", "30 June 2025", "31 March 2025",
    ]  # fmt: skip
    assert "1 of 3 (at least 33 per cent)" in lines[0]
    assert "1 uses an older one" in lines[0]
    assert "July to September 2025" in lines[5]


def test_what_nobody_knows_is_never_shown_as_none_or_no(members: Any) -> None:
    """Fails if silence makes a zero, of one document, of all together, in words or drawn."""
    pages = members.site().pages
    lines = uptake(pages["adoption/uptake/index.md"], "rapid")
    assert "None of 3 is known to use it" in lines[5]
    assert "Not known of 2: no answer" in lines[5]
    first = uptake(pages["adoption/uptake/index.md"], "way")[-1]
    assert "Not known: of 3 asked, nobody's answer is there" in first
    for path, name in (("adoption/uptake/index.md", "way"), ("adoption/index.md", "")):
        said = "\n".join(uptake(pages[path], name))
        assert "(0 per cent)" not in said
    kinds = {block["kind"] for block in card(pages["adoption/uptake/index.md"], "way")["blocks"]}
    assert kinds == {"unheard"}


def card(page: Page, document: str) -> dict[str, Any]:
    """The picture of one document (``""``: of all) on a page."""
    cards = page.meta["handbook"]["picture"]["cards"]
    (found,) = [c for c in cards if c["anchor"] == f"hb-uptake-{document or 'all'}"]
    picture: dict[str, Any] = found
    return picture


def uptake(page: Page, document: str) -> list[str]:
    """The rows of its table, the newest first: cells by strokes, lines of a cell by stars."""
    rows = card(page, document)["table"]["rows"]
    return [" | ".join(" *".join(p["text"] for p in cell) for cell in row) for row in rows]


def uptake_of(toy: Any, document: str) -> list[str]:
    return uptake(toy.site().pages["adoption/uptake/index.md"], document)


def test_a_version_in_force_about_which_nobody_was_asked_is_not_called_none(members: Any) -> None:
    settings(members, asked=[{"documents": ["way"], "organisations": ["quay"]}])
    organisation(members, "quay", "partner", joined="2026-08-01")
    lines = uptake_of(members, "way")
    (before,) = [line for line in lines if line.startswith("30 June 2026")]
    (after,) = [line for line in lines if line.startswith("30 September 2026")]
    assert "Nobody was asked *Version 1.0 in force" in before
    assert "Not known: of 1 asked, nobody's answer is there" in after
    assert "No version was in force" not in "".join(lines)


def test_a_version_that_applies_to_nobody_who_was_asked_says_so(members: Any) -> None:
    for name in ORGANISATIONS:
        answer(members, name, "way", "2026-01-05", answer="not-applicable", reason="No need.")
    found = uptake_of(members, "way")
    (latest,) = [line for line in found if line.startswith("23 November 2026")]
    assert "Does not apply to any who were asked" in latest
    assert "3 not counted, as it does not apply there" in latest


def test_a_document_out_of_force_has_no_version_to_count(members: Any) -> None:
    answer(members, "mill", "night", "2025-04-01")
    lines = uptake_of(members, "night")
    (latest,) = [line for line in lines if line.startswith("23 November 2026")]
    assert "No version was in force" in latest


def test_a_document_whose_standing_cannot_be_told_stands_there_without_numbers(
    members: Any,
) -> None:
    """Fails if it is left out, or if numbers are shown that rest on it."""
    path = "registry/decisions/board-2025-09-02--1.yaml"
    text = members.files[path].decode()
    digest = text.partition("v1:sha256:")[2][:64]
    members.files[path] = text.replace(digest, "0" * 64).encode()
    pages = members.site().pages
    found = card(pages["adoption/uptake/index.md"], "rapid")
    assert found["tags"] == [{"label": "Cannot tell", "tone": "stop"}]
    assert found["lines"][0].startswith("How it stands cannot be told")
    assert not {"blocks", "table"} & found.keys()
    together = section(pages["adoption/index.md"], "hb-uptake")
    assert "so they are left out: [Rapid" in together


def test_uptake_says_what_makes_totals_fall_and_past_quarters_change(members: Any) -> None:
    text = members.site().pages["adoption/uptake/index.md"].markdown
    assert "totals fall when documents leave force" in text
    assert "an answer that is entered late changes the quarters since" in text


# The organisation's own page


def test_what_needs_somebody_stands_first_on_an_organisations_page(members: Any) -> None:
    answer(members, "mill", "stopped", "2025-04-01")
    found = section(members.site().pages["organisations/mill/index.md"], "hb-meant")
    names = re.findall(r"^\| \[([^\]]*)\]", found, flags=re.MULTILINE)
    assert names == ["Stopped", "Rapid transfer", "The way"]
    assert "1 in use although the network does not stand behind the text" in found


def test_it_says_until_when_an_answer_is_wanted_and_when_that_is_late(members: Any) -> None:
    settings(members, **{"answer-within-days": 60})
    found = section(members.site().pages["organisations/dale/index.md"], "hb-meant")
    said = "An answer about version 2.0 was due by 1 November 2025 **Late**{ .hb-tag .hb-care }"
    assert said in row(found, "Rapid transfer")
    assert "2 answers outstanding, of which 2 late" in found


def test_it_lists_what_was_adopted_when_newest_first(members: Any) -> None:
    answer(members, "mill", "rapid", "2025-10-09", version="2.0")
    found = section(members.site().pages["organisations/mill/index.md"], "hb-answered")
    assert found.startswith("What it answered when")
    assert re.findall(r"\d+ \w+ 2025", found) == ["9 October 2025", "1 April 2025"]
    assert "No longer the answer" in found.rstrip().splitlines()[-1]


def test_one_that_is_not_asked_and_said_nothing_says_so(members: Any) -> None:
    text = members.site().pages["organisations/quay/index.md"].markdown
    assert "This organisation is not asked to adopt documents, and has recorded no answer." in text


def test_it_names_its_champion(members: Any) -> None:
    assert "Nurse at Forge" in members.site().pages["organisations/forge/index.md"].markdown


# What falls due


def test_who_uses_a_stopped_text_is_named_before_all_that_falls_due(members: Any) -> None:
    """The suspended text first, then by how it was stopped; each with the post to ring."""
    for name, document in (("dale", "old"), ("mill", "night"), ("forge", "stopped")):
        answer(members, name, document, "2025-04-01")
    page = members.site().pages["due/index.md"]
    found = section(page, "hb-ring-first")
    assert page.markdown.index("hb-ring-first") < page.markdown.index("hb-late")
    said = re.findall(r"^\| \[(\w+) Hospice\].*\*\*(Uses a \w+ text)\*\*", found, re.MULTILINE)
    assert said == [
        ("Forge", "Uses a suspended text"),
        ("Mill", "Uses a withdrawn text"),
        ("Dale", "Uses a superseded text"),
    ]
    assert "[Nurse at Forge](../posts/forge-nurse/index.md)" in row(found, "Forge Hospice")
    assert "Adopted: version 1.0, 1 April 2025" in row(found, "Forge Hospice")


def test_a_post_that_nobody_holds_is_said_to_be_empty_where_it_should_be_rung(members: Any) -> None:
    answer(members, "forge", "stopped", "2025-04-01")
    vacant = {"id": "forge-nurse", "title": "Nurse at Forge", "organisation": "forge"}
    members.put("posts/forge-nurse.yaml", {**vacant, "vacant-since": "2026-06-01"})
    pages = members.site().pages
    for path, anchor in (
        ("due/index.md", "hb-ring-first"),
        ("due/index.md", "hb-answers"),
        ("adoption/index.md", "hb-first"),
    ):
        assert "(nobody holds it since 1 June 2026)" in section(pages[path], anchor)


def test_a_stopped_text_that_may_still_lie_about_is_named_as_well(members: Any) -> None:
    answer(members, "forge", "night", "2025-04-01")
    answer(members, "forge", "night", "2025-10-01", answer="retracted", reason="It was withdrawn.")
    page = members.site().pages["due/index.md"]
    found = section(page, "hb-ring-first")
    assert "may still lie about" in found
    assert "* [Forge Hospice](../organisations/forge/index.md#hb-meant): [Night]" in found
    assert "Ring: [Nurse at Forge]" in found
    assert "Uses a withdrawn text" not in found


def test_a_copy_of_a_text_published_in_error_is_called_just_that(members: Any) -> None:
    answer(members, "forge", "wrong", "2025-04-01")
    answer(members, "forge", "wrong", "2025-10-01", answer="retracted", reason="An error.")
    found = section(members.site().pages["due/index.md"], "hb-ring-first")
    assert "[Wrong](../guidelines/wrong/index.md) **Published in error**" in found


def test_the_first_page_counts_who_must_be_rung_first(site: Site, members: Any) -> None:
    answer(members, "mill", "night", "2025-04-01")
    answer(members, "mill", "stopped", "2025-04-01")
    found = section(members.site().pages["index.md"], "hb-due")
    assert "1 organisation uses a text that the network does not stand behind" in found
    assert "(due/index.md#hb-ring-first)" in found
    assert "hb-ring-first" not in site.pages["index.md"].markdown
    assert "hb-ring-first" not in site.pages["due/index.md"].markdown


def test_whoever_owes_most_late_answers_is_rung_before_whoever_owes_them_longest(
    members: Any,
) -> None:
    """The command ``handbook adoption --outstanding`` has the same order."""
    settings(members, **{"answer-within-days": 60})
    for name in ("mill", "forge"):
        answer(members, name, "rapid", "2026-01-05", version="2.0")
    site = members.site()
    found = section(site.pages["due/index.md"], "hb-answers")
    names = re.findall(r"^\| \[([^\]]*)\]", found, flags=re.MULTILINE)
    assert names == ["Dale Hospice", "Forge Hospice", "Mill Hospice"]
    adoption = members.assessment().adoption
    order = outstanding_by_organisation(adoption.positions.values(), date(2026, 11, 23), str)
    assert list(order) == ["dale", "forge", "mill"]


def test_outstanding_answers_stand_by_organisation_those_late_first(members: Any) -> None:
    settings(members, **{"answer-within-days": 60})
    organisation(members, "dale", "spoke", joined="2026-10-30")
    found = section(members.site().pages["due/index.md"], "hb-answers")
    names = re.findall(r"^\| \[([^\]]*)\]", found, flags=re.MULTILINE)
    assert names == ["Mill Hospice", "Forge Hospice", "Dale Hospice"]
    assert "**2 late**" in row(found, "Mill Hospice")
    assert "late" not in row(found, "Dale Hospice")
    assert "Champion: [Nurse at Dale]" in row(found, "Dale Hospice")
    assert 'data-until="2026-12-29"' in row(found, "Dale Hospice")


def test_nothing_outstanding_leaves_no_section(members: Any) -> None:
    settings(members, roles=["partner"])
    organisation(members, "quay", "partner", left="2026-01-01")
    assert section(members.site().pages["due/index.md"], "hb-answers") == ""


# An answer's own page


def test_an_answer_says_whether_it_is_the_present_one(members: Any) -> None:
    answer(members, "mill", "rapid", "2025-10-09", version="2.0")
    pages = members.site().pages
    old = pages["adoptions/mill--rapid--2025-04-01/index.md"].markdown
    assert "**No longer the answer**" in old
    assert "[Adopted: version 2.0, 9 October 2025]" in old
    new = pages["adoptions/mill--rapid--2025-10-09/index.md"].markdown
    assert "This is the organisation's [present answer]" in new


def test_an_answer_entered_in_error_says_loudly_that_it_does_not_count(members: Any) -> None:
    first = answer(members, "dale", "rapid", "2025-10-05", version="2.0")
    answer(members, "dale", "rapid", "2025-10-06", version="1.0", corrects=first)
    pages = members.site().pages
    text = pages[f"adoptions/{first}/index.md"].markdown
    assert text.startswith("**Does not count**{ .hb-tag .hb-stop } It was entered in error.")
    assert "present answer" in pages["adoptions/dale--rapid--2025-10-06/index.md"].markdown


def test_the_list_of_answers_is_newest_first_and_marks_what_does_not_count(members: Any) -> None:
    answer(members, "dale", "rapid", "2026-02-01", version="9.9")
    lines = members.site().pages["adoptions/index.md"].markdown.splitlines()
    rows = [line for line in lines if line.startswith("| [Rapid")]
    assert "Dale Hospice" in rows[0]
    assert "**Does not count**" in rows[0]
    assert [("Forge" in line, "Mill" in line) for line in rows[1:]] == [
        (True, False),
        (False, True),
    ]


def test_answers_are_not_found_by_searching_for_a_document(members: Any) -> None:
    page = members.site().pages["adoptions/forge--rapid--2025-10-01/index.md"]
    assert page.meta["search"] == {"exclude": True}


def test_what_is_held_back_can_be_told_nowhere(members: Any) -> None:
    """Fails if a page reads a position that rests on a record which cannot be shown."""
    held = {"forge--rapid--2025-10-01": "It cannot be read."}
    site = members.site(quarantined=held)
    found = row(section(site.pages[RAPID]), "Forge Hospice")
    assert "**Cannot tell**{ .hb-tag .hb-stop }" in found
    assert "cannot tell for 1" in fact(site.pages[RAPID])


# Words and places


ANSWERED = Answer(
    "a--b--2026-01-01", "a", "b", "1.0", Local.ADOPTED, date(2026, 1, 1), date(2026, 1, 1), "p"
)


@pytest.mark.parametrize("local", list(Local))
def test_a_tag_is_never_calmer_than_what_its_answer_leads_to(local: Local) -> None:
    plain = Position("a", "b", local, answer=replace(ANSWERED, local=local))
    assert word_of(plain).tone is LOCAL[local].tone
    assert word_of(replace(plain, unsupported=True)).tone is Tone.STOP
    assert word_of(replace(plain, behind=True)).tone is not Tone.GOOD
    assert word_of(replace(plain, behind=True)).label == LOCAL[local].label


def test_no_type_can_take_the_address_of_the_page() -> None:
    """Fails if the page's folder could belong to a type of a network's own."""
    files = {
        "type.yaml": "title: Vow\nplural: Vows\ndescription: A vow.\nfolder: adoption\n"
        'format: yaml\nlabel: "{title}"\n',
        "schema.yaml": "type: object\nadditionalProperties: false\nproperties: {}\n",
        "page.md.j2": "{{ record.title }}\n",
        "example.yaml": "id: a-vow\ntitle: A vow\n",
    }
    found = load_types({f"registry/_types/vow/{n}": t.encode() for n, t in files.items()})
    assert "vow" not in found[0]
    assert "belongs to the handbook itself" in found[1][0].message


def test_adoption_is_reached_from_every_page_and_from_the_first(site: Site) -> None:
    paths = [each.path for item in site.nav for each in (item, *item.children)]
    assert "adoption/index.md" in paths
    assert "(adoption/index.md)" in site.pages["index.md"].markdown


def test_the_pages_on_adoption_are_exactly_these(
    members: Any, golden: Callable[[Path, str], None]
) -> None:
    settings(members, **{"answer-within-days": 60})
    answer(members, "mill", "stopped", "2025-04-01")
    answer(members, "dale", "way", "2026-02-01", version="9.9")
    pages = members.site().pages
    for path in (
        RAPID, "adoption/index.md", "adoption/uptake/index.md", "organisations/mill/index.md",
    ):  # fmt: skip
        golden(GOLDEN / path, pages[path].text())


def test_an_answer_cannot_be_edited_from_its_page(members: Any) -> None:
    """Fails if the page of an answer offers its file for changes: answers are added."""
    page = members.site().pages["adoptions/forge--rapid--2025-10-01/index.md"]
    assert page.meta["handbook"]["file"] == ""
    assert "An answer is never changed." in page.markdown


def test_an_answer_about_a_version_yet_to_come_counts_from_its_day(members: Any) -> None:
    members.endorse(5, "guidelines/idea.md", meeting="board-2025-09-02", effective="2027-01-04")
    answer(members, "mill", "idea", "2026-02-01")
    pages = members.site().pages
    page = pages["guidelines/idea/index.md"]
    said = "1 answer is about a version that is yet to take effect"
    assert fact(page) == said
    found = section(page)
    assert "Version 1.0 takes effect on 4 January 2027. No answer is due before." in found
    assert "**Not recorded**" in row(found, "Mill Hospice")
    assert "counting from 4 January 2027" in row(found, "Mill Hospice")
    own = pages["adoptions/mill--idea--2026-02-01/index.md"].markdown
    assert "It counts from 4 January 2027" in own
    assert "Adopted from 4 January 2027" in _words(row(pages["adoption/index.md"].markdown, "Idea"))


def test_what_cannot_be_told_is_named_before_the_table(members: Any) -> None:
    answer(members, "forge", "rapid", "2026-02-01", version="9.9")
    found = section(members.site().pages["adoption/index.md"], "hb-first")
    (line,) = [line for line in found.splitlines() if "Cannot tell" in line]
    assert "Forge Hospice" in line
    assert "guidelines/rapid/index.md#hb-adoption" in line


def test_one_that_was_not_asked_is_counted_apart(members: Any) -> None:
    post = {"id": "quay-nurse", "title": "Nurse at Quay", "organisation": "quay"}
    members.put("posts/quay-nurse.yaml", post)
    answer(members, "quay", "rapid", "2025-11-01", version="2.0")
    page = members.site().pages[RAPID]
    assert fact(page) == (
        "2 of 3 organisations have answered: 1 uses this version, 1 an older one; "
        "1 that was not asked uses it too"
    )
    assert "it was not asked" in row(section(page), "Quay Hospice")


def test_a_past_version_is_not_in_use_where_it_was_declined_or_taken_back(members: Any) -> None:
    """Fails if whoever last spoke of a version is said to use it."""
    answer(members, "dale", "rapid", "2025-05-01", answer="declined", reason="No.")
    answer(members, "mill", "rapid", "2025-06-01", answer="retracted", reason="Not yet.")
    page = members.site().pages["guidelines/rapid/versions/1.0/index.md"]
    (note,) = [n for n in page.meta["handbook"]["box"]["notes"] if n["label"] == "Local adoption"]
    assert note["text"] == "Copies of it may still lie about at: Mill Hospice."


def test_what_nobody_can_adopt_says_nothing_of_adoption(site: Site) -> None:
    page = site.pages["terms-of-reference/board/index.md"]
    assert "Local adoption" not in str(page.meta) + page.markdown
