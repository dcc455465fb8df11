"""The algorithms as steps of models: with selections, every setting for invalid features, and cancelled."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingUtils,
    QgsProject,
)

from ecoledger.core.sample import build_sample
from ecoledger.layers import store
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.running import Said, layer, run, square

pytestmark = pytest.mark.usefixtures("plugin")

HECTARE = pytest.approx(10000, rel=1e-6)
BOW_TIE = "POLYGON((37500300 3600000,37500400 3600100,37500400 3600000,37500300 3600100,37500300 3600000))"
CHECKS = QgsFeatureRequest.InvalidGeometryCheck
Source = QgsProcessingModelChildParameterSource


class Model:
    """A model whose inputs are its steps' layers and files, and whose outputs are named step.output."""

    def __init__(self):
        self._model, self._given = QgsProcessingModelAlgorithm("月报"), {}

    def layers(self, **given):
        """Add inputs that are layers, by name; what is given for each."""
        for name, value in given.items():
            definition = QgsProcessingParameterFeatureSource(name, name)
            self._model.addModelParameter(definition, QgsProcessingModelParameter(name))
            self._given[name] = value
        return self

    def file(self, name, value):
        """Add an input that is a file."""
        definition = QgsProcessingParameterFile(name, name)
        self._model.addModelParameter(definition, QgsProcessingModelParameter(name))
        self._given[name] = str(value)
        return self

    def step(self, id, *outputs, inputs=None, earlier=None, **values):
        """Add an algorithm: `inputs` of the model, outputs of `earlier` steps as (step, output), values."""
        child = QgsProcessingModelChildAlgorithm(id if ":" in id else f"ecoledger:{id}")
        child.setChildId(id)
        for name, own in (inputs or {}).items():
            child.addParameterSources(name, [Source.fromModelParameter(own)])
        for name, (step, output) in (earlier or {}).items():
            child.addParameterSources(name, [Source.fromChildOutput(step, output)])
        for name, value in values.items():
            child.addParameterSources(name, [Source.fromStaticValue(value)])
        child.setModelOutputs({f"{id}.{name}": self._output(id, name) for name in outputs})
        self._model.addChildAlgorithm(child)
        return self

    def _output(self, id, name):
        output = QgsProcessingModelOutput(f"{id}.{name}")
        output.setChildId(id)
        output.setChildOutputName(name)
        self._given[f"{id}:{id}.{name}"] = QgsProcessing.TEMPORARY_OUTPUT
        return output

    def run(self, said=None, check=None):
        """Run it; return whether it went well, what it said, and how to get the rows of an output."""
        self._model.initAlgorithm()
        context, said = QgsProcessingContext(), said or Said()
        context.setProject(QgsProject.instance())
        if check is not None:
            context.setInvalidGeometryCheck(check)
        results, ok = self._model.run(self._given, context, said)

        def rows(name):
            id = name.partition(".")[0]
            made = QgsProcessingUtils.mapLayerFromString(results[f"{id}:{name}"], context)
            return [dict(zip(f.fields().names(), f.attributes(), strict=True)) for f in made.getFeatures()]

        return ok, said, rows


@pytest.fixture(autouse=True)
def project():
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def ledger(tmp_path):
    folder = tmp_path / "郧阳区 台账"
    folder.mkdir()
    return small_ledger.make(folder / "生态 台账.gpkg")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path, sample = tmp_path_factory.mktemp("样例") / "样例 台账.gpkg", build_sample(parcels=50)
    store.create(path, sample.plan, sample.rows_to_write())
    return path


def in_project(made):
    return QgsProject.instance().addMapLayer(made)


def parcels():
    return in_project(layer((square(0, 0, 100), "甲"), (square(200, 0, 100), "乙"), (BOW_TIE, "丙")))


def towns():
    return in_project(layer((square(0, 0, 1000), "甲镇"), (square(1000, 0, 1000), "乙镇"), name="乡镇"))


def selected(made, *fids):
    made.selectByIds(list(fids))
    return QgsProcessingFeatureSourceDefinition(made.id(), True)


# as steps


def test_areaprogress_is_a_step_and_another_algorithm_goes_on_with_it():
    model = Model().layers(图斑=parcels().id(), 乡镇=towns().id())
    model.step("areaprogress", "PROGRESS", inputs={"INPUT": "图斑", "UNITS": "乡镇"}, UNIT_FIELD="name")
    model.step("officialarea", "OUTPUT", earlier={"INPUT": ("areaprogress", "ENTRIES")})
    ok, said, rows = model.run()
    assert ok, said.errors
    assert [row["counted_m2"] for row in rows("areaprogress.PROGRESS")] == [pytest.approx(25000, rel=1e-6), 0]
    assert [row["official_m2"] for row in rows("officialarea.OUTPUT")] == [
        HECTARE,
        HECTARE,
        pytest.approx(5000, rel=1e-6),
    ]


def test_ledgerprogress_is_a_step(ledger):
    model = Model().file("台账", ledger)
    model.step("ledgerprogress", "PROGRESS", "ENTRIES", inputs={"LEDGER": "台账"}, BY="township")
    ok, said, rows = model.run()
    assert ok, said.errors
    alone = run("ledgerprogress", LEDGER=str(ledger), BY="township")
    assert rows("ledgerprogress.PROGRESS") and len(rows("ledgerprogress.ENTRIES")) == 12
    counted = [row["counted"] for row in alone.rows("PROGRESS")]
    assert [row["counted"] for row in rows("ledgerprogress.PROGRESS")] == counted


def test_checkrules_and_bankzones_are_steps(sample):
    model = Model().file("台账", sample).layers(图斑=parcels().id(), 管控区=towns().id())
    model.step("bankzones", "SUMMARY", inputs={"LEDGER": "台账"})
    model.step("checkrules", "SUMMARY", "FINDINGS", inputs={"INPUT": "图斑", "ZONES": "管控区"})
    ok, said, rows = model.run()
    assert ok, said.errors
    assert len(rows("checkrules.FINDINGS")) == 3 and rows("bankzones.SUMMARY")


def test_what_is_exported_is_imported_in_one_model(tmp_path):
    file = str(tmp_path / "外业 图斑.kml")
    model = Model().layers(图斑=parcels().id())
    model.step("exportfielddata", inputs={"INPUT": "图斑"}, FORMAT="kml", NAME_FIELD="name", OUTPUT=file)
    model.step(
        "importfielddata",
        "POLYGONS",
        "FINDINGS",
        earlier={"INPUT": ("exportfielddata", "OUTPUT")},
        DATUM="wgs84",
        GEOMETRY="polygon",
    )
    ok, said, rows = model.run()
    assert ok, said.errors
    assert [row["name"] for row in rows("importfielddata.POLYGONS")] == ["甲", "乙", "丙"]


# selections and the setting for invalid features


@pytest.mark.parametrize(
    ("name", "output", "more"),
    [
        ("areaprogress", "ENTRIES", {"UNIT_FIELD": "name"}),
        ("officialarea", "OUTPUT", {}),
        ("checkrules", "FINDINGS", {}),
    ],
)
@pytest.mark.parametrize(
    "check", [CHECKS.GeometryNoCheck, CHECKS.GeometrySkipInvalid, CHECKS.GeometryAbortOnInvalid]
)
def test_of_a_selection_each_feature_is_taken_the_invalid_too(name, output, more, check):
    grounds = {"areaprogress": "UNITS", "checkrules": "ZONES"}
    model = Model().layers(图斑=selected(parcels(), 2, 3), 乡镇=towns().id())
    inputs = {"INPUT": "图斑"} | ({grounds[name]: "乡镇"} if name in grounds else {})
    ok, said, rows = model.step(name, output, inputs=inputs, **more).run(check=check)
    assert ok, said.errors
    assert len(rows(f"{name}.{output}")) == 2


def test_of_selected_townships_the_others_are_outside():
    model = Model().layers(图斑=parcels().id(), 乡镇=selected(towns(), 2))
    model.step("areaprogress", "PROGRESS", inputs={"INPUT": "图斑", "UNITS": "乡镇"}, UNIT_FIELD="name")
    ok, said, rows = model.run()
    assert ok, said.errors
    assert [(row["unit"], row["counted_m2"]) for row in rows("areaprogress.PROGRESS")][0] == ("乙镇", 0)


def test_an_empty_selection_of_a_baseline_is_told():
    model = Model().layers(图斑=parcels().id(), 乡镇=towns().id(), 基底=selected(towns()))
    given = {"INPUT": "图斑", "UNITS": "乡镇", "BASELINE": "基底"}
    ok, said, _ = model.step("areaprogress", "PROGRESS", inputs=given, UNIT_FIELD="name").run()
    assert not ok and any("乡镇 has no feature, so no parcel could count" in error for error in said.errors)


# errors and cancel


def test_an_error_in_a_step_ends_the_model_with_its_words(tmp_path):
    model = Model().file("台账", tmp_path / "没有.gpkg")
    ok, said, _ = model.step("ledgerprogress", "PROGRESS", inputs={"LEDGER": "台账"}).run()
    assert not ok and any("There is no file" in error for error in said.errors)


def test_a_crs_nobody_knows_is_refused_in_a_model_too(tmp_path):
    model = Model().layers(乡镇=towns().id())
    wish = {"CRS": "EPSG:99999", "OUTPUT": str(tmp_path / "新.gpkg")}
    ok, said, _ = model.step("createledger", inputs={"TOWNSHIPS": "乡镇"}, **wish).run()
    assert not ok and any("“EPSG:99999” will not do" in error for error in said.errors)


@pytest.mark.parametrize("name", ["ledgerprogress", "checkrules", "bankzones"])
def test_a_cancelled_model_ends_and_writes_nothing(name, sample):
    output = "PROGRESS" if name == "ledgerprogress" else "SUMMARY"
    model = Model().file("台账", sample).step(name, output, inputs={"LEDGER": "台账"})
    ok, said, _ = model.run(Said(cancel_at=20))
    assert not ok and any("cancelled" in error for error in said.errors)
