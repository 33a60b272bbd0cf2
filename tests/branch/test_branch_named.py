"""Each change of who may decide, or of what readers see, is named. Fails if ``changes_are_named``
yields nothing, or passes a kind of file by."""

from __future__ import annotations

import json

import pytest
from real_git import DECISION, GUIDELINE, SUSPEND, Repository, command, git

NETWORK = "registry/network.yaml"
TERMS = "registry/terms-of-reference/readers.md"
TERM = "registry/glossary/lead.yaml"
POST = "registry/posts/lead-nurse.yaml"


def named(repo: Repository) -> dict[str, str]:
    """What is said of each file that is named."""
    result = command(repo.root, "check", "--base", "main", "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found = json.loads(result.stdout)["findings"]
    return {f["path"]: f["message"] for f in found if f["code"] == "BRA015"}


def settings(repo: Repository, text: str) -> None:
    network = repo.root / NETWORK
    network.write_text(network.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_setting_is_named_with_what_it_was_and_what_it_becomes(repo: Repository) -> None:
    settings(repo, "settings:\n  papers-days: 14\n")
    repo.commit()
    git(repo.root, "branch", "-f", "main")
    repo.write(NETWORK, "papers-days: 14", "papers-days: 3\n  suspension: {posts: [lead-nurse]}")
    said = named(repo)[NETWORK]
    assert "settings.papers-days: “14” becomes “3”" in said
    assert "settings.suspension.posts: “nothing” becomes “lead-nurse”" in said


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (GUIDELINE, "owner: coordinator", "owner: lead-nurse", "owner: “coordinator” becomes"),
        (TERMS, "owner: coordinator", "owner: lead-nurse", "owner: “coordinator” becomes"),
        (TERM, "title: ", "title: Our ", "title: "),
        (POST, "title: ", "title: Our ", "title: "),
        (NETWORK, "email: heather", "email: moor", "contact.email: “heather@example.org” becomes"),
    ],
)
def test_what_stands_beside_the_texts(
    repo: Repository, path: str, old: str, new: str, said: str
) -> None:
    repo.write(path, old, new)
    assert said in named(repo)[path]


@pytest.mark.parametrize(
    "path",
    ["mkdocs.yml", ".gitattributes", "docs-site/extra.css", "Makefile", "anything-new/at-all.txt"],
)
@pytest.mark.parametrize("committed", [True, False])
def test_a_file_outside_the_registry(repo: Repository, path: str, *, committed: bool) -> None:
    repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
    repo.add(path, "\n")
    if committed:
        repo.commit()
    assert list(named(repo)) == [path]


def test_a_template_and_a_file_that_nobody_foresaw(repo: Repository) -> None:
    repo.add("registry/_types/guideline/page.md.j2", "{{ body }}\n")
    assert "registry/_types/guideline/page.md.j2" in named(repo)


def test_what_is_removed(repo: Repository) -> None:
    git(repo.root, "rm", "-q", TERM)
    assert "is removed" in named(repo)[TERM]


@pytest.mark.parametrize(("day", "reaches"), [("2025-02-04", True), ("2025-04-01", False)])
def test_terms_dated_back_before_meetings_that_were_held(
    repo: Repository, day: str, *, reaches: bool
) -> None:
    """They would say anew what was decided there. Fails if new decisions are passed by."""
    meeting = (repo.root / "registry/meetings/board-2025-03-04.yaml").read_text(encoding="utf-8")
    agenda = 'agenda:\n  - {item: "1", title: Terms, documents: [board]}\n'
    before = meeting.partition("agenda:")[0].replace("2025-03-04", day)
    repo.add(f"registry/meetings/board-{day}.yaml", before + agenda)
    path = f"registry/decisions/board-{day}--1.yaml"
    repo.add(
        path,
        f"id: board-{day}--1\ntitle: Terms\nvisibility: public\nkind: endorse\n"
        f'meeting: board-{day}\nitem: "1"\nstatement: Agreed.\ndocuments:\n'
        f'  - document: board\n    version: "1.0"\n    digest: v1:sha256:{"0" * 64}\n'
        "    review-due: 2027-01-01\n",
    )
    said = named(repo).get(path, "")
    assert ("before meetings that were held: board-2025-03-04" in said) is reaches


DATED_BACK = """\
id: board-{day}--1
title: Rooms
visibility: public
kind: {kind}
meeting: board-{day}
item: "1"
statement: Agreed.
documents:
  - document: {document}
    version: "1.0"
    digest: v1:sha256:{digest}
    review-due: 2027-01-01
"""


@pytest.mark.parametrize("kind", ["endorse", "attest"])
@pytest.mark.parametrize(
    ("document", "day", "effective", "since"),
    [
        ("night-calls", "2025-02-04", "", "board-2025-03-04--3"),
        ("night-calls", "2025-04-01", "", ""),
        ("night-calls", "2025-04-01", "2025-02-04", "board-2025-03-04--3"),
        ("night-calls", "2025-02-04", "2025-04-01", ""),
        ("quiet-rooms", "2025-02-04", "", ""),
    ],
)
def test_a_text_dated_back_before_what_was_decided_about_it(
    repo: Repository, kind: str, document: str, day: str, effective: str, since: str
) -> None:
    """It would be said to have applied then. Fails if only terms of reference are looked at."""
    meeting = (repo.root / "registry/meetings/board-2025-03-04.yaml").read_text(encoding="utf-8")
    agenda = f'agenda:\n  - {{item: "1", title: Rooms, documents: [{document}]}}\n'
    before = meeting.partition("agenda:")[0].replace("2025-03-04", day)
    repo.add(f"registry/meetings/board-{day}.yaml", before + agenda)
    path = f"registry/decisions/board-{day}--1.yaml"
    text = DATED_BACK.format(day=day, kind=kind, document=document, digest="0" * 64)
    text += f"effective: {effective}\n" if effective else ""
    text += "evidence-held: false\n" if kind == "attest" else ""
    repo.add(path, text)
    told = "as of a day before what was decided or answered about it since: "
    assert (named(repo).get(path, "").partition(told)[2]) == since


def test_a_text_dated_back_before_an_answer_about_it(repo: Repository) -> None:
    """An organisation answered about another text than would be said to have applied."""
    git(repo.root, "checkout", "-q", "main")
    answer = "moorside-hospice--quiet-rooms--2025-05-01"
    repo.add(
        f"registry/adoptions/{answer}.yaml",
        f"id: {answer}\norganisation: moorside-hospice\ndocument: quiet-rooms\n"
        'version: "1.0"\nanswer: adopted\ndate: 2025-05-01\nby: lead-nurse\n',
    )
    repo.commit("Answer")
    git(repo.root, "checkout", "-q", "-B", "work")
    path = "registry/decisions/board-2025-03-04--9.yaml"
    text = DATED_BACK.format(
        day="2025-03-04", kind="endorse", document="quiet-rooms", digest="0" * 64
    )
    repo.add(path, text.replace("--1\n", "--9\n").replace('item: "1"', 'item: "9"'))
    assert named(repo).get(path, "").endswith(f"answered about it since: {answer}")


CLAIM = "In force: may be used until 2031"
MEETING = "registry/meetings/board-2025-03-04.yaml"
NOTED = "registry/decisions/board-2025-03-04--2.yaml"


class TestNamesOfWhatWasDecided:
    """Fails if ``new_names_say_no_standing`` yields nothing, or judges what was merged before."""

    def bring(self, repo: Repository, title: str) -> str:
        path = "registry/decisions/board-2025-03-04--9.yaml"
        text = (repo.root / NOTED).read_text(encoding="utf-8").replace("04--2", "04--9")
        start, _, rest = text.partition("title: ")
        repo.add(path, f'{start}title: "{title}"\n{rest.partition(chr(10))[2]}')
        return path

    def test_a_decision_that_a_branch_brings(self, repo: Repository) -> None:
        path = self.bring(repo, CLAIM)
        assert ("BRA018", path) in repo.found()

    def test_it_may_say_what_was_done(self, repo: Repository) -> None:
        path = self.bring(repo, "Way home endorsed")
        assert ("BRA018", path) not in repo.found()

    def test_an_item_of_a_meeting_that_is_new_or_renamed(self, repo: Repository) -> None:
        text = (repo.root / MEETING).read_text(encoding="utf-8")
        before, _, agenda = text.partition("title: ")
        repo.add(MEETING, f'{before}title: "{CLAIM}"\n{agenda.partition(chr(10))[2]}')
        assert ("BRA018", MEETING) in repo.found()

    def test_what_was_merged_before_stops_nobody(self, repo: Repository) -> None:
        git(repo.root, "checkout", "-q", "main")
        path = self.bring(repo, CLAIM)
        repo.commit()
        git(repo.root, "checkout", "-q", "-B", "work")
        repo.write(GUIDELINE, "Keep one room", "Keep two rooms")
        repo.commit()
        assert ("BRA018", path) not in repo.found()

    def test_an_emergency_stop_is_never_refused_for_its_name(self, repo: Repository) -> None:
        stop = "registry/decisions/suspend--way-home--2026-01-10.yaml"
        text = SUSPEND.format(post="lead-nurse")
        repo.add(stop, text.replace("title: The way home stopped", f'title: "{CLAIM}"'))
        assert "BRA018" not in {code for code, _ in repo.found()}


def test_ordinary_work_is_not_named(repo: Repository) -> None:
    text = (repo.root / GUIDELINE).read_text(encoding="utf-8")
    repo.add("registry/guidelines/quiet-nights.md", text.replace("quiet-rooms", "quiet-nights"))
    repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
    repo.add(
        "registry/decisions/suspend--way-home--2026-01-10.yaml", SUSPEND.format(post="lead-nurse")
    )
    repo.add("README.md", "Read me.\n")
    repo.commit()
    assert named(repo) == {}


def test_another_layout_of_the_same_words_is_not_named(repo: Repository) -> None:
    repo.write(POST, "title: Lead nurse", 'title: "Lead nurse"')
    repo.write(TERM, "id: lead", "# A remark.\nid: lead")
    assert named(repo) == {}


def test_what_the_base_changed_is_not_named(repo: Repository) -> None:
    git(repo.root, "checkout", "-q", "main")
    repo.write(POST, "title: ", "title: Our ")
    repo.add("mkdocs.yml", "site_name: Heather\n")
    repo.commit()
    git(repo.root, "checkout", "-q", "work")
    repo.write(GUIDELINE, "title: Quiet rooms", "title: Rooms")
    repo.commit()
    assert named(repo) == {}


def test_it_stands_in_every_form_and_can_stop_a_merge(repo: Repository) -> None:
    repo.write(POST, "title: ", "title: Our ")
    for form in ("text", "json", "github"):
        said = command(repo.root, "check", "--base", "main", "--format", form)
        assert "This branch changes who may decide, or what readers see" in said.stdout or (
            "this branch changes who may decide, or what readers see" in said.stdout
        )
        assert said.exit_code == 0
    assert command(repo.root, "check", "--base", "main", "--fail-on", "warning").exit_code == 1
    assert DECISION not in named(repo)
