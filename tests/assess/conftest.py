"""The small registry, as most tests of this folder begin with it."""

from __future__ import annotations

import pytest
from small_board import BASE, Files


@pytest.fixture
def files() -> Files:
    """A registry without decisions: one group, one meeting held, two guidelines, a policy."""
    made = Files()
    made.extra = {}
    for name, data in BASE.items():
        made.put(name, data)
    assert made.registry().broken == ()
    return made
