"""Areal and linear scale of a transverse Mercator map (Gauss-Krüger, UTM) in closed form.

One square metre on the map is ``1/k²`` square metres on the ellipsoid, and one metre ``1/k`` metres.
The scale k is a smooth function of the map coordinates, so that the area of a polygon whose edges are
straight on the map is a plain line integral over its edges: nothing needs to be densified, and the
area is additive under cutting.

Source of k: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85
(2011), equations 10-12 (conformal latitude), 35 (β coefficients, here to n⁶), 23-28 (scale).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pyproj import CRS

MAX_OFFSET = 500_000.0  # metres from the central meridian: beyond, a zone's coordinates are a mistake
_FIT_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Zone:
    """A transverse Mercator zone: ellipsoid and map parameters, metres and degrees."""

    semi_major: float
    inverse_flattening: float
    meridian: float
    scale: float
    false_easting: float
    false_northing: float

    @classmethod
    def of(cls, crs: CRS) -> Zone | None:
        """Return the zone of a transverse Mercator CRS in metres, or None for any other CRS."""
        if not crs.is_projected or crs.coordinate_operation is None:
            return None
        operation = crs.coordinate_operation
        if operation.method_name != "Transverse Mercator" or crs.axis_info[0].unit_conversion_factor != 1.0:
            return None
        value = {p.name: p.value for p in operation.params}
        if value["Latitude of natural origin"] != 0.0:
            return None
        return cls(
            crs.ellipsoid.semi_major_metre,
            crs.ellipsoid.inverse_flattening,
            value["Longitude of natural origin"],
            value["Scale factor at natural origin"],
            value["False easting"],
            value["False northing"],
        )

    def in_domain(self, bounds: np.ndarray) -> np.ndarray:
        """Say which bounds, shape (n, 4), lie where the zone's coordinates mean something."""
        x = np.abs(bounds[:, [0, 2]] - self.false_easting).max(axis=1)
        y = np.abs(bounds[:, [1, 3]] - self.false_northing).max(axis=1)
        return (x <= MAX_OFFSET) & (y <= 10_000_000.0)

    def point_scale(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the scale k at map coordinates counted from the meridian and the equator, metres.

        Examples
        --------
        On the meridian k is the zone's own factor:

        >>> zone = Zone.of(CRS.from_epsg(4525))
        >>> zone.point_scale(np.array([0.0]), np.array([3.6e6])).round(12).tolist()
        [1.0]
        """
        f = 1.0 / self.inverse_flattening
        n, e2 = f / (2.0 - f), f * (2.0 - f)
        rectifying = self.semi_major / (1 + n) * (1 + n**2 / 4 + n**4 / 64 + n**6 / 256)
        zeta = (np.asarray(y) + 1j * np.asarray(x)) / (self.scale * rectifying)
        beta = _beta(n)
        orders = 2.0 * np.arange(1, len(beta) + 1)
        sphere = zeta - sum(b * np.sin(m * zeta) for b, m in zip(beta, orders, strict=True))
        slope = 1 - sum(m * b * np.cos(m * zeta) for b, m in zip(beta, orders, strict=True))
        xi, eta = sphere.real, sphere.imag
        conformal = np.sin(xi) / np.hypot(np.sinh(eta), np.cos(xi))
        tangent = _geographic_tangent(conformal, np.sqrt(e2))
        cos_lon = np.cos(xi) / np.hypot(np.sinh(eta), np.cos(xi))
        sine2 = tangent**2 / (1 + tangent**2)
        spherical = np.sqrt(1 - e2 * sine2) * np.sqrt(1 + tangent**2) / np.hypot(conformal, cos_lon)
        return self.scale * spherical * rectifying / self.semi_major / np.abs(slope)


def _beta(n: float) -> tuple[float, ...]:
    """Return the coefficients β of the inverse Krüger series to n⁶ (Karney 2011, eq. 36)."""
    return (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360 - 81 * n**5 / 512 + 96199 * n**6 / 604800,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440 + 46 * n**5 / 105 - 1118711 * n**6 / 3870720,
        17 * n**3 / 480 - 37 * n**4 / 840 - 209 * n**5 / 4480 + 5569 * n**6 / 90720,
        4397 * n**4 / 161280 - 11 * n**5 / 504 - 830251 * n**6 / 7257600,
        4583 * n**5 / 161280 - 108847 * n**6 / 3991680,
        20648693 * n**6 / 638668800,
    )


def _geographic_tangent(conformal: np.ndarray, e: float) -> np.ndarray:
    """Return tan φ for the tangent of the conformal latitude by Newton's method (Karney eq. 19-21)."""
    tangent = conformal / (1 - e * e)
    for _ in range(5):
        secant = np.sqrt(1 + tangent**2)
        sigma = np.sinh(e * np.arctanh(e * tangent / secant))
        value = tangent * np.sqrt(1 + sigma**2) - sigma * secant
        step = (conformal - value) / np.sqrt(1 + value**2)
        tangent = tangent + step * (1 + (1 - e * e) * tangent**2) / ((1 - e * e) * secant)
    return tangent


@dataclass(frozen=True)
class ScaleFit:
    """``k**-power`` over a box as a polynomial, even in x: exact to 1e-12 there.

    ``coefficients[i, j]`` belongs to ``(x/half)**(2i) * ((y-middle)/height)**j``.
    """

    coefficients: np.ndarray
    half: float
    middle: float
    height: float

    def value(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the value at map coordinates counted from meridian and equator, metres."""
        u2, v = (x / self.half) ** 2, (y - self.middle) / self.height
        return np.polynomial.polynomial.polyval2d(u2, v, self.coefficients)


@lru_cache(maxsize=64)
def fit(zone: Zone, power: int, half: float, south: float, north: float) -> ScaleFit:
    """Fit ``k**-power`` over ``|x| <= half``, ``south <= y <= north`` with the lowest degrees that hold.

    Parameters
    ----------
    zone : Zone
        The map.
    power : int
        2 for areas, 1 for lengths.
    half, south, north : float
        The box, metres from meridian and equator.
    """
    middle, height = (south + north) / 2, max((north - south) / 2, 1.0)
    nodes = np.cos(np.pi * (np.arange(24) + 0.5) / 24)
    u, v = (g.ravel() for g in np.meshgrid(nodes[:12], nodes))
    value = zone.point_scale(u * half, middle + v * height) ** -power
    for degree_x, degree_y in ((2, 1), (2, 2), (2, 3), (3, 4), (4, 6), (5, 9), (6, 14)):
        basis = np.polynomial.polynomial.polyvander2d(u**2, v, [degree_x, degree_y])
        solution = np.linalg.lstsq(basis, value, rcond=None)[0]
        if np.abs(basis @ solution - value).max() < _FIT_TOLERANCE:
            break
    return ScaleFit(solution.reshape(degree_x + 1, degree_y + 1), half, middle, height)
