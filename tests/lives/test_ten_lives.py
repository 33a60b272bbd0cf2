"""Ten lives, told in the register, built once together, and read as a reader and a program would.

The pages are what MkDocs made: the standing box, the text, the search index. The register for
programs and the command's own JSON must say the same. An eleventh life is one of adoption: it is
told three times, up to each of its turns.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lives_world import World, called

from registries import lay
from warm import words_for

ROOT = Path(__file__).parents[2]
NOON = "1835524800"  # 12:00 UTC on 1 March 2028, when all of it is looked at
SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2027, 10, 1)
WINTER = date(2028, 1, 10)

Told = dict[str, Any]
Story = Callable[[World, str], None]


def endorse(world: World, document: str, version: str = "1.0", **more: Any) -> None:
    after = more.pop("after", 0)
    entry = {"version": version, "digest": world.seal(document, version), **more}
    world.decide("endorse", document, entry={"review-due": "2029-01-01", **entry}, after=after)


def write(world: World, document: str, words: str) -> None:
    world.write(document, f"## What to do\n\nTake {document}-{words}. Then ring the ward.\n")


def take_over(world: World, document: str) -> None:
    """A text of before the register, of which nobody can show that it was ever endorsed."""
    entry = {"version": "1.0", "digest": world.seal(document, "1.0"), "review-due": "2029-01-01"}
    world.decide("attest", document, entry=entry, more={"evidence-held": False})


def suspend(world: World, document: str) -> None:
    reason = {"reason": "A number in it is wrong."}
    world.act_alone("suspend", document, "safety", {}, reason)


def withdraw(world: World, document: str) -> None:
    entry = {"exit": "withdrawn", "successor": "endorsed"}
    reason = {"reason": "The night service has closed."}
    world.decide("withdraw", document, entry=entry, more=reason)


def supersede(world: World, document: str) -> None:
    world.decide("supersede", document, entry={"successor": "endorsed"})


def take_back(world: World, document: str) -> None:
    entry = {"exit": "published-in-error", "no-replacement": True}
    reason = {"reason": "It was another network's."}
    world.decide("withdraw", document, entry=entry, more=reason)


def write_anew(world: World, document: str) -> None:
    write(world, document, "changed-words")


def endorse_for_later(world: World, document: str) -> None:
    write(world, document, "second-words")
    endorse(world, document, "2.0", after=200)


def endorse_anew(world: World, document: str) -> None:
    write(world, document, "newer-words")
    endorse(world, document, "2.0")


def take_up(world: World, document: str) -> None:
    """The hospice decides to use it, in the form that the network agreed."""
    world.answer("mill", document, "1.0", "adopted")


STORIES: dict[str, tuple[tuple[date, Story], ...]] = {
    "endorsed": (),
    "edited": ((AUTUMN, write_anew),),
    "second-to-come": ((AUTUMN, endorse_for_later),),
    "suspended": ((AUTUMN, suspend),),
    "withdrawn": ((SUMMER, withdraw),),
    "superseded": ((SUMMER, supersede),),
    "in-error": ((SUMMER, take_back),),
    "overdue": (),
    "lapsed": (),
    "unvouched": (),
    "taken-up": ((SUMMER, take_up),),
    "left-behind": ((SUMMER, take_up), (AUTUMN, endorse_anew)),
    "unsupported": ((SUMMER, take_up), (AUTUMN, endorse_anew), (WINTER, withdraw)),
}
"""What happened to each after it was endorsed in spring, by the day."""

FIRST_DATES = {
    "overdue": {"review-due": "2028-02-29"},
    "lapsed": {"review-due": "2028-02-29", "expires": "2028-02-29"},
}


def tell() -> World:
    """All ten lives in one register, day by day."""
    world = World()
    for document in STORIES:
        write(world, document, "first-words")
    world.today = SPRING
    take_over(world, "unvouched")
    for document in sorted(STORIES.keys() - {"unvouched"}):
        endorse(world, document, **FIRST_DATES.get(document, {}))
    for day in (SUMMER, AUTUMN, WINTER):
        world.today = day
        for document, chapters in STORIES.items():
            for when, chapter in chapters:
                if when == day:
                    chapter(world, document)
    return world


@dataclass
class Built:
    """The site that was built, and what the command answers in JSON."""

    site: Path
    documents: dict[str, Told]
    entries: dict[str, list[Any]]
    """What a search finds, by address."""
    register: dict[str, Told]
    """What the site says of itself to programs."""

    def page(self, path: str) -> str:
        return (self.site / "guidelines" / path / "index.html").read_text(encoding="utf-8")

    def texts_with(self, word: str) -> list[str]:
        """The addresses of the pages whose texts hold a word, as the search knows it."""
        file = self.site / f"search/words/{word[:2]}.js"
        words = call(file)["words"] if file.is_file() else {}
        urls = list(self.entries)
        return [urls[number] for number in words.get(word, ())]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("lives")
    lay(tell().files, root)
    made = handbook(root, "build")
    assert made.returncode == 0, made.stdout + made.stderr
    rows = [
        row
        for name in ("names", "late")
        for row in call(root / f"site/search/{name}.js")["entries"]
    ]
    return Built(root / "site", status(root), {row[0]: row for row in rows}, register(root))


def call(file: Path) -> Any:
    """The data in a file of the search, which is one call with it."""
    text = file.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def register(root: Path) -> dict[str, Told]:
    told = json.loads((root / "site/api/register.json").read_text(encoding="utf-8"))
    return {one["id"]: one for one in told["documents"]}


def status(root: Path) -> dict[str, Told]:
    told = json.loads(handbook(root, "status", "--format", "json").stdout)
    return {one["document"]: one for one in told["documents"]}


def handbook(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK")}
    return subprocess.run(
        words_for("--root", str(root), *words),
        env=kept | {"SOURCE_DATE_EPOCH": NOON},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def badge(page: str) -> str:
    """The one word that the standing box of a page says first."""
    (word,) = re.findall(r'<h2 [^>]*data-handbook-badge="([^"]*)"', page)
    return html.unescape(word)


def box(page: str) -> str:
    (inside,) = re.findall(r'<section class="hb-box.*?</section>', page, re.DOTALL)
    return plain(inside)


def text(page: str) -> str:
    """The author's words on a page, without what the site adds; empty if there are none."""
    parts = re.findall(r"<!-- handbook:text -->(.*?)<!-- /handbook:text -->", page, re.DOTALL)
    return plain("".join(parts))


# document: the badge, the words of the JSON, the text that is shown, what the box says besides
EXPECTED: dict[str, tuple[str, list[str], str, list[str]]] = {
    "endorsed": (
        "In force",
        ["In force", "Current"],
        "first-words",
        [
            "Use until 1 January 2029; after that date, do not rely on this page without checking.",
            "Endorsed by The board",
        ],
    ),
    "edited": (
        "In force",
        ["In force", "Current", "Change proposed"],
        "first-words",
        ["Use until 1 January 2029", "A change is proposed: The text on this page is the endorsed"],
    ),
    "second-to-come": (
        "In force",
        ["In force", "Current"],
        "first-words",
        ["Use until 17 April 2028", "Version 2.0 takes effect on 18 April 2028."],
    ),
    "suspended": (
        "Suspended",
        ["Suspended"],
        "first-words",
        [
            "Stopped for safety on 1 October 2027. Do not use it.",
            "was to be ratified by 29 October 2027 and was not; it holds all the same",
            "Reason: A number in it is wrong.",
            "Suspended by: Safety",
        ],
    ),
    "withdrawn": (
        "Withdrawn",
        ["Withdrawn"],
        "first-words",
        [
            "Taken out of use on 1 July 2026. Do not use it.",
            "Reason: The night service has closed.",
            f"Use instead: {called('endorsed')}",
        ],
    ),
    "superseded": (
        "Superseded",
        ["Superseded"],
        "",
        ["Replaced on 1 July 2026. Do not use it.", f"Use instead: {called('endorsed')}"],
    ),
    "in-error": (
        "Withdrawn",
        ["Withdrawn"],
        "",
        [
            "Published in error, and removed on 1 July 2026. Do not use any copy of it.",
            "Reason: It was another network's.",
            "Replacement: There is none.",
        ],
    ),
    "overdue": (
        "In force",
        ["In force", "Review overdue"],
        "first-words",
        ["Its review was due on 29 February 2028 and is late. Check with its owner"],
    ),
    "lapsed": (
        "Lapsed",
        ["Lapsed", "Expired"],
        "first-words",
        ["Do not use this page. Its endorsement ran out on 29 February 2028."],
    ),
    "unvouched": (
        "Cannot tell",
        ["Cannot tell"],
        "first-words",
        [
            "Treat this page as not endorsed. Do not rely on it.",
            "Why: the evidence of its earlier endorsement is not held.",
        ],
    ),
    "taken-up": ("In force", ["In force", "Current"], "first-words", []),
    "left-behind": ("In force", ["In force", "Current"], "newer-words", []),
    "unsupported": (
        "Withdrawn",
        ["Withdrawn"],
        "newer-words",
        ["Taken out of use on 10 January 2028. Do not use it."],
    ),
}
NUMBERS = ("asked", "uses_version_in_force", "behind", "not_supported", "outstanding")
# document: the box, the row of the hospice, how many gave which answer, and the numbers above
ADOPTED: dict[str, tuple[str, str, tuple[dict[str, int], int, int, int, int, int]]] = {
    "endorsed": (
        "Not recorded",
        "Mill Hospice Not recorded No answer about version 1.0 yet.",
        ({"not recorded": 2}, 2, 0, 0, 0, 2),
    ),
    "taken-up": (
        "1 of 2 organisations has answered: 1 uses this version",
        "Mill Hospice By: Lead nurse Adopted 1 July 2026 Version 1.0",
        ({"adopted": 1, "not recorded": 1}, 2, 1, 0, 0, 1),
    ),
    "left-behind": (
        "1 of 2 organisations has answered: 1 uses an older version",
        "Mill Hospice By: Lead nurse Adopted Behind: version 1.0 1 July 2026 Version 1.0 No answer",
        ({"adopted": 1, "not recorded": 1}, 2, 0, 1, 0, 2),
    ),
    "unsupported": (
        "1 organisation says that it uses it, and it is not in force",
        "Mill Hospice By: Lead nurse Adopted Uses a withdrawn text 1 July 2026 Version 1.0",
        ({"adopted": 1}, 0, 0, 0, 1, 0),
    ),
}
ONLY_THERE = {"page", "visibility"}
MARK = '<p class="hb-mark">'


def test_every_life_is_looked_at() -> None:
    assert EXPECTED.keys() == STORIES.keys()
    assert len(STORIES) == 10 + 3


@pytest.mark.parametrize("document", STORIES)
def test_the_standing_box_says_how_it_stands_and_why(built: Built, document: str) -> None:
    word, _, _, sentences = EXPECTED[document]
    page = built.page(document)
    assert badge(page) == word
    said = box(page)
    assert [one for one in sentences if one not in said] == [], said
    assert ("Use until" in said) is (word == "In force" and document != "overdue")
    assert ("Endorsed by" in said) is (word == "In force")


@pytest.mark.parametrize("document", STORIES)
def test_the_text_shown_is_the_one_that_was_endorsed_and_marked_unless_in_force(
    built: Built, document: str
) -> None:
    """I1, I6: fails if readers get the working text, or an unmarked one that may not be used."""
    word, _, version, _ = EXPECTED[document]
    page = built.page(document)
    expected = f"Take {document}-{version}. Then ring the ward." if version else ""
    assert text(page).partition("¶ ")[2] == expected
    assert (MARK in page) is (bool(version) and word != "In force")


@pytest.mark.parametrize("document", STORIES)
def test_the_command_says_the_same_in_json(built: Built, document: str) -> None:
    word, words, _, _ = EXPECTED[document]
    told = built.documents[document]
    assert told["words"] == words
    assert told["in_force"] is (word == "In force")
    newer = document in ("left-behind", "unsupported")
    assert told["version"] == ("2.0" if newer else "1.0")
    assert told["text_hidden"] is (document == "in-error")
    replaced = ("withdrawn", "superseded", "unsupported")
    assert (told["successor"] == "endorsed") is (document in replaced)
    assert (told["use_instead"] == "endorsed") is (document in replaced)
    assert (told["upcoming"] or {}).get("version") == (
        "2.0" if document == "second-to-come" else None
    )
    assert bool(told["until"]) is told["in_force"]


@pytest.mark.parametrize("document", STORIES)
def test_the_register_for_programs_says_the_same(built: Built, document: str) -> None:
    """I1, I8: fails if the file in the site and the command work it out each in its own way."""
    word, words, _, _ = EXPECTED[document]
    told = built.register[document]
    assert (told["words"], told["in_force"]) == (words, word == "In force")
    assert told["page"] == f"guidelines/{document}/"
    assert {name: built.documents[document][name] for name in told.keys() - ONLY_THERE} == {
        name: value for name, value in told.items() if name not in ONLY_THERE
    }


@pytest.mark.parametrize("document", STORIES)
def test_a_search_finds_it_and_says_how_it_stands(built: Built, document: str) -> None:
    """I1, I16: fails if an entry loses its standing, or a draft or a past version looks like it."""
    own = built.entries[f"guidelines/{document}/"]
    word = EXPECTED[document][0]
    assert own[1] == called(document)
    assert own[6] == word
    if document in ("withdrawn", "superseded", "unsupported"):
        assert own[8] == f"Use instead: {called('endorsed')}"
    below = [
        row for url, row in built.entries.items() if url.startswith(f"{own[0]}") and row != own
    ]
    for row in below:
        assert row[2] in ("Draft", "Version")
        assert row[1] != own[1]
        assert row[6] != "In force"
        assert row[3] < own[3]


@pytest.mark.parametrize("document", ADOPTED)
def test_adoption_is_what_an_organisation_said_and_never_what_the_badge_says(
    built: Built, document: str
) -> None:
    """On the page, in the search, in the register for programs and in the command's answer."""
    fact, row, counts = ADOPTED[document]
    page = built.page(document)
    assert badge(page) == EXPECTED[document][0]
    assert f"Local adoption {fact} " in box(page)
    assert row in section(page)
    assert ("Mill Hospice . That is what was recorded there last" in section(page)) is (
        document == "unsupported"
    )
    assert "dopted" not in json.dumps(built.entries[f"guidelines/{document}/"])
    for told in (built.register[document]["adoption"], built.documents[document]["adoption"]):
        answers = {word: many for word, many in told["answers"].items() if many}
        assert (answers, {name: told[name] for name in NUMBERS}) == (
            counts[0],
            dict(zip(NUMBERS, counts[1:], strict=True)),
        )


def section(page: str) -> str:
    """What a page says of local adoption."""
    (found,) = re.findall(r'<h2 id="hb-adoption".*?(?=<h2 |</article>)', page, re.DOTALL)
    return plain(found)


def test_no_search_finds_a_text_that_nobody_endorsed_or_that_was_taken_back(built: Built) -> None:
    """I1, I6: what is only proposed, still to come or published in error is not in the index."""
    pages = {word: built.texts_with(word) for word in ("changed", "second", "error", "first")}
    assert "guidelines/endorsed/" in pages["first"]
    assert "guidelines/superseded/" not in pages["first"]
    assert "guidelines/in-error/" not in pages["first"]
    assert "guidelines/edited/" not in pages["changed"]
    assert not [url for urls in pages.values() for url in urls if "/draft/" in url]
    assert not [url for urls in pages.values() for url in urls if "/versions/" in url]


def test_what_was_published_in_error_is_in_no_file_of_the_site(built: Built) -> None:
    """I6: fails if any page, list, feed or index keeps a word of it."""
    files = [path for path in built.site.resolve().rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"in-error-first-words" in path.read_bytes()]


@pytest.mark.parametrize(
    ("page", "word", "words"),
    [
        ("endorsed/versions/1.0", "In force", "endorsed-first-words"),
        ("edited/draft", "Draft", "edited-changed-words"),
        ("second-to-come/versions/1.0", "In force", "second-to-come-first-words"),
        ("second-to-come/versions/2.0", "Not yet in effect", "second-to-come-second-words"),
        ("suspended/versions/1.0", "Suspended", "suspended-first-words"),
        ("superseded/versions/1.0", "Superseded", "superseded-first-words"),
        ("lapsed/versions/1.0", "Lapsed", "lapsed-first-words"),
    ],
)
def test_other_texts_have_pages_that_cannot_be_mistaken(
    built: Built, page: str, word: str, words: str
) -> None:
    """I16: only the version in force is without a mark."""
    found = built.page(page)
    drawn = re.findall(r'<span class="hb-tag[^"]*"[^>]*>([^<]*)', found)
    assert word in {badge(found), *drawn}
    assert words in text(found)
    assert (MARK in found) is (word != "In force")


def test_a_damaged_seal_makes_one_life_unknown_and_stops_every_build(
    built: Built, tmp_path: Path
) -> None:
    """I8: fails if ``fault`` lets a changed text pass, or if the gate builds around it."""
    world = tell()
    path = world.seal_file("endorsed", "1.0")
    changed = world.files[path].replace(b"first-words", b"other-words")
    assert changed != world.files[path]
    lay({**world.files, path: changed}, tmp_path)
    told = status(tmp_path)
    assert told["endorsed"]["words"] == ["Cannot tell"]
    assert not told["endorsed"]["in_force"]
    others = built.documents.keys() - {"endorsed"}
    assert {one: told[one]["words"] for one in others} == {
        one: built.documents[one]["words"] for one in others
    }
    done = handbook(tmp_path, "build", "--quarantine")
    assert done.returncode == 1
    assert path in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


def test_an_answer_that_cannot_be_read_is_no_answer_and_changes_no_badge(
    built: Built, tmp_path: Path
) -> None:
    """I8: fails if what was answered before goes on counting, or if silence takes its place."""
    world = tell()
    path = "registry/adoptions/mill--taken-up--2026-07-01.yaml"
    changed = world.files[path].replace(b"answer: adopted", b"answer: adoptd")
    assert changed != world.files[path]
    lay({**world.files, path: changed}, tmp_path)
    refused = handbook(tmp_path, "build")
    assert (refused.returncode, path in refused.stderr) == (1, True)
    made = handbook(tmp_path, "build", "--quarantine")
    assert made.returncode == 0, made.stdout + made.stderr
    told = register(tmp_path)
    assert told["taken-up"]["adoption"]["answers"] == {
        **dict.fromkeys(built.register["taken-up"]["adoption"]["answers"], 0),
        "cannot tell": 1,
        "not recorded": 1,
    }
    page = (tmp_path / "site/guidelines/taken-up/index.html").read_text(encoding="utf-8")
    assert badge(page) == "In force"
    assert "Mill Hospice Cannot tell" in section(page)
    others = built.register.keys() - {"taken-up"}
    assert {one: told[one] for one in others} == {one: built.register[one] for one in others}
