"""The whole check of one tree: from files to findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from handbook.finding import Finding, Severity
from handbook.load.trees.merging import fingerprint
from handbook.rules import all_rules, rules_without_texts
from handbook.rules.comparison import Branch, TreeReading, changes_of
from handbook.rules.engine import INT001, INT002, Inputs, describe, run
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.history import History
    from handbook.link import Registry
    from handbook.load.model import Loaded
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.rules.signed import Ask
    from handbook.types.model import Types

Result = TypeVar("Result")

OVERRIDES = "registry/_types/"


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
    bodies: Bodies | None = field(default=None, repr=False, compare=False)
    """The bodies that were read, for whoever checks nearly the same again."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the registry from being built."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def cannot_run(self) -> bool:
        """Whether the checker itself failed, so that nothing is proved either way (exit code 3)."""
        return any(f.code in (INT001, INT002) for f in self.findings)


def check(
    tree: Tree,
    *,
    today: date,
    history: History,
    against: Against | None = None,
    signatures: Ask | None = None,
    bodies: Bodies | None = None,
) -> Checked:
    """Check one tree as on ``today``. Never raises for anything that a tree may hold.

    With ``against``, the tree is a branch: what merging it would give is judged, what it may not
    do is checked too, and what was found on the base already, in files that it does not touch, is
    left out. What casts doubt on the ledger is never left out.

    ``signatures`` asks git for those on decisions, and is used only if the network's settings, or
    those of the base, say that decisions must be signed. Without it none of them then counts.

    ``bodies`` are those that were read already, or that a cache knows, and how others are read.
    """
    stages = _Stages(tree, today, history, against, signatures, bodies or Bodies(), texts=True)
    _go(stages)
    found = in_order(stages.found)
    inherited = tuple(one for one in found if stages.inherited(one))
    own = tuple(one for one in found if not stages.inherited(one))
    left_out = len(inherited) if against else None
    touched = frozenset(stages.branch.changes) if stages.branch else frozenset()
    return Checked(
        stages.assessment, own, stages.loaded, stages.types, left_out, touched, inherited,
        stages.branch, stages.bodies,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment, and every error of files, records, seals and decisions beside it.

    It is no check: what texts say was not read, so nothing may be written, built or let through by
    it. ``assessment`` is ``None`` when the registry could not be put together.
    """

    assessment: Assessment | None
    errors: tuple[Finding, ...]


def assessed(
    tree: Tree, *, today: date, history: History, signatures: Ask | None = None
) -> Assessed:
    """What is true on ``today``, for those who only read it. Takes what ``check`` takes.

    Whatever has a bearing on how a document stands is judged as ``check`` judges it, and fails as
    it does: unknown is never current. Only the rules about the words of a text are left out.
    """
    stages = _Stages(tree, today, history, None, signatures, Bodies(), texts=False)
    _go(stages)
    errors = (f for f in in_order(stages.found) if f.severity is Severity.ERROR)
    return Assessed(stages.assessment, tuple(errors))


def _go(stages: _Stages) -> None:
    """Go through every stage; a failure of ours is found, and leaves no assessment."""
    try:
        stages.walk()
    except Exception as problem:  # noqa: BLE001  a failure of ours must be said, and must fail closed
        why = f"the checker failed while it was {stages.doing}: {describe(problem)}"
        stages.found.append(
            Finding(INT002, "registry", why, "Report this to the maintainers of the tool.")
        )
        stages.assessment = None


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repeats, in order of file, place or route, and code."""
    return tuple(sorted(dict.fromkeys(findings), key=_rank))


def _rank(found: Finding) -> tuple[object, ...]:
    place = (found.place.line, found.place.column) if found.place else (0, 0)
    route = tuple((isinstance(step, str), str(step).zfill(9)) for step in found.route)
    return (found.path, place, route, found.code.id, found.message, found.hint)


class _Stages:
    """The line from files to findings, keeping what it has so far."""

    def __init__(
        self,
        tree: Tree,
        today: date,
        history: History,
        against: Against | None,
        signatures: Ask | None,
        bodies: Bodies,
        *,
        texts: bool,
    ) -> None:
        self.own, self.today, self.history, self.against = tree, today, history, against
        # A branch is judged by what merging it would give.
        self.tree = tree if against is None or against.result is None else against.result
        self.ask, self.bodies, self.texts = signatures, bodies, texts
        self.branch: Branch | None = None
        self.earlier: frozenset[Finding] = frozenset()
        self.found: list[Finding] = []
        self.loaded: Loaded | None = None
        self.types: Types = {}
        self.assessment: Assessment | None = None
        self.doing = "starting"

    def walk(self) -> None:
        """Go through every stage."""
        from handbook.assess import assess  # noqa: PLC0415  heavy stages are imported when used
        from handbook.link import link  # noqa: PLC0415
        from handbook.load import load  # noqa: PLC0415
        from handbook.types import load_types  # noqa: PLC0415
        from handbook.validate import validate  # noqa: PLC0415

        self.types, found = self._do("reading the content types", load_types, _overrides(self.tree))
        self.found += found
        read = self._do("reading the files", load, self.tree, self.types)
        self.found += read.findings
        loaded = self.loaded = self._do(
            "comparing records with schemas", validate, read, self.types
        )
        self.found += loaded.findings
        linked = self._do("linking records", link, loaded, self.types, self.bodies)
        if self.against is not None:
            self.branch = self._do("comparing with the base branch", self._compared, self.against)
        registry = self._do("verifying signatures", self._signed, linked)
        assessment = self._do("working out standings", assess, registry, self.history, self.today)
        if self.branch is not None:
            self.branch = self._do("working out what was decided", self._decided, self.branch)
        inputs = Inputs(assessment, loaded, self.branch)
        if self.texts:
            bodies = (record.body or "" for record in inputs.texts.written())
            self._do("reading the texts", self.bodies.read_all, bodies)
            self._do("working out coverage", len, assessment.coverage)
        rules = all_rules() if self.texts else rules_without_texts()
        self.found += self._do("running the rules", run, rules, inputs)
        self.assessment = assessment

    def _decided(self, branch: Branch) -> Branch:
        """The branch with what its decisions alone would make of the base."""
        from handbook.rules.decided import as_decided  # noqa: PLC0415

        branch = replace(branch, unfounded=branch.refused(self.today))
        return replace(branch, decided=as_decided(branch, self.history, self.today))

    def inherited(self, found: Finding) -> bool:
        """Whether the branch neither brought a finding nor touches the file that it is in."""
        return (
            self.branch is not None
            and found in self.earlier
            and found.path not in self.branch.changes
            and not found.code.integrity
        )

    def _compared(self, against: Against) -> Branch:
        """The branch beside its base. Raises ``LookupError`` if the base cannot be assessed."""
        judged = partial(
            check, today=self.today, history=self.history, signatures=self.ask, bodies=self.bodies
        )
        before = base = judged(against.before)
        if against.base_commit != against.before_commit:
            base = judged(against.base)
        if before.assessment is None or not (self.loaded and base.loaded and before.loaded):
            raise LookupError("the base branch could not be put together")
        self.earlier = frozenset(base.findings)
        changes = changes_of(
            lambda path: against.committed.get(path) or self.own.read(path),
            self.own.paths(),
            _contents(against.before),
            _contents(against.base),
        )
        return Branch(
            base=TreeReading(frozenset(against.base.paths()), base.loaded, base.types),
            head=TreeReading(frozenset(self.tree.paths()), self.loaded, self.types),
            before=before.assessment,
            before_reading=TreeReading(
                frozenset(against.before.paths()), before.loaded, before.types
            ),
            changes=changes,
            marks={path: (_mark(against.base, path), _mark(self.tree, path)) for path in changes},
            former=against.former,
            outside=against.outside,
        )

    def _signed(self, linked: Registry) -> Registry:
        """The registry with what git says of signatures, if anybody asks for them."""
        from handbook.rules.signed import signatures_on  # noqa: PLC0415

        against = self.against
        said = signatures_on(
            linked,
            self.tree.read,
            self.ask,
            # A tree of a commit says which one it is; any other is what is checked out.
            commit=getattr(self.own, "commit", ""),
            branch=self.branch,
            base=None if against is None else (against.base_commit, _contents(against.base)),
            today=self.today,
        )
        if self.branch is not None:
            self.branch = replace(self.branch, signatures=said)
        return replace(linked, signatures=said)

    def _do(self, doing: str, stage: Callable[..., Result], *inputs: object) -> Result:
        self.doing = doing
        return stage(*inputs)


def _mark(tree: Tree, path: str) -> str:
    return fingerprint(path, tree.read(path) if path in tree.paths() else None)


def _contents(tree: Tree) -> dict[str, bytes]:
    return {path: tree.read(path) for path in tree.paths()}


def _overrides(tree: Tree) -> Mapping[str, bytes]:
    from handbook.load.leavings import left_about  # noqa: PLC0415  as above

    return {
        path: tree.read(path)
        for path in tree.paths()
        if path.startswith(OVERRIDES) and not left_about(path.rpartition("/")[2])
    }
