"""What was imported, in the message bar, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import EcoLedgerError
from ..core.model import INTERVENTION_TABLES
from .fielddata_map import DEGREES, gathered
from .messages import say, show_error, show_text
from .progress_map import show_places
from .sketch_shapes import from_shapely

if TYPE_CHECKING:
    import pandas as pd

    from .fielddata_write import Written


def tell_imported(iface: QgisInterface, path: Path, written: Written, edited: bool) -> None:
    """Say what was imported, and how it is undone."""
    title = QCoreApplication.translate("EcoLedger", "Import of field data")
    counts = {name: len(frame) for name, frame in written.frames.items()}
    text = QCoreApplication.translate(
        "EcoLedger", "Parcels: {polygons}, lines: {lines}, sites: {points}, raw tracks: {tracks}."
    ).format(
        polygons=counts.get("intervention_polygons", 0),
        lines=counts.get("intervention_lines", 0),
        points=counts.get("intervention_points", 0),
        tracks=counts.get("tracks", 0),
    )
    actions = _show(iface, written)
    if edited:
        undo = QCoreApplication.translate(
            "EcoLedger", "They are in the edits: one step to undo in each layer, saved with them."
        )
        text = f"{text} {undo}"
    elif counts:
        label = QCoreApplication.translate("EcoLedger", "Take the import back")
        actions[label] = partial(_take_back, iface, path, written)
    if written.faults:
        label = QCoreApplication.translate("EcoLedger", "Show findings ({count})…")
        lines = "\n".join(map(wording.fault_line, written.faults))
        actions[label.format(count=len(written.faults))] = partial(
            show_text, iface.mainWindow(), title, lines
        )
    level = Qgis.MessageLevel.Success if counts else Qgis.MessageLevel.Warning
    say(iface, title, text, actions, level)


def _show(iface: QgisInterface, written: Written) -> dict[str, Callable[[], None]]:
    """Bring what was imported into the map where none of it is in sight; else offer to."""
    import pandas as pd

    frames = [frame for name, frame in written.frames.items() if name in INTERVENTION_TABLES.values()]
    if not frames:
        return {}
    shapes = pd.concat([frame.geometry for frame in frames])
    geometries = [from_shapely(shape) for shape in gathered(shapes.array)]
    show = partial(show_places, iface, geometries, QgsCoordinateReferenceSystem(DEGREES))
    if _in_sight(iface.mapCanvas(), shapes.bounds):
        return {QCoreApplication.translate("EcoLedger", "Show on the map"): show}
    show()
    return {}


def _in_sight(canvas: QgsMapCanvas, bounds: pd.DataFrame) -> bool:
    """Say whether the map shows a place within any of these bounds in degrees."""
    degrees = QgsCoordinateReferenceSystem(DEGREES)
    transform = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), degrees, QgsProject.instance())
    view = transform.transformBoundingBox(canvas.extent())
    across = (bounds.minx <= view.xMaximum()) & (bounds.maxx >= view.xMinimum())
    along = (bounds.miny <= view.yMaximum()) & (bounds.maxy >= view.yMinimum())
    return bool((across & along).any())


def _take_back(iface: QgisInterface, path: Path, written: Written) -> None:
    from ..layers.importing import reload, take_back

    try:
        count = take_back(path, written.frames)
    except EcoLedgerError as error:
        show_error(iface, error)
        return
    reload(path)
    title = QCoreApplication.translate("EcoLedger", "The import was taken back")
    text = QCoreApplication.translate("EcoLedger", "Rows removed: {count}.").format(count=count)
    iface.messageBar().pushMessage(title, text, Qgis.MessageLevel.Success, 8)
