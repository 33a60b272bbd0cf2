"""What must be true of a registry: one rule is one generator function in a family of its own.

A family is a module anywhere below ``rules/families``. Families are found there, never registered:
writing the file is all that it takes for its rules to run.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, NoReturn

from handbook.finding import Severity
from handbook.rules import families
from handbook.rules.engine import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of family and of name."""
    return tuple(rule for family in family_names() for rule in _of(family))


@cache
def rules_without_texts() -> tuple[Rule, ...]:
    """The rules that judge decisions, seals and records, in the same order.

    Those that read what a text says (below ``families/text``, or asking for ``texts``) and those of
    branches are left out: none of them has a bearing on how a document stands. A family in a new
    folder is among them, until somebody says here that it is not.
    """
    elsewhere = tuple(f"{families.__name__}.{folder}." for folder in ("branch", "text"))
    names = (name for name in family_names() if not name.startswith(elsewhere))
    return tuple(rule for family in names for rule in _of(family) if "texts" not in rule.wants)


@cache
def rules_for_reading(among: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Of ``rules_without_texts``, those that may find an error; ``among`` some families, if named.

    A family is named as it lies below ``rules/families``, or by its folder. Raises ``LookupError``
    for a name that is none: nothing would be judged by what was moved or misspelt.
    """
    if not among:
        rules = rules_without_texts()
    else:
        start = f"{families.__name__}."
        names = (name for name in family_names() if _is_among(name.removeprefix(start), among))
        for name in among:
            if not any(_is_among(family.removeprefix(start), (name,)) for family in family_names()):
                raise LookupError(f"{name} is no family of rules, and no folder of them")
        rules = tuple(rule for family in names for rule in _of(family))
    return tuple(
        rule
        for rule in rules
        if "texts" not in rule.wants and any(code.severity is Severity.ERROR for code in rule.codes)
    )


def _is_among(family: str, among: tuple[str, ...]) -> bool:
    return any(family == name or family.startswith(f"{name}.") for name in among)


def family_names() -> tuple[str, ...]:
    """The modules that are families, in full, in order of name.

    Raises ``ImportError`` for a folder of them that cannot be looked into.
    """
    modules = walk_packages(families.__path__, f"{families.__name__}.", onerror=_cannot_look_into)
    return tuple(sorted(module.name for module in modules if not module.ispkg))


def _cannot_look_into(folder: str) -> NoReturn:
    raise ImportError(f"the families in {folder} cannot be found")


def _of(family: str) -> Iterator[Rule]:
    module = import_module(family)
    rules = {id(thing): thing for thing in vars(module).values() if isinstance(thing, Rule)}
    yield from sorted(rules.values(), key=lambda rule: rule.name)
