"""What the manifest of an evidence bundle says, for programs; the list of files is added later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.evidence.documents import Subject
    from handbook.evidence.model import Contents
    from handbook.evidence.texts import LeftOut, SealedText

SCHEMA_VERSION = 1
"""Of the manifest: raised when a field of it changes its meaning or goes."""
KIND = "handbook evidence bundle"
"""What every manifest says that it belongs to."""


def told(contents: Contents) -> dict[str, Any]:
    """Where a bundle comes from, how each document stood, and every answer."""
    origin = contents.origin
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "organisation": contents.organisation,
        "day": contents.day.isoformat(),
        "commit": origin.commit,
        "uncommitted": origin.uncommitted,
        "looks_back": origin.looks_back,
        "tool_version": origin.tool_version,
        "documents": [_told_subject(one) for one in contents.subjects],
        "answers": [
            {
                "record": one.record,
                "document": one.document,
                "version": one.version,
                "answer": one.answer,
                "date": one.day,
                "by": one.post,
                "counts": one.counts,
                "why": one.why,
            }
            for one in contents.answers
        ],
        "terms": [_told_text(one) for one in contents.trail.terms],
        "left_out": [_told_left(one) for one in contents.trail.left_out],
    }


def _told_subject(one: Subject) -> dict[str, Any]:
    return {
        "document": one.id,
        "state": one.state,
        "words": one.words,
        "why": list(one.why),
        "version_in_force": one.version,
        "digest": one.digest,
        "local": one.local,
        "meant_for_it": one.intended,
        "answer": one.answer,
        "notes": [note.words for note in one.notes],
        "texts": [_told_text(text) for text in one.texts],
        "left_out": [_told_left(left) for left in one.left_out],
    }


def _told_text(text: SealedText) -> dict[str, Any]:
    return {
        "record": text.record,
        "version": text.version,
        "digest": text.digest,
        "status": text.status,
        "in_force": text.usable,
        "folder": text.folder,
        "decisions": list(text.decisions),
    }


def _told_left(one: LeftOut) -> dict[str, str]:
    return {"name": one.name, "why": one.why, "digest": one.digest}
