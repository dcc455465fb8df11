"""What a shape would do to the totals of the plan, answered while it is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer

from ..area import areas_on, measurable, to_map
from ..area.measure import lengths_on
from ..index import LedgerIndex
from ..model import Options, Plan
from ..overlay import polygonal
from ..rules import RuleIndex, RuleResult

UUID = "~draft"  # of what is drawn; sorts behind every uuid, as what comes last should
TABLES = {0: "intervention_points", 1: "intervention_lines", 2: "intervention_polygons"}  # by dimension


@dataclass(frozen=True)
class Sources:
    """What a desk is prepared from: frames as `close_ledger` takes them; `zones` as `RuleIndex` does."""

    interventions: gpd.GeoDataFrame
    townships: gpd.GeoDataFrame
    baselines: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    zones: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """What is known of an intervention before it is drawn."""

    target: str
    measure: str | None = None
    status: int = 10
    year: int | None = None


@dataclass(frozen=True)
class Place:
    """A township and how much of a shape lies in it (m², m or sites); code None: in no township."""

    code: str | None
    name: str
    size: float


@dataclass(frozen=True)
class SketchEffect:
    """What a shape would do; amounts in base units.

    Parameters
    ----------
    size : float
        m² of polygons, m of lines, number of sites.
    perimeter : float
        m; of polygons.
    places : tuple of Place
        The one with most of it first.
    stage : str
        To which stage's total it is added.
    before, after : float
        Counted in the first place for the draft's target and year at that stage.
    amounts : mapping
        The seven amounts of the shape itself.
    earlier : tuple of str
        uuids of those whose ground it repeats.
    later : tuple of str
        uuids of those that would lose ground to it.
    valid : bool
        Whether its outline crosses nowhere; where it does, it was measured as it would be repaired.
    """

    size: float
    perimeter: float
    places: tuple[Place, ...]
    stage: str
    before: float
    after: float
    amounts: Mapping[str, float]
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    valid: bool

    @property
    def place(self) -> Place:
        """Where most of it lies."""
        return self.places[0]


class SketchDesk:
    """A ledger, its ground and its rules, prepared for many questions; made by `prepare`.

    It is not made for two threads at once: each question changes the index and takes the change back.
    """

    def __init__(self, index: LedgerIndex, rules: RuleIndex | None, crs: CRS) -> None:
        self.index, self.rules, self.crs = index, rules, crs
        self._back = None
        if not crs.equals(index.ground.plane.crs):
            self._back = Transformer.from_crs(index.ground.plane.crs, crs, always_xy=True)

    @classmethod
    def prepare(
        cls,
        sources: Sources,
        plan: Plan,
        step: Callable[[float], None] = lambda share: None,
        options: Options | None = None,
    ) -> SketchDesk:
        """Build the index and read the zones of the plan's rules.

        Raises
        ------
        CrsError
            A layer's coordinates cannot be measured.
        ValueError
            A uuid is missing or stands twice.
        """
        crs = measurable(sources.interventions.crs, "interventions")
        index = LedgerIndex.build(
            sources.interventions,
            sources.townships,
            plan.targets,
            groups=plan.groups,
            baselines=sources.baselines,
            options=options,
            step=lambda share: step(0.8 * share),
        )
        if not plan.rules:
            return cls(index, None, crs)
        rules = RuleIndex(
            sources.zones,
            plan.rules,
            plan.restrictions,
            index.ground.plane,
            lambda share: step(0.8 + 0.2 * share),
        )
        return cls(index, rules, crs)

    def row(self, draft: Draft, shape: shapely.Geometry) -> gpd.GeoDataFrame:
        """Return the draft as an intervention that is made now."""
        values = {
            "fid": -1,
            "uuid": UUID,
            "target": draft.target,
            "measure": draft.measure,
            "status": draft.status,
            "year": np.nan if draft.year is None else draft.year,
            "completed": None,
            "created": dt.datetime.now(dt.timezone.utc),
        }
        return gpd.GeoDataFrame(
            {name: [value] for name, value in values.items()}, geometry=[shape], crs=self.crs
        )

    def effect(self, draft: Draft, shape: shapely.Geometry) -> SketchEffect:
        """Return what a shape in the ledger's CRS would do.

        Examples
        --------
        See `ecoledger.core.sketch`.
        """
        moved = self.index.preview(self.row(draft, shape))
        places, entry = self.places(shape), moved.entry
        key = (draft.target, places[0].code, draft.year, entry.stage)
        unchanged = self.index.counted(*key[:3], stage=entry.stage) if places[0].code else 0.0
        before, after = moved.moved.get(key, (unchanged, unchanged))
        return SketchEffect(
            size=sum(place.size for place in places),
            perimeter=self._perimeter(shape),
            places=places,
            stage=entry.stage,
            before=before,
            after=after,
            amounts=entry.amounts,
            earlier=entry.earlier,
            later=moved.later,
            valid=bool(shapely.is_valid(shape)),
        )

    def conflicts(self, draft: Draft, shape: shapely.Geometry) -> RuleResult | None:
        """Hold a shape against the rules in force today; None where the plan has none."""
        if self.rules is None:
            return None
        table = TABLES[int(shapely.get_dimensions(shape))]
        return self.rules.check({table: self.row(draft, shape)}, as_of=dt.date.today())

    def places(self, shape: shapely.Geometry) -> tuple[Place, ...]:
        """Return the townships a shape lies in, that with most of it first; what lies in none comes last."""
        ground, dimension = self.index.ground, shapely.get_dimensions(shape)
        on_plane = self.on_plane(shape)
        if dimension == 2:
            pieces = ground.partition.locate(np.array([on_plane]))
            units, shapes = pieces.unit, pieces.geometry
            sizes = areas_on(shapes, ground.plane)
        elif dimension == 1:
            units, sizes = self._along(on_plane)
        else:
            units = ground.partition.unit_at(shapely.get_coordinates(on_plane))
            sizes = np.ones(len(units))
        named = [(*self._unit(unit), float(size)) for unit, size in zip(units, sizes, strict=True)]
        found = [Place(*place) for place in named if place[2] > 0]
        return tuple(sorted(found, key=lambda place: (place.code is None, -place.size))) or (
            Place(None, "", 0.0),
        )

    def on_plane(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape on the plane of the index; a polygon as it would be repaired."""
        placed = to_map(np.array([shape]), self.crs, self.index.ground.plane)
        if shapely.get_dimensions(shape) == 2:
            valid = shapely.make_valid(placed, method="structure", keep_collapsed=False)
            return polygonal(valid)[0]
        return placed[0]

    def from_plane(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape of the plane in the ledger's CRS."""
        if self._back is None:
            return shape
        return shapely.transform(shape, lambda xy: np.column_stack(self._back.transform(xy[:, 0], xy[:, 1])))

    def _perimeter(self, shape: shapely.Geometry) -> float:
        if shapely.get_dimensions(shape) != 2:
            return 0.0
        outline = self.on_plane(shape).boundary
        return float(lengths_on(np.array([outline]), self.index.ground.plane)[0])

    def _along(self, line: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
        """Return the townships along a line, -1 for none, and the metres in each."""
        ground = self.index.ground
        parts = shapely.intersection(ground.partition.units, line)
        sizes = lengths_on(parts, ground.plane)
        rest = lengths_on(np.array([line]), ground.plane) - sizes.sum()
        units = np.append(np.flatnonzero(sizes > 0), -1)
        return units, np.append(sizes[sizes > 0], rest if rest > 0.001 else 0.0)

    def _unit(self, unit: int) -> tuple[str | None, str]:
        if unit < 0:
            return None, ""
        row = self.index.ground.units.iloc[int(unit)]
        return row["code"], row["name"]
