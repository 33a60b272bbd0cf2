"""The list of known faults that an old library began with: it only ever gets shorter.

Pure. ``registry/baseline.yaml`` names each by its file, its code and its fingerprint. What may
stand in it are errors that may be waived (``Code.waivable``). A warning stops nothing, so there is
no need to list it, and a list of overdue reviews would only make people forget them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, Severity
from handbook.rules.reading import choices, rows
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.load.model import Loaded

PATH = "registry/baseline.yaml"
TYPE = KnownType.BASELINE
TOP = "registry/"

BAS001 = Code(
    id="BAS001",
    severity=Severity.ERROR,
    title="The list of known faults gets longer",
    explanation=(
        "A network that takes over an old library may begin with a list of the faults that are in"
        " it, so that each can be mended in its own time (`handbook baseline`). It is begun once,"
        " and from then on only gets shorter. This branch puts something into the list, or begins"
        " another after the first is gone. What is new must be mended, or waived by somebody who"
        " may."
    ),
    integrity=True,
)
BAS002 = Code(
    id="BAS002",
    severity=Severity.NOTE,
    title="A known fault that is not found any more",
    explanation=(
        "Something in the list of known faults was mended, so it can be taken out:"
        " `handbook baseline --shrink` does so. Until then the list could hide the same fault, if"
        " it were brought back."
    ),
)
BAS003 = Code(
    id="BAS003",
    severity=Severity.ERROR,
    title="A known fault that cannot be one",
    explanation=(
        "Some faults cannot be put on a list for later: whatever puts a decision, a sealed text or"
        " the words and numbers of a page in doubt, and whatever keeps a file from being read."
        " Warnings stop nothing and are not listed either. This line of the list is about something"
        " of that kind, or about a code that there is not, and counts for nothing."
        " `handbook baseline --shrink` takes it out."
    ),
    integrity=True,
)
CODES = (BAS001, BAS002, BAS003)

_ENTRY = re.compile(r"([A-Z]{2,3}[0-9]{3}) ([0-9a-f]{16})(?: x([0-9]{1,4}))?")

Fault = tuple[str, str, str]
"""The file of a known fault, its code, and its key (``rules/aside/fingerprint.py``)."""


def faults_in(loaded: Loaded | None) -> Counter[Fault]:
    """The known faults that a registry lists, each as often as it is there."""
    if loaded is None:
        return Counter()
    held: list[Mapping[str, Any]] = [r.data for r in loaded.records if r.type == TYPE]
    held += [b.data for b in loaded.broken if b.path == PATH and isinstance(b.data, dict)]
    return Counter(dict(_faults(held)))


def _faults(held: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Fault, int]]:
    for data in held:
        for _, row in rows(data, "files"):
            listed = row.get("faults")
            for entry in listed if isinstance(listed, list) else ():
                match = _ENTRY.fullmatch(str(entry))
                if match:
                    code, key, times = match.groups()
                    yield (f"{TOP}{row.get('file')}", code, key), int(times or 1)


def listable(code: Code) -> bool:
    """Whether what a code tells may stand in the list."""
    return code.waivable and code.severity is Severity.ERROR


def as_files(faults: Counter[Fault]) -> list[dict[str, Any]]:
    """Known faults as the list in the file has them, in order of file and code."""
    files: dict[str, list[str]] = {}
    for (path, code, key), times in sorted(faults.items()):
        if times > 0:
            more = f" x{times}" if times > 1 else ""
            files.setdefault(path.removeprefix(TOP), []).append(f"{code} {key}{more}")
    return [{"file": file, "faults": entries} for file, entries in files.items()]


def must_be_mended(listed: Counter[Fault], codes: Mapping[str, Code]) -> Iterator[Finding]:
    """Of each code in the list that cannot stand there, one finding."""
    for name in sorted({code for _, code, _ in listed}):
        known = codes.get(name)
        if known is None or not listable(known):
            files = [path for path, code, _ in listed if code == name]
            why = (
                f"there is no finding called {name}"
                if known is None
                else f"{name} cannot be listed"
            )
            message = f"{why}; the list names it for {choices(files, 3)}"
            hint = "`handbook baseline --shrink` takes it out of the list."
            yield Finding(BAS003, PATH, message, hint, route=("files",), about=TYPE)


def gone(left: Counter[Fault]) -> Iterator[Finding]:
    """What is listed and not found any more, in one finding."""
    over = sorted({path for (path, _, _), times in left.items() if times > 0})
    if over:
        number = sum(times for times in left.values() if times > 0)
        many = "1 known fault is" if number == 1 else f"{number} known faults are"
        message = f"{many} not found any more, in {choices(over, 3)}"
        hint = "`handbook baseline --shrink` takes out what is mended."
        yield Finding(BAS002, PATH, message, hint, route=("files",), about=TYPE)
