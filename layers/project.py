"""Put the layers of a ledger into a project: one tidy group, each layer once, moved files reconnected.

A layer knows its ledger and table by two custom properties, whatever the user calls it and wherever it was
moved to in the tree. What is in the project already keeps its style, name, place and visibility.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from qgis.core import (
    QgsDataProvider,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from .. import wording
from ..core.model import Plan
from . import forms
from .ledgerfile import reading
from .schema import Table, tables
from .styles import STYLE_NAMES

LEDGER, TABLE, GROUP = "ecoledger/ledger", "ecoledger/table", "ecoledger/group"

# From the top of the map to its ground. The townships stand between the groups, so that a click on an
# intervention does not hit them first.
DRAWN = ("interventions", "base", "zone", "baseline", "tables")
GEOMETRIES = ("point", "line", "polygon", "none")
VISIBLE = {
    "intervention_points",
    "intervention_lines",
    "intervention_polygons",
    "tracks",
    "townships",
    "red_lines",
    "river_banks",
    "riverbank_zones",
}


def add_layers(path: str | Path, project: QgsProject | None = None) -> QgsLayerTreeGroup:
    """Add what is missing of the ledger at `path` to the project and return its group.

    Layers of this ledger that point to another place, because the file was moved, get the new path. An empty
    project takes the ledger's CRS and its ellipsoid.
    """
    project = project or QgsProject.instance()
    path = Path(path).absolute()
    with reading(path) as database:
        info = dict(database.execute("SELECT key, value FROM ledger_info"))
        qml = _styles_in(database, wording.language())
    ledger, empty = info["ledger_id"], not project.mapLayers()
    present = _present(project, ledger, path)
    for layer in present:
        _reconnect(layer, path)
    missing = tables().keys() - {layer.customProperty(TABLE) for layer in present}
    root = project.layerTreeRoot()
    group = _find_group(root, LEDGER, ledger)
    if group is None and not missing:
        return root.findLayer(present[0]).parent()
    group = group or _new_group(root, 0, _title(info), LEDGER, ledger)
    for name in missing:
        layer = _ledger_layer(path, tables()[name], ledger, qml.get(name, ""))
        if layer.isValid():
            project.addMapLayer(layer, False)
            _show(group, layer, tables()[name])
    if empty:
        project.setCrs(find_layer(path, "townships", project).crs(), True)
    return group


def find_layer(path: str | Path, table: str, project: QgsProject | None = None) -> QgsVectorLayer | None:
    """Return the project's layer of a table of the ledger at `path`; None where there is none."""
    return ledger_layers(path, project).get(table)


def ledger_layers(path: str | Path, project: QgsProject | None = None) -> dict[str, QgsVectorLayer]:
    """Return the project's layers of the ledger at `path` by table; of two of one table the first."""
    layers = (project or QgsProject.instance()).mapLayers().values()
    ours = [la for la in layers if la.customProperty(TABLE) and _reads(la, Path(path))]
    return {layer.customProperty(TABLE): layer for layer in reversed(ours)}


def ledgers(project: QgsProject | None = None) -> list[Path]:
    """Return the files of the ledgers in the project, each once, in the order of its layers."""
    layers = (project or QgsProject.instance()).layerTreeRoot().layerOrder()
    ours = (la for la in layers if la.customProperty(LEDGER) and la.isValid())
    return list(dict.fromkeys(map(ledger_of, ours)))


def ledger_of(layer: QgsVectorLayer) -> Path:
    """Return the file of the ledger that one of its layers reads."""
    return Path(_source(layer)["path"])


def refresh_choices(path: str | Path, plan: Plan, project: QgsProject | None = None) -> None:
    """Let the forms of a ledger's layers in the project offer what its plan holds now."""
    for table in tables().values():
        layer = find_layer(path, table.name, project)
        if layer is not None:
            forms.offer(layer, table, plan, wording.language())


def _uri(path: Path, table: str) -> str:
    return QgsProviderRegistry.instance().encodeUri("ogr", {"path": str(path), "layerName": table})


def _title(info: dict[str, str]) -> str:
    title = QCoreApplication.translate("EcoLedger", "EcoLedger · {district}")
    return title.format(district=info["plan_district_name_zh"])


def _group_title(key: str) -> str:
    return {
        "interventions": QCoreApplication.translate("EcoLedger", "Interventions"),
        "zone": QCoreApplication.translate("EcoLedger", "Zones"),
        "baseline": QCoreApplication.translate("EcoLedger", "Baselines"),
        "tables": QCoreApplication.translate("EcoLedger", "Tables and records"),
    }[key]


# What is there already


def _present(project: QgsProject, ledger: str, path: Path) -> list[QgsVectorLayer]:
    """Return the ledger's layers in the project; one the user dragged in from the file is taken on."""
    found = []
    for layer in project.mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr":
            continue
        if not layer.customProperty(LEDGER) and _reads(layer, path):
            _mark(layer, ledger, _source(layer).get("layerName"))
        if layer.customProperty(LEDGER) == ledger and layer.customProperty(TABLE) in tables():
            found.append(layer)
    return found


def _source(layer: QgsVectorLayer) -> dict[str, str]:
    return QgsProviderRegistry.instance().decodeUri("ogr", layer.source())


def _reads(layer: QgsVectorLayer, path: Path) -> bool:
    """Tell whether the layer reads the file at `path`, however its path is written."""
    try:
        return os.path.samefile(_source(layer).get("path") or "", path)
    except OSError:  # where the layer looks, there is no file
        return False


def _reconnect(layer: QgsVectorLayer, path: Path) -> None:
    """Let a layer read from the ledger at `path`; QGIS keeps its style."""
    if not (layer.isValid() and _reads(layer, path)):
        uri = _uri(path, layer.customProperty(TABLE))
        layer.setDataSource(uri, layer.name(), "ogr", QgsDataProvider.ProviderOptions())


def _mark(layer: QgsVectorLayer, ledger: str, table: str | None) -> None:
    layer.setCustomProperty(LEDGER, ledger)
    layer.setCustomProperty(TABLE, table)


# What is missing


def _ledger_layer(path: Path, table: Table, ledger: str, qml: str) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsVectorLayer(_uri(path, table.name), getattr(table, wording.language()), "ogr", options)
    if qml:
        document = QDomDocument()
        document.setContent(qml)
        layer.importNamedStyle(document)
    _mark(layer, ledger, table.name)
    return layer


def _styles_in(database: sqlite3.Connection, language: str) -> dict[str, str]:
    """Return each table's default style; where that is one of ours, the one in `language`."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone():
        return {}
    rows = database.execute(
        "SELECT f_table_name, styleName, useAsDefault, styleQML FROM layer_styles ORDER BY update_time"
    ).fetchall()
    styles = {(table, name): qml for table, name, _, qml in rows}
    defaults = {table: name for table, name, default, _ in rows if default}
    ours = set(STYLE_NAMES.values())
    for table, name in defaults.items():
        if name in ours and (table, STYLE_NAMES[language]) in styles:
            defaults[table] = STYLE_NAMES[language]
    return {table: styles[table, name] for table, name in defaults.items()}


def _show(group: QgsLayerTreeGroup, layer: QgsVectorLayer, table: Table) -> None:
    """Put a layer into its place in the tree."""
    parent = group if table.group == "base" else _find_group(group, GROUP, table.group)
    if parent is None:
        index = _index(group, (DRAWN.index(table.group),))
        parent = _new_group(group, index, _group_title(table.group), GROUP, table.group)
        parent.setExpanded(table.group == "interventions")
    node = parent.insertLayer(_index(parent, _depth(table)), layer)
    node.setExpanded(False)
    node.setItemVisibilityChecked(table.name in VISIBLE)


def _find_group(parent: QgsLayerTreeGroup, key: str, value: str) -> QgsLayerTreeGroup | None:
    """Return the group we marked so, at any depth: the user may have renamed and moved it."""
    return next((g for g in parent.findGroups(True) if g.customProperty(key) == value), None)


def _new_group(parent: QgsLayerTreeGroup, index: int, title: str, key: str, value: str) -> QgsLayerTreeGroup:
    group = parent.insertGroup(index, title)
    group.setCustomProperty(key, value)
    return group


def _depth(table: Table) -> tuple[int, ...]:
    """Say how deep in the map a table is drawn: group by group, points over lines over polygons."""
    order = list(tables()).index(table.name)
    return DRAWN.index(table.group), GEOMETRIES.index(table.geometry), order


def _index(group: QgsLayerTreeGroup, depth: tuple[int, ...]) -> int:
    """Return the place among the group's children: above the first of ours that is drawn deeper."""
    children = group.children()
    deeper = (i for i, node in enumerate(children) if (own := _node_depth(node)) and own > depth)
    return next(deeper, len(children))


def _node_depth(node: QgsLayerTreeNode) -> tuple[int, ...] | None:
    """Return the depth of a node we made; None for what the user put there."""
    if isinstance(node, QgsLayerTreeGroup):
        return (DRAWN.index(node.customProperty(GROUP)),) if node.customProperty(GROUP) in DRAWN else None
    layer = node.layer()
    table = tables().get(layer.customProperty(TABLE)) if layer else None
    return _depth(table) if table else None
