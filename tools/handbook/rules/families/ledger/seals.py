"""Sealed texts: what was endorsed is still there, word for word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.assess.ledger.event import SEALED
from handbook.assess.ledger.seals import fault
from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Finding, Severity
from handbook.load.model import BrokenKind
from handbook.load.passed_over import is_opened
from handbook.rules.engine import finding, rule
from handbook.rules.reading import rows, strings, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.link import Registry

_FILLED_IN = re.compile(r"\$Id(?::[^$\n]*)?\$")
_RESTORE = "Bring back the files as they were endorsed; never change a sealed text by hand."

SEA001 = Code(
    id="SEA001",
    severity=Severity.ERROR,
    title="The sealed text of an endorsed version is missing",
    explanation=(
        "When a group endorses a document, its text is sealed: kept under `registry/_endorsed/`,"
        " word for word, so that readers always get what was endorsed. The text that this decision"
        " endorsed is not there or cannot be read. Nobody can show what was agreed, so the document"
        " counts as not endorsed."
    ),
    integrity=True,
)
SEA002 = Code(
    id="SEA002",
    severity=Severity.ERROR,
    title="A sealed text has been changed",
    explanation=(
        "A sealed text carries a fingerprint of its words, fields and attachments. The fingerprint"
        " of what lies there now is another one: somebody has changed it after it was endorsed."
        " To change a document, change its working text and let the group endorse that."
    ),
    integrity=True,
)
SEA003 = Code(
    id="SEA003",
    severity=Severity.ERROR,
    title="A decision is about another text than the sealed one",
    explanation=(
        "The decision carries the fingerprint of the text that the group had before it, and the"
        " text sealed under that version has another. What was agreed and what is kept are not the"
        " same."
    ),
    integrity=True,
)
SEA004 = Code(
    id="SEA004",
    severity=Severity.ERROR,
    title="A sealed text that no decision endorsed",
    explanation=(
        "A text lies under `registry/_endorsed/`, and no decision endorses it. Nobody has agreed"
        " to it, and it is shown nowhere as endorsed. `handbook decide` writes both together."
    ),
    integrity=True,
)
SEA005 = Code(
    id="SEA005",
    severity=Severity.ERROR,
    title="An endorsed document has lost its record",
    explanation=(
        "A sealed text exists for a document whose own file is gone. Documents are not deleted:"
        " they are withdrawn by a decision, keep their page, and say why and what to use instead."
    ),
    integrity=True,
)
SEA006 = Code(
    id="SEA006",
    severity=Severity.WARNING,
    title="A sealed text leaves out what belongs to the content",
    explanation=(
        "A few fields, such as the owner, are left out when a text is sealed, because they may"
        " change without a decision. This sealed text leaves out a field that is content for such"
        " documents today. Either the field has become content since, or the seal was not made by"
        " `handbook decide`; from the files alone nobody can tell which. The endorsement holds for"
        " what was sealed. The field was not endorsed and is not shown on the endorsed page, until"
        " the group endorses the document again."
    ),
)

SEA007 = Code(
    id="SEA007",
    severity=Severity.ERROR,
    title="Words that git would fill in",
    explanation=(
        "Git can put a number of its own where a file says `$Id$`, and then what others get is not"
        " what was written: the fingerprint of an endorsed text no longer fits, and the document"
        " counts as not endorsed. Write it otherwise, for instance without the second dollar sign."
    ),
)


@rule(SEA001, SEA003)
def endorsed_is_sealed(registry: Registry) -> Iterator[Finding]:
    """Every version that was endorsed is sealed, with the digest that the decision names."""
    unreadable = {
        (broken.id, broken.version) for broken in registry.broken if broken.kind == BrokenKind.SEAL
    }
    for record in registry.of_type(KnownType.DECISION):
        for index, row in rows(record.data, "documents"):
            document, version, digest = (word(row, n) for n in ("document", "version", "digest"))
            seal = registry.seals.get((document, version))
            at = ("documents", index)
            if seal is None and record.get("kind") in SEALED:
                what = "cannot be read" if (document, version) in unreadable else "is missing"
                message = f"the sealed text of “{document}” version {version} {what}"
                yield finding(SEA001, record, message, hint=_RESTORE, route=(*at, "version"))
            if (
                seal
                and digest
                and digest != seal.digest
                and record.get("kind") != DecisionKind.CONSULT
            ):
                message = f"this digest is not that of “{document}” version {version} as sealed"
                hint = "Find out which text the group had before it; let a group endorse it anew."
                yield finding(SEA003, record, message, hint=hint, route=(*at, "digest"))


@rule(SEA002)
def sealed_is_unchanged(registry: Registry) -> Iterator[Finding]:
    """Every sealed text is still the one that was sealed."""
    for seal in registry.seals.values():
        why = fault(seal)
        if why:
            path = seal.record.path
            yield Finding(SEA002, path, f"“{seal.document}”: {why}", _RESTORE, about=seal.document)


@rule(SEA004, SEA005)
def sealed_is_endorsed(registry: Registry) -> Iterator[Finding]:
    """Every sealed text belongs to a document that is here, and was endorsed by a decision."""
    endorsed = {
        (word(row, "document"), word(row, "version"))
        for record in registry.of_type(KnownType.DECISION)
        if record.get("kind") in SEALED
        for _, row in rows(record.data, "documents")
    }
    broken = {file.id for file in registry.broken}
    ledger_is_whole = not any(file.type == KnownType.DECISION for file in registry.broken)
    for (document, version), seal in registry.seals.items():
        path, about = seal.path, seal.document
        if (document, version) not in endorsed and ledger_is_whole:
            message = f"no decision endorses “{document}” version {version}"
            hint = "Record the decision, or remove the folder if nothing was decided."
            yield Finding(SEA004, path, message, hint, about=about)
        if document not in registry.records and document not in broken:
            message = f"“{document}” has a sealed text, and its own file is gone"
            yield Finding(SEA005, path, message, "Bring it back, and withdraw it.", about=about)


@rule(SEA006)
def content_is_sealed(registry: Registry) -> Iterator[Finding]:
    """Every sealed text leaves out only what is administrative for its type today."""
    for seal in registry.seals.values():
        kind = registry.types.get(seal.type)
        if kind is None:
            continue
        content = kind.schema.get("properties", {}).keys() - kind.administrative
        for name in sorted(seal.administrative & content):
            message = (
                f"version {seal.version} of “{seal.document}” was sealed without the field"
                f" “{name}”, which is content today"
            )
            hint = "Let the group endorse the document again, so that the field is endorsed too."
            yield Finding(SEA006, seal.path, message, hint, about=seal.document)


@rule(SEA007)
def git_fills_nothing_in(registry: Registry) -> Iterator[Finding]:
    """No record has words that git would fill in when it checks the file out."""
    hint = "Write it otherwise, for instance without the second dollar sign."
    message = "git would fill in the words $Id$"
    for record in filter(is_opened, registry.records.values()):
        for number, line in enumerate((record.body or "").split("\n"), 1):
            match = _FILLED_IN.search(line)
            if match:
                from handbook.assess.texts import place_in_body  # noqa: PLC0415  hardly ever

                place = place_in_body(record, number, match.start() + 1)
                yield finding(SEA007, record, message, hint=hint, place=place)
        for route, text in strings(record.data):
            if _FILLED_IN.search(text):
                yield finding(SEA007, record, message, hint=hint, route=route)
