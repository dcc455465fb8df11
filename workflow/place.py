"""Check this place: what applies there, and whether something may be done, before a site is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog

from .. import dependencies, tasks, wording
from ..core.errors import EcoLedgerError, Fault
from ..core.plan.codes import shipped_words
from ..core.words import QT_TRANSLATE_NOOP
from .docks import show_dock
from .ledger_desk import LedgerDesk
from .messages import show_error
from .place_asking import ask_index, prepare, works_of
from .place_marks import PlaceMarks
from .place_words import Told, as_page, as_text, tell, where
from .sketch_shapes import from_shapely, to_shapely

if TYPE_CHECKING:
    from ..core.model import Plan
    from ..core.place import Answer, PlaceIndex
    from ..dialogs.place_dock import PlaceDock, Wanted
    from ..dialogs.place_tool import PlaceTool

_OF_NO_PLACE = {"waivers", "history", "reported_values", "quotas"}
_UNSAVED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} has edits that are not saved: they are not looked at"),
    QT_TRANSLATE_NOOP("EcoLedger", "Save them and ask again."),
)


def check_place(iface: QgisInterface) -> None:
    """Show the dock, and take the tool that asks about each place clicked."""
    from ..dialogs.place_dock import PlaceDock

    def make() -> PlaceDock:
        names = ("/mActionIdentify.svg", "/mActionCapturePolygon.svg", "/mIconSelected.svg")
        dock = PlaceDock(tuple(map(QgsApplication.getThemeIcon, names)), iface.mainWindow())
        PlaceDesk(iface, dock)
        return dock

    dock = show_dock(iface, PlaceDock, make)
    if not (dock.point.isChecked() or dock.area.isChecked()):
        dock.point.click()


class PlaceDesk(LedgerDesk):
    """Holds what the dock asks: the ledger's index, the tool in hand, the answer shown."""

    def __init__(self, iface: QgisInterface, dock: PlaceDock) -> None:
        super().__init__(iface, dock)
        self._marks = PlaceMarks(iface)
        self._tool: PlaceTool | None = None
        self._index: PlaceIndex | None = None
        self._asking: tasks.CoreTask | None = None
        self._place: tuple[QgsGeometry, QgsCoordinateReferenceSystem] | None = None
        self._waits = False  # the place is to be asked about as soon as that is possible
        self._told: Told | None = None
        self._connect()
        self._show_selection()
        self._begin()

    def _connect(self) -> None:
        dock, ledger, canvas = self._dock, self._ledger, self._iface.mapCanvas()
        dock.tool_wanted.connect(self._take_tool)
        dock.selection_wanted.connect(self._ask_selection)
        dock.works_changed.connect(self._ask)
        dock.zoom_wanted.connect(self._zoom)
        dock.export_wanted.connect(self._export)
        dock.closed.connect(self._put_away)
        dock.destroyed.connect(self._marks.remove)
        ledger.saved.connect(self._changed)
        ledger.written.connect(self._changed)
        canvas.selectionChanged.connect(self._show_selection)
        canvas.currentLayerChanged.connect(self._show_selection)

    # The ledger

    @property
    def _ready(self) -> bool:
        return self._index is not None

    def _reading(self, path: Path) -> tuple[str, Callable[..., object]]:
        return QCoreApplication.translate("EcoLedger", "Preparing the zones of {name}…"), partial(
            prepare, path
        )

    def _changed(self, table: str, *_: object) -> None:
        """Prepare anew: zones, works or the plan are others now."""
        if table not in _OF_NO_PLACE:
            self.refresh()

    def _take(self, index: PlaceIndex) -> None:
        dependencies.load()  # they were loaded in the task's thread; core is used in this one as well
        self._index = index
        self._offer(index.plan)
        if self._place is None:
            text = QCoreApplication.translate(
                "EcoLedger", "Say what is to be done, then click a place on the map, or draw an area."
            )
            self._dock.show_state(text)
        else:
            self._ask()

    def _forget(self) -> None:
        if self._asking is not None:
            self._asking.abandon()
        self._asking = self._index = self._place = self._told = None
        self._waits = False
        self._marks.unmark()
        self._dock.show_answer("", "")

    def _what_for(self) -> str:
        return QCoreApplication.translate(
            "EcoLedger", "Open one: what applies at a place is read from its zones."
        )

    def _page(self) -> str:
        return "place"

    def _offer(self, plan: Plan) -> None:
        from ..core.place import project_kinds
        from ..dialogs.place_dock import PROJECT, TARGET, Wanted

        language = wording.language()
        kinds = project_kinds(plan.restrictions)
        measures = shipped_words()[0]["measure"].values()
        self._dock.offer(
            [Wanted(PROJECT, kind.word, getattr(kind, language)) for kind in kinds],
            [Wanted(TARGET, target.id, getattr(target, f"name_{language}")) for target in plan.targets],
            [(measure.code, getattr(measure, language)) for measure in measures],
        )

    # The place

    def _take_tool(self, name: str) -> None:
        from ..dialogs.place_tool import PlaceTool

        canvas = self._iface.mapCanvas()
        if self._tool is not None:
            canvas.unsetMapTool(self._tool)
        if name:
            self._tool = PlaceTool(canvas, area=name == "area")
            self._tool.chosen.connect(self._take_place)
            self._tool.deactivated.connect(self._tool_put_down)
            canvas.setMapTool(self._tool)
        self._dock.show_tool(name)

    def _tool_put_down(self) -> None:
        tool, self._tool = self._tool, None
        if tool is not None:
            self._dock.show_tool("")
            tool.deleteLater()

    def _put_away(self) -> None:
        self._take_tool("")
        self._marks.unmark()

    def _take_place(self, shape: QgsGeometry) -> None:
        self._look_at(shape, self._iface.mapCanvas().mapSettings().destinationCrs())

    def _show_selection(self, *_: object) -> None:
        layer = self._iface.mapCanvas().currentLayer()
        spatial = isinstance(layer, QgsVectorLayer) and layer.isSpatial()
        self._dock.show_selection(layer.selectedFeatureCount() if spatial else 0)

    def _ask_selection(self) -> None:
        """Take the selected features of the current layer as one place."""
        layer = self._iface.mapCanvas().currentLayer()
        shapes = [f.geometry() for f in layer.getSelectedFeatures() if not f.geometry().isEmpty()]
        if shapes:
            self._look_at(QgsGeometry.collectGeometry(shapes), layer.crs())

    def _look_at(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        self._place = shape, crs
        self._marks.mark_place(shape, crs)
        self._ask()

    # The answer

    def _ask(self) -> None:
        """Ask about the place in the background, one question at a time; the latest is asked last."""
        if self._place is None:
            return
        self._waits = self._index is None or self._asking is not None
        if self._waits:
            return
        shape, crs = self._place
        wanted = self._dock.wanted()
        title = QCoreApplication.translate("EcoLedger", "Looking at the place…")
        works = works_of(wanted, self._index.plan)
        work = partial(ask_index, self._index, to_shapely(shape), crs.toWkt(), works)
        self._asking = tasks.start(
            title, work, partial(self._show, wanted), self._not_answered, project=QgsProject.instance()
        )
        self._dock.show_state(title)

    def _show(self, wanted: Wanted, answer: Answer) -> None:
        self._asking = None
        if self._waits:
            self._ask()
            return
        answer = replace(answer, doubts=(*answer.doubts, *self._unsaved()))
        self._told = tell(answer, self._index.plan, wanted, where(*self._place), wording.language())
        self._dock.show_state("")
        self._dock.show_answer(as_page(self._told), as_text(self._told))

    def _not_answered(self, error: Exception) -> None:
        self._asking = None
        if self._waits:
            self._ask()
        else:
            self._dock.show_state("")
            self._dock.show_answer("", "")
            show_error(self._iface, error)

    def _unsaved(self) -> list[Fault]:
        """Return which layers of the rules' zones have edits that the index does not know."""
        zones = {rule.layer for rule in self._index.plan.rules}
        edited = [
            table for table, layer in self._ledger.layers().items() if table in zones and layer.isModified()
        ]
        return [Fault("place.unsaved", *_UNSAVED, {"layer": table}, source=table) for table in edited]

    def _zoom(self, link: int) -> None:
        """Bring what an item is about into the map and mark it."""
        from ..layers.convert import qgis_crs

        piece = self._told.places[link].piece
        self._marks.show_piece(from_shapely(piece), qgis_crs(self._index.plane.crs))

    def _export(self) -> None:
        from ..layers.export import write_whole

        title = QCoreApplication.translate("EcoLedger", "Write the answer")
        name = QCoreApplication.translate("EcoLedger", "Check of a place")
        suggested = str(self._ledger.path.parent / f"{name}.html")
        file, _ = QFileDialog.getSaveFileName(self._iface.mainWindow(), title, suggested, "HTML (*.html)")
        if not file:
            return
        path = Path(file if file.lower().endswith(".html") else f"{file}.html")
        page = as_page(self._told, f"{self._ledger.name()} · {name}", linked=False)
        try:
            write_whole(path, lambda part: part.write_text(page, encoding="utf-8"))
        except EcoLedgerError as error:
            show_error(self._iface, error)
            return
        done = QCoreApplication.translate("EcoLedger", "Written")
        self._iface.messageBar().pushMessage(done, str(path), Qgis.MessageLevel.Success, 8)
