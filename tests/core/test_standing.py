"""Where targets stand: rows that add up as printed, what is behind, pieces, growth, unsaved edits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.index import EditedLedger, Edits, LedgerIndex, with_own_uuids
from ecoledger.core.ledger import DEDUCTIONS, close_ledger
from ecoledger.core.ledger.matrix import pieces_as_one
from ecoledger.core.model import Options, Plan, Quota, Target, Township
from ecoledger.core.plan.units import to_base, unit_of
from ecoledger.core.standing import (
    Sources,
    View,
    growth,
    pieces,
    promised,
    rows,
    take_standing,
    with_pending,
)

MU = 2000 / 3
DAY = dt.date(2021, 6, 1)


def box(west, south, east, north):
    return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)


def target(id, amount, unit, kind="area", evidence="polygon", **more):
    own = unit_of(unit)
    return Target(id, "4", id, id, kind, evidence, amount, own, to_base(amount, own), **more)


PLAN = Plan(
    id="small",
    name_zh="",
    name_en="",
    district_code="1",
    district_name_zh="",
    crs="EPSG:4525",
    targets=(
        target("oak", 60, "亩", deadline=dt.date(2020, 12, 31)),
        target("wet", 0.01, "万亩"),
        target("cover", 10, "%", "ratio", aggregate="share_of_district", derived_from=("oak", "wet")),
        target("straw", 70, "%", "ratio", "attribute", aggregate="mean"),
    ),
    townships=(Township("1", "甲镇"), Township("2", "乙镇")),
    quotas=(
        Quota("oak", "1", 2019, 12 * MU),
        Quota("oak", "1", 2020, 6 * MU),
        Quota("oak", "2", 2020, 3 * MU),
    ),
)
TOWNS = gpd.GeoDataFrame(
    {"code": ["1", "2"], "name": ["甲镇", "乙镇"]},
    geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)],
    crs=4525,
)
REPORTS = pd.DataFrame(
    {"target": "straw", "township": ["1", "2"], "date": ["2019-12-31"] * 2, "value": [60.0, 70.0]}
)


def works(*parcels):
    columns = ("fid", "uuid", "target", "status", "year", "completed")
    table = pd.DataFrame([p[:-1] for p in parcels], columns=columns)
    table["completed"] = pd.to_datetime(table["completed"])
    table["created"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns, UTC]")
    table["reported"], table["name"] = float("nan"), None
    table.insert(0, "table", "intervention_polygons")
    return gpd.GeoDataFrame(table, geometry=[p[-1] for p in parcels], crs=4525)


WORKS = works(
    (1, "a", "oak", 60, 2019, "2019-05-01", box(0, 0, 100, 100)),
    (2, "b", "oak", 60, 2020, "2020-05-01", box(50, 0, 150, 100)),  # half of it repeats a
    (3, "c", "oak", 60, 2020, "2020-07-01", box(1950, 0, 2050, 100)),  # half of it in no township
    (4, "d", "wet", 60, 2019, "2019-07-01", box(950, 500, 1050, 600)),  # in both townships
    (5, "e", "wet", 20, 2020, None, box(200, 200, 300, 300)),  # designed
    (6, "f", "oak", 60, 2020, "2020-08-01", None),
)


@pytest.fixture(scope="module")
def standing():
    return take_standing(Sources(WORKS, TOWNS, {}, REPORTS), PLAN)


def found(standing, label, **view):
    return next(row for row in rows(standing, View(day=DAY, **view)) if row.label == label)


# Rows


def test_a_target_in_the_unit_of_the_plan(standing):
    oak = found(standing, "oak")
    assert (oak.amount, oak.quota, oak.promise) == (60, 21, 60)
    assert (oak.amounts["gross"], oak.amounts["overlap"], oak.amounts["outside"]) == (45.0, 7.5, 7.5)
    assert (oak.amounts["counted"], oak.remaining, oak.percent) == (30.0, 30.0, pytest.approx(50, rel=1e-6))
    assert (oak.n, oak.n_invalid) == (4, 1)


def test_an_area_in_the_unit_that_is_asked_for(standing):
    assert found(standing, "wet").amounts["counted"] == 0.0015
    assert found(standing, "wet", unit="mu").amounts["counted"] == 15.0
    assert found(standing, "wet", unit="ha").amounts["counted"] == 1.0
    assert found(standing, "wet", unit="km2").amounts["counted"] == 0.01
    assert found(standing, "straw", unit="ha").unit.id == "percent"


def test_a_township_is_held_to_its_quota(standing):
    first, second, nowhere = found(standing, "oak").children
    assert [(row.label, row.quota, row.amounts["counted"]) for row in (first, second)] == [
        ("甲镇", 18.0, 22.5),
        ("乙镇", 3.0, 7.5),
    ]
    assert (nowhere.township, nowhere.amounts["outside"], nowhere.amounts["counted"]) == ("", 7.5, 0.0)


def test_a_township_with_neither_work_nor_quota_is_left_out(standing):
    assert [row.label for row in found(standing, "straw").children] == ["甲镇", "乙镇"]
    lonely = take_standing(Sources(WORKS[3:4], TOWNS, {}, None), PLAN)
    assert [row.label for row in found(lonely, "straw").children] == []


def test_the_stages_are_the_parts_of_the_bar(standing):
    assert found(standing, "wet", unit="mu").stages == {
        "accepted": 15.0,
        "reported": 0.0,
        "under_way": 0.0,
        "planned": 15.0,
    }


def test_one_year_is_held_to_its_quota(standing):
    oak = found(standing, "oak", year=2020)
    assert (oak.promise, oak.amounts["counted"]) == (9.0, 15.0)
    assert found(standing, "wet", year=2020, unit="mu").stages["planned"] == 15.0


def test_one_township_alone(standing):
    oak = found(standing, "oak", township="2")
    assert (oak.amounts["counted"], oak.promise, len(oak.children)) == (7.5, 3.0, 1)


def test_townships_first_has_the_same_figures(standing):
    towns = {row.township: row for row in rows(standing, View(by_township=True, unit="mu", day=DAY))[:-1]}
    assert list(towns) == ["1", "2", ""]
    assert {row.label: row.amounts["counted"] for row in towns["1"].children if row.label != "cover"} == {
        "oak": 22.5,
        "wet": 7.5,
        "straw": 60.0,
    }
    assert towns["1"].amounts["counted"] == 30.0  # of areas only


def test_the_total_is_of_areas(standing):
    total = rows(standing, View(day=DAY))[-1]
    assert (total.is_total, total.symbol, total.amounts["counted"], total.amount) == (True, "mu", 45.0, 160.0)


def test_a_derived_target_counts_shared_ground_once(standing):
    # 20 000 m² and 10 000 m² of the 2 km² of the district
    assert found(standing, "cover").amounts["counted"] == 1.5


def test_work_without_a_target_has_a_row_and_no_amount():
    stray = WORKS.assign(target=WORKS.target.where(WORKS.uuid != "d", None))
    row = rows(take_standing(Sources(stray, TOWNS, {}, None), PLAN), View())[-2]
    assert (row.n, row.symbol) == (1, "")
    assert pd.isna(row.amounts["counted"])


parcel = st.tuples(st.integers(-60, 1040), st.integers(0, 900), st.integers(1, 99), st.integers(1, 99))


@settings(max_examples=15, deadline=None)
@given(st.lists(parcel, min_size=1, max_size=6), st.sampled_from(["mu", "ha", "km2"]))
def test_whatever_is_printed_adds_up(parcels, unit):
    made = [
        (i, str(i), "oak", 60, 2019, "2019-05-01", box(x, y, x + w + 0.37, y + h + 0.61))
        for i, (x, y, w, h) in enumerate(parcels)
    ]
    found = rows(take_standing(Sources(works(*made), TOWNS, {}, None), PLAN), View(unit=unit))
    oak, *_, total = found

    def exact(row, name):
        return Decimal(f"{row.amounts[name]:.{row.unit.decimals}f}")

    for row in (*oak.children, oak, total):
        assert exact(row, "gross") - sum(exact(row, d) for d in DEDUCTIONS) == exact(row, "counted")
    for name in ("gross", "counted"):
        assert sum(exact(row, name) for row in oak.children) == exact(oak, name) == exact(total, name)


# Behind the plan


def test_a_target_whose_deadline_has_passed_is_behind(standing):
    late = found(standing, "oak").late
    assert late.fields == {"day": "2020-12-31", "due": "60.00", "missing": "30.00", "unit": "mu"}
    assert found(standing, "wet").late is None  # no deadline, no quota


def test_a_township_is_behind_what_was_due_by_the_end_of_last_year():
    plan = replace(PLAN, targets=(replace(PLAN.targets[0], deadline=None),))
    late = take_standing(Sources(WORKS[2:3], TOWNS, {}, None), plan)
    first, second, _ = rows(late, View(day=dt.date(2020, 3, 1)))[0].children
    assert first.late.fields["due"] == "12.00"  # 2019's; that of 2020 is due in December
    assert second.late is None


def test_nothing_is_called_behind_when_only_a_period_is_counted():
    options = Options(period=(dt.date(2020, 6, 1), dt.date(2020, 12, 31)))
    assert found(take_standing(Sources(WORKS, TOWNS, {}, None), PLAN, options=options), "oak").late is None


# Evidence


def test_the_pieces_of_a_deduction_with_the_earlier_one(standing):
    (piece,) = pieces(standing, found(standing, "oak"), "overlap")
    assert (piece.fid, piece.uuid, piece.amount) == (2, "b", 7.5)
    assert (piece.earlier_fid, piece.earlier_uuid, piece.earlier_table) == (1, "a", "intervention_polygons")
    assert shapely.from_wkb(piece.wkb).equals(box(50, 0, 100, 100))


def test_an_unreadable_parcel_is_listed_though_it_has_no_amount(standing):
    (piece,) = pieces(standing, found(standing, "oak"), "invalid")
    assert (piece.fid, piece.amount, piece.wkb) == (6, 0.0, None)


def test_pieces_of_one_township_and_year(standing):
    oak = found(standing, "oak")
    assert pieces(standing, oak.children[1], "overlap") == []
    assert pieces(standing, found(standing, "oak", year=2019), "overlap") == []
    assert [p.fid for p in pieces(standing, oak.children[2], "outside")] == [3]


def test_pieces_of_a_derived_target_are_those_of_its_sources(standing):
    assert [p.fid for p in pieces(standing, found(standing, "cover"), "overlap")] == [2]


def test_the_growth_by_day(standing):
    oak = found(standing, "oak")
    days, amounts = growth(standing, oak)
    assert days == [dt.date(2019, 5, 1), dt.date(2020, 5, 1), dt.date(2020, 7, 1)]
    assert amounts == pytest.approx([15, 22.5, 30], rel=1e-6)
    assert growth(standing, oak.children[1])[0] == [dt.date(2020, 7, 1)]


def test_what_was_promised_by_when(standing):
    ends = [dt.date(2019, 12, 31), dt.date(2020, 12, 31)]
    oak, wet = found(standing, "oak"), found(standing, "wet")
    assert [day for day, _ in promised(standing, oak, [])] == ends
    assert [amount for _, amount in promised(standing, oak, [])] == pytest.approx([12, 21])
    assert promised(standing, wet, [dt.date(2019, 7, 1)]) == [
        (dt.date(2019, 1, 1), 0.01),
        (dt.date(2019, 12, 31), 0.01),
    ]


# Unsaved edits


NEW = works((-1, "g", "oak", 60, 2020, "2020-09-01", box(100, 0, 200, 100)))  # half of it repeats b


def edited(rows=WORKS):
    """The ledger of the works, ready to be told of edits."""
    saved = with_own_uuids(rows)
    return EditedLedger(saved, LedgerIndex.build(saved, TOWNS, PLAN.targets))


def pending(standing, edits, **view):
    """The rows with what edits change of them, by name."""
    ledger = edited()
    ledger.tell(ledger.news(edits))
    found = with_pending(standing, rows(standing, View(day=DAY, **view)), ledger.effects())
    return {row.label: row for row in found}


@pytest.mark.parametrize("uuid", ["g", "a", "", None], ids=["new", "copied", "empty", "none"])
def test_an_added_parcel_is_pending_whatever_its_uuid(standing, uuid):
    oak = pending(standing, Edits(NEW.assign(uuid=uuid)))["oak"]
    counted, deducted = oak.pending["accepted"]
    assert (round(counted, 2), round(deducted, 2)) == (7.5, 7.5)
    assert list(oak.children[0].pending) == ["accepted"]
    assert oak.children[1].pending == {}


def test_deleting_the_earlier_gives_the_ground_to_the_later(standing):
    oak = pending(standing, Edits(WORKS[:0], (("intervention_polygons", 1),)))["oak"]
    counted, deducted = oak.pending["accepted"]
    assert (round(counted, 2), round(deducted, 2)) == (-7.5, -7.5)


def test_a_new_status_moves_an_amount_between_stages(standing):
    done = WORKS[4:5].assign(status=60, completed=pd.Timestamp("2020-12-01"))
    wet = pending(standing, Edits(done), unit="mu")["wet"]
    assert {k: round(c, 2) for k, (c, _) in wet.pending.items()} == {"accepted": 15.0, "planned": -15.0}


def test_a_share_of_the_district_is_pending_in_percent_of_it(standing):
    # 10 000 m² on free ground, of 2 km²; then the same where half of it is oak's already
    free = works((-1, "g", "wet", 60, 2020, "2020-09-01", box(500, 500, 600, 600)))
    assert pending(standing, Edits(free))["cover"].pending["accepted"] == pytest.approx((0.5, 0.0), abs=1e-6)
    shared = works((-1, "g", "wet", 60, 2020, "2020-09-01", box(100, 0, 200, 100)))
    cover = pending(standing, Edits(shared))["cover"]
    assert cover.pending["accepted"] == pytest.approx((0.25, 0.25), abs=1e-6)
    assert cover.children[0].pending["accepted"] == pytest.approx((0.25, 0.25), abs=1e-6)


def test_a_ratio_without_ground_to_divide_by_has_nothing_pending(standing):
    targets = tuple(
        replace(t, aggregate="share_of_baseline", baseline="nowhere") if t.id == "cover" else t
        for t in PLAN.targets
    )
    without = take_standing(Sources(WORKS, TOWNS, {}, None), replace(PLAN, targets=targets))
    assert pending(without, Edits(NEW))["cover"].pending == {}


def test_what_is_saved_is_pending_no_more_and_counts_as_ground_of_others(standing):
    ledger = edited()
    ledger.tell(ledger.news(Edits(NEW)))
    ledger.save(Edits(NEW.assign(fid=7)))
    assert ledger.effects().empty and len(ledger.saved) == 7
    ledger.tell(ledger.news(Edits(works((-2, "h", "oak", 60, 2020, "2020-10-01", box(150, 0, 250, 100))))))
    [oak] = ledger.effects().query("target == 'oak'").to_dict("records")
    assert (oak["counted"], oak["overlap"]) == pytest.approx((5000, 5000), rel=1e-6)


def test_only_what_is_new_is_told(standing):
    ledger = edited()
    ledger.tell(ledger.news(Edits(NEW)))
    assert len(ledger.news(Edits(NEW))) == 0
    both = pd.concat([NEW, WORKS[4:5].assign(status=60)], ignore_index=True)
    assert ledger.news(Edits(both)).rows.uuid.tolist() == ["e"]
    assert len(ledger.news(Edits(WORKS[:0]))) == 1  # back to what is saved


SOME_WORK = st.tuples(
    st.sampled_from([1, 2, 3, 4, 5, 6, -1, -2, -3]),
    st.sampled_from(["a", "b", "g", "h", None]),
    st.sampled_from(["oak", "wet"]),
    st.sampled_from([20, 60, 99]),
    st.sampled_from([2019, 2020]),
    st.sampled_from(["2019-05-15", "2020-06-01", None]),
    st.builds(
        lambda x, y, w: box(x, y, x + w, y + w), st.integers(0, 300), st.integers(0, 300), st.integers(1, 150)
    ),
)
SOME_EDITS = st.tuples(
    st.lists(SOME_WORK, max_size=4, unique_by=lambda work: work[0]),
    st.lists(st.integers(1, 6), max_size=2, unique=True),
    st.booleans(),
)


def by_key(pieces):
    """The sums of pieces by target, township, year and stage; in no township is ""."""
    own = pieces.assign(unit=pieces.unit.fillna(""))
    return own.groupby(["target", "unit", "year", "stage"])[["gross", "overlap", "counted"]].sum()


def closed_sums(found):
    """The sums of a ledger closed anew, those of `cover` too, in base units and m²."""
    ledger = close_ledger(found, TOWNS, PLAN.targets)
    cover = pieces_as_one(ledger, ("oak", "wet")).assign(target="cover")
    return by_key(pd.concat([ledger.pieces, cover]))


@settings(max_examples=20, deadline=None)
@given(st.lists(SOME_EDITS, min_size=1, max_size=3))
def test_after_any_edits_and_savings_the_effects_are_those_of_closing_anew(sessions):
    ledger = edited()
    for parcels, gone, saves in sessions:
        touched = works(*(p for p in parcels if p[0] not in gone)) if parcels else WORKS[:0]
        gone = tuple(("intervention_polygons", fid) for fid in gone if fid in set(ledger.saved.fid))
        ledger.tell(ledger.news(Edits(touched, gone)))
        away = {fid for _, fid in gone} | set(touched.fid)
        frames = [ledger.saved[~ledger.saved.fid.isin(away)], touched]
        after = with_own_uuids(pd.concat([f for f in frames if len(f)], ignore_index=True))
        wanted = closed_sums(after).sub(closed_sums(ledger.saved), fill_value=0)
        difference = by_key(ledger.effects()).sub(wanted, fill_value=0).abs()
        assert difference.to_numpy().max(initial=0) < 1e-4, difference
        if saves:
            ledger.save(Edits(touched, gone))
