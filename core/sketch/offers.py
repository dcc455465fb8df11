"""What speaks against a shape, each with the shape that would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from ..area import areas_on
from ..errors import Fault
from ..overlay import difference, is_ground, polygonal
from ..words import QT_TRANSLATE_NOOP
from .desk import Draft, SketchDesk, SketchEffect

GRID = 1e-6  # metres: what is cut along a border keeps no spike as thin as rounding
LEAST = 0.01  # m²: what a table would not show is no finding

FAULTS = {
    "sketch.crosses_itself": (
        QT_TRANSLATE_NOOP("EcoLedger", "The outline crosses itself"),
        QT_TRANSLATE_NOOP("EcoLedger", "Take the repaired outline: {after} m²"),
    ),
    "sketch.overlap": (
        QT_TRANSLATE_NOOP("EcoLedger", "{amount} m² are counted by earlier interventions already"),
        QT_TRANSLATE_NOOP("EcoLedger", "Cut the overlap away"),
    ),
    "sketch.townships": (
        QT_TRANSLATE_NOOP("EcoLedger", "{amount} m² lie outside {township}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Clip to {township}"),
    ),
    "sketch.baseline": (
        QT_TRANSLATE_NOOP("EcoLedger", "{amount} m² lie off the patches the target counts on"),
        QT_TRANSLATE_NOOP("EcoLedger", "Clip to the patches"),
    ),
    "sketch.too_small": (
        QT_TRANSLATE_NOOP("EcoLedger", "It is smaller than the target asks for"),
        QT_TRANSLATE_NOOP("EcoLedger", "Draw at least {least} m²"),
    ),
    "sketch.nowhere": (
        QT_TRANSLATE_NOOP("EcoLedger", "It lies in no township"),
        QT_TRANSLATE_NOOP("EcoLedger", "Draw it inside the district"),
    ),
}


@dataclass(frozen=True)
class Offer:
    """A finding and, where one helps, the shape to take instead.

    Parameters
    ----------
    fault : Fault
        Its suggestion says what taking the shape does.
    shape : geometry or None
        In the ledger's CRS; None where only drawing anew helps.
    """

    fault: Fault
    shape: shapely.Geometry | None = None


def offers(desk: SketchDesk, draft: Draft, shape: shapely.Geometry) -> list[Offer]:
    """Return what speaks against a shape in the ledger's CRS, with what can be done about each.

    A shape that crosses itself is repaired first: only then is there something to cut.

    Examples
    --------
    See `ecoledger.core.sketch`.
    """
    if shapely.get_dimensions(shape) != 2:
        nowhere = desk.places(shape)[0].code is None
        return [Offer(_fault("sketch.nowhere"))] if nowhere else []
    if not shapely.is_valid(shape):
        return [_repaired(desk, shape)]
    effect = desk.effect(draft, shape)
    return list(_of_valid(desk, draft, desk.on_plane(shape), effect))


def _of_valid(
    desk: SketchDesk, draft: Draft, on_plane: shapely.Geometry, effect: SketchEffect
) -> Iterator[Offer]:
    if effect.place.code is None:
        yield Offer(_fault("sketch.nowhere"))
        return
    elsewhere = effect.size - effect.place.size
    if elsewhere > LEAST:
        cut = shapely.intersection(on_plane, _township(desk, effect.place.code), grid_size=GRID)
        fields = {"amount": _text(elsewhere), "township": effect.place.name}
        yield _cutting(desk, _fault("sketch.townships", **fields), cut)
    if effect.amounts["baseline"] > LEAST:
        cut = shapely.intersection(on_plane, _patches(desk, draft, on_plane), grid_size=GRID)
        yield _cutting(desk, _fault("sketch.baseline", amount=_text(effect.amounts["baseline"])), cut)
    if effect.amounts["overlap"] > LEAST:
        taken = shapely.union_all([desk.index.shape_of(uuid) for uuid in effect.earlier])
        fault = _fault("sketch.overlap", amount=_text(effect.amounts["overlap"]))
        yield _cutting(desk, fault, difference(np.array([on_plane]), np.array([taken]))[0])
    if effect.amounts["too_small"] > 0:
        least = desk.index.ground.targets[draft.target].min_area
        yield Offer(_fault("sketch.too_small", least=_text(least)))


def _repaired(desk: SketchDesk, shape: shapely.Geometry) -> Offer:
    mended = desk.on_plane(shape)
    after = float(areas_on(np.array([mended]), desk.index.ground.plane)[0])
    return Offer(_fault("sketch.crosses_itself", after=_text(after)), desk.from_plane(mended))


def _cutting(desk: SketchDesk, fault: Fault, cut: shapely.Geometry) -> Offer:
    kept = polygonal(np.array([cut]))
    return Offer(fault, desk.from_plane(kept[0]) if is_ground(kept)[0] else None)


def _township(desk: SketchDesk, code: str) -> shapely.Geometry:
    ground = desk.index.ground
    return ground.partition.units[int(np.flatnonzero(ground.units.code == code)[0])]


def _patches(desk: SketchDesk, draft: Draft, on_plane: shapely.Geometry) -> shapely.Geometry:
    ground = desk.index.ground
    patches = ground.patches[ground.baseline_number(ground.targets[draft.target])]
    return shapely.union_all(patches[shapely.intersects(patches, on_plane)])


def _text(amount: float) -> str:
    return f"{amount:,.2f}"


def _fault(id: str, **fields: str) -> Fault:
    return Fault(id, *FAULTS[id], fields, severity="warning")
