"""What to do with a decision that was just written, where it must be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.settings.model import Settings
    from handbook.link import Registry
    from handbook.load.model import Record

COMMAND = "git -c gpg.format=ssh commit -S"


def how_to_sign(
    registry: Registry, settings: Settings, decision: Record, today: date
) -> tuple[str, ...]:
    """How and by whom a decision is signed, in sentences; nothing if it need not be."""
    if settings.signatures_since is None or today < settings.signatures_since:
        return ()
    post = decision.get("post")
    who = "a post that sits in the group, or deputises there"
    if post is not None:
        who = f"the post {registry.label(str(post))}"
    others = ", ".join(registry.label(post) for post in settings.signing_posts)
    return (
        f"It counts only once it is committed with a signature: `{COMMAND}`.",
        f"Whoever commits it signs as {who}{f'; or as {others}' if others else ''}.",
        "Merge the branch by a merge commit: squash and rebase lose the signature.",
    )
