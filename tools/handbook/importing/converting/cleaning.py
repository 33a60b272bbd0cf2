"""HTML of strangers, cleaned before pandoc reads it: no scripts, no forms, nothing from outside."""

from __future__ import annotations

import re

from handbook.importing.converting.pandoc import MISSING

_TAGS = frozenset(
    re.findall(
        r"\S+",
        "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt"
        " em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s section"
        " small span strike strong sub summary sup table tbody td tfoot th thead tr tt u"
        " ul var",
    )
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"rowspan", "colspan"},
    "th": {"rowspan", "colspan"},
    "ol": {"start", "type"},
    "li": {"value"},
}


def cleaned(html: str) -> str:
    """``html`` with what a text needs and nothing else. Raises ``ImportProblem`` without nh3."""
    try:
        import nh3  # noqa: PLC0415 -- an optional part of the installation
    except ImportError as problem:
        raise MISSING from problem
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        clean_content_tags={"script", "style", "template", "noscript"},
        link_rel=None,
    )
