"""A closed ledger of any polygons: figures by hand, on squares near the meridian of 111°.

Within a kilometre of the central meridian the map is true to 1e-8, so that a square of 100 m is a hectare.
"""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)
from qgis.PyQt.QtCore import QDate, QVariant

from ecoledger.tests.qgis.running import Said, layer, run, square
from ecoledger.tests.qgis.shapefiles import write_gbk

pytestmark = pytest.mark.usefixtures("plugin")

HECTARE = pytest.approx(10000, rel=1e-7)
M2 = ["gross_m2", "invalid_m2", "outside_m2", "baseline_m2", "too_small_m2", "overlap_m2", "counted_m2"]


def hectares(n):
    return pytest.approx(n * 10000, rel=1e-7)


def units(**options):
    """Two townships side by side, each a square of a kilometre."""
    return layer((square(0, 0, 1000), "甲镇"), (square(1000, 0, 1000), "乙镇"), name="乡镇", **options)


def closes(row):
    return row["gross_m2"] == pytest.approx(sum(row[name] for name in M2[1:]), rel=1e-9, abs=1e-6)


def test_one_parcel_in_one_township():
    outcome = run("areaprogress", INPUT=layer((square(100, 100, 100), "a")), UNITS=units(), UNIT_FIELD="name")
    first, second = outcome.rows("PROGRESS")
    assert (first["unit"], first["target"], first["n"]) == ("甲镇", None, 1)
    assert first["counted_m2"] == HECTARE
    assert first["counted_mu"] == pytest.approx(15, rel=1e-7)
    assert first["counted_ha"] == pytest.approx(1, rel=1e-7)
    assert first["counted_km2"] == pytest.approx(0.01, rel=1e-7)
    assert first["quota"] is None and first["percent"] is None
    assert (second["unit"], second["counted_m2"]) == ("乙镇", 0)
    assert outcome.rows("DEDUCTIONS") == []
    assert "Checked 1 of 1" in outcome.said.infos[-1]


def test_a_parcel_over_the_border_counts_where_it_lies_and_what_lies_outside_is_told():
    outcome = run(
        "areaprogress", INPUT=layer((square(950, 900, 100, 200), "a")), UNITS=units(), UNIT_FIELD="name"
    )
    first, second, outside = outcome.rows("PROGRESS")
    assert [first["counted_m2"], second["counted_m2"]] == [hectares(0.5), hectares(0.5)]
    assert (outside["unit"], outside["outside_m2"], outside["counted_m2"]) == (None, HECTARE, 0)
    (entry,) = outcome.rows("ENTRIES")
    assert entry["gross_m2"] == hectares(2) and entry["outside_m2"] == HECTARE and closes(entry)
    assert entry["reason"] == "outside"
    (piece,) = outcome.layer("DEDUCTIONS").getFeatures()
    assert piece["kind"] == "outside" and piece["area_m2"] == HECTARE
    assert piece.geometry().area() == HECTARE
    assert piece.geometry().boundingBox().yMinimum() == 3_601_000


def test_overlap_counts_once_and_the_order_field_says_for_whom():
    fields = (("name", QVariant.String), ("day", QVariant.Date), ("rank", QVariant.String))
    parcels = layer(
        (square(0, 0, 100), "late", QDate(2019, 5, 1), "10"),
        (square(50, 0, 100), "early", QDate(2018, 5, 1), "9"),
        fields=fields,
    )
    for order, loser, winner in ((None, 2, 1), ("day", 1, 2), ("rank", 1, 2)):
        outcome = run(
            "areaprogress",
            INPUT=parcels,
            UNITS=units(),
            UNIT_FIELD="name",
            **({"ORDER_FIELD": order} if order else {}),
        )
        entries = {row["source_fid"]: row for row in outcome.rows("ENTRIES")}
        assert entries[loser]["overlap_m2"] == hectares(0.5)
        assert entries[loser]["reason"] == "overlap" and entries[loser]["earlier_fid"] == str(winner)
        assert entries[winner]["counted_m2"] == HECTARE and entries[winner]["earlier_fid"] is None
        assert outcome.rows("PROGRESS")[0]["counted_m2"] == hectares(1.5)
        (piece,) = outcome.rows("DEDUCTIONS")
        assert (piece["source_fid"], piece["earlier_fid"], piece["unit"]) == (loser, winner, "甲镇")
        assert piece["area_mu"] == pytest.approx(7.5, rel=1e-7)


def test_the_same_ground_counts_once_for_each_target():
    fields = (("目标", QVariant.String),)
    parcels = layer(
        (square(0, 0, 100), "造林"), (square(0, 0, 100), "治理"), (square(0, 0, 100), None), fields=fields
    )
    outcome = run("areaprogress", INPUT=parcels, UNITS=units(), UNIT_FIELD="name", TARGET_FIELD="目标")
    counted = {(r["target"], r["unit"]): r["counted_m2"] for r in outcome.rows("PROGRESS")}
    assert counted == {
        ("造林", "甲镇"): HECTARE,
        ("造林", "乙镇"): 0,
        ("治理", "甲镇"): HECTARE,
        ("治理", "乙镇"): 0,
        (None, "甲镇"): HECTARE,
    }
    assert any("no target" in warning and "FID 3" in warning for warning in outcome.said.warnings)


def test_baseline_classes_and_smallest_parcel():
    baseline = layer((square(0, 0, 50, 100), "宜林荒山"), (square(50, 0, 50, 100), "耕地"), name="荒山荒地")
    parcels = layer((square(0, 0, 100), "a"), (square(0, 50, 10), "b"))
    outcome = run(
        "areaprogress",
        INPUT=parcels,
        UNITS=units(),
        UNIT_FIELD="name",
        BASELINE=baseline,
        BASELINE_FIELD="name",
        BASELINE_CLASSES="宜林荒山；裸地",
        MIN_AREA=1000,
    )
    first, second = outcome.rows("ENTRIES")
    assert first["baseline_m2"] == hectares(0.5) and first["counted_m2"] == hectares(0.5)
    assert second["too_small_m2"] == pytest.approx(100, rel=1e-6) and second["counted_m2"] == 0
    assert second["reason"] == "too_small"
    outcome = run(
        "areaprogress",
        INPUT=parcels,
        UNITS=units(),
        UNIT_FIELD="name",
        BASELINE=baseline,
        BASELINE_CLASSES="宜林荒山",
    )
    assert not outcome.ok and "not the field of 荒山荒地 that holds them" in outcome.said.errors[0]
    everything = run("areaprogress", INPUT=parcels, UNITS=units(), UNIT_FIELD="name", BASELINE=baseline)
    assert everything.rows("ENTRIES")[0]["counted_m2"] == HECTARE


@pytest.mark.parametrize(("unit", "amount"), [("m2", 20000.0), ("mu", 30.0), ("ha", 2.0), ("km2", 0.02)])
def test_quotas_in_any_unit_give_the_percent(unit, amount):
    fields = (("name", QVariant.String), ("任务", QVariant.Double))
    quotas = layer(
        (None, "甲镇", amount),
        (None, "乙镇", None),
        (None, "丙镇", 5.0),
        fields=fields,
        kind="None",
        crs="",
        name="任务表",
    )
    outcome = run(
        "areaprogress",
        INPUT=layer((square(0, 0, 100), "a")),
        UNITS=units(),
        UNIT_FIELD="name",
        QUOTAS=quotas,
        QUOTA_FIELD="任务",
        QUOTA_UNIT=unit,
    )
    first, second = outcome.rows("PROGRESS")
    assert first["quota"] == pytest.approx(20000, rel=1e-12)
    assert first["percent"] == pytest.approx(50, rel=1e-7)
    assert second["quota"] is None and second["percent"] is None
    assert any("任务表" in w and "丙镇" in w for w in outcome.said.warnings)


def test_quotas_by_target_and_unit_with_a_zero_quota_and_a_bad_one():
    fields = (("name", QVariant.String), ("target", QVariant.String), ("q", QVariant.String))
    quotas = layer(
        (None, "甲镇", "1", "10,000"),
        (None, "甲镇", "1", "10000"),
        (None, "乙镇", "1", "0"),
        (None, "乙镇", "1", "很多"),
        fields=fields,
        kind="None",
        crs="",
    )
    parcels = layer((square(0, 0, 100), 1), fields=(("target", QVariant.Int),))
    outcome = run(
        "areaprogress",
        INPUT=parcels,
        UNITS=units(),
        UNIT_FIELD="name",
        TARGET_FIELD="target",
        QUOTAS=quotas,
        QUOTA_FIELD="q",
    )
    first, second = outcome.rows("PROGRESS")
    assert first["quota"] == 20000 and first["percent"] == pytest.approx(50, rel=1e-7)
    assert second["quota"] == 0 and second["percent"] is None
    assert any("很多" in w for w in outcome.said.warnings)


def test_quotas_need_not_name_the_target_where_there_is_one():
    fields = (("name", QVariant.String), ("q", QVariant.Double))
    quotas = layer((None, "甲镇", 20000.0), fields=fields, kind="None", crs="", name="任务表")
    two = layer((square(0, 0, 100), "a"), (square(200, 0, 100), "b"), fields=(("target", QVariant.String),))
    one = layer((square(0, 0, 100), "a"), fields=(("target", QVariant.String),))
    common = {"UNITS": units(), "UNIT_FIELD": "name", "TARGET_FIELD": "target", "QUOTAS": quotas}
    outcome = run("areaprogress", INPUT=one, QUOTA_FIELD="q", **common)
    assert outcome.rows("PROGRESS")[0]["percent"] == pytest.approx(50, rel=1e-7)
    refused = run("areaprogress", INPUT=two, QUOTA_FIELD="q", **common)
    assert not refused.ok and "任务表" in refused.said.errors[0] and "2 targets" in refused.said.errors[0]


def test_quotas_without_their_field_or_names_end_the_run():
    quotas = layer((None, "甲镇"), fields=(("town", QVariant.String),), kind="None", crs="", name="任务表")
    common = {
        "INPUT": layer((square(0, 0, 100), "a")),
        "UNITS": units(),
        "UNIT_FIELD": "name",
        "QUOTAS": quotas,
    }
    assert "which field of 任务表" in run("areaprogress", **common).said.errors[0]
    outcome = run("areaprogress", **common, QUOTA_FIELD="town")
    assert not outcome.ok and "任务表 has no field name" in outcome.said.errors[0]


def test_unreadable_and_broken_parcels_are_told_and_their_neighbours_stay():
    bow_tie = (
        "POLYGON((37500300 3600000,37500500 3600200,37500500 3600000,37500300 3600200,37500300 3600000))"
    )
    parcels = layer((None, "a"), ("POLYGON EMPTY", "b"), (bow_tie, "c"), (square(0, 0, 100), "d"))
    outcome = run("areaprogress", INPUT=parcels, UNITS=units(), UNIT_FIELD="name")
    assert [row["reason"] for row in outcome.rows("ENTRIES")] == ["invalid:null", "invalid:empty", "", ""]
    assert outcome.rows("PROGRESS")[0]["counted_m2"] == hectares(3)
    said = "\n".join(outcome.said.warnings)
    assert "图斑 parcels FID 1: A feature of 图斑 parcels could not be read: it has no geometry." in said
    assert "图斑 parcels FID 3: The outline was repaired on a copy (Self-intersection" in said
    assert (
        "Checked 4 of 4 interventions; 1 features repaired on a copy, 2 interventions unreadable."
        in outcome.said.infos
    )


def test_notes_of_a_kind_are_cut_with_the_number_of_the_rest():
    outcome = run("areaprogress", INPUT=layer(*[(None, "a")] * 25), UNITS=units(), UNIT_FIELD="name")
    assert len(outcome.said.warnings) == 21
    assert "5 more" in outcome.said.warnings[-1]


def test_a_unit_in_several_pieces_is_one_and_one_without_name_is_called_by_its_fid():
    towns = layer(
        (square(0, 0, 100), "甲镇"), (square(500, 0, 100), " 甲镇"), (square(200, 0, 100), None), name="乡镇"
    )
    outcome = run("areaprogress", INPUT=layer((square(50, 0, 500, 100), "a")), UNITS=towns, UNIT_FIELD="name")
    counted = {row["unit"]: row["counted_m2"] for row in outcome.rows("PROGRESS")}
    assert counted == {"甲镇": HECTARE, "FID 3": HECTARE, None: 0}
    assert any("乡镇 FID 3" in w and "no name" in w for w in outcome.said.warnings)


def test_units_that_overlap_are_told_with_the_users_name_of_the_layer():
    towns = layer((square(0, 0, 600), "甲镇"), (square(500, 0, 600), "乙镇"), name="乡镇")
    outcome = run("areaprogress", INPUT=layer((square(500, 0, 100), "a")), UNITS=towns, UNIT_FIELD="name")
    assert [row["counted_m2"] for row in outcome.rows("PROGRESS")] == [HECTARE, 0]
    assert any(w.startswith("乡镇: Township 乙镇 overlaps 甲镇") for w in outcome.said.warnings)


@pytest.mark.parametrize(
    "crs", ["EPSG:4546", "EPSG:4490", "EPSG:4326", "EPSG:3857", "EPSG:32649", "EPSG:4508"]
)
def test_layers_in_other_systems_give_the_same_areas(crs):
    import geopandas
    import shapely

    there = geopandas.GeoSeries([shapely.from_wkt(square(100, 100, 100))], crs=4525).to_crs(crs)[0].wkt
    outcome = run("areaprogress", INPUT=layer((there, "a"), crs=crs), UNITS=units(), UNIT_FIELD="name")
    assert outcome.rows("PROGRESS")[0]["counted_m2"] == pytest.approx(10000, rel=1e-6)
    assert outcome.layer("ENTRIES").crs().authid() == crs


def test_the_projects_ellipsoid_and_the_check_of_geometries_change_nothing():
    found = set()
    for ellipsoid in ("", "NONE", "EPSG:7030", "EPSG:7024"):
        project = QgsProject()
        project.setEllipsoid(ellipsoid)
        context = QgsProcessingContext()
        context.setProject(project)
        context.setEllipsoid(ellipsoid)
        outcome = run(
            "areaprogress",
            context=context,
            INPUT=layer((square(0, 0, 100), "a")),
            UNITS=units(),
            UNIT_FIELD="name",
        )
        found.add(outcome.rows("PROGRESS")[0]["counted_m2"])
    assert len(found) == 1


def test_only_the_selected_parcels_are_taken():
    parcels = layer((square(0, 0, 100), "a"), (square(200, 0, 100), "b"))
    project = QgsProject()
    project.addMapLayer(parcels)
    parcels.selectByIds([2])
    context = QgsProcessingContext()
    context.setProject(project)
    outcome = run(
        "areaprogress",
        context=context,
        INPUT=QgsProcessingFeatureSourceDefinition(parcels.id(), True),
        UNITS=units(),
        UNIT_FIELD="name",
    )
    assert [row["source_fid"] for row in outcome.rows("ENTRIES")] == [2]


def test_layers_without_features():
    outcome = run("areaprogress", INPUT=layer(), UNITS=units(), UNIT_FIELD="name", TARGET_FIELD="name")
    assert [(row["unit"], row["counted_m2"]) for row in outcome.rows("PROGRESS")] == [
        ("甲镇", 0),
        ("乙镇", 0),
    ]
    assert outcome.rows("ENTRIES") == []
    outcome = run(
        "areaprogress", INPUT=layer((square(0, 0, 100), "a")), UNITS=layer(name="乡镇"), UNIT_FIELD="name"
    )
    assert not outcome.ok and "乡镇 has no feature" in outcome.said.errors[0]


def test_a_text_that_is_no_order_is_told_and_the_rest_is_ordered():
    given = {"UNITS": units(), "UNIT_FIELD": "name", "ORDER_FIELD": "name"}
    rows = [(square(0, 0, 100), text) for text in ("去年", "2019-05-31", "20180531")]
    outcome = run("areaprogress", INPUT=layer(*rows), **given)
    assert [row["counted_m2"] for row in outcome.rows("ENTRIES")] == [0, 0, HECTARE]
    assert outcome.said.warnings[0].startswith("图斑 parcels FID 1: “去年” does not tell who was first")
    outcome = run("areaprogress", INPUT=layer(*rows[:1]), **given)
    assert not outcome.ok and "No value of the order field of 图斑 parcels" in outcome.said.errors[0]


@pytest.mark.parametrize("kind", ["LineString", "Point"])
def test_what_is_no_polygon_is_told_and_has_its_row(kind):
    wkt = (
        "LINESTRING(37500000 3600000,37500009 3600000)" if kind == "LineString" else "POINT(37500000 3600000)"
    )
    outcome = run("areaprogress", INPUT=layer((wkt, "a"), kind=kind), UNITS=units(), UNIT_FIELD="name")
    assert outcome.ok and "it is no polygon" in outcome.said.warnings[0]
    assert [row["reason"] for row in outcome.rows("ENTRIES")] == ["invalid:not_polygon"]


def test_crs_that_cannot_be_measured_are_refused_by_the_layers_name():
    good = {"INPUT": layer((square(0, 0, 9), "a")), "UNITS": units(), "UNIT_FIELD": "name"}
    bare = units()
    bare.setCrs(type(bare.crs())())
    outcome = run("areaprogress", **{**good, "UNITS": bare})
    assert not outcome.ok and "乡镇 has no coordinate system" in outcome.said.errors[0]
    outcome = run("areaprogress", **{**good, "INPUT": layer((square(0, 0, 9), "a"), crs="EPSG:2361")})
    assert not outcome.ok and "图斑 parcels is in Xian 1980" in outcome.said.errors[0]


def test_a_gbk_shapefile_in_a_folder_with_spaces_goes_through_to_files(tmp_path):
    import geopandas
    import shapely

    folder = tmp_path / "郧阳 图斑"
    folder.mkdir()
    frame = geopandas.GeoDataFrame(
        {"乡镇名称": ["茶店镇"]}, geometry=[shapely.from_wkt(square(0, 0, 1000))], crs="EPSG:4525"
    )
    write_gbk(frame, folder / "乡 镇.shp")
    parcels = folder / "图 斑.gpkg"
    frame.set_geometry([shapely.from_wkt(square(950, 0, 100))]).to_file(parcels)
    target = folder / "扣 减.gpkg"
    outcome = run(
        "areaprogress",
        INPUT=str(parcels),
        UNITS=str(folder / "乡 镇.shp"),
        UNIT_FIELD="乡镇名称",
        PROGRESS=str(folder / "进 度.csv"),
        DEDUCTIONS=str(target),
    )
    assert outcome.rows("PROGRESS")[0]["unit"] == "茶店镇"
    written = geopandas.read_file(target)
    assert written.area_m2.tolist() == [hectares(0.5)] and written.crs.to_epsg() == 4525
    assert "茶店镇" in (folder / "进 度.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("percent", [1, 12, 35, 60])
def test_a_cancelled_run_leaves_no_output_and_the_bar_never_goes_back(tmp_path, percent):
    outputs = {name: str(tmp_path / f"{name} 输出.gpkg") for name in ("PROGRESS", "ENTRIES", "DEDUCTIONS")}
    parcels = layer(*[(square(20 * (i % 50), 20 * (i // 50), 20), "a") for i in range(2500)])
    said = Said(cancel_at=percent)
    outcome = run("areaprogress", said, INPUT=parcels, UNITS=units(), UNIT_FIELD="name", **outputs)
    assert not outcome.ok
    assert list(tmp_path.iterdir()) == []
    assert "cancelled" in said.errors[0]
    said = Said()
    assert run("areaprogress", said, INPUT=parcels, UNITS=units(), UNIT_FIELD="name", **outputs).ok
    assert said.percents == sorted(said.percents) and said.percents[0] >= 0 and said.percents[-1] <= 100
