"""The forms for issues: made from the registry, valid where they go, and safe before all else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner
from forge_demonstration import demonstration

from handbook.assess.adoption.model import ANSWERS
from handbook.assess.settings.model import Forge, PublishedSite
from handbook.forge.answer_lines import LINES, MEANS, read_answers
from handbook.forge.issue_forms import issue_forms
from handbook.forge.messages import NO_PATIENTS

SAFETY = "safety@fellsandvales.example"
HUB = ".github/ISSUE_TEMPLATE"
FORMS = ("report-a-problem", "please-change", "do-we-use-it")


def written(kind: str = "github", **more: Any) -> dict[str, str]:
    assessment = demonstration()
    site = PublishedSite("own-server", "https://book.example/")
    forge = Forge(kind, "https://forge.example/net/book", site=site, **more)
    return issue_forms(assessment.registry, replace(assessment.settings, forge=forge))


def form(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load(written()[f"{HUB}/{name}.yml"]))


@pytest.mark.parametrize("name", [*FORMS, "config"])
def test_it_is_valid_by_the_schema_of_its_own_kind(tmp_path: Path, name: str) -> None:
    file = tmp_path / f"{name}.yml"
    file.write_text(written()[f"{HUB}/{name}.yml"], encoding="utf-8")
    kind = "issue-config" if name == "config" else "issue-forms"
    schema = ["--builtin-schema", f"vendor.github-{kind}"]
    result = CliRunner().invoke(check_jsonschema, [*schema, str(file)])
    assert result.exit_code == 0, result.output
    file.write_text(file.read_text(encoding="utf-8") + "made-up: true\n", encoding="utf-8")
    assert CliRunner().invoke(check_jsonschema, [*schema, str(file)]).exit_code == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_form_begins_with_the_way_of_danger_and_ends_with_a_box_to_tick(name: str) -> None:
    first, *_, last = form(name)["body"]
    assert first["type"] == "markdown"
    assert NO_PATIENTS in first["attributes"]["value"]
    assert SAFETY in first["attributes"]["value"]
    assert last["type"] == "checkboxes"
    assert [option["required"] for option in last["attributes"]["options"]] == [True]


def test_no_issue_is_opened_without_a_form_and_danger_has_its_way_above_them() -> None:
    chooser = yaml.safe_load(written()[f"{HUB}/config.yml"])
    assert chooser["blank_issues_enabled"] is False
    (link,) = chooser["contact_links"]
    assert SAFETY in link["about"]
    assert link["url"] == "https://book.example/posts/clinical-safety-officer/"


def test_without_an_address_of_the_handbook_the_way_of_danger_is_the_posts_own_file() -> None:
    assessment = demonstration()
    forge = Forge("github", "https://forge.example/net/book", "live", "clinical")
    settings = replace(assessment.settings, forge=forge)
    (link,) = yaml.safe_load(issue_forms(assessment.registry, settings)[f"{HUB}/config.yml"])[
        "contact_links"
    ]
    assert link["url"] == (
        "https://forge.example/net/book/blob/live/clinical"
        "/registry/posts/clinical-safety-officer.yaml"
    )


def test_documents_and_organisations_are_the_choices_that_the_registry_has() -> None:
    fields = {f.get("id"): f["attributes"] for f in form("do-we-use-it")["body"]}
    registry = demonstration().registry
    documents = {f"{registry.label(r.id)} ({r.id})" for r in registry.with_behaviour("adoptable")}
    assert set(fields["document"]["options"]) == documents
    members = {r.id for r in registry.of_type("organisation") if not r.get("left")}
    assert {re.search(r"\(([^()]*)\)$", o)[1] for o in fields["organisation"]["options"]} == members  # type: ignore[index]
    assert [option.partition(":")[0] for option in fields["answer"]["options"]] == list(ANSWERS)


def test_what_each_answer_means_is_told_of_every_answer_there_is() -> None:
    assert list(MEANS) == list(ANSWERS)


def test_nothing_for_members_alone_stands_in_a_form_that_anybody_can_read() -> None:
    assessment = demonstration()
    hidden = [r for r in assessment.registry.records.values() if not r.public]
    assert hidden
    for text in written().values():
        assert not [r.id for r in hidden if f"({r.id})" in text]


def test_the_answer_that_a_form_yields_is_read_again() -> None:
    """GitHub writes a form as headings, each with what was entered below it."""
    body, given = [], {}
    for number, part in enumerate(form("do-we-use-it")["body"][1:-1]):
        label = part["attributes"]["label"]
        entered = part["attributes"].get("options", [f"entry {number}"])[0]
        given[LINES[label]] = entered
        body += [f"### {label}", "", entered, ""]
    tick = form("do-we-use-it")["body"][-1]["attributes"]
    body += [f"### {tick['label']}", "", f"- [x] {tick['options'][0]['label']}", ""]
    assert read_answers("\n".join(body)) == [given | {"text": ""}]


@pytest.mark.parametrize("name", FORMS)
def test_a_text_for_gitlab_says_the_same_first_and_is_kept_from_the_public(name: str) -> None:
    text = written("gitlab")[f".gitlab/issue_templates/{name}.md"]
    assert text.startswith(f"**{NO_PATIENTS}**")
    assert SAFETY in text.partition("\n\n")[2].partition("\n\n")[0]
    assert text.rstrip().splitlines()[-1] == "/confidential"


def test_a_network_without_a_server_has_no_forms() -> None:
    assessment = demonstration()
    assert issue_forms(assessment.registry, replace(assessment.settings, forge=None)) == {}
