"""What may be waived or listed as known, and what never can be, whatever anybody writes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handbook.check import Checked, check
from handbook.check.setting_aside import SetAside, set_aside
from handbook.finding import Code, Finding, Severity
from handbook.gate import passed
from handbook.history import History
from handbook.load.trees.base import MemoryTree
from handbook.report import report
from handbook.rules.aside.fingerprint import key_of
from handbook.rules.aside.known_faults import PATH
from handbook.rules.catalogue import all_codes
from handbook.rules.examples import base, example
from handbook.source.dates import parse_date

TODAY = parse_date("2026-01-15")
CODES = all_codes()
ROOMS = "registry/guidelines/quiet-rooms.md"
WAIVABLE_ERRORS = {"LNK001", "LNK003", "MD006", "MD010", "MEE004"}
WAIVER = """\
id: {id}
code: {code}
record: {record}
reason: It can wait.
approved-by: coordinator
approved-on: 2026-01-05
expires: 2026-03-31
"""


def waiver(code: str, record: str = "quiet-rooms", more: str = "") -> dict[str, bytes]:
    name = f"waits-{code.lower()}"
    text = WAIVER.format(id=name, code=code, record=record) + more
    return {f"registry/waivers/{name}.yaml": text.encode()}


def listing(*entries: str, file: str = "guidelines/quiet-rooms.md") -> dict[str, bytes]:
    lines = "".join(f"      - {entry}\n" for entry in entries)
    head = "id: baseline\ntitle: Known faults\nwritten: 2026-01-05\nfiles:\n"
    return {PATH: f"{head}  - file: {file}\n    faults:\n{lines}".encode()}


def judged(files: dict[str, bytes]) -> Checked:
    return check(MemoryTree(files), today=TODAY, history=History())


def told(checked: Checked) -> set[str]:
    return {finding.code.id for finding in checked.findings}


FOUND = {code: Finding(code, ROOMS, "something", about="quiet-rooms") for code in CODES}
"""A finding of every code there is."""


@pytest.fixture(scope="module")
def everything() -> SetAside:
    """What is set aside of a finding of every code, where each has a waiver of its own."""
    files = base()
    for code in CODES:
        files |= waiver(code.id)
    return _applied(judged(files))


@pytest.fixture(scope="module")
def listed() -> SetAside:
    """The same, where the list of known faults names each."""
    entries = [f"{code.id} {key_of(FOUND[code])}" for code in CODES]
    return _applied(judged(base() | listing(*entries)))


def _applied(checked: Checked) -> SetAside:
    assert checked.assessment is not None
    assert checked.loaded is not None
    found = list(FOUND.values())
    keys = {finding: key_of(finding) for finding in found}
    return set_aside(found, keys, checked.assessment.registry, checked.loaded, TODAY)


def _refused(applied: SetAside, words: str) -> set[str]:
    """The codes of which a finding begins with these words."""
    heads = {code.id: f"{code.id} {words}" for code in CODES}
    messages = [finding.message for finding in applied.findings]
    return {name for name, head in heads.items() if any(m.startswith(head) for m in messages)}


class TestEveryCode:
    def test_is_waived_only_if_it_may_be(self, everything: SetAside) -> None:
        """Fails for each code if ``set_aside`` or ``waivers`` does not ask ``waivable``."""
        may = {code.id for code in CODES if code.waivable}
        assert {code.id for code in CODES if FOUND[code] in everything.waived} == may
        assert _refused(everything, "can be waived by nobody") == {c.id for c in CODES} - may

    def test_is_known_only_if_it_may_be(self, listed: SetAside) -> None:
        assert {code.id for code in CODES if FOUND[code] in listed.known} == WAIVABLE_ERRORS
        assert _refused(listed, "cannot be listed") == {c.id for c in CODES} - WAIVABLE_ERRORS


def test_which_errors_may_be_waived_is_decided_here() -> None:
    """Each was built and looked at: the page says what the text says, and no word is in doubt."""
    errors = {code.id for code in CODES if code.waivable and code.severity is Severity.ERROR}
    assert errors == WAIVABLE_ERRORS


def test_what_nobody_can_set_aside() -> None:
    """Ledger, seals, signatures, branches, reading, types, people, names, pages, the tool."""
    families = ("AUT", "BAS", "BRA", "COR", "DEC", "EXI", "GRP", "IDS", "INT", "LOD", "NAM", "PAG",
                "PPL", "SCH", "SEA", "SIG", "SRC", "TXT", "TYP", "WAV")  # fmt: skip
    waivable = {code.id for code in CODES if code.waivable}
    assert not [name for name in waivable if name.startswith(families)]
    assert waivable.isdisjoint({"STA003", "STA004", "STA007", "MD012", "MD018", "MD024", "MD090"})


def test_a_code_cannot_be_both() -> None:
    with pytest.raises(ValueError, match="nobody can waive"):
        Code("TST001", Severity.ERROR, "x", "y", integrity=True, waivable=True)


@pytest.mark.parametrize("code", ["SEA002", "DEC001", "SRC003", "MD001", "REF001", "PPL001"])
def test_what_puts_something_in_doubt_stays_red_with_a_waiver_and_in_the_list(code: str) -> None:
    bad = example(code, "bad")
    assert bad is not None
    before = check(MemoryTree(bad.files), today=bad.today, history=History())
    (first, *_) = [finding for finding in before.findings if finding.code.id == code]
    about = first.about or "quiet-rooms"
    more = waiver(code, about) | listing(
        f"{code} {before.keys[first]}", file=first.path.removeprefix("registry/")
    )
    after = check(MemoryTree(bad.files | more), today=bad.today, history=History())
    assert first in after.errors
    assert {"WAV001", "BAS003"} <= told(after)


FAULTY = b"""
See [a file](../guidelines/nowhere.md), [a picture](../attachments/quiet-rooms/room.png) and
[a place](calm-transfer.md#nope).

#### Far down

![](../attachments/quiet-rooms/room.png)
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6364f8cf500f0003860180"
    "5a347d6b0000000049454e44ae426082"
)


def faulty() -> dict[str, bytes]:
    files = base()
    files[ROOMS] += FAULTY
    files["registry/attachments/quiet-rooms/room.png"] = PNG
    return files


class TestAWaiver:
    def test_sets_aside_what_it_is_about_and_says_why(self) -> None:
        found = judged(faulty() | waiver("MD010"))
        assert "MD010" not in told(found)
        ((finding, by),) = found.waived.items()
        assert (finding.code.id, by.reason, by.approver) == ("MD010", "It can wait.", "coordinator")
        text = report(found)
        assert "Waived:" in text
        assert "It can wait. (coordinator, until 31 March 2026)" in text
        assert "1 waived" in text.splitlines()[-1]

    def test_is_about_one_record_alone(self) -> None:
        found = judged(faulty() | waiver("MD010", "calm-transfer"))
        assert {"MD010", "WAV005"} <= told(found)

    def test_with_words_is_about_that_finding_alone(self) -> None:
        found = judged(faulty() | waiver("LNK003", more="words: nowhere-at-all\n"))
        assert {"LNK003", "WAV005"} <= told(found)
        found = judged(faulty() | waiver("LNK003", more='words: "#nope"\n'))
        assert not {"LNK003", "WAV005"} & told(found)

    def test_by_a_post_that_the_settings_do_not_name_counts_for_nothing(self) -> None:
        files = faulty() | waiver("MD010")
        files["registry/network.yaml"] += b"settings:\n  waivers:\n    posts: [lead-nurse]\n"
        assert {"MD010", "WAV002"} <= told(judged(files))

    def test_that_ran_out_sets_nothing_aside(self) -> None:
        files = faulty() | waiver("MD010")
        found = check(MemoryTree(files), today=parse_date("2026-04-01"), history=History())
        assert {"MD010", "WAV004"} <= told(found)

    def test_of_a_day_that_has_not_come_sets_nothing_aside(self) -> None:
        files = faulty() | waiver("MD010")
        found = check(MemoryTree(files), today=parse_date("2026-01-04"), history=History())
        assert {"MD010", "WAV003"} <= told(found)


def test_whatever_may_be_waived_can_be_built_and_its_page_shown() -> None:
    """Every error that may wait leaves a page that can be made as its template asks."""
    files = faulty()
    errors = {finding.code.id for finding in judged(files).errors}
    assert errors == WAIVABLE_ERRORS - {"MEE004"}
    for code in errors:
        files |= waiver(code)
    found = passed(MemoryTree(files), today=TODAY, history=History())
    assert found.errors == ()
    assert {finding.code.id for finding in found.waived} == errors


def test_the_list_is_used_as_often_as_it_names_a_fault() -> None:
    files = faulty()
    files[ROOMS] += b"\n![](../attachments/quiet-rooms/room.png)\n"
    found = judged(files)
    first, second = [finding for finding in found.findings if finding.code.id == "MD010"]
    assert found.keys[first] == found.keys[second]
    entry = f"MD010 {found.keys[first]}"
    assert len([f for f in judged(files | listing(entry)).findings if f.code.id == "MD010"]) == 1
    assert "MD010" not in told(judged(files | listing(f"{entry} x2")))


def test_a_listed_fault_endorses_nothing() -> None:
    """A document with a known fault stands exactly as it would without the list."""
    found = judged(faulty())
    entries = [f"{f.code.id} {found.keys[f]}" for f in found.errors]
    after = judged(faulty() | listing(*dict.fromkeys(entries)))
    assert after.errors == ()
    assert after.assessment is not None
    assert found.assessment is not None
    assert after.assessment.standings == found.assessment.standings


def test_a_failure_while_setting_aside_lets_nothing_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("handbook.check.setting_aside.set_aside", fail)
    found = judged(faulty() | waiver("MD010"))
    assert found.cannot_run
    assert {"MD010", "INT002"} <= told(found)
    assert replace(found, findings=()).waived == {}
