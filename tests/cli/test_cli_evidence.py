"""``handbook evidence``: what a champion gets, and what checking a bundle says of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from small_registry import Command, Run

from handbook import __version__
from handbook.check import check
from handbook.evidence.model import Origin
from handbook.evidence.pack import manifest_text, packed_one, sums_text
from handbook.evidence.reading import read_bundle
from handbook.evidence.zipping import Zipper
from handbook.history import History
from handbook.load import GitTree
from handbook.rules.examples import base

WHO = "moorside-hospice"
ANSWER = f"adoptions/{WHO}--calm-transfer--2025-04-01.yaml"
WORDS = f"""\
id: {WHO}--calm-transfer--2025-04-01
visibility: public
organisation: {WHO}
document: calm-transfer
version: "1.0"
answer: adopted
date: 2025-04-01
by: lead-nurse
"""
POST = base()["registry/posts/lead-nurse.yaml"].decode()
SUSPEND = """\
id: suspend--calm-transfer--2026-01-12
title: Calm transfer stopped
visibility: public
kind: suspend
post: lead-nurse
date: 2026-01-12
statement: The guideline is not to be used.
reason: A number in it is wrong.
documents:
  - document: calm-transfer
"""


def git(root: Path, *arguments: str) -> str:
    when = {"GIT_COMMITTER_DATE": "2025-12-01T12:00:00Z", "GIT_AUTHOR_DATE": "2025-12-01T12:00:00Z"}
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | when
    names = ["-c", "user.name=Tester", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True, env=clean
    )
    return done.stdout.strip()


@pytest.fixture
def answered(heather: Path) -> Path:
    """The small registry with one answer, committed."""
    place = heather / "registry" / ANSWER
    place.parent.mkdir()
    place.write_text(WORDS)
    git(heather, "init", "-q", "-b", "main")
    git(heather, "add", ".")
    git(heather, "commit", "-q", "-m", "Begin")
    return heather


@pytest.fixture
def bundle(run: Run, answered: Path, tmp_path: Path) -> Path:
    made = run("evidence", WHO, "--output", str(tmp_path / "b.zip"))
    assert made.exit_code == 0, made.output
    return tmp_path / "b.zip"


# Making one.


def test_a_zip_or_a_folder_with_the_same_files(run: Run, bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    assert run("evidence", WHO, "--output", str(folder)).exit_code == 0
    assert read_bundle(bundle).files == read_bundle(folder).files


def test_the_same_commit_gives_the_same_bytes(run: Run, bundle: Path, tmp_path: Path) -> None:
    run("evidence", WHO, "--output", str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_without_a_name_it_goes_here_under_the_name_of_the_day(
    run: Run, answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    said = run("evidence", WHO).stdout
    name = f"evidence-{WHO}-2026-01-15.zip"
    assert said.startswith(name)
    assert zipfile.is_zipfile(name)


def test_the_command_tells_the_sha256_of_the_sums_of_what_it_made(
    run: Run, answered: Path, tmp_path: Path
) -> None:
    """One that is the same for the zip file and for the folder."""
    folder = tmp_path / "b"
    said = [
        run("evidence", WHO, "--output", str(place)).stdout
        for place in (folder, tmp_path / "b.zip")
    ]
    done = subprocess.run(["sha256sum", folder / "SHA256SUMS"], capture_output=True, check=True)
    assert all(done.stdout.split()[0].decode() in words for words in said)


def test_one_for_each_organisation(run: Run, answered: Path, tmp_path: Path) -> None:
    for _ in range(2):
        made = run("evidence", "--all", "--output", str(tmp_path / "each"))
        assert made.exit_code == 0, made.output
    assert [path.name for path in (tmp_path / "each").iterdir()] == [f"{WHO}.zip"]


def made_by_people(root: Path) -> list[Path]:
    """Everything below a folder but what git, and the cache beside it, keep for themselves."""
    return sorted(path for path in root.rglob("*") if ".git" not in path.parts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name one organisation, or say --all."),
        ([WHO, "--all"], "Name one organisation, or say --all."),
        (["--all"], "--all needs a folder"),
        (["--all", "--output", "x.zip"], "--output must name a folder"),
        (["--check", "x.zip", WHO], "--check looks at a bundle and makes none"),
        ([WHO, "--format", "json"], "--format says how --check answers"),
        (["moorside-hospise"], f"Did you mean {WHO}?"),
        (["lead-nurse"], "There is no organisation called lead-nurse"),
    ],
)
def test_a_mistyped_command_is_told_and_makes_nothing(
    run: Run, answered: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(answered)
    before = made_by_people(answered)
    result = run("evidence", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert made_by_people(answered) == before


def test_an_organisation_that_is_asked_nothing_is_told_so(run: Run, answered: Path) -> None:
    place = answered / "registry/organisations/moorside-hospice.yaml"
    text = place.read_text().replace(WHO, "town-council").replace("role: hub", "role: partner")
    (place.parent / "town-council.yaml").write_text(text.replace("Moorside Hospice", "Council"))
    result = run("evidence", "town-council")
    assert result.exit_code == 3
    assert "is asked about no document and has answered about none" in result.stderr


def test_a_registry_with_errors_gives_no_evidence(run: Run, answered: Path, tmp_path: Path) -> None:
    place = answered / "registry" / ANSWER
    place.write_text(place.read_text().replace("adopted", "adoptd"))
    result = run("evidence", WHO, "--output", str(tmp_path / "b.zip"))
    assert result.exit_code == 1
    assert "nothing is built from it" in result.stderr
    assert not (tmp_path / "b.zip").exists()


def test_what_is_not_ours_is_left_alone(run: Run, answered: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("my own")
    result = run("evidence", WHO, "--output", str(tmp_path / "b.zip"))
    assert result.exit_code == 3
    assert "left alone" in result.stderr
    assert (tmp_path / "b.zip").read_text() == "my own"


# Checking one.


def test_a_true_bundle_matches_byte_for_byte(run: Run, bundle: Path) -> None:
    result = run("evidence", "--check", str(bundle))
    assert result.exit_code == 0, result.output
    assert "files are byte for byte what commit" in result.stdout
    assert "it is not signed" in result.stdout
    assert result.stdout.endswith("All of it matches.\n")


def test_a_bundle_unpacked_by_another_program_matches(
    run: Run, bundle: Path, tmp_path: Path
) -> None:
    subprocess.run(["unzip", "-q", bundle, "-d", tmp_path / "out"], check=True)
    assert run("evidence", "--check", str(tmp_path / "out" / f"evidence-{WHO}")).exit_code == 0


def test_what_git_holds_and_what_it_does_not_know_are_told_apart(
    run: Run, answered: Path, tmp_path: Path
) -> None:
    committed = run("evidence", WHO, "--output", str(tmp_path / "a.zip")).stderr
    assert "made from files" not in committed
    shutil.rmtree(answered / ".git")
    told = run("evidence", WHO, "--output", str(tmp_path / "b.zip")).stderr
    assert "made from files that git does not know" in told


def test_programs_are_told_the_same_with_the_same_code(run: Run, bundle: Path) -> None:
    result = run("evidence", "--check", str(bundle), "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["schema_version"], found["result"]) == (0, 1, "matches")
    assert found["organisation"] == WHO
    assert found["day"] == "2026-01-15"
    assert (found["does_not_match"], found["could_not_be_told"]) == ([], [])
    assert "Who made it, or handed it on: it is not signed." in found["not_proved_by_any_check"]
    broken = changed(bundle, ANSWER, "adopted", "declined")
    result = run("evidence", "--check", str(broken), "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["result"]) == (1, "does not match")
    assert any(ANSWER in one for one in found["does_not_match"])


def test_programs_are_told_what_cannot_be_told(run: Run, bundle: Path, answered: Path) -> None:
    shutil.rmtree(answered / ".git")
    result = run("evidence", "--check", str(bundle), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["result"]) == (3, "cannot tell")


def merged(root: Path, path: str, text: str) -> None:
    """A file that reaches the register after the bundle was made."""
    place = root / "registry" / path
    place.parent.mkdir(exist_ok=True)
    place.write_text(text)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "More")


LATER = ("--today", "2026-01-20")


def test_it_still_matches_when_the_register_has_moved_on(
    run: Run, bundle: Path, answered: Path
) -> None:
    """And it says what has changed since, so that nobody takes the old day for today."""
    name = "suspend--calm-transfer--2026-01-18"
    words = SUSPEND.replace("2026-01-12", "2026-01-18")
    merged(answered, f"decisions/{name}.yaml", words)
    result = run(*LATER, "evidence", "--check", str(bundle))
    assert result.exit_code == 0, result.output
    said = "calm-transfer: on that day how it stands is “In force”; today it is “Suspended”."
    assert said in result.stdout
    last = "It matches its own commit; since then this has changed: calm-transfer.\n"
    assert result.stdout.endswith(last)


def test_an_answer_of_a_later_day_is_told_and_is_no_fault(
    run: Run, bundle: Path, answered: Path
) -> None:
    later = f"{WHO}--calm-transfer--2026-01-19"
    words = WORDS.replace("2025-04-01", "2026-01-19").replace("adopted", "declined\nreason: No.")
    merged(answered, f"adoptions/{later}.yaml", words)
    result = run(*LATER, "evidence", "--check", str(bundle))
    assert result.exit_code == 0, result.output
    assert f"{later}: today the answer is “Declined, 1.0, 2026-01-19”" in result.stdout
    last = result.stdout.splitlines()[-1]
    assert last == (
        f"It matches its own commit; since then this has changed: calm-transfer, {later}."
    )


def test_a_stop_of_that_very_day_that_was_merged_later_is_never_passed_over(
    run: Run, bundle: Path, answered: Path
) -> None:
    merged(answered, "decisions/suspend--calm-transfer--2026-01-12.yaml", SUSPEND)
    result = run("evidence", "--check", str(bundle))
    assert result.exit_code == 1, result.output
    assert "in this register it is “Suspended”" in result.stdout
    assert result.stdout.endswith(
        "It matches its own commit; since then the register tells otherwise of that very day:"
        " calm-transfer. Do not rely on it for that.\n"
    )


def test_an_answer_by_that_day_that_the_bundle_does_not_hold_is_never_passed_over(
    run: Run, bundle: Path, answered: Path
) -> None:
    other = f"{WHO}--calm-transfer--2026-01-05"
    words = WORDS.replace("2025-04-01", "2026-01-05").replace("adopted", "declined\nreason: No.")
    merged(answered, f"adoptions/{other}.yaml", words)
    for when in ((), LATER):
        result = run(*when, "evidence", "--check", str(bundle))
        assert result.exit_code == 1, result.output
        assert (
            "calm-transfer: in the bundle what the organisation answered is “Adopted”; in this"
            " register it is “Declined”." in result.stdout
        )
        assert f"{other}: in this register the answer is “Declined, 1.0, 2026-01-05”" in (
            result.stdout
        )
        assert "All of it matches" not in result.stdout
        assert other in result.stdout.splitlines()[-1]


def test_an_answer_that_was_put_right_since_is_never_passed_over(
    run: Run, bundle: Path, answered: Path
) -> None:
    wrong = f"{WHO}--calm-transfer--2025-04-01"
    words = WORDS.replace("2025-04-01", "2026-01-18").replace("adopted", "declined\nreason: No.")
    merged(
        answered,
        f"adoptions/{WHO}--calm-transfer--2026-01-18.yaml",
        f"{words}corrects: {wrong}\n",
    )
    result = run(*LATER, "evidence", "--check", str(bundle), "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["result"]) == (1, "no longer so")
    assert (
        f"{wrong}: in the bundle whether it counts is “yes”; in this register it is “no” (entered"
        f" in error; see {WHO}--calm-transfer--2026-01-18)." in found["told_otherwise_of_that_day"]
    )
    assert found["does_not_match"] == []


def test_a_register_with_errors_that_stop_everything_cannot_confirm_a_bundle(
    run: Run, bundle: Path, answered: Path
) -> None:
    (answered / "registry/network.yaml").write_text("<<<<<<< HEAD\n")
    result = run("evidence", "--check", str(bundle))
    assert result.exit_code == 3, result.output
    assert "Whether this register says the same of that day by now." in result.stdout


# Forgeries: lists made to fit, and a manifest that says whatever helps.


def forged(bundle: Path, pages: dict[str, tuple[str, str]], **told: object) -> Path:
    """The bundle as a folder: words changed in some files, told otherwise, and all lists fitted."""
    folder = bundle.with_suffix("")
    shutil.unpack_archive(bundle, folder, "zip")
    top = folder / f"evidence-{WHO}"
    for path, (old, new) in pages.items():
        text = (top / path).read_text()
        assert old in text
        (top / path).write_text(text.replace(old, new))
    said = json.loads((top / "manifest.json").read_text()) | told
    for one in said["files"]:
        raw = (top / one["path"]).read_bytes()
        one |= {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
    (top / "manifest.json").write_bytes(manifest_text(said))
    sums = {
        path.relative_to(top).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in top.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    (top / "SHA256SUMS").write_bytes(sums_text(sums))
    return top


PAGE = {"index.html": ("Adopted", "Declined")}


@pytest.mark.parametrize(
    "told", [{"commit": "", "uncommitted": True}, {"uncommitted": True}, {"commit": "0" * 40}]
)
def test_a_forged_page_is_named_though_no_commit_is_said_to_hold_it(
    run: Run, bundle: Path, told: dict[str, object]
) -> None:
    result = run("evidence", "--check", str(forged(bundle, PAGE, **told)))
    assert result.exit_code == 1, result.output
    assert "index.html is not what this register as it lies here gives." in result.stdout
    assert result.stdout.endswith("This bundle is not what it says. Do not rely on it.\n")


UNPROVEN = (
    "index.html and the other pages made for this bundle are not proven. Rely on the copied files"
    " and on the register instead."
)


@pytest.mark.parametrize(
    "told", [{"commit": "", "uncommitted": True}, {"tool_version": "0.0.1"}, {"commit": "0" * 40}]
)
def test_a_page_that_cannot_be_compared_is_said_to_be_unproven(
    run: Run, bundle: Path, answered: Path, told: dict[str, object]
) -> None:
    merged(answered, "posts/lead-nurse.yaml", POST.replace("Lead nurse", "Nurse who leads"))
    result = run("evidence", "--check", str(forged(bundle, PAGE, **told)))
    assert result.exit_code == 3, result.output
    assert f"  {UNPROVEN}\n" in result.stdout
    assert "index.html is not what" in result.stdout


@pytest.mark.parametrize(
    "told", [{"commit": "", "uncommitted": True}, {"tool_version": "0.0.1"}, {"commit": "0" * 40}]
)
def test_what_a_forged_manifest_tells_of_an_answer_is_compared_all_the_same(
    run: Run, bundle: Path, told: dict[str, object]
) -> None:
    said = json.loads(read_bundle(bundle).files["manifest.json"])
    for one in (*said["documents"], *said["answers"]):
        one.update({name: "Declined" for name in ("local", "answer") if one.get(name)})
    told = {**told, "documents": said["documents"], "answers": said["answers"]}
    result = run("evidence", "--check", str(forged(bundle, PAGE, **told)))
    assert result.exit_code == 1, result.output
    assert (
        "calm-transfer: in the bundle what the organisation answered is “Declined”" in result.stdout
    )


def of_a_day(root: Path, day: date, *, admits: bool) -> bytes:
    """A bundle of the present commit as on a day, which says that it looks back or does not."""
    commit = git(root, "rev-parse", "HEAD")
    tree = GitTree(root, commit)
    found = check(tree, today=day, history=History(commit)).assessment
    assert found is not None
    origin = Origin(commit, __version__, looks_back=admits)
    return Zipper().zipped(packed_one(found, tree, origin, WHO), f"evidence-{WHO}")


@pytest.mark.parametrize(
    ("day", "admits", "code"),
    [
        (date(2025, 11, 20), False, 1),
        (date(2025, 11, 20), True, 0),
        (date(2025, 12, 1), False, 0),
        (date(2025, 12, 2), True, 0),
    ],
)
def test_a_bundle_cannot_hide_that_it_looks_back(
    run: Run, answered: Path, tmp_path: Path, day: date, admits: bool, code: int
) -> None:
    """Its commit is of 1 December 2025: nobody could have made it before that."""
    (tmp_path / "b.zip").write_bytes(of_a_day(answered, day, admits=admits))
    result = run("evidence", "--check", str(tmp_path / "b.zip"))
    assert result.exit_code == code, result.output
    if code:
        assert (
            "It is of 20 November 2025, and its commit of 1 December 2025: it looks back, and does"
            " not say so." in result.stdout
        )
        assert "index.html is not what commit" in result.stdout


def changed(bundle: Path, path: str, old: str, new: str) -> Path:
    """The bundle as a folder, with one file changed."""
    folder = bundle.with_suffix("")
    shutil.unpack_archive(bundle, folder, "zip")
    place = folder / f"evidence-{WHO}" / path
    assert old in place.read_text()
    place.write_text(place.read_text().replace(old, new))
    return folder / f"evidence-{WHO}"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ANSWER, "adopted", "declined"),
        ("index.html", "In force", "Withdrawn"),
        ("documents/calm-transfer/1.0/record.md", "Ask the family", "Ask nobody"),
        ("documents/calm-transfer/1.0/STATUS.txt", "NOT FOR USE IN CARE", "FOR USE IN CARE"),
    ],
)
def test_a_changed_bundle_does_not_match(
    run: Run, bundle: Path, path: str, old: str, new: str
) -> None:
    result = run("evidence", "--check", str(changed(bundle, path, old, new)))
    assert result.exit_code == 1
    assert f"{path} is not the file that SHA256SUMS lists" in result.stdout
    assert f"{path} is not what commit" in result.stdout
    assert result.stdout.endswith("This bundle is not what it says. Do not rely on it.\n")


def test_a_commit_that_is_not_here_is_told_and_never_taken_for_fine(
    run: Run, bundle: Path, answered: Path
) -> None:
    shutil.rmtree(answered / ".git")
    result = run("evidence", "--check", str(bundle))
    assert result.exit_code == 3
    assert "is not among those of this copy of the register" in result.stdout
    assert "Nothing was found wrong, but not everything could be compared." in result.stdout


def test_a_commit_that_only_lies_about_here_is_no_witness(
    run: Run, answered: Path, tmp_path: Path
) -> None:
    """Whoever may propose a branch may put a commit into this repository, and a bundle of it."""
    git(answered, "checkout", "-q", "-b", "theirs")
    place = answered / "registry" / ANSWER
    place.write_text(place.read_text().replace("2025-04-01\nby", "2025-04-01\nevidence: None\nby"))
    git(answered, "commit", "-q", "-a", "-m", "Theirs")
    run("evidence", WHO, "--output", str(tmp_path / "b.zip"))
    git(answered, "checkout", "-q", "main")
    result = run("evidence", "--check", str(tmp_path / "b.zip"))
    assert result.exit_code == 1
    assert "is not among those of this copy of the register" in result.stdout
    assert f"{ANSWER} differs from this register" in result.stdout


def test_a_bundle_of_what_was_not_committed_is_never_called_all_matching(
    run: Run, answered: Path, tmp_path: Path
) -> None:
    place = answered / "registry/posts/lead-nurse.yaml"
    place.write_text(place.read_text().replace("Lead nurse", "Nurse who leads"))
    made = run("evidence", WHO, "--output", str(tmp_path / "b.zip"))
    assert made.exit_code == 0
    assert "made from files that are not committed" in made.stderr
    assert "Commit them, or put them back as they were, and make it again" in made.stderr
    assert (
        "no commit holds exactly this"
        in read_bundle(tmp_path / "b.zip").files["index.html"].decode()
    )
    result = run("evidence", "--check", str(tmp_path / "b.zip"))
    assert result.exit_code == 3
    assert "no commit holds exactly this" in result.stdout


def test_a_bundle_of_a_day_yet_to_come_cannot_be_told(
    run: Run, bundle: Path, tmp_path: Path
) -> None:
    result = run("--today", "2026-01-14", "evidence", "--check", str(bundle))
    assert result.exit_code == 3
    assert "the day that it names has not come yet" in result.stdout


@pytest.mark.parametrize("raw", [b"not a zip", b"", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_bundle_is_told_in_a_sentence(run: Run, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(raw)
    result = run("evidence", "--check", str(tmp_path / "b.zip"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "is not a zip file that can be read" in result.stderr


def test_a_bundle_that_is_not_there_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    result = run("evidence", "--check", str(tmp_path / "no.zip"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "No such file" in result.stderr


# In the handbook.


def test_the_built_handbook_serves_the_same_bundle_and_its_page_names_its_sha256(
    handbook: Command, run: Run, answered: Path, bundle: Path, tmp_path: Path
) -> None:
    built = handbook("--today", "2026-01-15", "build", "--output", str(tmp_path / "site"))
    assert built.returncode == 0, built.stderr
    served = tmp_path / "site" / "evidence" / f"{WHO}.zip"
    result = run("evidence", "--check", str(served))
    assert result.exit_code == 0, result.output
    subprocess.run(["unzip", "-q", served, "-d", tmp_path / "out"], check=True)
    sums = tmp_path / "out" / f"evidence-{WHO}" / "SHA256SUMS"
    done = subprocess.run(["sha256sum", sums], capture_output=True, check=True)
    page = (tmp_path / "site/organisations" / WHO / "index.html").read_text()
    assert done.stdout.split()[0].decode() in page
    assert f'href="../../evidence/{WHO}.zip"' in page
    manifest = json.loads(read_bundle(served).files["manifest.json"])
    assert manifest["commit"] == git(answered, "rev-parse", "HEAD")


def test_the_plain_tree_for_other_engines_holds_the_bundle_too(
    run: Run, bundle: Path, tmp_path: Path
) -> None:
    staged = run("stage", str(tmp_path / "staged"))
    assert staged.exit_code == 0, staged.output
    assert read_bundle(tmp_path / f"staged/docs/evidence/{WHO}.zip").manifest["organisation"] == WHO
