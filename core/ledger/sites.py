"""Close the ledger of sites: each counts once per uuid, and two in one place are flagged, not dropped."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..area import Map
from .partition import OUTSIDE, Partition
from .polygons import Closed, Terms, piece_sums


def close_sites(
    sites: np.ndarray, plane: Map, partition: Partition, terms: Terms, uuids: np.ndarray
) -> Closed:
    """Close the ledger of sites whose coordinates are on `plane`; amounts are numbers of sites.

    Parameters
    ----------
    sites : ndarray of geometries, shape (n,)
        A line or polygon is taken as the one site in its middle.
    terms : Terms
        Its `sets` and `rank` are used.
    uuids : ndarray of str, shape (n,)
        The same uuid in one set is the same site.
    """
    reason = _why_unreadable(sites, plane)
    places = _places(sites)
    rows = np.flatnonzero(reason == "")
    units = np.full(len(sites), OUTSIDE)
    units[rows] = partition.unit_at(shapely.get_coordinates(places[rows]))
    inside = rows[units[rows] != OUTSIDE]
    first = np.arange(len(sites))
    first[inside] = _first_of(terms, uuids, inside)
    repeated = first[rows] != rows
    kind = np.where(units[rows] == OUTSIDE, "outside", np.where(repeated, "overlap", ""))
    runs = pd.DataFrame(
        {
            "line": rows,
            "unit": units[rows],
            "kind": kind,
            "earlier": np.where(repeated, first[rows], -1),
            "amount": 1.0,
            "geometry": places[rows],
        }
    )
    gross = np.where(reason == "", 1.0, 0.0)
    taken = runs[runs.kind != ""].rename(columns={"line": "parcel"})
    columns = ["parcel", "unit", "kind", "amount", "earlier", "geometry"]
    return Closed(gross, reason, piece_sums(runs, "line", reason, gross), taken[columns])


def same_place(sites: np.ndarray, sets: np.ndarray, uuids: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    """Return pairs (position, position) of different sites of one set nearer than the tolerance in m.

    Examples
    --------
    >>> points = shapely.points([[0, 0], [30, 0], [500, 0]])
    >>> same_place(points, np.zeros(3, int), np.array(["a", "b", "c"]), np.full(3, 50.0)).tolist()
    [[0, 1]]
    """
    places = _places(sites)
    i, j = shapely.STRtree(places).query(places, predicate="dwithin", distance=tolerance)
    same = (uuids[i] == uuids[j]) & ~pd.isna(uuids[i])
    pair = (i < j) & (sets[i] == sets[j]) & ~same
    return np.column_stack([i[pair], j[pair]])


def _places(sites: np.ndarray) -> np.ndarray:
    """Return the point of each site, None where coordinates are missing."""
    places = np.where(_finite(sites), sites, None)
    extended = np.flatnonzero(~np.isin(shapely.get_type_id(places), (-1, 0)))
    places[extended] = shapely.point_on_surface(places[extended])
    return shapely.force_2d(places)


def _finite(sites: np.ndarray) -> np.ndarray:
    """Say which have only finite coordinates; NaN hides from bounds, not from area and length."""
    numbers = np.column_stack([shapely.bounds(sites), shapely.area(sites), shapely.length(sites)])
    return np.isfinite(numbers).all(axis=1)


def _why_unreadable(sites: np.ndarray, plane: Map) -> np.ndarray:
    reason = np.full(len(sites), "", dtype=object)
    reason[~plane.zone.in_domain(shapely.bounds(sites))] = "out_of_domain"
    reason[~_finite(sites)] = "not_finite"
    reason[shapely.is_empty(sites)] = "empty"
    reason[shapely.is_missing(sites)] = "null"
    return reason


def _first_of(terms: Terms, uuids: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return for each row the first site with its set and uuid; one without uuid is no other's."""
    table = pd.DataFrame({"at": rows, "set": terms.sets[rows], "uuid": uuids[rows], "rank": terms.rank[rows]})
    known = table.uuid.notna()
    first = table[known].sort_values("rank").groupby(["set", "uuid"])["at"].transform("first")
    return first.reindex(table.index).fillna(table["at"]).to_numpy(dtype=int)
