"""The members and the documents: who is asked about what on a day, and what each answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.positions import Member, is_asked, member, position
from handbook.load.model import BrokenKind
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.adoption.answers import Answers
    from handbook.assess.adoption.model import Answer, Audience, Position
    from handbook.assess.adoption.positions import Footing
    from handbook.assess.settings.model import Settings
    from handbook.link import Registry


class Network:
    """The members and the documents, and what is asked about them on any day.

    ``members`` are by their ids. ``documents`` are those that can be adopted and that somebody
    endorsed or answered about; both in the registry's order, with what cannot be read at the end.
    """

    def __init__(self, registry: Registry, settings: Settings, answers: Answers) -> None:
        self._settings, self._answers = settings, answers
        unusable = [broken for broken in registry.broken if broken.kind == BrokenKind.RECORD]
        members = [member(record) for record in registry.of_type(KnownType.ORGANISATION)]
        members += [
            Member(broken.id, readable=False)
            for broken in unusable
            if broken.type == KnownType.ORGANISATION
        ]
        self.members = {who.id: who for who in members}
        self._unreadable = [position.id for position in members if not position.readable]
        adoptable = {name for name, kind in registry.types.items() if kind.has("adoptable")}
        known = [record.id for record in registry.records.values() if record.type in adoptable]
        known += [broken.id for broken in unusable if broken.type in adoptable]
        answered = {document for _, document in (*answers.held, *answers.doubts)}
        self.documents = [name for name in known if name in registry.sealed or name in answered]
        self._speaking: dict[str, set[str]] = {}
        for organisation, document in answers.held:
            self._speaking.setdefault(document, set()).add(organisation)
        self._asked: dict[tuple[Audience | None, date], frozenset[str]] = {}

    def asked(self, document: str, day: date) -> frozenset[str]:
        """The organisations that a document is meant for on a day."""
        audience = self._settings.adoption_asked.get(document)
        if (audience, day) not in self._asked:
            self._asked[audience, day] = frozenset(
                name
                for name, who in self.members.items()
                if is_asked(who, document, day, self._settings)
            )
        return self._asked[audience, day]

    def speaking(self, document: str) -> frozenset[str]:
        """The members of whom more is known than silence: an answer, or why none can be told."""
        spoken = {*self._speaking.get(document, ()), *self._unreadable}
        if self._answers.doubts:
            spoken |= {name for name in self.members if self._answers.doubts_of(name, document)}
        return frozenset(spoken & self.members.keys())

    def answers(self, organisation: str, document: str) -> tuple[Answer, ...]:
        """What an organisation answered, in the order in which it comes to count."""
        return self._answers.held.get((organisation, document), ())

    def position(
        self, organisation: str, document: str, stands: Footing | None, day: date
    ) -> Position:
        """The position of one pair on a day on which the document stands as ``stands``."""
        return position(
            self.members[organisation],
            document,
            self.answers(organisation, document),
            stands,
            day,
            self._settings,
            self._answers.doubts_of(organisation, document),
        )
