"""What the search shows of a page is what its built page says, or nothing is published (I1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handbook.publish.problem import VerificationError
from handbook.publish.verify import Expected, verify
from handbook.render.search.files import search_files
from handbook.render.search.model import SearchEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handbook.render import Site

IN_FORCE = SearchEntry("guidelines/a/", "Ring the ward", "Guideline", label="In force")
WITHDRAWN = SearchEntry("guidelines/b/", "Read this first", "Guideline", label="Withdrawn")


def faults(
    site: Site, honest: Callable[[Site], Path], expected: Expected, *entries: SearchEntry
) -> str:
    """What verification finds in a site with a search that knows these entries."""
    files = search_files(entries, ())
    site = replace(site, assets={**site.assets, **files})
    out = honest(site)
    try:
        verify(site, out, root=out.parent, expected=expected)
    except VerificationError as problem:
        return "\n".join(problem.problems)
    return ""


def test_what_its_page_says_is_published(
    site: Site, honest: Callable[[Site], Path], expected: Expected
) -> None:
    shown = replace(IN_FORCE, summary="Weight, dose: 5\u201310", names=("not on the page",))
    assert faults(site, honest, expected, shown, WITHDRAWN) == ""


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (replace(IN_FORCE, title="Ring nobody"), "“Ring nobody”, which the page does not say"),
        (replace(IN_FORCE, title="Ward the ring"), "“Ward the ring”"),
        (replace(IN_FORCE, summary="Weight Dose 5-100"), "“Weight Dose 5-100”"),
        (replace(IN_FORCE, summary="Give it at once"), "“Give it at once”"),
        (replace(IN_FORCE, summary="eight Dos"), "“eight Dos”"),
        (replace(WITHDRAWN, label="In force"), "that it is “In force”; its badge says “Withdrawn”"),
        (replace(WITHDRAWN, label="Cannot tell"), "that it is “Cannot tell”"),
        (replace(WITHDRAWN, label=""), "that it is “”; its badge says “Withdrawn”"),
        (replace(IN_FORCE, until="2031-01-01"), "“1 January 2031”"),
        (replace(IN_FORCE, until="for ever"), "“for ever”"),
        (replace(IN_FORCE, dates="Use until 1 January 2031"), "“1 January 2031”"),
        (replace(WITHDRAWN, dates="Use instead: The older one"), "“The older one”"),
        (replace(IN_FORCE, url="guidelines/c/"), "guidelines/c/ is not a page of this site"),
        (replace(IN_FORCE, url="guidelines/a/#none", label=""), "#none, which is not there"),
    ],
)
def test_anything_else_is_refused(
    site: Site, honest: Callable[[Site], Path], expected: Expected, entry: SearchEntry, said: str
) -> None:
    """Fails if ``check_search`` passes over one of the things that a result shows."""
    assert said in faults(site, honest, expected, entry)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"handbookSearch(1);", b'handbookSearch("names",{"entries":[0]});',
                b'handbookSearch("names",{"entries":{}});\n', b"[" * 100_000]
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    site: Site, honest: Callable[[Site], Path], expected: Expected, content: bytes
) -> None:
    broken = {"search/names.js": content, "search/late.js": content}
    site = replace(site, assets={**site.assets, **broken})
    out = honest(site)
    with pytest.raises(VerificationError) as refused:
        verify(site, out, root=out.parent, expected=expected)
    assert refused.value.problems == ("search/: what the search knows cannot be read.",)
