"""What is mutated, and which tests must notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Group:
    """Modules below ``tools/handbook`` (glob patterns) and the tests that guard them.

    The tests are the near ones, not the whole suite: one that runs in this process notices a fault
    a hundred times as fast as one that runs the command. ``name`` is what is typed; ``warm`` is a
    test, a file or a folder of them that is run beforehand, so that what these load (modules,
    types, the small registries that they share) is there already. What is kept must not be made by
    the modules that get the faults.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    warm: str = ""
    only: str = ""
    """Which of the tests, as ``pytest -k`` has it."""

    def paths(self, package: Path) -> list[Path]:
        """Its modules. Raises ``LookupError`` for a pattern that matches none."""
        paths: list[Path] = []
        for pattern in self.modules:
            matched = sorted(package.glob(pattern))
            if not matched:
                raise LookupError(f"{self.name}: no module {pattern}")
            paths += matched
        return paths


_WARM = "tests/assess/test_assess_ledger.py::test_a_decision_becomes_an_event"

GROUPS = (
    Group(
        "fidelity",
        ("source/markdown/fidelity.py", "source/markdown/outline.py"),
        ("tests/source/test_fidelity.py", "tests/source/test_fidelity_words.py",
         "tests/source/test_one_parse.py", "tests/source/test_quotations.py"),
    ),
    Group(
        "verify",
        ("publish/verify.py", "publish/verified.py", "publish/shown/lists.py",
         "publish/shown/box.py", "publish/shown/frame.py"),
        ("tests/publish/test_publish_verify_alone.py", "tests/publish/test_publish_verified.py",
         "tests/publish/test_publish_verify_lists.py",
         "tests/publish/test_publish_frame.py", "tests/publish/test_publish_box.py",
         "tests/publish/test_publish_verify.py", "tests/publish/test_publish_verify_search.py",
         "tests/publish/test_publish_verify_register.py"),
    ),
    Group("swap", ("publish/swap.py",), ("tests/publish/test_publish_swap.py",)),
    Group(
        "seals",
        ("load/seals.py",),
        ("tests/load", "tests/assess/test_assess_digest.py"),
    ),
    Group(
        "branch",
        ("rules/families/branch/*.py",),
        ("tests/branch/test_branch_alone.py", "tests/branch/test_branch_force_alone.py",
         "tests/rules/test_cases.py", "tests/branch/test_branch_rules.py",
         "tests/branch/test_branch_posts.py", "tests/branch/test_branch_gains.py",
         "tests/branch/test_branch_named.py"),
        warm="tests/rules/test_cases.py::test_the_good_case_is_good[BRA001]",
        only="test_branch or BRA or BAS001",
    ),
    Group(
        "standing",
        ("assess/standing/*.py",),
        ("tests/assess/test_assess_standing.py", "tests/assess/test_assess_timeline.py",
         "tests/assess/test_assess_succession.py", "tests/assess/test_assess_words_and_values.py"),
        warm="tests/assess/test_assess_words_and_values.py",
    ),
    Group(
        "authority",
        ("assess/authority/*.py",),
        ("tests/assess/test_assess_authority.py", "tests/assess/test_assess_signing.py",
         "tests/assess/test_assess_quorum.py", "tests/assess/test_assess_keys.py",
         "tests/assess/test_assess_refusals.py", "tests/assess/test_assess_sitting.py",
         "tests/assess/test_assess_judge_alone.py",
         "tests/assess/test_assess_governance.py"),
        warm="tests/assess/",
    ),
    Group("ledger", ("assess/ledger/*.py",), ("tests/assess",), warm=_WARM),
    Group(
        "adoption",
        ("assess/adoption/*.py",),
        ("tests/assess/adoption", "tests/rules/test_adoption.py", "tests/rules/test_cases.py"),
        warm="tests/assess/adoption/test_adoption_positions.py::TestSilence",
        only="adoption or ADO",
    ),
    Group(
        "due",
        ("assess/due/*.py", "assess/coverage/*.py", "assess/pointing/*.py", "assess/cover/*.py"),
        ("tests/assess/test_assess_due.py", "tests/assess/test_assess_due_whole.py",
         "tests/assess/test_assess_coverage.py", "tests/assess/test_assess_awaited.py",
         "tests/assess/test_assess_governance.py", "tests/assess/cover",
         "tests/types/test_types_pointing.py"),
        warm="tests/assess/",
    ),
    Group(
        "network",
        ("assess/*.py", "assess/settings/*.py"),
        tuple(
            f"tests/assess/test_assess_{name}.py"
            for name in (
                "settings", "contacts", "agreement", "sources", "texts", "taken_in", "figures",
                "governance", "whole", "ledger",
            )
        ),
        warm=_WARM,
    ),
)  # fmt: skip
