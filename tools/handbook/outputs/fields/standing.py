"""How a document stands, as fields: those of ``api/register.json`` and of every file like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.standing.as_dict import standing_as_dict
from handbook.assess.standing.model import Standing
from handbook.assess.words import Flag, Local, State, Timeliness
from handbook.load.model import BrokenKind
from handbook.outputs.fields.model import Field, choice, day, flag, number, row, text, texts
from handbook.render.markdown.texts import shown_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.render.context import Context

VISIBILITY = text(
    "visibility",
    "`public` or `members`; in the public edition only public records are listed.",
    ("public", "members"),
)
ADOPTION = row(
    "adoption",
    "How many organisations recorded what, by themselves; `null` where nobody is asked and nobody"
    " answered. In the public edition it is counted without answers for members.",
    row(
        "answers",
        "How many gave each answer.",
        *(number(str(word), f"How many: {word}.") for word in Local),
    ),
    number("asked", "How many are asked about it today; none, if it is not in force."),
    number("uses_version_in_force", "How many use the version in force, as it is or adapted."),
    number("behind", "How many answered about an older version."),
    number("not_supported", "How many use a text which the network does not stand behind."),
    number("outstanding", "How many have yet to answer about the version in force."),
    nullable=True,
)
STANDING: tuple[Field, ...] = (
    text("id", "The document's id, which never changes and is never used again."),
    text("type", "Its content type, such as `guideline`."),
    text("title", "What readers know it by: the title of the text that they get."),
    text("page", "Its page, relative to the site."),
    flag("in_force", "Whether the network stands behind its text on that day."),
    text("state", "How it stands.", State),
    choice("timeliness", "Where it is in its review cycle, if it is in force.", Timeliness),
    texts("flags", "What is true of it besides.", sorted(Flag)),
    texts("words", "How it stands, as readers see it."),
    texts("why", "If it cannot be told, what could not be read or checked."),
    text("version", "The version of the text that readers get; empty if there is none."),
    text("digest", "The fingerprint of that text."),
    day("until", "The last day on which it may be relied on without asking again."),
    day("review_due", "Its review date."),
    day("expires", "The end of its endorsement, if it has one."),
    text(
        "successor",
        "The document that was decided to take its place; it may have left use itself since.",
    ),
    text(
        "use_instead",
        "The document in force that the chain of successors leads to; empty where there is none"
        " to use.",
    ),
    flag("text_hidden", "Whether it was published in error, so that its text is shown nowhere."),
    VISIBILITY,
    ADOPTION,
)


def documents(context: Context) -> Iterator[tuple[Standing, dict[str, Any]]]:
    """Every document that has a page, in order of its id, with the values of ``STANDING``."""
    known = {record.id for record in context.registry.with_behaviour("endorsable")}
    for document in sorted(known | _held_back(context)):
        standing = context.standing(document) or Standing(
            document, State.UNKNOWN, why=(context.quarantined.get(document, "it cannot be read"),)
        )
        record = context.registry.records.get(document)
        title = context.label(document)
        yield (
            standing,
            {
                **standing_as_dict(context.assessment, standing, title, context.standing),
                "visibility": "public" if record is not None and record.public else "members",
                "page": context.places.url(document),
            },
        )


def readable_data(context: Context, standing: Standing) -> Mapping[str, Any]:
    """What is said of a document besides: by the text that readers get, or by the draft they see.

    Nothing of a text that is hidden, cannot be shown, or may not be the one that was endorsed.
    """
    record = context.registry.records.get(standing.document)
    if record is None or record.id in context.quarantined:
        return {}
    kind = context.kind(record)
    administrative = {k: v for k, v in record.data.items() if k in kind.administrative}
    if standing.text_hidden or standing.state is State.UNKNOWN:
        return administrative
    if not standing.version:
        return record.data
    seal = context.seals.get(record.id, {}).get(standing.version)
    return shown_data(context, record, seal) if seal else administrative


def document_in_force(standing: Standing) -> bool:
    """Whether a document may be relied on: the one rule of ``in_force``."""
    return standing.in_force and not standing.text_hidden


def _held_back(context: Context) -> set[str]:
    """Documents whose files cannot be used, which have no record and a page that says so."""
    types = context.registry.types
    return {
        broken.id
        for broken in context.registry.broken
        if broken.kind == BrokenKind.RECORD
        and broken.id in context.quarantined
        and broken.type in types
        and types[broken.type].has("endorsable")
    }
