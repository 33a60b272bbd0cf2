"""The theme's templates, quicker over all pages of a site; what is drawn is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment
    from jinja2.runtime import Context
    from mkdocs.structure.nav import Navigation

MENU = "partials/nav.html"
"""Material's template of the menu, which takes a third of the time that a page's frame takes."""
_OF_DICTIONARIES = frozenset(dir(dict))


def hasten(env: Environment, nav: Navigation, others: Iterable[str]) -> None:
    """Let the templates of ``env`` draw the menu once for all pages that see it alike.

    ``others`` are addresses in the menu besides those of its pages. Values are looked up in front
    matter without asking first whether a dictionary has an attribute of that name.
    """
    _look_up_quickly(env)
    _keep_menus(env, nav, others)


def view_of(url: str, places: frozenset[tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    """What decides how a page at ``url`` writes its links to what lies in ``places``.

    A link goes up to the last folder that both have in common. ``places`` has every folder on the
    way to every target, so the longest way into it is all that a page can have in common with any.
    """
    folders = tuple(url.split("/")[:-1])
    known = len(folders)
    while folders[:known] not in places:
        known -= 1
    return len(folders), folders[:known]


def places_of(addresses: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Every folder on the way to each of some addresses, the uppermost included."""
    ways = [tuple(address.split("/")) for address in addresses]
    return frozenset({(), *(way[:end] for way in ways for end in range(len(way) + 1))})


def _look_up_quickly(env: Environment) -> None:
    asked = env.getattr

    def getattr_(value: Any, name: str) -> Any:
        if type(value) is dict and name not in _OF_DICTIONARIES and name in value:
            return value[name]
        return asked(value, name)

    env.getattr = getattr_  # type: ignore[assignment,method-assign]


def _keep_menus(env: Environment, nav: Navigation, others: Iterable[str]) -> None:
    """A page that stands in the menu itself is marked there, so its menu is drawn for it alone."""
    from jinja2 import TemplateNotFound  # noqa: PLC0415 - only where an engine runs

    try:
        template = env.get_template(MENU)
    except TemplateNotFound:
        return
    drawn, kept = template.root_render_func, dict[tuple[int, tuple[str, ...]], str]()
    listed = {page.url for page in nav.pages}
    places = places_of([*listed, *others])

    def menu(context: Context) -> Iterator[str]:
        page = context.get("page")
        if page is None or page.url in listed or page.parent is not None:
            yield from drawn(context)
            return
        view = view_of(page.url, places)
        if view not in kept:
            kept[view] = "".join(drawn(context))
        yield kept[view]

    template.root_render_func = menu
