"""Whom to ring first: organisations with a text in use that the network no longer stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.adoption.follow_up import copies_left, unsupported, vacant_since
from handbook.assess.adoption.notes import how_text_stands
from handbook.cli.adoption.naming import champion, champion_post, named, short_name
from handbook.cli.table import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.adoption.model import Answer, Position
    from handbook.assess.model import Assessment

_IN_USE = (
    "Ring first: by their own answers these use a text that the network does not stand behind today"
)
_COPIES = (
    "Copies may still lie about: these used a text that the network stopped, and have not said that"
    " it is gone"
)


def ring_first_lines(assessment: Assessment, shown: Iterable[Position]) -> list[str]:
    """Who uses a stopped text, the most urgent first, with the post to ring; perhaps nothing."""
    in_use, copies = _urgent(assessment, shown)
    lines: list[str] = []
    for head, positions in ((_IN_USE, in_use), (_COPIES, copies)):
        if positions:
            lines += [f"{head}:", *(_line(assessment, position) for position in positions), ""]
    return [folded(line) for line in lines]


def ring_first_as_dict(
    assessment: Assessment, shown: Iterable[Position]
) -> dict[str, list[dict[str, Any]]]:
    """The same for JSON."""
    in_use, copies = _urgent(assessment, shown)
    return {
        "in_use_and_not_supported": [_plain(assessment, position) for position in in_use],
        "copies_may_lie_about": [_plain(assessment, position) for position in copies],
    }


def _urgent(
    assessment: Assessment, shown: Iterable[Position]
) -> tuple[list[Position], list[Position]]:
    every, label = tuple(shown), assessment.registry.label
    return (
        unsupported(every, assessment.standings, label),
        copies_left(every, assessment.standings, label),
    )


def _line(assessment: Assessment, position: Position) -> str:
    organisation, answer = short_name(assessment, position.organisation), _used(position)
    uses = f"{organisation} {'uses' if position.unsupported else 'used'}"
    version = f", version {answer.version}" if answer else ""
    what = f"{named(assessment, position.document)}{version}"
    ring = f"Ring: {champion(assessment, position.organisation)}"
    return f"  {uses} {what}. It is: {_stands(assessment, position).lower()}. {ring}"


def _stands(assessment: Assessment, position: Position) -> str:
    return how_text_stands(position, assessment.standings.get(position.document))


def _used(position: Position) -> Answer | None:
    """The answer by which the text is in use, or was."""
    return position.answer if position.unsupported else position.earlier


def _plain(assessment: Assessment, position: Position) -> dict[str, Any]:
    label, answer = assessment.registry.label, _used(position)
    name = champion_post(assessment, position.organisation)
    post = assessment.registry.records.get(name)
    return {
        "organisation": position.organisation,
        "title": label(position.organisation),
        "document": position.document,
        "document_title": label(position.document),
        "version": answer.version if answer else "",
        "how_it_stands": _stands(assessment, position),
        "champion": name,
        "champion_vacant_since": vacant_since(post) if post else None,
        "record": answer.record if answer else "",
    }
