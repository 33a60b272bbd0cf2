"""Pages about the handbook itself: the rules, how standing is worked out, and the lost page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, Timeliness
from handbook.finding import Code, Severity
from handbook.render.frame.meta import make_page, stamp
from handbook.render.frame.trail import HOME
from handbook.render.markdown.templating import built_in, fill
from handbook.render.markdown.writing import (
    Columns,
    Md,
    heading,
    inline,
    paragraphs,
    slug,
    small,
    tag,
)
from handbook.render.model import ABOUT_PAGE, Page, RuleExample
from handbook.render.offering import offered_on
from handbook.source.words.plain import sound
from handbook.types.declaring.listing import NO_SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.render.context import Context


BADGES = f"{ABOUT_PAGE}#hb-badges"
"""Where each badge is explained."""
_RULES = (*HOME, ("Rules", "help/rules/index.md"))


def rule_pages(context: Context) -> Iterator[Page]:
    """A page for each code, and a list of them all."""
    codes = sorted(context.codes, key=lambda code: code.id)
    if not codes:
        return
    here = "help/rules/index.md"
    table = Columns("Code", "What is asked", "Severity").table(
        (Md(f"[{inline(code.id)}]({code.id}/index.md)"), code.title, code.severity.word)
        for code in codes
    )
    intro = "Everything that is checked before a handbook is built.\n{: .hb-lead }"
    yield make_page(
        context, here, "Rules", f"{intro}\n\n{table}", kind="help", trail=HOME, searched=False
    )
    for code in codes:
        yield _rule(context, code, context.examples.get(code.id, RuleExample()))


def _rule(context: Context, code: Code, example: RuleExample) -> Page:
    parts = [paragraphs(code.explanation), _weight(code)]
    for title, text in (("Not like this", example.bad), ("Like this", example.good)):
        if text.strip():
            parts += [heading(2, title, f"hb-{slug(title)}"), verbatim(text)]
    return make_page(
        context, f"help/rules/{code.id}/index.md", f"{code.id}: {code.title}",
        "\n\n".join(parts), kind="help", eyebrow="Rule", trail=_RULES, searched=False,
    )  # fmt: skip


def _weight(code: Code) -> str:
    words = {
        Severity.ERROR: "This is an error: a registry with one is not built.",
        Severity.WARNING: "This is a warning: it is shown and counted, and stops nothing.",
        Severity.NOTE: "This is a note: it stops nothing.",
    }
    always = " It can be neither waived nor set aside." if code.integrity else ""
    return words[code.severity] + always


def verbatim(text: str) -> Md:
    """Text exactly as typed, as an indented block, which no engine takes for anything else."""
    lines = text.strip("\n").replace("\t", "    ").split("\n")
    return Md("\n".join(f"    {line}".rstrip() for line in lines))


def _where(context: Context, path: str) -> Md:
    """The page of a file, by its name, and the file; only the file if it has no page."""
    record = context.places.files.get(path, "")
    if not record:
        return inline(path)
    return Md(f"{context.link(ABOUT_PAGE, record)} {small(path)}")


def _besides(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The network's own words, each with what it is said of."""
    settings = assessment.settings
    given = {
        "past its endorsement": settings.expired_wording,
        "late for its review": settings.overdue_wording,
        **settings.wording,
    }
    for how, words in given.items():
        if words and sound("wording", words):
            yield how.replace("-", " "), words


def _other_lists(context: Context) -> Iterator[Md]:
    """Lists that have no line in the menu: those who keep the register find them here."""
    for kind in context.registry.types.values():
        if kind.section == NO_SECTION and kind.folder and not context.overviewed(kind):
            yield Md(f"[{inline(kind.plural)}](../{kind.folder}/index.md)")


def _badges() -> Md:
    """Every badge there is, as documents wear it."""
    rows = ((tag(word), word.meaning) for at, word in WORDS.items() if at is not Timeliness.CURRENT)
    return Columns("Badge", "What it means").table(rows)


def about_page(context: Context) -> Page:
    """How standing is worked out, and what this build is made of."""
    assessment = context.assessment
    values = {
        "stamp": stamp(context, names_the_build=True),
        "history": assessment.history,
        "settings": assessment.settings,
        "besides": list(_besides(assessment)),
        "distrust": dict(assessment.distrust),
        "badges": _badges(),
        "rules": bool(context.codes),
        "label": context.label,
        "where": lambda path: _where(context, path),
        "rule": lambda code: Md(f"[{inline(code)}](../help/rules/{code}/index.md)"),
        "public": context.stamp.public,
        "warnings": [f for f in context.findings if f.severity is Severity.WARNING],
        "quarantined": sorted(context.quarantined),
        "files": list(offered_on(context, ABOUT_PAGE)),
        "lists": list(_other_lists(context)),
    }
    markdown = fill("the page about the handbook", built_in("about.md.j2"), values)
    return make_page(context, ABOUT_PAGE, "About this handbook", markdown, kind="help", trail=HOME)
