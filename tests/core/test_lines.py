"""Lines: metres along the reach counted once; without a reach, metres of their own counted once."""

import datetime as dt

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.ledger.reach import Covered
from ecoledger.core.model import Options
from ecoledger.tests.core.district import amounts, close, frame, target, there, wkt

BANK = target("bank", "length", baseline="reaches", tolerance=50.0)
CANAL = target("canal", "length", tolerance=10.0)

# 1600 m of river from west to east through both townships, drawn in two pieces that touch
STRAIGHT = frame([wkt("LINESTRING (200 500, 900 500)"), wkt("LINESTRING (900 500, 1800 500)")])


def on_reach(*lines, reach=STRAIGHT, of=BANK, **words):
    lines = [wkt(line) if isinstance(line, str) else line for line in lines]
    return close(lines, targets=[of], target=[of.id] * len(lines), baselines={"reaches": reach}, **words)


def alone(*lines, **words):
    lines = [wkt(line) if isinstance(line, str) else line for line in lines]
    return close(lines, targets=[CANAL], target=["canal"] * len(lines), **words)


def test_a_bank_is_as_long_as_the_reach_beside_it():
    ledger = on_reach("LINESTRING (300 520, 500 540)")
    assert amounts(ledger, "gross", "counted") == [[200, 200]]
    assert ledger.entries.base_unit.tolist() == ["m"]


def test_both_banks_count_the_reach_once():
    ledger = on_reach("LINESTRING (300 530, 500 530)", "LINESTRING (400 470, 600 470)", year=[2018, 2019])
    assert amounts(ledger, "gross", "overlap", "counted") == [[200, 0, 200], [200, 100, 100]]
    assert ledger.entries.earlier_uuid.tolist() == [None, "a"]
    assert ledger.entries.reason.tolist() == ["", "overlap"]


def test_the_one_that_was_finished_first_keeps_the_reach_whatever_the_order_of_rows():
    ledger = on_reach("LINESTRING (400 470, 600 470)", "LINESTRING (300 530, 500 530)", year=[2019, 2018])
    assert amounts(ledger, "overlap", "counted") == [[100, 100], [0, 200]]


def test_a_line_surveyed_again_adds_nothing():
    again = "LINESTRING (300 531, 333 527, 402 532, 470 529, 500 530)"
    ledger = on_reach("LINESTRING (300 530, 500 530)", again, year=[2018, 2019])
    assert amounts(ledger, "overlap", "counted") == [[0, 200], [200, 0]]


def test_a_winding_path_does_not_make_the_reach_longer():
    zigzag = shapely.LineString([(300 + 5 * i, 500 + 30 * (-1) ** i) for i in range(41)])
    assert there(zigzag).length > 2000
    assert amounts(on_reach(there(zigzag)), "gross", "overlap", "counted") == [[200, 0, 200]]


def test_a_line_that_runs_back_and_forth_counts_its_stretch_once_and_repeats_no_other():
    there_and_back = "LINESTRING (300 510, 700 510, 700 490, 300 490, 300 480, 600 480)"
    ledger = on_reach(there_and_back)
    assert amounts(ledger, "gross", "overlap", "counted") == [[400, 0, 400]]
    assert ledger.entries.earlier_uuid.tolist() == [None]


def test_the_parts_of_a_line_that_survey_one_stretch_count_it_once_and_repeat_no_other():
    ledger = on_reach("MULTILINESTRING ((300 510, 500 510), (400 490, 600 490))")
    assert amounts(ledger, "gross", "overlap", "counted") == [[300, 0, 300]]
    assert ledger.entries.reason.tolist() == [""]


def test_what_runs_beyond_the_tolerance_is_off_the_baseline_with_its_own_length():
    # from 200 m away straight to the river: the last 50 m are near it, at one point of it
    ledger = on_reach("LINESTRING (400 700, 400 500)")
    assert amounts(ledger, "gross", "baseline", "counted") == [[150, 150, 0]]
    ledger = on_reach("LINESTRING (300 800, 500 800)")
    assert amounts(ledger, "gross", "baseline", "counted") == [[200, 200, 0]]
    assert ledger.entries.reason.tolist() == ["baseline"]


def test_what_runs_beyond_the_ends_of_the_reach_adds_nothing():
    ledger = on_reach("LINESTRING (100 520, 300 520)")
    assert amounts(ledger, "counted") == [[100]]
    assert ledger.entries.baseline[0] == pytest.approx(100 - np.sqrt(50**2 - 20**2), abs=0.01)


def test_lines_are_cut_at_township_borders_exactly():
    ledger = on_reach("LINESTRING (903.3 520, 1101.7 520)")
    sums = ledger.pieces.set_index("unit").counted
    assert sums["1"] == pytest.approx(96.7, abs=1e-4) and sums["2"] == pytest.approx(101.7, abs=1e-4)


def test_what_lies_in_no_township_is_outside():
    ledger = on_reach("LINESTRING (1700 500, 2300 500)")  # the reach ends at 1800, the district at 2000
    assert amounts(ledger, "gross", "outside", "baseline", "counted") == [[550, 300, 150, 100]]


def test_a_bank_in_another_township_does_not_double_the_reach():
    river = frame([wkt("LINESTRING (1000 100, 1000 900)")])  # the river is the border
    ledger = on_reach(
        "LINESTRING (990 100, 990 500)", "LINESTRING (1010 300, 1010 700)", reach=river, year=[2018, 2019]
    )
    assert amounts(ledger, "gross", "overlap", "counted") == [[400, 0, 400], [400, 200, 200]]
    assert ledger.pieces.groupby("unit").counted.sum().round(2).to_dict() == {"1": 400, "2": 200}


def test_a_line_on_the_border_of_two_townships_is_in_the_first():
    ledger = alone("LINESTRING (1000 100, 1000 900)")
    assert amounts(ledger, "counted") == [[800]]
    assert ledger.pieces.unit.tolist() == ["1"]


U_BEND = frame([wkt("LINESTRING (200 300, 600 300, 600 700, 200 700)")])  # 400 + 400 + 400 m


def test_inside_a_bend_the_whole_bend_counts():
    inner = "LINESTRING (200 340, 560 340, 560 660, 200 660)"
    assert amounts(on_reach(inner, reach=U_BEND), "counted") == [[1200]]


def test_outside_a_bend_the_whole_bend_counts_and_no_more():
    outer = "LINESTRING (200 260, 640 260, 640 740, 200 740)"
    ledger = on_reach(outer, reach=U_BEND, of=target("bank", "length", baseline="reaches", tolerance=60.0))
    assert amounts(ledger, "counted") == [[1200]]


def test_crossing_from_one_arm_of_the_river_to_the_other_does_not_count_the_loop():
    near = target("bank", "length", baseline="reaches", tolerance=60.0)
    neck = frame([wkt("LINESTRING (100 300, 900 300, 900 360, 100 360)")])  # the arms are 60 m apart
    ledger = on_reach("LINESTRING (200 300, 200 360)", reach=neck, of=near)
    assert amounts(ledger, "counted") == [[0]]


def test_the_reach_may_fork():
    fork = frame(
        [
            wkt("LINESTRING (200 500, 600 500)"),
            wkt("LINESTRING (600 500, 1000 500)"),
            wkt("LINESTRING (600 500, 600 900)"),
        ]
    )
    ledger = on_reach(
        "LINESTRING (300 500, 900 500)", "LINESTRING (600 510, 600 800)", reach=fork, year=[2018, 2019]
    )
    assert amounts(ledger, "overlap", "counted") == [[0, 600], [0, 290]]


def test_only_the_classes_of_the_reach_that_the_target_names_count():
    reaches = frame(
        [wkt("LINESTRING (200 500, 800 500)"), wkt("LINESTRING (200 800, 800 800)")], **{"class": ["1", "2"]}
    )
    main = target("bank", "length", baseline="reaches", baseline_classes=("1",), tolerance=50.0)
    ledger = on_reach(
        "LINESTRING (300 500, 400 500)", "LINESTRING (300 800, 400 800)", reach=reaches, of=main
    )
    assert amounts(ledger, "baseline", "counted") == [[0, 100], [100, 0]]


@pytest.mark.parametrize("reach", [None, STRAIGHT[:0], frame([wkt("LINESTRING (0 0, 9 9)")])])
def test_a_reach_that_is_not_there_is_noted_and_lines_keep_their_own_length(reach):
    of = target("bank", "length", baseline="reaches", baseline_classes=("1",), tolerance=50.0)
    ledger = close(
        [wkt("LINESTRING (300 800, 300 900)")],
        targets=[of],
        target="bank",
        baselines={} if reach is None else {"reaches": reach},
    )
    assert amounts(ledger, "counted") == [[100]]
    assert [note.id for note in ledger.notes] == ["ledger.baseline_missing"]


def test_a_broken_piece_of_the_reach_is_noted_and_does_not_stop_the_others():
    reach = frame(
        [*STRAIGHT.geometry, None, shapely.LineString(), wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))")],
        fid=[1, 2, 3, 4, 5],
    )
    ledger = on_reach("LINESTRING (300 520, 500 540)", reach=reach)
    assert amounts(ledger, "counted") == [[200]]
    assert [(note.id, note.fid) for note in ledger.notes] == [("ledger.unreadable", f) for f in (3, 4, 5)]


def test_without_a_reach_a_line_has_its_own_length():
    ledger = alone("LINESTRING (100 100, 100 400, 500 400)")
    assert amounts(ledger, "gross", "counted") == [[700, 700]]


def test_without_a_reach_what_runs_beside_an_earlier_line_repeats_it():
    ledger = alone("LINESTRING (100 100, 500 100)", "LINESTRING (300 105, 700 105)", year=[2018, 2019])
    assert amounts(ledger, "gross", "overlap", "counted") == [[400, 0, 400], [400, 200, 200]]
    assert ledger.entries.earlier_uuid.tolist() == [None, "a"]
    repeated = ledger.deductions.geometry.iloc[0]
    assert repeated.equals(wkt("LINESTRING (300 105, 500 105)"))


def test_without_a_reach_a_line_farther_than_the_tolerance_is_another_one():
    ledger = alone("LINESTRING (100 100, 500 100)", "LINESTRING (100 111, 500 111)", year=[2018, 2019])
    assert amounts(ledger, "overlap", "counted") == [[0, 400], [0, 400]]


def test_without_a_reach_the_same_line_twice_counts_once():
    line = "LINESTRING (100 100, 350 220, 400 100, 900 130)"
    ledger = alone(line, line, year=[2018, 2019])
    first, again = ledger.entries.counted
    assert first == pytest.approx(wkt(line).length, rel=1e-7) and again == 0


def test_a_tolerance_of_zero_finds_the_same_line_all_the_same():
    of = target("canal", "length", tolerance=0.0)
    line = wkt("LINESTRING (100 100, 500 100)")
    ledger = close([line, line], targets=[of], target="canal", year=[2018, 2019])
    assert amounts(ledger, "counted") == [[400], [0]]


def test_without_a_reach_a_path_retraced_is_there_once():
    assert amounts(alone("LINESTRING (100 100, 500 100, 200 100)"), "gross", "counted") == [[400, 400]]


def test_without_a_reach_a_line_that_goes_on_where_another_ends_repeats_nothing():
    ledger = alone("LINESTRING (100 100, 300 100)", "LINESTRING (300 100, 900 100)", year=[2018, 2019])
    assert amounts(ledger, "overlap", "counted") == [[0, 200], [0, 600]]


def test_several_earlier_lines_are_all_named_the_first_first():
    ledger = alone(
        "LINESTRING (100 100, 900 100)",
        "LINESTRING (500 102, 800 102)",
        "LINESTRING (200 98, 400 98)",
        year=[2020, 2019, 2018],
    )
    assert amounts(ledger, "overlap", "counted") == [[500, 300], [0, 300], [0, 200]]
    assert ledger.entries.earlier_uuid.tolist() == ["c;b", None, None]


def test_multi_lines_heights_and_measures_are_read():
    lines = [
        wkt("MULTILINESTRING ((100 100, 200 100), (300 100, 500 100))"),
        shapely.force_3d(wkt("LINESTRING (100 300, 200 300)"), 8.0),
        shapely.from_wkt("LINESTRING M (37500100 3600400 0, 37500300 3600400 1)"),
        wkt("LINEARRING (100 600, 200 600, 200 700, 100 700, 100 600)"),
    ]
    assert amounts(alone(*lines), "counted") == [[300], [100], [200], [400]]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "null"),
        (shapely.LineString(), "empty"),
        (wkt("POLYGON ((0 0, 9 0, 9 9, 0 0))"), "not_line"),
        (wkt("POINT (3 3)"), "not_line"),
        (wkt("LINESTRING (5 5, 5 5)"), "no_length"),
        (shapely.LineString([(110, 32), (111, 33)]), "out_of_domain"),
        (shapely.LineString([(37_500_000, 3_600_000), (np.inf, 3_600_000)]), "not_finite"),
    ],
)
@pytest.mark.parametrize("of", [BANK, CANAL])
def test_an_unreadable_line_changes_no_neighbour_and_says_why(geometry, reason, of):
    lines = [wkt("LINESTRING (300 500, 500 500)"), geometry, wkt("LINESTRING (400 500, 600 500)")]
    ledger = close(
        lines, targets=[of], target=of.id, baselines={"reaches": STRAIGHT}, year=[2018, 2018, 2019]
    )
    assert amounts(ledger, "counted") == [[200], [0], [100]]
    assert ledger.entries.reason.tolist() == ["", f"invalid:{reason}", "overlap"]
    assert [note.uuid for note in ledger.notes if note.id == "ledger.unreadable"] == ["b"]


def test_lengths_are_ellipsoidal():
    # 100 km west of the meridian a metre of ground is 1.000122 m on the map
    towns = frame([there(shapely.box(-110_000, 0, -90_000, 9000))], code=["1"])
    ledger = close(
        [there(shapely.LineString([(-100_000, 10), (-100_000, 8010)]))],
        towns=towns,
        targets=[CANAL],
        target="canal",
    )
    assert ledger.entries.counted[0] == pytest.approx(8000 / (1 + 100_000**2 / 2 / 6_371_000**2), rel=2e-6)


def test_status_and_date_leave_lines_out_as_they_do_polygons():
    lines = [
        "LINESTRING (300 500, 500 500)",
        "LINESTRING (400 500, 600 500)",
        "LINESTRING (300 500, 700 500)",
    ]
    ledger = on_reach(*lines, status=[99, 60, 30], year=[2018, 2019, 2018])
    assert amounts(ledger, "counted", "excluded") == [[0, 200], [200, 0], [200, 0]]
    assert ledger.entries.stage.tolist() == ["none", "accepted", "under_way"]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1900), st.integers(1, 700), st.integers(-45, 45), st.integers(2018, 2020)),
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_counted_is_the_length_of_the_union_of_the_stretches(rows, random):
    # banks parallel to a straight reach: the truth is a union of intervals
    lines = [
        there(shapely.LineString([(w, 500 + off), (min(w + long, 1990), 500 + off)]))
        for w, long, off, _ in rows
    ]
    years, uuids = [r[3] for r in rows], [f"{i}" for i in range(len(rows))]
    ledger = on_reach(*lines, year=years, uuid=uuids)
    ground = shapely.union_all(
        [
            shapely.LineString([(min(max(w, 200), 1800), 0), (min(max(min(w + long, 1990), 200), 1800), 0)])
            for w, long, *_ in rows
        ]
    )
    assert ledger.entries.counted.sum() == pytest.approx(ground.length, abs=1e-3)
    parts = ledger.entries[["outside", "baseline", "overlap", "counted"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(ledger.entries.gross.to_numpy(), rel=1e-9, abs=1e-9)
    order = list(range(len(rows)))
    random.shuffle(order)
    other = on_reach(
        *(lines[i] for i in order), year=[years[i] for i in order], uuid=[uuids[i] for i in order]
    )
    one, two = (x.entries.set_index("uuid").sort_index() for x in (ledger, other))
    assert one.counted.to_numpy() == pytest.approx(two.counted.to_numpy(), abs=1e-6)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 5000), st.floats(0.1, 0.9))
def test_splitting_a_line_or_entering_it_twice_changes_no_total(seed, share):
    rng = np.random.default_rng(seed)
    x = np.cumsum(rng.uniform(5, 60, 25)) + 150
    line = there(shapely.LineString(np.column_stack([x, 500 + rng.uniform(-45, 45, 25)])))
    halves = [
        shapely.ops.substring(line, 0, share, normalized=True),
        shapely.ops.substring(line, share, 1, normalized=True),
    ]
    whole = on_reach(line).entries.counted.sum()
    assert on_reach(*halves, year=[2019, 2018]).entries.counted.sum() == pytest.approx(whole, abs=1e-4)
    twice = on_reach(line, line, year=[2018, 2019]).entries.counted
    assert twice.tolist() == pytest.approx([whole, 0], abs=1e-6)
    once, again = alone(line, line, year=[2018, 2019]).entries.counted
    assert (once, again) == pytest.approx((alone(line).entries.counted.sum(), 0), abs=1e-6)


def test_covered_stretches_never_overlap_and_remember_who_came_first():
    covered = Covered()
    assert covered.add(10, 20, 1) == [(10, 20, None)]
    assert covered.add(30, 40, 2) == [(30, 40, None)]
    assert covered.add(5, 45, 3) == [(5, 10, None), (10, 20, 1), (20, 30, None), (30, 40, 2), (40, 45, None)]
    assert covered.add(0, 50, 4) == [
        (0, 5, None),
        (5, 10, 3),
        (10, 20, 1),
        (20, 30, 3),
        (30, 40, 2),
        (40, 45, 3),
        (45, 50, None),
    ]
    assert covered.add(12, 12, 5) == []


def test_a_period_counts_only_its_own_metres_and_earlier_ones_keep_theirs():
    lines = ["LINESTRING (300 500, 500 500)", "LINESTRING (400 500, 600 500)"]
    year_2019 = Options(period=(dt.date(2019, 1, 1), dt.date(2019, 12, 31)))
    ledger = on_reach(*lines, year=[2018, 2019], options=year_2019)
    assert amounts(ledger, "counted", "overlap", "excluded") == [[0, 0, 200], [100, 100, 0]]
