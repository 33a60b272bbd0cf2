"""``handbook format``: tidy the layout of records, and change nothing that they say."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.rewrite import rewrite
from handbook.author.tidy import AS_ENDORSED, TidyContext
from handbook.author.write import WriteProblem
from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean
from handbook.load import WorkingTree, load
from handbook.types import load_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.author.tidy import Neat
    from handbook.layout import LayoutChange

SHOWN = 5
"""So many lines are named for one change, and so many things to do by hand for one file."""

EPILOG = """\b
Examples:
  handbook format                                 everything in the registry that may be tidied
  handbook format registry/guidelines/my-text.md
  handbook format my-text --diff                  show it, and write nothing
  handbook format --check                         exit code 1 if anything would be changed
"""


@click.command(cls=Command, name="format", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=ids(paths=True))
@click.option("--check", "only", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--diff", is_flag=True, help="Write nothing; show the lines before and after.")
@click.option(
    "--endorsed",
    is_flag=True,
    help="Tidy endorsed texts too, which then show as changed since their endorsement.",
)
@click.pass_obj
def command(
    session: Session, paths: tuple[str, ...], *, only: bool, diff: bool, endorsed: bool
) -> int:
    """Tidy how records are laid out: empty lines, indents, marks, the order of their details.

    PATHS are files, folders or ids; without them, the whole registry. No word, number or place in
    a list or table changes: that is proven for every file, and what cannot be proven is left as it
    is. Decisions, answers, sealed texts and meetings that were held are never touched, and the text
    of an endorsed document only if you ask for it.
    """
    registry = _registry(session)
    chosen, spared = _chosen(registry, session.where(), paths)
    neat = [registry.neat(path, endorsed=endorsed) for path in chosen]
    write = not (only or diff)
    changed = [record for record in neat if record.changed]
    written, failed = _write(session.where(), changed) if write else ([], [])
    lines = [line for record in neat for line in _account(record, diff=diff)]
    for line in [*lines, *([""] if lines else []), _summary(neat, spared, failed, write=write)]:
        click.echo(line)
    if written:
        click.echo(next_steps(session, written))
    for problem in failed:
        click.echo(f"handbook: {clean(problem)}", err=True)
    if failed:
        return CANNOT_RUN
    return FOUND if only and changed else 0


def _registry(session: Session) -> TidyContext:
    tree = WorkingTree(session.where())
    overrides = {p: tree.read(p) for p in tree.paths() if p.startswith("registry/_types/")}
    types, _ = load_types(overrides)
    return TidyContext(tree, types, load(tree, types), session.day(now()))


def _chosen(registry: TidyContext, root: Path, paths: Sequence[str]) -> tuple[list[str], int]:
    """The files to tidy, and how many others were passed by. Raises ``StopError``."""
    known = registry.tree.paths()
    if not paths:
        chosen = [path for path in known if not registry.untouchable(path)]
        return chosen, len(known) - len(chosen)
    chosen, spared = [], 0
    for given in paths:
        by_name, several = _named(registry, root, given)
        for path in several:
            if not registry.untouchable(path):
                chosen.append(path)
            elif by_name:
                raise StopError(f"{path} is not tidied: {registry.untouchable(path)}.")
            else:
                spared += 1
    return sorted(set(chosen)), spared


def _named(registry: TidyContext, root: Path, given: str) -> tuple[bool, list[str]]:
    """The files that a path or an id names, and whether it names a single one."""
    known = registry.tree.paths()
    ids = {record.id: record.path for record in registry.loaded.records}
    place = Path(given) if Path(given).is_absolute() else Path.cwd() / given
    for where in (place, root / given):
        try:
            path = where.absolute().relative_to(root.absolute()).as_posix()
        except ValueError:
            continue
        if path in known:
            return True, [path]
        below = [known_path for known_path in known if known_path.startswith(f"{path}/")]
        if below or path == "registry":
            return False, below
        for problem in registry.tree.problems:
            if problem.path == path:
                raise StopError(f"{path} is not tidied: {problem.message}.")
    if given in ids:
        return True, [ids[given]]
    raise unknown("file or record in the registry", given, sorted(ids))


def _write(root: Path, neat: Iterable[Neat]) -> tuple[list[str], list[str]]:
    """Write every file that changes: their paths; and what could not be written, in words."""
    written, failed = [], []
    for record in neat:
        try:
            rewrite(root, record.path, record.before, record.tidied.raw)
        except WriteProblem as problem:
            failed.append(str(problem))
        else:
            written.append(record.path)
    return written, failed


def _account(record: Neat, *, diff: bool) -> list[str]:
    """What is said of one file."""
    lines = []
    if record.changed:
        lines += [f"  {line}" for line in _grouped(record.tidied.changes)]
        if record.changes_digest:
            warning = "it no longer is what was endorsed: its page says that a change is proposed"
            lines.append(f"  note: {warning}")
        lines += [f"  {clean(line)}" for line in _difference(record)] if diff else []
    by_hand = [f"  by hand: line {line}: {clean(words)}" for line, words in record.by_hand]
    more = len(by_hand) - SHOWN
    lines += by_hand[:SHOWN]
    lines += [f"  by hand: {more} more; handbook check lists them"] if more > 0 else []
    if lines:
        lines += [f"  left: {clean(why)}" for why in record.tidied.left]
    return [clean(record.path), *lines] if lines else []


def _grouped(changes: Iterable[LayoutChange]) -> list[str]:
    """Changes in words, each kind once, with the lines it was made at."""
    kinds: dict[str, list[int]] = {}
    for change in changes:
        kinds.setdefault(change.description, []).append(change.line)
    lines = []
    for words, where in sorted(kinds.items(), key=lambda kind: kind[1][0]):
        numbers = sorted(set(where))
        named = ", ".join(str(number) for number in numbers[:SHOWN])
        more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
        lines.append(f"{'line' if len(numbers) == 1 else 'lines'} {named}{more}: {words}")
    return lines


def _difference(record: Neat) -> list[str]:
    before = record.before.decode("utf-8", "replace").splitlines()
    after = record.tidied.raw.decode("utf-8", "replace").splitlines()
    return list(unified_diff(before, after, "before", "after", n=1, lineterm=""))


def _summary(neat: Sequence[Neat], spared: int, failed: Sequence[str], *, write: bool) -> str:
    """How it ended, in a sentence or two."""
    changed = sum(record.changed for record in neat) - len(failed)
    verb = "were tidied" if write else "would be tidied"
    if changed == 1:
        verb = "was tidied" if write else "would be tidied"
    parts = [f"{changed} of {len(neat)} files {verb}"]
    kept = sum(AS_ENDORSED in record.tidied.left for record in neat)
    if kept:
        parts.append(f"the text of {kept} was left as it was endorsed (--endorsed tidies it too)")
    hand = sum(bool(record.by_hand) for record in neat)
    if hand:
        parts.append(f"{hand} {'needs' if hand == 1 else 'need'} a person's hand")
    if spared:
        parts.append(
            f"{spared} are not for tidying (decisions, answers, sealed texts, meetings held)"
        )
    return "; ".join(parts) + "."
