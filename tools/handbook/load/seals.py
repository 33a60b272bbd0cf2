"""Sealed texts: the folders below ``registry/_endorsed/``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.finding import Finding, Severity
from handbook.load.attachments import attachment
from handbook.load.codes import SEAL
from handbook.load.model import Attachment, Broken, BrokenKind, Record, Seal
from handbook.load.trees.base import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.load.places import FilePlace
    from handbook.load.swept import Swept
    from handbook.source.yaml.model import Source
    from handbook.types.model import Types

FORMAT = 1
LINES = frozenset({"format", "document", "version", "type", "digest", "administrative"})


class _BrokenSealError(Exception):
    """A sealed text that cannot be used, with the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings


def load_seals(
    tree: Swept, spots: Iterable[FilePlace], types: Types, unusable: Iterable[FilePlace]
) -> tuple[list[Seal], list[Broken], list[Finding]]:
    """All sealed texts; those that cannot be used; and why. ``unusable`` files were not read."""
    folders: dict[tuple[str, str], dict[str, str]] = {}
    for spot in spots:
        folders.setdefault((spot.id, spot.version), {})[spot.name] = spot.path
    spoilt = {(spot.id, spot.version) for spot in unusable}
    seals: list[Seal] = []
    broken: list[Broken] = []
    findings: list[Finding] = []
    for document, version in sorted({*folders, *spoilt}):
        path = f"registry/_endorsed/{document}/{version}/seal.yaml"
        try:
            if (document, version) not in spoilt:
                files = folders[document, version]
                seals.append(_Folder(tree, files, path, document, version).seal(types))
                continue
        except _BrokenSealError as problem:
            findings += problem.findings
            broken.append(Broken(BrokenKind.SEAL, "", document, path, None, version))
    return seals, broken, findings


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of one sealed text. ``files`` are its files by name; ``path`` is its seal."""

    tree: Swept
    files: Mapping[str, str]
    path: str
    document: str
    version: str

    def seal(self, types: Types) -> Seal:
        """The sealed text. Raises ``_BrokenSealError``."""
        if "seal.yaml" not in self.files:
            raise _broken(self.path, "this sealed text has no seal.yaml")
        data = _data(_read(self.tree, self.files["seal.yaml"]))
        administrative = self.checked(data, types)
        record = self.record(data["type"], f"record{types[data['type']].suffix}")
        return Seal(
            document=self.document,
            version=self.version,
            type=data["type"],
            digest=data["digest"],
            administrative=administrative,
            record=record,
            path=self.path,
        )

    def checked(self, data: Mapping[str, Any], types: Types) -> frozenset[str]:
        """The administrative fields that the seal names, once all of it has been checked."""
        path = self.path
        if set(data) != LINES:
            odd = ", ".join(sorted(LINES ^ set(data)))
            raise _broken(path, f"these lines of the seal are missing or not known: {odd}")
        if data["format"] != FORMAT or isinstance(data["format"], bool):
            raise _broken(path, f"this tool reads seals of format {FORMAT} only")
        if data["document"] != self.document or data["version"] != self.version:
            whose = f"version {self.version} of {self.document}"
            raise _broken(path, f"the seal does not belong to {whose}, in whose folder it lies")
        if not isinstance(data["type"], str) or data["type"] not in types:
            raise _broken(path, "the seal names a content type that is not known")
        if not isinstance(data["digest"], str):
            raise _broken(path, "the seal has no digest")
        names = data["administrative"]
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise _broken(path, "the seal does not list the fields that were left out")
        return frozenset(names)

    def record(self, type_name: str, expected: str) -> Record:
        """The record as it was sealed."""
        texts = [name for name in ("record.md", "record.yaml") if name in self.files]
        if texts != [expected]:
            what = f"{' and '.join(texts) or 'no record'}, but must have {expected} alone"
            raise _broken(self.path, f"this sealed text has {what}")
        source = _read(self.tree, self.files[expected])
        text = _data(source)
        if text.get("id") != self.document:
            raise _broken(source.path, f"this sealed text lies in the folder of {self.document}")
        return self.tree.sources.same(
            Record(
                type=type_name,
                id=self.document,
                path=source.path,
                data=text,
                body=source.body,
                body_line=source.body_line,
                places=source.places,
                attachments=self.attachments(),
            )
        )

    def attachments(self) -> tuple[Attachment, ...]:
        """The files that were sealed with it."""
        attachments: list[Attachment] = []
        for name, path in sorted(self.files.items()):
            if name.startswith("attachments/"):
                sealed, problem = attachment(self.tree, path)
                if sealed is None:  # and then there is always a problem to tell
                    raise _BrokenSealError(*([problem] if problem else []))  # pragma: no mutate
                attachments.append(sealed)
        return tuple(attachments)


def _read(tree: Swept, path: str) -> Source:
    try:
        return tree.source(path)
    except OSError as problem:
        raise _BrokenSealError(unreadable(path, problem)) from None


def _data(source: Source) -> dict[str, Any]:
    if source.data is None or any(f.severity is Severity.ERROR for f in source.findings):
        raise _BrokenSealError(*source.findings)
    return source.data


def _broken(path: str, message: str) -> _BrokenSealError:
    hint = "Bring the folder back from git; if that is not possible, endorse the document again."
    return _BrokenSealError(Finding(SEAL, path, message, hint))
