"""A proposal as one page that needs nothing else: no script, no picture, nothing from a server.

It is made for a telephone and for paper too. What went and what came is said in words, never by
colour alone; each table says what it is, and its headings are read with each cell.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from handbook.proposal.account import account
from handbook.proposal.blocks import Beside, Points, Quoted, Sentences, Title, ToType
from handbook.proposal.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.proposal.blocks import AccountBlock, BesideRow, Runs
    from handbook.proposal.model import Proposal

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#8a8a94;--soft:#f1f1f5;
--care:#8a1c1c;--mark:#ffe9a8}
@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171b;--line:#85858f;--soft:#24242b;
--care:#ffb3ab;--mark:#5a4700}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;font:1.05rem/1.5 system-ui,sans-serif;
color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
.loud{font-weight:600}
.first{border-left:.4rem solid var(--care);padding:.6rem .9rem;background:var(--soft)}
blockquote{margin:.6rem 0;padding:.2rem .9rem;border-left:.25rem solid var(--line)}
blockquote p{margin:.3rem 0}
cite{font-style:normal;font-size:.92em}
code{background:var(--soft);padding:.1rem .3rem;font-size:.95em}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid var(--line);padding:.45rem;text-align:left;vertical-align:top}
@media(min-width:40.01rem){thead th{width:29%}thead th:first-child{width:22%}
thead th:last-child{width:20%}}
mark{background:var(--mark);color:inherit;font-weight:700}
.care{color:var(--care);font-weight:600}
@media(max-width:40rem){table,tbody,tr,td,th,caption{display:block;width:100%}
thead{position:absolute;left:-99rem}tr{border:1px solid var(--line);margin:.6rem 0}
td,tbody th{border:0;border-bottom:1px solid var(--soft)}
td::before{content:attr(data-head) ": ";font-weight:600}}
@media print{body{max-width:none;padding:0;font-size:10.5pt;color:#000;background:#fff}
tr,blockquote{break-inside:avoid}.first{background:none}}
"""
_WARNING = (
    "A draft is described here. It is no guideline: nothing on this page may be relied on at a"
    " bedside."
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_page(proposal: Proposal, *, in_force: bool = False) -> str:
    """The whole proposal as a page of HTML."""
    blocks = account(proposal, in_force=in_force)
    return page("What this change means", (line for b in _numbered(blocks) for line in b))


def page(title: str, lines: Iterable[str]) -> str:
    """A page of its own around some lines of HTML."""
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            f"<title>{shown(title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{shown(title)}</h1>",
            f"<p>{_WARNING}</p>",
            *lines,
            "</main>",
            "</body>",
            "</html>",
        )
    )


def _numbered(blocks: Iterable[AccountBlock]) -> Iterator[Iterator[str]]:
    for number, block in enumerate(blocks):
        yield block_lines(block, first=number == 0)


def block_lines(block: AccountBlock, *, first: bool = False) -> Iterator[str]:
    """One block as lines of HTML."""
    if isinstance(block, Title):
        yield f"<h{block.level}>{shown(block.words)}</h{block.level}>"
    elif isinstance(block, Sentences):
        kind = ' class="first loud"' if first else ' class="loud"' if block.loud else ""
        yield f"<p{kind}>{shown(block.words)}</p>"
    elif isinstance(block, Points):
        yield from ("<ul>", *(f"<li>{shown(point)}</li>" for point in block.points), "</ul>")
    elif isinstance(block, Quoted):
        words, source = shown(block.words), shown(block.source)
        yield f"<blockquote><p>{words} <cite>({source})</cite></p></blockquote>"
    elif isinstance(block, ToType):
        yield f"<p>{shown(block.before)}: <code>{shown(block.words)}</code></p>"
    elif isinstance(block, Beside):
        yield from _table(block)


_HEADS = ("Where", "Before", "After", "What it counts as")


def _table(block: Beside) -> Iterator[str]:
    heads = "".join(f'<th role="columnheader" scope="col">{head}</th>' for head in _HEADS)
    yield f'<table role="table"><caption>{shown(block.caption)}</caption>'
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    yield from (_row(row) for row in block.rows)
    yield "</tbody></table>"


def _row(row: BesideRow) -> str:
    care = ' class="care"' if row.clinical else ""
    cells = (
        (_HEADS[1], _runs(row.old)),
        (_HEADS[2], _runs(row.new)),
        (_HEADS[3], f"<span{care}>{shown(row.verdict)}</span>"),
    )
    where = shown(row.where[:1].upper() + row.where[1:])
    rest = "".join(f'<td role="cell" data-head="{head}">{cell}</td>' for head, cell in cells)
    return f'<tr role="row"><th role="rowheader" scope="row">{where}</th>{rest}</tr>'


def _runs(runs: Runs) -> str:
    """Words with those that went or came marked, where others stand beside them."""
    if not runs:
        return "nothing"
    whole = all(changed for _, changed in runs)
    return "".join(
        f"<mark>{shown(text)}</mark>" if changed and not whole else shown(text)
        for text, changed in runs
    )


def shown(text: str) -> str:
    """Words as HTML that shows them as they are."""
    return escape(visible(text))
