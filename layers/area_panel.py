"""The three areas of a parcel in its form: reported, official and planar, and why they differ.

What is shown is one expression. With the plugin its function `areas_side_by_side` answers; without it, in
plain QGIS and QField, the areas that are stored or can be taken on the plane are told. QGIS shows expressions
as text since 3.30; before, and only then, in a small web page.
"""

from __future__ import annotations

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorHtmlElement,
    QgsExpression,
    QgsOptionalExpression,
)
from qgis.PyQt.QtXml import QDomDocument, QDomElement

TITLES = {"zh": "三种面积", "en": "Three areas"}
NAME = "ecoledger_areas"
WITH_PAGE, WITH_TEXT = "@qgis_version_no < 33000", "@qgis_version_no >= 33000"
PAGE = (
    '<!DOCTYPE html><meta charset="utf-8">'
    "<style>body, table {{font-family: sans-serif; font-size: 9pt; margin: 2px}}</style>"
    '<script>document.write(expression.evaluate("{expression}"));</script>'
)
WITHOUT_PLUGIN = {
    "zh": (
        "上报 {reported} 亩 · 图斑椭球 {official} 亩 · 平面 {planar} 亩<br>"
        "装有生态台账插件时，在此说明差异的原因。"
    ),
    "en": (
        "Reported {reported} mu · official {official} mu · planar {planar} mu<br>"
        "With the plugin EcoLedger it is said here why they differ."
    ),
}
IN_MU = {
    "reported": "attribute($currentfeature, 'reported_mu')",
    "official": "attribute($currentfeature, 'official_m2') * 3 / 2000",
    "planar": "area($geometry) * 3 / 2000",
}


def expression(language: str) -> str:
    """Return the expression of what is shown; it has no double quotes, so that a page can hold it."""
    text = WITHOUT_PLUGIN[language]
    for name, value in IN_MU.items():
        text = text.replace(f"{{{name}}}", f"' || coalesce(format_number({value}, 2), '–') || '")
    return f"coalesce(try(eval('areas_side_by_side()')), '{text}')"


def add_page(tab: QgsAttributeEditorContainer, language: str) -> None:
    """Add the panel to a tab, as a page for QGIS before 3.30."""
    group = QgsAttributeEditorContainer(TITLES[language], tab)
    group.setIsGroupBox(True)
    group.setVisibilityExpression(QgsOptionalExpression(QgsExpression(WITH_PAGE)))
    page = QgsAttributeEditorHtmlElement(NAME, group)
    page.setShowLabel(False)
    page.setHtmlCode(PAGE.format(expression=expression(language)))
    group.addChildElement(page)
    tab.addChildElement(group)


def add_text(document: QDomDocument, language: str) -> None:
    """Put the panel as a text, for QGIS since 3.30, beside its page in a style: 3.22 cannot make one."""
    pages = document.elementsByTagName("attributeEditorHtmlElement")
    for position in range(pages.length()):
        page = pages.at(position).toElement()
        if page.attribute("name") == NAME:
            group = page.parentNode()
            group.parentNode().insertAfter(_text_group(document, group.toElement(), language), group)
            return


def _text_group(document: QDomDocument, page_group: QDomElement, language: str) -> QDomElement:
    group = page_group.cloneNode(True).toElement()
    group.setAttribute("visibilityExpression", WITH_TEXT)
    page = group.firstChildElement("attributeEditorHtmlElement")
    text = document.createElement("attributeEditorTextElement")
    text.setAttribute("name", NAME)
    text.setAttribute("showLabel", "0")
    text.appendChild(document.createTextNode(f"[% {expression(language)} %]"))
    group.replaceChild(text, page)
    return group
