"""Assessment to pages: plain Markdown with front matter, and nothing on disk.

``site.render`` knows no site engine. What it yields can be handed to any engine that turns a tree
of Markdown into HTML; our theme reads only what stands in each page's front matter.
"""

from __future__ import annotations

from handbook.render.model import NavItem, Page, RuleExample, Site, Stamp

__all__ = ["NavItem", "Page", "RuleExample", "Site", "Stamp"]
