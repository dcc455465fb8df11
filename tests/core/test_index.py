"""The index equals the closed ledger after any sequence of edits, and can take each back."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.index import LedgerIndex
from ecoledger.core.ledger import AMOUNTS, close_ledger
from ecoledger.core.ledger.matrix import pieces_as_one
from ecoledger.core.model import Group, Options, Target
from ecoledger.core.plan.units import unit_of
from ecoledger.core.stacking import stacked

MU, KM, SITE = unit_of("亩"), unit_of("km"), unit_of("处")
TARGETS = (
    Target("oak", "4", "橡子林", "Oak", "area", "polygon", 30, MU, 2e4, group="trees"),
    Target(
        "barren", "4", "灭荒", "Barren", "area", "polygon", 30, MU, 2e4, group="trees", baseline="barren_land"
    ),
    Target("karst", "4", "石漠化", "Karst", "area", "polygon", 30, MU, 2e4, min_area=400.0),
    Target("bank", "1", "岸线", "Bank", "length", "line", 1, KM, 1e3, baseline="river_reaches", tolerance=30),
    Target("works", "5", "供水", "Works", "count", "point", 3, SITE, 3),
)
GROUPS = (Group("trees", "造林", "Trees"),)


def moved(shape):
    return shapely.transform(shape, lambda xy: xy + [37500000, 3600000])


def box(*bounds):
    return moved(shapely.box(*bounds))


TOWNS = gpd.GeoDataFrame(
    {"code": ["1", "2"]}, geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)], crs=4525
)
BASELINES = {
    "barren_land": gpd.GeoDataFrame({"class": ["1"]}, geometry=[box(20, 20, 180, 90)], crs=4525),
    "river_reaches": gpd.GeoDataFrame(
        {"class": ["1"]}, geometry=[moved(shapely.LineString([(0, 50), (200, 50)]))], crs=4525
    ),
}
OPTIONS = Options(period=(dt.date(2018, 1, 1), dt.date(2020, 12, 31)), as_of=dt.date(2020, 6, 30))
BOW_TIE = shapely.Polygon([(10, 10), (60, 60), (60, 10), (10, 60)])


def frame(*rows):
    columns = ("uuid", "target", "year", "completed", "status", "geometry")
    table = pd.DataFrame(list(rows), columns=list(columns))
    return gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=list(table.geometry), crs=4525)


def row(uuid, target, shape, year=2019, completed="2019-05-01", status=60):
    return uuid, target, year, completed, status, None if shape is None else moved(shape)


def built(rows, options=None):
    return LedgerIndex.build(rows, TOWNS, TARGETS, groups=GROUPS, baselines=BASELINES, options=options)


def assert_equal_to_closing(index, rows, options=None):
    """Compare every entry and every sum with a ledger closed from the rows."""
    ledger = close_ledger(rows, TOWNS, TARGETS, groups=GROUPS, baselines=BASELINES, options=options)
    for full in ledger.entries.itertuples():
        entry = index.entry(full.uuid)
        assert (entry.stage, entry.base_unit, entry.reason) == (full.stage, full.base_unit, full.reason)
        for name in AMOUNTS:
            assert entry.amounts[name] == pytest.approx(getattr(full, name), rel=1e-9, abs=1e-6), (
                full.uuid,
                name,
            )
        assert entry.excluded == pytest.approx(full.excluded, rel=1e-9)
        earlier = set(full.earlier_uuid.split(";")) if full.earlier_uuid else set()
        assert set(entry.earlier) == earlier, full.uuid
    pieces = ledger.pieces.assign(
        year=ledger.pieces.year.astype(float).fillna(-1), unit=ledger.pieces.unit.fillna("")
    )
    wanted = pieces.groupby(["target", "unit", "year", "stage"])[list(AMOUNTS)].sum()
    sums = index.sums()
    sums = sums.assign(year=sums.year.astype(float).fillna(-1), unit=sums.unit.fillna(""))
    got = sums.set_index(["target", "unit", "year", "stage"])
    got = got[(got.abs() > 1e-6).any(axis=1)]
    wanted = wanted[(wanted.abs() > 1e-6).any(axis=1)]
    assert set(got.index) == set(wanted.index)
    np.testing.assert_allclose(got.reindex(wanted.index).to_numpy(), wanted.to_numpy(), rtol=1e-9, atol=1e-6)


START = frame(
    row("a", "oak", shapely.box(0, 0, 60, 60)),
    row("b", "barren", shapely.box(30, 30, 120, 90), 2020, "2020-03-01"),
    row("c", "karst", shapely.box(150, -20, 190, 40), status=40),
    row("d", "bank", shapely.LineString([(0, 52), (120, 52)])),
    row("e", "works", shapely.Point(50, 50)),
)


def test_the_index_begins_as_the_closed_ledger():
    assert_equal_to_closing(built(START), START)


def test_a_new_parcel_takes_ground_from_one_that_finished_later():
    index = built(START)
    new = frame(row("n", "oak", shapely.box(50, 40, 100, 80), completed="2018-01-15"))
    change = index.change(new)
    assert change.later == ("a", "b")
    assert_equal_to_closing(index, pd.concat([START, new], ignore_index=True))


def test_removing_a_parcel_gives_its_ground_to_the_next():
    index = built(START)
    index.change(removed=["a"])
    assert_equal_to_closing(index, START[START.uuid != "a"].reset_index(drop=True))


def test_a_status_changed_back_gives_ground_free():
    index = built(START)
    void = frame(row("a", "oak", shapely.box(0, 0, 60, 60), status=99))
    index.change(void)
    assert_equal_to_closing(index, pd.concat([START[START.uuid != "a"], void], ignore_index=True))
    assert index.entry("a").reason == "status"


def test_undo_is_as_if_nothing_had_been():
    index = built(START)
    before = index.sums()
    change = index.change(frame(row("n", "karst", shapely.box(0, 0, 200, 100))), removed=["c", "d"])
    index.undo(change)
    assert_equal_to_closing(index, START)
    merged = before.merge(index.sums(), on=["target", "unit", "year", "stage"])
    assert len(merged) == len(before)


def test_only_the_last_change_can_be_undone():
    index = built(START)
    first = index.change(removed=["a"])
    index.change(removed=["b"])
    with pytest.raises(ValueError, match="not the last"):
        index.undo(first)


def test_a_preview_says_what_would_happen_and_changes_nothing():
    index = built(START)
    effect = index.preview(frame(row("n", "oak", shapely.box(50, 0, 110, 50), completed="2020-01-01")))
    # by hand on the plane: 60 x 50, of which 10 x 50 is a's, and b (later) meets 50..110 x 30..50
    assert effect.entry.amounts["gross"] == pytest.approx(3000, rel=1e-6)
    assert effect.entry.amounts["overlap"] == pytest.approx(500, rel=1e-6)
    assert effect.entry.earlier == ("a",) and effect.later == ("b",)
    before, after = effect.moved["oak", "1", 2019, "accepted"]
    assert (before, after) == (pytest.approx(3600, rel=1e-6), pytest.approx(3600 + 2000, rel=1e-6))
    assert effect.moved["oak", "2", 2019, "accepted"][0] == 0
    assert_equal_to_closing(index, START)


def test_what_has_no_uuid_of_its_own_is_refused():
    for rows in (frame(row(None, "oak", shapely.box(0, 0, 9, 9))), START.iloc[[0, 0]]):
        with pytest.raises(ValueError, match="uuid of its own"):
            built(rows)
    with pytest.raises(KeyError):
        built(START).change(removed=["nobody"])
    with pytest.raises(ValueError, match="order"):
        built(START.assign(order=1))


def test_a_line_is_closed_with_all_of_its_reach():
    index = built(START)
    new = frame(row("n", "bank", shapely.LineString([(60, 48), (200, 48)]), completed="2018-02-01"))
    change = index.change(new)
    assert change.later == ("d",)
    assert_equal_to_closing(index, pd.concat([START, new], ignore_index=True))


SHAPES = st.one_of(
    st.builds(
        lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
        *(st.integers(-20, 200), st.integers(-20, 100), st.integers(1, 90), st.integers(1, 90)),
    ),
    st.builds(
        lambda x, y, r: shapely.Point(x, y).buffer(r, 4),
        *(st.integers(0, 200), st.integers(0, 100), st.integers(2, 40)),
    ),
    st.just(BOW_TIE),
    st.sampled_from([None, shapely.Polygon(), shapely.Polygon([(0, 0), (5, 5), (9, 9)])]),
)
AREA_ROWS = st.builds(
    row,
    st.sampled_from("abcdefghij"),
    st.sampled_from(["oak", "barren", "karst", "", "unknown"]),
    SHAPES,
    st.sampled_from([2017, 2019, 2020, None]),
    st.sampled_from(["2017-06-01", "2019-05-01", "2020-03-01", "2020-12-01", None]),
    st.sampled_from([10, 30, 40, 60, 60, 80, 99]),
)
OTHER_ROWS = st.one_of(
    st.builds(
        lambda u, x1, x2, y: row(u, "bank", shapely.LineString([(x1, y), (x2 + 201, y)])),
        *(st.sampled_from("pqr"), st.integers(-20, 150), st.integers(-150, 20), st.integers(30, 90)),
    ),
    st.builds(
        lambda u, x, y: row(u, "works", shapely.Point(x, y)),
        st.sampled_from("stu"),
        st.integers(-20, 220),
        st.integers(0, 100),
    ),
)
ROWS = st.lists(st.one_of(AREA_ROWS, OTHER_ROWS), min_size=1, max_size=3, unique_by=lambda r: r[0])
GONE = st.lists(st.sampled_from("abcdefghijpqrstu"), min_size=1, max_size=2, unique=True)
EDIT = st.one_of(
    st.tuples(st.just("change"), ROWS),
    st.tuples(st.just("remove"), GONE),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("preview"), AREA_ROWS),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=12), st.sampled_from([None, OPTIONS]))
def test_after_any_edits_the_index_is_the_closed_ledger(edits, options):
    rows = START
    index, done = built(rows, options), []
    for kind, what in edits:
        if kind == "change":
            new = frame(*what)
            done.append((index.change(new), rows))
            rows = pd.concat([rows[~rows.uuid.isin(new.uuid)], new], ignore_index=True)
        elif kind == "remove":
            gone = [uuid for uuid in what if uuid in set(rows.uuid)]
            done.append((index.change(removed=gone), rows))
            rows = rows[~rows.uuid.isin(gone)].reset_index(drop=True)
        elif kind == "preview":
            index.preview(frame(what))
        elif done:
            change, rows = done.pop()
            index.undo(change)
    if len(rows):
        assert_equal_to_closing(index, rows, options)


COVER = Target(
    "cover", "3", "覆盖率", "Cover", "ratio", "polygon", 40, unit_of("%"), 0.4, derived_from=("oak", "karst")
)


def test_what_a_change_moved_is_asked_of_the_last_one_only():
    index = built(START)
    first = index.change(removed=["a"])
    index.change(removed=["b"])
    with pytest.raises(ValueError, match="not the last"):
        index.moved(first)


def test_ground_of_two_sources_is_once_in_the_target_derived_from_them():
    index = LedgerIndex.build(START, TOWNS, [*TARGETS, COVER], groups=GROUPS, baselines=BASELINES)
    # karst on 40 x 20 m of free ground and 20 x 20 m that oak counts (a: 0..60)
    new = frame(row("n", "karst", shapely.box(40, 0, 100, 20), 2020, "2020-01-01"))
    moved = index.moved(index.change(new))["cover", "1", 2020, "accepted"]
    amounts = dict(zip(AMOUNTS, moved, strict=True))
    assert (amounts["gross"], amounts["overlap"], amounts["counted"]) == pytest.approx(
        (1200, 400, 800), rel=1e-6
    )


def test_a_parcel_below_its_minimum_takes_nothing_from_the_target_derived_from_it():
    index = LedgerIndex.build(START, TOWNS, [*TARGETS, COVER], groups=GROUPS, baselines=BASELINES)
    small = frame(row("n", "karst", shapely.box(0, 0, 1, 1), 2020, "2020-01-01"))  # on ground that oak counts
    moved = index.moved(index.change(small))["cover", "1", 2020, "accepted"]
    assert moved.round(6).tolist() == [1, 0, 0, 0, 1, 0, 0]


def cover_of(rows):
    """What a ledger closed from rows has of `cover`, by township, year and stage."""
    ledger = close_ledger(rows, TOWNS, TARGETS, groups=GROUPS, baselines=BASELINES)
    pieces = pieces_as_one(ledger, COVER.derived_from)
    pieces = pieces.assign(year=pieces.year.astype(float).fillna(-1), unit=pieces.unit.fillna(""))
    return pieces.groupby(["unit", "year", "stage"])[list(AMOUNTS)].sum()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(AREA_ROWS, min_size=1, max_size=3, unique_by=lambda r: r[0]), min_size=1, max_size=4)
)
def test_a_derived_target_moves_as_the_closed_ledger_does_whatever_group_its_sources_are_in(changes):
    rows, cover = START, cover_of(START)
    index = LedgerIndex.build(rows, TOWNS, [*TARGETS, COVER], groups=GROUPS, baselines=BASELINES)
    for edited in changes:
        new = frame(*edited)
        moved = index.moved(index.change(new))
        after = stacked([rows[~rows.uuid.isin(new.uuid)], new])
        before, cover = cover, cover_of(after)
        wanted = cover.sub(before, fill_value=0)
        own = {(u or "", -1 if y is None else y, s): a for (t, u, y, s), a in moved.items() if t == "cover"}
        for key in own.keys() | set(wanted.index):
            expected = wanted.loc[key].to_numpy() if key in wanted.index else np.zeros(len(AMOUNTS))
            np.testing.assert_allclose(own.get(key, np.zeros(len(AMOUNTS))), expected, atol=1e-4, err_msg=key)
        rows = after
