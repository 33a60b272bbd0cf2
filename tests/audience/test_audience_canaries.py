"""I13: a public edition holds nothing of what is for members, in any kind of place."""

from __future__ import annotations

import pytest
from audience_world import World, contents, lived_in, met

TYPES_OF_RECORDS = sorted(
    {"action", "adoption", "decision", "glossary-term", "guideline", "meeting", "organisation"}
    | {"policy", "policy-mapping", "post", "signing-key", "terms-of-reference", "waiver"}
    | {"baseline", "care-pathway"}
)


def found(world: World, *, public: bool) -> dict[str, str]:
    return met(contents(world.site(public=public), world.files), world.canaries)


@pytest.mark.parametrize("name", TYPES_OF_RECORDS)
def test_i13_no_record_of_a_type_gets_out(name: str) -> None:
    world = lived_in()
    world.hide(lambda record: record.type == name)
    assert world.canaries
    assert found(world, public=True) == {}
    if name != "baseline":  # which has no page
        assert found(world, public=False)
