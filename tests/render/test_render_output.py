"""What templates and texts yield is filtered, not what they are made from (I12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render import Page, Site, Stamp
from handbook.render.markdown.output import refuse_strange
from handbook.render.markdown.templating import RefusedOutput
from handbook.render.site import render
from handbook.source.closed_list import is_safe, met
from handbook.source.markdown.bodies import Bodies
from handbook.source.markdown.fidelity import to_html
from handbook.types import load_types

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
SHIPPED = "{{ lead }}\n\n{{ recommendations }}\n\n{{ text }}\n\n"


@pytest.fixture(scope="module")
def assessment(complete: Any) -> Assessment:
    """The toy's assessment, which no test here changes."""
    return complete.assessment()


@pytest.fixture(scope="module")
def plain(assessment: Assessment) -> Site:
    """The toy's site, with the page templates of the tool."""
    return render(assessment, STAMP)


def render_with(assessment: Assessment, kind: str, template: str) -> Site:
    """The toy's site, with a page template of the network's own for one type."""
    types = assessment.registry.types
    own = replace(
        types[kind], template=template, origin=f"registry/_types/{kind}", own_template=True
    )
    registry = replace(assessment.registry, types={**types, kind: own})
    return render(replace(assessment, registry=registry), STAMP)


SEEN = [
    "<{##}script>alert(1)</{##}script>",
    '<{##}div {{"cl"}}ass="hb-box hb-good">In force</{##}div>',
    "<!--><script>alert(1)</script>-->",
    '<pre class="mermaid">graph TD</pre>',
    '<{##}pre {{"cl"}}ass="mermaid">graph TD</{##}pre>',
    "**In force**{: .hb-tag .hb-good }",
    '{{ "**In" }} {{ "force**" }}',
    "## In force",
]
"""What got through a filter of the source."""

NEIGHBOURS = [
    "**Ready**{: .hb-tag .hb-good }",
    "**Ready**{: .hb-good }",
    "Words\n{: .admonition .success }",
    "Words\n{: onclick=alert(1) }",
    'Words\n{: style="position:fixed" }',
    "Words\n{: #hb-standing }",
    "Words\n{: #hb-mine }",
    "[x](javascript:alert(1))",
    "[x](java&#10;script&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,x)",
    "[x](//elsewhere.example/)",
    "[x](\\\\elsewhere.example)",
    "![In force](green.png)",
    "![x](https://elsewhere.example/x.png)",
    "``` {.mermaid}\nx\n```",
    "```mermaid\nx\n```",
    "``` {onclick=x}\nx\n```",
    "<svg><script>alert(1)</script></svg>",
    '<svg class="hb-share"><use href="//elsewhere.example/x#a"/></svg>',
    '<svg class="hb-share"><foreignObject><p>x</p></foreignObject></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img onerror=x&gt;">',
    '<form action="/x"><button formaction="javascript:x">x</button></form>',
    '<img src="a.png" srcset="https://elsewhere.example/x.png 2x">',
    "<details open><summary>In force</summary></details>",
    '<p style="position:absolute;top:0">x</p>',
    "<style>.hb-stop{display:none}</style>",
    "<template><script>x</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=x>">',
    '<base href="https://elsewhere.example/">',
    '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">',
    '<link rel="stylesheet" href="x.css">',
    "<iframe srcdoc=x></iframe>",
    '<object data="x"></object>',
    '<embed src="x">',
    "<div>Words in a box</div>",
    "</div></article><section>Outside</section>",
    "<!-- handbook:text -->",
    "<plaintext>",
    '<p dir="rtl">x</p>',
    '<p lang="en" hidden>x</p>',
    "<div>" * 300,
    "&#73;n force",
    "IN FORCE",
    "In **force**",
    "I\uff4e f\u043erce",
    "I n  f o r c e",
    '{{ "ecrof nI" | reverse }}',
    '{{ "in force" | upper }}',
    '{{ facts([("Standing", "In force")]) }}',
    '{{ heading(2, "In force", "hb-recommendations") }}',
    '{{ columns("In force").table([["x"]]) }}',
    '{{ columns("x").table([["In force"]]) }}',
    '{{ linked(title="In force") }}',
    '{{ front_sheet([("Standing", "In force")]) }}',
    '{{ kind_words("endorse") }}',
    '{{ kind_words("In force") }}',
    'Words { data-label="In force" }',
    "{% set x %}{{ lead }}{% endset %}[x]({{ x }})",
    "[x]({{ lead }})",
    "<!-- {{ lead }} -->",
    "`{{ lead }}`",
    '{{ tag("In force", "good") }}',
    '{{ standing_tags("rapid") }}',
    '{{ extent_tag("full") }}',
    "\ue0009999\ue001 In force",
    "{% for c in ['I','n',' ','f','o','r','c','e'] %}{{ c }}{% endfor %}",
]
"""Others of the kind, that nobody named."""


@pytest.mark.parametrize("added", [*SEEN, *NEIGHBOURS])
def test_a_template_cannot_draw_what_only_the_handbook_draws(
    assessment: Assessment, plain: Site, added: str
) -> None:
    """Its pages are made by the template that came with the tool, and the fault is told."""
    site = render_with(assessment, "guideline", f"{added}\n\n{SHIPPED}")
    assert site.faults
    for fault in site.faults:
        assert (fault.type, fault.path) == ("guideline", "registry/_types/guideline/page.md.j2")
        assert fault.instead == "the page of this type that comes with the tool"
    assert site.pages == plain.pages


def test_a_template_is_told_all_that_was_met(assessment: Assessment) -> None:
    site = render_with(assessment, "post", "<b>x</b>\n\n## In force\n\n{{ data.title }}\n")
    assert {fault.why for fault in site.faults} == {
        "The page would hold what only the handbook may: the element <b>; the words “in force”"
    }


@pytest.mark.parametrize(
    "template",
    [
        SHIPPED,
        "Whom to ask first: the ward.\n\n## Before you begin\n\n" + SHIPPED,
        "> A word of **welcome**, and [a page](../../posts/index.md).\n\n" + SHIPPED,
        '{{ facts([("Settings", data.settings), ("More", "Ask the *team*")]) }}\n\n' + SHIPPED,
        "| a | b |\n| :-: | --- |\n| 1 | 2 |\n\n" + SHIPPED,
    ],
)
def test_a_template_may_word_a_page_its_own_way(assessment: Assessment, template: str) -> None:
    assert "guidelines/rapid/index.md" in render_with(assessment, "guideline", template).pages


@pytest.mark.parametrize("kind", sorted(load_types()[0]))
def test_a_template_of_the_tools_passes_as_a_networks_own(
    assessment: Assessment, plain: Site, kind: str
) -> None:
    """What is veiled while a template runs is given back as it was, byte for byte."""
    assert render_with(assessment, kind, load_types()[0][kind].template) == plain


FIELD = '<img src=x onerror=alert(1)>"]{: .hb-tag .hb-good onclick=x }'


def test_what_a_page_yields_is_looked_at_whoever_wrote_it() -> None:
    """Fails if ``refuse_strange`` does not read what every page becomes, also one of the tool's."""
    meta = {"handbook": {"type": "post", "kind": "record", "file": "registry/posts/x.yaml"}}
    page = Page("posts/x/index.md", meta, f"Words <b onclick=x>{FIELD}</b>")
    with pytest.raises(RefusedOutput) as refused:
        refuse_strange([page], Bodies())
    (one,) = refused.value.refusals
    assert (one.file, one.type, one.page) == ("registry/posts/x.yaml", "post", page.path)


def test_the_demonstration_and_the_toy_are_on_the_list(site: Site) -> None:
    for page in site.pages.values():
        assert list(met(to_html(page.markdown))) == [], page.path


@pytest.mark.parametrize(
    "address",
    [
        "x.md",
        "../x/index.md#y",
        "#y",
        "https://www.example.org/a?b=c",
        "mailto:a@b.example",
        "tel:+44",
    ],
)
def test_an_ordinary_address(address: str) -> None:
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x", " JaVaScRiPt:x", "java\tscript:x", "java\nscript:x", "\x00javascript:x",
        "vbscript:x", "data:text/html,x", "blob:x", "file:///etc/passwd", "//x.example",
        "/\\x.example", "\\\\x.example", "ftp://x.example", "ws://x.example", "view-source:x",
    ],
)  # fmt: skip
def test_an_address_that_runs_something_or_leads_nobody_knows_where(address: str) -> None:
    assert not is_safe(address)


@pytest.mark.parametrize(
    "address", ["https://x.example/a.png", "//x.example/a.png", "data:image/png,x"]
)
def test_an_image_is_one_of_the_sites_own(address: str) -> None:
    assert not is_safe(address, image=True)
