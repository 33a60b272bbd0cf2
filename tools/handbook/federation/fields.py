"""The fields of what the index publishes for programs, each with a sentence."""

from __future__ import annotations

from handbook.assess.words import Extent, Flag, State, Timeliness
from handbook.federation.model import AnswerState
from handbook.outputs.fields.model import Field, Form, day, flag, number, row, rows, text, texts

VERSION = 1
MEANING = (
    "Rely on a text only while rely_on is true, on no day after until, and after looking at its own"
    " page: this index knows nothing that was decided after `today`."
)
_ANSWERS = tuple(str(state) for state in AnswerState)
_TAKEN = row(
    "taken",
    "From where it was taken over; `null` where it was not.",
    text("network", "The network, by its id."),
    text("document", "The document there."),
    text("version", "Its version there."),
    text("digest", "The fingerprint of the text there."),
    nullable=True,
)
NETWORK = (
    text("id", "The network's id."),
    text("title", "What the index calls it."),
    text("site", "Where its own pages are."),
    text("answer", "What became of asking it. Only `answered` says anything of today.", _ANSWERS),
    text("why", "Why it says nothing of today."),
    day("day", "The day of which its rows speak; `null` where it never told anything."),
    text("edition", "The edition that was read.", ("", "public", "members")),
    texts("notices", "What every one of its rows says besides."),
    number("documents", "How many documents it has."),
    text("file", "The file of its rows; empty where there is none."),
    text("sha256", "The fingerprint of that file."),
)
DOCUMENT = (
    text("id", "The document, by its id."),
    text("type", "Its content type."),
    text("title", "Its title; its id, where its title says how something stands."),
    text("page", "Its own page, relative to the network's site."),
    flag("rely_on", "Whether its network told on `today` that it stands behind the text."),
    text("words", "How it stands, in words."),
    flag("in_force", "What the network said on its day."),
    text("state", "How it stood on the network's day.", State),
    text("timeliness", "Where it was in its review cycle.", ("", *map(str, Timeliness))),
    texts("flags", "What was true of it besides.", sorted(Flag)),
    text("version", "The version of its text."),
    text("digest", "The fingerprint of its text."),
    day("until", "The last day on which it may be relied on."),
    text("use_instead", "The document to use instead, by its id."),
    text("category", "Its shelf."),
    texts("keywords", "Other words for it."),
    _TAKEN,
)
COVERED = (
    text("policy", "The name by which the policy is cited."),
    text("policy_title", "What it is called."),
    text("edition", "The edition by which it was judged."),
    text("item", "The item of the policy."),
    text("place", "Where it stands in the policy's own order."),
    text("topic", "What it asks for."),
    text("holds", "How far documents do what it asks.", Extent),
    flag("suspect", "Whether it was judged by another edition."),
    text("page", "Its own page, relative to the network's site."),
)
LINK = (
    text("network", "The other network, by its id."),
    text("title", "What it is called there; its id, where that says how something stands."),
    text("overlap", "Where the two overlap; empty, where that says how something stands."),
    texts("documents", "Documents of this network that both work by, by their ids."),
    text("page", "Its own page, relative to the network's site."),
)
LATER = frozenset({"links", "has_links"})
"""Fields that an index of an older version of this program does not have yet."""
_HEAD = (
    number("schema_version", "Raised when a field changes its meaning or goes."),
    Field("today", Form.DAY, "The day on which the networks were asked."),
    text("meaning", "How to read it."),
)
OF_NETWORK = (
    *_HEAD,
    row("network", "The network.", *NETWORK[:-2]),
    flag("has_coverage", "Whether it published what it covers."),
    rows("coverage", "Each is one item of one policy.", *COVERED),
    flag("has_links", "Whether it published which networks it has to do with."),
    rows("links", "Each is another network that it has to do with.", *LINK),
    rows("documents", "Each is one document.", *DOCUMENT),
)
_MEMBER = (text("network", "The network."), text("document", "The document, by its id."))
OF_INDEX = (
    *_HEAD,
    text("title", "What the index is called."),
    rows(
        "joint",
        "Documents that several networks have: the same text, or taken over.",
        rows("documents", "Each is one network's document.", *_MEMBER),
    ),
    rows(
        "changes",
        "Texts that were taken over and must be looked at.",
        *_MEMBER,
        text("source", "From where it was taken over."),
        text("words", "What has happened there."),
    ),
    rows(
        "links",
        "Which network says that it has to do with which, as each told on its own day.",
        text("network", "The network that says so."),
        text("other", "The one that it says so of, by its id; this index may not read it."),
        flag("mutual", "Whether the other one says so, too."),
        texts("documents", "The documents of the first that both work by, by their ids."),
    ),
    rows("networks", "Each is one network that the configuration names.", *NETWORK),
)
