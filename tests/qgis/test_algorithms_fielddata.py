"""Field data through Processing: in with every finding, out so that it comes in again."""

from __future__ import annotations

import pytest

from ecoledger.tests.qgis.running import layer, run, square

pytestmark = pytest.mark.usefixtures("plugin")

AT = (37481267.2861, 3630585.2182)
HECTARE = square(-50, -50, 100, at=AT)
MANY = {name: "TEMPORARY_OUTPUT" for name in ("POLYGONS", "LINES", "POINTS", "FINDINGS")}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "外业 数据"
    path.mkdir()
    return path


def exported(folder, name, **more):
    path = folder / name
    outcome = run(
        "exportfielddata", INPUT=layer((HECTARE, "试验地")), NAME_FIELD="name", OUTPUT=str(path), **more
    )
    assert outcome.ok, outcome.said.errors
    return path


@pytest.mark.parametrize("format", ["gpx", "kml", "txt"])
def test_what_was_exported_comes_in_again_with_the_same_area(folder, format):
    path = exported(folder, f"试验地.{format}", FORMAT=format)
    datum = {} if format == "txt" else {"DATUM": "wgs84"}
    back = run("importfielddata", INPUT=str(path), GEOMETRY="polygon", **datum, **MANY)
    rows = back.rows("POLYGONS")
    assert len(rows) == 1 and rows[0]["name"] == "试验地" and rows[0]["source_file"] == path.name
    # domain.md §1.7: the square of 100 m measures 9 999.9135 m²; KML and GPX keep 9 decimals of a degree
    assert rows[0]["area_m2"] == pytest.approx(9999.9135, abs=0.02)
    assert [row["rule"] for row in back.rows("FINDINGS")] == ["track.no_times"] * (format == "gpx")


def test_kml_for_phone_maps_is_shifted_and_can_be_put_back(folder):
    path = exported(folder, "手机.kml", FORMAT="kml", GCJ02=True)
    shifted = run("importfielddata", INPUT=str(path), DATUM="wgs84", **MANY)
    back = run("importfielddata", INPUT=str(path), DATUM="gcj02", **MANY)
    east = [outcome.layer("POLYGONS").extent().center().x() for outcome in (shifted, back)]
    assert east[0] - east[1] == pytest.approx(0.00533, abs=1e-5)  # domain.md §2.4 at (110.8, 32.8)


def test_a_doubtful_datum_is_a_finding_with_file_rule_and_suggestion(folder):
    path = exported(folder, "轨迹.gpx", FORMAT="gpx")
    outcome = run("importfielddata", INPUT=str(path), **MANY)
    found = outcome.rows("FINDINGS")
    rules = ["doctor.datum_unclear", "intake.doubtful", "track.no_times"]
    assert [row["rule"] for row in found] == rules
    assert found[0]["file"] == "轨迹.gpx" and found[0]["suggestion"]
    assert len(outcome.said.warnings) == 3


def test_a_line_becomes_a_strip_of_the_width_given(folder):
    path = exported(folder, "轨迹.gpx", FORMAT="gpx")
    outcome = run("importfielddata", INPUT=str(path), DATUM="wgs84", GEOMETRY="line", WIDTH=2.0, **MANY)
    [row] = outcome.rows("POLYGONS")
    # four sides of 100 m: 2 m x 400 m less what its corners cover twice or leave open, at most 4 m² each
    assert row["area_m2"] == pytest.approx(800, abs=16)
    assert row["length_m"] == pytest.approx(400, abs=0.1)


def test_segments_and_lobes_are_choices_of_their_own(folder):
    path = exported(folder, "轨迹.gpx", FORMAT="gpx")
    chosen = {"SEGMENTS": "kept", "LOBES": "largest"}
    outcome = run("importfielddata", INPUT=str(path), DATUM="wgs84", **chosen, **MANY)
    assert len(outcome.rows("POLYGONS")) == 1


def test_a_file_that_is_none_is_told_and_the_outputs_are_there(folder):
    (folder / "坏.gpx").write_bytes(b"<gpx><trk>")
    outcome = run("importfielddata", INPUT=str(folder), **MANY)
    assert outcome.ok and outcome.rows("POLYGONS") == []
    assert outcome.rows("FINDINGS")[0]["file"] == "坏.gpx"


def test_points_cannot_be_written_as_land_bureau_text(folder):
    path = folder / "点.txt"
    outcome = run(
        "exportfielddata",
        INPUT=layer(("POINT(37481267 3630585)", "a"), kind="Point"),
        FORMAT="txt",
        OUTPUT=str(path),
    )
    assert not outcome.ok and not path.exists()
    assert outcome.said.errors
