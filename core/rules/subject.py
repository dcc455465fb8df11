"""A layer whose features are checked: who is near a zone, who of them is meant, and what they have in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..area import Map
from ..errors import Fault
from ..fingerprint import geometry_hashes
from ..model import OUT_OF_USE, Restriction, Rule
from .contacts import NOWHERE, Contacts, inside, near, outside, touching
from .meant import first_meant
from .reach import candidates, map_distance
from .shapes import Shapes, read_shapes
from .waivers import pair_hash
from .zones import UNCHECKED, Zones, identities, notes_of

_FIND = {"inside": inside, "touches": touching, "outside": outside}


def in_use(frame: pd.DataFrame) -> np.ndarray:
    """Say which rows are no failed or void interventions: where nothing stands, no rule is broken.

    A layer without the fields target and status is none of interventions: all its rows are in use.

    Examples
    --------
    >>> in_use(pd.DataFrame({"target": "oak_forest", "status": [60, 62, 99, None]})).tolist()
    [True, False, False, True]
    >>> in_use(pd.DataFrame({"status": [99]})).tolist()
    [True]
    """
    if not {"target", "status"} <= set(frame.columns):
        return np.ones(len(frame), dtype=bool)
    return ~pd.to_numeric(frame.status, errors="coerce").isin(OUT_OF_USE).to_numpy()


@dataclass(frozen=True)
class Subject:
    """A layer whose features are checked, read on the plane of the zones."""

    layer: str
    frame: gpd.GeoDataFrame
    table: pd.DataFrame
    shapes: Shapes
    plane: Map
    left_out: int

    @classmethod
    def read(cls, layer: str, frame: gpd.GeoDataFrame, plane: Map) -> Subject:
        """Read a layer; what cannot be read is listed by `notes` and never found, what is void left out."""
        used = in_use(frame)
        frame = frame if used.all() else frame[used]
        shapes = read_shapes(frame, plane, layer)
        return cls(layer, frame, identities(frame), shapes, plane, int((~used).sum()))

    def notes(self) -> list[Fault]:
        """Return what was repaired and what could not be read."""
        return notes_of(self.layer, self.table, self.shapes, np.ones(len(self.table), bool), UNCHECKED)

    def looked_at(self) -> dict[str, object]:
        """Return how many features there are, how many could not be read or were left out, and the notes."""
        return {
            "layer": self.layer,
            "features": len(self.table),
            "unreadable": int((self.shapes.reason != "").sum()),
            "left_out": self.left_out,
            "notes": tuple(self.notes()),
        }

    def against(
        self, rule: Rule, restrictions: Sequence[Restriction], zones: Zones, chosen: np.ndarray
    ) -> list[pd.DataFrame]:
        """Return the findings of one rule: who is near is asked before who is meant, for there are fewer."""
        found = []
        rows = self._rows_to_ask(rule, restrictions, zones, chosen)
        which = first_meant(self.frame.iloc[rows], self.layer, restrictions)
        for position, restriction in enumerate(restrictions):
            own = rows[which == position]
            if not len(own):
                continue
            if restriction.relation == "within_distance":
                contacts = near(self.shapes, own, zones, chosen, rule.distance, self.plane)
            else:
                contacts = _FIND[restriction.relation](self.shapes, own, zones, chosen, self.plane)
            found.append(self._frame(restriction, contacts, zones))
        return found

    def _rows_to_ask(
        self, rule: Rule, restrictions: Sequence[Restriction], zones: Zones, chosen: np.ndarray
    ) -> np.ndarray:
        relations = {restriction.relation for restriction in restrictions}
        readable = np.flatnonzero(self.shapes.reason == "")
        if "outside" in relations:
            return readable
        reach = np.zeros(len(readable))
        if "within_distance" in relations:
            reach = map_distance(self.shapes.geometry[readable], rule.distance, self.plane)
        return readable[candidates(self.shapes.geometry[readable], zones, chosen, reach)]

    def _frame(self, restriction: Restriction, contacts: Contacts, zones: Zones) -> pd.DataFrame:
        feature, near_only = contacts.feature, restriction.relation == "within_distance"
        size, length = self.shapes.size[feature], contacts.length
        amount = np.choose(self.shapes.dimension[feature], [size, length, contacts.area])
        zone = _identities_of(zones, contacts.zone)
        once, nth = np.unique(feature, return_inverse=True)
        hashes = geometry_hashes(np.asarray(self.frame.geometry.array, dtype=object)[once])
        pairs = zip(nth.tolist(), zone["hash"].tolist(), strict=True)
        columns = {
            "id": restriction.id,
            "rule": restriction.rule,
            "severity": restriction.severity,
            "relation": restriction.relation,
            "layer": self.layer,
            "fid": self.table.fid.to_numpy()[feature],
            "uuid": self.table.uuid.to_numpy()[feature],
            "zone_layer": zones.layer,
            "zone_fid": zone.fid.array,
            "zone_uuid": zone.uuid.array,
            "overlap_m2": contacts.area,
            "overlap_m": length,
            "share": np.zeros(len(feature)) if near_only else amount / size,
            "distance_m": contacts.distance,
            "geometry_hash": [pair_hash(hashes[own], other) for own, other in pairs],
        }
        return pd.DataFrame(columns).assign(geometry=contacts.piece)


def _identities_of(zones: Zones, at: np.ndarray) -> pd.DataFrame:
    """Return fid, uuid and hash of zones by position; none of them where it is `NOWHERE`."""
    rows = zones.table[["fid", "uuid", "hash"]].iloc[at].reset_index(drop=True)
    rows["fid"] = rows.fid.astype("Int64")
    rows.loc[at == NOWHERE, ["fid", "uuid", "hash"]] = [pd.NA, "", ""]
    return rows
