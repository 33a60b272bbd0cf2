"""What a branch may not do to the answers of organisations: change them, or bring who gives them.

Like those of the family ``branch``, these rules are run only where a base was named.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

BRA008 = Code(
    id="BRA008",
    severity=Severity.ERROR,
    title="An answer that an organisation gave is changed or removed",
    explanation=(
        "What an organisation answered about a document stays as it was written down: it is how"
        " anyone can tell later which text was used there, and since when. This branch changes,"
        " renames or removes an answer that the base branch has. Bring the file back, and add a"
        " new answer. If the old one was entered in error, the new one names it under `corrects`,"
        " and the old one then counts on no day."
    ),
    integrity=True,
)
BRA009 = Code(
    id="BRA009",
    severity=Severity.ERROR,
    title="An answer by a post that its own branch brings",
    explanation=(
        "Who may answer for an organisation is read from the base branch, never from the branch"
        " under review: otherwise one branch could make up a post, or move one, and adopt a text"
        " in the name of people who were never asked. As the base branch stands, this answer does"
        " not count. Let the change to posts and organisations be merged first, and the answer"
        " after it."
    ),
    integrity=True,
)

_ANSWERS = "registry/adoptions/"


@rule(BRA008)
def answers_stay(branch: Branch) -> Iterator[Finding]:
    """No answer of the base is edited, renamed or removed."""
    for path, what in sorted(branch.changes.items()):
        if path.startswith(_ANSWERS) and what != "added":
            about = PurePosixPath(path).stem
            message = f"this answer was given, and this branch has {what} it"
            hint = (
                "Bring the file back as it is on the base branch (docs/saving.md)."
                " Then add a new answer, with 'corrects' if this one was entered in error."
            )
            yield Finding(BRA008, path, message, hint, about=about)


@rule(BRA009)
def posts_answer_by_the_base(branch: Branch, assessment: Assessment) -> Iterator[Finding]:
    """Every new answer is by a post that belongs to the organisation on the base already."""
    faulty = {fault.record for fault in assessment.adoption.faults if fault.ground == "post"}
    base = {record.id: record for record in branch.base.loaded.records}
    here = branch.head.ids()
    known = branch.base.paths | branch.before_reading.paths
    for record in branch.head.loaded.records:
        if record.type != KnownType.ADOPTION or record.path in known or record.id in faulty:
            continue
        if not all(word(record.data, name) in here for name in ("organisation", "by")):
            continue  # a name that leads nowhere on the branch either is told as that
        why = _not_by_base(record, base)
        if why:
            changed = [path for path in branch.changed_authority() if _stands_for(record, path)]
            brought = f" ({', '.join(changed)})" if changed else ""
            message = (
                f"on the base branch, {why}; what this branch itself brings{brought} does not"
                " count for it"
            )
            hint = "Let the post and its organisation be merged first; propose this answer after."
            yield finding(BRA009, record, message, hint=hint, route=("by",))


def _not_by_base(record: Record, base: dict[str, Record]) -> str:
    """Why a post cannot answer for an organisation on the base; empty if it can."""
    organisation, post = word(record.data, "organisation"), word(record.data, "by")
    for name, kind in ((organisation, "organisation"), (post, "post")):
        if name not in base or base[name].type != kind:
            return f"there is no {kind} “{name}” that can be read"
    belongs = word(base[post].data, "organisation")
    return "" if belongs == organisation else f"the post “{post}” belongs to “{belongs}”"


def _stands_for(record: Record, path: str) -> bool:
    """Whether a path is that of the post or the organisation of an answer."""
    return PurePosixPath(path).stem in (word(record.data, "organisation"), word(record.data, "by"))
