"""Outlines of areas for the map: a file in GeoJSON beside a record, read strictly.

Only what draws the outline is read. Names and other details that a program wrote into the file are
passed over, and are never published.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from handbook.finding import Finding, Place
from handbook.load.codes import OUTLINE, OUTLINE_ALONE
from handbook.load.model import Outline
from handbook.load.places import OUTLINES
from handbook.load.trees.base import Tree, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.finding import Route
    from handbook.load.places import FilePlace

LARGEST = 256 * 1024
"""Bytes of one file."""
MOST_POINTS = 4000
_WIDEST = 30.0
"""Degrees: what is wider is no area of a network, but two coordinates in the wrong order."""
_RING = 4
"""Points of the smallest ring, of which the last is the first again."""
_SMALLER = "Simplify the outline, for example with mapshaper or QGIS; the map is small."
_DEGREES = (
    "Write longitude, then latitude, in degrees. Coordinates of a national grid have to be exported"
    " again as WGS 84."
)


class _BadOutlineError(Exception):
    """What is wrong with an outline, how to mend it, and the route to where it is."""

    def __init__(self, message: str, hint: str, route: Route = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.route = message, hint, route


def outlines(
    tree: Tree, spots: Iterable[FilePlace], records: Iterable[str]
) -> tuple[dict[str, Outline], list[Finding]]:
    """The outline of each record beside which one lies, by its id, and what is wrong with any.

    ``records`` are the paths of all records, whether or not they can be used.
    """
    stems = {path.rpartition(".")[0] for path in records}
    drawn: dict[str, Outline] = {}
    findings: list[Finding] = []
    for spot in spots:
        if spot.path.removesuffix(OUTLINES) not in stems:
            message = f"there is no record called {spot.id} beside this outline"
            hint = f"Name the file as the record whose outline it is, with {OUTLINES} at its end."
            findings.append(Finding(OUTLINE_ALONE, spot.path, message, hint))
            continue
        outline, problem = _read(tree, spot)
        if outline is not None:
            drawn[spot.id] = outline
        if problem is not None:
            findings.append(problem)
    return drawn, findings


def _read(tree: Tree, spot: FilePlace) -> tuple[Outline | None, Finding | None]:
    try:
        raw = tree.read(spot.path)
    except OSError as problem:
        return None, unreadable(spot.path, problem)
    text = raw.decode("utf-8-sig", "replace")
    try:
        return read_outline(raw), None
    except _BadOutlineError as bad:
        place = place_of(text, bad.route) if len(raw) <= LARGEST else Place(1)
        finding = Finding(OUTLINE, spot.path, bad.message, bad.hint, place=place, about=spot.id)
        return None, finding
    except json.JSONDecodeError as bad:
        place, message = Place(bad.lineno, bad.colno), f"this is no JSON: {bad.msg}"
        hint = "Export the file again from the program that made it."
        return None, Finding(OUTLINE, spot.path, message, hint, place=place, about=spot.id)


def read_outline(raw: bytes) -> Outline:
    """The polygons of a file. Raises ``_BadOutlineError``, or ``json.JSONDecodeError``."""
    if len(raw) > LARGEST:
        raise _BadOutlineError(f"this file is larger than {LARGEST // 1024} KiB", _SMALLER)
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _BadOutlineError("this file is not in UTF-8", "Save it again as UTF-8.") from None
    except (RecursionError, ValueError) as problem:
        if isinstance(problem, json.JSONDecodeError):
            raise
        hint = "Export the file again from the program that made it."
        raise _BadOutlineError("this file is nested too deeply", hint) from None
    polygons = tuple(_polygons(data, ()))
    if not polygons:
        hint = "Draw a polygon: an area has an inside."
        raise _BadOutlineError("this file holds no area", hint)
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
        raise _BadOutlineError(f"this outline has more than {MOST_POINTS} points", _SMALLER)
    outline = Outline(polygons)
    west, south, east, north = outline.bounds
    if east - west > _WIDEST or north - south > _WIDEST:
        message = "this outline is larger than any country that a network serves"
        raise _BadOutlineError(message, _DEGREES)
    return outline


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _BadOutlineError("one name stands twice in a group", "Take one of the two out.")
    return made


def _no_number(word: str) -> float:
    raise _BadOutlineError(f"{word} is no number", "Export the file again.")


def _polygons(data: Any, route: Route) -> Iterator[tuple[tuple[tuple[float, float], ...], ...]]:
    """Every polygon of a GeoJSON object, at any depth that GeoJSON has."""
    kind = data.get("type") if isinstance(data, dict) else None
    match kind:
        case "FeatureCollection":
            for number, feature in enumerate(_list(data, "features", route)):
                yield from _polygons(feature, (*route, "features", number))
        case "Feature":
            yield from _polygons(data.get("geometry"), (*route, "geometry"))
        case "Polygon":
            yield _polygon(_list(data, "coordinates", route), (*route, "coordinates"))
        case "MultiPolygon":
            for number, part in enumerate(_list(data, "coordinates", route)):
                yield _polygon(part, (*route, "coordinates", number))
        case _:
            named = f"“{str(kind)[:30]}” is" if kind else "this is"
            message = f"{named} no area: an outline is a Polygon or a MultiPolygon"
            hint = "Draw the area as a polygon, and export it as GeoJSON."
            raise _BadOutlineError(message, hint, route)


def _list(data: Any, name: str, route: Route) -> list[Any]:
    value = data.get(name)
    if not isinstance(value, list):
        message, hint = f"`{name}` is missing here, or is no list", "Export the file again."
        raise _BadOutlineError(message, hint, route)
    return value


def _polygon(rings: Any, route: Route) -> tuple[tuple[tuple[float, float], ...], ...]:
    if not isinstance(rings, list) or not rings:
        raise _BadOutlineError("a polygon has at least one ring", "Export the file again.", route)
    return tuple(_ring(ring, (*route, number)) for number, ring in enumerate(rings))


def _ring(points: Any, route: Route) -> tuple[tuple[float, float], ...]:
    if not isinstance(points, list) or len(points) < _RING:
        message = "a ring has at least four points, of which the last is the first again"
        raise _BadOutlineError(message, "Draw the area again.", route)
    ring = tuple(_point(point, (*route, number)) for number, point in enumerate(points))
    if ring[0] != ring[-1]:
        hint = "Repeat the first point of the ring at its end."
        raise _BadOutlineError("this ring is not closed", hint, route)
    return ring


def _point(given: Any, route: Route) -> tuple[float, float]:
    numbers = given[:2] if isinstance(given, list) else []
    sound = len(numbers) == 2 and all(  # noqa: PLR2004  a longitude and a latitude
        isinstance(each, (int, float)) and not isinstance(each, bool) and math.isfinite(each)
        for each in numbers
    )
    if not sound:
        raise _BadOutlineError("a point is two numbers", _DEGREES, route)
    longitude, latitude = numbers
    if not -180 <= longitude <= 180 or not -90 <= latitude <= 90:  # noqa: PLR2004  degrees
        message = f"{longitude}, {latitude} is no place on earth"
        raise _BadOutlineError(message, _DEGREES, route)
    return float(longitude), float(latitude)


def place_of(text: str, route: Route) -> Place:
    """The line and column in a JSON text to which a route leads; as far as it can be followed."""
    decoder, at = json.JSONDecoder(), _skip(text, 0)
    for step in route:
        inside = _member(text, at, step, decoder)
        if inside is None:
            break
        at = inside
    line = text.count("\n", 0, at) + 1
    return Place(line, at - (text.rfind("\n", 0, at) + 1) + 1)


def _member(text: str, at: int, step: str | int, decoder: json.JSONDecoder) -> int | None:
    """Where a member of the group or list at an offset begins; ``None`` if there is none."""
    closing, number = {"{": "}", "[": "]"}.get(text[at : at + 1], ""), 0
    at = _skip(text, at + 1)
    while closing and text[at : at + 1] not in ("", closing):
        name: str | int = number
        if closing == "}":
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        at, number = _skip(text, at + 1) if text[at : at + 1] == "," else at, number + 1
    return None


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n") and at < len(text):
        at += 1
    return at
