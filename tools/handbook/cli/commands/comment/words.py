"""The one comment on a proposal, from what its check left behind. Pure.

Whoever proposes may have written what was left behind, so it is data and no more: bounded, without
signs that nobody sees, without pictures, and without calling anybody by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.proposal.markdown import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60_000
"""Signs of a comment; a forge takes some 65,000."""
_MOST_FILES = 3000
"""A forge tells of no more files than this, so that nobody can tell what else there is."""
_NAMED = 10
HOW_IT_IS_CHECKED = (".github/",)
"""Where the workflows are: who changes them can have the check say anything."""

_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
_MENTION = re.compile(r"(?<![\w@])@(?=\w)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_STRANGE = re.compile(r"[^A-Za-z0-9._/-]")


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The run that checked a proposal: of which commit, and where it can be looked at."""

    commit: str
    url: str


def comment(words: str, run: CheckRun, files: Iterable[str]) -> str:
    """The whole comment; ``files`` are the paths that the proposal changes, as the forge says.

    Where the proposal changes how it is checked, nothing is repeated of what its check says.
    """
    listed = list(files)
    touched = sorted(path for path in listed if path.startswith(HOW_IT_IS_CHECKED))
    head = (
        f"{MARKER}\n\n**What the check of this proposal says**, as of {run.commit[:12]}. A machine"
        " wrote it from the proposal alone: it approves nothing, and nothing here is in force."
        f" [The whole run, with a preview of the site]({run.url}).\n\n"
    )
    if touched or len(listed) >= _MOST_FILES:
        return head + _not_repeated(touched)
    return head + _cut(cleaned(words), LONGEST - len(head))


def cleaned(words: str) -> str:
    """Words that cannot hide anything, call anybody, or show a picture."""
    seen = "".join(
        sign for sign in words if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN
    )
    without = _COMMENT.sub("", seen).replace("![", "! [").replace("<img", "&lt;img")
    return _MENTION.sub("@\u200b", without).strip()


def _cut(words: str, longest: int) -> str:
    if len(words) <= longest:
        return f"{words}\n"
    ending = "\n\n**It goes on: read the rest in the run.**\n"
    return words[: longest - len(ending)].rpartition("\n")[0] + ending


def _not_repeated(touched: list[str]) -> str:
    if not touched:
        return "The proposal changes so many files that nobody can tell all of them from here.\n"
    named = "".join(f"- `{_STRANGE.sub('?', path)}`\n" for path in touched[:_NAMED])
    more = f"- and {len(touched) - _NAMED} more\n" if len(touched) > _NAMED else ""
    return (
        "**The proposal changes how proposals are checked, so what its own check says proves"
        f" nothing, and is not repeated here.** Look at these files first:\n\n{named}{more}"
    )
