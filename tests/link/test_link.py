"""References run both ways, and everything has a name that people know it by."""

from __future__ import annotations

from handbook.link import Registry, link
from handbook.load import Broken, Loaded, Record
from handbook.types import load_types

TYPES, _ = load_types()


def record(kind: str, record_id: str, **fields: object) -> Record:
    data = {"id": record_id, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return Record(kind, record_id, f"registry/{record_id}.yaml", data, None, 0, {})


def linked(*records: Record, broken: tuple[Broken, ...] = ()) -> Registry:
    return link(Loaded(records, (), broken, ()), TYPES)


class TestReferences:
    def test_are_found_in_lists_inside_lists(self) -> None:
        pathway = record(
            "care-pathway", "core", stages=[{"id": "one", "guidelines": ["a-page", "b-page"]}]
        )
        registry = linked(pathway, record("guideline", "b-page"))
        assert [(r.route, r.target) for r in registry.references] == [
            (("stages", 0, "guidelines", 0), "a-page"),
            (("stages", 0, "guidelines", 1), "b-page"),
        ]
        assert [r.inverse for r in registry.backlinks["b-page"]] == ["Used by"]

    def test_to_what_is_not_there_are_kept_for_the_rules(self) -> None:
        registry = linked(record("post", "a-nurse", organisation="nowhere"))
        assert [r.target for r in registry.references] == ["nowhere"]
        assert registry.backlinks == {"a-nurse": ()}

    def test_to_the_wrong_type_give_no_backlink(self) -> None:
        registry = linked(record("post", "a-nurse", organisation="b-b"), record("post", "b-b"))
        assert registry.backlinks["b-b"] == ()
        assert registry.references[0].to == ("organisation",)

    def test_are_in_order_of_type_and_id(self) -> None:
        posts = [record("post", name, organisation="o-o") for name in ("z-z", "a-a")]
        registry = linked(*posts, record("organisation", "o-o"))
        assert list(registry.records) == ["o-o", "a-a", "z-z"]
        assert [r.source for r in registry.backlinks["o-o"]] == ["a-a", "z-z"]


class TestLabels:
    def test_write_out_references_and_dates(self) -> None:
        registry = linked(
            record("terms-of-reference", "board", title="Executive committee"),
            record("meeting", "board-2026-11-05", group="board", date="2026-11-05"),
        )
        assert registry.label("board-2026-11-05") == "Executive committee, 5 November 2026"

    def test_use_the_id_of_what_is_not_there(self) -> None:
        registry = linked(record("meeting", "m-m", group="board", date="2026-11-05"))
        assert registry.label("m-m") == "board, 5 November 2026"
        assert registry.label("nothing") == "nothing"

    def test_of_broken_records_are_their_titles(self) -> None:
        broken = Broken("record", "guideline", "a-page", "x", {"title": "A page"})
        assert linked(broken=(broken,)).label("a-page") == "A page"

    def test_do_not_read_a_title_as_a_pattern(self) -> None:
        assert linked(record("post", "a-a", title="{id} {0} 50%")).label("a-a") == "{id} {0} 50%"

    def test_leave_a_title_that_looks_like_a_date_alone(self) -> None:
        assert linked(record("post", "a-a", title="2026-11-05")).label("a-a") == "2026-11-05"
