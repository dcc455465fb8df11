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
    places = _places(sites)
    reason = _why_unreadable(places, sites, plane)
    rows = np.flatnonzero(reason == "")
    units = np.full(len(sites), OUTSIDE)
    units[rows] = partition.unit_at(shapely.get_coordinates(places[rows]))
    first = _first_of(terms, uuids, rows)
    kind = np.where(units[rows] == OUTSIDE, "outside", np.where(first == rows, "", "overlap"))
    runs = pd.DataFrame(
        {
            "line": rows,
            "unit": units[rows],
            "kind": kind,
            "earlier": np.where(kind == "overlap", first, -1),
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
    pair = (i < j) & (sets[i] == sets[j]) & (uuids[i] != uuids[j])
    return np.column_stack([i[pair], j[pair]])


def _places(sites: np.ndarray) -> np.ndarray:
    places = np.array(sites, dtype=object)
    extended = np.flatnonzero(~np.isin(shapely.get_type_id(places), (-1, 0)))
    places[extended] = shapely.point_on_surface(places[extended])
    return shapely.force_2d(places)


def _why_unreadable(places: np.ndarray, sites: np.ndarray, plane: Map) -> np.ndarray:
    reason = np.full(len(places), "", dtype=object)
    bounds = shapely.bounds(places)
    reason[~plane.zone.in_domain(bounds)] = "out_of_domain"
    reason[~np.isfinite(bounds).all(axis=1)] = "not_finite"
    reason[shapely.is_empty(sites) | shapely.is_empty(places)] = "empty"
    reason[shapely.is_missing(sites)] = "null"
    return reason


def _first_of(terms: Terms, uuids: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return for each row the position of the first site with its set and uuid."""
    table = pd.DataFrame({"at": rows, "set": terms.sets[rows], "uuid": uuids[rows], "rank": terms.rank[rows]})
    return (
        table.sort_values("rank")
        .groupby(["set", "uuid"], dropna=False)["at"]
        .transform("first")
        .sort_index()
        .to_numpy()
    )
