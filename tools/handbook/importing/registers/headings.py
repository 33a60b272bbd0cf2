"""What the columns of a register or of a policy's items may hold, and the headings that mean it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What a column may hold: its name here, what it is, and the headings that mean it.

    ``not_with`` are words beside which the same heading means something else.
    """

    name: str
    what: str
    headings: tuple[str, ...]
    not_with: frozenset[str] = frozenset()


_PAST = frozenset({"last", "previous", "old", "original", "first"})

DOCUMENTS = (
    Known(
        "title",
        "what the document is called",
        (
            "title",
            "document title",
            "document name",
            "guideline",
            "guideline title",
            "document",
            "guideline name",
            "name of guideline",
            "name of document",
            "policy title",
            "name",
            "policy",
            "policy name",
            "sop title",
            "procedure",
            "subject",
        ),
    ),
    Known(
        "reference",
        "its number",
        (
            "reference",
            "ref",
            "ref no",
            "ref number",
            "reference number",
            "reference no",
            "document number",
            "document no",
            "doc no",
            "doc number",
            "document id",
            "doc id",
            "id",
            "code",
            "unique identifier",
            "unique id",
            "number",
            "no",
            "document reference",
            "doc ref",
            "guideline number",
        ),
    ),
    Known(
        "version",
        "the old version number",
        (
            "version",
            "version no",
            "version number",
            "ver",
            "v",
            "issue no",
            "issue number",
            "revision",
        ),
    ),
    Known(
        "owner",
        "the post that keeps it up to date",
        (
            "owner",
            "document owner",
            "guideline owner",
            "lead",
            "document lead",
            "guideline lead",
            "lead author",
            "author lead",
            "responsible",
            "responsible post",
            "responsible person",
            "responsible officer",
            "lead officer",
            "owner post",
            "author",
            "authors",
            "author owner",
            "clinical lead",
            "policy lead",
            "lead person",
        ),
    ),
    Known(
        "organisation",
        "where the owner works",
        (
            "organisation",
            "organization",
            "org",
            "trust",
            "provider",
            "employer",
            "site",
            "hospital",
            "owner organisation",
            "owning organisation",
            "hospice",
        ),
    ),
    Known(
        "endorsed-by",
        "the group that approved it",
        (
            "approved by",
            "ratified by",
            "endorsed by",
            "approving committee",
            "ratifying committee",
            "committee",
            "approving group",
            "approval group",
            "ratification group",
            "group",
            "approving body",
            "authorised by",
            "agreed by",
            "approval body",
            "approved at",
        ),
    ),
    Known(
        "endorsed-on",
        "the day on which it was approved",
        (
            "approved",
            "approved on",
            "approval date",
            "date approved",
            "date of approval",
            "ratified",
            "ratified on",
            "date ratified",
            "ratification date",
            "date of ratification",
            "endorsed",
            "endorsed on",
            "date endorsed",
            "date agreed",
            "agreed on",
            "agreed",
            "last approved",
            "last ratified",
            "date last approved",
            "date last ratified",
            "last approval date",
        ),
    ),
    Known(
        "review-due",
        "the day by which it is to be reviewed",
        (
            "review date",
            "review due",
            "next review",
            "next review date",
            "due for review",
            "date of next review",
            "review by",
            "date for review",
            "review due date",
            "review",
            "date due for review",
            "next review due",
            "due date",
        ),
        _PAST,
    ),
    Known(
        "expires",
        "the day on which it ends",
        ("expiry", "expiry date", "expires", "expires on", "valid until", "valid to", "end date"),
    ),
    Known("status", "what the old register calls its state", ("status", "state", "current status")),
    Known(
        "category",
        "its shelf",
        ("category", "theme", "topic", "section", "area", "specialty", "folder"),
    ),
    Known("type", "what kind of document it is", ("type", "document type", "doc type", "kind")),
)
"""What the columns of a register of documents may hold."""

ITEMS = (
    Known(
        "id",
        "the item's number",
        (
            "number",
            "no",
            "item",
            "item number",
            "id",
            "ref",
            "reference",
            "recommendation number",
            "statement number",
            "recommendation",
        ),
    ),
    Known(
        "topic",
        "what it asks for, in the network's own words",
        (
            "topic",
            "in our words",
            "summary",
            "what it asks",
            "description",
            "own words",
            "our words",
            "short title",
            "asks",
        ),
    ),
    Known("title", "its own title", ("title", "heading", "name", "statement")),
    Known("section", "the section it stands in", ("section", "section number", "chapter", "part")),
    Known("kind", "what kind of item it is", ("kind", "type")),
)
"""What the columns of a table of a policy's items may hold."""
