"""The manual in a window: its pages at the left, the one being read at the right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.PyQt import uic
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QImage, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QListWidgetItem, QTextBrowser, QWidget

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


class PageView(QTextBrowser):
    """A page of Markdown whose pictures are no wider than itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenExternalLinks(True)
        # Always there: it would take room from a picture that was fitted in without it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def loadResource(self, kind: int, name: QUrl) -> Any:  # noqa: N802 - Qt's name
        """Return a file's content; of a picture the picture itself, fitted in."""
        content = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource or not content:
            return content
        picture = QImage.fromData(content)
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)


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
        self.text = PageView(self.split)
        self.setTabOrder(self.pages, self.text)
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
        self.show()  # first: pictures are fitted into the room there is
        self.text.setSource(QUrl.fromLocalFile(str(file)))
        self.raise_()
        self.activateWindow()

    def _open(self, item: QListWidgetItem) -> None:
        self.text.setSource(item.data(Qt.ItemDataRole.UserRole))

    def _mark(self, source: QUrl) -> None:
        """Mark the page in the list that a link or the way back has led to, or the page above it.

        A list without a mark would open its first page as soon as it is reached by the keyboard.
        """
        shown = source.path()
        above = f"{shown.rpartition('/')[0]}.md"
        for row in range(self.pages.count()):
            item = self.pages.item(row)
            if item.data(Qt.ItemDataRole.UserRole).path() in (shown, above):
                self.pages.blockSignals(True)
                self.pages.setCurrentItem(item)
                self.pages.blockSignals(False)
