"""`adopt` writes one answer down, and `adoption` says where each organisation stands."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from small_registry import Command, Run
from test_cli_past import git

from handbook.assess.adoption.model import Answer, Position, Uptake
from handbook.assess.standing.model import Standing
from handbook.assess.words import Local, State
from handbook.cli.adoption.matrix import cell
from handbook.cli.adoption.uptake import measure
from handbook.cli.commands import adopt

pytestmark = pytest.mark.usefixtures("no_pages_tried")

TODAY = date(2026, 1, 15)
RIVER = "river-hospital"
ADOPT = ("adopt", "moorside-hospice", "calm-transfer", "--answer", "adopted")
ID = "moorside-hospice--calm-transfer--2026-01-15"
SISTER = ("--by", "ward-sister")
OWN = ("--how", "Its own rota.", "--local-reference", "M-1")
CLOSES = (
    "id: board-2025-03-04--4\ntitle: T\nvisibility: public\nkind: withdraw\n"
    'meeting: board-2025-03-04\nitem: "4"\neffective: 2026-01-01\nstatement: S.\n'
    "reason: A dose is wrong.\ndocuments:\n  - document: calm-transfer\n"
    "    exit: withdrawn\n    no-replacement: true\n"
)


@pytest.fixture
def files(heather: Path) -> frozenset[str]:
    return listing(heather)


def listing(root: Path) -> frozenset[str]:
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*"))


def edit(heather: Path, name: str, old: str, new: str) -> None:
    path = heather / "registry" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def another(heather: Path) -> None:
    """A second organisation, whose champion nobody is at present, and days to answer by."""
    put = heather / "registry"
    (put / f"organisations/{RIVER}.yaml").write_text(
        f"id: {RIVER}\ntitle: River Hospital\nshort-name: River\nvisibility: public\n"
        "kind: district-general-hospital\nrole: spoke\narea: The river\njoined: 2024-01-10\n"
        "champion: ward-lead\n"
    )
    (put / "posts/ward-lead.yaml").write_text(
        f"id: ward-lead\ntitle: Ward lead\nvisibility: public\norganisation: {RIVER}\n"
        "vacant-since: 2025-12-01\n"
    )
    (put / "posts/ward-sister.yaml").write_text(
        f"id: ward-sister\ntitle: Ward sister\nvisibility: public\norganisation: {RIVER}\n"
    )
    with (put / "network.yaml").open("a") as file:
        file.write("settings:\n  adoption:\n    answer-within-days: 90\n")


def withdraw(heather: Path) -> None:
    edit(
        heather,
        "meetings/board-2025-03-04.yaml",
        "purpose: discussion",
        "purpose: decision\n    documents: [calm-transfer]",
    )
    (heather / "registry/decisions/board-2025-03-04--4.yaml").write_text(CLOSES)


def said(run: Run, *words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def plain(run: Run, *words: str) -> dict[str, object]:
    found = json.loads(said(run, *words, "--format", "json"))
    assert isinstance(found, dict)
    return found


def row(text: str, start: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.startswith(start))


def test_an_answer_is_shown_and_then_written(
    run: Run, heather: Path, files: frozenset[str]
) -> None:
    told = said(run, *ADOPT, "--yes")
    assert "What it will mean:" in told
    assert "Until now: Not recorded." in told
    assert "and it counts" in told
    new = {path for path in listing(heather) - files if (heather / path).is_file()}
    assert new == {f"registry/adoptions/{ID}.yaml"}
    assert run("check").exit_code == 0


def test_without_a_yes_nothing_is_written(
    handbook: Command, heather: Path, files: frozenset[str]
) -> None:
    done = handbook(*ADOPT)
    assert done.returncode == 1
    assert "What it will mean:" in done.stdout
    assert "nothing was written" in done.stderr
    assert listing(heather) == files


def test_a_second_answer_of_the_day_is_refused_with_a_way_out_that_works(run: Run) -> None:
    said(run, *ADOPT, "--yes")
    result = run(*ADOPT, "--yes")
    assert result.exit_code == 1
    assert "there is an answer of that day already" in result.stderr
    assert f"--corrects {ID}" in result.stderr
    words = ("adopt", "moorside-hospice", "calm-transfer", "--answer", "adapted", *OWN)
    told = said(run, *words, "--corrects", ID, "--yes")
    assert f"and it counts: registry/adoptions/{ID}--2.yaml" in told
    assert row(said(run, "adoption"), "calm-transfer") == ["calm-transfer", "1.0", "own"]
    assert run("check").exit_code == 0


def test_every_reason_against_an_answer_is_given_at_once(
    run: Run, heather: Path, files: frozenset[str]
) -> None:
    result = run("adopt", "moorside-hospice", "quiet-rooms", "--answer", "adapted", "--yes")
    assert result.exit_code == 1
    for part in ("--how", "--local-reference", "it is: proposed"):
        assert part in result.stderr
    assert listing(heather) == files


def test_a_terminal_sees_no_control_signs_of_a_title(run: Run, heather: Path) -> None:
    edit(heather, "organisations/moorside-hospice.yaml", "Moorside Hospice", '"Moor\\x1b[2Jside"')
    assert "\x1b" not in run(*ADOPT, "--yes").output + run("adoption").output


def test_what_was_written_and_does_not_count_is_said(
    run: Run, heather: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = adopt.write

    def spoilt(plan: object, root: Path) -> object:
        written = real(plan, root)  # type: ignore[arg-type]
        edit(heather, f"adoptions/{ID}.yaml", 'version: "1.0"', 'version: "7.0"')
        return written

    monkeypatch.setattr(adopt, "write", spoilt)
    result = run(*ADOPT, "--yes")
    assert result.exit_code == 1
    assert "was written, but it does not count" in result.stderr
    assert "no decision ever agreed such a version" in result.stderr


def test_the_matrix_has_a_sign_for_each_and_says_what_it_means(run: Run, heather: Path) -> None:
    another(heather)
    said(run, *ADOPT, "--yes")
    said(run, "adopt", RIVER, "calm-transfer", "--answer", "adapted", *OWN, *SISTER, "--yes")
    text = said(run, "adoption")
    assert row(text, "calm-transfer") == ["calm-transfer", "1.0", "yes", "own"]
    assert row(text, "way-home") == ["way-home", "1.0", "-", "-"]
    assert f"   2  River             {RIVER}" in text
    for sign in ("yes   Adopted", "own   Adapted", "-     Not recorded", "?     Cannot tell"):
        assert f"  {sign}\n" in text
    assert "Endorsement by the network is not adoption" in text


def test_a_matrix_of_many_organisations_stays_narrow(run: Run, heather: Path) -> None:
    for number in range(12):
        name = f"place-{number:02}"
        (heather / f"registry/organisations/{name}.yaml").write_text(
            f"id: {name}\ntitle: Place {number:02}\nvisibility: public\nkind: childrens-hospice\n"
            "role: hub\narea: A\njoined: 2024-01-10\nchampion: lead-nurse\n"
        )
    text = said(run, "adoption")
    assert max(len(line) for line in text.splitlines()) <= 100
    heads = [line.split()[2:] for line in text.splitlines() if line.startswith("Document")]
    assert heads == [[str(n) for n in range(1, 8)], [str(n) for n in range(8, 14)]]


def test_what_the_network_withdrew_is_marked_where_it_is_in_use(run: Run, heather: Path) -> None:
    said(run, *ADOPT, "--date", "2025-06-01", "--yes")
    withdraw(heather)
    assert row(said(run, "adoption"), "calm-transfer") == ["calm-transfer", "none", "yes!"]
    text = said(run, "adoption", "--organisation", "moorside-hospice")
    told = "Not supported: it uses a text that the network does not stand behind."
    assert f"{told} It is now: withdrawn." in text
    assert text.index("calm-transfer") < text.index("way-home")


def test_an_answer_that_cannot_be_believed_reads_cannot_tell(run: Run, heather: Path) -> None:
    said(run, *ADOPT, "--yes")
    edit(heather, f"adoptions/{ID}.yaml", "by: lead-nurse", "by: nobody")
    result = run("adoption")
    assert row(result.stdout, "calm-transfer") == ["calm-transfer", "1.0", "?"]
    assert "1 recorded answer cannot be believed" in result.stdout
    text = run("adoption", "--document", "calm-transfer").stdout
    assert "Local adoption: Cannot tell\n" in text
    assert "is by a post that is not there" in text
    assert "Adopted" not in text
    found = json.loads(run("adoption", "--format", "json").stdout)
    first = found["positions"][0]
    assert (first["local_adoption"], first["answer"]) == ("cannot tell", None)
    assert list(found["not_believed"]) == [ID]


def test_an_organisation_sees_what_it_answered_and_what_it_owes(run: Run, heather: Path) -> None:
    another(heather)
    said(run, "adopt", RIVER, "calm-transfer", "--answer", "adapted", *OWN, *SISTER, "--yes")
    text = said(run, "adoption", "--organisation", RIVER)
    assert "Champion: Ward lead (ward-lead), which nobody holds since 1 December 2025" in text
    numbers = "uses the version in force of 1; 1 answer outstanding, 1 late."
    assert numbers in " ".join(text.split())
    assert "Local adoption: Adapted, version 1.0, since 15 January 2026" in text
    assert "What it does differently: Its own rota." in text
    assert "Its own reference: M-1" in text
    late = "Outstanding: an answer about version 1.0; it was due on 2 June 2025, 227 days ago."
    assert late in text


def test_an_organisation_that_is_not_asked_is_told_so(run: Run, heather: Path) -> None:
    edit(heather, "organisations/moorside-hospice.yaml", "role: hub", "role: partner")
    text = said(run, "adoption", "--organisation", "moorside-hospice")
    assert "It is asked about no document, and has answered about none." in text
    assert "no document is in force, or soon will be, that anybody" in said(run, "adoption")


def test_who_uses_a_stopped_text_is_rung_before_anybody_else(run: Run, heather: Path) -> None:
    another(heather)
    said(run, *ADOPT, "--date", "2025-06-01", "--yes")
    by = ("--by", "ward-lead", "--date", "2025-06-01")
    said(run, "adopt", RIVER, "calm-transfer", "--answer", "adopted", *by, "--yes")
    assert not said(run, "due").startswith("Ring first")
    withdraw(heather)
    first = (
        "Moorside Hospice uses Calm transfer (calm-transfer), version 1.0. It is: withdrawn."
        " Ring: Lead nurse (lead-nurse)"
    )
    second = (
        "River uses Calm transfer (calm-transfer), version 1.0. It is: withdrawn."
        " Ring: Ward lead (ward-lead), which nobody holds since 1 December 2025"
    )
    for words in (("due",), ("adoption", "--outstanding")):
        text = " ".join(said(run, *words).split())
        head, _, rest = text.partition(first)
        assert head.startswith("Ring first: by their own answers these use a text")
        assert 0 < rest.index(second) < rest.index("Answers outstanding")
    assert "River uses" not in said(run, "due", "--owner", "lead-nurse")


def test_programs_get_who_uses_a_stopped_text_too(run: Run, heather: Path) -> None:
    said(run, *ADOPT, "--date", "2025-06-01", "--yes")
    assert plain(run, "due")["in_use_and_not_supported"] == []
    withdraw(heather)
    found = plain(run, "due")
    assert found["in_use_and_not_supported"] == [
        {
            "organisation": "moorside-hospice",
            "title": "Moorside Hospice",
            "document": "calm-transfer",
            "document_title": "Calm transfer",
            "version": "1.0",
            "how_it_stands": "Withdrawn",
            "champion": "lead-nurse",
            "champion_vacant_since": None,
            "record": "moorside-hospice--calm-transfer--2025-06-01",
        }
    ]
    assert found["copies_may_lie_about"] == []
    positions = plain(run, "adoption", "--outstanding")["positions"]
    assert isinstance(positions, list)
    assert [each["document"] for each in positions] == ["calm-transfer", "way-home"]
    assert positions[0]["not_supported"] is True


def test_a_stopped_text_that_may_still_lie_about_is_named(run: Run, heather: Path) -> None:
    said(run, *ADOPT, "--date", "2025-06-01", "--yes")
    back = ("--answer", "retracted", "--reason", "Never agreed.", "--date", "2025-07-01")
    said(run, "adopt", "moorside-hospice", "calm-transfer", *back, "--yes")
    assert "Copies may still lie about" not in said(run, "due")
    withdraw(heather)
    text = " ".join(said(run, "due").split())
    assert text.startswith("Copies may still lie about: these used a text that the network stopped")
    assert "Moorside Hospice used Calm transfer (calm-transfer), version 1.0. It is: with" in text


def test_the_chasing_list_puts_the_latest_first_and_names_whom_to_ask(
    run: Run, heather: Path
) -> None:
    another(heather)
    edit(heather, f"organisations/{RIVER}.yaml", "joined: 2024-01-10", "joined: 2025-12-20")
    text = said(run, "adoption", "--outstanding")
    assert text.startswith("Answers outstanding on 15 January 2026: 4, of which 2 late.")
    assert text.index("Moorside Hospice") < text.index("River Hospital")
    assert "  227 days late, 2 June 2025: Calm transfer, version 1.0\n" in text
    assert "  in 64 days, 20 March 2026: Calm transfer, version 1.0\n" in text
    assert "Champion: Lead nurse (lead-nurse)" in text
    for name in ("calm-transfer", "way-home"):
        said(run, "adopt", RIVER, name, "--answer", "adopted", *SISTER, "--yes")
        said(run, "adopt", "moorside-hospice", name, "--answer", "adopted", "--yes")
    assert said(run, "adoption", "--outstanding").rstrip().endswith("none.")


def test_uptake_is_counted_for_each_quarter(run: Run, heather: Path) -> None:
    another(heather)
    said(run, *ADOPT, "--date", "2025-07-01", "--yes")
    text = said(run, "adoption", "--uptake", "--document", "calm-transfer")
    assert row(text, "2025-06-30")[:6] == ["2025-06-30", "1.0", "not", "known", "of", "2"]
    assert "2025-09-30  1.0      1 of 2, at least 50%" in text
    assert "of those that are silent it is not known" in text
    whole = said(run, "adoption", "--uptake")
    assert "2026-01-15  1 of 4, at least 25%" in whole
    (last, *_) = reversed(plain(run, "adoption", "--uptake")["uptake"]["all"])  # type: ignore[index]
    assert (last["day"], last["in_use"], last["of"]) == ("2026-01-15", 1, 4)


def test_another_day_is_asked_about(run: Run) -> None:
    said(run, *ADOPT, "--date", "2025-07-01", "--yes")
    text = said(run, "adoption", "--as-at", "2025-06-30")
    assert "As at 30 June 2025" in text
    assert row(text, "calm-transfer") == ["calm-transfer", "1.0", "-"]
    assert row(said(run, "adoption", "--as-at", "2025-07-01"), "calm-transfer")[2] == "yes"
    assert plain(run, "adoption", "--as-at", "2025-06-30")["as_at"] == "2025-06-30"


def test_what_was_known_on_a_day_is_what_had_been_merged(run: Run, heather: Path) -> None:
    git(heather, "init", "-q", "-b", "main")
    git(heather, "add", ".")
    git(heather, "commit", "-q", "-m", "The register begins", on="2025-04-01")
    said(run, *ADOPT, "--date", "2025-07-01", "--yes")
    git(heather, "add", ".")
    git(heather, "commit", "-q", "-m", "Answer", on="2025-09-01")
    known = said(run, "adoption", "--as-known", "2025-08-01")
    assert "As known on 1 August 2025" in known
    assert row(known, "calm-transfer")[2] == "-"
    assert row(said(run, "adoption", "--as-at", "2025-08-01"), "calm-transfer")[2] == "yes"


def test_files_that_cannot_be_read_make_their_rows_and_columns_cannot_tell(
    run: Run, heather: Path
) -> None:
    another(heather)
    said(run, *ADOPT, "--yes")
    edit(heather, f"organisations/{RIVER}.yaml", "title:", "titel:")
    text = run("adoption").stdout
    assert row(text, "calm-transfer") == ["calm-transfer", "1.0", "yes", "?"]
    told = run("adoption", "--organisation", RIVER).stdout
    assert "Champion: cannot be told, because the organisation's own record cannot be read" in told
    edit(heather, "guidelines/calm-transfer.md", "title:", "titel:")
    text = run("adoption").stdout
    assert row(text, "calm-transfer") == ["calm-transfer", "?", "?", "?"]
    assert "Adopted" not in run("adoption", "--document", "calm-transfer").stdout


ANSWER = Answer(ID, "o", "d", "1.0", Local.ADOPTED, TODAY, TODAY, "lead-nurse")


@pytest.mark.parametrize(
    ("position", "sign"),
    [
        (None, "."),
        (Position("o", "d", Local.NOT_RECORDED), "-"),
        (Position("o", "d", Local.UNKNOWN, why=("it is",)), "?"),
        (Position("o", "d", Local.ADOPTED, answer=ANSWER), "yes"),
        (Position("o", "d", Local.ADOPTED, answer=ANSWER, behind=True), "yes<"),
        (Position("o", "d", Local.ADOPTED, answer=ANSWER, unsupported=True), "yes!"),
        (Position("o", "d", Local.ADAPTED, answer=ANSWER, behind=True, only_corrected=True), "own"),
        (Position("o", "d", Local.DECLINED, answer=ANSWER, behind=True), "no<"),
        (Position("o", "d", Local.NOT_APPLICABLE, answer=ANSWER), "n/a"),
        (Position("o", "d", Local.NOT_RECORDED, coming=ANSWER), "->"),
        (Position("o", "d", Local.UNKNOWN, coming=ANSWER, why=("it is",)), "?"),
    ],
)
def test_each_position_has_its_sign(position: Position | None, sign: str) -> None:
    assert cell(position) == sign


@pytest.mark.parametrize(
    ("current", "asked", "left_out", "told"),
    [
        (5, 8, 0, "5 of 8, 63%"),
        (1, 3, 0, "1 of 3, 33%"),
        (2, 4, 2, "2 of 2, 100%"),
        (0, 2, 2, "applies to none of those asked"),
        (0, 0, 0, "nobody is asked"),
        (199, 200, 0, "199 of 200, 99%"),
        (1, 1000, 0, "1 of 1000, 1%"),
    ],
)
def test_a_measure_names_its_numbers(current: int, asked: int, left_out: int, told: str) -> None:
    point = Uptake("d", TODAY, "1.0", asked=asked, current=current, not_applicable=left_out)
    assert measure(point) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"current": 1, "not_recorded": 2}, "1 of 3, at least 33%"),
        ({"declined": 1, "unknown": 2}, "none known of 3"),
        ({"not_recorded": 1, "unknown": 2}, "not known of 3"),
        ({"declined": 3}, "0 of 3, 0%"),
    ],
)
def test_what_nobody_knows_is_no_nought(numbers: dict[str, int], told: str) -> None:
    assert measure(Uptake("d", TODAY, "1.0", asked=sum(numbers.values()), **numbers)) == told


def test_a_day_without_a_version_is_told_apart_from_one_on_which_nobody_is_asked() -> None:
    assert measure(Uptake("d", TODAY)) == "no version in force"
    assert measure(Uptake("d", TODAY, "1.0")) == "nobody is asked"
    assert measure(Uptake("", TODAY)) == "nobody is asked"
    assert measure(Uptake("d", TODAY), Standing("d", State.UNKNOWN)) == "cannot tell"


def test_uptake_of_a_stopped_text_says_that_no_version_is_in_force(run: Run, heather: Path) -> None:
    withdraw(heather)
    text = said(run, "adoption", "--uptake", "--document", "calm-transfer")
    assert "2025-12-31  1.0      not known of 1" in text
    assert "2026-01-15           no version in force\n" in text
    edit(heather, "organisations/moorside-hospice.yaml", "role: hub", "role: partner")
    text = said(run, "adoption", "--uptake", "--document", "calm-transfer")
    assert "2025-12-31  1.0      nobody is asked" in text


@pytest.mark.parametrize("name", ["calm-transfer", "moorside-hospice", "nowhere"])
def test_a_name_that_stands_alone_is_told_its_option(run: Run, name: str) -> None:
    options = {
        "calm-transfer": "`handbook adoption --document calm-transfer`",
        "moorside-hospice": "`handbook adoption --organisation moorside-hospice`",
        "nowhere": "name a document with --document, or an organisation with --organisation",
    }
    result = run("adoption", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert options[name] in result.stderr


def test_the_matrix_says_what_is_still_to_come(run: Run, heather: Path) -> None:
    decision = "decisions/board-2025-03-04--1.yaml"
    edit(heather, decision, "documents:", "effective: 2026-02-01\ndocuments:")
    said(run, *ADOPT, "--version", "1.0", "--yes")
    text = said(run, "adoption")
    assert row(text, "calm-transfer") == ["calm-transfer", "none", "->"]
    assert "  calm-transfer, from 1 February 2026: version 1.0\n" in text
    assert "  calm-transfer, from 1 February 2026: Moorside Hospice, Adopted, version 1.0\n" in text


def test_the_matrix_says_of_nobody_that_it_was_not_asked_about_a_stopped_text(
    run: Run, heather: Path
) -> None:
    another(heather)
    said(run, *ADOPT, "--date", "2025-06-01", "--yes")
    withdraw(heather)
    text = said(run, "adoption")
    assert row(text, "calm-transfer") == ["calm-transfer", "none", "yes!", "."]
    assert ".     No answer, and none is asked for today" in text
    assert "In use, though the network does not stand behind it: 1." in text


@pytest.mark.parametrize("more", [[], ["--uptake"], ["--outstanding"]])
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_every_form_is_the_same_twice(run: Run, form: str, more: list[str]) -> None:
    words = ("adoption", "--format", form, *more)
    assert said(run, *words) == said(run, *words)


def test_a_spreadsheet_gets_a_row_for_each_and_no_formula(run: Run) -> None:
    own = ("--how", "=HYPERLINK(1)", "--local-reference", "M,1", "--evidence", "@x")
    said(run, "adopt", "moorside-hospice", "calm-transfer", "--answer", "adapted", *own, "--yes")
    rows = list(csv.DictReader(said(run, "adoption", "--format", "csv").splitlines()))
    assert [each["document"] for each in rows] == ["calm-transfer", "way-home"]
    first, second = rows
    assert (first["local_adoption"], first["version"]) == ("Adapted", "1.0")
    assert (first["how"], first["local_reference"]) == ("'=HYPERLINK(1)", "M,1")
    assert first["evidence"] == "'@x"
    assert (first["uses_version_in_force"], second["outstanding"]) == ("yes", "yes")
    assert second["local_adoption"] == "Not recorded"


def test_status_says_not_recorded_until_something_is(run: Run, heather: Path) -> None:
    another(heather)
    assert "Local adoption: Not recorded" in said(run, "status", "calm-transfer")
    said(run, *ADOPT, "--yes")
    text = said(run, "status", "calm-transfer")
    assert "Local adoption: Not recorded" not in text
    assert "  Moorside Hospice: Adopted, version 1.0, since 15 January 2026." in text
    assert "  River: Not recorded. Outstanding: an answer about version 1.0" in text
    assert "Local adoption" not in said(run, "status", "board")


def test_status_for_programs_has_each_position(run: Run) -> None:
    said(run, *ADOPT, "--yes")
    (document,) = plain(run, "status", "calm-transfer")["documents"]  # type: ignore[misc]
    (position,) = document["local_adoption"]
    assert position["organisation"] == "moorside-hospice"
    assert position["answer"]["version"] == "1.0"


def test_the_monday_list_ends_with_the_answers_that_are_owed(run: Run, heather: Path) -> None:
    another(heather)
    *_, empty, head, first, second = said(run, "due").splitlines()
    assert empty == ""
    assert head == "Answers outstanding (`handbook adoption --outstanding` shows each)"
    whom = "Champion: Lead nurse (lead-nurse)"
    assert first == f"  Moorside Hospice: 2 answers outstanding, 2 late. {whom}"
    whom = "Champion: Ward lead (ward-lead), which nobody holds since 1 December 2025"
    assert second == f"  River: 2 answers outstanding, 2 late. {whom}"
    assert "River" not in said(run, "due", "--owner", "lead-nurse")
    found = plain(run, "due")["answers_outstanding"]
    assert isinstance(found, list)
    assert found[1] == {
        "organisation": RIVER,
        "title": "River Hospital",
        "champion": "ward-lead",
        "outstanding": 2,
        "late": 2,
        "earliest_due": "2025-06-02",
    }


def test_the_monday_list_has_no_such_part_when_all_have_answered(run: Run) -> None:
    for name in ("calm-transfer", "way-home"):
        said(run, "adopt", "moorside-hospice", name, "--answer", "adopted", "--yes")
    assert "Answers outstanding" not in said(run, "due")
    assert plain(run, "due")["answers_outstanding"] == []
