"""Unsaved edits of a ledger's interventions, as values that a task can take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..core.plan.units import unit_of
from .convert import flat_wkb, plain
from .reading import INTERVENTION_FIELDS, INTERVENTIONS

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True)
class Unsaved:
    """Added and changed features, and which were deleted.

    Parameters
    ----------
    rows : list of dict
        Columns as of `store.read_interventions`; geometry as WKB.
    gone : tuple of (table, fid)
    """

    rows: list[dict[str, Any]]
    gone: tuple[tuple[str, int], ...]

    def frame(self, like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the rows as a frame with the columns and the CRS of the saved interventions."""
        import geopandas as gpd
        import pandas as pd

        from ..core.ledger.repair import read_wkb

        table = pd.DataFrame(self.rows, columns=like.columns)
        geometry, _ = read_wkb(table.pop("geometry"))
        table["completed"] = pd.to_datetime(table["completed"], utc=True).dt.tz_localize(None)
        table["created"] = pd.to_datetime(table["created"], utc=True)
        return gpd.GeoDataFrame(table, geometry=geometry, crs=like.crs)


def unsaved(layers: Mapping[str, QgsVectorLayer]) -> Unsaved:
    """Read the edit buffers of intervention layers, by table; only what they hold is read."""
    rows, gone = [], []
    for table, layer in layers.items():
        buffer = layer.editBuffer()
        if buffer is None:
            continue
        gone += [(table, fid) for fid in buffer.deletedFeatureIds()]
        touched = {*buffer.addedFeatures(), *buffer.changedGeometries(), *buffer.changedAttributeValues()}
        rows += _rows(table, layer, touched - set(buffer.deletedFeatureIds()))
    return Unsaved(rows, tuple(gone))


def saved_features(table: str, layer: QgsVectorLayer, fids: Sequence[int]) -> Unsaved:
    """Read some features as they are now, in the form of edits; what the layer does not show is left out."""
    return Unsaved(_rows(table, layer, set(fids)), ())


def _rows(table: str, layer: QgsVectorLayer, fids: set[int]) -> list[dict[str, Any]]:
    request = QgsFeatureRequest().setFilterFids(list(fids))
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    amount, unit = INTERVENTIONS[table]
    rows = []
    for feature in layer.getFeatures(request) if fids else ():
        values = {name: plain(feature[name]) for name in (*INTERVENTION_FIELDS, amount)}
        reported = values.pop(amount)
        values["reported"] = None if reported is None else reported * unit_of(unit).factor
        rows.append({"table": table, "fid": feature.id(), **values, "geometry": flat_wkb(feature.geometry())})
    return rows
