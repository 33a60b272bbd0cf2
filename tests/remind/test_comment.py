"""The one comment on a proposal: posted, brought up to date, and never more than it may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from forge_server import AUTHORITY, GITHUB, TOKEN, Answer, Asked, ForgeServer, serving

from handbook.cli import cli
from handbook.cli.commands import comment as commenting
from handbook.cli.commands.comment.words import LONGEST, CheckRun, cleaned, comment
from handbook.cli.forge.limits import Pace
from handbook.proposal.markdown import MARKER

COMMIT = "5f2c8d1e9a" * 4
RUN = "https://forge.example/heather/handbook/actions/runs/1"
OURS = "github-actions[bot]"


class ProposalServer(ForgeServer):
    """One proposal, the files that it changes, and the comments on it."""

    def __init__(self) -> None:
        super().__init__("github")
        self.proposal: dict[str, Any] = {
            "head": {"sha": COMMIT},
            "base": {"ref": "main"},
            "state": "open",
        }
        self.files = ["registry/guidelines/quiet-rooms.md"]
        self.comments: list[dict[str, Any]] = []

    def say(self, body: str, login: str = "ann") -> None:
        self.comments.append(
            {"id": 50 + len(self.comments), "body": body, "user": {"login": login}}
        )

    def answer(self, asked: Asked) -> Answer | None:  # noqa: PLR0911 - one for each address
        self.asked.append(asked)
        if self.faults:
            return self.faults.pop(0)(asked)
        parts = urlsplit(asked.path)
        place = parts.path.removeprefix(GITHUB)
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}":
            return Answer(401, {"message": "Bad credentials"})
        if place == "/pulls/7":
            return Answer(200, self.proposal)
        if place == "/pulls/7/files":
            return self.listed(asked, [{"filename": path} for path in self.files])
        if place == "/issues/7/comments" and asked.method == "GET":
            return self.listed(asked, self.comments)
        if place == "/issues/7/comments":
            self.say(asked.payload["body"], OURS)
            return Answer(201, self.comments[-1])
        if place.startswith("/issues/comments/"):
            number = int(place.rpartition("/")[2])
            (row,) = [row for row in self.comments if row["id"] == number]
            row["body"] = asked.payload["body"]
            return Answer(200, row)
        return Answer(404, {"message": "Not Found"})

    def listed(self, asked: Asked, rows: list[Any]) -> Answer:
        parts = urlsplit(asked.path)
        query = parse_qs(parts.query)
        page, size = int(query.get("page", ["1"])[0]), int(query["per_page"][0])
        headers = {}
        if len(rows) > page * size:
            address = f"https://{self.host}{parts.path}?per_page={size}&page={page + 1}"
            headers["Link"] = f'<{address}>; rel="next"'
        return Answer(200, rows[(page - 1) * size : page * size], headers)

    @property
    def ours(self) -> list[str]:
        return [row["body"] for row in self.comments if row["user"]["login"] == OURS]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setattr(commenting, "PACE", Pace(lambda _: None, lambda: 0.0))
    with serving(ProposalServer()) as running:
        yield running


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """What a check left behind."""
    (tmp_path / "number").write_text("7\n")
    (tmp_path / "proposal.md").write_text(f"### What the check says\n\n{MARKER}\nAll well.\n")
    return tmp_path


def post(server: ProposalServer, left: Path, commit: str = COMMIT) -> Result:
    words = ["--api", server.api, "--repository", "heather/handbook"]
    words += ["--commit", commit, "--run", RUN, "--base", "main"]
    return CliRunner().invoke(cli, ["comment", str(left), *words])


def test_there_is_one_comment_however_often_it_runs(server: ProposalServer, left: Path) -> None:
    server.say("Thank you!")
    assert "written" in post(server, left).output
    assert "up to date already" in post(server, left).output
    (left / "proposal.md").write_text("Something is wrong.\n")
    assert "brought up to date" in post(server, left).output
    assert len(server.comments) == 2
    (body,) = server.ours
    assert body.startswith(MARKER)
    assert body.count("<!--") == 1
    assert "Something is wrong." in body
    assert RUN in body
    assert [asked.method for asked in server.writes] == ["POST", "PATCH"]


def test_ours_is_found_behind_many_others(server: ProposalServer, left: Path) -> None:
    for number in range(230):
        server.say(f"Comment {number}")
    server.say(f"{MARKER}\nold", OURS)
    post(server, left)
    assert len(server.comments) == 231
    assert "All well." in server.ours[0]


def test_a_comment_that_bears_our_mark_and_is_not_ours_is_never_changed(
    server: ProposalServer, left: Path
) -> None:
    server.say(f"{MARKER}\nApproved by everybody.")
    post(server, left)
    assert server.comments[0]["body"] == f"{MARKER}\nApproved by everybody."
    assert len(server.ours) == 1


@pytest.mark.parametrize(
    "files",
    [
        ["registry/a.md", ".github/workflows/handbook-check.yml"],
        [".github/actions/x/action.yml"],
        [f"registry/guidelines/{number}.md" for number in range(3000)],
    ],
    ids=["workflow", "action", "more than can be told"],
)
def test_what_a_proposal_says_that_changes_its_own_check_is_not_repeated(
    server: ProposalServer, left: Path, files: list[str]
) -> None:
    server.files = files
    assert post(server, left).exit_code == 0
    (body,) = server.ours
    assert "All well." not in body
    assert "What the check says" not in body


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        ({"head": {"sha": "0" * 40}, "state": "open"}, "has moved on, or another was checked"),
        ({"head": {"sha": COMMIT}, "state": "closed"}, "is closed"),
        ({"head": {}, "state": "open"}, "has moved on"),
        ({"head": {"sha": COMMIT}, "base": {"ref": "old"}, "state": "open"}, "is not for main"),
        ({"head": {"sha": COMMIT}, "base": {}, "state": "open"}, "is not for main"),
    ],
)
def test_only_the_open_proposal_that_was_checked_gets_a_comment(
    server: ProposalServer, left: Path, proposal: dict[str, Any], why: str
) -> None:
    """The number is anybody's word; that the forge has that commit there is not."""
    server.proposal = proposal
    done = post(server, left)
    assert done.exit_code == 0
    assert why in done.output
    assert server.writes == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("number", b"7; touch pwned"),
        ("number", b"-7"),
        ("number", b"../../8"),
        ("number", b""),
        ("number", b"7" * 30),
        ("number", None),
        ("proposal.md", None),
        ("proposal.md", b"\xff\xfe"),
        ("proposal.md", b"x" * 600_000),
    ],
)
def test_what_is_no_word_of_a_check_is_refused(
    server: ProposalServer, left: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (left / name).unlink()
    else:
        (left / name).write_bytes(content)
    done = post(server, left)
    assert done.exit_code == 3
    assert "Nothing was posted" in done.output + done.stderr
    assert server.asked == []


def test_a_link_out_of_the_folder_is_not_read(
    server: ProposalServer, left: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("a secret of this machine")
    (left / "proposal.md").unlink()
    (left / "proposal.md").symlink_to(tmp_path / "secret")
    assert post(server, left).exit_code == 3
    assert server.asked == []


def test_a_forge_that_does_not_answer_is_said_plainly(server: ProposalServer, left: Path) -> None:
    server.faults = [lambda _: Answer(403, {"message": f"no, {TOKEN}"})] * 9
    done = post(server, left)
    assert done.exit_code == 3
    assert "The comment could not be written: GitHub" in done.output + done.stderr
    assert TOKEN not in done.output + done.stderr


class TestWords:
    RUN = CheckRun(COMMIT, RUN)

    @pytest.mark.parametrize(
        ("words", "kept"),
        [
            ("Ask @everybody and @org/team", "Ask @\u200beverybody and @\u200borg/team"),
            ("ward@example.org", "ward@example.org"),
            ("![x](https://evil.example/p.png)", "! [x](https://evil.example/p.png)"),
            ("a<!-- hidden -->b<!-- open", "ab"),
            ("5\u202emg\u200b\x07", "5mg"),
            ("<img src=x>", "&lt;img src=x>"),
        ],
    )
    def test_hide_nothing_call_nobody_and_show_no_picture(self, words: str, kept: str) -> None:
        assert cleaned(words) == kept

    def test_too_many_are_cut_and_that_is_said(self) -> None:
        body = comment("a line of words\n" * 20_000, self.RUN, ())
        assert len(body) <= LONGEST
        assert body.endswith("**It goes on: read the rest in the run.**\n")
        assert "a line of words\n\n**It" in body

    def test_names_of_files_are_only_names(self) -> None:
        body = comment("x", self.RUN, [".github/`](https://evil.example) @all\n# Approved"])
        assert "- `.github/???https?//evil.example???all???Approved`" in body

    def test_whose_words_they_are_stands_before_them(self) -> None:
        body = comment("Approved.", self.RUN, ())
        assert body.index("it approves nothing") < body.index("Approved.")
        assert json.dumps(body)  # it can be sent
