"""The plugin goes up, offers what it should, and leaves nothing behind."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsApplication, QgsExpression, QgsExpressionContext, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from qgis.PyQt.QtGui import QIcon

import ecoledger
from ecoledger import dependencies, expressions, settings, wording
from ecoledger.core.errors import EcoLedgerError, Fault, MissingLibrary
from ecoledger.tests.conftest import ROOT


def provider_ids():
    return {p.id() for p in QgsApplication.processingRegistry().providers()}


def evaluate(text):
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    value = expression.evaluate(QgsExpressionContext())
    return value, expression.evalErrorString()


@pytest.fixture
def functions():
    expressions.register()
    yield
    expressions.unregister()


@pytest.fixture
def chinese():
    translator = QTranslator()
    assert translator.load(str(ROOT / "i18n" / "zh.qm"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


# Up and down


def test_start_offers_provider_actions_and_functions(plugin):
    assert "ecoledger" in provider_ids()
    named = {action.objectName() for action in plugin.menu.actions() if action.objectName()}
    assert named == {f"ecoledger_{name}" for name in plugin.actions}
    assert {"new_ledger", "add_layers", "manual", "settings", "show_missing"} <= plugin.actions.keys()
    assert QgsExpression.isFunctionName("official_area")
    assert QgsExpression.isFunctionName("to_mu")


def test_unload_takes_down_what_start_put_up(qgis_iface):
    started = ecoledger.classFactory(qgis_iface)
    started.initGui()
    started.unload()
    assert "ecoledger" not in provider_ids()
    assert not QgsExpression.isFunctionName("official_area")
    assert not QgsExpression.isFunctionName("to_mu")


def test_a_process_without_window_gets_algorithms_and_functions():
    started = ecoledger.classFactory(None)
    started.initProcessing()
    assert "ecoledger" in provider_ids()
    assert QgsExpression.isFunctionName("to_mu")
    started.unload()
    assert "ecoledger" not in provider_ids()


def test_the_menu_asks_what_is_missing_each_time_it_opens(plugin, monkeypatch):
    show_missing = plugin.actions["show_missing"]
    monkeypatch.setattr(dependencies, "missing", lambda: ["shapely>=2"])
    plugin.menu.aboutToShow.emit()
    assert show_missing.isVisible()
    monkeypatch.setattr(dependencies, "missing", lambda: [])
    plugin.menu.aboutToShow.emit()
    assert not show_missing.isVisible()


def test_an_algorithm_is_named_like_its_file(plugin):
    from ecoledger.algorithms.provider import algorithm_classes

    for cls in algorithm_classes():
        assert cls().name() == cls.__module__.rpartition(".")[2]
    offered = QgsApplication.processingRegistry().providerById("ecoledger").algorithms()
    assert {a.name() for a in offered} == {cls().name() for cls in algorithm_classes()}


def test_the_icon_can_be_drawn():
    assert not QIcon(str(ROOT / "resources" / "icons" / "ecoledger.svg")).pixmap(24, 24).isNull()


START = """
import importlib.util, sys
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
before = set(sys.modules)
root = {root!r}
spec = importlib.util.spec_from_file_location(
    "ecoledger", root + "/__init__.py", submodule_search_locations=[root]
)
package = importlib.util.module_from_spec(spec)
sys.modules["ecoledger"] = package
spec.loader.exec_module(package)
if {blocked}:
    class Blocked:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name.split(".")[0] in {heavy!r}:
                raise ImportError(name)
    for name in [m for m in sys.modules if m.split(".")[0] in {heavy!r}]:
        del sys.modules[name]
    sys.meta_path.insert(0, Blocked)
plugin = package.classFactory(None)
plugin.initProcessing()
print("HEAVY", sorted((set(sys.modules) - before) & {heavy!r}))
print("MISSING", package.dependencies.missing())
print("PROVIDER", QgsApplication.processingRegistry().providerById("ecoledger") is not None)
plugin.unload()
"""
HEAVY = {"shapely", "pyproj", "pyogrio", "pandas", "geopandas", "numpy"}


def start(blocked):
    script = START.format(root=str(ROOT), blocked=blocked, heavy=HEAVY - {"numpy"} if blocked else HEAVY)
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    return dict(line.split(" ", 1) for line in run.stdout.splitlines() if " " in line)


def test_start_imports_nothing_heavy():
    said = start(blocked=False)
    assert said["HEAVY"] == "[]"
    assert said["PROVIDER"] == "True"


def test_start_without_the_libraries_goes_well_and_names_them():
    said = start(blocked=True)
    assert said["PROVIDER"] == "True"
    assert [m.split(">=")[0] for m in ast.literal_eval(said["MISSING"])] == [
        "shapely",
        "pyproj",
        "pyogrio",
        "pandas",
        "geopandas",
    ]


# metadata and the old Python


def test_metadata_says_what_the_plugin_site_asks_for():
    parser = configparser.ConfigParser()
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    general = parser["general"]
    for key in ("name", "description", "about", "version", "qgisMinimumVersion", "author", "email"):
        assert general[key].strip()
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["hasProcessingProvider"] == "yes"
    assert (ROOT / general["icon"]).exists()


def test_the_entry_parses_on_python_3_9():
    ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"), feature_version=(3, 9))


def test_an_old_python_gets_one_message(monkeypatch, qgis_iface):
    bar = qgis_iface.messageBar()
    said = []
    monkeypatch.setattr(bar, "pushMessage", lambda *a, **k: said.append(a), raising=False)
    monkeypatch.setattr(qgis_iface, "messageBar", lambda: bar)
    monkeypatch.setattr(sys, "version_info", (3, 9, 5))
    old = ecoledger.classFactory(qgis_iface)
    old.initGui()
    old.initProcessing()
    old.unload()
    assert len(said) == 1
    assert "3.10" in said[0][1] and "3.9" in said[0][1]


# dependencies


def test_a_missing_and_an_old_library_are_named(monkeypatch):
    find, version = dependencies.importlib.util.find_spec, dependencies.importlib.metadata.version
    monkeypatch.setattr(
        dependencies.importlib.util, "find_spec", lambda n: None if n == "pyogrio" else find(n)
    )
    monkeypatch.setattr(
        dependencies.importlib.metadata, "version", lambda n: "1.8.5.post1" if n == "shapely" else version(n)
    )
    assert dependencies.missing() == ["shapely>=2.1", "pyogrio>=0.7"]
    monkeypatch.setattr(dependencies, "_loaded", False)
    with pytest.raises(MissingLibrary, match='"shapely>=2.1" "pyogrio>=0.7" "pandas<3"') as caught:
        dependencies.load()
    assert "QPIP" in str(caught.value)


def test_a_clash_is_noticed_and_told(monkeypatch):
    import shapely

    def broken(geometry):
        raise shapely.errors.GEOSException("IllegalArgumentException: WKB output dimension must be 2 or 3")

    monkeypatch.setattr(shapely, "to_wkb", broken)
    monkeypatch.setattr(dependencies, "_loaded", False)
    with pytest.raises(MissingLibrary, match="clashes"):
        dependencies.load()


def test_a_damaged_library_is_named(monkeypatch):
    real = dependencies.importlib.import_module

    def import_module(name, *package):
        if name == "pyogrio":
            raise ImportError("libgdal.so: cannot open shared object file")
        return real(name, *package)

    monkeypatch.setattr(dependencies.importlib, "import_module", import_module)
    monkeypatch.setattr(dependencies, "_loaded", False)
    with pytest.raises(MissingLibrary, match=r"pyogrio cannot be loaded.*libgdal\.so"):
        dependencies.load()


def test_the_requirements_for_users_are_those_the_plugin_checks():
    wanted = dict(
        line.split(">=") for line in (ROOT / "requirements.txt").read_text().splitlines() if ">=" in line
    )
    assert {name: least.split(",")[0] for name, least in wanted.items()} == dependencies.NEEDED


# settings


@pytest.fixture
def kept(qgis_app):
    """The settings of before come back after the test."""
    before = settings.load()
    yield
    settings.save(before)


def test_settings_come_back(kept):
    wanted = settings.Settings(("/data/云阳 台账.gpkg",), recent_most=3, zoom_to_ledger=False)
    settings.save(wanted)
    assert settings.load() == wanted
    assert settings.load().last_ledger == "/data/云阳 台账.gpkg"


@pytest.mark.parametrize("text", [["a", "b"], "no JSON {", '{"a": 1}', "[1, 2]", "3", None])
def test_a_setting_of_another_type_counts_as_absent(kept, text):
    QgsSettings().setValue("ecoledger/recent_ledgers", text)
    QgsSettings().setValue("ecoledger/zoom_to_ledger", text)
    assert settings.load().recent_ledgers == ()
    assert settings.load().zoom_to_ledger is True


def test_the_latest_ledger_is_first_and_each_is_there_once(qgis_app):
    known = settings.Settings(recent_most=3)
    for path in "abcab":
        known = known.opened(path)
    assert known.recent_ledgers == ("b", "a", "c")
    assert known.opened("d").recent_ledgers == ("d", "b", "a")
    assert known.without("a").recent_ledgers == ("b", "c")


# wording


def test_an_error_speaks_chinese(chinese):
    problem, detail, suggestion = wording.error_text(dependencies.missing_error(["shapely>=2"]))
    assert problem == "缺少 Python 库：shapely>=2"
    assert detail == ""
    assert "QPIP" in suggestion and 'install "shapely>=2" "pandas<3"' in suggestion


def test_what_has_no_translation_stays_english(chinese):
    error = EcoLedgerError("{file} is green", "Paint it.", detail="Seen: {colour}", file="a.csv", colour="红")
    assert wording.error_text(error) == ("a.csv is green", "Seen: 红", "Paint it.")
    assert wording.fault_text(Fault("x.y", "{n} too many", "Drop {n}", {"n": 3})) == ("3 too many", "Drop 3")


@pytest.mark.parametrize(
    "wkt",
    [
        "POLYGON((0 0,9 9,9 0,0 9,0 0))",
        "POLYGON((0 0,4 0,4 9,4 0,9 0,9 9,0 9,0 0))",
        "POLYGON((0 0,9 0,9 9,0 9,0 0),(20 0,21 0,21 1,20 0))",
        "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(2 2,3 2,3 3,2 2))",
        "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((1 1,2 1,2 2,1 1)))",
        "POLYGON((0 0,8 0,8 8,0 8,0 0),(0 4,4 0,8 4,4 8,0 4))",
        "POLYGON((0 0,9 0,0 0,0 0))",
    ],
)
def test_what_geos_finds_wrong_is_said_in_the_users_language(wkt, monkeypatch):
    monkeypatch.setattr(wording.QCoreApplication, "translate", lambda context, text: f"<{text}>")
    reason, bracket, place = shapely.is_valid_reason(shapely.from_wkt(wkt)).partition("[")
    assert wording.sentence("{what}", what=reason + bracket + place) == f"<<{reason}>{bracket}{place}>"


def test_what_geos_raises_is_said_in_our_words_and_other_text_stays():
    with pytest.raises(shapely.GEOSException) as raised:
        shapely.from_wkt("POLYGON((0 0,9 0,9 9,0 9))")
    assert wording.sentence("{what}", what=str(raised.value)) == "a ring is not closed"
    assert wording.sentence("{what}: {n}", what="图斑[1]", n=3) == "图斑[1]: 3"


# expressions


def test_mu(functions):
    assert evaluate("to_mu(10000)") == (15.0, "")
    assert evaluate("to_mu(NULL)")[0] is None
    assert "number" in evaluate("to_mu('x')")[1]


def test_official_area_of_a_known_parcel(functions):
    pytest.importorskip("ecoledger.core.area")
    # The national example of the CGCS2000 sheet 1:10 000 would need its own source; a square of 100 m
    # by 100 m on the central meridian of zone 37 has, by the projection's scale of 1, 1 ha to a few m².
    value, fault = evaluate(
        "official_area(geom_from_wkt('POLYGON((37500000 3400000, 37500100 3400000, "
        "37500100 3400100, 37500000 3400100, 37500000 3400000))'), 'EPSG:4525')"
    )
    assert fault == ""
    assert value == pytest.approx(10000, abs=0.5)
    assert value == round(value, 2)


def test_official_area_of_nothing(functions):
    assert evaluate("official_area(NULL, 'EPSG:4525')") == (None, "")
    assert "geometry" in evaluate("official_area(5, 'EPSG:4525')")[1]


def test_the_package_is_imported_once():
    files = [Path(m.__file__) for m in list(sys.modules.values()) if getattr(m, "__file__", None)]
    ours = [
        f for f in files if f.is_relative_to(ROOT) and not {".venv", "tests"} & set(f.relative_to(ROOT).parts)
    ]
    assert len(ours) == len(set(ours))
