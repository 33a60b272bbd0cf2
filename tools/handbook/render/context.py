"""Everything a page may know, gathered once, and the questions that pages ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.assess.standing.model import Standing
from handbook.assess.standing.wording import notable_words
from handbook.assess.words import WORDS, State
from handbook.render.frame.replacement import Replacement, replacement
from handbook.render.markdown.glossary import NO_TERMS, Glossary
from handbook.render.markdown.writing import Md, tag
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.coverage.model import Claim, Judged
    from handbook.assess.model import Assessment
    from handbook.finding import Code, Finding
    from handbook.link import Reference, Registry
    from handbook.load.model import Record, Seal
    from handbook.render.files import OutputFile
    from handbook.render.markdown.places import Places
    from handbook.render.model import Packed, RuleExample, Stamp
    from handbook.types.model import ContentType

DEMONSTRATION = "Demonstration content: not for clinical use"


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One render: what is assessed, what the build says of itself, where pages stand.

    It is itself alone, so that what is worked out from it is worked out once.
    """

    assessment: Assessment
    stamp: Stamp
    places: Places
    findings: Sequence[Finding] = ()
    quarantined: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[Code] = ()
    examples: Mapping[str, RuleExample] = field(default_factory=dict)
    glossary: Glossary = NO_TERMS
    bundles: Mapping[str, Packed] = field(default_factory=dict)
    """The evidence bundle of each organisation that has one."""
    seals: Mapping[str, Mapping[str, Seal]] = field(default_factory=dict)
    """The sealed texts of each document that has any, by version."""
    claims: Mapping[str, Sequence[tuple[str, Judged, Claim]]] = field(default_factory=dict)
    """What is said of each document under the items of policies: the policy, the item, the claim.
    """
    offered: Sequence[OutputFile] = ()
    """The files for other systems that are made beside these pages."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Templates to use instead of those of their types, by the name of the type."""

    @property
    def registry(self) -> Registry:
        """The registry being shown."""
        return self.assessment.registry

    @property
    def network_title(self) -> str:
        """The name of the network, or of the handbook if the network cannot be read."""
        network = self.registry.network()
        return str(network.get("title", "Handbook")) if network else "Handbook"

    @property
    def today_words(self) -> str:
        """The day by which everything is judged, in words."""
        return long_date(self.assessment.today)

    def label(self, record_id: str) -> str:
        """The name readers know a record by: that of its sealed text where it has one."""
        return self.places.label(record_id)

    def kind(self, record: Record) -> ContentType:
        """The content type of a record."""
        return self.registry.types[record.type]

    def overviewed(self, kind: ContentType) -> bool:
        """Whether an overview shows the records of a type."""
        return any(kind.name in overview.shows for overview in self.registry.overviews)

    def has_list(self, kind: ContentType) -> bool:
        """Whether there is a page with all records of a type.

        What an overview shows has none before the first record, so that a network meets the types
        that it uses and no others. A record that cannot be shown is one as well.
        """
        if not kind.folder:
            return False
        used = bool(self.registry.of_type(kind.name)) or any(
            self.places.page(record_id).startswith(f"{kind.folder}/")
            for record_id in self.quarantined
        )
        return used or not self.overviewed(kind)

    def template(self, record: Record) -> str:
        """The source of the template by which a record is shown."""
        return self.templates.get(record.type, self.kind(record).template)

    def standing(self, record_id: str) -> Standing | None:
        """How a document stands; ``None`` for records that decisions do not endorse.

        An endorsable document that was not assessed, or is quarantined, is unknown.
        """
        record = self.registry.records.get(record_id)
        if record is None or not self.kind(record).has("endorsable"):
            return None
        if record_id in self.quarantined:
            return Standing(record_id, State.UNKNOWN, why=(self.quarantined[record_id],))
        standing = self.assessment.standings.get(record_id)
        return standing or Standing(
            record_id, State.UNKNOWN, why=("its standing was not worked out",)
        )

    def replacement(self, standing: Standing) -> Replacement | None:
        """What to use instead of a document, followed to its end; ``None`` if it is in use."""
        return replacement(standing, self.standing, self.label)

    def tags(self, standing: Standing) -> Md:
        """Those words as tags on one line."""
        return Md(" ".join(tag(word) for word in notable_words(standing)))

    def link(self, here: str, record_id: str, text: str = "", anchor: str = "") -> Md:
        """A link from the page ``here`` to a record, said to be out of use where it is."""
        return self.places.link(here, record_id, text, anchor)

    def pointing_at(self, record_id: str, *names: str) -> tuple[Record, ...]:
        """Records (of the types named, or of any) that refer to a record, each once."""
        seen: dict[str, Record] = {}
        for reference in self.references_to(record_id):
            record = self.registry.records[reference.source]
            if not names or record.type in names:
                seen.setdefault(record.id, record)
        return tuple(seen.values())

    def references_to(self, record_id: str) -> tuple[Reference, ...]:
        """References from records that can be shown."""
        references = self.registry.backlinks.get(record_id, ())
        return tuple(r for r in references if r.source in self.registry.records)

    def value(self, record_id: str, name: str, default: Any = "") -> Any:
        """One field of another record; ``default`` if either is missing."""
        record = self.registry.records.get(record_id)
        return record.get(name, default) if record else default


def named(context: Context, here: str, record_id: str) -> Md:
    """A link to a document with its state beside it, and what replaced it, unless in force."""
    link = context.link(here, record_id)
    standing = context.standing(record_id)
    if standing is None or standing.in_force:
        return link
    return Md(f"{link} {tag(WORDS[standing.state])}{_instead(context, here, standing)}")


def _instead(context: Context, here: str, standing: Standing) -> Md:
    """After the name of a document that left use: what to use in its place, or that none may be."""
    instead = context.replacement(standing)
    if instead is None:
        return Md("")
    if instead.live:
        label = f"{instead.label[:1].lower()}{instead.label[1:]}"
        return Md(f" ({label}: {context.link(here, instead.document)})")
    return Md(" (nothing to use instead)")
