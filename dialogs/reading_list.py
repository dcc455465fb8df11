"""Ways to read a file, one a row, the likeliest first; a press chooses one."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem

ID = Qt.ItemDataRole.UserRole


class ReadingList(QObject):
    """Fills the tree; `pressed` tells the id of a row.

    Parameters
    ----------
    headings : sequence of str
        The last column tells the reasons: it takes what width there is.
    """

    pressed = pyqtSignal(str)
    _told = pyqtSignal(str)

    def __init__(self, tree: QTreeWidget, headings: Sequence[str]) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.setHeaderLabels(list(headings))
        tree.itemClicked.connect(self._press)
        tree.itemActivated.connect(self._press)
        self._told.connect(self.pressed, Qt.ConnectionType.QueuedConnection)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str], str]], chosen: str) -> None:
        """Show rows of (id, texts, tooltip of the reasons); the chosen one has a tick."""
        self._tree.clear()
        last = self._tree.columnCount() - 1
        for id, texts, reasons in rows:
            name = f"✓ {texts[0]}" if id == chosen else texts[0]
            row = QTreeWidgetItem(self._tree, [name, *texts[1:]])
            row.setData(0, ID, id)
            row.setToolTip(last, reasons)
        for column in range(last):
            self._tree.resizeColumnToContents(column)

    def _press(self, row: QTreeWidgetItem) -> None:
        """Tell of a reading once Qt is done with its row: what is told makes the rows anew.

        One press may be both a click and an activation.
        """
        self._told.emit(row.data(0, ID))
