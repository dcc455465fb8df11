"""The dock that says what is at a place, and whether something may be done there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent, QIcon
from qgis.PyQt.QtWidgets import QApplication, QCompleter, QDockWidget, QWidget

from .flow_layout import FlowLayout
from .reasons import allow

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
NOTHING, PROJECT, TARGET = "nothing", "project", "target"


@dataclass(frozen=True)
class Wanted:
    """What is to be done: `kind` is NOTHING, PROJECT or TARGET; `key` its word or id; `name` as shown."""

    kind: str = NOTHING
    key: str = ""
    name: str = ""
    measure: str = ""
    measure_name: str = ""


class PlaceDock(QDockWidget, FORM):
    """Asks what is to be done and where; shows the answer."""

    tool_wanted = pyqtSignal(str)  # point or area; empty: put it down
    selection_wanted = pyqtSignal()
    works_changed = pyqtSignal()
    zoom_wanted = pyqtSignal(int)  # number of a link in the answer
    export_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    help_wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, icons: tuple[QIcon, QIcon, QIcon], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._text = ""
        self._tools = {"point": self.point, "area": self.area}
        flow = FlowLayout()
        for button, icon in zip((self.point, self.area, self.selection), icons, strict=True):
            button.setIcon(icon)
            flow.addWidget(button)
        self.where.setLayout(flow)
        completer = self.works.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._connect()
        self.show_answer("", "")

    def _connect(self) -> None:
        for name, button in self._tools.items():
            button.clicked.connect(lambda on, name=name: self.tool_wanted.emit(name if on else ""))
        self.selection.clicked.connect(self.selection_wanted)
        self.works.currentIndexChanged.connect(self._works_changed)
        self.works.lineEdit().editingFinished.connect(self._works_changed)
        self.measure.currentIndexChanged.connect(self.works_changed)
        self.answer.anchorClicked.connect(self._follow)
        self.copy.clicked.connect(self._copy)
        self.export_page.clicked.connect(self.export_wanted)
        self.open_ledger.clicked.connect(self.open_wanted)
        self.help.clicked.connect(self.help_wanted)

    # What it is shown

    def offer(
        self, projects: Sequence[Wanted], targets: Sequence[Wanted], measures: Sequence[tuple[str, str]]
    ) -> None:
        """Offer kinds of projects, targets and measures; what was chosen stays where it is still there."""
        before, measure = self.wanted(), self.measure.currentData()
        for box in (self.works, self.measure):
            box.blockSignals(True)
            box.clear()
        only = QCoreApplication.translate("EcoLedger", "Only show what applies there")
        self.works.addItem(only, Wanted())
        for group in (projects, targets):
            self.works.insertSeparator(self.works.count())
            for wanted in group:
                self.works.addItem(wanted.name, wanted)
        self.measure.addItem(QCoreApplication.translate("EcoLedger", "(not chosen)"), "")
        for code, name in measures:
            self.measure.addItem(name, code)
        self.measure.setCurrentIndex(max(self.measure.findData(measure), 0))
        self.choose(before)
        for box in (self.works, self.measure):
            box.blockSignals(False)
        self._works_changed()

    def choose(self, wanted: Wanted) -> None:
        """Choose what is to be done."""
        keys = [(w.kind, w.key) if (w := self.works.itemData(i)) else None for i in range(self.works.count())]
        if (wanted.kind, wanted.key) in keys:
            self.works.setCurrentIndex(keys.index((wanted.kind, wanted.key)))
        else:
            self.works.setEditText(wanted.name)

    def show_nothing(self, text: str, may_open: bool) -> None:
        """Say why no place can be asked about, and what to do."""
        self.show_state(text)
        self.open_ledger.setVisible(may_open)

    def show_state(self, text: str) -> None:
        """Say what the dock waits for; empty: nothing."""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.open_ledger.hide()

    def show_progress(self, share: float | None) -> None:
        """Show how far the preparation is; None: it is over."""
        self.bar.setVisible(share is not None)
        self.bar.setValue(round(share or 0))

    def show_answer(self, page: str, text: str) -> None:
        """Show an answer as HTML; `text` is what is copied."""
        self._text = text
        self.answer.setHtml(page)
        none = QCoreApplication.translate("EcoLedger", "Ask about a place first")
        for button in (self.copy, self.export_page):
            allow(button, "" if text else none)

    def show_selection(self, count: int) -> None:
        """Offer the selected features of the current layer as a place."""
        none = QCoreApplication.translate("EcoLedger", "Select features of the current layer first")
        allow(self.selection, "" if count else none)

    def show_tool(self, name: str) -> None:
        """Show which tool is in hand."""
        for own, button in self._tools.items():
            button.setChecked(own == name)

    # What it answers

    def wanted(self) -> Wanted:
        """Return what is to be done; a text of the user's own is a kind of project."""
        text = self.works.currentText().strip()
        chosen = self.works.itemData(self.works.currentIndex())
        if chosen is None or text != chosen.name and chosen.kind != NOTHING:
            return Wanted(PROJECT, text, text) if text else Wanted()
        if chosen.kind == NOTHING and text not in ("", self.works.itemText(0)):
            return Wanted(PROJECT, text, text)
        if chosen.kind != TARGET:
            return chosen
        code, name = self.measure.currentData() or "", self.measure.currentText()
        return Wanted(TARGET, chosen.key, chosen.name, code, name if code else "")

    # Inside

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closed.emit()

    def _works_changed(self) -> None:
        is_target = self.wanted().kind == TARGET
        reason = QCoreApplication.translate("EcoLedger", "Only an intervention for a target has a measure")
        allow(self.measure, "" if is_target else reason)
        self.works_changed.emit()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)

    def _follow(self, link: QUrl) -> None:
        self.zoom_wanted.emit(int(link.fragment()))
