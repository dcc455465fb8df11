"""Reported, official and planar area of the selected parcels, side by side."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication

from .. import tasks, wording
from ..core.errors import DataError
from ..core.plan.units import UNITS, from_base
from ..core.words import QT_TRANSLATE_NOOP
from .manual import show_manual
from .messages import show_error

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ..dialogs.areas_window import Areas

_NONE_SELECTED = (
    QT_TRANSLATE_NOOP("EcoLedger", "No parcel is selected"),
    QT_TRANSLATE_NOOP("EcoLedger", "Select parcels of the ledger on the map or in its table."),
)


def compare_selected(iface: QgisInterface) -> None:
    """Calculate the areas of the selected parcels in the background and show them in a window."""
    from ..layers.project import find_layer, ledgers

    layers = [find_layer(path, "intervention_polygons") for path in ledgers()]
    chosen = [(layer, list(layer.getSelectedFeatures())) for layer in layers if layer is not None]
    layer, features = next(((la, fs) for la, fs in chosen if fs), (None, []))
    if layer is None:
        show_error(iface, DataError(*_NONE_SELECTED))
        return
    from .. import dependencies

    dependencies.load()
    from ..layers.convert import crs_text, flat_wkb, plain

    parcels = [(plain(f["name"]) or f"FID {f.id()}", plain(f["reported_mu"])) for f in features]
    shapes = [flat_wkb(f.geometry()) for f in features]
    tasks.start(
        QCoreApplication.translate("EcoLedger", "Comparing the areas of {count} parcels").format(
            count=len(shapes)
        ),
        partial(_compare, shapes, crs_text(layer.crs())),
        partial(_show, iface, parcels),
        partial(show_error, iface),
        project=QgsProject.instance(),
    )


def _compare(shapes: list[bytes | None], crs: str, step: Callable[[float], None]) -> pd.DataFrame:
    from ..core.comparison import compare_areas
    from ..core.ledger.repair import read_wkb

    geometries, _ = read_wkb(shapes)
    step(0.1)
    return compare_areas(geometries, crs)


def _show(iface: QgisInterface, parcels: list[tuple[str, float | None]], table: pd.DataFrame) -> None:
    from ..dialogs.areas_window import AreasWindow

    rows = table.to_dict("records")
    shown = [_areas(*parcel, row) for parcel, row in zip(parcels, rows, strict=True)]
    window = AreasWindow(shown, iface.mainWindow())
    window.help_wanted.connect(lambda: show_manual(window, "digitize"))
    window.show()


def _areas(name: str, reported: float | None, row: dict) -> Areas:
    from ..core.comparison import EXPLANATIONS
    from ..dialogs.areas_window import Areas

    official, planar = _mu(row["official_m2"]), _mu(row["planar_m2"])
    off = None if math.isnan(row["difference_m2"]) else row["difference_m2"]
    keys = row["reason"].split(";")
    why = " ".join(wording.sentence(EXPLANATIONS[key], **row) for key in keys)
    return Areas(name, reported, official, planar, off, why)


def _mu(area: float) -> float | None:
    return None if math.isnan(area) else from_base(area, UNITS["mu"])
