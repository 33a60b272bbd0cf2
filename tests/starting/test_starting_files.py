"""What is written and what is left alone: a person's file is never written over unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from starting_network import SITE, with_settings

from handbook.publish.policy import HEADERS
from handbook.starting.marking import marked, untouched
from handbook.starting.planning import FileState, planned

Init = Callable[..., Result]
CHECK = ".github/workflows/handbook-check.yml"


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


class TestMarks:
    TEXT = "# A file\n# handbook:written\nname: x\n"

    def test_what_was_written_is_known_again(self) -> None:
        assert untouched(marked(self.TEXT))
        assert untouched(marked(self.TEXT).replace("\n", "\r\n"))  # as Windows checks it out

    @pytest.mark.parametrize(
        "edited",
        [
            lambda text: text.replace("x", "y"),
            lambda text: text + "# more\n",
            lambda text: text.replace("# A file\n", ""),
            lambda text: text.replace("written ", "written 0"),
            lambda text: text.replace("# handbook:written", "# handbook"),
            lambda text: text + text,
            lambda text: "",
        ],
    )
    def test_whatever_a_person_did_makes_it_theirs(self, edited: Callable[[str], str]) -> None:
        assert not untouched(edited(marked(self.TEXT)))

    @given(st.text(), st.text())
    def test_of_any_two_texts_one_mark_fits_only_one(self, first: str, second: str) -> None:
        one, other = (
            f"# handbook:written\n{text.replace(chr(13), '')}" for text in (first, second)
        )
        mark = marked(one).split("\n", 1)[0]
        assert untouched(f"{mark}\n{other.split(chr(10), 1)[1]}") == (
            one == other and untouched(marked(one))
        )


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (None, FileState.NEW),
        ("# handbook:written\nnew\n", FileState.CURRENT),
        ("# handbook:written\nold\n", FileState.OUTDATED),
        ("old, by hand\n", FileState.EDITED),
    ],
)
def test_every_file_stands_in_one_way(before: str | None, state: FileState) -> None:
    text = marked("# handbook:written\nnew\n")
    (file,) = planned({"a": text}, lambda _: before and marked(before))
    assert file.state is state
    assert bool(file.difference) == (state in {FileState.OUTDATED, FileState.EDITED})


class TestTheCommand:
    def test_writes_what_it_names_and_nothing_else(self, init: Init, network: Path) -> None:
        before = everything(network)
        done = init("ci")
        assert done.exit_code == 0, done.output
        new = everything(network).keys() - before.keys()
        assert new == {
            ".github/CODEOWNERS",
            CHECK,
            ".github/workflows/handbook-comment.yml",
            ".github/workflows/handbook-nightly.yml",
        }
        assert all(f"{path}: new; written" in done.stdout for path in new)
        assert all(everything(network)[path] == text for path, text in before.items())

    @pytest.mark.parametrize("login", [True, False])
    def test_azure_gets_headers_and_who_may_read(
        self, init: Init, network: Path, login: bool
    ) -> None:
        site = SITE.format(host="azure-static-web-apps")
        with_settings(network, site if login else site.replace("true", "false"))
        assert init("ci").exit_code == 0
        config = json.loads((network / "staticwebapp.config.json").read_text())
        assert HEADERS.items() <= config["globalHeaders"].items()
        roles = {route["route"]: route["allowedRoles"] for route in config["routes"]}
        assert roles["/*"] == roles["/edit/*"] == (["reader"] if login else ["anonymous"])
        assert list(roles)[-1] == "/*"  # the first route that fits is the one that counts
        assert ("401" in config["responseOverrides"]) == login
        assert init("ci").stdout.count("up to date") == 6

    def test_a_dry_run_writes_nothing(self, init: Init, network: Path) -> None:
        before = everything(network)
        done = init("ci", "--dry-run")
        assert done.exit_code == 0
        assert f"{CHECK}: new; would be written" in done.stdout
        assert everything(network) == before

    def test_a_second_run_says_that_all_is_up_to_date(self, init: Init, network: Path) -> None:
        init("ci")
        before = everything(network)
        done = init("ci")
        assert done.exit_code == 0
        assert done.stdout.count("up to date") == 4
        assert everything(network) == before

    def test_what_a_person_edited_is_left_alone_and_the_difference_shown(
        self, init: Init, network: Path
    ) -> None:
        init("ci")
        file = network / CHECK
        file.write_text(file.read_text().replace("timeout-minutes: 30", "timeout-minutes: 99"))
        before = everything(network)
        done = init("ci")
        assert done.exit_code == 1
        assert f"{CHECK}: edited by a person, so it is left alone" in done.stdout
        assert "    -    timeout-minutes: 99" in done.stdout
        assert "    +    timeout-minutes: 30" in done.stdout
        assert everything(network) == before
        assert init("ci", "--replace").exit_code == 0
        assert "timeout-minutes: 30" in file.read_text()

    def test_a_file_that_was_never_ours_is_left_alone(self, init: Init, network: Path) -> None:
        file = network / ".github" / "CODEOWNERS"
        file.parent.mkdir()
        file.write_text("* @somebody\n")
        assert init("ci").exit_code == 1
        assert file.read_text() == "* @somebody\n"

    def test_what_nobody_edited_follows_the_settings(self, init: Init, network: Path) -> None:
        init("ci")
        record = network / "registry" / "network.yaml"
        record.write_text(record.read_text().replace("@heather/coordinators", "@heather/office"))
        done = init("ci")
        assert done.exit_code == 0
        assert (
            "CODEOWNERS: written earlier, and nobody has changed it since; written" in done.stdout
        )
        assert "@heather/office" in (network / ".github" / "CODEOWNERS").read_text()

    def test_a_link_is_not_followed(self, init: Init, network: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (network / ".github").symlink_to(tmp_path / "elsewhere")
        done = init("ci")
        assert done.exit_code == 3
        assert "is a link to somewhere else" in done.output + done.stderr
        assert not list((tmp_path / "elsewhere").iterdir())

    def test_a_network_that_does_not_say_where_it_lives_is_told_what_to_write(
        self, init: Init, network: Path
    ) -> None:
        record = network / "registry" / "network.yaml"
        record.write_text(record.read_text().partition("settings:")[0])
        done = init("ci")
        assert done.exit_code == 3
        assert "In registry/network.yaml, below settings, write" in done.output + done.stderr
        assert not (network / ".github").exists()

    def test_in_a_folder_of_the_repository_it_writes_at_its_top(
        self, init: Init, network: Path
    ) -> None:
        record = network / "registry" / "network.yaml"
        text = record.read_text()
        record.write_text(text.replace("    posts:\n", f"    folder: {network.name}\n    posts:\n"))
        assert init("ci").exit_code == 0
        assert (network.parent / CHECK).is_file()
        assert (
            f'working-directory: "network/{network.name}"' in (network.parent / CHECK).read_text()
        )
        record.write_text(text.replace("    posts:\n", "    folder: elsewhere\n    posts:\n"))
        done = init("ci")
        assert done.exit_code == 3
        assert "does not end so" in done.output + done.stderr
