"""``CODEOWNERS``: whom a forge asks to look at a change, by who answers for each file.

A document belongs to its owner's post and to the group that endorses it. Whatever says who decides,
what was decided, or how a change is checked belongs to the coordinator and the clinical safety
officer. Of several lines that fit a path, the last one counts, so these stand last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind
from handbook.starting.marking import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Forge
    from handbook.load.model import Record

GUARDED = (
    "registry/decisions/",
    "registry/_endorsed/",
    "registry/meetings/",
    "registry/adoptions/",
    "registry/network.yaml",
    "registry/posts/",
    "registry/terms-of-reference/",
    "registry/signing-keys/",
    "registry/_types/",
    "registry/waivers/",
    "registry/baseline.yaml",
    "mkdocs.yml",
)
"""Below the folder of the registry: what was decided, who may decide, how the handbook is made."""
GUARDED_AT_TOP = (".github/", ".gitlab/", ".gitlab-ci.yml", "CODEOWNERS", "docs/CODEOWNERS")
"""At the top of the repository: how a change is checked, and who is asked about it."""
PLACES = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where each kind of forge looks for the file; the first that is there counts."""
WRITTEN = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
"""Where a new one is written."""

_HEAD = """\
# Whom the forge asks to look at a change. Of several lines that fit, the last one counts.
# Written by `handbook init ci` from owners, endorsing groups and settings.forge in
# registry/network.yaml. When those change, run it again.
# handbook:written
"""
_AWKWARD = re.compile(r"[\[\]#!*?\\]")


@dataclass(frozen=True, slots=True)
class OwnedPath:
    """A path from the top of the repository, and whom the forge asks about it, in order."""

    path: str
    names: tuple[str, ...]
    guarded: bool = False


def owned_paths(assessment: Assessment, forge: Forge) -> tuple[OwnedPath, ...]:
    """Every line of the file, in order; a path without names has nobody who could be asked."""
    guards = guards_of(assessment, forge)
    top = f"{forge.folder}/" if forge.folder else ""
    lines = [OwnedPath(f"{top}registry/", guards)]
    endorsers = endorsing_groups(assessment)
    for record in sorted(assessment.registry.with_behaviour("controlled"), key=_path):
        if record.path.startswith(GUARDED):
            continue
        people = [str(record.get("owner") or ""), endorsers.get(record.id, "")]
        names = _names(forge, people) or guards
        lines.append(OwnedPath(f"{top}{record.path}", names))
        lines += [OwnedPath(f"{top}{each.path}", names) for each in record.attachments]
    tools = ("tools/", "requirements/", "pyproject.toml") if forge.tool is None else ()
    lines += [OwnedPath(f"{top}{path}", guards, guarded=True) for path in GUARDED]
    lines += [OwnedPath(path, guards, guarded=True) for path in (*tools, *GUARDED_AT_TOP)]
    return tuple(lines)


def guards_of(assessment: Assessment, forge: Forge) -> tuple[str, ...]:
    """Whom the forge asks about what says who decides: coordinator and clinical safety officer."""
    network = assessment.registry.network()
    posts = ("coordinator", "clinical-safety-officer")
    return _names(forge, (str(network.get(post) or "") for post in posts) if network else ())


def endorsing_groups(assessment: Assessment) -> dict[str, str]:
    """By document, the group that endorsed its last version."""
    return {
        document: event.group
        for document, standing in assessment.standings.items()
        for event in standing.events
        if event.kind in {DecisionKind.ENDORSE, DecisionKind.ATTEST} and event.group
    }


def codeowners_place(kind: str, is_there: Callable[[str], bool]) -> str:
    """Where the file stands that the forge reads, or where a new one would be written."""
    return next((path for path in PLACES[kind] if is_there(path)), WRITTEN[kind])


def codeowners(lines: Iterable[OwnedPath]) -> str:
    """The whole file. A path with nobody to ask is named in a comment, never left out unsaid."""
    return marked(_HEAD + "".join(f"{line}\n" for line in _written(lines)))


def _written(lines: Iterable[OwnedPath]) -> Iterator[str]:
    for line in lines:
        pattern = pattern_of(line.path)
        if line.names:
            yield f"{pattern} {' '.join(line.names)}"
        else:
            yield f"# Nobody is named for: {pattern}"


def pattern_of(path: str) -> str:
    """A path as a pattern that fits it, for both kinds of forge.

    A sign that has a meaning of its own becomes ``?``, which fits any one sign: forges do not agree
    on how such a sign is written.
    """
    return "/" + _AWKWARD.sub("?", path).replace(" ", "\\ ")


def _names(forge: Forge, people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for person in people for name in forge.names.get(person, ())))


def _path(record: Record) -> str:
    return record.path
