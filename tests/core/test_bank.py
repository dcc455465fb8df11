"""Riverbanks by functional zone: lengths by class, township and bank, held to how the sample was drawn."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod, Transformer

from ecoledger.core.bank import bank_statistics
from ecoledger.core.model import DONE
from ecoledger.tests.core.samples import sample_of

X, Y = 37_500_000.0, 3_600_000.0


def frame(*geometry, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=4525)


def line(*xy):
    return shapely.LineString([(X + x, Y + y) for x, y in xy])


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


# A river that runs north: its left bank lies in the west.
REACH = frame(line((0, 0), (0, 10_000)), river=["汉江"])
BANKS = frame(
    line((-100, 0), (-100, 10_000)), line((100, 10_000), (100, 0)), river=["汉江"] * 2, bank=["1", "2"]
)
TOWNS = frame(box(-5000, 0, 5000, 4000), box(-5000, 4000, 5000, 10_000), code=["甲", "乙"])


def ask(zones, banks=BANKS, **more):
    return bank_statistics(zones, banks, REACH, TOWNS, **more)


def rows(table, *columns):
    return [
        tuple(round(v, 1) if isinstance(v, float) else v for v in row)
        for row in table[list(columns)].to_numpy()
    ]


def test_a_zone_is_measured_along_its_bank_and_cut_at_the_border_of_townships():
    found = ask(frame(box(-300, 3000, -100, 6000), **{"class": ["1"]}))
    assert rows(found.stretches, "township", "bank", "from_m", "to_m", "length_m") == [
        ("甲", "1", 3000.0, 4000.0, 1000.0),
        ("乙", "1", 4000.0, 6000.0, 2000.0),
    ]
    assert not found.notes


def test_the_length_is_that_of_the_ellipsoid():
    found = ask(frame(box(-300, 3000, -100, 3500), **{"class": ["1"]}))
    lon, lat = Transformer.from_crs(4525, 4490, always_xy=True).transform([X - 100] * 2, [Y + 3000, Y + 3500])
    assert found.stretches.length_m.sum() == pytest.approx(
        Geod(ellps="GRS80").line_length(lon, lat), abs=1e-4
    )


def test_shares_add_up_on_each_bank_of_each_township():
    zones = frame(
        box(-300, 0, -100, 1000),
        box(-300, 1000, -100, 4000),
        box(100, 0, 300, 500),
        **{"class": ["1", "2", "1"]},
    )
    found = ask(zones)
    assert rows(found.summary, "township", "bank", "class", "zones", "length_m") == [
        ("甲", "1", "1", 1, 1000.0),
        ("甲", "1", "2", 1, 3000.0),
        ("甲", "2", "1", 1, 500.0),
    ]
    assert found.summary.share.tolist() == pytest.approx([0.25, 0.75, 1.0], rel=1e-4)


def test_chainage_runs_downstream_whichever_way_the_bank_was_drawn():
    found = ask(frame(box(100, 1000, 300, 1500), **{"class": ["1"]}))
    assert rows(found.stretches, "bank", "from_m", "to_m") == [("2", 1000.0, 1500.0)]


def test_both_banks_take_the_reach_once():
    zones = frame(box(-300, 1000, -100, 3000), box(100, 2000, 300, 5000), **{"class": ["1", "2"]})
    totals = ask(zones, works=frame(line((-90, 0), (-90, 600)), line((90, 400), (90, 1000)))).totals
    assert rows(totals, "bank", "length_m", "zoned_m") == [
        ("1", 10_000.0, 2000.0),
        ("2", 10_000.0, 3000.0),
        ("", 10_000.0, 4000.0),
    ]
    assert totals.works_m.iloc[-1] == pytest.approx(1000, abs=0.01)
    assert totals.share.iloc[-1] == pytest.approx(0.4, abs=1e-5)


# A tributary that runs beside the main stem, 600 m east of it, and joins it from 5000 m on.
BROOK = line((600, 2000), (600, 5000), (0, 5400))
BROOK_BANKS = [line((580, 2000), (580, 5000)), line((620, 5000), (620, 2000))]


@pytest.mark.parametrize("with_banks", [True, False], ids=["its banks drawn", "only its reach"])
def test_works_on_a_tributary_count_along_the_tributary_and_not_along_the_main_stem(with_banks):
    reaches = frame(*REACH.geometry, BROOK, river=["汉江", "小河"], **{"class": ["1", "2"]})
    more = BROOK_BANKS if with_banks else []
    rivers, sides = ["汉江"] * 2 + ["小河"] * len(more), ["1", "2"] + ["1", "2"][: len(more)]
    banks = frame(*BANKS.geometry, *more, river=rivers, bank=sides)
    works = frame(
        line((100, 5000), (100, 6000)),  # 1000 m on the main stem, past the mouth
        line((-100, 5500), (-100, 6500)),  # the other bank: 500 m of it are new
        line((570, 2500), (570, 3300)),  # 800 m on the tributary, 570 m from the main stem
        line((5000, 0), (5000, 900)),  # far from both
    )
    totals = bank_statistics(frame().set_geometry([], crs=4525), banks, reaches, TOWNS, works).totals
    reach = totals[totals.bank == ""]
    assert reach.river_class.tolist() == ["1", "2"]
    assert reach.works_m.tolist() == pytest.approx([1500, 800], abs=0.01)
    assert totals.works_m[totals.bank != ""].isna().all()


def test_works_that_cannot_be_read_are_told():
    works = frame(line((100, 0), (100, 500)), None, box(0, 0, 1, 1), uuid=["a", "b", "c"])
    found = ask(frame().set_geometry([], crs=4525), works=works)
    assert [(note.id, note.source, note.uuid) for note in found.notes] == [
        ("bank.unreadable", "intervention_lines", "b"),
        ("bank.unreadable", "intervention_lines", "c"),
    ]
    assert found.totals.works_m.iloc[-1] == pytest.approx(500, abs=0.01)


def test_a_zone_drawn_a_little_off_its_bank_or_across_it_has_the_bank_s_length():
    zones = frame(box(-300, 1000, -112, 2000), box(-300, 3000, -80, 3500), box(-300, 6000, 0, 6400))
    assert rows(ask(zones).stretches, "fid", "length_m") == [(0, 1000.0), (1, 500.0), (2, 400.0)]


def test_two_zones_on_one_stretch_count_it_once_and_say_so():
    found = ask(frame(box(-300, 0, -100, 1000), box(-300, 600, -100, 2000)))
    assert rows(found.stretches, "fid", "length_m") == [(0, 1000.0), (1, 1000.0)]
    (note,) = found.notes
    assert (note.id, note.fid, note.fields["other"]) == ("bank.counted_once", 1, 0)
    assert note.fields["length"] == pytest.approx(400, abs=0.01)


def test_a_zone_along_no_bank_or_of_another_side_is_listed():
    zones = frame(
        box(-900, 0, -700, 500), box(-300, 0, -100, 500), None, bank=["1", "2", "1"], uuid=["a", "b", "c"]
    )
    found = ask(zones)
    assert [(note.id, note.uuid) for note in found.notes] == [
        ("bank.unreadable", "c"),
        ("bank.along_none", "a"),
        ("bank.other_side", "b"),
    ]
    assert rows(found.stretches, "uuid", "bank") == [("b", "1")]


def test_the_side_is_found_where_the_bank_lines_do_not_state_it():
    banks = frame(line((-100, 0), (-100, 10_000)), river=["汉江"])
    found = ask(frame(box(-300, 0, -100, 500)), banks)
    assert rows(found.stretches, "bank") == [("1",)]


def test_a_bank_without_a_reach_is_measured_and_listed():
    banks = frame(line((2000, 0), (2000, 900)), river=["堵河"], bank=["2"])
    found = ask(frame(box(2000, 0, 2300, 900)), banks)
    assert rows(found.stretches, "river", "bank", "length_m") == [("堵河", "2", 900.0)]
    assert [note.id for note in found.notes] == ["bank.no_reach"]


def test_without_zones_every_bank_has_nothing_zoned():
    found = ask(frame().set_geometry([], crs=4525))
    assert not len(found.stretches) and not len(found.summary)
    assert found.totals.zoned_m.tolist() == [0, 0, 0]


@pytest.fixture(scope="module")
def sample():
    return sample_of(2018, 400)


@pytest.fixture(scope="module")
def of_sample(sample):
    layers = sample.layers
    works = layers["intervention_lines"]
    done = works[works.status.isin([int(s) for s in DONE])]
    names = ("riverbank_zones", "river_banks", "river_reaches", "townships")
    return bank_statistics(*(layers[name] for name in names), done)


def test_the_sample_s_zones_take_their_banks_from_end_to_end(of_sample):
    banks = of_sample.totals[(of_sample.totals.river == "汉江") & (of_sample.totals.bank != "")]
    assert banks.share.tolist() == pytest.approx([1, 1], abs=1e-9)
    assert not of_sample.notes


def test_the_sample_s_zones_have_the_length_of_their_inner_border(of_sample, sample):
    """A zone of the sample is the strip between its bank's vertices and as many landward ones."""
    geod, to_lonlat = Geod(ellps="GRS80"), Transformer.from_crs(4525, 4490, always_xy=True).transform
    found = of_sample.stretches.groupby("uuid").length_m.sum()
    for zone in sample.layers["riverbank_zones"].itertuples():
        ring = shapely.get_coordinates(zone.geometry)[:-1]
        inner = ring[: len(ring) // 2]
        assert found[zone.uuid] == pytest.approx(geod.line_length(*to_lonlat(*inner.T)), rel=1e-6)


def test_the_sample_s_bank_works_are_counted_along_the_reach_once(of_sample, sample):
    river = of_sample.totals.query("river == '汉江' and bank == ''").iloc[0]
    assert river.length_m == pytest.approx(136_000, abs=0.01)
    progress = sample.expected.progress().set_index("target")
    assert river.works_m == pytest.approx(progress.counted["han_bank_rehabilitation"], abs=0.1)
    apart = of_sample.totals.query("river_class == '2' and bank == ''").works_m
    lines = sample.layers["intervention_lines"]
    stem = sample.layers["river_reaches"].query("`class` == '1'").union_all()
    aside = lines[lines.geometry.distance(stem) > 1000]
    assert len(aside) == 1 and apart.sum() == pytest.approx(aside.length.sum(), rel=0.2)
