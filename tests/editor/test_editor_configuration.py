"""What the form asks for is what the types say, and its settings are what the editor can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator

from handbook.assess.settings.model import Forge
from handbook.editor.configuration import BODY, PICKED, configuration
from handbook.types import load_types
from handbook.types.declaring.form import entry_address

SCHEMA = json.loads(Path(__file__).with_name("sveltia-cms.schema.json").read_text("utf-8"))
HUB = Forge("github", "https://github.com/fells/handbook")
OWN = Forge("github", "https://git.example.org/fells/handbook", branch="live", folder="hb")
LAB = Forge("gitlab", "https://gitlab.com/care/fells/handbook")
OWN_LAB = Forge("gitlab", "https://git.example.org/fells/handbook", application="abc1")
HELPED = Forge("github", "https://github.com/fells/handbook", sign_in="https://sign.example.org")
ELSEWHERE = Forge("github", "https://git.example.org/a/b", api="https://api.example.org/v9")
TYPES = load_types()[0]


VALID = Draft7Validator(SCHEMA)


def faults(settings: Any) -> list[Any]:
    return list(VALID.iter_errors(settings))


def collections(types=TYPES, forge=HUB) -> dict[str, Any]:
    return {each["name"]: each for each in configuration(types, forge)["collections"]}


def asked(questions: list[dict[str, Any]], *names: str) -> dict[str, Any]:
    """The question at the end of some names, one inside the other."""
    question = next(each for each in questions if each["name"] == names[0])
    return asked(question["fields"], *names[1:]) if names[1:] else question


@pytest.mark.parametrize("forge", [HUB, OWN, LAB, OWN_LAB, HELPED, ELSEWHERE])
def test_the_settings_are_what_the_editors_own_schema_asks_for(forge):
    assert faults(configuration(TYPES, forge)) == []


def test_the_editors_own_schema_would_notice_a_fault():
    settings = configuration(TYPES, HUB)
    settings["collections"][0]["fields"][0]["widget"] = "relation"
    assert faults(settings)
    settings = configuration(TYPES, HUB)
    settings["collections"][0]["publish_mode"] = "at once"
    assert faults(settings)


@pytest.mark.parametrize("forge", [HUB, LAB])
def test_nothing_that_is_saved_is_published_and_nothing_can_be_deleted(forge):
    settings = configuration(TYPES, forge)
    assert settings["publish_mode"] == "editorial_workflow"
    for each in settings["collections"]:
        assert each["publish"] is False
        assert each["delete"] is False
        assert "publish_mode" not in each


def test_the_ledger_is_not_in_it_and_of_meetings_only_those_ahead():
    settings = configuration(TYPES, HUB)
    offered = {each["name"] for each in settings["collections"] if not each.get("hide")}
    offered |= {each["name"] for each in settings["singletons"]}
    assert offered == set(TYPES) - {"decision", "adoption", "signing-key", "baseline"}
    assert collections()["meeting"]["filter"] == {"field": "state", "value": "scheduled"}
    assert "_endorsed" not in json.dumps(settings)


def test_what_is_only_picked_from_cannot_be_changed():
    hidden = [each for name, each in collections().items() if name.startswith(PICKED)]
    assert hidden
    for each in hidden:
        assert each["hide"]
        assert not each["create"]
        assert all(question["readonly"] for question in each["fields"])


def test_a_file_is_named_by_the_id_that_its_record_got():
    for each in collections().values():
        if not each.get("hide"):
            assert each["slug"] == {"template": "{{fields.id}}", "editable": False}


def test_every_field_of_every_offered_type_is_asked_for_in_its_order():
    for name, each in collections().items():
        if each.get("hide"):
            continue
        fields = [q["name"] for q in each["fields"] if q["name"] != BODY]
        parts = TYPES[name].schema["properties"]
        assert fields == [field for field in parts if "x-written-by" not in parts[field]]
        assert (BODY in {q["name"] for q in each["fields"]}) is (TYPES[name].format == "markdown")


def test_a_text_is_asked_for_as_it_is_stored():
    """The editor's formatted view would move a dose: ``5 \\| 10`` becomes two cells."""
    text = json.dumps(configuration(TYPES, HUB))
    assert '"markdown"' not in text
    assert '"richtext"' not in text
    assert asked(collections()["guideline"]["fields"], BODY)["widget"] == "text"


def test_a_question_says_what_the_schema_says():
    guideline = collections()["guideline"]["fields"]
    name = asked(guideline, "id")
    assert name["label"] == "Id"
    assert "never changed" in name["hint"]
    assert name["required"]
    assert name["pattern"] == [
        "^[a-z0-9](-{0,2}[a-z0-9])*$",
        "Use lower-case letters a to z, digits and hyphens, such as rapid-transfer.",
    ]
    assert asked(guideline, "owner")["collection"] == "post"
    assert asked(guideline, "rests-on")["collection"] == "pick-documents"
    assert asked(guideline, "rests-on")["multiple"]
    assert asked(guideline, "visibility")["options"][1] == {"label": "Members", "value": "members"}
    assert [o["value"] for o in asked(guideline, "medicines")["options"]] == [True, False]
    assert asked(guideline, "summary")["widget"] == "text"
    assert asked(guideline, "contact", "email")["type"] == "email"
    checked = asked(guideline, "evidence", "checked")
    assert (checked["widget"], checked["type"], checked["format"]) == (
        "datetime",
        "date",
        "YYYY-MM-DD",
    )
    year = asked(guideline, "evidence", "year")
    assert (year["value_type"], year["min"], year["max"]) == ("int", 1900, 2100)
    kind = asked(collections()["organisation"]["fields"], "kind")["options"]
    assert {"label": "Tertiary children's hospital", "value": "tertiary-childrens-hospital"} in kind
    powers = asked(collections()["terms-of-reference"]["fields"], "authority", "types")
    assert {"label": "Care pathway", "value": "care-pathway"} in powers["options"]


def test_nothing_in_a_hint_is_taken_for_a_mark():
    ring = {
        "type.yaml": "title: Ring\nplural: Rings\ndescription: A ring.\nfolder: rings\n"
        'format: yaml\nlabel: "{title}"\norder: 900\n',
        "schema.yaml": '$schema: "https://json-schema.org/draft/2020-12/schema"\ntype: object\n'
        "additionalProperties: false\nrequired: [title]\nproperties:\n  who:\n"
        "    type: string\n    maxLength: 9\n    description: Not *this* but [that](x) <b>.\n"
        "    x-form: {label: Who rings}\n    examples: [a_b]\n  state:\n    type: string\n"
        "    description: How it is.\n    enum: [draft, done]\n",
        "page.md.j2": "{{ facts(every_field()) }}\n",
        "example.yaml": "id: a-ring\ntitle: A ring\nwho: me\nstate: draft\n",
    }
    given = {f"registry/_types/ring/{name}": text.encode() for name, text in ring.items()}
    types, findings = load_types(given)
    assert findings == ()
    mine = collections(types)["ring"]
    who = asked(mine["fields"], "who")
    assert who["label"] == "Who rings"
    assert who["hint"] == r"Not \*this\* but \[that\](x) \<b\>. For example: a\_b"
    assert faults(configuration(types, HUB)) == []
    assert (
        entry_address(types["ring"], {"id": "a-ring"}) == "edit/#/collections/ring/entries/a-ring"
    )
    given["registry/_types/ring/type.yaml"] += b"form: {state: draft}\n"
    types, findings = load_types(given)
    assert findings == ()
    assert collections(types)["ring"]["filter"] == {"field": "state", "value": "draft"}
    assert entry_address(types["ring"], {"id": "a-ring", "state": "done"}) == ""


def test_an_address_opens_only_what_is_offered():
    assert entry_address(TYPES["guideline"], {"id": "rapid-transfer"}) == (
        "edit/#/collections/guideline/entries/rapid-transfer"
    )
    assert entry_address(TYPES["network"], {"id": "fells"}) == (
        "edit/#/collections/_singletons/entries/network"
    )
    assert entry_address(TYPES["decision"], {"id": "a--1"}) == ""
    assert entry_address(TYPES["meeting"], {"id": "a", "state": "held"}) == ""
    assert entry_address(TYPES["meeting"], {"id": "a", "state": "scheduled"})


@pytest.mark.parametrize(
    ("forge", "backend"),
    [
        (HUB, {"name": "github", "repo": "fells/handbook", "auth_methods": ["token"]}),
        (OWN, {"api_root": "https://git.example.org/api/v3", "branch": "live"}),
        (LAB, {"name": "gitlab", "repo": "care/fells/handbook", "auth_methods": ["token"]}),
        (OWN_LAB, {"api_root": "https://git.example.org/api/v4", "app_id": "abc1",
                   "auth_type": "pkce", "base_url": "https://git.example.org",
                   "auth_methods": ["oauth", "token"]}),
        (HELPED, {"base_url": "https://sign.example.org", "auth_methods": ["oauth", "token"]}),
        (ELSEWHERE, {"api_root": "https://api.example.org/v9"}),
    ],
)  # fmt: skip
def test_proposals_go_to_the_networks_own_server(forge, backend):
    made = configuration(TYPES, forge)["backend"]
    assert {key: made.get(key) for key in backend} == backend
    assert ("api_root" in made) is (forge not in (HUB, LAB, HELPED))
    assert ("base_url" in made) is (forge in (OWN_LAB, HELPED))


def test_files_lie_below_the_folder_of_the_repository():
    assert collections(forge=OWN)["guideline"]["folder"] == "hb/registry/guidelines"
    assert configuration(TYPES, OWN)["singletons"][0]["file"] == "hb/registry/network.yaml"
