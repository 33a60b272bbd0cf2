"""``handbook due --sync-issues`` on a forge: from the register to the issues, night after night."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from forge_server import TOKEN, Answer, ForgeServer
from wall_clock import set_clock

from handbook.cli import cli
from handbook.cli.forge import syncing
from handbook.cli.forge.limits import Pace
from handbook.remind.model import LABEL, OVERDUE, QUIET
from registries import lay_smallest

DAY = 1_768_478_400
"""Noon UTC on 15 January 2026."""
YEARS = 365 * 86_400
Sync = Callable[..., Result]


def commit(root: Path) -> None:
    for words in (["add", "-A"], ["commit", "-qm", "As it is", "--allow-empty"]):
        subprocess.run(["git", "-C", str(root), *words], check=True)


@pytest.fixture
def registry(server: ForgeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest registry, committed, whose settings name the forge on this computer."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Coordinator")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "coordinator@example.org")
        monkeypatch.setenv(f"GIT_{name}_DATE", "2026-01-01T12:00:00Z")
    root = lay_smallest(tmp_path / "heather")
    with (root / "registry" / "network.yaml").open("a") as file:
        file.write(
            "settings:\n  horizons: [1500, 90]\n"
            f"  forge:\n    kind: {server.kind}\n    url: https://{server.host}/heather/handbook\n"
            f"    api: {server.api}\n"
            "    site: {host: own-server, url: 'https://handbook.example/n/', login: true}\n"
            '    posts:\n      - {post: lead-nurse, names: ["@ann", "@heather/nurses", "@zoe"]}\n'
            '      - {post: coordinator, names: ["@bob"]}\n'
        )
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    commit(root)
    return root


@pytest.fixture
def sync(registry: Path, server: ForgeServer, monkeypatch: pytest.MonkeyPatch) -> Sync:
    """Run it, on a day so many seconds after the first, with the token of this forge."""
    monkeypatch.setattr(syncing, "PACE", Pace(lambda _: None, lambda: float(DAY)))

    def run(*words: str, later: int = 0, token: str = TOKEN) -> Result:
        set_clock(monkeypatch, DAY + later)
        monkeypatch.setenv(f"{server.kind.upper()}_TOKEN", token)
        monkeypatch.delenv("HANDBOOK_FORGE_TOKEN", raising=False)
        return CliRunner().invoke(cli, ["--root", str(registry), "due", "--sync-issues", *words])

    return run


def body(issue: dict[str, Any]) -> str:
    return str(issue.get("body") or issue.get("description"))


def titles(server: ForgeServer) -> list[str]:
    return [issue["title"] for issue in server.issues]


def is_open(issue: dict[str, Any]) -> bool:
    return str(issue["state"]) in ("open", "opened")


class TestNightAfterNight:
    def test_what_falls_due_gets_an_issue_each_and_the_next_night_changes_nothing(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        first = sync("--within", "1500")
        assert first.exit_code == 0, first.output
        assert "Reminders: opened " in first.output
        assert len(server.issues) == len(set(titles(server))) > 1
        writes = len(server.writes)
        again = sync("--within", "1500", later=86_400)
        assert again.exit_code == 0
        assert re.search(r"Reminders: \d+ are as they should be\.", again.output)
        assert len(server.writes) == writes

    def test_what_it_says(self, sync: Sync, server: ForgeServer, golden: Any) -> None:
        sync("--within", "1500")
        says = "\n\n".join(f"## {issue['title']}\n\n{body(issue)}" for issue in server.issues)
        golden(Path(__file__).parent / "golden" / "issues.md", says + "\n")

    def test_it_is_given_to_an_account_and_calls_whom_it_cannot_be_given_to(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        result = sync("--within", "1500")
        (night,) = [i for i in server.issues if "@heather/nurses" in body(i)][:1]
        people = [person.get("login") or person["username"] for person in night["assignees"]]
        assert people == ["ann"]
        assert "- **For:** @heather/nurses @zoe" in body(night)
        assert "given to ann; its text calls @heather/nurses, @zoe" in result.output

    def test_a_day_that_passes_is_told_once(self, sync: Sync, server: ForgeServer) -> None:
        sync("--within", "1500")
        result = sync("--within", "1500", later=8 * YEARS)
        assert "brought up to date #1" in result.output
        assert all(OVERDUE in json.dumps(issue["labels"]) for issue in server.issues)
        assert "are as they should be" in sync("--within", "1500", later=8 * YEARS + 1).output

    def test_what_is_settled_is_closed_and_what_people_wrote_stays(
        self, sync: Sync, server: ForgeServer, registry: Path
    ) -> None:
        sync("--within", "1500")
        (issue,) = [i for i in server.issues if "name-a-night-lead" in body(i)]
        name = "body" if server.kind == "github" else "description"
        issue[name] += "\r\n\r\nWe asked on Monday. @ann will know."
        path = registry / "registry" / "actions" / "name-a-night-lead.yaml"
        path.write_text(path.read_text() + "done: 2026-01-10\n")
        commit(registry)
        result = sync("--within", "1500")
        assert f"closed #{issue.get('number') or issue['iid']}: " in result.output, result.output
        assert not is_open(issue)
        assert "On Monday" not in body(issue)
        assert "We asked on Monday. @ann will know." in body(issue)
        assert "the register no longer said that anything of this falls due" in body(issue)

    def test_what_somebody_closed_too_early_is_opened_again(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        sync("--within", "1500")
        server.issues[0]["state"] = "closed"
        assert "opened again #1" in sync("--within", "1500").output
        assert is_open(server.issues[0])

    def test_what_people_want_to_be_quiet_about_is_left_alone_and_told(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        sync("--within", "1500")
        row = server.issues[0]
        row["state"] = "closed"
        row["labels"] = [*row["labels"], QUIET if server.kind == "gitlab" else {"name": QUIET}]
        result = sync("--within", "1500")
        assert f"Left alone, since they have the label {QUIET}: #1." in result.output
        assert not is_open(row)

    def test_a_second_one_about_the_same_is_closed_and_the_older_stays(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        sync("--within", "1500")
        count = len(server.issues)
        server.add(**{k: v for k, v in server.issues[0].items() if k not in ("number", "iid")})
        result = sync("--within", "1500")
        assert f"closed #{count + 1}: " in result.output
        assert is_open(server.issues[0])
        assert not is_open(server.issues[-1])
        assert "is in #1" in body(server.issues[-1])

    def test_so_many_and_no_more_in_one_night(self, sync: Sync, server: ForgeServer) -> None:
        first = sync("--within", "1500", "--at-most", "1")
        assert len(server.issues) == 1
        assert "Left for the next time, since --at-most is 1: " in first.output
        for _ in range(3):
            sync("--within", "1500", "--at-most", "1")
        assert "are as they should be" in sync("--within", "1500", "--at-most", "1").output
        assert len(server.issues) > 1

    def test_a_night_that_was_done_is_written_down_for_the_site(
        self, sync: Sync, server: ForgeServer, tmp_path: Path
    ) -> None:
        file = tmp_path / "reminded.json"
        server.faults = [lambda _: Answer(401)]
        assert sync("--record", str(file)).exit_code == 3
        assert not file.exists()
        assert sync("--record", str(file)).exit_code == 0
        assert json.loads(file.read_text())["issues"] == "2026-01-15T12:00:00+00:00"


class TestAClockThatCannotBeBelieved:
    def settled(self, sync: Sync, server: ForgeServer, registry: Path) -> dict[str, Any]:
        """An open reminder of something that is settled."""
        sync("--within", "1500")
        (issue,) = [i for i in server.issues if "name-a-night-lead" in body(i)]
        path = registry / "registry" / "actions" / "name-a-night-lead.yaml"
        path.write_text(path.read_text() + "done: 2026-01-10\n")
        commit(registry)
        return issue

    def test_before_the_last_commit_closes_nothing_and_says_so(
        self, sync: Sync, server: ForgeServer, registry: Path
    ) -> None:
        issue = self.settled(sync, server, registry)
        result = sync("--within", "1500", later=-30 * 86_400)
        assert result.exit_code == 0, result.output
        assert is_open(issue)
        assert "closed #" not in result.output
        assert "the clock says 16 December 2025" in result.output
        assert "saved on 1 January 2026, so the clock may be wrong" in result.output

    def test_a_named_day_closes_nothing_and_says_so(
        self,
        sync: Sync,
        server: ForgeServer,
        registry: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        issue = self.settled(sync, server, registry)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
        words = ["--root", str(registry), "due", "--sync-issues", "--within", "1500"]
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        assert is_open(issue)
        assert "named by SOURCE_DATE_EPOCH" in result.output
        sync("--within", "1500")
        assert not is_open(issue)


class TestARehearsal:
    def test_it_says_what_it_would_do_and_does_nothing(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        result = sync("--within", "1500", "--dry-run")
        assert "would open: " in result.output
        assert not server.writes

    def test_it_may_be_of_another_day_and_nothing_else_may(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        refused = sync("--today", "2030-01-01")
        assert refused.exit_code == 2
        assert "Nobody is reminded as on another day than today" in refused.output
        assert not server.asked
        assert sync("--today", "2030-01-01", "--dry-run").exit_code == 0

    def test_without_a_token_it_shows_the_words_and_says_what_it_cannot_know(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        result = sync("--within", "1500", "--dry-run", token="")
        assert result.exit_code == 0
        assert "nobody can tell which reminders are there already" in result.output
        assert "would open: " in result.output
        assert not server.asked


class TestWhenItCannotBeDone:
    @pytest.mark.parametrize("answer", [Answer(503), None, Answer(200, raw=b"[{")])
    def test_a_silent_forge_is_told_plainly_and_nothing_is_said_to_be_settled(
        self, sync: Sync, server: ForgeServer, answer: Answer | None
    ) -> None:
        server.faults = [lambda _: answer] * 99
        result = sync("--within", "1500")
        assert result.exit_code == 3
        assert "This says nothing about what is due" in result.output
        assert "as they should be" not in result.output
        assert "nothing is due" not in result.output.lower()
        assert not server.writes

    def test_a_wrong_token(self, sync: Sync, server: ForgeServer) -> None:
        result = sync(token="wrong-one")  # noqa: S106 - opens nothing
        assert result.exit_code == 3
        assert "does not accept the token" in result.output
        assert "wrong-one" not in result.output

    def test_no_token(self, sync: Sync, server: ForgeServer) -> None:
        result = sync(token="")
        assert result.exit_code == 3
        assert f"{server.kind.upper()}_TOKEN or HANDBOOK_FORGE_TOKEN" in result.output

    def test_a_forge_that_fails_on_the_way_is_told_with_what_was_done(
        self, sync: Sync, server: ForgeServer
    ) -> None:
        calm = server.answer

        def failing(request: Any) -> Answer | None:
            if len(server.writes) >= 1:
                server.faults = [lambda _: Answer(500)]
            return calm(request)

        server.answer = failing  # type: ignore[method-assign]
        result = sync("--within", "1500")
        server.answer = calm  # type: ignore[method-assign]
        assert result.exit_code == 3
        assert re.search(r"Of \d+ changes 1 were made\. The next run goes on", result.output)
        server.faults = []
        assert sync("--within", "1500").exit_code == 0
        assert len(server.issues) == len(set(titles(server)))

    def test_without_a_forge_in_the_settings(self, tmp_path: Path) -> None:
        root = lay_smallest(tmp_path / "heather")
        result = CliRunner().invoke(cli, ["--root", str(root), "due", "--sync-issues"])
        assert result.exit_code == 3
        assert "Write `forge` into the settings" in result.output

    @pytest.mark.parametrize("words", [["--owner", "coordinator"], ["--format", "json"]])
    def test_a_part_of_the_list_closes_no_other(
        self, sync: Sync, server: ForgeServer, words: list[str]
    ) -> None:
        assert sync(*words).exit_code == 2
        assert not server.asked


class TestWhenTheRegisterCannotBeReliedOn:
    """Nothing is closed then: what is not said to be due may only be what cannot be read."""

    def settled(self, registry: Path) -> None:
        path = registry / "registry" / "actions" / "name-a-night-lead.yaml"
        path.write_text(path.read_text() + "done: 2026-01-10\n")

    def test_with_an_error_anywhere(self, sync: Sync, server: ForgeServer, registry: Path) -> None:
        sync("--within", "1500")
        self.settled(registry)
        (registry / "registry" / "posts" / "lead-nurse.yaml").write_text("title: [\n")
        commit(registry)
        result = sync("--within", "1500")
        assert result.exit_code == 0
        assert re.search(
            r"Not closed, since the registry has at least \d+ errors?.*#", result.output
        )
        assert all(is_open(issue) for issue in server.issues)

    def test_with_a_record_that_cannot_be_read(
        self, sync: Sync, server: ForgeServer, registry: Path
    ) -> None:
        sync("--within", "1500")
        (registry / "registry" / "actions" / "name-a-night-lead.yaml").write_text("due: [\n")
        commit(registry)
        assert "Not closed, since" in sync("--within", "1500").output
        assert all(is_open(issue) for issue in server.issues)

    def test_with_what_nobody_committed(
        self, sync: Sync, server: ForgeServer, registry: Path
    ) -> None:
        sync("--within", "1500")
        self.settled(registry)
        assert "not all that was read is saved in the repository" in sync("--within", "1500").output
        assert all(is_open(issue) for issue in server.issues)
        commit(registry)
        assert "closed #" in sync("--within", "1500").output

    def test_decisions_that_cannot_be_believed_are_one_reminder_and_the_others_stay(
        self, sync: Sync, server: ForgeServer, registry: Path
    ) -> None:
        sync("--within", "1500")
        before = [dict(issue) for issue in server.issues]
        (registry / "registry" / "decisions" / "board-2025-03-04--1.yaml").write_text("kind: [\n")
        commit(registry)
        result = sync("--within", "1500")
        assert result.exit_code == 0
        assert all(is_open(issue) for issue in server.issues)
        assert len(server.issues) <= len(before) + 1
        assert any("The decisions of this register" in title for title in titles(server))


def test_another_network_in_the_same_place_keeps_its_reminders(
    sync: Sync, server: ForgeServer, registry: Path
) -> None:
    sync("--within", "1500")
    ours = len(server.issues)
    theirs = {k: v for k, v in server.issues[0].items() if k not in ("number", "iid")}
    name = "body" if server.kind == "github" else "description"
    theirs[name] = theirs[name].replace("heather-network/", "other-network/")
    server.add(**theirs)
    assert "as they should be" in sync("--within", "1500").output
    assert is_open(server.issues[ours])
    assert LABEL in json.dumps(server.issues[ours]["labels"])
