"""A cleaned walk as ground: line, polygon, corridor, places where the walker stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from ..area import areas_on, lengths_on
from ..errors import Fault
from .accuracy import area_error, fix_errors, gap_area
from .clean import CleaningOptions, pauses
from .findings import fault
from .walk import Walk

GAP_METRES, GAP_SHARE = 30.0, 0.05  # a closing edge longer than both is told
IMPRECISE = 0.05  # share of the area that may be uncertain before it is told


@dataclass(frozen=True, eq=False)
class Ground:
    """What a walk becomes, on the walk's plane.

    Parameters
    ----------
    geometry : shapely geometry or None
        None where too few fixes are left.
    length_m : float
        Ellipsoidal length of the walk.
    area_m2, area_error_m2 : float
        Ellipsoidal area and its standard error, the closing edge included; 0 for lines.
    gap_m, gap_share : float
        The closing edge that nobody walked: metres, and share of the perimeter.
    lobes_m2 : tuple of float
        Areas of the pieces of ground the walk encloses, the largest first, dropped ones included.
    lesser : shapely geometry or None
        Those pieces but the largest, kept or dropped: what the choice of `lobes` is about.
    findings : tuple of Fault
    """

    geometry: shapely.Geometry | None
    length_m: float
    area_m2: float = 0.0
    area_error_m2: float = 0.0
    gap_m: float = 0.0
    gap_share: float = 0.0
    lobes_m2: tuple[float, ...] = ()
    lesser: shapely.Geometry | None = None
    findings: tuple[Fault, ...] = ()


def _lines(walk: Walk) -> np.ndarray:
    """Return one line per segment of two or more fixes."""
    first = np.flatnonzero(np.r_[True, walk.segment[1:] != walk.segment[:-1]]) if len(walk) else []
    runs = np.split(walk.xy, first[1:]) if len(walk) else []
    return np.array([shapely.linestrings(run) for run in runs if len(run) > 1], dtype=object)


def to_line(walk: Walk) -> Ground:
    """Return the walk as a line, a multi-line where it has several segments.

    Examples
    --------
    >>> from ..fielddata.model import Item, Part
    >>> from .walk import walk_of
    >>> xy = np.array([[37500000.0, 3600000.0], [37500030.0, 3600040.0]])
    >>> line = to_line(walk_of(Item("track", "", (Part(xy),)), 4525))
    >>> line.geometry.geom_type, round(line.length_m, 3)
    ('LineString', 50.0)
    """
    lines = _lines(walk)
    length = float(lengths_on(lines, walk.plane).sum()) if len(lines) else 0.0
    if not len(lines):
        return Ground(None, length, findings=(fault("track.too_few", count=len(walk)),))
    geometry = lines[0] if len(lines) == 1 else shapely.multilinestrings(lines)
    return Ground(geometry, length, findings=_without_times(walk))


def to_polygon(walk: Walk, *, lobes: str = "all", default_error: float = 3.0) -> Ground:
    """Close the walk to a polygon; segments are joined in their order.

    Where the walk crosses itself, the ground it goes round at least once in one direction more than in the
    other is enclosed: both halves of a figure of eight, ground walked round twice once.

    Parameters
    ----------
    lobes : {"all", "largest"}
        Which of the enclosed pieces are kept.
    default_error : float
        Standard error of a fix in m, where the file does not say.

    Examples
    --------
    See `ecoledger.core.track`.
    """
    if lobes not in ("all", "largest"):
        raise ValueError(f"lobes is 'all' or 'largest', not {lobes!r}")
    ring = walk.xy
    length = float(lengths_on(np.array([shapely.linestrings(ring)]), walk.plane)[0]) if len(ring) > 1 else 0.0
    pieces = _enclosed(ring) if len(np.unique(ring, axis=0)) > 2 else np.zeros(0, dtype=object)
    if not len(pieces):
        return Ground(None, length, findings=(fault("track.too_few", count=len(walk)),))
    areas = areas_on(pieces, walk.plane)
    kept = pieces[:1] if lobes == "largest" else pieces
    area = float(areas[: len(kept)].sum())
    gap = float(np.hypot(*(ring[-1] - ring[0])))
    share = gap / (length + gap)
    error = float(np.hypot(area_error(ring, fix_errors(walk, default_error)), gap_area(gap)))
    findings = [*_without_times(walk), *_of_polygon(gap, share, areas, len(kept), error / area)]
    lesser = shapely.multipolygons(pieces[1:]) if len(pieces) > 1 else None
    return Ground(
        _one_or_many(kept), length, area, error, gap, share, tuple(areas.tolist()), lesser, tuple(findings)
    )


def to_polygons(walk: Walk, *, lobes: str = "all", default_error: float = 3.0) -> Ground:
    """Close each segment of the walk by itself: parcels walked one after the other with one recording.

    Where two of them overlap, the ground counts once. The gap told is the longest one; a segment of too few
    fixes is told and left out.

    Parameters
    ----------
    lobes, default_error
        Of each segment, as in `to_polygon`.

    Examples
    --------
    Two squares of 20 m and 10 m:

    >>> from ..fielddata.model import Item, Part
    >>> from .walk import walk_of
    >>> square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    >>> parts = tuple(Part(square * side + [37500000.0 + 3 * side, 3600000.0]) for side in (20.0, 10.0))
    >>> ground = to_polygons(walk_of(Item("track", "", parts), 4525))
    >>> ground.geometry.geom_type, round(ground.area_m2)
    ('MultiPolygon', 500)
    """
    each = [
        to_polygon(walk.take(walk.segment == number), lobes=lobes, default_error=default_error)
        for number in np.unique(walk.segment)
    ]
    closed = [ground for ground in each if ground.geometry is not None]
    findings = _distinct(fault for ground in each for fault in ground.findings)
    if not closed:
        return Ground(None, sum(ground.length_m for ground in each), findings=findings)
    merged = shapely.get_parts(shapely.union_all([ground.geometry for ground in closed]))
    open_most = max(closed, key=lambda ground: ground.gap_m)
    return Ground(
        _one_or_many(merged),
        sum(ground.length_m for ground in each),
        float(areas_on(merged, walk.plane).sum()),
        float(np.hypot.reduce([ground.area_error_m2 for ground in closed])),
        open_most.gap_m,
        open_most.gap_share,
        tuple(area for ground in closed for area in ground.lobes_m2),
        shapely.union_all([ground.lesser for ground in closed]) if any(g.lesser for g in closed) else None,
        findings,
    )


def _distinct(findings: Iterable[Fault]) -> tuple[Fault, ...]:
    found: list[Fault] = []
    for each in findings:
        if each not in found:
            found.append(each)
    return tuple(found)


def _one_or_many(pieces: np.ndarray) -> shapely.Geometry:
    return pieces[0] if len(pieces) == 1 else shapely.multipolygons(pieces)


def _enclosed(ring: np.ndarray) -> np.ndarray:
    """Return the polygons a closed ring goes round, the largest first."""
    line = shapely.linestrings(np.vstack([ring, ring[:1]]))
    if shapely.is_simple(line):
        return np.array([shapely.Polygon(ring)], dtype=object)
    faces = shapely.get_parts(shapely.polygonize([shapely.node(line)]))
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    wound = np.array([_winding(ring, point) != 0 for point in inside], dtype=bool)
    merged = shapely.get_parts(shapely.union_all(faces[wound]))
    return merged[np.argsort(-shapely.area(merged), kind="stable")]


def _winding(ring: np.ndarray, point: np.ndarray) -> int:
    """Return how often a ring goes round a point, counted to the left."""
    (x1, y1), (x2, y2) = (ring - point).T, (np.roll(ring, -1, axis=0) - point).T
    left = x1 * y2 - x2 * y1
    up, down = (y1 <= 0) & (y2 > 0) & (left > 0), (y1 > 0) & (y2 <= 0) & (left < 0)
    return int(up.sum()) - int(down.sum())


def _of_polygon(gap: float, share: float, areas: np.ndarray, kept: int, uncertain: float) -> list[Fault]:
    found = []
    if gap > GAP_METRES and share > GAP_SHARE:
        found.append(fault("track.gap", gap=gap, share=share))
    if len(areas) > 1:
        found.append(fault("track.crossing", count=len(areas)))
    if kept < len(areas):
        found.append(fault("track.lobes_dropped", count=len(areas) - kept, area=float(areas[kept:].sum())))
    if uncertain > IMPRECISE:
        found.append(fault("track.imprecise", share=uncertain))
    return found


def _without_times(walk: Walk) -> tuple[Fault, ...]:
    return (fault("track.no_times"),) if len(walk) and np.isnat(walk.time).all() else ()


def corridor(walk: Walk, width: float) -> Ground:
    """Return the strip of ground `width` metres wide along the walk, its ends cut square.

    The width is metres on the ground: the map's scale at the walk's middle is taken out.

    Examples
    --------
    >>> from ..fielddata.model import Item, Part
    >>> from .walk import walk_of
    >>> xy = np.array([[37500000.0, 3600000.0], [37500100.0, 3600000.0]])
    >>> round(corridor(walk_of(Item("track", "", (Part(xy),)), 4525), 6.0).area_m2, 3)
    600.0
    """
    if not width > 0:
        raise ValueError(f"the width of a corridor is positive, not {width}")
    line = to_line(walk)
    if line.geometry is None:
        return line
    x, y = walk.xy.mean(axis=0) - (walk.plane.zone.false_easting, walk.plane.zone.false_northing)
    scale = float(walk.plane.zone.point_scale(np.array([x]), np.array([y]))[0])
    strip = shapely.buffer(line.geometry, width / 2 * scale, cap_style="flat")
    area = float(areas_on(np.array([strip], dtype=object), walk.plane)[0])
    return Ground(strip, line.length_m, area, findings=line.findings)


def stops(walk: Walk, options: CleaningOptions | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return (places, seconds) where the walker of a walk not yet cleaned stood still.

    Returns
    -------
    places : ndarray, shape (m, 2)
        Median position of each pause, metres on the walk's plane.
    seconds : ndarray, shape (m,)
    """
    runs = pauses(walk, options or CleaningOptions())
    places = np.array([np.median(walk.xy[run], axis=0) for run in runs]).reshape(-1, 2)
    seconds = np.array([(walk.time[run[-1]] - walk.time[run[0]]) / np.timedelta64(1, "s") for run in runs])
    return places, seconds
