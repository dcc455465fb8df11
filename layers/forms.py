"""How a table of the ledger is filled in: names, tabs, widgets, value maps, defaults and constraints.

Everything follows from `layers/schema`; what a field may hold comes from the code lists and from the plan.
Constraints are soft, so that a half-filled sheet can be saved in the field; only the uuid is held hard.
"""

from __future__ import annotations

from itertools import groupby

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsAttributeTableConfig,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsVectorLayer,
)

from ..core.model import Evidence, Plan
from ..core.plan.codes import shipped_words
from . import area_panel
from .schema import OWN_LISTS, Field, Table, tabs

# QGIS' value map knows NULL by this key.
NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
LONG_TEXTS = {"remark", "note", "reason", "rule", "before", "after"}
READ_ONLY = {"uuid", "official_hash", "source_sha256", "created", "created_by", "modified", "modified_by"}
KEPT_BY_THE_PROGRAM = {"history", "codes", "ledger_info"}
WIDTHS = {"fid": 50, "name": 200, "number": 140}  # pixels, where QGIS' own width does not fit
NAMES = ("name", "number", "key", "feature_uuid", "target", "id", "uuid")


def configure(layer: QgsVectorLayer, table: Table, plan: Plan, language: str) -> None:
    """Give a layer with the fields of `table` its names, form and attribute table, in zh or en."""
    for field in table.fields:
        index = layer.fields().indexOf(field.name)
        layer.setFieldAlias(index, getattr(field, language))
        layer.setEditorWidgetSetup(index, _widget(field, choices(field, table, plan, language)))
        if field.default:
            layer.setDefaultValueDefinition(index, _default(field))
        _constrain(layer, index, field)
    layer.setEditFormConfig(_form(layer, table, language))
    layer.setAttributeTableConfig(_attribute_table(table))
    layer.setDisplayExpression(_name_expression(table, language))
    layer.setMapTipTemplate(_map_tip(table, language))
    layer.setReadOnly(table.name in KEPT_BY_THE_PROGRAM)


def offer(layer: QgsVectorLayer, table: Table, plan: Plan, language: str) -> None:
    """Give the value maps of a layer what the plan holds now; the rest of its form stays."""
    for field in table.fields:
        index = layer.fields().indexOf(field.name)
        if field.codes.startswith("@") and index >= 0:
            layer.setEditorWidgetSetup(index, _widget(field, choices(field, table, plan, language)))


def choices(field: Field, table: Table, plan: Plan, language: str) -> list[tuple[str, str]]:
    """Return what a field may hold as (label, code); empty where it is free."""
    if field.codes == "@townships":
        return [(getattr(t, f"name_{language}") or t.name_zh, t.code) for t in plan.townships]
    if field.codes == "@projects":
        return [(project.name, project.name) for project in plan.projects]
    if field.codes == "@targets":
        return _targets(table, plan, language)
    if not field.codes:
        return []
    # Foresters know their codes by heart; our own words, such as "planting", are no codes to show.
    numbered = field.codes not in OWN_LISTS
    codes = shipped_words()[0][field.codes].values()
    names = [(getattr(code, language), code.code) for code in codes]
    return [(f"{code} {name}" if numbered and code.isdigit() else name, code) for name, code in names]


def _targets(table: Table, plan: Plan, language: str) -> list[tuple[str, str]]:
    """Offer the targets this table's rows can count for; with their unit where an amount is written."""
    if table.name == "reported_values":
        offered = [t for t in plan.targets if t.evidence is Evidence.ATTRIBUTE]
    else:
        offered = [t for t in plan.targets if table.geometry in ("none", t.evidence.value)]
    bare, with_unit = "{name}", "{name}（{unit}）" if language == "zh" else "{name} ({unit})"
    form = with_unit if table.geometry == "none" else bare
    return [
        (form.format(name=getattr(t, f"name_{language}"), unit=getattr(t.unit, f"symbol_{language}")), t.id)
        for t in offered
    ]


def _widget(field: Field, values: list[tuple[str, str]]) -> QgsEditorWidgetSetup:
    if values:
        empty = [] if field.required else [{"": NULL}]
        return QgsEditorWidgetSetup("ValueMap", {"map": empty + [{label: code} for label, code in values]})
    if field.type in ("date", "datetime"):
        shown = "yyyy-MM-dd" if field.type == "date" else "yyyy-MM-dd HH:mm:ss"
        settings = {"display_format": shown, "field_format": shown, "allow_null": True}
        return QgsEditorWidgetSetup("DateTime", settings | {"calendar_popup": True})
    if field.type == "boolean":
        return QgsEditorWidgetSetup("CheckBox", {"CheckedState": "", "UncheckedState": ""})
    if field.low is not None and field.high is not None:
        decimals = 0 if field.type == "integer" else 2
        settings = {"Min": field.low, "Max": field.high, "Step": 1 if field.high > 1 else 0.01}
        settings |= {"AllowNull": True, "Precision": decimals, "Style": "SpinBox"}
        return QgsEditorWidgetSetup("Range", settings)
    if field.name == "evidence":
        # A picture is shown, its path kept relative to the project: so QField stores the photos it takes.
        settings = {"DocumentViewer": 1, "FileWidget": True, "FileWidgetButton": True, "RelativeStorage": 1}
        return QgsEditorWidgetSetup("ExternalResource", settings | {"StorageMode": 0, "UseLink": True})
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": field.name in LONG_TEXTS, "UseHtml": False})


def _default(field: Field) -> QgsDefaultValue:
    return QgsDefaultValue(field.default.rstrip("!"), field.default.endswith("!"))


def _constrain(layer: QgsVectorLayer, index: int, field: Field) -> None:
    constraint, strength = QgsFieldConstraints.Constraint, QgsFieldConstraints.ConstraintStrength
    if field.name == "uuid":
        # Unique also makes QGIS give a new uuid to what is pasted or split off.
        layer.setFieldConstraint(index, constraint.ConstraintUnique, strength.ConstraintStrengthHard)
        layer.setFieldConstraint(index, constraint.ConstraintNotNull, strength.ConstraintStrengthHard)
    elif field.required:
        layer.setFieldConstraint(index, constraint.ConstraintNotNull, strength.ConstraintStrengthSoft)
    limits = [
        f'"{field.name}" {sign} {limit:g}'
        for sign, limit in ((">=", field.low), ("<=", field.high))
        if limit is not None
    ]
    if limits:
        within = f'"{field.name}" IS NULL OR ({" AND ".join(limits)})'
        words = " … ".join(f"{limit:g}" for limit in (field.low, field.high) if limit is not None)
        layer.setConstraintExpression(index, within, words if len(limits) > 1 else f"≥ {words}")
        layer.setFieldConstraint(index, constraint.ConstraintExpression, strength.ConstraintStrengthSoft)


def _is_companion(field: Field) -> bool:
    """Tell whether the field only names the code list of another one."""
    return field.name.endswith("_list")


def _form(layer: QgsVectorLayer, table: Table, language: str) -> QgsEditFormConfig:
    form = layer.editFormConfig()
    form.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    form.clearTabs()
    order = list(tabs())
    shown = sorted((f for f in table.fields if not _is_companion(f)), key=lambda f: order.index(f.tab))
    for tab, fields in groupby(shown, key=lambda f: f.tab):
        container = QgsAttributeEditorContainer(tabs()[tab][language], form.invisibleRootContainer())
        container.setIsGroupBox(False)
        for field in fields:
            index = layer.fields().indexOf(field.name)
            container.addChildElement(QgsAttributeEditorField(field.name, index, container))
            form.setReadOnly(index, field.name in READ_ONLY)
            if field.name == "official_m2":
                area_panel.add_page(container, language)
        form.addTab(container)
    return form


def _attribute_table(table: Table) -> QgsAttributeTableConfig:
    """Order the columns as the form does, long texts last; companions and fingerprints stay out of sight."""
    order = list(tabs())
    fields = sorted(table.fields, key=lambda f: (f.name in LONG_TEXTS, order.index(f.tab)))
    hidden = {f.name for f in fields if _is_companion(f)} | {"official_hash", "source_sha256"}
    columns = []
    for name in ["fid", *(field.name for field in fields)]:
        column = QgsAttributeTableConfig.ColumnConfig()
        column.name, column.hidden, column.width = name, name in hidden, WIDTHS.get(name, -1)
        columns.append(column)
    config = QgsAttributeTableConfig()
    config.setColumns(columns)
    return config


def _name_expression(table: Table, language: str) -> str:
    own = {f.name for f in table.fields}
    names = [n for n in (f"name_{language}", language, *NAMES) if n in own]
    coded = {f.name for f in table.fields if f.codes}
    return "coalesce({})".format(
        ", ".join(f'represent_value("{n}")' if n in coded else f'"{n}"' for n in names)
    )


def _map_tip(table: Table, language: str) -> str:
    """Say what the coded fields and the year hold, in the words of the value maps."""
    basics = [f for f in table.fields if f.tab == "basic" and not _is_companion(f)]
    rows = "".join(
        f"<tr><td>{getattr(f, language)}&nbsp;</td>"
        f"""<td>[% coalesce(represent_value("{f.name}"), '') %]</td></tr>"""
        for f in basics
        if f.codes or f.name == "year"
    )
    return f"<b>[% {_name_expression(table, language)} %]</b><table>{rows}</table>"
