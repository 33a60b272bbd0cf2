"""How findings name a content type inside a sentence."""

from __future__ import annotations

import pytest

from handbook.rules.reading import in_words
from handbook.types import load_types

TYPES, _ = load_types({})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("action", "an action"),
        ("post", "a post"),
        ("education-event", "a study day or talk"),
        # These have no singular of their own, so no article fits.
        ("family-involvement", "what families said"),
        ("funding", "funding"),
        ("workforce", "staffing"),
        ("terms-of-reference", "terms of reference"),
    ],
)
def test_a_type_is_named_as_people_would(name: str, words: str) -> None:
    assert in_words(TYPES[name]) == words
