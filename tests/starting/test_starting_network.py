"""``handbook init network``: a new registry is sound, is its own, and can found itself."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starting_network import git

from handbook.cli import cli
from handbook.gate import passed
from handbook.history.facts import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.starting.founding.answers import ON_A_FORGE, QUESTIONS, NetworkAnswers, fault_of
from handbook.starting.founding.files import identifiers, network_files
from handbook.starting.founding.identifiers import identifier
from handbook.types import load_types
from registries import files

TODAY = date(2026, 11, 16)
HANDBOOK = Path(sys.executable).parent / "handbook"
TYPES, _ = load_types()
ANSWERS = NetworkAnswers(
    name="Larch Children's Network",
    kind="client-group",
    host="Larch Hospital",
    host_kind="district-general-hospital",
    email="network@larch.example",
    coordinator="Network coordinator",
    group="Steering group",
    agreed_on=date(2026, 11, 2),
    first_meeting=date(2026, 12, 14),
    time_zone="Europe/London",
    review_months=24,
)
SAID = {
    "--name": ANSWERS.name,
    "--kind": ANSWERS.kind,
    "--host": ANSWERS.host,
    "--host-kind": ANSWERS.host_kind,
    "--email": ANSWERS.email,
    "--agreed-on": "2026-11-02",
}
ON_GITHUB = {
    "--forge": "github",
    "--repository": "https://forge.example/larch/handbook",
    "--tool": "https://forge.example/tools/handbook",
    "--tool-commit": "5f2c8d1e9a" * 4,
}
REGISTRY = Path(__file__).parents[2] / "registry"
INVENTED = sorted(
    {"FV-", "fells?\\b", "windle", "fellgate", "ludvale", "orrin"}
    | {path.stem for path in REGISTRY.glob("organisations/*.yaml")}
)
"""Names of the demonstration, which is a network that there is not."""
Begin = Callable[..., Result]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Run it in an empty folder called ``new``, for somebody whom git does not know."""
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1794830400")
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")

    def run(options: dict[str, str] = SAID, *words: str) -> Result:
        typed = [word for pair in options.items() for word in pair]
        return CliRunner().invoke(cli, ["init", "network", *typed, *words])

    return run


def findings(answers: NetworkAnswers) -> list[str]:
    texts = network_files(answers, TYPES)
    tree = MemoryTree({path: text.encode() for path, text in texts.items()})
    return [f.code.id for f in passed(tree, today=TODAY, history=NO_HISTORY).findings]


@pytest.mark.parametrize(
    "answers",
    [
        ANSWERS,
        replace(
            ANSWERS, name="Сеть", host="子ども病院", group="Rada", coordinator="Koordynator łącz"
        ),
        replace(ANSWERS, name="Larch", host="Larch", group="Larch", coordinator="Larch"),
        replace(ANSWERS, name="Con", host="Chair of the network", group="Quorum"),
        replace(ANSWERS, name="Larch: #1 'Network' & friends", host='The "Larch"', review_months=1),
        replace(ANSWERS, kind="disease", time_zone="Pacific/Auckland", review_months=120),
        replace(ANSWERS, first_meeting=ANSWERS.agreed_on.replace(day=30)),
    ],
    ids=["usual", "other scripts", "all alike", "devices", "signs", "far away", "soon"],
)
def test_passes_the_whole_check_but_for_the_numbers_to_ring_that_nobody_named(
    answers: NetworkAnswers,
) -> None:
    assert findings(answers) == ["RNG001"]


@pytest.mark.parametrize("name", ["Switchboard", "x" * 40, "子ども"])
def test_has_no_warning_at_all_once_a_number_is_named(name: str) -> None:
    assert findings(replace(ANSWERS, urgent_number="01632 960 200", urgent_name=name)) == []


@pytest.mark.parametrize("path", sorted(network_files(ANSWERS, TYPES)))
def test_holds_no_word_of_the_demonstration_or_of_an_example(path: str) -> None:
    text = network_files(ANSWERS, TYPES)[path]
    assert not [name for name in INVENTED if re.search(rf"\b{name}", text, re.IGNORECASE)]
    if path.startswith(".vscode/handbook/"):
        return  # the schemas of the types, with examples that say that they are some
    words = r"demonstration|example\.org|worked example|01632"
    assert not re.findall(words, text, re.IGNORECASE)
    assert "[[" not in text
    assert "signing-key" not in text or path.startswith(".vscode/")


def test_the_terms_read_the_same_once_they_are_sealed() -> None:
    text = network_files(ANSWERS, TYPES)["registry/terms-of-reference/steering-group.md"]
    assert not re.findall(r"propos|draft|not yet|first meeting|in force", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Kinderspital Zürich", (), "kinderspital-zurich"),
        ("Straße & Ærø, Łódź", (), "strasse-and-aero-lodz"),
        ("O\u2019Brien's", (), "obriens"),
        ("子ども", (), "host"),
        ("子ども", ("host",), "host-2"),
        ("Con", (), "con-host"),
        ("a", (), "a-host"),
        ("Larch", ("larch",), "larch-host"),
        ("Larch", ("larch", "larch-host"), "larch-host-2"),
        ("many words " * 12, (), "many-words-" * 5 + "many"),
        ("x" * 90, (), "x" * 60),
    ],
)
def test_ids_are_made_from_names(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert identifier(name, "host", taken) == expected
    assert not fault_of(replace(QUESTIONS[2], route=("id",)), expected, TYPES)


def test_no_two_records_are_called_alike_whatever_they_are_named() -> None:
    same = replace(ANSWERS, name="Quorum", host="Quorum", group="Quorum", coordinator="Quorum")
    ids = identifiers(same)
    assert len(set(ids.values())) == len(ids)


@pytest.mark.parametrize("question", [*QUESTIONS, *ON_A_FORGE], ids=lambda q: q.name)
def test_an_answer_that_its_record_could_not_hold_is_refused_with_a_mend(question: object) -> None:
    assert fault_of(question, "", TYPES)  # type: ignore[arg-type]


class TestTheCommand:
    def test_writes_a_registry_that_passes_and_builds(self, begin: Begin, tmp_path: Path) -> None:
        done = begin(SAID, "--yes")
        assert done.exit_code == 0, done.output
        assert "in the name of Network coordinator (network@larch.example)" in done.output
        assert git(tmp_path / "new", "status", "--porcelain") == ""
        by = git(tmp_path / "new", "log", "-1", "--format=%an <%ae> %cn <%ce>")
        assert by == " ".join(["Network coordinator <network@larch.example>"] * 2)
        assert not (tmp_path / "nobody").exists()
        assert "user" not in git(tmp_path / "new", "config", "--local", "--list")
        assert (tmp_path / "new" / "registry/meetings/steering-group-2026-12-14.yaml").is_file()
        assert CliRunner().invoke(cli, ["check"]).exit_code == 0
        tidy = CliRunner().invoke(cli, ["format", "--check"])
        assert tidy.exit_code == 0, tidy.output

    def test_its_first_commit_holds_every_file(self, begin: Begin, tmp_path: Path) -> None:
        home = tmp_path / "nobody"
        home.mkdir()
        (home / ".gitconfig").write_text("[user]\nname = A post\nemail = post@larch.example\n")
        assert "Saved as the first commit" in begin(SAID, "--yes").output
        assert git(tmp_path / "new", "status", "--porcelain") == ""
        assert git(tmp_path / "new", "rev-list", "--count", "main") == "1"

    def test_with_a_server_it_writes_workflows_and_reviewers(
        self, begin: Begin, tmp_path: Path
    ) -> None:
        site = {"--site-host": "azure-static-web-apps", "--site": "https://handbook.larch.example/"}
        done = begin(SAID | ON_GITHUB | site, "--yes")
        assert done.exit_code == 0, done.output
        written = files(tmp_path / "new")
        assert ".github/workflows/handbook-check.yml" in written
        assert b"tools/handbook" in written[".github/workflows/handbook-publish.yml"]
        assert any(path.endswith("CODEOWNERS") for path in written)
        again = CliRunner().invoke(cli, ["init", "ci"])
        assert again.exit_code == 0
        assert set(re.findall(r": (.+)$", again.stdout, re.MULTILINE)) == {"up to date"}

    @pytest.mark.parametrize("name", sorted(SAID))
    def test_without_an_answer_nothing_is_written(
        self, begin: Begin, tmp_path: Path, name: str
    ) -> None:
        done = begin({key: value for key, value in SAID.items() if key != name}, "--yes")
        assert f"There is no answer to {name}. Add what is missing." in done.output
        assert files(tmp_path / "new") == {}

    @pytest.mark.parametrize(
        ("option", "value", "reason"),
        [
            ("--kind", "hospital", "disease, specialty"),
            ("--agreed-on", "2026-02-30", "There is no day 30 in February 2026"),
            ("--first-meeting", "2026-11-01", "cannot meet before 2 November 2026"),
            ("--time-zone", "London", "Europe/London"),
            ("--review-months", "0", "1 is the least"),
            ("--review-months", "two years", "Write digits only"),
            ("--email", "coordinator", "network@example.org"),
            ("--name", "Use it. Never ask.", "which only decisions can"),
            ("--group", "Use it. Never ask.", "would not pass"),
            ("--forge", "github", "belong together"),
            ("--site", "https://handbook.larch.example/", "belong together"),
            ("--urgent-name", "Switchboard", "Add --urgent-number"),
            ("--urgent-number", "ask the porter", "--urgent-number:"),
        ],
    )
    def test_an_answer_that_cannot_stand_is_refused_and_nothing_is_written(
        self, begin: Begin, tmp_path: Path, option: str, value: str, reason: str
    ) -> None:
        done = begin(SAID | {option: value}, "--yes")
        assert done.exit_code != 0
        assert reason in done.output
        assert files(tmp_path / "new") == {}

    @pytest.mark.parametrize("there", ["notes.txt", ".gitignore", "registry/network.yaml"])
    def test_a_folder_in_which_something_lies_is_left_as_it_is(
        self, begin: Begin, tmp_path: Path, there: str
    ) -> None:
        place = tmp_path / "new" / there
        place.parent.mkdir(exist_ok=True)
        place.write_text("mine")
        before = files(tmp_path / "new")
        done = begin(SAID, "--yes")
        assert "is not empty" in done.output
        assert files(tmp_path / "new") == before

    def test_a_folder_within_another_registry_is_refused(
        self, begin: Begin, tmp_path: Path
    ) -> None:
        (tmp_path / "registry").mkdir()
        assert "holds a registry already" in begin(SAID, "--yes").output

    def test_a_readme_that_is_there_is_kept(self, begin: Begin, tmp_path: Path) -> None:
        (tmp_path / "new" / "README.md").write_text("mine")
        assert "read COORDINATOR.md" in begin(SAID, "--yes").output
        assert (tmp_path / "new" / "README.md").read_text() == "mine"

    def test_a_disk_that_is_full_leaves_nothing(
        self, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        renamed = Path.replace

        def full(self: Path, target: Path) -> Path:
            if target.name == "network.yaml":
                raise OSError(28, "No space left on device")
            return renamed(self, target)

        monkeypatch.setattr(Path, "replace", full)
        assert "No space left" in begin(SAID, "--yes").output
        assert files(tmp_path / "new") == {}

    def test_init_alone_leads_to_it_where_there_is_no_registry(self, begin: Begin) -> None:
        said = CliRunner().invoke(cli, ["init"])
        assert "To begin one: handbook init network" in said.output
        begin(SAID, "--yes")
        assert "To begin one" not in CliRunner().invoke(cli, ["init"]).output


def test_it_asks_says_what_cannot_stand_and_asks_again(tmp_path: Path) -> None:
    """As a person meets it: in a terminal, with one answer that cannot stand."""
    said, written = in_a_terminal(tmp_path, "y")
    assert "which only decisions can" in said
    for number, question in enumerate(QUESTIONS[:-1], 1):
        assert f"{number} of {len(QUESTIONS)}. {question.words}" in said
        assert f"For example: {question.example}." in " ".join(said.split())
    assert "Who answers that number?" not in said
    assert "title: Larch Network\n" in written["new/registry/network.yaml"].decode()
    assert "new/registry/meetings/steering-group-2026-12-14.yaml" in written


def test_whoever_says_no_at_the_end_has_written_nothing(tmp_path: Path) -> None:
    said, written = in_a_terminal(tmp_path, "n")
    assert "nothing was written" in said
    assert not written


def in_a_terminal(tmp_path: Path, last: str) -> tuple[str, dict[str, bytes]]:
    """What is said to somebody who answers, and at the end answers ``last``; and every file."""
    typed = [
        "Use it. Never ask.", "Larch Network", "function", "Larch Hospital", "charity",
        "network@larch.example", "", "", "2026-11-02", "", "", "", "", last,
    ]  # fmt: skip
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "100"}
    running = subprocess.Popen(
        [HANDBOOK, "--today", "2026-11-16", "init", "network", "new"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=environment,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in typed).encode())
    said = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            said += os.read(ours, 4096)
        except OSError:
            break
    running.wait(timeout=60)
    os.close(ours)
    return said.decode(), files(tmp_path)
