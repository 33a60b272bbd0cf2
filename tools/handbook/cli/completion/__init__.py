"""Completion in the shell: ids of records, by the names of their files alone.

Nothing is checked and no record is read, so that an answer comes while a person types, for a
registry with errors too. Whatever goes wrong, nothing is offered: a prompt is no place for news.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from handbook.cli.completion.names import declared, names_of, sealed_versions
from handbook.cli.session import Session
from handbook.types.known import BY_COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_PARTED = "--"
_NOWHERE = Path("/dev/null")
"""Stands for a folder that was named and is not there."""


def ids(
    *types: str, having: str = "", within: tuple[str, ...] = (), paths: bool = False
) -> Completion:
    """Completion with the ids of records of the named types, or of those ``having`` a behaviour.

    With neither, it is every record that may be rewritten. ``within`` names parameters that were
    typed already: the ids offered begin with their values, as those of answers do. With ``paths``,
    the names of files are completed where no id fits.
    """

    def wanted(name: str, declaration: Mapping[str, Any]) -> bool:
        if types:
            return name in types
        if having:
            return having in (declaration.get("behaviours") or ())
        return name not in BY_COMMAND

    def offered(root: Path, context: click.Context) -> Iterable[str]:
        typed = [_typed(context, name) for name in within]
        start = "".join(f"{name}{_PARTED}" for name in typed) if all(typed) else ""
        return (name for name in names_of(root, wanted) if name.startswith(start))

    return _completion(offered, otherwise="file" if paths else "")


def type_names() -> Completion:
    """Completion with the names of the content types."""
    return _completion(lambda root, _: (name for name, _ in declared(root)))


def versions(of: str, *more: str) -> Completion:
    """Completion with the sealed versions of the document that the parameter ``of`` names."""

    def offered(root: Path, context: click.Context) -> Iterable[str]:
        return [*sealed_versions(root, _typed(context, of)), *more]

    return _completion(offered)


def _completion(
    offered: Callable[[Path, click.Context], Iterable[str]], otherwise: str = ""
) -> Completion:
    """A completion as click asks for it, from what gives all names for a registry."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        typed = context.params.get(parameter.name or "")
        taken = frozenset(typed) if isinstance(typed, (tuple, list)) else frozenset()
        try:
            names = sorted(set(offered(_root(context), context)) - taken)
        except Exception:  # noqa: BLE001 - a person is typing: a traceback would tear up the line
            names = []
        items = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return items or ([CompletionItem(incomplete, type=otherwise)] if otherwise else [])

    return complete


def _typed(context: click.Context, name: str) -> str:
    """What stands in the place of an argument; empty if nothing does.

    While the value of an option is being typed, click leaves all arguments in ``context.args``.
    """
    if value := context.params.get(name):
        return str(value)
    names = [known.name for known in context.command.params if isinstance(known, click.Argument)]
    return dict(zip(names, context.args, strict=False)).get(name, "")


def _root(context: click.Context) -> Path:
    """The folder that holds ``registry/``, by ``--root`` before or after the command's name."""
    within: click.Context | None = context
    while within is not None:
        if within.get_parameter_source("root") is ParameterSource.COMMANDLINE:
            return Session(within.params["root"] or _NOWHERE).where()
        within = within.parent
    return Session().where()
