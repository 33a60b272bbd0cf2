"""Which findings a branch brought, and which were there before: two lists of findings compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handbook.finding import Severity
from handbook.rules.aside.fingerprint import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from handbook.finding import Finding


def known_before(
    after: Sequence[Finding],
    keys: Mapping[Finding, str],
    before: Sequence[Finding],
    before_keys: Mapping[Finding, str],
) -> dict[Finding, str]:
    """Of each finding of ``after`` that ``before`` has too: the words that it had there.

    The same are those of one key and of the same words; as many are the same as ``before`` has. One
    of a key that ``before`` has with other words has become another: it is there with those words.
    What is not there at all is new.
    """
    left = Counter((before_keys[finding], words_of(finding)) for finding in before)
    exact = frozenset(before)
    known: dict[Finding, str] = {}
    for finding in sorted(after, key=lambda finding: finding not in exact):
        mark = (keys[finding], words_of(finding))
        if left[mark] > 0:
            left[mark] -= 1
            known[finding] = finding.message
    gone: dict[str, list[str]] = {}
    for (key, words), number in left.items():
        gone.setdefault(key, []).extend([words] * number)
    for finding in after:
        if finding not in known and gone.get(keys[finding]):
            known[finding] = gone[keys[finding]].pop(0)
    return known


def not_brought(
    findings: Sequence[Finding], known: Mapping[Finding, str], touched: Collection[str]
) -> frozenset[Finding]:
    """The findings that are not held against a branch whose files are ``touched``.

    They were there before by the same words. Errors in a file that the branch touches are held
    against it all the same, since it must not hand on what cannot be built; so is what puts the
    ledger in doubt, wherever it is.
    """
    return frozenset(
        finding
        for finding in findings
        if finding in known
        and known[finding] == finding.message
        and not finding.code.integrity
        and not (finding.severity is Severity.ERROR and finding.path in touched)
    )
