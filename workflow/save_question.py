"""New violations of what was saved: waive with a reason, cut, edit again, or leave them open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject

from .. import wording
from ..core.errors import DataError, EcoLedgerError
from ..layers.editing import editable
from ..layers.naming import fault_line
from ..layers.undo import one_step
from .findings_waive import reload_waivers, write_waivers
from .manual import show_manual
from .messages import say, show_error, show_text
from .progress_map import show_place
from .sketch_shapes import from_shapely, outline_on, stored
from .sketch_words import conflict_lines

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.errors import Fault
    from ..core.model import Plan
    from ..core.rules import RuleIndex, RuleResult
    from ..dialogs.sketch_question import SaveQuestion, Violation


@dataclass(frozen=True)
class Looked:
    """What was saved to a ledger, held against its rules.

    Parameters
    ----------
    path : Path
    plan : Plan
    saved : frozenset of str
        uuids of what was looked at.
    fresh : GeoDataFrame
        The open violations among the findings.
    result : RuleResult
    index : RuleIndex
        Of the ledger's zones, for a cut.
    """

    path: Path
    plan: Plan
    saved: frozenset[str]
    fresh: gpd.GeoDataFrame
    result: RuleResult
    index: RuleIndex


def ask(iface: QgisInterface, looked: Looked) -> None:
    """Ask in a window beside the map; one that is open already is taken over with what is left in it."""
    from ..dialogs.sketch_question import SaveQuestion

    before = iface.mainWindow().findChild(Question)
    if before is not None:
        looked = before.added_to(looked)
    violations = [_violation(looked, position) for position in range(len(looked.fresh))]
    dialog = SaveQuestion(violations, _doubts(looked), iface.mainWindow())
    Question(iface, dialog, looked)
    dialog.show()


class Question(QObject):
    """Belongs to its window: does what is wanted with the violations that are ticked."""

    def __init__(self, iface: QgisInterface, dialog: SaveQuestion, looked: Looked) -> None:
        super().__init__(dialog)
        self._iface, self._dialog, self._looked = iface, dialog, looked
        dialog.waive_wanted.connect(self._waive)
        dialog.cut_wanted.connect(self._cut)
        dialog.edit_wanted.connect(self._edit)
        dialog.place_wanted.connect(self._show_place)
        dialog.help_wanted.connect(self._show_help)

    def added_to(self, looked: Looked) -> Looked:
        """Close the window; what was not answered, of features not saved anew, is added to the new one."""
        from ..core.stacking import stacked

        left = self._looked.fresh.iloc[self._dialog.left()]
        self._dialog.close()
        if self._looked.path != looked.path:
            return looked
        left = left[~left.uuid.isin(looked.saved)].to_crs(looked.fresh.crs)
        if not len(left):
            return looked
        return replace(looked, fresh=stacked([looked.fresh, left]))

    def _waive(self, positions: list[int], reason: str) -> None:
        if waive(self._iface, self._looked.path, self._looked.fresh.iloc[positions], reason):
            self._dialog.take_away(positions)

    def _cut(self, positions: list[int]) -> None:
        """Cut the shapes, each layer in one step to undo; what is cut is to be saved by the user."""
        done: list[int] = []
        for table, own in self._looked.fresh.iloc[positions].groupby("layer"):
            layer = self._editable(table)
            if layer is None:
                return
            with one_step(layer, QCoreApplication.translate("EcoLedger", "Cut out of the zone")):
                for fid, findings in own.groupby("fid"):
                    if cut(layer, int(fid), findings, self._looked.index):
                        done += [p for p in positions if p in findings.index]
            layer.triggerRepaint()
        self._tell_of(len(done), len(positions))
        self._dialog.take_away(done)

    def _tell_of(self, done: int, wanted: int) -> None:
        title = QCoreApplication.translate("EcoLedger", "Cut out of the zone: {done} of {count}")
        text = QCoreApplication.translate("EcoLedger", "Look at them, then save the layer; Ctrl+Z undoes it.")
        if done < wanted:
            text = QCoreApplication.translate(
                "EcoLedger", "Nothing would be left of the others: move them, or waive with a reason."
            )
        level = Qgis.MessageLevel.Info if done == wanted else Qgis.MessageLevel.Warning
        self._iface.messageBar().pushMessage(title.format(done=done, count=wanted), text, level, 8)

    def _edit(self, positions: list[int]) -> None:
        """Go back to editing: the features are selected, and the map shows the first."""
        rows = self._looked.fresh.iloc[positions]
        for table, own in rows.groupby("layer"):
            layer = self._editable(table)
            if layer is None:
                return
            layer.selectByIds([int(fid) for fid in own.fid])
            self._iface.setActiveLayer(layer)
        self._show_place(positions[0])

    def _editable(self, table: str) -> QgsVectorLayer | None:

        try:
            return editable(self._looked.path, table)
        except DataError as error:
            show_error(self._iface, error)
            return None

    def _show_place(self, position: int) -> None:
        from ..layers.convert import qgis_crs

        fresh = self._looked.fresh
        show_place(self._iface, from_shapely(fresh.geometry.iloc[position]), qgis_crs(fresh.crs))

    def _show_help(self) -> None:
        show_manual(self._dialog, "digitize")


def cut(layer: QgsVectorLayer, fid: int, findings: gpd.GeoDataFrame, index: RuleIndex) -> bool:
    """Cut a feature out of the zones its findings name; tell whether anything is left and was cut."""
    from ..core.sketch import cut_out
    from ..layers.convert import qgis_crs

    plane = qgis_crs(index.plane.crs)
    rest = cut_out(index, findings, outline_on(plane, layer, fid))
    if rest is None:
        return False
    return layer.changeGeometry(fid, stored(rest, plane, layer))


def waive(iface: QgisInterface, path: Path, findings: gpd.GeoDataFrame, reason: str) -> bool:
    """Write the waivers into the ledger, and say so; tell whether they are written."""
    try:
        count = write_waivers(path, findings, reason)
    except EcoLedgerError as error:
        show_error(iface, error)
        return False
    reload_waivers(path)
    title = QCoreApplication.translate("EcoLedger", "Violations waived: {count}").format(count=count)
    iface.messageBar().pushMessage(title, reason, Qgis.MessageLevel.Info, 8)
    return True


def say_unreadable(iface: QgisInterface, looked: Looked, said: set[tuple[str, int | None]]) -> None:
    """Say once of each zone that it could not be read, so that nothing can be ruled out there."""
    lost = [fault for fault in unreadable(looked.result) if (fault.source, fault.fid) not in said]
    if not lost:
        return
    said.update((fault.source, fault.fid) for fault in lost)
    title = QCoreApplication.translate("EcoLedger", "Not readable: {count} zones or interventions")
    text = QCoreApplication.translate("EcoLedger", "No conflict with them can be ruled out.")
    lines = "\n".join(map(fault_line, lost))
    label = QCoreApplication.translate("EcoLedger", "Show…")
    show = {label: lambda: show_text(iface.mainWindow(), title.format(count=len(lost)), lines)}
    say(iface, title.format(count=len(lost)), text, show, Qgis.MessageLevel.Warning)


def unreadable(result: RuleResult) -> list[Fault]:
    """Return the zones and features that could not be read."""
    return [fault for fault in result.notes if fault.id in ("rules.unreadable", "rules.unchecked")]


def _doubts(looked: Looked) -> str:
    """Return what cannot be ruled out beside what was found; empty where all could be looked at."""
    count = int((~looked.result.checked.conclusive).sum())
    if not count:
        return ""
    text = QCoreApplication.translate("EcoLedger", "{count} rules cannot be ruled out").format(count=count)
    return "\n".join([text, *map(fault_line, unreadable(looked.result))])


def _violation(looked: Looked, position: int) -> Violation:
    from ..core.sketch import Conflict
    from ..dialogs.sketch_question import Violation

    language = wording.language()
    own = looked.fresh.iloc[[position]]
    row = own.iloc[0]
    [(_, line)] = conflict_lines([Conflict.of(own)], looked.plan.rules, language)
    said = next(restriction for restriction in looked.plan.restrictions if restriction.id == row.id)
    message, hint = (getattr(said, f"{name}_{language}") for name in ("message", "suggestion"))
    cuts = row.relation in ("inside", "touches") and row.share < 1 - 1e-9
    return Violation(_name(looked.path, row.layer, int(row.fid)), line, message, hint, cuts)


def _name(path: Path, table: str, fid: int) -> str:
    from ..layers.convert import plain
    from ..layers.project import find_layer

    layer = find_layer(path, table)
    feature = layer.getFeature(fid) if layer is not None else None
    named = feature is not None and feature.isValid() and plain(feature["name"])
    return named or f"FID {fid}"
