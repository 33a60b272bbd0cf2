"""Files that systems and editors leave about, told by their names alone."""

from __future__ import annotations

import re

_OF_SYSTEMS = frozenset(
    {".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"}
)
_COPY = re.compile(
    r"""
      \.(?P<swap>.+)\.sw[a-p]                 # vim, while a file is open
    | \.\#(?P<locked>.+)                      # emacs, while a file is open
    | \.~lock\.(?P<office>.+)\#               # LibreOffice, while a file is open
    | ~\$(?P<word>.+)                         # Word, while a file is open
    | \#(?P<saving>.+)\#                      # emacs, what was not saved
    | (?P<before>.+?)(?:~|\.~\d+~)            # what a file was before it was saved
    | (?P<kept>.+)\.(?:orig|rej|bak|backup|old|save|tmp|mine|r\d+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EDITORS = ("swap", "locked", "office", "word", "saving", "before")
_WHILE_OPEN = ("swap", "locked", "office", "word")


def left_by_a_system(name: str) -> bool:
    """Whether a file of this name is only ever made by a system, and says nothing of the network.

    AppleDouble files (``._x``) hold what a Mac knows of ``x``, never its text.
    """
    return name.lower() in _OF_SYSTEMS or (name.startswith("._") and len(name) > 2)  # noqa: PLR2004  more than the mark


def made_by_an_editor(name: str) -> bool:
    """Whether an editor makes files of this name by itself, and not a person on purpose."""
    match = _COPY.fullmatch(name)
    return match is not None and any(match[each] for each in _EDITORS)


def left_about(name: str) -> bool:
    """Whether a file of this name is left about by a system or an editor."""
    return left_by_a_system(name) or made_by_an_editor(name)


def copy_of(name: str) -> tuple[str, bool]:
    """The name of the file that this one is a copy of, by its name; "" if it is none.

    Besides, whether it is one that stands there only while somebody has the file open.
    """
    match = _COPY.fullmatch(name)
    if match is None:
        return "", False
    ((how, whose),) = ((key, value) for key, value in match.groupdict().items() if value)
    return whose, how in _WHILE_OPEN
