"""A small site made by hand, and what an honest engine would build from it."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from published_register import register

from handbook.publish.policy import POLICY
from handbook.publish.shown.box import BADGE
from handbook.publish.stage import contents, destination
from handbook.publish.verify import Expected
from handbook.render.files import REGISTER
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS, NavItem, Page, Site, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTICE = "Demonstration content: not for clinical use"
STAMP = Stamp("c" * 40, datetime(2026, 11, 23, 12, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
AUTHORED = "Ring the ward.\n\n| Weight | Dose |\n| --- | --- |\n| 5-10 | 50 |\n"
AUTHORED_HTML = (
    "<p>Ring the ward.</p><table><thead><tr><th>Weight</th><th>Dose</th></tr></thead>"
    "<tbody><tr><td>5-10</td><td>50</td></tr></tbody></table>"
)


def page(path: str, badge: tuple[str, ...] = (), authored: str | None = None) -> Page:
    marked = f"{TEXT_BEGINS}\n\n{authored}\n{TEXT_ENDS}" if authored else "Words of ours."
    handbook: dict[str, Any] = {"kind": "document" if badge else "home"}
    if badge:
        handbook["box"] = {
            "tone": "good" if badge[0] == "In force" else "stop",
            "heading": badge[0],
            "badges": [{"label": word, "tone": "care"} for word in badge],
            "advice": ["Read this first."],
        }
    return Page(path, {"title": path, "handbook": handbook}, marked, authored, badge)


@pytest.fixture
def site() -> Site:
    pages = [
        page("index.md"),
        page("guidelines/a/index.md", ("In force",), AUTHORED),
        page("guidelines/b/index.md", ("Withdrawn",)),
    ]
    return Site(
        {one.path: one for one in pages},
        {
            "build.json": b"{}",
            REGISTER: register(("guidelines/a/", "in force"), ("guidelines/b/", "withdrawn")),
        },
        nav=(NavItem("Home", "index.md"),),
    )


@pytest.fixture
def expected() -> Expected:
    return Expected(STAMP, NOTICE)


def box_of(one: Page) -> str:
    box = one.meta.get("handbook", {}).get("box")
    if not box:
        return ""
    first, *others = (badge["label"] for badge in box["badges"])
    items = "".join(f'<li class="hb-tag hb-care" {BADGE}="{o}">{o}</li>' for o in others)
    return (
        f'<section class="hb-box hb-{box["tone"]}" aria-labelledby="hb-standing">'
        f'<h2 id="hb-standing" class="hb-box-heading" {BADGE}="{first}">'
        f'<span class="hb-hidden">Standing: </span>{box["heading"]}</h2>'
        f'<p class="hb-advice">{box["advice"][0]}</p><ul class="hb-badges">{items}</ul></section>'
    )


def html_of(one: Page | None) -> str:
    text = "<p>Words of ours.</p>"
    if one and one.authored:
        text = f"{TEXT_BEGINS}\n{AUTHORED_HTML}\n{TEXT_ENDS}"
    inside = f'{box_of(one)}<div class="hb-text">{text}</div>' if one else "<p>Not here.</p>"
    return (
        '<!doctype html><html lang="en"><head>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta charset="utf-8">'
        "<title>x</title></head>"
        f'<body><p>{NOTICE}</p><div class="md-container"><main class="md-main">'
        '<div class="md-main__inner"><div class="md-content">'
        f'<article class="md-content__inner">{inside}</article>'
        "</div></div></main></div>"
        f'<footer>{"c" * 12} 2026-11-23T12:00:00+00:00 <time datetime="2026-11-23">as at</time>'
        "</footer></body></html>"
    )


@pytest.fixture
def honest(tmp_path: Path) -> Callable[[Site], Path]:
    """Write what should be built from a site, and give back the folder."""

    def build(site: Site) -> Path:
        out = tmp_path / "out"
        files = dict(contents(site, tmp_path))
        for path, content in files.items():
            made = html_of(site.pages[path]).encode() if path in site.pages else content
            place = out / destination(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(made)
        (out / "404.html").write_text(html_of(None))
        (out / "sitemap.xml").write_text("<urlset/>")
        (out / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset/>"))
        return out

    return build
