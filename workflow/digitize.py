"""Draw interventions: choose, draw with the totals beside the cursor, decide, fill in, all in one undo."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsGeometry, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.gui import QgisInterface, QgsAttributeDialog, QgsAttributeEditorContext
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt

from .. import settings, wording
from ..core.errors import DataError, EcoLedgerError
from ..core.model import Target
from ..core.plan.codes import shipped_words
from ..core.words import QT_TRANSLATE_NOOP
from .docks import show_dock
from .live_totals import TABLES
from .messages import show_error
from .sketch_pen import Pen
from .sketch_shapes import findings, fitting, from_shapely, to_shapely
from .sketch_words import NOT_ASKED, readout, rules_words
from .watched_ledger import LedgerOfDock, watched_ledger

if TYPE_CHECKING:
    from ..core.sketch import Draft, Offer
    from ..dialogs.sketch_dock import SketchDock

_NO_EDIT = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} cannot be edited"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check that the ledger is not read-only and not open in another program."),
)


def draw_interventions(iface: QgisInterface) -> None:
    """Show the dock from which interventions are drawn."""
    from ..dialogs.sketch_dock import SketchDock

    def make() -> SketchDock:
        dock = SketchDock(_codes("measure"), [(int(k), n) for k, n in _codes("status")], iface.mainWindow())
        Digitizing(iface, dock)
        return dock

    show_dock(iface, SketchDock, make)


def _language() -> str:
    return "zh" if QgsApplication.instance().locale().startswith("zh") else "en"


def _codes(name: str) -> list[tuple[str, str]]:
    return [(code.code, getattr(code, _language())) for code in shipped_words()[0][name].values()]


class Digitizing(QObject):
    """Belongs to the dock and goes with it: the ledger's totals, the pen, the shape being decided on."""

    def __init__(self, iface: QgisInterface, dock: SketchDock) -> None:
        super().__init__(dock)
        self._iface, self._dock = iface, dock
        self._watched = watched_ledger(iface)
        self._totals = self._watched.totals
        self._pen = Pen(iface, self._tell, self)
        self._ledger: Path | None = None
        self._layer: QgsVectorLayer | None = None
        self._form: QgsAttributeDialog | None = None
        self._shape: QgsGeometry | None = None  # finished, being decided on
        self._offers: list[Offer] = []
        self._connect()
        self._choose_as_last_time()
        LedgerOfDock(self._watched, dock)
        self.find_ledger()

    def _connect(self) -> None:
        """Connect to slots of this object: Qt takes the connections back when it goes."""
        dock, project, pen = self._dock, QgsProject.instance(), self._pen
        dock.draw_wanted.connect(self._draw)
        dock.answer_changed.connect(self._answer_changed)
        dock.offer_taken.connect(self._take_offer)
        dock.form_wanted.connect(self._open_form)
        dock.discard_wanted.connect(self.forget_shape)
        dock.closed.connect(pen.drop)
        dock.destroyed.connect(pen.remove)
        pen.finished.connect(self._take_shape)
        pen.put_down.connect(self._pen_down)
        self._totals.changed.connect(self._totals_changed)
        self._watched.replaced.connect(self.find_ledger)
        project.layersWillBeRemoved.connect(self._let_go_of)

    # The ledger

    def find_ledger(self) -> None:
        """Take the ledger that is watched now."""
        self._ledger = self._watched.path
        self._totals.want()
        self._totals_changed()

    def _let_go_of(self, layers: list[str]) -> None:
        """Give up what is being drawn for a layer that goes: QGIS' form does not outlive its layer."""
        if self._layer is not None and self._layer.id() in layers:
            self._pen.drop()
            self._close_form()
            self.forget_shape()
            self._layer = None

    def _totals_changed(self) -> None:
        plan, dock = self._totals.plan, self._dock
        if plan is not None:
            drawn = [t for t in plan.targets if t.evidence in TABLES and not t.derived_from]
            chosen = dock.answer().target or settings.load().sketch_target
            dock.offer_targets([(t.id, getattr(t, f"name_{_language()}")) for t in drawn])
            dock.choose(replace(dock.answer(), target=chosen))
            dock.set_state("")
        elif self._ledger is None:
            text = QCoreApplication.translate(
                "EcoLedger", "There is no ledger in the project: open one first."
            )
            dock.set_state(text, text)
        elif isinstance(self._totals.problem, EcoLedgerError):
            problem, _, suggestion = wording.error_text(self._totals.problem)
            dock.set_state(f"{problem}\n{suggestion}", problem)
        elif self._totals.problem is not None:
            raise self._totals.problem
        else:
            text = QCoreApplication.translate("EcoLedger", "The totals are being prepared…")
            dock.set_state(text, text)

    # What is drawn

    def _choose_as_last_time(self) -> None:
        from ..dialogs.sketch_dock import Answer

        known = settings.load()
        year = known.sketch_year or dt.date.today().year
        self._dock.choose(Answer(known.sketch_target, known.sketch_measure, known.sketch_status, year))

    def _answer_changed(self) -> None:
        answer = self._dock.answer()
        if not answer.target:
            return
        words = {f"sketch_{name}": getattr(answer, name) for name in ("target", "measure", "status", "year")}
        settings.save(replace(settings.load(), **words))
        if self._pen.in_hand and self._layer is not self._layer_of(self._target()):
            self._draw(True)

    def _target(self) -> Target:
        return self._totals.plan.target(self._dock.answer().target)

    def _draft(self) -> Draft:
        from ..core.sketch import Draft

        answer = self._dock.answer()
        return Draft(answer.target, answer.measure or None, answer.status, answer.year)

    def _layer_of(self, target: Target) -> QgsVectorLayer | None:
        from ..layers.project import find_layer

        return find_layer(self._ledger, TABLES[target.evidence])

    # Draw

    def _draw(self, wanted: bool) -> None:
        """Take the pen for the chosen target's layer, or put it down."""
        self._pen.drop()
        if not wanted or self._totals.plan is None:
            return
        layer = self._layer_of(self._target())
        if layer is None or not (layer.isEditable() or layer.startEditing()):
            show_error(self._iface, DataError(*_NO_EDIT, layer=layer.name() if layer else self._target().id))
            self._dock.set_drawing(False)
            return
        self._layer = layer
        self._iface.setActiveLayer(layer)
        self._pen.take(layer)
        self._dock.set_drawing(True)

    def _pen_down(self) -> None:
        self._dock.set_drawing(False)

    def _tell(self, shape: QgsGeometry, ask_rules: bool) -> str:
        """Return what a shape comes to; `NOT_ASKED` stands for the rules where they are not asked."""
        desk, drawn = self._totals.desk, to_shapely(shape)
        result = desk.conflicts(self._draft(), drawn) if ask_rules else None
        rules = rules_words(result) if ask_rules else wording.sentence(NOT_ASKED)
        effect = desk.effect(self._draft(), drawn)
        year = self._dock.answer().year
        return readout(effect, self._target(), year, rules if desk.rules else "", _language())

    # Decide

    def _take_shape(self, shape: QgsGeometry) -> None:
        """Show what speaks against a finished shape; where nothing does, its form comes at once."""
        from ..core.sketch import offers

        desk, drawn = self._totals.desk, to_shapely(shape)
        self._shape, self._offers = shape, offers(desk, self._draft(), drawn)
        result = desk.conflicts(self._draft(), drawn)
        found = findings(self._offers, result, self._totals.plan, _language())
        self._pen.mark(shape, self._layer)
        self._dock.show_drawn(self._tell(shape, ask_rules=True), found)
        if not found:
            self._open_form()

    def _take_offer(self, position: int) -> None:
        self._take_shape(from_shapely(self._offers[position].shape))

    def forget_shape(self) -> None:
        """Drop the finished shape."""
        self._shape, self._offers = None, []
        self._pen.unmark()
        self._dock.show_nothing_drawn()

    # Write

    def _open_form(self) -> None:
        """Open the prefilled form; only its OK writes the feature, as one step to undo."""
        layer, shape = self._layer, self._shape
        if layer is None or shape is None or not (layer.isEditable() or layer.startEditing()):
            return
        feature = QgsVectorLayerUtils.createFeature(
            layer, fitting(shape, layer), self._attributes(layer, shape)
        )
        self._close_form()
        window, context = self._iface.mainWindow(), QgsAttributeEditorContext()
        form = QgsAttributeDialog(layer, feature, False, window, True, context)
        form.setObjectName("ecoledger_sketch_form")
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
        form.setEditCommandMessage(QCoreApplication.translate("EcoLedger", "Intervention drawn"))
        form.accepted.connect(self.forget_shape)
        form.finished.connect(self._form_closed)
        self._form = form
        form.show()

    def _form_closed(self) -> None:
        self._form = None

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.reject()

    def _attributes(self, layer: QgsVectorLayer, shape: QgsGeometry) -> dict[int, object]:
        answer = self._dock.answer()
        values = {
            "uuid": str(uuid.uuid4()),  # a layer whose style was taken away makes none
            "target": answer.target,
            "measure": answer.measure or None,
            "status": answer.status,
            "year": answer.year,
            "township": self._totals.desk.places(to_shapely(shape))[0].code,
            "remark": self._dock.reason.text().strip() or None,
        }
        index = layer.fields().indexOf
        return {index(name): value for name, value in values.items() if value is not None}
