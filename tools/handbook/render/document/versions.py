"""The pages of a document's sealed versions: the one in force, one to come, past ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.adoption.documents import version_notes
from handbook.render.frame.citing import as_it_stands, citation
from handbook.render.frame.meta import make_page
from handbook.render.frame.notes import with_wrong
from handbook.render.frame.saying import about, saying
from handbook.render.frame.standing import version_box
from handbook.render.markdown.struck import Struck, named_wrong, strike
from handbook.render.pages.filling import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.standing.model import VersionStanding
    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView
    from handbook.render.markdown.texts import Shown
    from handbook.render.model import Page


def version_page(
    context: Context, view: DocumentView, version: VersionStanding
) -> tuple[Page, Shown]:
    """The page of one sealed version, and the text it shows, which must be held."""
    name, standing = version.version, view.standing
    path, shown = view.versions[name], view.texts[name]
    markdown, authored = written(context, path, shown)
    marks = struck_through(view, name, markdown, authored, named_wrong(standing, name))
    current = standing.in_force and name == standing.version
    title = str(shown.data.get("title", view.id))
    words = f"Version {name}, {'in force' if current else 'not in force'}"
    subject = about(context, view.record, path, version=name, digest=version.digest)
    page = make_page(
        context, path, title, marks.markdown, kind="version",
        eyebrow=f"{view.kind.title}: {words}", found_as=f"{words}: {title}", trail=view.under,
        box=with_wrong(_box(context, view, version), marks.passages), struck=marks.meta,
        mark="" if current else f"{words}: do not rely on it",
        standing=standing if current else None, authored=authored, searched=False,
        kind_of_record=view.record.type, members=not view.record.public, view=view,
        say=saying(context, view.record, subject),
        cite=citation(
            context, view.kind.title, subject,
            as_it_stands(context, standing) if current else f"{words}: do not rely on it",
        ),
    )  # fmt: skip
    return page, shown


def _box(context: Context, view: DocumentView, version: VersionStanding) -> dict[str, Any]:
    adopted = version_notes(context, view.standing, version.version)
    return version_box(context, view, version, adopted)


def struck_through(
    view: DocumentView, version: str, markdown: str, authored: str | None, named: Sequence[str]
) -> Struck:
    """A page with what was named as wrong struck through, in what of it was sealed."""
    seal = view.seals.get(version)
    return strike(markdown, authored, seal.record.data if seal else {}, named)


def hidden_version_page(context: Context, view: DocumentView, version: VersionStanding) -> Page:
    """The page of a version that was published in error: its address, and nothing of its text."""
    return _without_text(
        context, view, version, f"Version {version.version}, published in error",
        "This version was published in error, and its text has been removed. Do not use any copy "
        "of it that you may have.",
    )  # fmt: skip


def untold_version_page(context: Context, view: DocumentView, version: VersionStanding) -> Page:
    """The page of an earlier version in the public edition, which does not tell what it said."""
    return _without_text(
        context, view, version, f"Version {version.version}, not in force",
        "The text of this version is not in the public edition. Members of the network can read "
        "it. Do not use any copy of it that you may have.",
    )  # fmt: skip


def _without_text(
    context: Context, view: DocumentView, version: VersionStanding, words: str, why: str
) -> Page:
    return make_page(
        context, view.versions[version.version], view.label, f"{why}\n{{: .hb-lead }}",
        kind="version", eyebrow=f"{view.kind.title}: {words}", found_as=f"{words}: {view.label}",
        trail=view.under, box=_box(context, view, version), searched=False,
        kind_of_record=view.record.type, members=not view.record.public, view=view,
    )  # fmt: skip
