"""What the shell offers while a person types: ids that fit, in a moment, and never an error."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from small_registry import environment

from handbook.cli import cli, command_of
from handbook.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]


def offered(root: Path, *words: str) -> list[str]:
    """What is offered in place of the last word, options left out."""
    *before, last = words
    shell = ShellComplete(cli, {}, "handbook", "_HANDBOOK_COMPLETE")
    items = shell.get_completions(["--root", str(root), *before], last)
    return [item.value for item in items if item.type == "plain"]


def names_in(*folders: str) -> list[str]:
    return sorted(path.stem for f in folders for path in (ROOT / "registry" / f).iterdir())


DOCUMENTS = names_in("guidelines", "care-pathways", "terms-of-reference")
CARE = names_in("guidelines", "care-pathways")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("status", ""), DOCUMENTS),
        (("status", "rapid"), ["rapid-transfer"]),
        (("diff", ""), DOCUMENTS),
        (("diff", "rapid-transfer", "--to", "w"), ["working"]),
        (("diff", "rapid-transfer", "--from", "1"), ["1.0"]),
        (("diff", "../_endorsed/rapid-transfer", "--from", ""), []),
        (("decide", "endorse", ""), DOCUMENTS),
        (("decide", "endorse", "rapid-transfer", "rapid"), []),
        (("decide", "endorse", "rapid-transfer", "--meeting", ""), names_in("meetings")),
        (("pack", ""), names_in("meetings")),
        (("pack", "education"), [n for n in names_in("meetings") if n.startswith("education")]),
        (("decide", "suspend", "rapid-transfer", "--post", ""), names_in("posts")),
        (("decide", "review", "rapid-transfer", "--reviewer", ""), names_in("posts")),
        (("decide", "withdraw", "rapid-transfer", "--successor", ""), DOCUMENTS),
        (("decide", "endorse", "rapid-transfer", "--lifts", ""), names_in("decisions")),
        (("decide", "record", "--ratifies", ""), names_in("decisions")),
        (("adopt", ""), names_in("organisations")),
        (("adopt", "ludvale-hospital", "r"), [name for name in CARE if name[0] == "r"]),
        (("adopt", "ludvale-hospital", "rapid-transfer", "--by", ""), names_in("posts")),
        (
            ("adopt", "ludvale-hospital", "discharge-home", "--corrects", ""),
            [name for name in names_in("adoptions") if name.startswith("ludvale-hospital--disch")],
        ),
        (("adopt", "ludvale-hospital", "rapid-transfer", "--version", "1"), ["1.0"]),
        (("adoption", "--organisation", ""), names_in("organisations")),
        (("adoption", "--document", ""), CARE),
        (("evidence", ""), names_in("organisations")),
        (("coverage", ""), names_in("policies")),
        (("due", "--owner", ""), names_in("posts")),
        (("due", "--group", ""), names_in("terms-of-reference")),
        (("new", "terms"), ["terms-of-reference"]),
    ],
)
def test_only_what_fits_is_offered(words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(ROOT, *words) == sorted(expected)


def test_format_offers_what_may_be_tidied_and_else_the_names_of_files() -> None:
    names = offered(ROOT, "format", "")
    assert {"rapid-transfer", "network", *names_in("posts")} <= set(names)
    assert not set(names) & {*names_in("decisions"), *names_in("adoptions")}
    shell = ShellComplete(cli, {}, "handbook", "_HANDBOOK_COMPLETE")
    (item,) = shell.get_completions(["--root", str(ROOT), "format"], "registry/gui")
    assert (item.type, item.value) == ("file", "registry/gui")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_whatever_is_named_by_an_id_is_completed(name: str) -> None:
    """A new command cannot forget it: what is shown as an id in its help has a completion."""
    words = {"DOC", "[DOC]", "DOC...", "ID", "POST", "GROUP", "DECISION", "DOC|BASE..HEAD"}
    names = {"organisation", "document", "policy"}
    for known in command_of(name).params:
        argument = isinstance(known, click.Argument) and known.name in names
        if argument or known.metavar in words:
            assert known._custom_shell_complete is not None, known.name


def test_a_type_of_the_networks_own_and_a_broken_registry(tmp_path: Path) -> None:
    (tmp_path / "registry/guidelines").mkdir(parents=True)
    for path in ("guidelines/broken.md", "guidelines/Not An Id.md", "guidelines/note.txt"):
        (tmp_path / "registry" / path).write_text(": [", encoding="utf-8")
    (tmp_path / "registry/guidelines/folder.md").mkdir()
    (tmp_path / "registry/leaflets").mkdir()
    (tmp_path / "registry/leaflets/at-home.md").write_text("", encoding="utf-8")
    own = tmp_path / "registry/_types/leaflet/type.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("folder: leaflets\nformat: markdown\nbehaviours: [endorsable]\n", "utf-8")
    assert offered(tmp_path, "status", "") == ["at-home", "broken"]
    elsewhere = own.rename(tmp_path / "type.yaml")
    own.symlink_to(elsewhere)
    assert offered(tmp_path, "status", "") == ["broken"]
    own.unlink()
    own.write_text("folder: [", encoding="utf-8")
    assert offered(tmp_path, "status", "") == ["broken"]


def test_a_folder_that_is_not_there_or_holds_none_offers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert offered(tmp_path / "typo", "status", "") == []
    assert offered(tmp_path, "status", "") == []


def test_root_may_stand_behind_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "registry/policies", tmp_path / "registry/policies")
    monkeypatch.chdir(tmp_path)
    shell = ShellComplete(cli, {}, "handbook", "_HANDBOOK_COMPLETE")
    items = shell.get_completions(["coverage", "--root", str(tmp_path)], "")
    assert [item.value for item in items] == names_in("policies")
    assert [item.value for item in shell.get_completions(["coverage"], "")] == names_in("policies")


def test_a_shell_is_answered_by_the_command_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from handbook.cli import cli; cli.main([], 'handbook')"],
        cwd=ROOT,
        env=environment(
            _HANDBOOK_COMPLETE="bash_complete",
            COMP_WORDS="handbook decide endorse rapid-t",
            COMP_CWORD="3",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["plain,rapid-transfer"], "")
