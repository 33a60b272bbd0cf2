"""I1, I8: the register for programs is published only if it says what the pages say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from published_register import register

from handbook.publish.problem import VerificationError
from handbook.publish.verify import Expected, verify
from handbook.render.files import REGISTER
from handbook.render.model import Site

Build = Callable[[Site], Path]
BADGE = "the badge of its page says that it is"
A, B = ("guidelines/a/", "in force"), ("guidelines/b/", "withdrawn")


def problems(made: bytes, site: Site, honest: Build, expected: Expected) -> tuple[str, ...]:
    listed = replace(site, assets={**site.assets, REGISTER: made})
    out = honest(listed)
    with pytest.raises(VerificationError) as failed:
        verify(listed, out, root=out.parent, expected=expected)
    return failed.value.problems


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ((A,), "guidelines/b/ is a document and is not listed."),
        ((A, B, B), "guidelines/b/ is listed 2 times."),
        ((A, B, ("guidelines/c/", "withdrawn")), "guidelines/c/ is not a page of this site."),
        (
            (A, ("guidelines/b/", "in force")),
            f"guidelines/b/ is listed as in force, in force: True; {BADGE} not in force.",
        ),
        (
            (("guidelines/a/", "unknown"), B),
            f"guidelines/a/ is listed as unknown, in force: False; {BADGE} in force.",
        ),
    ],
)
def test_it_lists_every_document_once_and_as_its_badge_says(
    site: Site,
    honest: Build,
    expected: Expected,
    documents: tuple[tuple[str, str], ...],
    said: str,
) -> None:
    """Fails if ``check_register`` yields nothing, or looks at one of the two only."""
    assert problems(register(*documents), site, honest, expected) == (f"{REGISTER}: {said}",)


def test_a_page_that_is_none_hides_nothing_that_is_listed_after_it(
    site: Site, honest: Build, expected: Expected
) -> None:
    made = register(("guidelines/c/", "withdrawn"), ("guidelines/b/", "in force"), A)
    assert len(problems(made, site, honest, expected)) == 2


@pytest.mark.parametrize("old", [b'"withdrawn", "in_force": false', b'"in force", "in_force": tr'])
def test_state_and_in_force_never_tell_two_tales(
    site: Site, honest: Build, expected: Expected, old: bytes
) -> None:
    """Fails if only one of the two fields is compared with the badge."""
    made = register(A, B)
    assert old in made
    new = old.replace(b"false", b"true").replace(b'"in force"', b'"lapsed"')
    assert problems(made.replace(old, new), site, honest, expected)


def test_a_page_of_another_kind_is_never_in_force(
    site: Site, honest: Build, expected: Expected
) -> None:
    assert problems(register(A, B, ("", "in force")), site, honest, expected)


@pytest.mark.parametrize("made", [b"{", b"[]", b'{"documents": [1]}', b'{"documents": [{}]}'])
def test_one_that_cannot_be_read_stops_the_build(
    site: Site, honest: Build, expected: Expected, made: bytes
) -> None:
    found = problems(made, site, honest, expected)
    assert found
    assert all(problem.startswith(REGISTER) for problem in found)


def test_one_that_is_missing_stops_the_build(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / REGISTER).unlink()
    with pytest.raises(VerificationError) as failed:
        verify(site, out, root=out.parent, expected=expected)
    assert set(failed.value.problems) == {f"{REGISTER} is missing from the built site."}
