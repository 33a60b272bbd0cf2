"""The shell of the workflows is really run, on a real repository with a base and a proposal."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from starting_network import SITE, git, with_settings
from starting_runner import Outcome, Runner

from handbook.render.model import PREVIEW

Init = Callable[..., Result]
LATER = "1900000000"
"""A day in 2030, on which every review of the small registry is long overdue."""
SLOW = frozenset({"Build a preview", "Write findings for other programs"})
"""Steps that are left out where a test is not about them."""
GUIDELINE = "registry/guidelines/quiet-rooms.md"


class Forge:
    """A repository with a published branch, from which proposals are made and fetched."""

    def __init__(self, network: Path, folder: Path) -> None:
        self.home, self.folder = network, folder
        git(network, "init", "-q", "-b", "main")
        self.commit("Begin")

    def commit(self, words: str) -> str:
        git(self.home, "add", "-A")
        git(self.home, "commit", "-q", "-m", words)
        return git(self.home, "rev-parse", "HEAD")

    def workflow(self, name: str) -> str:
        place = self.home / ".github" / "workflows" / f"handbook-{name}.yml"
        return place.read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.home / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def fetch(self, runner: Runner, commit: str = "origin/main") -> None:
        """As the forge's own action does: all branches, and one commit checked out."""
        place = runner.workspace / "network"
        git(self.folder, "clone", "-q", "--no-checkout", str(self.home), str(place))
        git(place, "checkout", "-q", "--detach", commit)

    def checked(self, base: str = "main", *, without: frozenset[str] = SLOW) -> Outcome:
        """What the check says of the branch that is checked out, merged into the base."""
        branch = git(self.home, "rev-parse", "HEAD")
        git(self.home, "checkout", "-q", "--detach", base)
        git(self.home, "merge", "-q", "--no-ff", "-m", "What merging would give", branch)
        git(self.home, "branch", "-f", "merged", "HEAD")
        facts = {"github.base_ref": base, "github.event.pull_request.number": "7"}
        runner = Runner(self.folder / "machine", facts, SOURCE_DATE_EPOCH=LATER)
        runner.without |= without
        self.fetch(runner, "origin/merged")
        return runner.run(self.workflow("check"), "check")


@pytest.fixture
def forge(init: Init, network: Path, tmp_path: Path) -> Forge:
    with_settings(network, SITE.format(host="github-pages"))
    assert init("ci").exit_code == 0
    return Forge(network, tmp_path)


class TestTheCheckOfAProposal:
    def test_a_sound_one_passes_though_every_review_is_overdue(self, forge: Forge) -> None:
        git(forge.home, "checkout", "-q", "-b", "proposal")
        forge.edit(GUIDELINE, "Keep one room", "Keep two rooms")
        forge.commit("Keep two rooms")
        outcome = forge.checked(without=frozenset())
        assert not outcome.failed, outcome.logs
        words = outcome.kept["handbook-proposal"]
        assert (words / "number").read_text() == "7\n"
        assert "### What the check says" in (words / "proposal.md").read_text()
        assert (words / "proposal.md").read_text() in outcome.summary
        assert "### What the change means" in outcome.summary
        assert "Keep two rooms" in json.dumps(json.loads((words / "proposal.json").read_bytes()))
        assert "Quiet rooms" in (words / "proposal.html").read_text(encoding="utf-8")
        assert json.loads((words / "check.sarif").read_bytes())["version"] == "2.1.0"
        assert (words / "check.junit").read_text().startswith("<testsuites")
        pages = list(outcome.kept["handbook-preview"].rglob("*.html"))
        assert len(pages) > 10
        assert all(PREVIEW in page.read_text(encoding="utf-8") for page in pages)

    def test_an_unsound_one_fails_and_says_why_beside_the_line(self, forge: Forge) -> None:
        git(forge.home, "checkout", "-q", "-b", "proposal")
        forge.edit(GUIDELINE, "owner: ", "owner: nobody-like-")
        forge.commit("Change the owner")
        outcome = forge.checked()
        assert outcome.failed
        assert f"::error file={GUIDELINE},line=" in outcome.logs["Check what the proposal brings"]
        words = (outcome.kept["handbook-proposal"] / "proposal.md").read_text()
        assert "nobody-like-" in words

    def test_what_was_wrong_before_turns_no_proposal_red(self, forge: Forge) -> None:
        forge.edit("registry/guidelines/calm-transfer.md", "owner: ", "owner: nobody-like-")
        forge.commit("Something goes wrong on the published branch")
        git(forge.home, "checkout", "-q", "-b", "proposal")
        forge.edit(GUIDELINE, "Keep one room", "Keep two rooms")
        forge.commit("Keep two rooms")
        outcome = forge.checked()
        assert not outcome.failed, outcome.logs
        assert "This branch brings no errors." in outcome.summary
        assert "::error" not in outcome.logs["Check what the proposal brings"]

    def test_no_name_or_title_reaches_a_shell(self, forge: Forge) -> None:
        base = "main$(touch${IFS}pwned);touch${IFS}pwned"
        git(forge.home, "branch", base)
        git(forge.home, "checkout", "-q", "-b", "proposal")
        forge.edit(GUIDELINE, "title: ", "title: $(touch pwned) `touch pwned` ")
        forge.commit("$(touch pwned)")
        outcome = forge.checked(base)
        assert "touch" in outcome.logs["Say it in words"] or "touch" in outcome.summary
        assert not [path for path in forge.folder.rglob("*pwned*") if ".git" not in path.parts]


class Published(http.server.BaseHTTPRequestHandler):
    """A web server that answers as a test says."""

    def __init__(self, answer: tuple[int, bytes], *words: object) -> None:
        self.answer = answer
        super().__init__(*words)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(self.answer[0])
        self.end_headers()
        self.wfile.write(self.answer[1])

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def publish(forge: Forge) -> Iterator[Callable[..., Outcome]]:
    """Run the publishing workflow where the published site answers in a certain way."""
    servers: list[http.server.HTTPServer] = []

    def run(status: int, body: bytes = b"", *, replace: str = "no", reminded: str = "") -> Outcome:
        handler = functools.partial(Published, (status, body))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        facts = {"inputs.replace && 'yes' || 'no'": replace, "inputs.reminded": reminded}
        site = f"http://127.0.0.1:{server.server_address[1]}/"
        runner = Runner(forge.folder / "machine", facts, SOURCE_DATE_EPOCH=LATER, SITE=site)
        forge.fetch(runner)
        return runner.run(forge.workflow("publish"), "build")

    yield run
    for server in servers:
        server.shutdown()
        server.server_close()


def record(built: str) -> bytes:
    committed = "2026-01-14T12:00:00+00:00"
    return json.dumps({"commit": "c" * 40, "committed": committed, "built": built}).encode()


class TestPublishing:
    def test_the_first_site_is_published_and_says_what_the_night_did(
        self, publish: Callable[..., Outcome]
    ) -> None:
        night = {"schema_version": 1, "issues": "2029-12-31T01:07:00+00:00", "letters": None}
        outcome = publish(404, b"<html>Not found</html>", reminded=json.dumps(night))
        assert not outcome.failed, outcome.logs
        built = json.loads((outcome.kept["pages"] / "build.json").read_bytes())
        assert built["pages"] > 10
        assert not list(outcome.kept["pages"].rglob(".git*"))
        page = (outcome.kept["pages"] / "due" / "index.html").read_text(encoding="utf-8")
        assert "brought up to date on 31 December 2029, 01:07 UTC" in page
        assert json.loads((outcome.kept["pages"] / "api" / "reminded.json").read_bytes()) == night

    def test_one_that_is_newer_is_not_replaced(self, publish: Callable[..., Outcome]) -> None:
        outcome = publish(200, record("2031-01-01T00:00:00+00:00"))
        assert outcome.failed
        assert "The site that is published was built at 2031" in outcome.logs["Build the site"]
        assert outcome.kept == {}

    def test_one_that_is_older_is_replaced(self, publish: Callable[..., Outcome]) -> None:
        assert not publish(200, record("2026-02-01T00:00:00+00:00")).failed

    @pytest.mark.parametrize(
        ("status", "body"), [(200, b"<html>Sign in</html>"), (401, b""), (500, b""), (0, b"")]
    )
    def test_where_nobody_can_tell_nothing_is_replaced(
        self, publish: Callable[..., Outcome], status: int, body: bytes
    ) -> None:
        outcome = publish(status, body)
        assert outcome.failed
        assert "nobody can tell" in "".join(outcome.logs.values())
        assert outcome.kept == {}

    def test_a_person_may_say_that_it_must_go_on(self, publish: Callable[..., Outcome]) -> None:
        outcome = publish(500, replace="yes")
        assert not outcome.failed
        assert "::warning::Replacing" in outcome.logs["Ask what is published"]

    def test_a_ledger_that_was_tampered_with_is_not_published(
        self, forge: Forge, publish: Callable[..., Outcome]
    ) -> None:
        decision = next((forge.home / "registry" / "decisions").glob("*.yaml"))
        decision.write_text(decision.read_text() + "# touched\n")
        forge.commit("Tidy an old decision")
        outcome = publish(404)
        assert outcome.failed
        assert outcome.outcomes["Verify the ledger"] == "failure"
        assert outcome.kept == {}


def test_every_night_what_falls_due_is_said_and_reminded_of(forge: Forge) -> None:
    runner = Runner(forge.folder / "machine", {"github.token": ""}, SOURCE_DATE_EPOCH=LATER)
    forge.fetch(runner)
    outcome = runner.run(forge.workflow("nightly"), "remind")
    assert "### What falls due" in outcome.summary
    assert "3 late" in outcome.summary
    # No server can be asked here; that is said, and is never taken for "nothing is due".
    assert outcome.failed
    assert "There is no token for GitHub" in outcome.logs["Bring the reminders up to date"]
