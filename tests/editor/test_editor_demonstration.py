"""A record of the demonstration that the form offers is written as the form writes it."""

from __future__ import annotations

from pathlib import Path

from handbook.author.tidy import order_of
from handbook.layout import tidy_file
from handbook.load import WorkingTree, load
from handbook.types import load_types

ROOT = Path(__file__).parents[2]


def test_what_the_form_offers_is_in_the_form_it_writes():
    """Mend it with `handbook format`; else a change in the form touches lines nobody changed."""
    types = load_types()[0]
    tree = WorkingTree(ROOT)
    offered = [r for r in load(tree, types).records if types[r.type].form.takes(r.data)]
    assert len(offered) > 100
    for record in offered:
        raw = tree.read(record.path)
        tidied = tidy_file(raw, record.path, order_of(types[record.type]), body=False)
        assert (record.path, tidied.raw) == (record.path, raw)
        assert tidied.left == ()
