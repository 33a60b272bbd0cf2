"""What a declaration may say, and what is said of one that says something else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import handbook.types
from handbook.load import MemoryTree, load
from handbook.source import read_markdown, read_yaml
from handbook.types import load_types
from handbook.types.folders import built_in
from handbook.types.vocabulary import KEYWORDS, inner, resolve
from handbook.validate import validate

NOTE = {
    "type.yaml": """\
title: Note
plural: Notes
description: Something worth keeping.
folder: notes
format: yaml
label: "{title}"
""",
    "schema.yaml": """\
type: object
additionalProperties: false
required: [title]
properties:
  about:
    $ref: "#/$defs/reference"
    description: The post it is about.
    x-ref: {to: [post], inverse: Notes}
""",
    "page.md.j2": "{{ record.title }}\n",
    "example.yaml": "id: a-note\ntitle: A note\n",
}


def note(**changes: str) -> dict[str, bytes]:
    """The files of a type, some of them changed; ``type`` stands for ``type.yaml``."""
    names = {"type": "type.yaml", "schema": "schema.yaml", "page": "page.md.j2"}
    files = {**NOTE, **{names[name]: text for name, text in changes.items()}}
    return {f"registry/_types/note/{name}": text.encode() for name, text in files.items()}


def said(files: dict[str, bytes]) -> list[str]:
    return [finding.code.id for finding in load_types(files)[1]]


def schema(more: str) -> str:
    return NOTE["schema.yaml"] + more


class TestTheTypesThatComeWithTheTool:
    types, _ = load_types()

    def test_are_sound(self) -> None:
        assert load_types(check_built_in=True) == (self.types, ())

    def test_come_in_their_order(self) -> None:
        files = built_in()
        places = [read_yaml(files[f"{name}/type.yaml"].raw, name).data for name in self.types]
        order = [place["order"] for place in places if place]
        assert len(order) == len(self.types)
        assert order == sorted(set(order)), "each has a place of its own"

    @pytest.mark.parametrize("name", types)
    def test_have_an_example_that_is_valid_and_marked(self, name: str) -> None:
        kind = self.types[name]
        read = read_markdown if kind.suffix == ".md" else read_yaml
        source = read(kind.example.encode(), kind.example_name)
        assert source.data is not None
        assert source.findings == ()
        own = kind.singleton or f"{kind.folder}/{source.data['id']}{kind.suffix}"
        files = {f"registry/{own}": kind.example.encode()}
        files.setdefault("registry/network.yaml", self.types["network"].example.encode())
        assert validate(load(MemoryTree(files), self.types), self.types).findings == ()
        assert "demonstration" in kind.example.lower(), "its example says that it is one"

    @pytest.mark.parametrize("name", types)
    def test_have_an_example_that_shows_every_field(self, name: str) -> None:
        kind = self.types[name]
        fields = set(_fields(kind.schema, kind.schema["$defs"]))
        lacking = [f for f in fields if not re.search(rf"^[ #-]*{f}:", kind.example, re.MULTILINE)]
        assert lacking == []

    @pytest.mark.parametrize("name", types)
    def test_have_schemas_that_stand_alone(self, name: str) -> None:
        used = set(re.findall(r"#/\$defs/([a-z-]+)", repr(self.types[name].schema)))
        assert used == set(self.types[name].schema["$defs"])

    @pytest.mark.parametrize("name", types)
    def test_have_examples_in_their_schemas_that_are_valid(self, name: str) -> None:
        kind = self.types[name]
        definitions = kind.schema["$defs"]
        for part in _parts(kind.schema):
            whole = resolve(part, definitions)
            made = Draft202012Validator({**whole, "$defs": definitions})
            for example in whole.get("examples", []):
                assert made.is_valid(example), (name, example)

    def test_let_a_new_owner_leave_every_digest_as_it_was(self) -> None:
        administrative = {"visibility", "owner", "author", "contact", "reference"}
        for name in ("guideline", "care-pathway", "terms-of-reference"):
            assert self.types[name].administrative == administrative

    def test_find_references_at_any_depth(self) -> None:
        routes = {ref.route: ref for ref in self.types["care-pathway"].references}
        assert routes["stages", "*", "guidelines", "*"].to == ("guideline",)
        assert routes["rests-on", "*"].inverse == "Rests on this"


class TestANetworksOwnType:
    def test_joins_the_others(self) -> None:
        types, findings = load_types(note())
        assert findings == ()
        assert types["note"].folder == "notes"
        assert types["note"].references[0].to == ("post",)
        assert types["note"].origin == "registry/_types/note"

    def test_may_change_one_file_of_a_type_that_comes_with_the_tool(self) -> None:
        page = {"registry/_types/post/page.md.j2": b"Our own page\n"}
        types, findings = load_types(page)
        assert findings == ()
        assert types["post"].template == "Our own page\n"
        assert types["post"].folder == "posts"

    def test_may_be_served_by_references_to_a_behaviour(self) -> None:
        files = note(type=NOTE["type.yaml"] + "behaviours: [controlled, endorsable]\n")
        types, findings = load_types(files)
        assert findings == ()
        reached = {ref.route: ref.to for ref in types["decision"].references}
        assert "note" in reached["documents", "*", "document"]

    def test_may_bring_a_behaviour_of_its_own(self) -> None:
        behaviour = (
            b"properties:\n  mood:\n    description: How it was.\n    type: string\n"
            b"    enum: [good, bad]\n"
        )
        files = {
            **note(type=NOTE["type.yaml"] + "behaviours: [moody]\n"),
            "registry/_types/_behaviours/moody.yaml": behaviour,
        }
        types, findings = load_types(files)
        assert findings == ()
        assert "mood" in types["note"].schema["properties"]


class TestATypeThatComesWithTheTool:
    """I1: fails if ``weakened`` finds nothing, so that content could change under a badge."""

    DECLARED = load_types()[0]

    def refused(self, path: str, old: str, new: str) -> list[str]:
        """What TYP009 says of the shipped file with one thing changed; the type stays as it was."""
        shipped = Path(handbook.types.__file__).parent.joinpath(path).read_text(encoding="utf-8")
        assert old in shipped
        own = shipped.replace(old, new, 1).encode()
        types, findings = load_types({f"registry/_types/{path}": own})
        if findings:
            assert types == self.DECLARED
        return [f"{f.path.removeprefix('registry/_types/')}: {f.message}" for f in findings]

    @pytest.mark.parametrize(
        ("path", "old", "new", "said"),
        [
            ("guideline/type.yaml", "controlled, ", "", "the behaviour controlled is missing"),
            ("decision/type.yaml", "folder: decisions", "folder: rulings", "`folder` is not"),
            ("adoption/type.yaml", "folder: adoptions", "folder: answers", "`folder` is not"),
            ("meeting/type.yaml", "folder: meetings", "folder: evenings", "`folder` is not"),
            ("decision/type.yaml", "form: none\n", "", "`form` offers records that nobody edits"),
            ("meeting/type.yaml", "{state: scheduled}", "{state: held}", "`form` offers records"),
            ("meeting/type.yaml", "form: {state: scheduled}\n", "", "`form` offers records"),
            ("adoption/schema.yaml", "adopted, ", "adopted, in-use, ", "answer takes other values"),
            ("adoption/schema.yaml", "answer, date", "date", "answer is no longer asked for"),
            ("adoption/schema.yaml", "$defs/day", "$defs/line", "date takes other values"),
            ("adoption/schema.yaml", "allOf:", "anyOf:", "`allOf` does not hold"),
            ("guideline/schema.yaml", "    description: The places of care it is for.",
             "    description: The places.\n    x-administrative: true",
             "the field settings cannot become administrative"),
        ],
    )  # fmt: skip
    def test_keeps_what_makes_its_badge_mean_something(
        self, path: str, old: str, new: str, said: str
    ) -> None:
        found = self.refused(path, old, new)
        assert any(said in one and one.startswith(path) for one in found), found

    @pytest.mark.parametrize("field", ["summary", "scope"])
    def test_keeps_the_content_of_its_behaviours_content(self, field: str) -> None:
        found = self.refused(
            "_behaviours/controlled.yaml",
            f"  {field}:\n",
            f"  {field}:\n    x-administrative: true\n",
        )
        wanted = f"_behaviours/controlled.yaml: the field {field} cannot become administrative"
        assert wanted in found

    def test_may_be_worded_otherwise_and_ask_for_more(self) -> None:
        assert self.refused("post/schema.yaml", "What the post does", "What it does") == []
        assert self.refused("post/schema.yaml", "[title, organ", "[title, summary, organ") == []

    def test_is_used_as_it_came_where_the_networks_own_cannot_be(self) -> None:
        types, findings = load_types({"registry/_types/adoption/type.yaml": b"title: [x]\n"})
        assert findings
        assert types["adoption"] == self.DECLARED["adoption"]

    def test_with_a_label_that_cannot_be_read_is_used_as_it_came(self) -> None:
        found = self.refused("post/type.yaml", '"{title}"', '"{title"')
        assert any("braces" in one for one in found)


def test_what_members_adopt_is_what_a_group_endorses() -> None:
    path = "registry/_types/organisation/type.yaml"
    shipped = Path(handbook.types.__file__).parent.joinpath("organisation/type.yaml").read_text()
    own = shipped.replace("behaviours: []", "behaviours: [adoptable]").encode()
    _, findings = load_types({path: own})
    assert [f.code.id for f in findings] == ["TYP006"]


class TestADeclarationIsRefused:
    @pytest.mark.parametrize("missing", ["type.yaml", "schema.yaml", "page.md.j2", "example.yaml"])
    def test_when_a_part_is_missing(self, missing: str) -> None:
        files = note()
        del files[f"registry/_types/note/{missing}"]
        assert "TYP001" in said(files)

    @pytest.mark.parametrize(
        "line",
        [
            "colour: red",
            "format: html",
            "label: ''",
            "folder: Notes and more",
            "singleton: note.yaml",
            "order: first",
            "behaviours: controlled",
            "label: '{titel}'",
            "label: '{title'",
        ],
    )
    def test_when_a_line_of_its_declaration_is_wrong(self, line: str) -> None:
        kept = [
            each
            for each in NOTE["type.yaml"].splitlines()
            if each.partition(":")[0] != line.partition(":")[0]
        ]
        assert said(note(type="\n".join([*kept, line, ""]))) == ["TYP001"]

    def test_at_the_line_that_is_wrong(self) -> None:
        (finding,) = load_types(note(type=NOTE["type.yaml"] + "colour: red\n"))[1]
        assert finding.path == "registry/_types/note/type.yaml"
        assert finding.place is not None
        assert finding.place.line == 7

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ("  a: {description: A, examples: [x], typ: string}\n", "TYP002"),
            ("  a: {description: A, examples: [x], type: text}\n", "TYP002"),
            ("  a: {description: A, examples: [x], format: postcode}\n", "TYP002"),
            ("  a: {description: A, examples: [x], x-form: {colour: red}}\n", "TYP002"),
            ("  a: {description: A, examples: [x], x-ref: {to: post}}\n", "TYP002"),
            ("  a: {description: A, examples: [x], x-ref: {to: [post]}}\n", "TYP002"),
            ("  a: {description: A, examples: [x], type: object}\n", "TYP002"),
            ("  a: true\n", "TYP002"),
            ("  a: text\n", "TYP002"),
            ("allOf:\n  - properties: {about: {x-anchor: true}}\n", "TYP002"),
            ("$defs: []\n", "TYP002"),
            ("  a: {examples: [x]}\n", "TYP003"),
            ("  a: {description: A}\n", "TYP003"),
            ("  a: {description: A, examples: [x], pattern: '^x$', maxLength: 1}\n", "TYP004"),
            ("  a: {description: A, examples: [x], pattern: '^x$', x-message: x}\n", "TYP004"),
            ("  a: {description: A, examples: [x], pattern: x, x-message: x, maxLength: 1}\n",
             "TYP004"),
            ("  a: {description: A, examples: [x], $ref: '#/$defs/nothing'}\n", "TYP005"),
            ("  a: {description: A, examples: [x], $ref: 'https://example.org/schema'}\n",
             "TYP005"),
            ("  a: {$ref: '#/$defs/a'}\n$defs:\n  a: {description: A, examples: [x],"  # noqa: ISC004  too long for one line
             " not: {$ref: '#/$defs/a'}}\n", "TYP005"),
            ("  a: {description: A, examples: [x], x-ref: {to: [ward], inverse: A}}\n", "TYP005"),
            ("  a: {description: A, examples: [x], x-ref: {with: tea, inverse: A}}\n", "TYP005"),
        ],
    )  # fmt: skip
    def test_when_its_schema_is_wrong(self, more: str, code: str) -> None:
        assert set(said(note(schema=schema(more)))) == {code}

    def test_when_only_a_part_of_a_field_is_administrative(self) -> None:
        more = (
            "  a:\n    description: A\n    type: object\n    additionalProperties: false\n"
            "    examples: [{}]\n    properties:\n"
            "      b: {description: B, type: boolean, examples: [true], x-administrative: true}\n"
        )
        assert said(note(schema=schema(more))) == ["TYP002"]

    def test_when_its_behaviour_is_unknown(self) -> None:
        assert said(note(type=NOTE["type.yaml"] + "behaviours: [tidy]\n")) == ["TYP006"]

    @pytest.mark.parametrize("text", ["propertys: {}\n", "properties: []\n", "required: id\n"])
    def test_when_its_behaviour_is_misspelt(self, text: str) -> None:
        files = {
            **note(type=NOTE["type.yaml"] + "behaviours: [mine]\n"),
            "registry/_types/_behaviours/mine.yaml": text.encode(),
        }
        assert said(files) == ["TYP002", "TYP006"]

    def test_when_two_behaviours_bring_the_same_field(self) -> None:
        files = {
            **note(type=NOTE["type.yaml"] + "behaviours: [controlled, mine]\n"),
            "registry/_types/_behaviours/mine.yaml": (
                b"properties:\n  owner: {description: O, examples: [x], type: string}\n"
            ),
        }
        assert said(files) == ["TYP006"]

    @pytest.mark.parametrize("folder", ["posts", "due", "attachments"])
    def test_when_its_folder_is_taken(self, folder: str) -> None:
        files = note(type=NOTE["type.yaml"].replace("notes", folder))
        assert said(files) == ["TYP007"]
        assert "note" not in load_types(files)[0]
        assert "post" in load_types(files)[0]

    @pytest.mark.parametrize(
        "path", ["note/readme.md", "note/more/schema.yaml", "schema.yaml", "_behaviours/x.md", "x"]
    )
    def test_when_it_has_a_stray_file(self, path: str) -> None:
        assert said({**note(), f"registry/_types/{path}": b"x"}) == ["TYP001"]

    @pytest.mark.parametrize("name", ["type.yaml", "schema.yaml"])
    def test_when_it_cannot_be_read(self, name: str) -> None:
        types, findings = load_types({**note(), f"registry/_types/note/{name}": b"a: [\n"})
        assert [finding.code.id[:3] for finding in findings] == ["SRC"]
        assert "note" not in types


def test_every_keyword_of_the_schemas_is_known() -> None:
    types, _ = load_types()
    used = {word for kind in types.values() for part in _parts(kind.schema) for word in part}
    assert used <= KEYWORDS


def _parts(part: Any) -> list[dict[str, Any]]:
    if not isinstance(part, dict):
        return []
    return [part, *(deep for _, each in inner(part) for deep in _parts(each))]


def _fields(part: Any, definitions: dict[str, Any]) -> list[str]:
    """The names of all fields of a schema that people fill in, at any depth."""
    whole = resolve(part, definitions)
    asked = {n: f for n, f in whole.get("properties", {}).items() if "x-written-by" not in f}
    found = list(asked)
    for each in asked.values():
        found += _fields(each, definitions)
    return found + (_fields(whole["items"], definitions) if "items" in whole else [])


@pytest.mark.thorough
def test_the_templates_that_come_with_the_tool_may_be_changed_and_brought_along() -> None:
    for name, file in built_in().items():
        if name.endswith("/page.md.j2"):
            files = {f"registry/_types/{name}": file.raw + b"\nOne line more: data: 5 < 6.\n"}
            assert said(files) == []
