"""The zones of a layer made ready once: read, listed, cut into small parts and put into a tree."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map
from ..errors import Fault
from ..fingerprint import geometry_hashes
from ..ledger.findings import REPAIRED
from ..ledger.findings import UNREADABLE as WHY
from ..words import QT_TRANSLATE_NOOP
from .shapes import Shapes, read_shapes
from .subdivide import subdivide

REASONS = {**WHY, "not_point": QT_TRANSLATE_NOOP("EcoLedger", "it is no point")}
UNREADABLE = (
    "rules.unreadable",
    QT_TRANSLATE_NOOP("EcoLedger", "A feature of {layer} could not be read, so no conflict can be ruled out"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw the feature ({reason}) and check again."),
)
UNCHECKED = (
    "rules.unchecked",
    QT_TRANSLATE_NOOP("EcoLedger", "No rule could be checked for this feature ({reason})"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw or delete the feature, then check again."),
)


@dataclass(frozen=True)
class Zones:
    """A layer's zones on the plane of the check.

    Parameters
    ----------
    layer : str
    table : DataFrame
        fid, uuid, class, hash of each zone.
    shapes : Shapes
    parts, owner, bounds : ndarray
        Small parts of the readable zones, the zone each is of, and the parts' bounds, shape (n, 4).
    box : ndarray of bool
        Which parts fill their bounds.
    tree : STRtree
        Of the parts.
    """

    layer: str
    table: pd.DataFrame
    shapes: Shapes
    parts: np.ndarray
    owner: np.ndarray
    bounds: np.ndarray
    box: np.ndarray
    tree: shapely.STRtree

    @classmethod
    def prepare(cls, layer: str, frame: gpd.GeoDataFrame, plane: Map, geometry: str) -> Zones:
        """Read the zones of a layer that holds `geometry` (polygon, line, point).

        Examples
        --------
        >>> from ..area import measurable, working_map
        >>> square = shapely.box(37500000, 3600000, 37500100, 3600100)
        >>> frame = gpd.GeoDataFrame({"class": ["1"]}, geometry=[square], crs=4525)
        >>> plane = working_map(measurable(4525), np.array([square]))
        >>> zones = Zones.prepare("red_lines", frame, plane, "polygon")
        >>> len(zones.parts), zones.table["class"].tolist()
        (1, ['1'])
        """
        shapes = read_shapes(frame, plane, layer, geometry)
        parts, owner = subdivide(shapes.geometry)
        filled = ~shapely.is_empty(parts)
        parts, owner = parts[filled], owner[filled]
        bounds = shapely.bounds(parts)
        box = shapely.area(parts) == (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1])
        box &= (shapely.get_num_coordinates(parts) == 5) & (shapely.get_type_id(parts) == 3)
        shapely.prepare(parts)
        tree = shapely.STRtree(parts)
        tree.query(shapely.Point(0, 0))  # builds it, before threads ask
        table = identities(frame).assign(hash=geometry_hashes(frame.geometry.array))
        table["class"] = frame["class"].astype(str).to_numpy() if "class" in frame else ""
        return cls(layer, table, shapes, parts, owner, bounds, box, tree)

    def of_classes(self, class_filter: str) -> np.ndarray:
        """Say which zones a rule's filter (codes separated by ;) takes; an empty one takes all."""
        wanted = [code for code in class_filter.split(";") if code]
        return self.table["class"].isin(wanted).to_numpy() if wanted else np.ones(len(self.table), bool)

    def notes(self, chosen: np.ndarray) -> list[Fault]:
        """Return what was repaired and what could not be read among the chosen zones."""
        return notes_of(self.layer, self.table, self.shapes, chosen)


def identities(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return fid and uuid of each row; where there is no fid the row's index stands for it."""
    fid = frame["fid"].to_numpy() if "fid" in frame else np.asarray(frame.index)
    uuid = (
        frame["uuid"].to_numpy(dtype=object) if "uuid" in frame else np.full(len(frame), None, dtype=object)
    )
    return pd.DataFrame({"fid": fid, "uuid": np.where(pd.isna(uuid), "", uuid)})


def text_of(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as text, "" where nothing is filled in, or all over where there is no such column.

    Examples
    --------
    >>> frame = pd.DataFrame({"class": ["protect", None, 3]})
    >>> text_of(frame, "class").tolist(), text_of(frame, "uuid").tolist()
    (['protect', '', '3'], ['', '', ''])
    """
    if column not in frame:
        return np.full(len(frame), "", dtype=object)
    values = frame[column].to_numpy(dtype=object)
    return np.where(pd.isna(values), "", values.astype(str).astype(object))


def notes_of(
    layer: str,
    table: pd.DataFrame,
    shapes: Shapes,
    chosen: np.ndarray,
    lost: tuple[str, str, str] = UNREADABLE,
) -> list[Fault]:
    """Return a fault for each chosen row that was repaired or could not be read (`lost`: id and words)."""
    found = []
    for row in shapes.repairs.itertuples():
        if chosen[row.position]:
            fields = {"what": row.what, "before": row.before_m2, "after": row.after_m2}
            found.append(_fault(("rules.repaired", *REPAIRED), layer, table, row.position, fields, "warning"))
    for at in np.flatnonzero((shapes.reason != "") & chosen):
        fields = {"layer": layer, "reason": REASONS[shapes.reason[at]]}
        found.append(_fault(lost, layer, table, at, fields, "error"))
    return found


def _fault(words, layer, table, at, fields, severity) -> Fault:
    fid, uuid = int(table.fid.iloc[at]), table.uuid.iloc[at]
    return Fault(*words, fields, source=layer, fid=fid, uuid=uuid, severity=severity)
