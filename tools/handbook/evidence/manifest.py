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


def describe(contents: Contents) -> dict[str, Any]:
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
        "documents": [_subject(subject) for subject in contents.subjects],
        "answers": [
            {
                "record": answer.record,
                "document": answer.document,
                "version": answer.version,
                "answer": answer.answer,
                "date": answer.day,
                "by": answer.post,
                "counts": answer.counts,
                "why": answer.why,
            }
            for answer in contents.answers
        ],
        "terms": [_text(text) for text in contents.trail.terms],
        "left_out": [_left(left) for left in contents.trail.left_out],
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "document": subject.id,
        "state": subject.state,
        "words": subject.words,
        "why": list(subject.why),
        "version_in_force": subject.version,
        "digest": subject.digest,
        "local": subject.local,
        "meant_for_it": subject.intended,
        "answer": subject.answer,
        "notes": [note.words for note in subject.notes],
        "texts": [_text(text) for text in subject.texts],
        "left_out": [_left(left) for left in subject.left_out],
    }


def _text(text: SealedText) -> dict[str, Any]:
    return {
        "record": text.record,
        "version": text.version,
        "digest": text.digest,
        "status": text.status,
        "in_force": text.usable,
        "folder": text.folder,
        "decisions": list(text.decisions),
    }


def _left(left: LeftOut) -> dict[str, str]:
    return {"name": left.name, "why": left.why, "digest": left.digest}
