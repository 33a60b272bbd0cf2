"""A built site that is not what was asked for is not published, and the reason is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.audience.withheld import Withheld
from handbook.publish import verify as verification
from handbook.publish.problem import VerificationError
from handbook.publish.shown.box import BADGE
from handbook.publish.verify import Expected, verify
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS, Site
from handbook.source.html.tree import Element
from handbook.source.markdown import fidelity

Build = Callable[[Site], Path]
A = "guidelines/a/index.html"
B = "guidelines/b/index.html"


def problems(site: Site, out: Path, expected: Expected) -> tuple[str, ...]:
    with pytest.raises(VerificationError) as failed:
        verify(site, out, root=out.parent, expected=expected)
    return failed.value.problems


def change(out: Path, path: str, old: str, new: str) -> None:
    text = (out / path).read_text()
    assert old in text
    (out / path).write_text(text.replace(old, new))


def test_an_honest_build_passes(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    verify(site, out, root=out.parent, expected=expected)


def test_a_missing_page(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / B).unlink()
    assert problems(site, out, expected) == (
        f"{B} is missing from the built site.",
        "3 pages were asked for and 2 were built.",
    )


@pytest.mark.parametrize(
    "path", ["letters/index.html", "notes.txt", "guidelines/a/.hidden", "assets/x.js"]
)
def test_a_stray_file(site: Site, honest: Build, expected: Expected, path: str) -> None:
    """I11: fails if ``check_manifest`` passes by a file that nothing accounts for."""
    out = honest(site)
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("stray")
    assert f"{path} comes from no record, page or theme file." in problems(site, out, expected)


def test_a_link_out_of_the_site(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / "notes.txt").symlink_to("/etc/hostname")
    assert problems(site, out, expected) == ("notes.txt is not a regular file.",)


def test_an_asset_that_was_changed(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    (out / "build.json").write_text("[]")
    assert problems(site, out, expected) == ("build.json is not what was handed to the engine.",)


def test_a_badge_that_claims_too_much(site: Site, honest: Build, expected: Expected) -> None:
    """I1: fails if ``check_box`` does not compare what is drawn with what was assessed."""
    out = honest(site)
    change(out, B, "</span>Withdrawn", "</span>In force")
    assert problems(site, out, expected) == (
        f"{B}: its standing box says ['Standing: In force'], and must say Withdrawn.",
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (B, "hb-box hb-stop", "hb-box hb-good"),
        (B, "hb-box hb-stop", "hb-box hb-stop hb-good"),
        (B, "<section", "<aside"),
        (B, ' id="hb-standing"', ""),
        (B, f'{BADGE}="Withdrawn"', 'data-md-x=""'),
        (B, "Read this first.", "You may go on using it."),
        (B, "</section>", "</section><p class='hb-advice'>Use it.</p>"),
        (B, '<div class="hb-text">', f'<div class="hb-text"><b {BADGE}="In force"></b>'),
        (B, "<section ", '<section class="hb-box hb-good"></section><section '),
        (B, '<article class="md-content__inner">', '<article class="md-content__inner"><div>'),
        (A, '<div class="hb-text', '<p class="hb-box hb-good"></p><div class="hb-text'),
        (A, '<div class="hb-text">', '<div class="hb-text"><p class="hb-box">In force</p>'),
        (A, '<div class="hb-text">', '<div class="hb-text"><p class="hb-box-heading">In force</p>'),
        (A, "<footer>", '<footer><p id="hb-standing">In force</p>'),
        (A, "<footer>", f'<footer><p {BADGE}="In force">In force</p>'),
        (A, "<footer>", '<footer><ul class="hb-badges"><li>In force</li></ul>'),
        (A, "<footer>", '<footer><article class="md-content__inner"></article>'),
        (A, "<footer>", '<footer><div class="hb-text"><p>x</p></div>'),
        ("index.html", '<div class="hb-text', '<p class="hb-box hb-good"></p><div class="hb-text'),
        ("404.html", "<p>Not here.</p>", '<div class="hb-text"><p>x</p></div>'),
    ],
)  # fmt: skip
def test_a_box_or_a_badge_that_is_not_ours_or_not_in_its_place(
    site: Site, honest: Build, expected: Expected, path: str, old: str, new: str
) -> None:
    """I12: fails if the box is known by its names and not by where it stands and what it says."""
    out = honest(site)
    change(out, path, old, new)
    assert all(said.startswith(f"{path}: ") for said in problems(site, out, expected))


def test_every_badge_of_a_box_says_what_it_must(
    site: Site, honest: Build, expected: Expected
) -> None:
    one = site.pages["guidelines/b/index.md"]
    box = one.meta["handbook"]["box"]
    box = {**box, "badges": [*box["badges"], {"label": "Review overdue", "tone": "care"}]}
    two = replace(one, meta={**one.meta, "handbook": {**one.meta["handbook"], "box": box}})
    both = replace(site, pages={**site.pages, two.path: two})
    out = honest(both)
    verify(both, out, root=out.parent, expected=expected)
    change(out, B, ">Review overdue<", ">In date<")
    (said,) = problems(both, out, expected)
    assert said.startswith(f"{B}: its badges say ['In date']")


def test_a_box_below_the_text(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    html = (out / B).read_text()
    box = html[html.index("<section") : html.index("</section>") + 10]
    change(out, B, box, "")
    change(out, B, "</article>", f"{box}</article>")
    assert problems(site, out, expected) == (
        f"{B}: its standing box does not stand before its text.",
    )


def test_a_badge_where_none_belongs(site: Site, honest: Build, expected: Expected) -> None:
    """I12: fails if ``check_box`` passes by pages that are not ours to badge."""
    out = honest(site)
    change(out, "404.html", "<p>Not here.</p>", f'<h2 {BADGE}="In force">In force</h2>')
    assert problems(site, out, expected) == (
        "404.html: an element <h2> outside the standing box could be taken for one.",
    )


def test_a_dose_in_another_column(site: Site, honest: Build, expected: Expected) -> None:
    """I15: fails if ``check_text`` does not read the author's words back from the page."""
    out = honest(site)
    change(out, A, "<td>5-10</td><td>50</td>", "<td>5-10</td><td></td><td>50</td>")
    (said, *_) = problems(site, out, expected)
    assert said.startswith(f"{A}: its text was changed in the building")


def test_a_text_that_is_not_marked(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, A, TEXT_BEGINS, "")
    (said,) = problems(site, out, expected)
    assert "marked 0 times" in said


def test_a_text_where_none_was_written(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, "<p>Words", f"{TEXT_BEGINS}<p>Take 5.</p>{TEXT_ENDS}<p>Words")
    (said,) = problems(site, out, expected)
    assert "marked 1 times, and must be 0 times" in said


def test_a_page_without_the_notice(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, expected.notice, "")
    assert problems(site, out, expected) == (
        f"{B}: it does not carry the notice «{expected.notice}».",
    )


def test_a_page_of_another_build(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    other = replace(expected, stamp=replace(expected.stamp, commit="d" * 40))
    said = problems(site, out, other)
    assert said == tuple(
        f"{name}: it does not say from which commit it was built ({'d' * 12})."
        for name in ("404.html", "index.html")
    )


def test_a_page_that_was_judged_on_another_day(
    site: Site, honest: Build, expected: Expected
) -> None:
    """A page kept from yesterday is found wherever it stands."""
    out = honest(site)
    change(out, B, 'datetime="2026-11-23"', 'datetime="2026-11-22"')
    assert problems(site, out, expected) == (
        f"{B}: it does not say as of which day it was judged (2026-11-23).",
    )


def test_a_page_that_does_not_say_that_not_all_was_committed(
    site: Site, honest: Build, expected: Expected
) -> None:
    out = honest(site)
    dirty = replace(expected, stamp=replace(expected.stamp, uncommitted=True))
    assert problems(site, out, dirty) == tuple(
        f"{name}: it does not say that not all of it was committed."
        for name in ("404.html", "index.html")
    )


def test_a_script_from_elsewhere(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, A, "<body>", '<body><script src="https://cdn.example/x.js"></script>')
    assert problems(site, out, expected) == (
        f"{A}: it holds an element <script> that is none of the theme's.",
    )


STRANGE = [
    "<script>x()</script>",
    '<script type="module">x()</script>',
    "<script src='//cdn.example/assets/javascripts/x.js'></script>",
    '<script src="attachments/x.js"></script>',
    '<script src="../assets/javascripts/x.js" onload="x()"></script>',
    '<script src="../assets/javascripts/x.js">x()</script>',
    '<script src="../assets/javascripts/../../attachments/x.js"></script>',
    '<script id="__config" type="text/javascript">{"base":".","search":"x"}</script>',
    '<script id="__config" type="application/json">{"base":".","search":"//x/y.js"}</script>',
    '<script id="__config" type="application/json">x()</script>',
    '<script id="__other" type="application/json">{}</script>',
    '<base href="https://x.example/">',
    '<base target="_blank">',
    "<iframe></iframe>",
    '<iframe srcdoc="&lt;script&gt;x()&lt;/script&gt;"></iframe>',
    '<object data="x"></object>',
    '<embed src="x.swf">',
    '<meta http-equiv="refresh" content="0; url=https://x.example/">',
    '<meta http-equiv="refresh" content="9">',
    '<meta http-equiv="Content-Security-Policy" content="default-src *">',
    '<meta name="referrer" content="unsafe-url">',
    '<link rel="stylesheet" href="https://fonts.example/css">',
    '<link rel="stylesheet" href="attachments/x.css">',
    '<link rel="preconnect" href="https://fonts.example">',
    '<link rel="dns-prefetch" href="//fonts.example">',
    '<link rel="icon canonical" href="https://x.example/i.png">',
    '<link rel="icon" href="https://x.example/i.png">',
    '<link rel="manifest" href="m.json">',
    "<style>b{display:none}</style>",
    '<p style="display:none">x</p>',
    '<p onmouseover="x()">x</p>',
    '<p ONMOUSEOVER="x()">x</p>',
    "<template><p>x</p></template>",
    "<noscript><p>x</p></noscript>",
    '<img src="https://x.example/i.png">',
    '<img src="a.png" srcset="https://x.example/i.png 2x">',
    '<video poster="https://x.example/p.png"></video>',
    '<audio src="x.mp3"></audio>',
    "<picture><source srcset=x></picture>",
    '<form action="https://x.example/collect"></form>',
    '<form class="md-search__form" name="search" action="https://x.example/"></form>',
    '<button type="submit" formaction="https://x.example/">x</button>',
    '<button type="reset" formaction="javascript:x()">x</button>',
    '<input type="image" src="https://x.example/i.png">',
    '<input type="text" name="password" form="search" formaction="x">',
    '<a href="javascript:x()">x</a>',
    '<a href=" java&#10;script:x()">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a ping="https://x.example/p" href="/">x</a>',
    '<a target="_blank" href="/">x</a>',
    '<svg><use href="https://x.example/s.svg#i"></use></svg>',
    "<svg><script>x()</script></svg>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<svg><animate onbegin="x()"></animate></svg>',
    "<math><mtext><mglyph><style><!--</style><img src=x onerror=x()></mglyph></mtext></math>",
    "<details open><summary>In force</summary></details>",
    '<div contenteditable="true">x</div>',
    '<div popover id="x">x</div>',
    "<!-- x -->",
    "<!--><script>x()</script>-->",
    "<marquee>In force</marquee>",
    "<custom-element></custom-element>",
]
"""What no page has, wherever it stands in it."""


@pytest.mark.parametrize("where", ["</head>", "<footer>", "<p>Words of ours.</p>"])
@pytest.mark.parametrize("added", STRANGE)
def test_whatever_the_theme_does_not_have_is_refused(
    site: Site, honest: Build, expected: Expected, where: str, added: str
) -> None:
    """I12: fails if the frame or the text is searched for what is bad, and not known throughout."""
    out = honest(site)
    change(out, B, where, f"{added}{where}")
    assert all(said.startswith(f"{B}: ") for said in problems(site, out, expected))


@pytest.mark.parametrize("kind", ["base", "embed", "iframe", "meta", "link", "object"])
@pytest.mark.parametrize("where", ["<footer>", "<p>Words of ours.</p>"])
def test_what_is_refused_is_named(
    site: Site, honest: Build, expected: Expected, kind: str, where: str
) -> None:
    """Each once had a guard of its own, and no test missed it when it was taken away."""
    out = honest(site)
    change(out, B, where, f"<{kind}>{where}")
    assert any(f"<{kind}>" in said for said in problems(site, out, expected))


def test_a_page_of_frames(site: Site, honest: Build, expected: Expected) -> None:
    """A frameset takes the place of the body; within a body a browser passes it by."""
    out = honest(site)
    change(out, B, "</head>", "</head><frameset><frame src=https://x.example/></frameset>")
    assert f"{B}: it has not one head and one body." in problems(site, out, expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("default-src 'none'", "default-src *"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ('<meta http-equiv="Content-Security-Policy"', '<meta name="description"'),
        ("<head><meta http-equiv", '<head><meta name="author" content="x"><meta http-equiv'),
    ],
)
def test_a_page_without_its_policy_or_not_begun_by_it(
    site: Site, honest: Build, expected: Expected, old: str, new: str
) -> None:
    """Fails if a page may come without the policy, with another, or only after something else."""
    out = honest(site)
    change(out, B, old, new)
    assert any("policy" in said for said in problems(site, out, expected))


def test_an_address_twice_on_a_page(site: Site, honest: Build, expected: Expected) -> None:
    out = honest(site)
    change(out, B, "<p>Words", '<h2 id="x">x</h2><p id="x">Words')
    assert f"{B}: it has the address #x 2 times." in problems(site, out, expected)


def test_a_search_that_knows_something_else_than_the_pages(
    site: Site, honest: Build, expected: Expected
) -> None:
    """Fails if the files of the search are not compared with what was made: they name standings."""
    path = "search/names.js"
    none, more = (f'handbookSearch("names",{{"entries":[]{x}}});\n' for x in ("", ',"same":[]'))
    out = honest(replace(site, assets={**site.assets, path: none.encode()}))
    known = replace(site, assets={**site.assets, path: more.encode()})
    assert problems(known, out, expected) == (f"{path} is not what was handed to the engine.",)


def test_words_struck_through_that_nobody_named(
    site: Site, honest: Build, expected: Expected
) -> None:
    """Fails if ``check_article`` does not ask ``amiss`` about the marks in a page."""
    out = honest(site)
    text = (out / A).read_text()
    begin = text.index(TEXT_BEGINS) + len(TEXT_BEGINS)
    at = text.index(">", text.index("<p", begin)) + 1
    word = text[at:].split(maxsplit=1)[0].split("<")[0]
    assert word
    forged = f'<del class="hb-wrong">{word}</del>'
    (out / A).write_text(text[:at] + forged + text[at + len(word) :])
    said = problems(site, out, expected)
    assert len(said) == 1
    assert "struck through" in said[0]


def test_a_page_is_walked_once_and_a_text_outlined_once(
    site: Site, honest: Build, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages carry one text: its Markdown is read once, and so is the HTML it became.

    Another verification reads it again: nothing is kept from one build to the next.
    """
    first, second = site.pages["guidelines/a/index.md"], site.pages["guidelines/b/index.md"]
    other = replace(second, authored=first.authored, markdown=first.markdown)
    same = replace(site, pages={**site.pages, second.path: other})
    out = honest(same)
    walked, outlined = Counter[int](), Counter[str]()
    kept: list[Element] = []
    within = Element.within

    def counted(element: Element) -> Iterator[Element]:
        if element.name == "html":
            kept.append(element)  # so that no other has its number
            walked[id(element)] += 1
        return within(element)

    def count(name: str) -> None:
        real = getattr(fidelity, name)

        def reading(text: str) -> fidelity.Outline:
            outlined[f"{name}: {text}"] += 1
            outline: fidelity.Outline = real(text)
            return outline

        monkeypatch.setattr(fidelity, name, reading)

    monkeypatch.setattr(Element, "within", counted)
    count("outline_of_markdown")
    count("outline_of_html")
    for times in (1, 2):
        verify(same, out, root=out.parent, expected=expected)
        assert set(walked.values()) == {1}
        assert len(walked) == times * len(list(out.rglob("*.html")))
        assert len(outlined) == 2
        assert set(outlined.values()) == {times}


def test_a_style_that_loads_something_from_elsewhere(
    site: Site, honest: Build, expected: Expected
) -> None:
    """Fails if the style sheets of a built site are not read."""
    out = honest(site)
    (out / "more.css").write_text("p { background: url(https://elsewhere.example/x.png) }")
    told = "more.css: it would load https://elsewhere.example/x.png from elsewhere."
    assert told in problems(site, out, expected)


def test_i1_a_list_shows_each_document_as_its_own_page_does(
    site: Site, honest: Build, expected: Expected
) -> None:
    """Fails if ``badges_of`` is not asked of the whole site."""
    out = honest(site)
    tag = '<strong class="hb-tag">In force</strong>'
    row = (
        '<table><tr><td data-label="Document"><a href="guidelines/b/">B</a></td>'
        f'<td data-label="Standing">{tag}</td></tr></table>'
    )
    change(out, "index.html", "<p>Words of ours.</p>", row)
    listed = "index.html: its list shows guidelines/b/ as ['In force']; the badge of its page says"
    assert any(problem.startswith(listed) for problem in problems(site, out, expected))


def test_i13_what_is_for_members_is_looked_for_in_what_was_built(
    site: Site, honest: Build, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if ``check_withheld`` is not asked, or of something else; two processes share it."""
    shared: list[int] = []
    in_two = verification.in_two

    def counted(work: Callable[[Path], list[str]], places: list[Path]) -> list[list[str]]:
        shared.append(len(places))
        return in_two(work, places)

    monkeypatch.setattr(verification, "in_two", counted)
    run = "the board met in the small hall behind the mill"
    public = replace(site, withheld=Withheld({run: "a meeting"}, {}))
    out = honest(public)
    verify(public, out, root=out.parent, expected=expected)
    change(out, B, "Words of ours.", run)
    (problem,) = problems(public, out, expected)
    assert problem.startswith(f"{B}: it holds what is for members only, of ")
    pages = len(list(out.rglob("*.html")))
    files = sum(1 for place in out.rglob("*") if place.is_file())
    assert shared == [pages, files] * 2


def test_each_page_is_held_against_what_it_was_given_itself(
    site: Site, honest: Build, expected: Expected
) -> None:
    """Fails if the number to ring, the sheet or the build are asked of no page, or of another."""
    one = site.pages["guidelines/b/index.md"]
    desk = {"name": "The desk", "number": "01 23", "href": "tel:0123"}
    given = {**one.meta["handbook"], "urgent": [desk], "sheet": {"standing": "Withdrawn"}}
    two = replace(one, meta={**one.meta, "handbook": given})
    asked = replace(site, pages={**site.pages, two.path: two})
    out = honest(asked)
    change(out, B, f"{'c' * 12} 2026-11-23T12:00:00+00:00", "")  # which only some pages say
    assert problems(asked, out, expected) == (
        f"{B}: it has the lines for print 0 times.",
        f"{B}: it does not give the number of The desk (01 23).",
    )
