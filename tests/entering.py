"""New records through the form: which ones meet all that it asks, and how a person enters one.

No list of content types is kept. What a record asks of the form is read from the form's own
settings: which kinds of question its values answer, and within which. The chosen records are the
few on which each kind is met that any record meets, so a new kind of question is tried by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from form_editor import field, question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Locator, Page

    Data = Mapping[str, Any]
    Fields = Sequence[Data]

_FEW = 5
"""As many choices are shown beside each other; more are folded away."""


def asked(fields: Fields, data: Data, within: str = "") -> Iterator[str]:
    """Every kind of question that these values answer, and within which."""
    for each in fields:
        if each["name"] in data:
            value = data[each["name"]]
            kind = f"{within}{each['widget']}{' many' if each.get('multiple') else ''}"
            if "options" in each:
                kind += " open" if len(each["options"]) <= _FEW else " folded"
            if each["name"] == "id" and "--" in value:
                kind += " of several parts"
            yield kind
            for _, inner, row in _inside(each, value):
                yield from asked(inner, row, f"{kind} > ")


def _inside(each: Mapping[str, Any], value: Any) -> Iterator[tuple[str, Fields, Data]]:
    """What is asked for within a question: where, the questions there, and the values."""
    if each["widget"] == "object":
        yield ".", each["fields"], value
    elif "fields" in each:
        yield from ((f".{at}.", each["fields"], row) for at, row in enumerate(value))
    elif "field" in each:
        for at, row in enumerate(value):
            yield ".", [{**each["field"], "name": str(at)}], {str(at): row}


def covering_records(
    collections: Sequence[Mapping[str, Any]], records: Mapping[str, Data]
) -> list[str]:
    """The paths of a few records that meet every kind of question, none of which names another."""
    fields = {each["folder"]: each["fields"] for each in collections}
    kinds = {
        path: set(asked(fields[path.rpartition("/")[0]], data)) for path, data in records.items()
    }
    left = set[str]().union(*kinds.values())
    chosen: list[str] = []
    while left:
        free = [path for path in kinds if not any(_named(records, path, c) for c in chosen)]
        best = max(free, key=lambda path: (len(kinds[path] & left), -len(str(records[path])), path))
        if not kinds[best] & left:
            break
        chosen.append(best)
        left -= kinds[best]
    return chosen


def _named(records: Mapping[str, Data], one: str, other: str) -> bool:
    """Whether one of two records names the other."""
    pairs = ((one, other), (other, one))
    return any(repr(records[there]["id"]) in str(records[here]) for here, there in pairs)


def enter(page: Page, fields: Fields, data: Data, within: str = "") -> None:
    """Answer every question of a new record that the record has a value for, as a person would."""
    for each in fields:
        if each["name"] in data:
            _answer(page, each, f"{within}{each['name']}", data[each["name"]])


def _answer(page: Page, each: Mapping[str, Any], key: str, value: Any) -> None:
    kind = each["widget"]
    if kind in {"string", "number", "datetime"}:
        field(page, key).fill(value)
    elif kind == "text":
        field(page, key, "textarea").fill(value.removesuffix("\n"))
    elif kind in {"select", "relation"}:
        for choice in value if each.get("multiple") else [value]:
            _choose(page, question(page, key), choice)
    else:
        assert kind in {"object", "list"}, f"nobody knows how to answer {key}, a {kind}"
        asking = question(page, key)
        for inside, inner, row in _inside(each, value):
            adding = "button[role=checkbox]" if kind == "object" else "button[data-label^=Add]"
            asking.locator(adding).last.click()
            enter(page, inner, row, f"{key}{inside}")


def _choose(page: Page, asking: Locator, choice: str) -> None:
    """Choose one: beside the others if they are few, else from a list that unfolds."""
    asking.locator("[role=combobox], [data-value]").first.wait_for()
    unfolding = asking.get_by_role("combobox")
    if unfolding.count():
        unfolding.click()
        page.locator(f'[role=option][data-value="{choice}"]:visible').click()
    else:
        asking.locator(f'[data-value="{choice}"]').first.click()
