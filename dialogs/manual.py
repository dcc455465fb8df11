"""The manual in a window: its pages at the left, the one being read at the right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtWidgets import QDialog, QListWidgetItem, QWidget

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


class ManualWindow(QDialog, FORM):
    """Shows Markdown files; links between them lead from page to page, others to the web browser.

    Parameters
    ----------
    pages : mapping of Path to str
        File of a page to its title, in the order of the list.
    """

    def __init__(self, pages: Mapping[Path, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.split.setSizes([210, 690])
        for file, title in pages.items():
            item = QListWidgetItem(title, self.pages)
            item.setData(Qt.ItemDataRole.UserRole, QUrl.fromLocalFile(str(file)))
        self.pages.currentItemChanged.connect(self._open)
        self.text.sourceChanged.connect(self._mark)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.text.forwardAvailable.connect(self.forward.setEnabled)
        self.back.clicked.connect(self.text.backward)
        self.forward.clicked.connect(self.text.forward)

    def show_page(self, file: Path) -> None:
        """Open a page and come to the front."""
        self.text.setSource(QUrl.fromLocalFile(str(file)))
        self.show()
        self.raise_()
        self.activateWindow()

    def _open(self, item: QListWidgetItem) -> None:
        self.text.setSource(item.data(Qt.ItemDataRole.UserRole))

    def _mark(self, source: QUrl) -> None:
        """Mark the page in the list that a link or the way back has led to."""
        for row in range(self.pages.count()):
            item = self.pages.item(row)
            if item.data(Qt.ItemDataRole.UserRole).path() == source.path():
                self.pages.blockSignals(True)
                self.pages.setCurrentItem(item)
                self.pages.blockSignals(False)
