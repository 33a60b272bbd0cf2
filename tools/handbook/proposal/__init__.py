"""What a branch's changes mean, and who must agree to them.

In goes a branch that was read and compared with its base (``handbook.check``), out comes a
``Proposal``: pure, and judged by nobody's word, least of all the branch's own. Whatever cannot be
read or told is said, and goes to those who endorse. ``docs/proposals.md`` says the same in words.
"""

from __future__ import annotations

from handbook.proposal.making import UntoldError, propose
from handbook.proposal.model import Proposal

__all__ = ["Proposal", "UntoldError", "propose"]
