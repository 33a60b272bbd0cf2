"""The stages of a check, one after the other, and what is known after each."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.assess import assess
from handbook.check.model import SetAside, in_order
from handbook.check.reach import Reach, left_unopened, rules_of
from handbook.finding import Severity
from handbook.link import link
from handbook.load import load
from handbook.load.leavings import left_about
from handbook.load.trees.base import contents
from handbook.rules import all_rules, rules_without_texts
from handbook.rules.engine import Inputs, run
from handbook.rules.signed import signatures_on
from handbook.types import load_types
from handbook.types.known import KnownType
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.check.model import Checked
    from handbook.finding import Finding
    from handbook.history import History
    from handbook.link import Registry
    from handbook.load.model import Loaded
    from handbook.load.sources import Sources
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.rules.comparison import Branch
    from handbook.rules.signed import Ask
    from handbook.source.markdown.bodies import Bodies
    from handbook.types.model import Types
    from handbook.types.overviews.model import Overview

OVERRIDES = "registry/_types/"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSubject:
    """What is checked: a tree, on a day, perhaps ``against`` a base.

    ``judge`` checks a tree of the base in the same way, and ``texts`` says whether the rules about
    the words of texts are run. ``sources`` are the files that were read in this run. For a command
    that only reads, ``reach`` says what it is asked.
    """

    tree: Tree
    today: date
    history: History
    against: Against | None
    signatures: Ask | None
    bodies: Bodies
    texts: bool
    judge: Callable[[Tree], Checked]
    sources: Sources
    reach: Reach | None = None

    @property
    def merged(self) -> Tree:
        """What is judged: of a branch, what merging it would give."""
        return (self.against and self.against.result) or self.tree


class Stages:
    """The line from files to findings, keeping what it has so far.

    Each stage is called by name, so that types tell what goes into it; ``doing`` says which one it
    was, where one of them fails.
    """

    def __init__(self, subject: CheckSubject) -> None:
        """Begin with nothing known but the subject."""
        self.subject = subject
        self.stage = "starting"
        self.findings: list[Finding] = []
        self.types: Types = {}
        self.overviews: tuple[Overview, ...] = ()
        self.loaded: Loaded | None = None
        self.branch: Branch | None = None
        self.base: Checked | None = None
        self.aside = SetAside()
        self.assessment: Assessment | None = None

    @contextmanager
    def doing(self, stage: str) -> Iterator[None]:
        """Say which stage is under way, from now until the next one."""
        self.stage = stage
        yield

    def walk(self) -> None:
        """Go through every stage."""
        subject = self.subject
        loaded = self._read(subject.merged)
        with self.doing("linking records"):
            linked = link(loaded, self.types, subject.bodies, self.overviews)
        if subject.against is not None:
            from handbook.check.comparing import compared, read_as  # noqa: PLC0415  of a branch

            with self.doing("comparing with the base branch"):
                self.branch, self.base = compared(
                    subject.against,
                    own=subject.tree,
                    merged=read_as(subject.merged, loaded, self.types),
                    tree=subject.merged,
                    judge=subject.judge,
                )
        with self.doing("verifying signatures"):
            registry = self._signed(linked)
        with self.doing("working out standings"):
            assessment = assess(registry, subject.history, subject.today)
        if self.branch is not None:
            from handbook.check.comparing import with_decided  # noqa: PLC0415  only of a branch

            with self.doing("working out what was decided"):
                self.branch = with_decided(self.branch, subject.history, subject.today)
        self._judge(Inputs(assessment, loaded, self.branch))
        if subject.reach is None or self._may_set_aside(registry):
            with self.doing("setting aside what is waived"):
                self._set_aside(registry, loaded)
        self.assessment = assessment

    def _may_set_aside(self, registry: Registry) -> bool:
        """Whether there is an error, or anything that may set one aside and be wrong itself."""
        return any(finding.severity is Severity.ERROR for finding in self.findings) or any(
            map(registry.of_type, (KnownType.WAIVER, KnownType.BASELINE))
        )

    def known_before(
        self, findings: Sequence[Finding], keys: Mapping[Finding, str]
    ) -> dict[Finding, str]:
        """Of what the base branch has too, the words that it has there."""
        from handbook.check.brought import known_before  # noqa: PLC0415  only of a branch

        base = self.base
        return {} if base is None else known_before(findings, keys, base.everything, base.keys)

    def _set_aside(self, registry: Registry, loaded: Loaded) -> None:
        """What waivers and the list of known faults set aside, and what is wrong with those."""
        from handbook.check.setting_aside import set_aside  # noqa: PLC0415  loads every rule
        from handbook.rules.aside.fingerprint import keys_of  # noqa: PLC0415  only with it

        findings = in_order(self.findings)
        keys = keys_of(findings, loaded, self.subject.merged.read)
        self.aside = set_aside(
            findings,
            keys,
            registry,
            loaded,
            self.subject.today,
            branch=self.branch,
            base=self.base,
            first=self.known_before(findings, keys),
        )
        self.findings += self.aside.findings

    def _read(self, tree: Tree) -> Loaded:
        """The content types, and the files of a tree as far as they fit them."""
        with self.doing("reading the content types"):
            declared = _overrides(tree)
            self.types, findings = load_types(declared)
            self.findings += findings
            if self.subject.reach in (None, Reach.EVERYTHING):
                from handbook.types.overviews.reading import load_overviews  # noqa: PLC0415  not for all
                from handbook.types.overviews.spelling import alike  # noqa: PLC0415  not for all

                self.overviews, wrong = load_overviews(declared, self.types)
                self.findings += wrong
                self.findings += alike(self.types, self.overviews, declared)
        with self.doing("reading the files"):
            reach = self.subject.reach
            unopened = left_unopened(reach, self.types) if reach else ()
            read = load(tree, self.types, unopened, self.subject.sources)
            if declared:
                from handbook.check.refused import explained  # noqa: PLC0415  few have types of their own

                explanations = tuple(explained(read.findings, declared, self.types))
                read = replace(read, findings=explanations)
            self.findings += read.findings
        with self.doing("comparing records with schemas"):
            loaded = self.loaded = validate(read, self.types)
            self.findings += loaded.findings
        return loaded

    def _signed(self, linked: Registry) -> Registry:
        """The registry with what git says of signatures, if anybody asks for them."""
        subject, against = self.subject, self.subject.against
        signatures = signatures_on(
            linked,
            subject.merged.read,
            subject.signatures,
            # A tree of a commit says which one it is; any other is what is checked out.
            commit=getattr(subject.tree, "commit", ""),
            branch=self.branch,
            base=None if against is None else (against.base_commit, contents(against.base)),
            today=subject.today,
        )
        if self.branch is not None:
            self.branch = replace(self.branch, signatures=signatures)
        return replace(linked, signatures=signatures)

    def _judge(self, inputs: Inputs) -> None:
        """Run the rules; what takes long in them is worked out first, under its own name."""
        texts, reach = self.subject.texts, self.subject.reach
        if texts:
            with self.doing("reading the texts"):
                self.subject.bodies.read_all(record.body or "" for record in inputs.texts.written())
            with self.doing("working out coverage"):
                len(inputs.assessment.coverage)
            with self.doing("working out adoption"):
                len(inputs.assessment.adoption.positions)
                len(inputs.assessment.adoption.uptake)
            with self.doing("working out what falls due"):
                len(inputs.assessment.due)
        with self.doing("running the rules"):
            rules = all_rules() if texts else rules_of(reach) if reach else rules_without_texts()
            self.findings += run(rules, inputs, self.subject.sources)


def _overrides(tree: Tree) -> Mapping[str, bytes]:
    return {
        path: tree.read(path)
        for path in tree.paths()
        if path.startswith(OVERRIDES) and not left_about(path.rpartition("/")[2])
    }
