"""Make a ledger: from a plan and any layer of its townships, or of the sample district."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from .. import dependencies, wording
from ..core.errors import Fault
from ..core.model import Plan
from ..core.words import QT_TRANSLATE_NOOP
from . import store
from .convert import field_index, to_frame
from .styles import write_styles

if TYPE_CHECKING:
    from ..core.sample import Sample

SAMPLE_NOTE = QT_TRANSLATE_NOOP(
    "EcoLedger",
    "Made-up geometry under real place names, for learning and testing: no true border, river or parcel.",
)


@dataclass(frozen=True)
class NewLedger:
    """What was made, and what of it asks for a look.

    Parameters
    ----------
    field : str
        Field of the layer that told the townships.
    drawn : int
        How many of the plan's townships have a polygon.
    notes : tuple of Fault
        Of the plan what asks for a look, features that are no township of it, townships without a feature,
        rings mended.
    """

    path: Path
    plan: Plan
    crs: str
    field: str
    drawn: int
    notes: tuple[Fault, ...]


def create_ledger(
    path: Path,
    plan: Plan,
    townships: QgsFeatureSource,
    step: Callable[[float], None] = lambda share: None,
    *,
    crs: str = "",
    code_field: str = "",
    name_field: str = "",
    overwrite: bool = False,
    layer: str = "",
    noted: Iterable[Fault] = (),
) -> NewLedger:
    """Write a ledger with the plan, its townships and empty layers, forms and styles; whole or not at all.

    Parameters
    ----------
    townships : QgsFeatureSource
        Polygons; which field holds their codes or names is found by its values, or said.
    step : callable
        Told the share done; may raise `Cancelled`.
    crs : str
        Of all layers; the plan's own where empty.
    layer : str
        The user's name of `townships`; the source's own where empty.
    noted : iterable of Fault
        What of the plan asks for a look; it goes before the other notes.

    Raises
    ------
    DataError, CrsError, LedgerFileError
        As `to_frame`, `match_townships` and `store.create` do.
    """
    dependencies.load()
    from ..core.plan.matching import match_townships

    columns = {f"field_{i}": name for i, name in enumerate(townships.fields().names())}
    layer = layer or townships.sourceName()
    for field in filter(None, (code_field, name_field)):
        field_index(townships, field, layer)
    frame, mended = to_frame(townships, columns, lambda share: step(0.3 * share), layer)
    match = match_townships(
        {name: frame[column].tolist() for column, name in columns.items()},
        plan.townships,
        code_field=code_field,
        name_field=name_field,
        layer=layer,
        fids=frame.fid.tolist(),
        district=plan.district_name_zh,
    )
    drawn = frame[["geometry"]].assign(code=match.codes).dropna(subset=["code"])
    crs = crs or plan.crs
    layers = {"townships": drawn}
    store.create(path, plan, layers, crs, lambda share: step(0.3 + 0.5 * share), overwrite=overwrite)
    write_styles(path, plan)
    notes = (*noted, *mended, *match.faults)
    return NewLedger(path, plan, crs, match.field, drawn.code.nunique(), notes)


def create_sample(
    path: Path,
    step: Callable[[float], None] = lambda share: None,
    *,
    seed: int = 2018,
    parcels: int = 400,
    overwrite: bool = False,
) -> Sample:
    """Write the ledger of the sample district and return what it was made from; whole or not at all.

    Raises
    ------
    DataError, LedgerFileError
        As `build_sample` and `store.create` do.
    """
    dependencies.load()
    from ..core.sample import build_sample

    step(0.0)
    sample = build_sample(seed, parcels)
    store.create(
        path,
        sample.plan,
        sample.rows_to_write(),
        sample.plan.crs,
        lambda share: step(0.3 + 0.6 * share),
        overwrite=overwrite,
        note=wording.sentence(SAMPLE_NOTE),
    )
    write_styles(path, sample.plan)
    return sample
