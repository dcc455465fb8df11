"""What the chosen items are to be: boxes that show the first one's answers and set them for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QObject, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QSpinBox, QWidget

from .import_views import Choices, ItemView

QUESTIONS = ("becomes", "segments", "lobes", "width")  # not every item has them
BOXES = ("target", "measure", "status", "township", "becomes", "segments", "lobes")


class ItemForm(QObject):
    """Fills the boxes of the window it is given; `chosen` tells of a field and its value.

    Parameters
    ----------
    form : QWidget
        With the boxes as attributes: `BOXES`, ``year``, ``width``, each with its label, and ``chosen``.
    """

    chosen = pyqtSignal(str, object)

    def __init__(self, form: QWidget, choices: Choices) -> None:
        super().__init__(form)
        self._about: QLabel = form.chosen
        self._year: QSpinBox = form.year
        self._width: QDoubleSpinBox = form.width
        self._boxes: dict[str, QComboBox] = {name: getattr(form, name) for name in BOXES}
        self._questions = {name: (getattr(form, f"{name}_label"), getattr(form, name)) for name in QUESTIONS}
        self._fill(choices)
        for name in QUESTIONS[1:]:
            self._ask(name, [])
        for name, box in self._boxes.items():
            box.activated.connect(lambda i, name=name, box=box: self.chosen.emit(name, box.itemData(i)))
        self._year.valueChanged.connect(
            lambda year: self.chosen.emit("year", 0 if year == self._year.minimum() else year)
        )
        self._width.valueChanged.connect(lambda width: self.chosen.emit("width", width))

    def _fill(self, choices: Choices) -> None:
        none = ("", QCoreApplication.translate("EcoLedger", "(none)"))
        by_place = ("", QCoreApplication.translate("EcoLedger", "(by place)"))
        entries = {
            "target": [none, *choices.targets],
            "measure": [none, *choices.measures],
            "status": choices.statuses,
            "township": [by_place, *choices.townships],
            "becomes": choices.becomes,
            "segments": choices.segments,
            "lobes": choices.lobes,
        }
        for name, box in self._boxes.items():
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            for key, text in entries[name]:
                box.addItem(text, key)
        self._year.setSpecialValueText(none[1])
        self._width.setSpecialValueText(QCoreApplication.translate("EcoLedger", "none: a line"))

    def show_items(self, items: Sequence[ItemView]) -> None:
        """Show the answers of the first item; what is asked of none of them is not shown."""
        first = items[0]
        self._about.setText(
            QCoreApplication.translate("EcoLedger", "Chosen: {name}").format(name=first.name)
            if len(items) == 1
            else QCoreApplication.translate(
                "EcoLedger", "Items chosen: {count}; what is set here is set for all of them."
            ).format(count=len(items))
        )
        for name, box in self._boxes.items():
            box.setCurrentIndex(max(box.findData(getattr(first, name)), 0))
        with QSignalBlocker(self._year), QSignalBlocker(self._width):
            self._year.setValue(first.year or self._year.minimum())
            self._width.setValue(first.width)
        place = QCoreApplication.translate("EcoLedger", "(by place: {name})").format(name=first.place or "–")
        self._boxes["township"].setItemText(0, place)
        for name in QUESTIONS:
            self._ask(name, [item.questions[name] for item in items if name in item.questions])

    def _ask(self, name: str, reasons: Sequence[str]) -> None:
        """Let a question be answered where one of the items has it and nothing stands in the way."""
        why_not = "" if "" in reasons else next(iter(reasons), "")
        for widget in self._questions[name]:
            widget.setVisible(bool(reasons))
            widget.setEnabled(not why_not)
            widget.setToolTip(why_not)


def asked(items: Sequence[ItemView], name: Any) -> list[ItemView]:
    """Return the items a field can be set for: all, but for questions that are not theirs."""
    return [item for item in items if name not in QUESTIONS or item.questions.get(name) == ""]
