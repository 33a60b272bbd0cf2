"""What goes into the evidence of an organisation, and what must never go in as if it held."""

from __future__ import annotations

import hashlib
import html
import json
from typing import TYPE_CHECKING, Any

import pytest

from handbook.evidence.bundle import bundle, takers
from handbook.evidence.model import Bundle, Origin
from handbook.evidence.zipping import Zipper
from handbook.load.trees.base import MemoryTree
from handbook.publish.shown.html import styles_from_elsewhere
from handbook.quarantine import held_back
from handbook.render.evidence_link import size_in_words
from handbook.render.labels import reader_labels
from handbook.source.html.reading import read_page

if TYPE_CHECKING:
    from conftest import Toy

ORIGIN = Origin("f" * 40, "0.1.0")


def answer(toy: Toy, document: str, version: str, said: str, day: str, **more: Any) -> str:
    name = f"mill--{document}--{day}"
    given = {"adapted": {"how": "Two ring.", "local-reference": "M1"}, "adopted": {}}
    fields = given.get(said, {"reason": "It does not fit."})
    record = {"id": name, "organisation": "mill", "document": document, "version": version}
    toy.put(
        f"adoptions/{name}.yaml",
        {**record, "answer": said, "date": day, "by": "lead", **fields, **more},
    )
    return name


def made(toy: Toy, origin: Origin = ORIGIN, held: dict[str, str] | None = None) -> Bundle:
    assessment = held_back(toy.assessment(), held or {})
    labels = reader_labels(assessment, held or {})
    return bundle(assessment, "mill", labels, held or {}, origin)


def paths(found: Bundle) -> set[str]:
    return {*found.made, *(copy.path for copy in found.copies)}


def index(found: Bundle) -> str:
    return found.made["index.html"].decode()


def told(found: Bundle, document: str) -> dict[str, Any]:
    return next(one for one in found.manifest["documents"] if one["document"] == document)


def section(found: Bundle, document: str) -> str:
    return index(found).partition(f'<h2 id="{document}">')[2].partition("</section>")[0]


def texts_of(found: Bundle, document: str) -> set[str]:
    start = f"documents/{document}/"
    return {path.split("/")[2] for path in paths(found) if path.startswith(start)}


# What goes in.


def test_the_version_in_force_goes_in_with_its_files(toy: Toy) -> None:
    found = made(toy)
    own = {path for path in paths(found) if path.startswith("documents/rapid/")}
    names = ("STATUS.txt", "attachments/map.pdf", "canonical-form.json", "record.md", "seal.yaml")
    assert own == {f"documents/rapid/2.0/{name}" for name in names}


def test_every_version_that_was_answered_about_goes_in(toy: Toy) -> None:
    answer(toy, "rapid", "1.0", "adopted", "2025-04-01")
    assert texts_of(made(toy), "rapid") == {"1.0", "2.0"}


def test_a_document_that_was_never_its_business_stays_out(toy: Toy) -> None:
    assert {one["document"] for one in made(toy).manifest["documents"]} == {"rapid", "way"}


def test_anybody_can_work_out_the_digest_that_the_decision_names(toy: Toy) -> None:
    found = made(toy)
    form = found.made["documents/rapid/2.0/canonical-form.json"]
    digest = f"v1:sha256:{hashlib.sha256(form).hexdigest()}"
    decision = toy.files["registry/decisions/board-2025-09-02--1.yaml"].decode()
    assert digest in decision
    assert told(found, "rapid")["digest"] == digest
    assert digest in section(found, "rapid")
    assert json.loads(form)["fields"]["title"] == "Rapid transfer"


def test_the_way_it_came_about_goes_in(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adapted", "2025-10-01")
    found = paths(made(toy))
    assert {
        "decisions/board-2025-03-04--1.yaml",
        "decisions/board-2025-09-02--1.yaml",
        "meetings/board-2025-03-04.yaml",
        "meetings/board-2025-09-02.yaml",
        "adoptions/mill--rapid--2025-10-01.yaml",
        "organisation/mill.yaml",
        "posts/lead.yaml",
    } <= found


def test_the_terms_by_which_a_group_decided_go_in_with_the_decision_that_agreed_them(
    toy: Toy,
) -> None:
    """The first meeting decided by the founding act; the second by what was agreed at the first."""
    found = made(toy)
    assert "terms-of-reference/board/1.0/record.md" in paths(found)
    assert "decisions/board-2025-03-04--7.yaml" in paths(found)
    text = section(found, "rapid")
    assert "By the act that constituted the network" in text
    assert "By its terms of reference, version 1.0" in text


def test_nothing_goes_in_but_files_of_the_registry_and_what_is_made_here(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    found = made(toy)
    assert {copy.source for copy in found.copies} <= set(MemoryTree(toy.files).paths())
    names = {path.rpartition("/")[2] for path in found.made}
    assert names == {"index.html", "README.txt", "STATUS.txt", "canonical-form.json"}


# What it says.


def test_silence_is_shown_as_not_recorded_and_nothing_else(toy: Toy) -> None:
    found = made(toy)
    assert told(found, "rapid")["state"] == "in force"
    assert told(found, "rapid")["local"] == "Not recorded"
    assert "Local adoption: Not recorded" in section(found, "rapid")
    assert "Adopted" not in index(found)


def test_an_answer_is_told_with_its_day_its_post_and_its_reason(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adapted", "2025-10-01")
    text = section(made(toy), "rapid")
    for words in ("Adapted", "1 October 2025", "Lead nurse", "Two ring.", "M1"):
        assert words in text


def test_an_answer_about_an_older_version_is_told_as_behind(toy: Toy) -> None:
    answer(toy, "rapid", "1.0", "adopted", "2025-04-01")
    found = made(toy)
    assert "Behind: its answer is about version 1.0, and version 2.0 is in force" in index(found)
    assert any("outstanding" in note for note in told(found, "rapid")["notes"])


def test_how_it_stood_is_told_in_the_words_of_its_own_page(toy: Toy) -> None:
    """Fails if the index quotes the handbook with words that its page never had."""
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    answer(toy, "stopped", "1.0", "adopted", "2025-04-01")
    toy.endorse(5, "guidelines/idea.md", meeting="board-2025-09-02", effective="2027-01-04")
    pages = toy.site().pages
    found = made(toy)
    for path in ("guidelines/rapid", "guidelines/stopped", "guidelines/idea", "care-pathways/way"):
        quoted = " ".join(pages[f"{path}/index.md"].meta["handbook"]["box"]["advice"])
        said = html.unescape(section(found, path.rpartition("/")[2]))
        assert f"In the words of its page in the handbook on that day: “{quoted}”" in said


def test_a_text_yet_to_take_effect_is_told_as_endorsed_and_from_when(toy: Toy) -> None:
    toy.endorse(5, "guidelines/idea.md", meeting="board-2025-09-02", effective="2027-01-04")
    found = made(toy)
    said = "Endorsed, and in effect from 4 January 2027. Do not rely on it before."
    assert said in section(found, "idea")
    assert said in index(found).partition('<h2 id="documents">')[2].partition("</table>")[0]


def test_an_answer_that_does_not_hold_yet_is_not_called_nothing(toy: Toy) -> None:
    toy.endorse(5, "guidelines/idea.md", meeting="board-2025-09-02", effective="2027-01-04")
    answer(toy, "idea", "1.0", "adopted", "2026-02-01")
    found = made(toy)
    assert told(found, "idea")["local"] == "Not recorded"
    assert "No answer of it holds on that day" in section(found, "idea")
    assert "Nothing is recorded" not in section(found, "idea")
    assert "Nothing is recorded" in section(found, "rapid")


def test_a_review_that_is_late_is_told_with_its_caution(toy: Toy) -> None:
    """The review of the toy's pathway was due on 1 November 2026."""
    said = section(made(toy), "way")
    assert "Review overdue" in said
    assert "Its review was due on 1 November 2026 and is late." in said


def test_every_answer_says_where_it_is_written_down_and_why(toy: Toy) -> None:
    """Fails if the reasons of an answer are gone from the page once another one holds."""
    more = {"how": "Three ring.", "local-reference": "M0", "evidence": "Minutes, item 2"}
    answer(toy, "rapid", "1.0", "adapted", "2025-04-01", **more)
    answer(toy, "rapid", "2.0", "declined", "2025-10-01", evidence="Minutes, item 7")
    said = section(made(toy), "rapid")
    before = said.partition("What the organisation answered")[2]
    for words in ("Three ring.", "M0", "Minutes, item 2", "It does not fit.", "Minutes, item 7"):
        assert words in before
    present = said.partition("Texts in this folder")[0]
    assert "<dt>Written down in</dt><dd>Minutes, item 7</dd>" in present
    assert "Minutes, item 2" not in present


def test_an_answer_that_names_no_place_says_so(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    assert "<dt>Written down in</dt><dd>It does not say.</dd>" in section(made(toy), "rapid")
    assert "Written down in" not in section(made(toy), "way")


def test_the_day_and_that_it_is_not_for_care_stand_first_and_last(toy: Toy) -> None:
    page = index(made(toy))
    said = "Made on 23 November 2026; for evidence, not for care"
    assert said in page.partition("<body>")[2].partition("<h1>")[0]
    assert said in page.partition("</main>")[2]
    assert page.count("Demonstration content: not for clinical use") == 1


def test_a_bundle_made_as_on_another_day_says_so(toy: Toy) -> None:
    plain, back = made(toy), made(toy, Origin("f" * 40, "0.1.0", looks_back=True))
    words = "which is not the day on which it was made"
    assert words not in index(plain)
    assert words in index(back)
    assert b"NOT THE DAY" not in plain.made["README.txt"]
    assert b"NOT THE DAY" in back.made["README.txt"]


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin("f" * 40, "0.1.0"), f"Made from commit {'f' * 40} of the register."),
        (Origin("f" * 40, "0.1.0", uncommitted=True), "no commit holds exactly this"),
        (Origin("", "0.1.0"), "From which commit of the register it was made is not known."),
    ],
)
def test_it_says_from_which_commit_it_was_made(toy: Toy, origin: Origin, words: str) -> None:
    assert words in index(made(toy, origin))


def test_files_for_members_only_are_named(toy: Toy) -> None:
    """Whatever does not say that it is public is not."""
    text = index(made(toy)).partition('<h2 id="members">')[2]
    assert "<code>meetings/board-2025-03-04.yaml</code>" in text
    assert "<code>documents/rapid/2.0/</code>" in text


# Texts that must not be used (I16), and those that are not shown at all.


def status(found: Bundle, folder: str) -> str:
    return found.made[f"{folder}/STATUS.txt"].decode()


def test_beside_a_past_version_stands_that_it_must_not_be_used(toy: Toy) -> None:
    answer(toy, "rapid", "1.0", "adopted", "2025-04-01")
    found = made(toy)
    assert status(found, "documents/rapid/1.0").startswith("DO NOT USE: PAST VERSION\r\n")
    assert "not a version in force on 23 November 2026" in status(found, "documents/rapid/1.0")
    assert "Do not use.</span> Version 1.0" in section(found, "rapid")


@pytest.mark.parametrize(
    ("document", "word"), [("night", "WITHDRAWN"), ("stopped", "SUSPENDED"), ("old", "SUPERSEDED")]
)
def test_beside_a_stopped_text_stands_that_it_must_not_be_used(
    toy: Toy, document: str, word: str
) -> None:
    answer(toy, document, "1.0", "adopted", "2025-04-01")
    found = made(toy)
    assert status(found, f"documents/{document}/1.0").startswith(f"DO NOT USE: {word}\r\n")
    assert "Do not use.</span> Version 1.0" in section(found, document)
    assert "does not stand behind that text" in section(found, document)
    assert told(found, document)["version_in_force"] == ""


def test_even_beside_the_version_in_force_stands_that_it_is_no_text_for_care(toy: Toy) -> None:
    found = status(made(toy), "documents/rapid/2.0")
    assert found.startswith("COPY FOR EVIDENCE: NOT FOR USE IN CARE.")
    assert "may have been stopped or replaced since" in found


def test_a_text_published_in_error_is_named_by_its_digest_and_left_out(toy: Toy) -> None:
    answer(toy, "wrong", "1.0", "adopted", "2025-04-01")
    found = made(toy)
    assert texts_of(found, "wrong") == set()
    left = told(found, "wrong")["left_out"]
    assert [one["name"] for one in left] == ["Version 1.0"]
    assert left[0]["digest"] in section(found, "wrong")
    assert "published in error" in section(found, "wrong")
    assert "Of wrong" not in json.dumps([raw.decode() for raw in found.made.values()])


def test_a_stop_that_is_decided_and_yet_to_come_is_told(toy: Toy) -> None:
    gone = {"document": "way", "exit": "withdrawn", "no-replacement": True}
    toy.decide(5, "withdraw", gone, meeting="board-2025-09-02", effective="2026-12-24", reason="So")
    found = made(toy)
    assert "goes out of use on 24 December 2026" in section(found, "way")
    assert told(found, "way")["version_in_force"] == "1.0"


def test_a_stop_that_was_never_ratified_holds_and_is_not_called_unknown(toy: Toy) -> None:
    """The toy's suspension of 1 October was to be ratified within 28 days."""
    answer(toy, "stopped", "1.0", "adopted", "2025-04-01")
    text = section(made(toy), "stopped")
    assert "was to be ratified by 29 October 2026 and was not; it holds all the same." in text
    assert "cannot be told" not in text


# What cannot be told.


def test_a_document_that_cannot_be_told_brings_no_text(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    path = "registry/decisions/board-2025-09-02--1.yaml"
    text = toy.files[path].decode()
    digest = text.partition("v1:sha256:")[2][:64]
    toy.files[path] = text.replace(digest, "0" * 64).encode()
    found = made(toy)
    assert texts_of(found, "rapid") == set()
    assert told(found, "rapid")["words"] == "Cannot tell"
    assert told(found, "rapid")["version_in_force"] == ""
    assert "In force" not in section(found, "rapid")


def test_an_answer_that_cannot_be_believed_makes_the_pair_unknown(toy: Toy) -> None:
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    toy.put("organisations/loch.yaml", {"id": "loch", "title": "Loch", "kind": "charity"})
    toy.put("posts/other.yaml", {"id": "other", "title": "Other", "organisation": "loch"})
    wrong = answer(toy, "rapid", "2.0", "declined", "2026-01-05", by="other")
    found = made(toy)
    assert told(found, "rapid")["local"] == "Cannot tell"
    assert told(found, "rapid")["answer"] == ""
    assert f"adoptions/does-not-count/{wrong}.yaml" in paths(found)
    assert f"adoptions/{wrong}.yaml" not in paths(found)
    assert "Does not count" in section(found, "rapid")
    assert "a post of another organisation" in section(found, "rapid")
    assert [one["counts"] for one in found.manifest["answers"]] == [False, False]


def test_an_answer_entered_in_error_lies_apart_and_says_so(toy: Toy) -> None:
    first = answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    second = answer(toy, "rapid", "2.0", "declined", "2025-10-02", corrects=first)
    found = made(toy)
    assert f"adoptions/entered-in-error/{first}.yaml" in paths(found)
    assert f"adoptions/{second}.yaml" in paths(found)
    assert f"entered in error; see {second}" in section(found, "rapid")
    assert told(found, "rapid")["local"] == "Declined"
    by_record = {one["record"]: one["counts"] for one in found.manifest["answers"]}
    assert by_record == {first: False, second: True}


def test_what_is_held_back_is_named_and_stays_out(toy: Toy) -> None:
    name = answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    found = made(toy, held={name: "two files claim this name"})
    assert not [path for path in paths(found) if name in path]
    assert told(found, "rapid")["local"] == "Cannot tell"
    assert "two files claim this name" in index(found)


def test_a_document_held_back_brings_no_text_and_no_decision_held_back_with_it(toy: Toy) -> None:
    decision = "board-2025-09-02--1"
    answer(toy, "rapid", "2.0", "adopted", "2025-10-01")
    found = made(toy, held={"rapid": "its file is damaged", decision: "it is damaged"})
    assert texts_of(found, "rapid") == set()
    assert told(found, "rapid")["words"] == "Cannot tell"
    assert f"decisions/{decision}.yaml" not in paths(found)
    assert "held back: not to be relied on" in section(found, "rapid")
    said = "“Treat this page as not endorsed. Do not rely on it.”"
    assert said in section(found, "rapid")


def test_a_document_of_which_nobody_can_tell_whether_it_is_asked_is_not_passed_over(
    toy: Toy,
) -> None:
    found = made(toy, held={"rapid": "its file is damaged"})
    assert [one["document"] for one in found.manifest["documents"]] == ["way"]
    left = index(found).partition('<h2 id="left-out">')[2]
    assert "how it stood cannot be told: its file is damaged." in left


def test_an_organisation_without_a_record_that_holds_gets_no_bundle(toy: Toy) -> None:
    assessment = toy.assessment()
    assert takers(assessment, {}) == ("mill",)
    assert takers(assessment, {"mill": "damaged"}) == ()


# The page itself.


def test_every_link_leads_to_a_file_of_the_bundle_or_a_part_of_the_page(toy: Toy) -> None:
    answer(toy, "rapid", "1.0", "adopted", "2025-04-01")
    answer(toy, "stopped", "1.0", "adopted", "2025-04-01")
    found = made(toy)
    page = list(read_page(index(found)).within())
    ids = {f"#{tag.attributes['id']}" for tag in page if "id" in tag.attributes}
    links = {tag.attributes["href"] for tag in page if tag.name == "a"}
    assert links <= paths(found) | ids | {"SHA256SUMS", "manifest.json"}
    assert "documents/rapid/1.0/STATUS.txt" in links


def test_the_page_runs_loads_and_asks_for_nothing(toy: Toy) -> None:
    hostile = '"><script src="https://example.org/x.js"></script><img src=x onerror=alert(1)>'
    named = '"><script src="//example.org/x.js"></script><img src=x onerror=alert(1)>'
    answer(toy, "rapid", "2.0", "adapted", "2025-10-01", how=hostile)
    toy.put(
        "organisations/mill.yaml",
        {"id": "mill", "title": named, "kind": "childrens-hospice", "role": "hub"},
    )
    page = list(read_page(index(made(toy))).within())
    assert {tag.name for tag in page} & {"script", "img", "link", "iframe", "form", "base"} == set()
    loading = {"src", "srcset", "poster", "ping", "action", "formaction", "data", "background"}
    assert not [name for tag in page for name in tag.attributes if name in loading]
    assert [
        a for tag in page if tag.name == "style" for a in styles_from_elsewhere(tag.text())
    ] == []
    assert not [name for tag in page for name in tag.attributes if name.startswith("on")]


def test_the_directions_name_the_tools_that_every_computer_has(toy: Toy) -> None:
    text = made(toy).made["README.txt"].decode()
    for words in ("sha256sum -c SHA256SUMS", "shasum -a 256 -c SHA256SUMS", "certutil -hashfile"):
        assert words in text
    assert "the handbook of the same commit and the same day" in text
    assert "\n" not in text.replace("\r\n", "")
    assert "<" not in text.replace("<the zip file, or this folder>", "")


# Its place in the handbook.


def test_the_page_of_an_organisation_leads_to_its_bundle(toy: Toy) -> None:
    archive = Zipper().zipped({"SHA256SUMS": b"sums", "index.html": b"page"}, "evidence-mill")
    site = toy.site(evidence={"mill": archive})
    page = site.pages["organisations/mill/index.md"].markdown
    assert "](../../evidence/mill.zip)" in page
    assert hashlib.sha256(b"sums").hexdigest() in page
    assert site.assets["evidence/mill.zip"] == archive


def test_no_page_leads_to_a_bundle_that_was_not_made(toy: Toy) -> None:
    site = toy.site()
    assert not [page for page in site.pages.values() if "evidence/mill.zip" in page.markdown]
    assert not [path for path in site.assets if path.startswith("evidence/")]


@pytest.mark.parametrize(
    ("size", "words"), [(10, "1 KB"), (84_321, "84 KB"), (999_600, "1.0 MB"), (2_540_000, "2.5 MB")]
)
def test_a_size_is_told_as_people_say_it(size: int, words: str) -> None:
    assert size_in_words(size) == words
