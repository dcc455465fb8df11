"""Check this place: what applies there, and whether something may be done, before a site is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer
from qgis.PyQt.QtWidgets import QFileDialog

from .. import dependencies, tasks, wording
from ..core.errors import Cancelled, EcoLedgerError, Fault
from ..core.plan.codes import shipped_words
from ..core.words import QT_TRANSLATE_NOOP
from .docks import show_dock
from .layers import add_layers
from .manual import show_manual
from .messages import show_error
from .place_marks import PlaceMarks
from .place_words import Told, as_page, as_text, tell
from .sketch_shapes import from_shapely, to_shapely

if TYPE_CHECKING:
    from ..core.model import Plan
    from ..core.place import Answer, PlaceIndex, Works
    from ..dialogs.place_dock import PlaceDock, Wanted
    from ..dialogs.place_tool import PlaceTool

SOON = 400  # ms: layers come one by one
_DEGREES = "EPSG:4490"
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


class PlaceDesk(QObject):
    """Belongs to the dock and goes with it: the ledger's index, the tool in hand, the answer shown."""

    def __init__(self, iface: QgisInterface, dock: PlaceDock) -> None:
        super().__init__(dock)
        self._iface, self._dock = iface, dock
        self._marks = PlaceMarks(iface)
        self._tool: PlaceTool | None = None
        self._path: Path | None = None
        self._index: PlaceIndex | None = None
        self._preparing: tasks.CoreTask | None = None
        self._asking: tasks.CoreTask | None = None
        self._place: tuple[QgsGeometry, QgsCoordinateReferenceSystem] | None = None
        self._waits = False  # the place is to be asked about as soon as that is possible
        self._told: Told | None = None
        self._watched: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.find_ledger)
        self._connect()
        self._show_selection()
        self.find_ledger()

    def _connect(self) -> None:
        """Connect to slots of this object: Qt takes the connections back when it goes."""
        dock, project, iface = self._dock, QgsProject.instance(), self._iface
        dock.tool_wanted.connect(self._take_tool)
        dock.selection_wanted.connect(self._ask_selection)
        dock.works_changed.connect(self._ask)
        dock.zoom_wanted.connect(self._zoom)
        dock.export_wanted.connect(self._export)
        dock.open_wanted.connect(self._open)
        dock.help_wanted.connect(self._help)
        dock.closed.connect(self._put_away)
        dock.destroyed.connect(self._marks.remove)
        project.layersAdded.connect(self._look_again)
        project.layersRemoved.connect(self._look_again)
        project.cleared.connect(self._forget)
        iface.mapCanvas().selectionChanged.connect(self._show_selection)
        iface.mapCanvas().currentLayerChanged.connect(self._show_selection)

    # The ledger

    def find_ledger(self) -> None:
        """Take the project's ledger, the one so far if it is still there, and prepare its index."""
        from ..layers.project import ledgers

        found = ledgers()
        if not found:
            self._forget()
        elif self._path not in found:
            self._drop()
            self._path = found[0]
            self._prepare()
        self._watch()

    def _look_again(self, *_: object) -> None:
        self._soon.start()

    def _watch(self) -> None:
        """Prepare anew whenever a layer of the ledger is saved."""
        for layer in self._layers().values():
            if layer.id() not in self._watched:
                self._watched.add(layer.id())
                layer.afterCommitChanges.connect(self._prepare)

    def _layers(self) -> dict[str, QgsVectorLayer]:
        from ..layers.project import ledger_layers

        return ledger_layers(self._path) if self._path else {}

    def _forget(self) -> None:
        self._drop()
        problem = QCoreApplication.translate("EcoLedger", "There is no ledger in the project.")
        advice = QCoreApplication.translate(
            "EcoLedger", "Open one: what applies at a place is read from its zones."
        )
        self._dock.show_state(f"{problem} {advice}", may_open=True)

    def _drop(self) -> None:
        """Let go of everything that is of the ledger so far."""
        for task in (self._preparing, self._asking):
            if task is not None:
                task.abandon()
        self._preparing = self._asking = self._index = self._path = self._place = self._told = None
        self._waits = False
        self._watched.clear()
        self._marks.unmark()
        self._dock.show_progress(None)
        self._dock.show_answer("", "")

    def _open(self) -> None:
        add_layers(self._iface)

    def _prepare(self) -> None:
        """Make the index in the background; until it is ready the one so far answers."""
        if self._preparing is not None:
            self._preparing.abandon()
        title = QCoreApplication.translate("EcoLedger", "Preparing the zones of {name}…").format(
            name=self._path.stem
        )
        self._preparing = tasks.start(
            title, partial(prepare, self._path), self._take, self._fail, project=QgsProject.instance()
        )
        self._preparing.progressChanged.connect(self._dock.show_progress)
        self._dock.show_progress(0.0)
        self._dock.show_state(title)

    def _take(self, index: PlaceIndex) -> None:
        dependencies.load()  # they were loaded in the task's thread; core is used in this one as well
        self._preparing, self._index = None, index
        self._dock.show_progress(None)
        self._offer(index.plan)
        if self._place is None:
            self._dock.show_state(
                QCoreApplication.translate(
                    "EcoLedger", "Say what is to be done, then click a place on the map, or draw an area."
                )
            )
        else:
            self._ask()

    def _fail(self, error: Exception) -> None:
        self._preparing = None
        self._dock.show_progress(None)
        if self._index is None:
            text = wording.error_lines(error) if isinstance(error, EcoLedgerError) else ""
            self._dock.show_state(text, may_open=True)
        if not isinstance(error, Cancelled):
            show_error(self._iface, error)

    def _offer(self, plan: Plan) -> None:
        from ..core.place import project_kinds
        from ..dialogs.place_dock import PROJECT, TARGET, Wanted

        language = _language()
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
        work = partial(_answer, self._index, to_shapely(shape), crs.toWkt(), _works(wanted, self._index.plan))
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
        self._told = tell(answer, self._index.plan, wanted, self._where(), _language())
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
        edited = [table for table, layer in self._layers().items() if table in zones and layer.isModified()]
        return [Fault("place.unsaved", *_UNSAVED, {"layer": table}, source=table) for table in edited]

    def _where(self) -> tuple[str, ...]:
        """Say where the place is, in the map's coordinates and in degrees."""
        shape, crs = self._place
        point = shape.pointOnSurface().asPoint()
        degrees = QgsCoordinateTransform(
            crs, QgsCoordinateReferenceSystem(_DEGREES), QgsProject.instance()
        ).transform(point)
        told = f"{degrees.x():.6f}°, {degrees.y():.6f}°"
        if crs.isGeographic():
            return (told,)
        return f"{point.x():,.1f}, {point.y():,.1f} ({crs.authid()})", told

    def _zoom(self, link: int) -> None:
        """Bring what an item is about into the map and mark it."""
        from ..layers.convert import qgis_crs

        piece = self._told.places[link].piece
        self._marks.show_piece(from_shapely(piece), qgis_crs(self._index.plane.crs))

    def _export(self) -> None:
        from ..layers.export import write_whole

        title = QCoreApplication.translate("EcoLedger", "Write the answer")
        name = QCoreApplication.translate("EcoLedger", "Check of a place")
        suggested = str(self._path.parent / f"{name}.html")
        file, _ = QFileDialog.getSaveFileName(self._iface.mainWindow(), title, suggested, "HTML (*.html)")
        if not file:
            return
        path = Path(file if file.lower().endswith(".html") else f"{file}.html")
        page = as_page(self._told, f"{self._path.stem} · {name}", linked=False)
        try:
            write_whole(path, lambda part: part.write_text(page, encoding="utf-8"))
        except EcoLedgerError as error:
            show_error(self._iface, error)
            return
        done = QCoreApplication.translate("EcoLedger", "Written")
        self._iface.messageBar().pushMessage(done, str(path), Qgis.MessageLevel.Success, 8)

    def _help(self) -> None:
        show_manual(self._iface.mainWindow(), "place")


def _language() -> str:
    return "zh" if QgsApplication.instance().locale().startswith("zh") else "en"


def _works(wanted: Wanted, plan: Plan) -> Works | None:
    from ..core.place import intervention, project
    from ..dialogs.place_dock import NOTHING, TARGET

    if wanted.kind == NOTHING:
        return None
    if wanted.kind == TARGET:
        return intervention(plan.target(wanted.key), wanted.measure)
    return project(wanted.key)


def prepare(path: Path, step: Callable[[float], None]) -> PlaceIndex:
    """Read a ledger and prepare its zones, rules, baselines and interventions (in a task)."""
    from ..core.place import PlaceIndex, Sources
    from ..layers import conflicts, store
    from ..layers.schema import tables

    store.check(path)
    plan = store.read_plan(path)
    zones = conflicts.read_zones(path, plan)
    step(0.1)
    baselines = [name for name, table in tables().items() if table.group == "baseline"]
    others = {name: store.read_layer(path, name) for name in baselines if name not in zones}
    others |= conflicts.read_subjects(path)
    step(0.2)
    sources = Sources(zones, store.read_townships(path), others)
    return PlaceIndex(sources, plan, lambda share: step(0.2 + 0.8 * share))


def _answer(
    index: PlaceIndex, shape: Any, crs: str, works: Works | None, step: Callable[[float], None]
) -> Answer:
    return index.ask(shape, crs, works, as_of=dt.date.today())
