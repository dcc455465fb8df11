"""The points that were taken out of tracks: reasons with their numbers, each opens to its points."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem

from .import_views import ItemView


def prepare(tree: QTreeWidget) -> None:
    """Give the tree its columns."""
    tree.setHeaderLabels(
        [
            QCoreApplication.translate("EcoLedger", "Reason, item"),
            QCoreApplication.translate("EcoLedger", "Point"),
            QCoreApplication.translate("EcoLedger", "Time"),
            QCoreApplication.translate("EcoLedger", "Longitude, latitude"),
        ]
    )


def show_removed(tree: QTreeWidget, items: Sequence[ItemView]) -> int:
    """Show what was removed of items, by reason; return how many points that are."""
    tree.clear()
    reasons: dict[str, QTreeWidgetItem] = {}
    counts: dict[str, int] = {}
    for item in items:
        for view in item.removals:
            top = reasons.setdefault(view.reason, QTreeWidgetItem())
            counts[view.reason] = counts.get(view.reason, 0) + view.count
            top.addChildren([QTreeWidgetItem([item.name, *point]) for point in view.points])
            if view.count > len(view.points):
                more = QCoreApplication.translate("EcoLedger", "{item}: {count} more")
                text = more.format(item=item.name, count=f"{view.count - len(view.points):,}")
                top.addChild(QTreeWidgetItem([text]))
    for reason, top in reasons.items():
        top.setText(0, f"{reason} ({counts[reason]:,})")
    tree.addTopLevelItems(list(reasons.values()))
    for top in reasons.values():
        top.setFirstColumnSpanned(True)
    tree.expandAll()  # columns are made as wide as what is open
    for column in range(3):
        tree.resizeColumnToContents(column)
    if len(reasons) > 1:
        tree.collapseAll()
    return sum(counts.values())
