"""The pages of the index: plain HTML that runs nothing and asks for nothing from anywhere."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from handbook.assess.words import COVERAGE, Extent
from handbook.federation.joining import topics
from handbook.federation.model import AnswerState
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from handbook.federation.model import CoverageRow, FederationIndex, JoinedDocument, NetworkView

    PolicyRows = Mapping[tuple[str, str], Mapping[str, CoverageRow]]

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; img-src 'self'"
STYLE = "federation.css"
_PLAIN = re.compile(r"[^a-z0-9]+")
_WORDS = {
    AnswerState.ANSWERED: "Answered",
    AnswerState.OLD: "Old: not its word of today",
    AnswerState.SILENT: "Did not answer",
    AnswerState.DOUBTFUL: "Cannot be verified",
}


def pages(index: FederationIndex, bases: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every page by its path. ``bases`` are where each network's own pages begin, as links.

    A base that is no address of the web is relative to the folder of the index.
    """
    drawing = _Drawing(index, bases)
    by_topic = topics(index.entries)
    policies = _policies(index)
    yield "index.html", _home(drawing, index, by_topic, policies)
    yield from _of_networks(drawing, index)
    for topic, listed in by_topic.items():
        title = f"Topic: {topic}"
        page = drawing.page("list.html.j2", title, "../", entries=listed, view=None)
        yield _topic_page(topic), page
    for policy, items in policies.items():
        yield _policy_page(policy), _of_policy(drawing, index, policy, items)
    yield STYLE, _template(STYLE).encode()


def _home(
    drawing: _Drawing,
    index: FederationIndex,
    by_topic: Mapping[str, Sequence[JoinedDocument]],
    policies: Iterable[str],
) -> bytes:
    return drawing.page(
        "index.html.j2",
        index.title,
        "",
        topics=[(topic, _topic_page(topic), len(listed)) for topic, listed in by_topic.items()],
        policies=[(name, _policy_page(name)) for name in policies],
    )


def _of_networks(drawing: _Drawing, index: FederationIndex) -> Iterator[tuple[str, bytes]]:
    """A page for each network: how it answered, and its documents."""
    by_network: dict[str, list[JoinedDocument]] = defaultdict(list)
    for entry in index.entries:
        by_network[entry.view.source.id].append(entry)
    for view in index.views:
        source = view.source
        listed = by_network[source.id]
        page = drawing.page("list.html.j2", source.title, "../", entries=listed, view=view)
        yield f"networks/{source.id}.html", page


def _of_policy(drawing: _Drawing, index: FederationIndex, policy: str, items: PolicyRows) -> bytes:
    """The items of a policy beside what each network that has any of them says."""
    views = [view for view in index.views if any(view.source.id in row for row in items.values())]
    return drawing.page(
        "policy.html.j2", f"Policy: {policy}", "../", items=items, views=views, policy=policy
    )


def _topic_page(topic: str) -> str:
    return f"topics/{_slug(topic)}.html"


def _policy_page(policy: str) -> str:
    return f"policies/{_slug(policy)}.html"


class _Drawing:
    """Templates with what all pages of one index share."""

    def __init__(self, index: FederationIndex, bases: Mapping[str, str]) -> None:
        self._index, self._bases = index, bases

    def page(self, template: str, title: str, up: str, **given: Any) -> bytes:
        """One page; ``up`` leads from it to the folder of the index."""

        def own(view: NetworkView, page: str) -> str:
            base = self._bases.get(view.source.id, "")
            path, _, part = page.partition("#")
            whole = quote(path) + (f"#{quote(part)}" if part else "")
            return f"{base if base.startswith('https://') else up + base}{whole}" if base else ""

        drawn = _environment().get_template(template)
        shared = {"index": self._index, "title": title, "up": up, "own": own, "csp": POLICY}
        return drawn.render(answers=_WORDS, extents=_extent, **shared, **given).encode()


def _extent(row: CoverageRow) -> str:
    return COVERAGE[Extent(row.holds)].label


def _policies(
    index: FederationIndex,
) -> dict[str, dict[tuple[str, str], dict[str, CoverageRow]]]:
    """By policy and item (its number and what it asks for): what each network says of it."""
    by_policy: dict[str, dict[tuple[str, str], dict[str, CoverageRow]]] = defaultdict(dict)
    numbers: dict[tuple[str, str], tuple[str, str]] = {}
    for view in index.views:
        for row in (view.published.coverage if view.published else None) or ():
            key = numbers.setdefault((row.policy, row.item), (row.item, row.topic))
            by_policy[row.policy].setdefault(key, {})[view.source.id] = row
    return {policy: by_policy[policy] for policy in sorted(by_policy)}


def _slug(topic: str) -> str:
    """A file's name for a topic, which no other topic has."""
    plain = _PLAIN.sub("-", topic.lower()).strip("-")[:40]
    return f"{plain}-{hashlib.sha256(topic.encode()).hexdigest()[:8]}".lstrip("-")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - heavy

    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template),
    )
    made.filters["day"] = long_date
    return made


@cache
def _template(name: str) -> str:
    folder = resources.files("handbook.federation") / "templates"
    return (folder / name).read_text(encoding="utf-8")
