"""Whatever is typed and whatever happens: one sentence, the right exit code, never a traceback."""

from __future__ import annotations

import errno
import gc
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from small_registry import Command, Run, environment, words_for

import handbook as package
from handbook.cli import NEW_OBJECTS, cli, command_of
from handbook.cli.guard import guarded
from handbook.cli.problem import StopError
from handbook.finding import MisbuiltError

COMMANDS = sorted(cli.commands)


def test_the_commands_are_those_that_the_readme_names() -> None:
    expected = (
        "adopt adoption baseline build check comment coverage decide diff due evidence explain "
        "federate format import init links new pack pdf policy report returns serve "
        "stage status verify word"
    )
    assert expected.split() == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"handbook {name}" in result.output
    assert "--root" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    options = [p for p in command_of(name).params if isinstance(p, click.Option)]
    unexplained = [option.name for option in options if not option.help and option.name != "form"]
    assert unexplained == []


def test_the_version() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert result.output == f"handbook {package.__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "Did you mean 'check'?"),
        (["check", "--format", "xml"], "'xml'"),
        (["check", "--today", "2026-13-01"], "13 is not a month"),
        (["check", "--root", "/nowhere"], "/nowhere"),
        (["status", "calm-transfr"], "Did you mean calm-transfer?"),
        (["coverage", "quiet"], "There is no policy called quiet"),
        (["due", "--owner", "lead-nurs"], "Did you mean lead-nurse"),
        (["explain", "SRC99"], "There is no finding called SRC99. Did you mean SRC0"),
        (["coverage", "zzz"], "There is no policy called zzz. There are: quiet-standard."),
        (["explain", "?"], "There are: ADO001, "),
        (["new", "guidline", "x"], "Did you mean guideline or"),
        (["decide", "bless", "calm-transfer"], "'bless'"),
        (["adopt", "Moorside", "calm-transfer", "--answer", "adopted"], "moorside-hospice?"),
        (["adopt", "moorside-hospice", "calm", "--answer", "adopted"], "mean calm-transfer?"),
        (["adopt", "moorside-hospice", "calm-transfer"], "--answer"),
        (["adoption", "--organisation", "hospice"], "Did you mean moorside-hospice?"),
        (["adoption", "--document", "board"], "There is no adoptable document called board."),
        (["adoption", "--uptake", "--outstanding"], "ask one at a time"),
        (["adoption", "--uptake", "--organisation", "moorside-hospice"], "leave out"),
    ],
)
def test_a_mistyped_command_is_answered_with_two(run: Run, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_no_registry_is_answered_with_three(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["--root", str(tmp_path), "check"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"handbook: There is no registry/ folder in {tmp_path}."
        " To begin one: handbook init network.\n"
    )


def test_the_registry_is_found_from_a_folder_inside_it(
    heather: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(heather / "registry" / "guidelines")
    assert CliRunner().invoke(cli, ["status", "--today", "2026-01-15"]).exit_code == 0


def test_an_option_may_stand_before_or_after_the_command(heather: Path) -> None:
    shared = ["--root", str(heather), "--today", "2026-01-15"]
    before = CliRunner().invoke(cli, [*shared, "status"])
    after = CliRunner().invoke(cli, ["status", *shared])
    assert before.output == after.output


def test_today_is_the_day_it_is_where_the_network_is(handbook: Command, heather: Path) -> None:
    network = heather / "registry" / "network.yaml"
    network.write_text(network.read_text() + "time-zone: Pacific/Kiritimati\n")
    done = handbook("due", SOURCE_DATE_EPOCH="1768510800")  # 21:00 UTC: already the 16th there
    assert "on 16 January 2026" in done.stdout


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (MisbuiltError("due.mute has no function write"), 3, "(due.mute has no function write)"),
        (ValueError("secret"), 3, "a fault of its own stopped this command (ValueError at"),
        (RecursionError(), 3, "RecursionError"),
        (
            PermissionError(13, "Permission denied", "x"),
            3,
            "handbook: x: Permission denied. Name a place where you may write, or ask whoever",
        ),
        (OSError(errno.ENOSPC, "No space left", "x"), 3, "x: No space left. Make room on the disk"),
        (OSError(errno.EIO, "It broke"), 3, "handbook: It broke.\n"),
        (KeyboardInterrupt(), 130, "Stopped"),
        (click.UsageError("odd"), 2, "odd"),
        (StopError("no disk"), 3, "handbook: no disk"),
    ],
)
def test_every_failure_is_a_sentence(
    capsys: pytest.CaptureFixture[str], problem: BaseException, code: int, said: str
) -> None:
    def run() -> None:
        raise problem

    assert guarded(run) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert "secret" not in err


def test_a_reader_that_goes_away_is_no_fault(heather: Path) -> None:
    script = '"$@" | true; echo "${PIPESTATUS[0]}"'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *words_for(heather, "explain")],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "141"


def test_a_terminal_that_knows_few_letters_stops_nothing(handbook: Command, heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "quiet-rooms.md"
    page.write_text(page.read_text().replace("title: Quiet rooms", "title: Qüiet rooms"))
    done = handbook("status", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "iet rooms" in done.stdout
    assert done.stderr == ""


def test_a_title_cannot_steer_the_terminal(run: Run, heather: Path) -> None:
    page = heather / "registry" / "guidelines" / "quiet-rooms.md"
    page.write_text(page.read_text().replace("title: Quiet rooms", 'title: "a\\e[2Jb"'))
    assert "\x1b" not in run("status").stdout


def test_no_colour_reaches_a_pipe(handbook: Command, heather: Path) -> None:
    (heather / "registry" / "guidelines" / "stray.txt").write_text("x")
    assert "\x1b" not in handbook("check").stdout


def test_completion_is_there_for_the_shell(handbook: Command) -> None:
    done = handbook(_HANDBOOK_COMPLETE="bash_source")
    assert "complete" in done.stdout


def test_a_run_is_not_stopped_again_and_again_to_look_for_circles() -> None:
    """Where it is the whole process; whoever calls it from a program of theirs keeps their own."""
    before = gc.get_threshold()
    try:
        CliRunner().invoke(cli, ["--version"], standalone_mode=False)
        assert gc.get_threshold() == before
        with pytest.raises(SystemExit):
            cli.main(["--version"])
        assert gc.get_threshold()[0] == NEW_OBJECTS
    finally:
        gc.set_threshold(*before)
