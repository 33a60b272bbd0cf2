"""What the declaration of an overview may say, and what is said of one that says something else."""

from __future__ import annotations

import re

import pytest

from handbook.types import load_types
from handbook.types.folders import built_in
from handbook.types.overviews.reading import load_overviews, shipped_files
from handbook.types.overviews.spelling import alike

TYPES = load_types()[0]
KEEPERS = {"adoption", "baseline", "import-check", "signing-key", "waiver"}
"""Types that only those who keep the register look for: the page about the handbook lists them."""
SOUND = "title: Visits\ndescription: Who visits whom.\nshows: [post]\n"


def own(declared: str | None = SOUND, page: str | None = "Hello.\n", name: str = "visits"):
    files = {"overview.yaml": declared, "page.md.j2": page}
    return {
        f"registry/_types/_overviews/{name}/{file}": text.encode()
        for file, text in files.items()
        if text is not None
    }


def test_the_overviews_that_come_with_the_tool_are_sound() -> None:
    overviews, findings = load_overviews({}, TYPES)
    assert findings == ()
    assert [each.name for each in overviews] == sorted(
        {name for name, _ in shipped_files()},
        key=lambda name: next(e.order for e in overviews if e.name == name),
    )
    assert len({each.order for each in overviews}) == len(overviews), "each has a place of its own"


def test_every_type_without_a_line_in_the_menu_is_shown_by_an_overview() -> None:
    shown = {name for each in load_overviews({}, TYPES)[0] for name in each.shows}
    hidden = {kind.name for kind in TYPES.values() if kind.section == "none"}
    assert hidden - shown == KEEPERS


def test_a_network_adds_one_and_changes_a_page_that_came_with_the_tool() -> None:
    added = own() | own(None, "Ours.\n", "people")
    overviews, findings = load_overviews(added, TYPES)
    assert findings == ()
    by_name = {each.name: each for each in overviews}
    assert (by_name["visits"].title, by_name["visits"].own) == ("Visits", True)
    assert by_name["visits"].page == "network/visits/index.md"
    assert (by_name["people"].template, by_name["people"].own) == ("Ours.\n", True)
    assert by_name["people"].title == "People and posts"
    assert overviews[-1].name == "visits"
    assert load_types(added)[1] == (), "they are no content types"


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        (SOUND + "colour: red\n", 4),
        (SOUND.replace("Visits", "In force"), 1),
        (SOUND.replace("Who visits whom.", "This guideline is in force."), 2),
        (SOUND.replace("title: Visits\n", ""), 1),
        (SOUND.replace("[post]", "[]"), 3),
        (SOUND.replace("[post]", "post"), 3),
        (SOUND.replace("[post]", "[visitor]"), 3),
        (SOUND.replace("[post]", "[post, post]"), 3),
        (SOUND + "order: first\n", 4),
        (SOUND + "order: true\n", 4),
        (SOUND + "section: none\n", 4),
        (SOUND + "section: In force\n", 4),
        (SOUND + "section: [Ours]\n", 4),
    ],
)
def test_a_declaration_that_says_something_else_is_refused(declared: str, line: int) -> None:
    overviews, findings = load_overviews(own(declared), TYPES)
    assert [(f.code.id, f.place and f.place.line) for f in findings] == [("TYP010", line)]
    assert "visits" not in {each.name for each in overviews}


@pytest.mark.parametrize("lacking", ["overview.yaml", "page.md.j2"])
def test_a_file_that_lacks_is_named(lacking: str) -> None:
    files = own()
    del files[f"registry/_types/_overviews/visits/{lacking}"]
    (finding,) = load_overviews(files, TYPES)[1]
    assert lacking in finding.message


def test_one_that_came_with_the_tool_is_used_as_it_came_where_the_networks_own_cannot_be() -> None:
    overviews, findings = load_overviews(own("title: Posts\n", "Ours.\n", "people"), TYPES)
    assert findings
    (people,) = (each for each in overviews if each.name == "people")
    assert (people.title, people.own) == ("People and posts", False)


@pytest.mark.parametrize(
    "path",
    ["_overviews/visits.yaml", "_overviews/Visits/overview.yaml", "_overviews/v/w/page.md.j2"],
)
def test_a_file_that_is_no_part_of_one_is_told(path: str) -> None:
    (finding,) = load_types({f"registry/_types/{path}": b""})[1]
    assert finding.code.id == "TYP001"


def test_a_template_that_is_not_text_is_told() -> None:
    files = own() | {"registry/_types/_overviews/visits/page.md.j2": b"\xff\xfe"}
    (finding,) = load_overviews(files, TYPES)[1]
    assert "UTF-8" in finding.message


def misspelt(files: dict[str, bytes]) -> list[tuple[str, str]]:
    types, wrong = load_types(files)
    overviews, faults = load_overviews(files, types)
    assert (wrong, faults) == ((), ())
    return [(finding.path, finding.hint) for finding in alike(types, overviews, files)]


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("Who we are", None),
        ("Who visits", None),
        ("Who We Are", "Who we are"),
        ("Who  we are", "Who we are"),
        ("Who, we are", "Who we are"),
        ("Who-we-are", "Who we are"),
        ("how the network works", "How the network works"),
        ("keeping the handbook", "Keeping the handbook"),
        ("The register", ""),
        ("about this handbook", ""),
    ],
)
def test_a_heading_that_only_looks_like_another_is_found(heading: str, right: str | None) -> None:
    results = misspelt(own(f"{SOUND}section: {heading}\n"))
    path = "registry/_types/_overviews/visits/overview.yaml"
    if right is None:
        assert results == []
    else:
        write = f"Write `section: {right}`, or choose" if right else "Choose"
        assert results == [(path, f"{write} another heading.")]


def test_of_two_headings_of_a_networks_own_the_later_is_found() -> None:
    first = own(f"{SOUND}section: On the road\n", name="a")
    later = own(f"{SOUND}section: On the Road\n", name="b")
    assert [path for path, _ in misspelt(first | later)] == [
        "registry/_types/_overviews/b/overview.yaml"
    ]


def test_a_type_that_writes_a_heading_otherwise_is_found() -> None:
    declaration = built_in()["post/type.yaml"].raw.decode()
    for heading in ("who we are", "None"):
        changed = re.sub(r"(?m)^section: .*$", f"section: {heading}", declaration)
        assert changed != declaration
        files = {"registry/_types/post/type.yaml": changed.encode()}
        assert [path for path, _ in misspelt(files)] == [*files]


def test_what_comes_with_the_tool_writes_each_heading_in_one_way() -> None:
    overviews, _ = load_overviews({}, TYPES)
    every = {
        f"registry/_types/{name}/type.yaml": built_in()[f"{name}/type.yaml"].raw for name in TYPES
    } | {
        f"registry/_types/_overviews/{name}/{file}": shipped.raw
        for (name, file), shipped in shipped_files().items()
    }
    assert list(alike(TYPES, overviews, every)) == []
