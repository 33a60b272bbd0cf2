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


@dataclass(frozen=True, slots=True)
class Expectation:
    """Records of a ``type`` that must come for one of ours by a schedule, from ``expects``.

    Their fields: ``names`` is the one that names ours, ``whose`` says from whom it comes and
    ``period`` for which period. Our fields: ``source`` says who must send one, ``every`` how often,
    ``first`` and ``last`` for which periods, and ``days`` (a field, or a number) by when after the
    end of each. Without ``whose`` and ``source`` one is awaited for each period. Nothing is awaited
    any more once one of our fields ``until`` is filled in.
    """

    type: str
    names: str
    period: str
    every: str
    first: str
    days: str | int
    what: str
    whose: str = ""
    source: str = ""
    last: str = ""
    until: tuple[str, ...] = ()
