"""Write what the progress dock shows to files: the table for Excel, the charts as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, Qt
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.errors import DataError
from .messages import show_error

FORMATS = {".csv": "CSV (*.csv)", ".xlsx": "Excel (*.xlsx)", ".svg": "SVG (*.svg)", ".png": "PNG (*.png)"}
SHARP = 2  # pixels of a PNG per unit of the picture


def ask_file(iface: QgisInterface, endings: Sequence[str], name: str, folder: Path) -> Path | None:
    """Ask where to write; a name without one of the endings gets that of the chosen format."""
    title = QCoreApplication.translate("EcoLedger", "Write to a file")
    formats = {FORMATS[ending]: ending for ending in endings}
    suggested = str(folder / f"{name}{endings[0]}")
    file, chosen = QFileDialog.getSaveFileName(iface.mainWindow(), title, suggested, ";;".join(formats))
    if not file:
        return None
    return Path(file if file.lower().endswith(tuple(endings)) else file + formats.get(chosen, endings[0]))


def write_sheet(
    iface: QgisInterface, path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]], sheet: str
) -> None:
    """Write a table and say so, or why not."""
    from ..layers.export import write_table

    try:
        write_table(path, headings, rows, sheet)
    except DataError as error:
        show_error(iface, error)
    else:
        _say_written(iface, path)


def write_picture(iface: QgisInterface, path: Path, svg: str) -> None:
    """Write a picture as SVG, or as PNG where the file's name says so."""
    from ..layers.export import write_whole

    try:
        write_whole(path, lambda part: _write_picture(part, svg))
    except DataError as error:
        show_error(iface, error)
    else:
        _say_written(iface, path)


def _write_picture(path: Path, svg: str) -> None:
    if path.suffix.lower() != ".png":
        path.write_text(svg, encoding="utf-8")
        return
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(renderer.defaultSize() * SHARP, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if not image.save(str(path)):
        raise OSError(QCoreApplication.translate("EcoLedger", "the picture could not be saved"))


def _say_written(iface: QgisInterface, path: Path) -> None:
    title = QCoreApplication.translate("EcoLedger", "Written")
    iface.messageBar().pushMessage(title, str(path), Qgis.MessageLevel.Success, 8)
