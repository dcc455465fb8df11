"""What every algorithm promises: its id, its parameters, words, an icon, and to say what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
)

from ecoledger import dependencies
from ecoledger.algorithms._base import steps
from ecoledger.core.errors import Cancelled
from ecoledger.tests.qgis.running import Said, layer, run, square

pytestmark = pytest.mark.usefixtures("plugin")

# The public interface: scripts and models are built on these names. More may be added, none may go.
PROMISED = {
    "createledger": {"PLAN", "TOWNSHIPS", "CRS", "OUTPUT"},
    "createsample": {"SEED", "PARCELS", "OUTPUT"},
    "ledgerprogress": {"LEDGER", "AS_OF", "STATUSES", "BY", "PROGRESS", "ENTRIES", "DEDUCTIONS"},
    "areaprogress": {
        *("INPUT", "UNITS", "UNIT_FIELD", "TARGET_FIELD", "ORDER_FIELD", "BASELINE", "QUOTAS", "QUOTA_FIELD"),
        *("PROGRESS", "ENTRIES", "DEDUCTIONS"),
    },
    "officialarea": {"INPUT", "OUTPUT"},
    "checkrules": {
        "LEDGER",
        "INPUT",
        "ZONES",
        "RULES",
        "FINDINGS",
        "FINDING_LINES",
        "FINDING_POINTS",
        "SUMMARY",
    },
    "importfielddata": {
        *("INPUT", "DATUM", "CRS", "ENCODING", "GEOMETRY", "UNITS"),
        *("POLYGONS", "LINES", "POINTS", "FINDINGS"),
    },
    "exportfielddata": {"INPUT", "FORMAT", "OUTPUT"},
    "bankzones": {"LEDGER", "SUMMARY", "TOTALS", "STRETCHES"},
}


@pytest.fixture(params=PROMISED)
def algorithm(request, plugin):
    found = QgsApplication.processingRegistry().algorithmById(f"ecoledger:{request.param}")
    assert found is not None
    return found


def test_its_parameters_are_those_promised(algorithm):
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert PROMISED[algorithm.name()] <= names
    added = [algorithm.parameterDefinition(name) for name in names - PROMISED[algorithm.name()]]
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    assert all(d.flags() & optional or d.defaultValue() is not None for d in added)


@pytest.mark.parametrize("name", ["areaprogress", "ledgerprogress"])
def test_a_result_nobody_asked_for_is_not_made_and_offered_all_the_same(plugin, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"ecoledger:{name}")
    for output in ("PROGRESS", "ENTRIES", "DEDUCTIONS"):
        definition = algorithm.parameterDefinition(output)
        assert definition.checkValueIsAcceptable(None) and definition.createByDefault()


def test_one_result_comes_alone():
    made = layer((square(0, 0, 100), "甲"))
    alone = run("areaprogress", INPUT=made, UNITS=made, UNIT_FIELD="name", ENTRIES=None, DEDUCTIONS=None)
    assert alone.ok and list(alone.results) == ["PROGRESS"]


def test_it_speaks_and_shows_an_icon(algorithm):
    assert algorithm.displayName() and algorithm.group() in ("Ledger", "Tools", "Field data")
    assert algorithm.groupId() == algorithm.group().lower().replace(" ", "_")
    assert len(algorithm.shortHelpString()) > 80
    assert all(len(d.description()) > 2 for d in algorithm.parameterDefinitions())
    assert Path(algorithm.svgIconPath()).exists() and not algorithm.icon().pixmap(24, 24).isNull()


def test_it_can_be_cancelled_and_used_in_models(algorithm):
    flags = algorithm.flags()
    assert flags & QgsProcessingAlgorithm.Flag.FlagCanCancel
    assert not flags & QgsProcessingAlgorithm.Flag.FlagHideFromModeler
    assert not flags & QgsProcessingAlgorithm.Flag.FlagNoThreading


def test_it_says_what_is_missing_before_and_during_a_run(algorithm, monkeypatch):
    assert algorithm.canExecute() == (True, "")
    monkeypatch.setattr(dependencies, "missing", lambda: ["shapely>=2"])
    can, why = algorithm.canExecute()
    assert not can and "shapely>=2" in why and "QPIP" in why
    monkeypatch.setattr(dependencies, "_loaded", False)
    said = Said()
    _, ok = algorithm.create().run({}, QgsProcessingContext(), said)
    assert not ok and "Missing Python libraries: shapely>=2" in said.errors[0]


def test_an_output_that_cannot_be_made_ends_the_run_with_its_name(tmp_path):
    nowhere = tmp_path / "没有 这个" / "out.gpkg"
    outcome = run("officialarea", INPUT=layer((square(0, 0, 100), "a")), OUTPUT=str(nowhere))
    assert not outcome.ok and "没有 这个" in outcome.said.errors[0]


def test_the_bar_never_goes_back_and_a_cancel_is_noticed_in_a_step():
    said = Said()
    step = steps(said, 20, 40)
    for share in (0.0, 0.5, 0.25, 1.0):
        step(share)
    assert said.percents == sorted(said.percents) and said.percents[-1] == 40
    said.cancel()
    with pytest.raises(Cancelled):
        step(1.0)


def test_nothing_but_algorithms_is_offered():
    offered = QgsApplication.processingRegistry().providerById("ecoledger").algorithms()
    assert {a.name() for a in offered} == set(PROMISED)
