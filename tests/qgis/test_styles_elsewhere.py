"""The ledger without the plugin: in plain QGIS, a process of its own; in QField, by its documented rules."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from qgis.core import QgsExpression

from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store, styles
from ecoledger.layers.schema import tables

# docs.qfield.org, "Attributes form": the widgets QField shows. "" leaves the choice to the program.
QFIELD_WIDGETS = {
    *("", "TextEdit", "CheckBox", "ValueMap", "Hidden", "ExternalResource", "DateTime", "Range"),
    *("RelationReference", "ValueRelation", "UuidGenerator"),
}
LANGUAGES = ("zh", "en")
ANOTHER_PLACE = re.compile(r"^(/|[A-Za-z]:[\\/]|file:|\\\\|~)")
OURS = ("official_area", "to_mu", "areas_side_by_side")

LOOK = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
told = {}
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    fields = layer.fields()
    kinds = {field.name(): layer.editorWidgetSetup(i).type() for i, field in enumerate(fields)}
    maps = [layer.editorWidgetSetup(i).config()["map"] for i in range(len(fields)) if
            layer.editorWidgetSetup(i).type() == "ValueMap"]
    told[name] = {
        "valid": layer.isValid(),
        "renderer": layer.renderer().type() if layer.isSpatial() else None,
        "labels": layer.labelsEnabled(),
        "kinds": kinds,
        "choices": min(map(len, maps), default=None),
        "tabs": [tab.name() for tab in layer.editFormConfig().tabs()],
        "alias": [fields[i].alias() for i in range(len(fields))][1],
        "display": layer.displayExpression(),
        "tip": layer.mapTipTemplate(),
    }
print(json.dumps(told))
assert "ecoledger" not in sys.modules
"""


@pytest.fixture(scope="module")
def plan():
    return read_plan(shipped_plan())


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, plan):
    path = tmp_path_factory.mktemp("别处 打开") / "郧阳 台账.gpkg"
    store.create(path, plan)
    styles.write_styles(path, plan)
    return path


@pytest.fixture(scope="module")
def plain(ledger):
    """What QGIS itself makes of each table, in a process that has not seen the plugin."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", LOOK, str(ledger), *tables()],
        capture_output=True,
        env=environment,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", tables())
def test_plain_qgis_shows_names_forms_and_choices(plain, name):
    table, told = tables()[name], plain[name]
    assert told["valid"] and told["tabs"] and told["alias"]
    assert told["kinds"]["fid"] == ""
    coded = {field.name for field in table.fields if told["kinds"][field.name] == "ValueMap"}
    wanted = {f.name for f in table.fields if f.codes and f.codes != "@projects"}
    assert wanted <= coded and (told["choices"] is None or told["choices"] > 0)


@pytest.mark.parametrize("name", [name for name, table in tables().items() if table.geometry != "none"])
def test_plain_qgis_draws_each_layer_by_its_own_style(plain, name):
    told = plain[name]
    one_class = name == "red_lines"
    classed = (tables()[name].class_list and not one_class) or name.startswith("intervention_")
    assert told["renderer"] in (("categorizedSymbol", "RuleRenderer") if classed else ("singleSymbol",)), told
    assert told["display"] and "<table>" in told["tip"]


@pytest.fixture(
    scope="module", params=[(name, each) for name in tables() for each in LANGUAGES], ids="-".join
)
def style(request, plan):
    """A style as XML."""
    name, language = request.param
    return ElementTree.fromstring(styles.style(tables()[name], plan, language))


def test_qfield_has_every_widget(style):
    assert {widget.get("type") for widget in style.iter("editWidget")} <= QFIELD_WIDGETS
    for option in style.iter("Option"):
        assert option.get("name") != "UseHtml" or option.get("value") in ("false", "0")


def test_no_form_needs_python_or_a_file(style):
    assert style.findtext("editorlayout") == "tablayout"
    assert (style.findtext("editforminitcodesource"), style.findtext("editforminitcode")) == ("0", "")
    assert not style.findtext("editform") and not style.findtext("editforminitfilepath")


def test_no_path_leads_to_this_machine(style):
    texts = [value for element in style.iter() for value in (*element.attrib.values(), element.text or "")]
    assert [text for text in texts if ANOTHER_PLACE.match(text)] == []


def test_photos_are_kept_beside_the_project(style):
    for widget in style.iter("editWidget"):
        if widget.get("type") == "ExternalResource":
            options = {option.get("name"): option.get("value") for option in widget.iter("Option")}
            assert (options["RelativeStorage"], options["StorageMode"]) == ("1", "0")
            assert not options.get("StorageType")


def test_no_default_constraint_or_name_calls_a_function_of_the_plugin(style):
    """What is shown beside the fields may ask for one: it is tried, and goes without (`area_panel`)."""
    texts = [e.get("expression") for tag in ("default", "constraint") for e in style.iter(tag)]
    texts += [style.findtext("previewExpression"), *(e.get("fieldName") for e in style.iter("text-style"))]
    for text in filter(None, texts):
        read = QgsExpression(text)
        assert not read.hasParserError(), text
        assert not read.referencedFunctions() & set(OURS), text


def test_a_choice_has_one_code_and_one_name(style):
    for widget in style.iter("editWidget"):
        if widget.get("type") != "ValueMap":
            continue
        entries = [
            (o.get("name"), o.get("value")) for o in widget.iter("Option") if o.get("type") == "QString"
        ]
        names, codes = zip(*entries, strict=True)
        assert len(set(names)) == len(names) and len(set(codes)) == len(codes), names
