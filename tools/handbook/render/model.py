"""What rendering yields: pages, the files that go with them, and a small navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.remind.last import NOT_KNOWN, LastReminded
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date, datetime

    from handbook.audience.withheld import Withheld
    from handbook.load.model import Attachment
    from handbook.render.files import Reader

ABOUT_PAGE = "about/index.md"
TEXT_BEGINS = "<!-- handbook:text -->"
TEXT_ENDS = "<!-- /handbook:text -->"
NOT_COMMITTED = "with files that are not committed"
"""What stands wherever the commit does if not all that was read is as the commit has it."""
PUBLIC_EDITION = "Public edition: what is for members of the network is not in it."
"""What every page of a public edition says."""
PREVIEW = "Preview of a proposal: not in force."
"""What every page of a preview says."""
NAMES_THE_BUILD = frozenset({"index.md", ABOUT_PAGE})
"""The pages that say from which commit and when the handbook was built. The others would differ in
every build if they did: they say as of which day they were judged."""
"""The lines between which the words of a record's author stand, and nothing else does."""

_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a build says of itself: the commit, the moment (with zone), the day, the tool.

    ``today`` is the day by which it judges; ``real`` the day on which it was made, if another.
    ``uncommitted``: not every file that was read is as the commit has it. ``preview``: it shows a
    proposal, to be looked at and never to be relied on.
    """

    commit: str
    built: datetime
    today: date
    tool_version: str
    real: date | None = None
    uncommitted: bool = False
    preview: bool = False
    saves: bool = False
    """Whether browsers save the pages of this build, to show them without a network."""
    public: bool = False
    """Whether it is the public edition, drawn from what anybody may read (``audience``)."""
    reminded: LastReminded = NOT_KNOWN
    """When people were last reminded of what falls due, as far as this build was told."""

    @property
    def notice(self) -> str:
        """What every page says of a preview, and if it was made as at another day; else nothing."""
        words = [f"{PREVIEW} Nobody may rely on it."] if self.preview else []
        if self.real is not None and self.real != self.today:
            made, real = long_date(self.today), long_date(self.real)
            words.append(
                f"Made to look as on {made}, not as on the day it was built, {real}."
                " Do not rely on it."
            )
        return " ".join(words)


DOCUMENT = "document"
"""The kind of page that is a document's own."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``path`` is its Markdown file in the tree, such as ``guidelines/x/index.md``.

    ``meta`` is its front matter (``title``, already safe in HTML, and ``handbook``, which only our
    theme reads). ``authored`` is the author's Markdown as it stands between the two marker lines,
    or ``None``. ``badge`` holds the words that the standing box of this page shows, in order.
    """

    path: str
    meta: Mapping[str, Any]
    markdown: str
    authored: str | None = None
    badge: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where the page is served, relative to the site: ``guidelines/x/``."""
        return page_url(self.path)

    @property
    def is_document(self) -> bool:
        """Whether it is the page of a document's own, with the text that readers get."""
        handbook: Mapping[str, Any] = self.meta.get("handbook") or {}
        return handbook.get("kind") == DOCUMENT

    def text(self) -> str:
        """The whole file: front matter (JSON values, which are YAML too), then the Markdown."""
        lines = ["---"]
        for key, value in self.meta.items():
            if isinstance(value, Mapping):
                lines.append(f"{key}:")
                lines += [f"  {name}: {_yaml(part)}" for name, part in value.items()]
            else:
                lines.append(f"{key}: {_yaml(value)}")
        return "\n".join([*lines, "---", "", self.markdown.strip("\n"), ""])


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation: a page, or a heading over some. Records are never listed."""

    title: str
    path: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed bundle, as far as a page needs it: its size, and the SHA-256 of its list of sums."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A good and a bad example of one rule, as text to show; either may be empty."""

    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A record whose page could not be made as its type asks: why, and what stands there instead.

    ``why`` is a sentence and ``instead`` a noun, both for people. ``path`` is the file to
    blame, a template or the record, ``line`` its line if it is known.
    """

    record: str
    type: str
    path: str
    why: str
    instead: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """The whole handbook before any engine has seen it.

    ``assets`` are files made here, by their path in the site. ``attachments`` are files of the
    registry to copy, by their path in the site; whoever copies them checks the hash.
    """

    pages: Mapping[str, Page]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    nav: tuple[NavItem, ...] = ()
    faults: tuple[FailedPage, ...] = ()
    """Records that are shown in a plainer way than their type asks, in order of their ids."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Files for other systems that could not be made, by path, with the reason as a sentence."""
    readers: Mapping[str, Reader] = field(default_factory=dict)
    """By path, what reads back what a file says of how documents stand, if it has its own."""
    withheld: Withheld | None = None
    """In a public edition: the words by which what it leaves out would be known."""


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A handbook each of whose pages was drawn, looked through, and let go again.

    ``pages`` and ``files`` are the paths of what it would have; ``faults`` are those of the site.
    """

    pages: tuple[str, ...]
    files: tuple[str, ...] = ()
    faults: tuple[FailedPage, ...] = ()


def page_url(path: str) -> str:
    """The address of a page, relative to the site, from its path in the tree."""
    if path == "index.md":
        return ""
    if path.endswith("/index.md"):
        return path.removesuffix("index.md")
    return path.removesuffix(".md") + "/"


def _yaml(value: object) -> str:
    """JSON that every YAML 1.1 reader takes for the same thing."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return _YAML_UNSAFE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)
