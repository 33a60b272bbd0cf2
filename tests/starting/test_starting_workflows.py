"""The workflows are of the forge's own form, and safe whatever is proposed."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.assess.settings.model import Forge, PublishedSite, Settings, ToolSource
from handbook.starting.actions import ACTIONS
from handbook.starting.workflows import PUBLISHING, after_midnight, workflows

TOOLS = (None, ToolSource("https://forge.example/tools/handbook", "5f2c8d1e9a" * 4))
FOLDERS = ("", "records/handbook")
CASES = [
    pytest.param(kind, host, login, tool, folder, id=f"{kind}-{host}-{login}-{bool(tool)}-{folder}")
    for kind in ("github", "gitlab")
    for host, login in (
        ("", False),
        ("own-server", True),
        *product(PUBLISHING[kind], (True, False)),
    )
    for tool, folder in zip(TOOLS, FOLDERS, strict=True)
]
BIN = Path(sys.executable).parent


def forge(kind: str, host: str, login: bool, tool: ToolSource | None, folder: str) -> Forge:
    site = PublishedSite(host, "https://handbook.example/", login) if host else None
    url = "https://forge.example/heather/handbook"
    return Forge(kind, url, "main", folder, tool=tool, site=site)


def texts(*of: Any) -> dict[str, str]:
    return workflows(forge(*of), Settings())


def steps(text: str) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(text)["jobs"].values()
    return [step for job in jobs for step in job.get("steps", ())]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, words)], check=False, capture_output=True, text=True)


@pytest.mark.parametrize(("kind", "host", "login", "tool", "folder"), CASES)
def test_each_is_of_the_forges_own_form_and_zizmor_finds_nothing(
    kind: str, host: str, login: bool, tool: Any, folder: str, tmp_path: Path
) -> None:
    files = texts(kind, host, login, tool, folder)
    for path, text in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    schema = "vendor.github-workflows" if kind == "github" else "vendor.gitlab-ci"
    places = [tmp_path / path for path in files]
    transform = ("--data-transform", "gitlab-ci") if kind == "gitlab" else ()
    form = run(BIN / "check-jsonschema", "--builtin-schema", schema, *transform, *places)
    assert form.returncode == 0, form.stdout + form.stderr
    if kind == "github":
        safe = run(BIN / "zizmor", "--offline", "--no-progress", "--strict-collection", tmp_path)
        assert safe.returncode == 0, safe.stdout + safe.stderr
        assert ("handbook-publish.yml" in str(sorted(files))) == (host in PUBLISHING[kind])


def test_zizmor_is_really_asked(tmp_path: Path) -> None:
    """A guard that finds nothing in a bad workflow would be none."""
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    text = texts("github", "", False, None, "")[".github/workflows/handbook-check.yml"]
    bad.write_text(text.replace("printf '%s\\n' \"$NUMBER\"", "echo ${{ github.head_ref }}"))
    done = run(BIN / "zizmor", "--offline", "--no-progress", tmp_path)
    assert done.returncode != 0
    assert "template-injection" in done.stdout


GITHUB = [
    pytest.param(path, text, id=f"{path.rpartition('/')[2]}-{host}")
    for host in ("", *PUBLISHING["github"])
    for path, text in texts("github", host, True, None, "").items()
]


@pytest.mark.parametrize(("path", "text"), GITHUB)
class TestEveryWorkflow:
    def test_has_no_rights_but_those_that_a_job_names(self, path: str, text: str) -> None:
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}
        assert all("permissions" in job for job in workflow["jobs"].values())

    def test_lets_nothing_of_a_proposal_reach_a_shell(self, path: str, text: str) -> None:
        for step in steps(text):
            assert "${{" not in step.get("run", ""), step["name"]

    def test_uses_only_what_is_held_to_a_commit_and_says_so(self, path: str, text: str) -> None:
        for line in re.findall(r"uses: (.+)", text):
            if line.startswith("./.github/workflows/handbook-publish.yml #"):
                continue
            name, commit, version = re.fullmatch(r"(\S+)@([0-9a-f]{40}) # (v\S+)", line).groups()  # type: ignore[union-attr]
            assert (ACTIONS[name].commit, ACTIONS[name].version) == (commit, version)
        assert "verify them before you rely on them" in text

    def test_keeps_no_credentials_where_it_fetched_files(self, path: str, text: str) -> None:
        fetched = [step for step in steps(text) if "actions/checkout" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in fetched)

    def test_keeps_nothing_from_one_run_to_the_next(self, path: str, text: str) -> None:
        """Whoever can write into a cache of a proposal's run could be believed in another."""
        assert "actions/cache" not in text
        assert all("cache" not in step.get("with", {}) for step in steps(text))

    def test_never_fetches_a_proposal_where_it_may_write(self, path: str, text: str) -> None:
        assert "pull_request_target" not in text
        if "workflow_run" in text:
            refs = [s["with"]["ref"] for s in steps(text) if "checkout" in s.get("uses", "")]
            assert refs == ["main"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
@pytest.mark.parametrize(
    ("host", "login"), [("", False), ("own-server", True), ("own-server", False)]
)
def test_i13_a_proposal_is_checked_for_the_edition_that_is_published(
    kind: str, host: str, login: bool
) -> None:
    words = "\n".join(texts(kind, host, login, None, "").values())
    checks = re.findall(r"/handbook\"? check --base \"\S+\"(.*)", words)
    assert len(checks) >= 2
    public = [" --audience public" in rest for rest in checks]
    assert all(public) if host and not login else not any(public)


def test_the_check_of_a_proposal_may_only_read() -> None:
    text = texts("github", "", False, None, "")[".github/workflows/handbook-check.yml"]
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "github.token" not in text
    types = ["opened", "synchronize", "reopened", "edited"]  # edited: also by another base
    wanted = {"pull_request": {"types": types, "branches": ["main"]}}
    assert yaml.safe_load(text)[True] == wanted  # YAML 1.1 reads `on` so


def test_a_comment_is_only_for_a_proposal_for_the_published_branch() -> None:
    text = texts("github", "", False, None, "")[".github/workflows/handbook-comment.yml"]
    (last,) = [step for step in steps(text) if "--commit" in step.get("run", "")]
    assert last["env"]["BASE"] == "main"
    assert '--base "$BASE"' in last["run"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_what_publishes_believes_nothing_of_earlier_builds(kind: str) -> None:
    files = texts(kind, PUBLISHING[kind][0], True, None, "")
    (text,) = [text for text in files.values() if "published.json" in text]
    builds = [line for line in text.splitlines() if "build --" in line and "--preview" not in line]
    assert builds
    assert all("build --no-cache" in line for line in builds)


def test_the_program_comes_from_the_one_commit_that_the_settings_name() -> None:
    for text in texts("github", "", False, TOOLS[1], "").values():
        (tool,) = [s["with"] for s in steps(text) if s["name"] == "Fetch the program"]
        assert (tool["repository"], tool["ref"]) == ("tools/handbook", "5f2c8d1e9a" * 4)


def test_a_site_without_a_login_is_built_for_everybody_alone() -> None:
    for host, login in product(PUBLISHING["github"], (True, False)):
        text = texts("github", host, login, None, "")[".github/workflows/handbook-publish.yml"]
        assert ("--audience public)" in text) == (not login)
        assert ("is not the public edition" in text) == (not login)


def test_i13_so_is_one_on_gitlab() -> None:
    for host, login in product(PUBLISHING["gitlab"], (True, False)):
        text = "\n".join(texts("gitlab", host, login, None, "").values())
        assert ("--quarantine --audience public" in text) == (not login)
        assert ("""grep -q '"audience".*"public"'""" in text) == (not login)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/London", (0, 20)),
        ("Asia/Kolkata", (18, 50)),
        ("America/New_York", (5, 20)),
        ("Pacific/Auckland", (12, 20)),
        ("UTC", (0, 20)),
    ],
)
def test_the_night_begins_after_midnight_in_summer_and_winter(
    zone: str, expected: tuple[int, int]
) -> None:
    assert after_midnight(zone) == expected


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_whatever_the_settings_hold_stays_one_value(kind: str) -> None:
    """The schema is narrow; should it ever be wider, no value becomes a line of its own."""
    odd = 'x"\n  evil: yes # $(id)'
    host = PUBLISHING[kind][0]
    of_odd = Forge(kind, "https://f.example/a/b", odd, site=PublishedSite(host, odd, login=True))
    for path, text in workflows(of_odd, Settings()).items():
        plain = workflows(
            replace(of_odd, branch="main", site=PublishedSite(host, "s", True)), Settings()
        )
        assert yaml.safe_load(text).keys() == yaml.safe_load(plain[path]).keys()
        assert len(text.splitlines()) == len(plain[path].splitlines())
