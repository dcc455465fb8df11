"""Ask what a new ledger is made of: a plan, the layer of its townships, a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QWidget

from .buttons import label_buttons
from .reasons import allow

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


@dataclass(frozen=True)
class Answer:
    """The plan's folder (empty: the shipped plan), a layer's id or a file, and the file to make."""

    plan: str
    townships: str
    path: str


class NewLedgerDialog(QDialog, FORM):
    """A question; `answer` tells what was chosen.

    Parameters
    ----------
    layers : mapping of str to str
        Id of a polygon layer to the name to show.
    is_there : callable
        Tells whether a file of that path exists: nothing is overwritten.
    """

    help_wanted = pyqtSignal()

    def __init__(
        self, layers: dict[str, str], is_there: Callable[[str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._is_there = is_there
        for key, name in layers.items():
            self.townships.addItem(name, key)
        self._dress_files()
        self.browse.clicked.connect(self._choose_file)
        label_buttons(self.buttons)
        self._create = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._create.setText(QCoreApplication.translate("EcoLedger", "&Create"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)
        self.plan.fileChanged.connect(self._judge)
        self.file.fileChanged.connect(self._judge)
        self.townships.currentIndexChanged.connect(self._judge)
        self._judge()

    def answer(self) -> Answer:
        """Return what was chosen; a file without an ending becomes a GeoPackage."""
        path = self.file.filePath().strip()
        if path and not path.lower().endswith(".gpkg"):
            path += ".gpkg"
        return Answer(self.plan.filePath().strip(), self.townships.currentData() or "", path)

    def _dress_files(self) -> None:
        self.plan.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        shipped = QCoreApplication.translate("EcoLedger", "Empty: the plan of Yunyang of 2018")
        self.plan.lineEdit().setPlaceholderText(shipped)
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setConfirmOverwrite(False)  # an existing file is refused here, with the reason
        self.file.setFilter(QCoreApplication.translate("EcoLedger", "Ledger (*.gpkg)"))

    def _choose_file(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "File of the townships")
        kinds = QCoreApplication.translate(
            "EcoLedger", "Polygon files (*.gpkg *.shp *.geojson *.kml);;All (*)"
        )
        file, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if file:
            self.townships.addItem(Path(file).name, file)
            self.townships.setCurrentIndex(self.townships.count() - 1)

    def _judge(self) -> None:
        reason = self._reason()
        self.reason.setText(reason)
        allow(self._create, reason)

    def _reason(self) -> str:
        """Say why the answer is not complete; empty where it is."""
        answer = self.answer()
        if not answer.townships:
            return QCoreApplication.translate(
                "EcoLedger", "Choose the layer of the townships, or a file of them with “…”."
            )
        if not answer.path:
            return QCoreApplication.translate("EcoLedger", "Choose the file the ledger is to be kept in.")
        if self._is_there(answer.path):
            return QCoreApplication.translate(
                "EcoLedger", "{file} is there already; choose another name."
            ).format(file=Path(answer.path).name)
        return ""
