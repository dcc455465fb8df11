"""Draw interventions: choose, draw with the totals beside the cursor, decide, fill in, all in one undo."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import QgisInterface, QgsAttributeDialog, QgsAttributeEditorContext
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt

from .. import settings, wording
from ..core.errors import DataError, EcoLedgerError
from ..core.model import INTERVENTION_TABLES, Target
from ..core.plan.codes import shipped_words
from ..layers.editing import editable
from .docks import show_dock
from .manual import show_manual
from .messages import show_error
from .saving import watch_saves
from .sketch_pen import Pen, Told
from .sketch_shapes import findings, fitting, from_shapely, to_shapely
from .sketch_words import conflict_lines, readout, rules_words
from .watched_ledger import LedgerOfDock, watched_ledger

if TYPE_CHECKING:
    import shapely

    from ..core.rules import RuleResult
    from ..core.sketch import Draft
    from ..dialogs.sketch_dock import SketchDock


def draw_interventions(iface: QgisInterface) -> None:
    """Show the dock from which interventions are drawn."""
    from ..dialogs.sketch_dock import SketchDock

    def make() -> SketchDock:
        dock = SketchDock(_codes("measure"), [(int(k), n) for k, n in _codes("status")], iface.mainWindow())
        Digitizing(iface, dock)
        return dock

    show_dock(iface, SketchDock, make)


def _codes(name: str) -> list[tuple[str, str]]:
    return [(code.code, getattr(code, wording.language())) for code in shipped_words()[0][name].values()]


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
        self._offered: list[shapely.Geometry | None] = []  # what to take instead, by finding
        self._to_waive = self._to_remark = False  # where a reason to keep the shape goes
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
        dock.help_wanted.connect(self._show_help)
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
            drawn = [t for t in plan.targets if t.evidence in INTERVENTION_TABLES and not t.derived_from]
            chosen = dock.answer().target or settings.load().sketch_target
            dock.offer_targets([(t.id, getattr(t, f"name_{wording.language()}")) for t in drawn])
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

        return find_layer(self._ledger, INTERVENTION_TABLES[target.evidence])

    # Draw

    def _draw(self, wanted: bool) -> None:
        """Take the pen for the chosen target's layer, or put it down."""

        self._pen.drop()
        if not wanted or self._totals.plan is None:
            return
        try:
            layer = editable(self._ledger, INTERVENTION_TABLES[self._target().evidence])
        except DataError as error:
            show_error(self._iface, error)
            self._dock.set_drawing(False)
            return
        self._layer = layer
        self._iface.setActiveLayer(layer)
        self._pen.take(layer)
        self._dock.set_drawing(True)

    def _pen_down(self) -> None:
        self._dock.set_drawing(False)

    def _show_help(self) -> None:
        show_manual(self._dock.window(), "digitize")

    def _tell(self, shape: QgsGeometry) -> Told:
        """Return what a shape comes to, and where it is in conflict with the rules."""
        drawn = to_shapely(shape)
        return self._told(drawn, self._totals.desk.conflicts(self._draft(), drawn))

    def _told(self, drawn: shapely.Geometry, result: RuleResult | None) -> Told:
        from ..core.sketch import conflicts_of
        from ..layers.convert import qgis_crs

        desk, plan, year = self._totals.desk, self._totals.plan, self._dock.answer().year
        effect, found = desk.effect(self._draft(), drawn), conflicts_of(result)
        return Told(
            readout(effect, self._target(), year, rules_words(result), wording.language()),
            conflict_lines(found, plan.rules, wording.language()),
            [(conflict.severity, from_shapely(piece)) for conflict in found for piece in conflict.pieces],
            qgis_crs(desk.index.ground.plane.crs),
        )

    # Decide

    def _take_shape(self, shape: QgsGeometry) -> None:
        """Show what speaks against a finished shape; where nothing does, its form comes at once."""
        from ..core.sketch import conflicts_of, offers

        desk, drawn = self._totals.desk, to_shapely(shape)
        result, offered = desk.conflicts(self._draft(), drawn), offers(desk, self._draft(), drawn)
        forbidden = [conflict for conflict in conflicts_of(result) if conflict.severity == "violation"]
        cuts = [self._cut(result, conflict.id, drawn) for conflict in forbidden]
        found = findings(offered, forbidden, cuts, self._totals.plan, wording.language())
        self._shape, self._offered = shape, [*(offer.shape for offer in offered), *cuts]
        self._to_waive, self._to_remark = bool(forbidden), bool(offered)
        told = self._told(drawn, result)
        self._pen.mark(shape, self._layer, told)
        self._dock.show_drawn(told.text, found)
        if not found:
            self._open_form()

    def _cut(self, result: RuleResult, id: str, drawn: shapely.Geometry) -> shapely.Geometry | None:
        from ..core.sketch import cut_out

        desk, own = self._totals.desk, result.findings[result.findings.id == id]
        rest = cut_out(desk.rules, own, desk.on_plane(drawn))
        return None if rest is None else desk.from_plane(rest)

    def _take_offer(self, position: int) -> None:
        self._take_shape(from_shapely(self._offered[position]))

    def forget_shape(self) -> None:
        """Drop the finished shape."""
        self._shape, self._offered = None, []
        self._pen.unmark()
        self._dock.show_nothing_drawn()

    # Write

    def _open_form(self) -> None:
        """Open the prefilled form; only its OK writes the feature, as one step to undo."""
        layer, shape = self._layer, self._shape
        if layer is None or shape is None or not (layer.isEditable() or layer.startEditing()):
            return
        key, reason = str(uuid.uuid4()), self._dock.reason.text().strip()
        values = self._values(shape, key, reason if self._to_remark else "")
        fields = layer.fields().indexOf
        given = {fields(name): value for name, value in values.items() if value is not None}
        feature = QgsVectorLayerUtils.createFeature(layer, fitting(shape, layer), given)
        self._close_form()
        self._form = self._form_of(layer, feature)
        if self._to_waive and reason:
            self._form.accepted.connect(lambda: watch_saves(self._iface).promise(key, reason))
        self._form.show()

    def _form_of(self, layer: QgsVectorLayer, feature: QgsFeature) -> QgsAttributeDialog:
        window, context = self._iface.mainWindow(), QgsAttributeEditorContext()
        form = QgsAttributeDialog(layer, feature, False, window, True, context)
        form.setObjectName("ecoledger_sketch_form")
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
        form.setEditCommandMessage(QCoreApplication.translate("EcoLedger", "Intervention drawn"))
        form.accepted.connect(self.forget_shape)
        form.finished.connect(self._form_closed)
        return form

    def _form_closed(self) -> None:
        self._form = None

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.reject()

    def _values(self, shape: QgsGeometry, key: str, remark: str) -> dict[str, object]:
        answer = self._dock.answer()
        return {
            "uuid": key,  # a layer whose style was taken away makes none
            "target": answer.target,
            "measure": answer.measure or None,
            "status": answer.status,
            "year": answer.year,
            "township": self._totals.desk.places(to_shapely(shape))[0].code,
            "remark": remark or None,
        }
