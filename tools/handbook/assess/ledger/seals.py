"""Sealed texts: what is kept when a text is endorsed, and whether it is still what was kept.

A sealed text is a folder, ``registry/_endorsed/<document>/<version>/``::

    seal.yaml              whose text this is, its digest, and the fields that were left out
    record.md (or .yaml)   the fields that were not left out, and the body, as anyone can read them
    attachments/<name>     the files that belong to it, byte for byte

Nobody writes one by hand and nobody changes one: ``author`` writes it, ``load`` reads it, and
``fault`` here tells whether it can be believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.digest import PREFIX, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from handbook.load.model import Record, Seal

FOLDER = "registry/_endorsed"
FORMAT = 1


def working_digest(record: Record, administrative: Collection[str]) -> str:
    """The digest of the working text, with these top-level fields left out of it."""
    return digest(
        record.type, record.id, record.data, record.body, record.attachments, administrative
    )


def sealed_digest(seal: Seal) -> str:
    """The digest of a sealed text as it lies in its folder, whatever the seal claims."""
    text = seal.record
    return digest(
        seal.type, seal.document, text.data, text.body, text.attachments, seal.administrative
    )


def fault(seal: Seal) -> str:
    """Why a sealed text cannot be believed, in words; empty if it can.

    It can if its digest, computed anew, is the one that its seal claims.
    """
    where = f"the sealed text of version {seal.version}"
    if not seal.digest.startswith(PREFIX):
        return f"{where} has a digest of a kind that this tool does not know"
    left_in = sorted(seal.administrative & seal.record.data.keys())
    if left_in:
        return f"{where} holds a field that was not endorsed with it: {', '.join(left_in)}"
    try:
        computed = sealed_digest(seal)
    except ValueError as problem:
        return f"{where} cannot be checked: {problem}"
    if computed != seal.digest:
        return f"{where} is not the text that was sealed: its digest has changed"
    return ""


def seal_folder(document: str, version: str) -> str:
    """Where a sealed text lies, relative to the repository."""
    return f"{FOLDER}/{document}/{version}"


def seal_files(
    record: Record,
    suffix: str,
    version: str,
    administrative: Collection[str],
    contents: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The files of a new sealed text, by their path relative to the repository.

    ``suffix`` is that of the record's own file, ``contents`` the bytes of each attachment by name.
    Raises ``ValueError`` if the text has no canonical form, ``KeyError`` if an attachment's bytes
    are not among ``contents``.
    """
    from handbook.source.yaml.emit import markdown_text, yaml_text  # noqa: PLC0415  only where texts are sealed

    folder = seal_folder(record.id, version)
    seal: dict[str, Any] = {
        "format": FORMAT,
        "document": record.id,
        "version": version,
        "type": record.type,
        "digest": working_digest(record, administrative),
        "administrative": sorted(administrative),
    }
    fields = {k: v for k, v in record.data.items() if k not in administrative}
    text = yaml_text(fields) if record.body is None else markdown_text(fields, record.body)
    return {
        f"{folder}/record{suffix}": text.encode(),
        **{f"{folder}/attachments/{a.name}": contents[a.name] for a in record.attachments},
        f"{folder}/seal.yaml": yaml_text(seal).encode(),
    }
