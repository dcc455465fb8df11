"""Write the findings shown to a file: a page to print or send, a table, or a map layer."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.errors import DataError
from .messages import show_error

if TYPE_CHECKING:
    import geopandas as gpd

    from ..dialogs.findings_model import FindingRow

_FORMATS = {"html": "HTML (*.html)", "csv": "CSV (*.csv)", "gpkg": "GeoPackage (*.gpkg)"}
_COLUMNS = {
    **dict.fromkeys(("severity", "state", "rule", "id", "layer"), "text"),
    "source_fid": "integer",
    **dict.fromkeys(("uuid", "township"), "text"),
    **dict.fromkeys(("area_mu", "distance_m"), "real"),
    **dict.fromkeys(("problem", "suggestion", "basis", "reason"), "text"),
}
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font-family: sans-serif; margin: 2em; }} table {{ border-collapse: collapse; font-size: 90%; }}
th, td {{ border: 1px solid #999; padding: 3px 6px; text-align: left; vertical-align: top; }}
td.number {{ text-align: right; white-space: nowrap; }} pre {{ white-space: pre-wrap; }}
</style></head><body><h1>{title}</h1><p>{summary}</p><table><tr>{head}</tr>
{rows}
</table><pre>{looked_at}</pre></body></html>
"""


def export_findings(
    iface: QgisInterface,
    kind: str,
    ledger: Path,
    rows: Sequence[FindingRow],
    findings: gpd.GeoDataFrame,
    told: tuple[str, str],
) -> None:
    """Ask for a file and write findings to it; `told` is what was looked at, short and in full."""
    title = QCoreApplication.translate("EcoLedger", "Write the findings shown")
    name = QCoreApplication.translate("EcoLedger", "{ledger} findings").format(ledger=ledger.stem)
    suggested = str(ledger.parent / f"{name}.{kind}")
    file, _ = QFileDialog.getSaveFileName(iface.mainWindow(), title, suggested, _FORMATS[kind])
    if not file:
        return
    path = Path(file if file.lower().endswith(f".{kind}") else f"{file}.{kind}")
    try:
        _write(kind, path, name, rows, findings, told)
    except DataError as error:
        show_error(iface, error)
        return
    title = QCoreApplication.translate("EcoLedger", "Written")
    iface.messageBar().pushMessage(title, str(path), Qgis.MessageLevel.Success, 8)


def _write(
    kind: str,
    path: Path,
    name: str,
    rows: Sequence[FindingRow],
    findings: gpd.GeoDataFrame,
    told: tuple[str, str],
) -> None:
    from ..dialogs.findings_model import cells, headings
    from ..layers.export import write_table, write_whole
    from ..layers.findings_export import write_findings

    if kind == "csv":
        write_table(path, headings(), [cells(row) for row in rows])
    elif kind == "html":
        text = page(name, rows, told)
        write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))
    else:
        frame = _frame(rows, findings)
        write_whole(path, lambda part: write_findings(part, frame, _COLUMNS))


def page(title: str, rows: Sequence[FindingRow], told: tuple[str, str]) -> str:
    """Return the findings as a page that needs nothing else."""
    from ..dialogs.findings_model import cells, headings

    lines = ["<tr>" + "".join(map(_cell, cells(row))) + "</tr>" for row in rows]
    summary, looked_at = map(html.escape, told)
    head = "".join(f"<th>{html.escape(text)}</th>" for text in headings())
    words = {"title": html.escape(title), "summary": summary, "looked_at": looked_at}
    return _PAGE.format(head=head, rows="\n".join(lines), **words)


def _cell(value: object) -> str:
    if isinstance(value, float):
        text = "" if math.isnan(value) else f"{value:,.2f}"
        return f'<td class="number">{text}</td>'
    return f"<td>{html.escape(str(value))}</td>"


def _frame(rows: Sequence[FindingRow], findings: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows shown with the places of their findings."""
    own = findings.iloc[[row.position for row in rows]]
    words = {name: [getattr(row, name) for row in rows] for name in _COLUMNS if hasattr(rows[0], name)}
    return own[["id", "uuid", "geometry"]].assign(**words, source_fid=own.fid)
