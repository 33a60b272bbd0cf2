"""How a rule is declared and run.

A rule is a generator function that yields findings. It asks for what it needs by the names of its
parameters; with ``record`` among them it is run once for every record, otherwise once. With
``wording``, and nothing else, it is run once for every record and every sealed text, and judges it
by what stands in it alone: a branch shares what it finds with its base.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from handbook.finding import Code, Finding, MisbuiltError, Severity
from handbook.load.passed_over import is_opened
from handbook.load.sources import Sources

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.assess.texts import Texts
    from handbook.finding import Place, Route
    from handbook.history import History
    from handbook.link import Registry
    from handbook.load.model import Loaded, Record
    from handbook.rules.comparison import Branch

Check = Callable[..., Iterator[Finding]]
"""A rule's function."""

INT001 = Code(
    id="INT001",
    severity=Severity.ERROR,
    title="A rule of the checker is broken",
    explanation=(
        "One of the checker's own rules stopped before it had finished. Nothing is wrong with your"
        " files as far as this finding knows, but that rule has not judged them, so the registry"
        " counts as not checked. Please report it to whoever maintains the tool, with the words of"
        " the finding."
    ),
    integrity=True,
)

INT002 = Code(
    id="INT002",
    severity=Severity.ERROR,
    title="The checker itself failed",
    explanation=(
        "A part of the tool stopped in a way its makers did not foresee, so the registry has not"
        " been checked and nothing can be built from it. The files may be sound. Please report it"
        " to whoever maintains the tool, with the words of the finding."
    ),
    integrity=True,
)
CODES = (INT001, INT002)
"""What is said when the tool itself fails; exit code 3."""

NAMES = ("record", "registry", "assessment", "today", "history", "loaded", "texts", "branch")
ALONE = ("wording",)
"""What a rule may ask for. One that asks for ``branch`` is run only where a base was named.

One that asks for a ``wording`` can ask for nothing besides.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the codes it may yield, and what it asks for."""

    name: str
    codes: tuple[Code, ...]
    check: Check
    wants: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """What rules are run on."""

    assessment: Assessment
    loaded: Loaded
    branch: Branch | None = None

    @cached_property
    def texts(self) -> Texts:
        """The Markdown of records, each parsed once."""
        from handbook.assess.texts import Texts  # noqa: PLC0415  few are asked for texts

        return Texts(self.registry)

    @property
    def registry(self) -> Registry:
        """Everything in the registry that can be used."""
        return self.assessment.registry

    @property
    def today(self) -> date:
        """The day on which the registry is judged."""
        return self.assessment.today

    @property
    def history(self) -> History:
        """What git could say."""
        return self.assessment.history


def rule(*codes: Code) -> Callable[[Check], Rule]:
    """Make a generator function a rule that may yield findings with these codes.

    Raises ``MisbuiltError`` for a parameter that no rule can be given, or for no codes at all.
    """

    def declare(check: Check) -> Rule:
        wants = tuple(inspect.signature(check).parameters)
        unknown = [name for name in wants if wants != ALONE and name not in NAMES]
        if not codes:
            raise MisbuiltError(f"the rule {check.__qualname__} names no code: @rule(CODE)")
        if unknown:
            raise MisbuiltError(
                f"the rule {check.__qualname__} ({', '.join(code.id for code in codes)}) asks for"
                f" {', '.join(unknown)}, but a rule may ask only for {', '.join(NAMES)},"
                " or for wording alone"
            )
        family = check.__module__.partition(".families.")[2] or check.__module__
        return Rule(f"{family}.{check.__name__}", codes, check, wants)

    return declare


def finding(
    code: Code,
    record: Record,
    message: str,
    *,
    hint: str = "",
    route: Route = (),
    place: Place | None = None,
) -> Finding:
    """A finding about one record, at a route of its data or at a place already known."""
    return Finding(code, record.path, message, hint, route, place, about=record.id)


def run(
    rules: Iterable[Rule], inputs: Inputs, sources: Sources | None = None
) -> tuple[Finding, ...]:
    """Run every rule; a rule that breaks gives one finding ``INT001`` and hides no other rule.

    ``sources`` are what the records were read from, perhaps with those of other trees of this run.
    """
    sources = sources or Sources(keeping=False)
    return tuple(result for each in rules for result in _run_one(each, inputs, sources))


def _run_one(each: Rule, inputs: Inputs, sources: Sources) -> list[Finding]:
    findings: list[Finding] = []
    broken: list[tuple[str, str]] = []
    for subject in _subjects(each, inputs):
        wording = subject.get("wording")
        about = wording or subject.get("record")
        known = sources.known(each.name, wording) if wording else None
        if known is not None:
            findings += known
            continue
        before = len(findings)
        try:
            for result in each.check(**subject):
                _hold_to(each, result)
                findings.append(result)
        except Exception as problem:  # noqa: BLE001  any failure must become a finding, never a pass
            broken.append((about.path if about else "registry", describe(problem)))
        else:
            if wording:
                sources.keep(each.name, wording, tuple(findings[before:]))
    if broken:
        path, why = broken[0]
        more = f" (and in {len(broken) - 1} more files)" if len(broken) > 1 else ""
        message = f"the rule {each.name} broke: {why}{more}; what it checks has not been checked"
        findings.append(
            Finding(INT001, path, message, "Report this to the maintainers of the tool.")
        )
    return findings


def _subjects(each: Rule, inputs: Inputs) -> Iterator[Mapping[str, Any]]:
    if "branch" in each.wants and inputs.branch is None:
        return
    if each.wants == ALONE:
        yield from ({"wording": record} for record in _wordings(inputs.registry))
        return
    shared = {name: getattr(inputs, name) for name in each.wants if name != "record"}
    if "record" not in each.wants:
        yield shared
        return
    for record in inputs.registry.records.values():
        if is_opened(record):
            yield {**shared, "record": record}


def _wordings(registry: Registry) -> Iterator[Record]:
    """Every record that was opened, and every sealed text."""
    yield from filter(is_opened, registry.records.values())
    yield from (seal.record for seal in registry.seals.values())


def _hold_to(each: Rule, result: Finding) -> None:
    if result.code not in each.codes:
        raise LookupError(f"it yielded {result.code.id}, which it does not declare")


def describe(problem: BaseException) -> str:
    """A failure of our own code in one line: what it was, and the line of code it came from.

    The words of the exception are left out, as they may hold what somebody wrote in a record; those
    of ``MisbuiltError`` hold nothing of the kind.
    """
    if isinstance(problem, MisbuiltError):
        return str(problem)
    frames = traceback.extract_tb(problem.__traceback__)
    if isinstance(problem, RecursionError) or not frames:
        return type(problem).__name__
    last = frames[-1]
    return f"{type(problem).__name__} at {PurePath(last.filename).name}:{last.lineno}"
