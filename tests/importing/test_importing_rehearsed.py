"""No draft is written with which the check would stop at something else."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from handbook.finding import Finding
from handbook.importing import rehearsing
from handbook.importing.drafting.record import DraftFiles
from handbook.importing.planning import Outcome
from handbook.rules.building import PAG002
from handbook.source.markdown.codes import NO_ALT, RAW_HTML

PATHS = {name: f"registry/guidelines/{name}.md" for name in ("first", "second")}


def outcome(name: str) -> Outcome:
    draft = DraftFiles(name, name, PATHS[name], {PATHS[name]: b""}, ())
    return Outcome(f"{name}.docx", "new", draft=draft)


@pytest.fixture
def judged(monkeypatch):
    """How two drafts fare when the check finds these errors, as long as their files are in it."""

    def run(*errors: Finding, listed: bool = False) -> list[Outcome]:
        def rehearse(_before, _tree, files, **_):
            found = [e for e in errors if e.path in files or e.path not in PATHS.values()]
            return SimpleNamespace(errors=tuple(found), after=SimpleNamespace(loaded=None))

        monkeypatch.setattr(rehearsing, "passed", lambda *_, **__: None)
        monkeypatch.setattr(rehearsing, "rehearse", rehearse)
        monkeypatch.setattr(rehearsing, "_placed", lambda _tried, error, *_: error.message)
        paths = [rehearsing.PATH] if listed else []
        seen = SimpleNamespace(tree=SimpleNamespace(paths=lambda: paths), history=None)
        drafts = [outcome("first"), outcome("second")]
        return rehearsing.rehearsed(drafts, seen, date(2026, 11, 23))  # type: ignore[arg-type]

    return run


def fates(outcomes: list[Outcome]) -> list[str]:
    return [each.fate for each in outcomes]


def test_a_draft_with_an_error_is_refused_and_the_others_are_not(judged) -> None:
    outcomes = judged(Finding(RAW_HTML, PATHS["first"], "a tag", "Delete it."))
    assert fates(outcomes) == ["refused", "new"]
    assert "a tag" in outcomes[0].reason
    assert outcomes[0].mend == "Mend it in the file, or in a copy of it. Delete it."


def test_what_may_be_listed_for_later_is_said_once(judged) -> None:
    undescribed = Finding(NO_ALT, PATHS["second"], "no description", "Write it.")
    refused = Finding(RAW_HTML, PATHS["first"], "a tag", "")
    outcomes = judged(undescribed, refused)
    assert fates(outcomes) == ["refused", "new"]
    assert sum("no description" in note for note in outcomes[1].notes) == 1
    assert fates(judged(undescribed, listed=True)) == ["new", "refused"]


def test_an_error_elsewhere_keeps_all_from_being_written(judged) -> None:
    outcomes = judged(Finding(PAG002, "registry", "two pages want one address", "Rename one."))
    assert fates(outcomes) == ["refused", "refused"]
    assert "two pages want one address" in outcomes[1].reason
