"""A map: the outlines of areas, laid flat when the handbook is built, with numbers and names.

Nothing is asked of another server, and nothing is drawn below or beside the outlines. Every area
stands in the table under the map by its number, also one of which no outline is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any, Protocol

from handbook.render.charts.grid import STATES
from handbook.render.charts.parts import (
    WIDTH,
    Chart,
    ChartCell,
    ChartProblem,
    amount_of,
    chart_of,
    entries,
    line,
    named_entry,
    plain_words,
    table_in_words,
    text_cell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handbook.render.charts.parts import Shape
    from handbook.render.context import Context

_TALLEST = 90.0
_MARGIN = 2.0
_LETTER = 2.1
"""How wide one letter of a name is, about, in the units of the map."""
_FINE = 0.15
"""Points nearer to each other than this are one."""

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]


class HasOutline(Protocol):
    """What has polygons, whose first ring is around it and of which the others are holes."""

    @property
    def polygons(self) -> tuple[Polygon, ...]:
        """Rings of points, each a longitude and a latitude in degrees."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area of a map: its number, its name, how it stands, and its polygons if known."""

    number: int
    name: ChartCell
    words: str
    state: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class FlatMap:
    """How degrees become places in a box ``WIDTH`` wide and ``height`` high."""

    west: float
    north: float
    across: float
    """How much narrower a degree of longitude is than one of latitude."""
    scale: float
    height: float

    def place(self, point: Point) -> Point:
        """Where a point lies in the box."""
        east, north = point
        return (
            _MARGIN + (east - self.west) * self.across * self.scale,
            _MARGIN + (self.north - north) * self.scale,
        )


def flat_map(points: Sequence[Point]) -> FlatMap:
    """The plainest map that holds these points: each degree as long as in its middle."""
    easts, norths = [x for x, _ in points], [y for _, y in points]
    across = cos(radians((min(norths) + max(norths)) / 2))
    wide = max((max(easts) - min(easts)) * across, 1e-6)
    high = max(max(norths) - min(norths), 1e-6)
    room = WIDTH - 2 * _MARGIN
    scale = min(room / wide, (_TALLEST - 2 * _MARGIN) / high)
    west = min(easts) - (room / scale - wide) / 2 / across
    return FlatMap(west, max(norths), across, scale, high * scale + 2 * _MARGIN)


def map_chart(
    context: Context,
    title: object,
    areas: Iterable[Any],
    *,
    places: Iterable[Any] = (),
    neighbours: Iterable[str] = (),
) -> Chart | str:
    """A map of ``areas``: the id of a record, and perhaps words and a state (as in a grid).

    ``neighbours`` are ids of records drawn around them; ``places`` a name and two decimals,
    longitude and latitude in degrees.
    """
    made = [
        _area(context, number, entry) for number, entry in enumerate(entries(areas, 1, 3), start=1)
    ]
    if not made:
        return "no area has been recorded yet"
    around = [_polygons(context, name) for name in neighbours]
    spots = [_place(entry) for entry in entries(places, 3, 3)]
    table = _in_words(made)
    points = [*_corners([*(area.polygons for area in made), *around])]
    if not points:
        return chart_of("map", title, table, lines=["No outline is known of any area."])
    flat = flat_map([*points, *(spot for _, spot in spots)])
    shapes = [*_shapes(flat, made, around, spots)]
    drawing = {"box": f"0 0 {WIDTH:.0f} {flat.height:.0f}", "shapes": shapes}
    return chart_of("map", title, table, drawing=drawing, lines=_without_outline(made))


def _corners(areas: Iterable[Sequence[Polygon]]) -> Iterator[Point]:
    """The points on the outer rings of areas."""
    for polygons in areas:
        for polygon in polygons:
            for ring in polygon[:1]:
                yield from ring


def _in_words(areas: Sequence[MapArea]) -> dict[str, Any]:
    """The map as a table: each area's number, name, and what is said of it."""
    return table_in_words(
        ("Number", "Area", "What is said of it"),
        (
            (
                text_cell(str(area.number)),
                area.name,
                ChartCell(
                    text_cell(area.words or STATES.get(area.state, "")).pieces, state=area.state
                ),
            )
            for area in areas
        ),
    )


def _without_outline(areas: Sequence[MapArea]) -> list[str]:
    """A line that names the areas that cannot be drawn, if there are any."""
    without = [area for area in areas if not area.polygons]
    names = ", ".join(area.name.pieces[0]["text"] for area in without)
    return [f"No outline is known of: {names}."] if without else []


def _shapes(
    flat: FlatMap,
    areas: Sequence[MapArea],
    around: Iterable[Sequence[Polygon]],
    spots: Iterable[tuple[str, Point]],
) -> Iterator[Shape]:
    """What is drawn, the hindmost first: neighbours, areas, their numbers, and places."""
    for polygons in around:
        for ring in _outer(polygons):
            yield line("around", _thin(flat, ring), closed=True)
    for area in areas:
        yield from _drawn(flat, area)
    for area in areas:
        yield from _labelled(flat, area)
    for name, spot in spots:
        yield line("place", [flat.place(spot)])
        yield _text("place-name", flat.place(spot), name)


def _area(context: Context, number: int, entry: Sequence[Any]) -> MapArea:
    name, words, state = entry
    if state is not None and state not in STATES:
        raise ChartProblem(f"“{plain_words(state)}” is no state of an area: {', '.join(STATES)}")
    return MapArea(
        number,
        named_entry(context, name),
        plain_words(words),
        str(state or ""),
        _polygons(context, str(name)),
    )


def _polygons(context: Context, record_id: str) -> tuple[Polygon, ...]:
    """The outline of a record; nothing if it has none, or cannot be shown."""
    record = context.registry.records.get(record_id)
    outline: HasOutline | None = getattr(record, "outline", None)
    return outline.polygons if outline and record_id not in context.quarantined else ()


def _place(entry: Sequence[Any]) -> tuple[str, Point]:
    name, east, north = entry
    degrees = [amount_of(each) for each in (east, north)]
    if None in degrees:
        raise ChartProblem(
            f"“{plain_words(name)}” has no longitude and latitude as decimals in quotes"
        )
    return plain_words(name), (float(degrees[0] or 0), float(degrees[1] or 0))


def _outer(polygons: Sequence[Sequence[Ring]]) -> Iterable[Ring]:
    return (polygon[0] for polygon in polygons if polygon)


def _drawn(flat: FlatMap, area: MapArea) -> Iterable[Shape]:
    """An area with its holes, as one shape for each polygon."""
    for polygon in area.polygons:
        rings = [line("", _thin(flat, ring), closed=True)["d"] for ring in polygon]
        yield {"kind": f"area-{area.state or 'plain'}", "d": "".join(rings)}


def _thin(flat: FlatMap, ring: Ring) -> list[Point]:
    """A ring in its place, without points that nobody could tell apart; never fewer than three."""
    placed = [flat.place(point) for point in ring[:-1]] or [flat.place(ring[0])]
    kept = placed[:1]
    for x, y in placed[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINE:
            kept.append((x, y))
    return kept if len(kept) > 2 else placed  # noqa: PLR2004 - two points make no area


def _labelled(flat: FlatMap, area: MapArea) -> Iterable[Shape]:
    """The number of an area within its largest part, and its name where there is room for it."""
    rings = [[flat.place(point) for point in ring] for ring in _outer(area.polygons)]
    if not rings:
        return
    (x, y), room = middle_of(max(rings, key=_size))
    yield _text("number", (x, y), str(area.number))
    name = area.name.pieces[0]["text"]
    if len(name) * _LETTER <= room:
        yield _text("name", (x, y + 4.4), name)


def middle_of(ring: Sequence[Point]) -> tuple[Point, float]:
    """A point within a ring, in the middle of its widest part nearby, and how wide it is there."""
    lowest, highest = min(y for _, y in ring), max(y for _, y in ring)
    best: tuple[float, Point] = (0.0, ring[0])
    for part in (0.5, 0.42, 0.58, 0.34, 0.66):
        height = lowest + (highest - lowest) * part
        crossed = sorted(_crossed(ring, height))
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            if right - left > best[0] * 1.15:
                best = (right - left, ((left + right) / 2, height))
    return best[1], best[0]


def _crossed(ring: Sequence[Point], height: float) -> Iterable[float]:
    """Where a level line crosses a ring, from one side to the other."""
    for (x, y), (next_x, next_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y > height) != (next_y > height):
            yield x + (height - y) * (next_x - x) / (next_y - y)


def _size(ring: Sequence[Point]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs))


def _text(kind: str, point: Point, words: str) -> Shape:
    return {"kind": kind, "x": f"{point[0]:.2f}", "y": f"{point[1]:.2f}", "text": words}
