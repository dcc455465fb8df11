"""Field data beside a ledger: what is known already, and the rows that are written."""

import numpy as np
import pytest
import shapely

from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.gpx_writer import write_gpx
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.core.intake import IntakeOptions, Wish, take_in
from ecoledger.tests.core.intake.walks import EAST, HOME, NORTH, known, track, walked


def test_ground_that_is_known_is_told_with_its_share_and_township():
    ledger = known([walked(), walked() + [0.1, 0.0]])
    half = walked() + [10 * EAST, 0]  # 10 of its 20 steps lie on the first
    shapes = ledger.on_map([shapely.Polygon(half), shapely.Polygon(walked() + [0.02, 0.02])])
    told, nothing = ledger.repeats(shapes)
    assert (round(told.share, 3), told.name, nothing) == (0.5, "0 号", None)
    assert ledger.township_of(shapes) == ["999001101", "999001101"]


def test_a_line_is_repeated_where_it_runs_beside_a_known_one():
    import geopandas as gpd

    from ecoledger.core.intake import Known

    line = shapely.LineString([HOME, HOME + [100 * EAST, 0]])
    towns = known().townships
    works = gpd.GeoDataFrame({"name": ["堤"], "source_sha256": [None]}, geometry=[line], crs=4490).to_crs(
        4525
    )
    beside = shapely.LineString(
        [HOME + [50 * EAST, NORTH], HOME + [150 * EAST, NORTH]]
    )  # 10 m away, 1 km long
    ledger = Known(towns, works)
    [repeat] = ledger.repeats(ledger.on_map([beside]))
    # 500 m along it, and the 11 m that its round end reaches on: √(15² - 10²)
    assert repeat.share == pytest.approx(0.511, abs=0.002)


def test_a_file_is_known_by_its_content(folder):
    write_gpx(folder / "一圈.gpx", [track(walked())])
    [taken] = take_in([folder / "一圈.gpx"], IntakeOptions(datum="wgs84")).taken
    assert known([walked()], marks=[taken.subject.sha256]).files == {taken.subject.sha256: 1}
    assert known([walked()]).files == {}


def test_a_walk_becomes_a_parcel_and_its_raw_track_names_it(folder):
    from ecoledger.core.intake import Choice, records_of

    write_gpx(folder / "一圈.gpx", [track(walked())])
    [taken] = take_in([folder / "一圈.gpx"], IntakeOptions(datum="wgs84")).taken
    frames = records_of(taken, {0: Choice("greening", "planting", 60, 2024)}, "王工").frames
    parcel, raw = frames["intervention_polygons"].iloc[0], frames["tracks"].iloc[0]
    assert (parcel.target, parcel.measure, parcel.status, parcel.year) == ("greening", "planting", 60, 2024)
    assert (parcel.source_kind, parcel.source_file, parcel.source_sha256) == (
        "gps",
        "一圈.gpx",
        taken.subject.sha256,
    )
    assert parcel.source_note == "EPSG:4326; chosen; 王工; utf-8"
    assert raw.intervention == parcel.uuid and raw.n_points == 80 and raw.device == "EcoLedger"
    assert shapely.get_num_coordinates(raw.geometry) == 80


def test_what_is_not_chosen_is_left_out_and_points_become_sites_of_their_own(folder):
    from ecoledger.core.intake import Choice, records_of

    two = Item("point", "两处", (Part(HOME[None]), Part(HOME[None] + 0.01)))
    write_kml(folder / "点.kml", [two, Item("polygon", "面", (Part(walked()),))])
    [taken] = take_in([folder / "点.kml"], IntakeOptions(datum="wgs84")).taken
    frames = records_of(taken, {0: Choice("plant")}, "").frames
    assert list(frames) == ["intervention_points"]
    sites = frames["intervention_points"]
    assert len(sites) == 2 and sites.uuid.is_unique


def test_columns_of_a_foreign_layer_go_before_the_choice_and_unknown_words_are_told(folder):
    import geopandas as gpd

    from ecoledger.core.fielddata.mapping import Column, FieldMapping
    from ecoledger.core.intake import Choice, records_of
    from ecoledger.core.intake.records import Vocabulary

    layer = gpd.GeoDataFrame(
        {"CUN": ["五道岭", "黄坪"], "CS": ["人工造林", "打井"], "MJ": [60.0, 30.0]},
        geometry=[shapely.Polygon(walked()), shapely.Polygon(walked() + 0.01)],
        crs="EPSG:4490",
    )
    layer.to_file(folder / "小班.gpkg")
    [taken] = take_in([folder / "小班.gpkg"]).taken
    mapping = FieldMapping(
        (Column("CUN", "village"), Column("CS", "measure"), Column("MJ", "reported_mu", unit="mu"))
    )
    words = Vocabulary({"measure": {"人工造林": "planting", "planting": "planting"}})
    made = records_of(taken, {0: Choice(measure="fencing"), 1: Choice(measure="fencing")}, "", mapping, words)
    frame = made.frames["intervention_polygons"]
    assert frame.village.tolist() == ["五道岭", "黄坪"]
    assert frame.measure.tolist() == ["planting", "fencing"]
    assert frame.reported_mu.tolist() == [60.0, 30.0]
    assert [fault.fields["value"] for fault in made.findings] == ["打井"]


def test_what_single_items_become_can_be_chosen(folder):
    items = [Item("polygon", name, (Part(walked() + i * 0.01),)) for i, name in enumerate("甲乙")]
    write_kml(folder / "勾绘.kml", items)
    intake = take_in([folder / "勾绘.kml"], IntakeOptions(datum="wgs84", wishes={1: Wish("point")}))
    assert intake.polygons().name.tolist() == ["甲"] and intake.points().name.tolist() == ["乙"]


def test_each_reading_is_drawn_with_few_positions(folder):
    from ecoledger.core.intake import trace

    long = HOME + np.column_stack([np.linspace(0, 0.1, 50_000), np.zeros(50_000)])
    items = [Item("line", "长", (Part(long),)), Item("point", "点", (Part(HOME[None]),))]
    write_kml(folder / "长.kml", items)
    [taken] = take_in([folder / "长.kml"]).taken
    for guess in taken.diagnosis.guesses:
        lines, points = trace(taken.subject, guess)
        assert shapely.get_num_coordinates(lines) <= 2001 and shapely.get_num_coordinates(points) == 1
        ends = shapely.get_coordinates(lines)[[0, -1]]
        assert ends == pytest.approx(guess.roughly(long[[0, -1]]))


def test_shapes_of_a_list_repeat_those_of_their_own_kind_only():
    from ecoledger.core.intake import twins

    line = shapely.LineString([(0, 0), (1000, 0)])
    near = shapely.LineString([(500, 10), (1500, 10)])
    shapes = [line, near, shapely.Point(0, 0), shapely.Point(9, 0), shapely.box(0, 0, 10, 10)]
    found = twins(np.array(shapes, dtype=object))
    pairs = {(int(one), int(other)): share for one, other, share in found.itertuples(index=False)}
    assert set(pairs) == {(0, 1), (1, 0), (2, 3), (3, 2)}
    assert pairs[2, 3] == 1.0
    # 500 m along it, and the 11 m that its round end reaches on: √(15² - 10²)
    assert pairs[0, 1] == pytest.approx(0.511, abs=0.002)
    assert len(twins(np.zeros(0, dtype=object))) == 0
