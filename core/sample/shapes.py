"""The shapes of parcels, laid so that what two of them share, or what lies across a border, is known.

No geometry engine is asked: shapes are drawn around a middle, or along a border whose vertices they take
over. Corners are rounded to millimetres first, so that a shared corner is the same number in every ring.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True)
class Star:
    """An outline seen whole from its middle: corners at rising angles, counter-clockwise, shape (n, 2)."""

    centre: np.ndarray
    corners: np.ndarray

    @classmethod
    def blob(cls, centre: np.ndarray, radius: float, rng: np.random.Generator) -> Star:
        """Draw an irregular parcel inside a circle, metres."""
        n = int(np.clip(radius / 5.0, 16, 48)) + int(6 * rng.random())
        angle = (np.arange(n) + 0.7 * (rng.random(n) - 0.5)) * 2 * np.pi / n
        shape = 1.0 / np.hypot(np.cos(angle), np.sin(angle) / (0.55 + 0.4 * rng.random()))
        for waves in (2, 3, 5, 8):
            shape *= 1 + 0.5 / waves * (rng.random() - 0.2) * np.cos(
                waves * (angle + 2 * np.pi * rng.random())
            )
        turned = angle + 2 * np.pi * rng.random()
        out = np.column_stack([np.cos(turned), np.sin(turned)]) * (radius * shape / shape.max())[:, None]
        return cls(centre, (centre + out).round(3))

    @property
    def polygon(self) -> shapely.Polygon:
        return shapely.Polygon(self.corners)

    def scaled(self, share: float) -> Star:
        """Return the outline drawn in, or out, around its middle."""
        return Star(self.centre, (self.centre + (self.corners - self.centre) * share).round(3))

    def overlapping(self, part: float, inner: float, outer: float, rng: np.random.Generator) -> Split:
        """Draw a second parcel over a sector of this one.

        Parameters
        ----------
        part : float
            Share of this parcel's corners in the sector.
        inner, outer : float
            How deep it reaches into this parcel and how far beyond it, as shares of the radius.

        Returns
        -------
        Split
            `one` is the ground both share, `other` what is new.
        """
        n = len(self.corners)
        at = (int(n * rng.random()) + np.arange(max(int(n * part), 4) + 1)) % n
        rim = self.corners[at]
        within = self.scaled(inner).corners[at]
        beyond = self.scaled(outer).corners[at]
        shared = np.vstack([rim, within[::-1]])
        new = np.vstack([beyond, rim[::-1]])
        whole = np.vstack([beyond, rim[-1:], within[::-1], rim[:1]])
        return Split(*(shapely.Polygon(ring) for ring in (whole, shared, new)))


@dataclass(frozen=True)
class Split:
    """A parcel and the two pieces it is known to fall into."""

    whole: shapely.Polygon
    one: shapely.Polygon
    other: shapely.Polygon


def across(border: np.ndarray, depth: float, rng: np.random.Generator) -> Split | None:
    """Draw a parcel on both sides of a stretch of border, shape (n, 2); None where the border winds too much.

    Seen along the chord of the stretch, border and both rims are graphs over it, one above the other.

    Returns
    -------
    Split
        `one` lies on the left of the border, `other` on the right.

    Examples
    --------
    >>> border = np.array([[0.0, 0.0], [50.0, 4.0], [100.0, 0.0]])
    >>> parcel = across(border, 40.0, np.random.default_rng(1))
    >>> parcel.one.covers(shapely.Point(50, 10)), parcel.other.covers(shapely.Point(50, -10))
    (True, True)
    """
    chord = border[-1] - border[0]
    length = float(np.hypot(*chord))
    axis = chord / length
    normal = np.array([-axis[1], axis[0]])
    t, y = (border - border[0]) @ axis, (border - border[0]) @ normal
    steep = np.abs(y[1:-1]) > 0.9 * 0.55 * depth / (0.06 * length) * np.minimum(t[1:-1], length - t[1:-1])
    if (np.diff(t) <= 0).any() or steep.any() or np.abs(y).max() > 0.4 * depth:
        return None
    at = np.array([0.06, 0.2, 0.36, 0.5, 0.66, 0.8, 0.94]) * length
    height = depth * np.array([0.55, 0.8, 0.85, 0.8, 0.85, 0.75, 0.55])
    rims = []
    for sign in (1.0, -1.0):
        rough = height * (1 + 0.15 * rng.random(len(at)))
        rim = border[0] + at[:, None] * axis + sign * rough[:, None] * normal
        rims.append(rim.round(3))
    left = np.vstack([border, rims[0][::-1]])
    right = np.vstack([border[::-1], rims[1]])
    whole = np.vstack([border[:1], rims[1], border[-1:], rims[0][::-1]])
    return Split(*(shapely.Polygon(ring) for ring in (whole, left, right)))


def bow_tie(centre: np.ndarray, radius: float) -> tuple[shapely.Polygon, tuple[shapely.Polygon, ...]]:
    """Return an outline that crosses itself in its middle, and the two wings it goes round."""
    centre = centre.round(3)
    far, near = np.round(radius * np.array([0.95, 0.3]), 3), np.round(radius * np.array([0.7, -0.5]), 3)
    wings = [np.array([centre, centre + s * near, centre + s * far]) for s in (1.0, -1.0)]
    ring = [wings[0][1], wings[0][2], wings[1][2], wings[1][1]]
    return shapely.Polygon(ring), tuple(shapely.Polygon(wing) for wing in wings)


def with_spike(star: Star, length: float) -> Split:
    """Return a parcel with a needle 0.2 m wide: `one` is the parcel, `other` the needle."""
    foot, onward = star.corners[0], star.corners[1] - star.corners[0]
    other_foot = (foot + 0.2 * onward / np.hypot(*onward)).round(3)
    outward = foot - star.centre
    tip = (foot + length * outward / np.hypot(*outward)).round(3)
    body, needle = np.vstack([[foot, other_foot], star.corners[1:]]), np.array([foot, tip, other_foot])
    whole = np.vstack([[foot, tip, other_foot], star.corners[1:]])
    return Split(*(shapely.Polygon(ring) for ring in (whole, body, needle)))


def strip(centre: np.ndarray, length: float, width: float, rng: np.random.Generator) -> shapely.Polygon:
    """Return a long thin parcel, metres."""
    along = np.linspace(-0.5, 0.5, 7) * length
    edge = np.column_stack([along, 0.04 * length * np.cos(3.0 * along / length)])
    turn = 2 * np.pi * rng.random()
    turned = edge @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    aside = width * np.array([-np.sin(turn), np.cos(turn)])
    return shapely.Polygon(np.vstack([turned, turned[::-1] + aside]).round(3) + centre.round(3))


def unclosed(polygon: shapely.Polygon) -> bytes:
    """Return the WKB of a polygon without holes whose ring lacks its closing point.

    Examples
    --------
    >>> shapely.from_wkb(unclosed(shapely.box(0, 0, 1, 1)), on_invalid="fix").equals(shapely.box(0, 0, 1, 1))
    True
    """
    corners = shapely.get_coordinates(polygon)[:-1]
    return struct.pack("<BIII", 1, 3, 1, len(corners)) + corners.astype("<f8").tobytes()
