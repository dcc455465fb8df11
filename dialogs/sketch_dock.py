"""Choose what is drawn, and decide about what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QComboBox, QDockWidget, QLabel, QPushButton, QWidget

FORBIDDEN = "color: #b00020; font-weight: bold"

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


@dataclass(frozen=True)
class Answer:
    """What is drawn next: keys of a target and a measure, a status and a year."""

    target: str
    measure: str
    status: int
    year: int


@dataclass(frozen=True)
class Finding:
    """What speaks against a shape, and what its button offers; empty where nothing can be offered.

    What is forbidden is kept only with a waiver.
    """

    text: str
    offer: str = ""
    hint: str = ""
    forbidden: bool = False


class SketchDock(QDockWidget, FORM):
    """Says what the user wants drawn and done; decides nothing.

    Parameters
    ----------
    measures, statuses : sequence of (key, name)
    """

    draw_wanted = pyqtSignal(bool)
    answer_changed = pyqtSignal()
    offer_taken = pyqtSignal(int)  # position of the finding
    form_wanted = pyqtSignal()
    discard_wanted = pyqtSignal()
    help_wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(
        self,
        measures: Sequence[tuple[str, str]],
        statuses: Sequence[tuple[int, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        _fill(self.measure, measures)
        _fill(self.status, statuses)
        self._must_say_why = False
        self._buttons: list[QPushButton] = []
        for box in (self.target, self.measure, self.status):
            box.currentIndexChanged.connect(lambda position: self.answer_changed.emit())
        self.year.valueChanged.connect(lambda year: self.answer_changed.emit())
        self.draw.clicked.connect(self.draw_wanted)
        self.reason.textChanged.connect(lambda text: self._tell_what_is_lacking())
        self.fill_in.clicked.connect(lambda: self.form_wanted.emit())
        self.discard.clicked.connect(lambda: self.discard_wanted.emit())
        self.help.clicked.connect(lambda: self.help_wanted.emit())
        self.show_nothing_drawn()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closed.emit()

    def answer(self) -> Answer:
        """Return what is chosen."""
        target, measure = self.target.currentData() or "", self.measure.currentData() or ""
        return Answer(target, measure, self.status.currentData(), self.year.value())

    def choose(self, answer: Answer) -> None:
        """Choose what was chosen last; what there is no more of leaves the first choice."""
        for box, key in (
            (self.target, answer.target),
            (self.measure, answer.measure),
            (self.status, answer.status),
        ):
            box.setCurrentIndex(max(box.findData(key), 0))
        self.year.setValue(answer.year)

    def offer_targets(self, targets: Sequence[tuple[str, str]]) -> None:
        """List the targets that can be drawn; the one chosen stays chosen."""
        chosen = self.target.currentData()
        blocked = self.target.blockSignals(True)
        _fill(self.target, targets)
        self.target.setCurrentIndex(max(self.target.findData(chosen), 0))
        self.target.blockSignals(blocked)

    def set_state(self, text: str, why_not: str = "") -> None:
        """Say how it stands; nothing can be drawn where there is a reason why not."""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.draw.setEnabled(not why_not)
        self.draw.setToolTip(
            why_not
            or QCoreApplication.translate("EcoLedger", "Click the corners; right-click ends the shape")
        )

    def set_drawing(self, drawing: bool) -> None:
        """Show whether the map tool is up."""
        self.draw.setChecked(drawing)

    def show_drawn(self, summary: str, findings: Sequence[Finding]) -> None:
        """Show a shape's amounts and what speaks against it."""
        self._remove_findings()
        self.summary.setText(summary)
        for position, finding in enumerate(findings):
            self._add(position, finding)
        self._must_say_why = bool(findings)
        self.reason_label.setVisible(self._must_say_why)
        self.reason.setVisible(self._must_say_why)
        self.reason.setPlaceholderText(_where_the_reason_goes(findings))
        self.drawn.show()
        self._tell_what_is_lacking()
        (self._buttons[0] if self._buttons else self.fill_in).setFocus()

    def show_nothing_drawn(self) -> None:
        """Hide what was said of the last shape."""
        self._remove_findings()
        self.reason.clear()
        self.drawn.hide()

    def _add(self, position: int, finding: Finding) -> None:
        text = QLabel(f"{'✖' if finding.forbidden else '⚠'} {finding.text}")
        text.setWordWrap(True)
        if finding.forbidden:
            text.setStyleSheet(FORBIDDEN)
        self.findings.addWidget(text)
        if finding.offer:
            button = QPushButton(finding.offer)
            button.setToolTip(finding.hint)
            button.clicked.connect(lambda: self.offer_taken.emit(position))
            self.findings.addWidget(button)
            self._buttons.append(button)
        elif finding.hint:
            both = QCoreApplication.translate("EcoLedger", "{problem}. {suggestion}")
            text.setText(both.format(problem=text.text(), suggestion=finding.hint))

    def _remove_findings(self) -> None:
        self._buttons = []
        while self.findings.count():
            widget = self.findings.takeAt(0).widget()
            widget.hide()  # at once: it may be its own button that is pressed
            widget.deleteLater()

    def _tell_what_is_lacking(self) -> None:
        lacking = self._must_say_why and not self.reason.text().strip()
        self.fill_in.setEnabled(not lacking)
        why = QCoreApplication.translate("EcoLedger", "Take an offer, or say why the shape is kept as it is")
        self.fill_in.setToolTip(why if lacking else "")


def _where_the_reason_goes(findings: Sequence[Finding]) -> str:
    if any(finding.forbidden for finding in findings):
        return QCoreApplication.translate("EcoLedger", "waives the violation; with the approval's number")
    return QCoreApplication.translate("EcoLedger", "goes into the remark")


def _fill(box: QComboBox, choices: Sequence[tuple[object, str]]) -> None:
    box.clear()
    for key, name in choices:
        box.addItem(name, key)
