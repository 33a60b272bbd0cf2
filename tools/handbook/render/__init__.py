"""Assessment to pages: plain Markdown with front matter, and nothing on disk.

``site.render`` knows no site engine. What it yields can be handed to any engine that turns a tree
of Markdown into HTML; our theme reads only what stands in each page's front matter.

Where to add what:

- a page for a register, a series of pages, a file for programs: ``site``; the page's place in the
  navigation: ``markdown.navigation``;
- the menu section, the columns and the filters of a type's list: its ``type.yaml``; a list of
  another shape: ``registers.listings``; a page to browse: ``registers.browse``;
- a note in a document's box: ``frame.notes``; a dated fact in it: ``frame.standing``; a row of the
  front sheet: ``frame.front_sheet``;
- a section under a document's text, or another page of it: ``document.pages``; what several of
  these ask of a document: a field of ``document.view``;
- a function that templates may call: ``pages.linked``, or beside others of its subject.
"""

from __future__ import annotations

from handbook.render.model import NavItem, Page, RuleExample, Site, Stamp

__all__ = ["NavItem", "Page", "RuleExample", "Site", "Stamp"]
