"""What is mutated, and which tests must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Modules below ``tools/handbook`` (glob patterns) and the tests that guard them.

    The tests run in this process, once for every fault that they reach; so they are the near ones,
    not the whole suite. ``name`` is what is typed.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


GROUPS = (
    Group(
        "fidelity",
        ("source/markdown/fidelity.py", "source/markdown/outline.py"),
        ("tests/source/test_fidelity.py", "tests/source/test_fidelity_words.py"),
    ),
    Group(
        "verify",
        ("publish/verify.py", "publish/shown/register.py", "publish/shown/box.py",
         "publish/shown/frame.py"),
        ("tests/publish/test_publish_verify.py", "tests/publish/test_publish_verify_register.py",
         "tests/publish/test_publish_frame.py", "tests/publish/test_publish_box.py"),
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
        ("tests/branch/test_branch_rules.py", "tests/branch/test_branch_posts.py",
         "tests/branch/test_branch_gains.py", "tests/branch/test_branch_named.py"),
    ),
    Group(
        "standing",
        ("assess/standing/*.py", "assess/authority/*.py", "assess/ledger/*.py"),
        ("tests/assess", "tests/lives/test_ten_lives.py", "tests/rules/test_cases.py"),
    ),
)  # fmt: skip
