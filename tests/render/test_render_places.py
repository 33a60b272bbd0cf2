"""The way from one page to another."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from handbook.render.markdown.places import relative

PATHS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5).map("/".join)


@given(PATHS, PATHS)
def test_the_way_is_that_of_the_standard(here: str, there: str) -> None:
    assert relative(here, there) == posixpath.relpath(there, posixpath.dirname(here) or ".")
