"""Everything a ledger stands on, brought to one plane: townships, baselines, reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..area import Map, areas_on, lengths_on, measurable, to_map, working_map
from ..errors import Fault
from ..model import Kind, Target
from ..overlay import dissolved
from . import findings
from .lines import why_no_line
from .partition import Partition
from .repair import repair

Baseline = tuple[str, tuple[str, ...], str]  # layer, classes, "area" or "length"


@dataclass
class Ground:
    """Townships as a partition and baselines as valid patches, on one plane.

    `repairs` and `notes` list what had to be mended or could not be had.
    """

    plane: Map
    partition: Partition
    units: pd.DataFrame
    targets: Mapping[str, Target]
    patches: list[np.ndarray] = field(default_factory=list)
    numbers: dict[Baseline, int] = field(default_factory=dict)
    repairs: list[pd.DataFrame] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @classmethod
    def prepare(
        cls,
        crs: CRS,
        geometry: np.ndarray,
        townships: gpd.GeoDataFrame,
        targets: Sequence[Target],
        baselines: Mapping[str, gpd.GeoDataFrame],
    ) -> Ground:
        """Bring townships and the baselines the targets name to the interventions' plane."""
        towns_crs = measurable(townships.crs, "townships", townships.total_bounds)
        shapes = np.asarray(townships.geometry.array, dtype=object)
        plane = working_map(crs, geometry)
        if not np.isfinite(shapely.bounds(geometry)).all(axis=1).any():
            plane = working_map(towns_crs, shapes)
        partition = Partition(to_map(shapes, towns_crs, plane), plane)
        units = pd.DataFrame({"code": townships["code"].astype(str).to_numpy()})
        units["name"] = townships["name"].to_numpy() if "name" in townships else units["code"]
        units["area_m2"] = areas_on(partition.units, plane)
        ground = cls(plane, partition, units, {t.id: t for t in targets})
        ground._list_repairs("townships", partition.repairs, townships)
        ground.notes += findings.of_townships(units, partition)
        for target in targets:
            ground._add_baseline(target, baselines)
        return ground

    def baseline_number(self, target: Target | None) -> int:
        """Return the position of a target's baseline in `patches`, -1 where none can be applied."""
        return -1 if target is None else self.numbers.get(_key(target), -1)

    def baseline_areas(self) -> dict[str, float]:
        """Return the area in m² (length in m) of the baseline each target was held to."""
        result = {}
        for id, target in self.targets.items():
            number = self.baseline_number(target)
            if number >= 0:
                whole = np.array([dissolved(self.patches[number])])
                measure = lengths_on if target.kind is Kind.LENGTH else areas_on
                result[id] = float(measure(whole, self.plane)[0])
        return result

    def _add_baseline(self, target: Target, baselines: Mapping[str, gpd.GeoDataFrame]) -> None:
        if not target.baseline or _key(target) in self.numbers:
            return
        frame = baselines.get(target.baseline)
        if frame is not None and target.baseline_classes:
            known = "class" in frame  # a layer without classes has none of those wanted
            frame = frame[frame["class"].astype(str).isin(target.baseline_classes)] if known else None
        if frame is None or not len(frame):
            self.notes.append(findings.baseline_missing(target))
            return
        crs = measurable(frame.crs, target.baseline, frame.total_bounds)
        shapes = to_map(np.asarray(frame.geometry.array, dtype=object), crs, self.plane)
        if target.kind is Kind.LENGTH:
            reason = why_no_line(shapes, self.plane)
        else:
            mended = repair(shapes, self.plane)
            shapes, reason = mended.geometries, mended.reason
            self._list_repairs(target.baseline, mended.repairs, frame)
        self.notes += findings.of_unreadable(target.baseline, reason, _fids(frame))
        self.numbers[_key(target)] = len(self.patches)
        self.patches.append(shapes[reason == ""])

    def _list_repairs(self, layer: str, repairs: pd.DataFrame, frame: gpd.GeoDataFrame) -> None:
        position = repairs.position.to_numpy(dtype=int)
        rows = repairs.drop(columns="position").assign(layer=layer, fid=_fids(frame)[position], uuid=None)
        if "uuid" in frame:
            rows["uuid"] = frame["uuid"].to_numpy()[position]
        self.repairs.append(rows)


def _key(target: Target) -> Baseline:
    return target.baseline, target.baseline_classes, "length" if target.kind is Kind.LENGTH else "area"


def _fids(frame: gpd.GeoDataFrame) -> np.ndarray:
    return frame["fid"].to_numpy() if "fid" in frame else np.asarray(frame.index)
