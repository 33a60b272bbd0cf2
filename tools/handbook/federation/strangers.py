"""A stranger's words, before anybody reads them: one line, and nothing of how anything stands."""

from __future__ import annotations

import re

from handbook.federation.fitting import UnfitError
from handbook.source.words.plain import sound

_TITLE = 200
_SENTENCES = 400
_NO_TITLE = "A title that cannot be shown here"
NO_NOTICE = "It gives notice that it is not to be relied on."
_PAGE = re.compile(r"(?!/)(?!.*\.\.)(?!.*//)[A-Za-z0-9._~/-]*(#[A-Za-z0-9._~-]*)?")
_ID = re.compile(r"[a-z0-9](-{0,2}[a-z0-9])*")
_VERSION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){1,2}")
_DIGEST = re.compile(r"v[0-9]{1,2}:sha256:[0-9a-f]{64}")


def line(text: str, most: int = _TITLE) -> str:
    """One line of signs that are seen, and not too many: nothing that a terminal or page obeys."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def title(text: str, instead: str = _NO_TITLE) -> str:
    """A title in one line; ``instead``, where it says how something stands, which we say here.

    What is to stand instead is often the stranger's, too, and is not shown either if it says so.
    """
    shown = (line(text), line(instead), _NO_TITLE if instead else "")
    return next(words for words in shown if not words or sound("title", words))


def sentences(text: str) -> str:
    """A few sentences in one line; nothing, where they say how something stands."""
    shown = line(text, _SENTENCES)
    return shown if sound("meaning", shown) else ""


def notice(text: str) -> str:
    """What a registry says of all that it publishes; in our words, where its own say a standing."""
    return sentences(text) or NO_NOTICE


def name(text: str, what: str) -> str:
    """An id. Raises ``UnfitError`` for words that could say something."""
    if _ID.fullmatch(text) and len(text) <= _TITLE:
        return text
    raise UnfitError(f"the id of {what} is none")


def version(text: str, where: str) -> str:
    """The number of a version, or nothing. Raises ``UnfitError`` for words."""
    return _exactly(_VERSION, text, f"{where} has a version that is no number of one")


def digest(text: str, where: str) -> str:
    """A fingerprint, or nothing. Raises ``UnfitError`` for anything else."""
    return _exactly(_DIGEST, text, f"{where} has a fingerprint that is none")


def _exactly(shape: re.Pattern[str], text: str, reason: str) -> str:
    if text and not shape.fullmatch(text):
        raise UnfitError(reason)
    return text


def page(text: str, where: str) -> str:
    """A page of the registry's own site. Raises ``UnfitError`` for anything else."""
    if not _PAGE.fullmatch(text):
        raise UnfitError(f"{where} names a page that is not one of its own site")
    return text
