"""What is true of a registry on a given day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import Adoption

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from handbook.assess.authority.mandate import Mandate
    from handbook.assess.coverage.model import Coverage
    from handbook.assess.due.model import Due
    from handbook.assess.figures import Figures
    from handbook.assess.ledger.model import Acceptance, UnauthorisedDecision
    from handbook.assess.pointing.model import Awaited
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.history import History
    from handbook.link import Registry


@dataclass(frozen=True, slots=True)
class Assessment:
    """Registry x history x today."""

    registry: Registry
    history: History
    today: date
    settings: Settings
    standings: Mapping[str, Standing]
    coverage: Mapping[str, Coverage]
    due: Sequence[Due]
    distrust: Mapping[str, str] = field(default_factory=dict)
    """Why the ledger as a whole, ``"*"``, or one document cannot be trusted."""
    adoption: Adoption = field(default_factory=Adoption)
    """What the member organisations decided about the documents."""
    refusals: tuple[UnauthorisedDecision, ...] = ()
    """Decisions that those who made them could not make."""
    accepted: tuple[Acceptance, ...] = ()
    """Changes of files that were accepted."""
    mandates: Mapping[str, Mandate] = field(default_factory=dict)
    """What each group may decide that day, by its id."""
    awaited: Mapping[str, tuple[Awaited, ...]] = field(default_factory=dict)
    """What must come by a schedule, by the record for which it must."""
    all_groups: bool = True
    """Whether these are all groups of the network, so that what none may decide nobody may."""
    figures: Figures | None = None
    """Totals of what was counted; ``None`` while small numbers are still among the records."""
    all_cover: bool = True
    """Whether all that could say who is there can be read, so that where none is nobody is."""
