"""What a check gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.finding import Finding, Severity
from handbook.rules.engine import INT001, INT002

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.model import Assessment
    from handbook.load.model import Loaded
    from handbook.rules.aside.waiving import Waiver
    from handbook.rules.comparison import Branch
    from handbook.source.markdown.bodies import Bodies
    from handbook.types.model import Types


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gives: everything found, and what is known of the registry besides.

    ``assessment`` is ``None`` only when the registry could not be put together at all; ``findings``
    then say why. ``findings`` are in order of file, then of place or route. ``left_out`` counts
    what was found that the branch did not bring, and is ``None`` where no base was named.
    ``touched`` are the files that the branch changes; ``branch`` is what is known of it besides.
    """

    assessment: Assessment | None
    findings: tuple[Finding, ...]
    loaded: Loaded | None
    types: Types
    left_out: int | None = None
    touched: frozenset[str] = frozenset()
    inherited: tuple[Finding, ...] = ()
    """What was left out, since the branch did not bring it."""
    branch: Branch | None = None
    before: Mapping[Finding, str] = field(default_factory=dict, repr=False)
    """Of what the base has too, the words that it has there; other words: it became another."""
    waived: Mapping[Finding, Waiver] = field(default_factory=dict)
    """What was found and is waived, each with its waiver."""
    known: tuple[Finding, ...] = ()
    """What was found and stands in the list of known faults."""
    keys: Mapping[Finding, str] = field(default_factory=dict, repr=False)
    """What makes each finding the same when lines have moved (``rules/aside/fingerprint.py``)."""
    bodies: Bodies | None = field(default=None, repr=False, compare=False)
    """The bodies that were read, for whoever checks nearly the same again."""

    @property
    def everything(self) -> tuple[Finding, ...]:
        """All that was found, whoever brought it and whatever sets it aside, in order."""
        return in_order((*self.findings, *self.inherited, *self.waived, *self.known))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the registry from being built."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def cannot_run(self) -> bool:
        """Whether the checker itself failed, so that nothing is proved either way (exit code 3)."""
        return any(f.code in (INT001, INT002) for f in self.findings)


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was set aside, and what is wrong with that which sets aside.

    ``waived`` says by which waiver; ``known`` are faults that the list names; ``findings`` are new.
    """

    waived: Mapping[Finding, Waiver] = field(default_factory=dict)
    known: frozenset[Finding] = frozenset()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment, and every error of files, records, seals and decisions beside it.

    It is no check: what texts say was not read, so nothing may be written, built or let through by
    it. ``assessment`` is ``None`` when the registry could not be put together.
    """

    assessment: Assessment | None
    errors: tuple[Finding, ...]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repeats, in order of file, place or route, and code."""
    return tuple(sorted(dict.fromkeys(findings), key=_rank))


def _rank(finding: Finding) -> tuple[object, ...]:
    place = (finding.place.line, finding.place.column) if finding.place else (0, 0)
    route = tuple((isinstance(step, str), str(step).zfill(9)) for step in finding.route)
    return (finding.path, place, route, finding.code.id, finding.message, finding.hint)
