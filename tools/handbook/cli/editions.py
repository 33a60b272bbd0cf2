"""For whom a site is made: the option that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBERS, PUBLIC = "members", "public"


def for_audience(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option ``--audience``."""
    return click.option(
        "--audience",
        type=click.Choice([MEMBERS, PUBLIC]),
        default=MEMBERS,
        show_default=True,
        help="public: only what says `visibility: public`, for a site that anybody can read.",
    )(command)
