"""The official parcel area once more, in decimal arithmetic, one edge at a time, from the clause text.

Nothing here is shared with the program: 40 digits, sine and cosine by their series, K constants and
A … E from the published tables.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 40
D = Decimal

RHO = D("206264.8062471")
B_AXIS = D("6356752.31414036")
C_RADIUS = D("6399593.62586")
E2 = D("0.00669438002290")
EP2 = D("0.00673949677548")
K0, K1, K2 = D("1.57048761144159E-07"), D("5.05250178820567E-03"), D("2.98472900956587E-05")
K3, K4 = D("2.41626669230084E-07"), D("2.22241238938534E-09")
PI = D("3.14159265358979")


def rounded(value: Decimal, places: int) -> Decimal:
    sign = -1 if value < 0 else 1
    return sign * abs(value).quantize(D(1).scaleb(-places), rounding=ROUND_HALF_UP)


def sin(x: Decimal) -> Decimal:
    term, total, n = x, x, 1
    while abs(term) > D("1e-38"):
        term = -term * x * x / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def cos(x: Decimal) -> Decimal:
    term, total, n = D(1), D(1), 0
    while abs(term) > D("1e-38"):
        term = -term * x * x / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def geographic(north: Decimal, east: Decimal, meridian: int) -> tuple[Decimal, Decimal]:
    """Latitude and longitude in radians, rounded to 6 decimals of a second."""
    e = K0 * north
    s = sin(e)
    bf = e + cos(e) * (K1 * s - K2 * s**3 + K3 * s**5 - K4 * s**7)
    t, eta = sin(bf) / cos(bf), EP2 * cos(bf) ** 2
    v = (1 + eta).sqrt()
    u = east / (C_RADIUS / v)
    lat = bf - v**2 * t * u**2 / 2
    lat += (5 + 3 * t**2 + eta - 9 * eta * t**2) * v**2 * t * u**4 / 24
    lat -= (61 + 90 * t**2 + 45 * t**4) * v**2 * t * u**6 / 720
    lon = u / cos(bf) - (1 + 2 * t**2 + eta) * u**3 / (6 * cos(bf))
    lon += (5 + 28 * t**2 + 24 * t**4 + 6 * eta + 8 * eta * t**2) * u**5 / (120 * cos(bf))
    lon += D(meridian) * PI / 180
    return rounded(lat * RHO, 6) / RHO, rounded(lon * RHO, 6) / RHO


def trapezoid(b1: Decimal, l1: Decimal, b2: Decimal, l2: Decimal) -> Decimal:
    a = 1 + D(3) / 6 * E2 + D(30) / 80 * E2**2 + D(35) / 112 * E2**3 + D(630) / 2304 * E2**4
    b = D(1) / 6 * E2 + D(15) / 80 * E2**2 + D(21) / 112 * E2**3 + D(420) / 2304 * E2**4
    c = D(3) / 80 * E2**2 + D(7) / 112 * E2**3 + D(180) / 2304 * E2**4
    d = D(1) / 112 * E2**3 + D(45) / 2304 * E2**4
    e = D(5) / 2304 * E2**4
    half, middle = (b2 - b1) / 2, (b1 + b2) / 2
    return (
        2
        * B_AXIS**2
        * ((l1 + l2) / 2)
        * (
            a * sin(half) * cos(middle)
            - b * sin(3 * half) * cos(3 * middle)
            + c * sin(5 * half) * cos(5 * middle)
            - d * sin(7 * half) * cos(7 * middle)
            + e * sin(9 * half) * cos(9 * middle)
        )
    )


def ring_points(ring: list[tuple[float, float]]) -> list[tuple[Decimal, Decimal]]:
    """Rounded vertices with the points inserted on edges longer than 70 m; (east, north)."""
    points = []
    for (x1, y1), (x2, y2) in zip(ring[:-1], ring[1:], strict=True):
        x1, y1, x2, y2 = D(x1), D(y1), D(x2), D(y2)
        points.append((rounded(x1, 4), rounded(y1, 4)))
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2).sqrt()
        inserts = int(length / 70) if length > 70 else 0
        for i in range(1, inserts + 1):
            share = D(i) / (inserts + 1)
            points.append((rounded(x1 + (x2 - x1) * share, 6), rounded(y1 + (y2 - y1) * share, 6)))
    return [*points, points[0]]


def area(polygons: list[list[list[tuple[float, float]]]], false_easting: int, meridian: int) -> Decimal:
    """Outer ring minus holes of every polygon of a parcel, m², 2 decimals."""
    total = D(0)
    for rings in polygons:
        sizes = []
        for ring in rings:
            corners = [geographic(y, x - false_easting, meridian) for x, y in ring_points(ring)]
            edges = zip(corners[:-1], corners[1:], strict=True)
            sizes.append(abs(sum(trapezoid(*p, *q) for p, q in edges)))
        total += sizes[0] - sum(sizes[1:])
    return rounded(total, 2)
