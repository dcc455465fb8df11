"""The list of a deduction's pieces, and the buttons that show one on the map or open its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QTableWidget, QTableWidgetItem

from .progress_model import number

if TYPE_CHECKING:
    from ..core.standing import Piece

AMOUNT, FID, EARLIER_FID, NAME, TOWNSHIP, UUID, EARLIER_UUID = range(7)


class PiecesTable(QObject):
    """Fills the table and keeps the buttons in step with the chosen row."""

    piece_chosen = pyqtSignal(object)
    form_wanted = pyqtSignal(str, int)

    def __init__(
        self, table: QTableWidget, zoom: QPushButton, form: QPushButton, earlier_form: QPushButton
    ) -> None:
        super().__init__(table)
        self._table, self._zoom, self._form, self._earlier = table, zoom, form, earlier_form
        self._pieces: Sequence[Piece] = ()
        table.verticalHeader().hide()
        table.itemSelectionChanged.connect(self._chosen)
        table.cellActivated.connect(lambda row, column: self._show())
        zoom.clicked.connect(self._show)
        form.clicked.connect(self._open)
        earlier_form.clicked.connect(self._open_earlier)
        self.show_pieces((), "", 0)

    def show_pieces(self, pieces: Sequence[Piece], unit: str, decimals: int) -> None:
        """List pieces; amounts in `unit`."""
        self._pieces = pieces
        self._table.clear()
        self._table.setRowCount(len(pieces))
        self._table.setColumnCount(len(_headings(unit)))
        self._table.setHorizontalHeaderLabels(_headings(unit))
        for i, piece in enumerate(pieces):
            for column, text in enumerate(_texts(piece, decimals)):
                item = QTableWidgetItem(text)
                if column in (AMOUNT, FID, EARLIER_FID):
                    item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
                item.setToolTip(text)
                self._table.setItem(i, column, item)
        self._table.resizeColumnsToContents()
        self._chosen()

    def piece(self) -> Piece | None:
        """Return the chosen piece."""
        rows = self._table.selectionModel().selectedRows()
        return self._pieces[rows[0].row()] if rows else None

    def _chosen(self) -> None:
        piece = self.piece()
        none = QCoreApplication.translate("EcoLedger", "Choose a piece in the list first")
        no_place = QCoreApplication.translate("EcoLedger", "It has no geometry to show")
        no_earlier = QCoreApplication.translate("EcoLedger", "It repeats no earlier intervention")
        _switch(self._zoom, none if piece is None else "" if piece.wkb else no_place)
        _switch(self._form, none if piece is None else "")
        _switch(self._earlier, none if piece is None else "" if piece.earlier_fid is not None else no_earlier)
        if piece is not None and piece.wkb:
            self.piece_chosen.emit(piece)

    def _show(self) -> None:
        piece = self.piece()
        if piece is not None and piece.wkb:
            self.piece_chosen.emit(piece)

    def _open(self) -> None:
        piece = self.piece()
        self.form_wanted.emit(piece.table, piece.fid)

    def _open_earlier(self) -> None:
        piece = self.piece()
        self.form_wanted.emit(piece.earlier_table, piece.earlier_fid)


def _switch(button: QPushButton, reason: str) -> None:
    """Switch a button off, saying why; on where there is no reason."""
    button.setEnabled(not reason)
    button.setToolTip(reason)


def _headings(unit: str) -> list[str]:
    amount = QCoreApplication.translate("EcoLedger", "Amount ({unit})").format(unit=unit)
    return [
        amount,
        QCoreApplication.translate("EcoLedger", "FID"),
        QCoreApplication.translate("EcoLedger", "Earlier FID"),
        QCoreApplication.translate("EcoLedger", "Name"),
        QCoreApplication.translate("EcoLedger", "Township"),
        QCoreApplication.translate("EcoLedger", "UUID"),
        QCoreApplication.translate("EcoLedger", "Earlier UUID"),
    ]


def _texts(piece: Piece, decimals: int) -> list[str]:
    known = (piece.fid, piece.earlier_fid, piece.name, piece.township, piece.uuid, piece.earlier_uuid)
    return [number(piece.amount, decimals), *("" if value is None else str(value) for value in known)]
