"""A finding is the same one when lines move and others are renamed; what differs is new."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.check import check
from handbook.check.brought import known_before, not_brought
from handbook.finding import Code, Finding, Place, Severity
from handbook.history import History
from handbook.load.trees.base import MemoryTree
from handbook.rules.aside.fingerprint import key_of, numbered, words_of
from handbook.rules.examples import cases, example

E = Code("TST001", Severity.ERROR, "An error", "It is one.")
I = Code("TST002", Severity.ERROR, "A doubt", "It is one.", integrity=True)  # noqa: E741
W = Code("TST003", Severity.WARNING, "A warning", "It is one.")
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from([E, I, W]),
        st.sampled_from(["registry/a.md", "registry/b.md"]),
        st.sampled_from(["wrong", "wrong as line 4", "wrong as line 9", "worse"]),
        route=st.sampled_from([(), ("title",)]),
        place=st.sampled_from([None, Place(1), Place(2)]),
    ),
    unique=True,
    max_size=8,
)


@given(FINDINGS, FINDINGS, st.sets(st.sampled_from(["registry/a.md", "registry/b.md"])))
def test_all_that_is_found_is_new_or_was_there_and_never_both(
    before: list[Finding], after: list[Finding], touched: set[str]
) -> None:
    keys = {finding: key_of(finding) for finding in (*before, *after)}
    known = known_before(after, keys, before, keys)
    same = [finding for finding in after if known.get(finding) == finding.message]
    there = Counter((keys[finding], words_of(finding)) for finding in before)
    here = Counter((keys[finding], words_of(finding)) for finding in after)
    assert len(same) == sum((there & here).values())
    left = not_brought(after, known, touched)
    assert left <= set(same)
    for finding in set(same) - left:
        assert finding.code.integrity or (finding.code is E and finding.path in touched)
    assert not any(finding.code.integrity for finding in left)


@given(FINDINGS)
def test_what_did_not_change_is_not_new(findings: list[Finding]) -> None:
    keys = {finding: key_of(finding) for finding in findings}
    known = known_before(findings, keys, findings, keys)
    assert known == {finding: finding.message for finding in findings}


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_numbered_keys_are_unique_and_keep_their_keys(keys: list[str]) -> None:
    unique = numbered(keys)
    assert len(set(unique)) == len(keys)
    assert [each.partition("-")[0] for each in unique] == keys


def keys_in(files: dict[str, bytes], case: object) -> Counter[str]:
    found = check(MemoryTree(files), today=case.today, history=History())  # type: ignore[attr-defined]
    return Counter(found.keys[finding] for finding in found.everything)


TRIED = [code for code in cases() if code.startswith(("DUT", "LNK", "MD0", "POL", "STA", "REF"))]


@pytest.mark.parametrize("code", TRIED)
def test_lines_that_move_and_others_renamed_change_no_key(code: str) -> None:
    """In every case of these families: a remark above, a line below, a new title elsewhere."""
    case = example(code, "bad")
    assert case is not None
    wrong = {path for path, _, _ in case.expected}
    moved = {
        path: _moved(raw, path) if path in wrong else _renamed(raw, path)
        for path, raw in case.files.items()
    }
    assert moved != case.files
    then = keys_in(dict(case.files), case)
    assert then
    assert not then - keys_in(moved, case)


FIXED = ("_endorsed/", "decisions/", "meetings/", "network.yaml", "_types/", "terms-of-reference/")


def _moved(raw: bytes, path: str) -> bytes:
    if any(part in path for part in FIXED) or not path.endswith((".md", ".yaml")):
        return raw
    head = b"---\n" if path.endswith(".md") else b""
    return (
        raw.replace(head, head + b"# looked at twice\n# and once more\n", 1)
        if head
        else (b"# looked at twice\n# and once more\n" + raw)
    )


def _renamed(raw: bytes, path: str) -> bytes:
    if any(part in path for part in FIXED) or b"\ntitle: " not in raw:
        return raw
    return raw.replace(b"\ntitle: ", b"\ntitle: Other ", 1)


def test_a_key_depends_on_the_value_at_its_place() -> None:
    finding = Finding(E, "registry/a.md", "x", route=("rows", 1, "name"))
    rows = {"rows": [{"id": "a", "name": "p"}, {"id": "b", "name": "q"}]}
    before = key_of(finding, rows)
    later = Finding(E, "registry/a.md", "other words", route=("rows", 2, "name"))
    assert key_of(later, {"rows": [{"id": "n"}, *rows["rows"]]}) == before
    assert key_of(finding, {"rows": [rows["rows"][0], {"id": "b", "name": "z"}]}) != before
