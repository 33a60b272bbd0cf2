"""The exact report of one change that has a bit of everything, once in each format.

``pytest --bless tests/proposal/test_proposal_reports.py`` writes them anew: read the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from proposal_repository import DRAFT, GUIDELINE, PATHWAY, Proposals

GOLDEN = Path(__file__).parent / "golden"
SETTINGS = """\
settings:
  medicines:
    groups: [readers]
  changes:
    accepted-by: post
    posts: [coordinator]
"""


@pytest.fixture
def everything(repo: Proposals) -> Proposals:
    """A branch that changes numbers, a cell, a step, an owner, a post, a contact, a link."""
    repo.on_main("registry/network.yaml", "coordinator: coordinator\n",
                 f"coordinator: coordinator\n{SETTINGS}")  # fmt: skip
    repo.rebase()
    repo.write(GUIDELINE, "owner: lead-nurse\n", "owner: coordinator\nmedicines: true\n")
    repo.write(GUIDELINE, "Name one professional who leads", "Name two professionals who lead")
    repo.write(GUIDELINE, "2. Tell the team", "2. Do not tell the team")
    repo.write(
        GUIDELINE, "| Lead | Travels with the child |", "| Lead | May travel within 4 hours |"
    )
    repo.write(PATHWAY, "  - id: arrive\n    title: Arrive", "  - id: home\n    title: Arrive")
    repo.write(PATHWAY, "next: [arrive]", "next: [home]")
    repo.write(DRAFT, "summary: ", "summary: @everyone, closes #1: ")
    repo.write("registry/posts/lead-nurse.yaml", "title: Lead nurse", "title: Lead of nursing")
    repo.commit()
    return repo


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_report_is_this_one(
    everything: Proposals, form: str, golden: Callable[[Path, str], None]
) -> None:
    report = everything.diff("main...work", "--format", form)
    golden(GOLDEN / f"everything.{form}.txt", report)


def test_the_same_change_gives_the_same_bytes(everything: Proposals) -> None:
    first, second = (everything.diff("main...work", "--format", "json") for _ in range(2))
    assert first == second
    assert json.loads(first)["schema_version"] == 1
