"""What a type asks of the records that name its own, once its declaration has been read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A record of the type is named by one of the types ``of``, from ``needs`` of ``type.yaml``.

    Nothing is lacking once one of its fields ``until`` is filled in.
    """

    of: tuple[str, ...]
    until: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Records of a ``type`` that count as a part of one that they name, from ``progress``.

    ``by`` is their field that names it; without it, any. One is done once its field ``done`` is
    filled in, and no longer counted once its field ``dropped`` is.
    """

    type: str
    done: str
    by: str = ""
    dropped: str = ""
