"""Every deduction by hand: boxes of metres, amounts one can check in one's head."""

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from ecoledger.core import close_ledger
from ecoledger.core.errors import Cancelled, CrsError
from ecoledger.core.ledger import AMOUNTS, DEDUCTIONS
from ecoledger.core.model import Group, Options
from ecoledger.tests.core.district import CRS, TOWNS, amounts, box, close, frame, target, wkt


def pieces(ledger, *names):
    return ledger.pieces[["unit", *names]].round(2).to_numpy().tolist()


def notes(ledger):
    return [note.id for note in ledger.notes]


# outside


def test_a_parcel_inside_a_township_counts_whole():
    ledger = close([box(100, 100, 200, 200)])
    assert amounts(ledger, *AMOUNTS) == [[10_000, 0, 0, 0, 0, 0, 10_000]]
    assert ledger.entries.reason.tolist() == [""] and not len(ledger.deductions)
    assert ledger.entries.base_unit.tolist() == ["m2"]


def test_what_lies_in_no_township_is_outside_and_drawn():
    ledger = close([box(-50, 0, 50, 100), box(3000, 0, 3100, 100)])
    assert amounts(ledger, "gross", "outside", "counted") == [[10_000, 5000, 5000], [10_000, 10_000, 0]]
    assert ledger.entries.reason.tolist() == ["outside", "outside"]
    assert ledger.deductions.geometry.iloc[0].equals(box(-50, 0, 0, 100))
    assert ledger.deductions.unit.tolist() == [None, None]


def test_a_parcel_across_a_border_counts_in_both_townships():
    ledger = close([box(900, 0, 1200, 100)])
    assert pieces(ledger, "gross", "counted") == [["1", 10_000, 10_000], ["2", 20_000, 20_000]]
    assert amounts(ledger, "counted") == [[30_000]]


def test_a_parcel_across_three_townships_and_the_district_border():
    towns = frame([box(0, 0, 100, 100), box(100, 0, 200, 50), box(100, 50, 200, 100)], code=["1", "2", "3"])
    ledger = close([box(50, 25, 150, 125)], towns=towns)
    assert pieces(ledger, "counted", "outside") == [
        ["1", 3750, 0], ["2", 1250, 0], ["3", 2500, 0], [None, 0, 2500],
    ]  # fmt: skip


def test_a_parcel_larger_than_the_district():
    ledger = close([box(-1000, -1000, 3000, 2000)])
    row = ledger.entries.iloc[0]
    assert [row.gross, row.outside, row.counted] == pytest.approx([12e6, 10e6, 2e6], rel=1e-6)


def test_a_parcel_along_a_border_touches_the_other_township_and_is_not_in_it():
    ledger = close([box(900, 0, 1000, 100), box(1000, 0, 1100, 100)])
    assert pieces(ledger, "counted") == [["1", 10_000], ["2", 10_000]]
    assert ledger.entries.reason.tolist() == ["", ""]


def test_a_hole_in_a_township_is_outside():
    holed = shapely.Polygon(box(0, 0, 1000, 1000).exterior.coords, [box(400, 400, 600, 600).exterior.coords])
    ledger = close([box(450, 450, 550, 700)], towns=frame([holed], code=["1"]))
    assert amounts(ledger, "outside", "counted") == [[15_000, 10_000]]


def test_a_township_of_several_rows_is_one():
    towns = frame([box(0, 0, 100, 100), box(200, 0, 300, 100)], code=["1", "1"])
    ledger = close([box(50, 0, 250, 100)], towns=towns)
    assert amounts(ledger, "outside", "counted") == [[10_000, 10_000]]
    assert ledger.units.code.tolist() == ["1"] and ledger.units.area_m2[0] == pytest.approx(20_000, rel=1e-6)


# townships with faults


def test_ground_two_townships_claim_counts_once_for_the_first_and_is_noted():
    towns = frame([box(0, 0, 600, 100), box(400, 0, 1000, 100)], code=["1", "2"])
    ledger = close([box(300, 0, 700, 100)], towns=towns)
    assert pieces(ledger, "counted") == [["1", 30_000], ["2", 10_000]]
    assert amounts(ledger, "gross", "counted") == [[40_000, 40_000]]
    assert notes(ledger) == ["ledger.townships_overlap"]
    assert "Township 2 overlaps 1" in str(ledger.notes[0])
    assert ledger.units.area_m2.tolist() == pytest.approx([60_000, 40_000], rel=1e-6)


def test_townships_that_overlap_by_a_hair_count_nothing_twice():
    towns = frame([box(0, 0, 500.00002, 100), box(500, 0, 1000, 100)], code=["1", "2"])
    ledger = close([box(450, 0, 550, 100)], towns=towns)
    assert ledger.entries[["gross", "counted"]].to_numpy()[0] == pytest.approx([10_000, 10_000], rel=1e-7)
    row = ledger.entries.iloc[0]
    assert row[list(DEDUCTIONS)].sum() + row.counted == pytest.approx(row.gross, rel=1e-12)
    assert ledger.pieces.counted.sum() == pytest.approx(ledger.pieces.gross.sum(), rel=1e-12)


def test_an_invalid_township_is_repaired_and_listed():
    towns = frame([wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")], code=["1"], fid=[7])
    ledger = close([box(0, 0, 100, 100)], towns=towns)
    assert amounts(ledger, "outside", "counted") == [[5000, 5000]]
    assert ledger.repairs[["layer", "fid"]].to_numpy().tolist() == [["townships", 7]]


@pytest.mark.parametrize("lost", [None, shapely.Polygon(), wkt("LINESTRING (0 0, 9 9)"), box(1e9, 0, 2e9, 1)])
def test_an_unreadable_township_is_noted_and_leaves_the_others_alone(lost):
    towns = frame([lost, *TOWNS.geometry], code=["0", "1", "2"])
    ledger = close([box(900, 0, 1100, 100)], towns=towns)
    assert pieces(ledger, "counted") == [["1", 10_000], ["2", 10_000]]
    assert notes(ledger) == ["ledger.township_unreadable"] and "Township 0" in str(ledger.notes[0])


def test_no_township_at_all_leaves_everything_outside():
    ledger = close([box(0, 0, 100, 100)], towns=TOWNS[:0])
    assert amounts(ledger, "outside", "counted") == [[10_000, 0]]


# baseline

KARST = target("karst", baseline="rock")


def on_rock(patches, *geometries, of=KARST, **words):
    rock = frame(patches, **words.pop("more", {}))
    return close(list(geometries), targets=[of], target=of.id, baselines={"rock": rock}, **words)


def test_what_lies_off_the_baseline_is_deducted_and_drawn():
    ledger = on_rock([box(0, 0, 150, 100)], box(100, 0, 200, 100))
    assert amounts(ledger, "gross", "baseline", "counted") == [[10_000, 5000, 5000]]
    assert ledger.entries.reason.tolist() == ["baseline"]
    assert ledger.deductions.geometry.iloc[0].equals(box(150, 0, 200, 100))


def test_patches_that_overlap_give_their_ground_once():
    ledger = on_rock([box(0, 0, 60, 100), box(40, 0, 80, 100), box(40, 0, 80, 100)], box(0, 0, 100, 100))
    assert amounts(ledger, "baseline", "counted") == [[2000, 8000]]
    assert ledger.baseline_areas["karst"] == pytest.approx(8000, rel=1e-6)


def test_a_parcel_over_two_patches_that_touch_is_wholly_on_the_baseline():
    ledger = on_rock([box(0, 0, 50, 100), box(50, 0, 100, 100)], box(25, 25, 75, 75))
    assert amounts(ledger, "baseline", "counted") == [[0, 2500]]
    assert ledger.entries.reason.tolist() == [""]


def test_off_every_patch_nothing_counts():
    ledger = on_rock([box(500, 500, 600, 600)], box(0, 0, 100, 100))
    assert amounts(ledger, "baseline", "counted") == [[10_000, 0]]


def test_what_is_outside_is_not_off_the_baseline_too():
    ledger = on_rock([box(-100, 0, 50, 100)], box(-100, 0, 100, 100))
    assert amounts(ledger, "outside", "baseline", "counted") == [[10_000, 5000, 5000]]


def test_only_the_classes_the_target_names_count():
    severe = target("karst", baseline="rock", baseline_classes=("3", "4"))
    patches = [box(0, 0, 50, 100), box(50, 0, 100, 100)]
    for classes in (["2", "3"], [2, 3]):
        ledger = on_rock(patches, box(0, 0, 100, 100), of=severe, more={"class": classes})
        assert amounts(ledger, "baseline", "counted") == [[5000, 5000]]


@pytest.mark.parametrize("more", [{"class": ["2"]}, {"grade": ["3"]}])
def test_a_baseline_without_the_classes_is_noted_and_not_applied(more):
    severe = target("karst", baseline="rock", baseline_classes=("3",))
    ledger = on_rock([box(0, 0, 50, 100)], box(0, 0, 100, 100), of=severe, more=more)
    assert amounts(ledger, "counted") == [[10_000]] and notes(ledger) == ["ledger.baseline_missing"]
    assert ledger.baseline_areas == {}


@pytest.mark.parametrize("baselines", [None, {}, {"rock": TOWNS[:0]}])
def test_a_baseline_that_is_not_there_is_noted_and_not_applied(baselines):
    ledger = close([box(0, 0, 100, 100)], targets=[KARST], target="karst", baselines=baselines)
    assert amounts(ledger, "counted") == [[10_000]] and notes(ledger) == ["ledger.baseline_missing"]


def test_a_broken_patch_is_repaired_an_unreadable_one_noted_and_both_leave_the_others_alone():
    bow_tie = wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")
    ledger = on_rock([bow_tie, None, box(100, 0, 200, 100)], box(0, 0, 200, 100), more={"fid": [4, 5, 6]})
    assert amounts(ledger, "baseline", "counted") == [[5000, 15_000]]
    assert ledger.repairs[["layer", "fid"]].to_numpy().tolist() == [["rock", 4]]
    assert [(n.id, n.source, n.fid) for n in ledger.notes if n.severity == "error"] == [
        ("ledger.unreadable", "rock", 5)
    ]


def test_targets_have_each_their_own_baseline():
    targets = [KARST, target("desert", baseline="sand"), target("greening")]
    layers = {"rock": frame([box(0, 0, 50, 100)]), "sand": frame([box(0, 0, 20, 100)])}
    ledger = close(
        [box(0, 0, 100, 100)] * 3, targets=targets, target=["karst", "desert", "greening"], baselines=layers
    )
    assert amounts(ledger, "baseline", "counted") == [[5000, 5000], [8000, 2000], [0, 10_000]]


def test_ground_off_the_baseline_is_not_taken_from_later_parcels():
    # a's right half is off the rock: there it counted nothing, so b repeats only the left half
    ledger = on_rock([box(0, 0, 50, 100)], box(0, 0, 100, 100), box(0, 0, 100, 100), year=[2018, 2019])
    assert amounts(ledger, "baseline", "overlap", "counted") == [[5000, 0, 5000], [5000, 5000, 0]]


# too small

MU = 2000 / 3


def test_parcels_below_the_minimum_do_not_count_and_take_no_ground():
    oak = target("oak", min_area=MU)
    ledger = close([box(0, 0, 25, 26), box(0, 0, 100, 100)], targets=[oak], target="oak", year=[2018, 2019])
    assert amounts(ledger, "too_small", "overlap", "counted") == [[650, 0, 0], [0, 0, 10_000]]
    assert ledger.entries.reason.tolist() == ["too_small", ""]
    assert ledger.deductions.geometry.iloc[0].equals(box(0, 0, 25, 26))


def test_a_parcel_of_exactly_the_minimum_counts():
    oak = target("oak", min_area=close([box(0, 0, 25, 25)]).entries.gross[0])
    ledger = close([box(0, 0, 25, 25)], targets=[oak], target="oak")
    assert amounts(ledger, "too_small", "counted") == [[0, 625]]


def test_the_whole_parcel_decides_not_its_pieces():
    # 1000 m², of which 700, 100 and 200 m² lie in the two townships and outside
    oak = target("oak", min_area=900.0)
    ledger = close([box(930, -2.5, 1010, 10)], targets=[oak], target="oak")
    assert amounts(ledger, "gross", "outside", "too_small", "counted") == [[1000, 200, 0, 800]]


def test_without_a_minimum_the_smallest_sliver_counts():
    ledger = close([box(0, 0, 0.01, 0.01)])
    assert ledger.entries.counted[0] == pytest.approx(1e-4, rel=1e-6)


def test_the_larger_of_the_targets_and_the_asked_minimum_holds():
    oak, pine = target("oak", min_area=500.0), target("pine", min_area=5000.0)
    shapes, of = [box(0, 0, 20, 20), box(100, 0, 140, 50)] * 2, ["oak", "oak", "pine", "pine"]
    ledger = close(shapes, targets=[oak, pine], target=of, options=Options(min_area=1000.0))
    assert amounts(ledger, "too_small", "counted") == [[400, 0], [0, 2000], [400, 0], [2000, 0]]


def test_of_a_small_parcel_what_is_outside_or_off_the_baseline_is_that_first():
    oak = target("oak", min_area=5000.0, baseline="rock")
    ledger = on_rock([box(0, 0, 20, 100)], box(-10, 0, 30, 100), of=oak)
    assert amounts(ledger, "gross", "outside", "baseline", "too_small", "counted") == [
        [4000, 1000, 1000, 2000, 0]
    ]
    small = ledger.deductions[ledger.deductions.kind == "too_small"].geometry.iloc[0]
    assert small.equals(box(0, 0, 20, 100))


# overlap


def test_what_an_earlier_parcel_of_the_target_counted_is_overlap_and_drawn():
    ledger = close([box(0, 0, 100, 100), box(60, 0, 160, 100)], year=[2018, 2019])
    assert amounts(ledger, "overlap", "counted") == [[0, 10_000], [4000, 6000]]
    assert ledger.entries.reason.tolist() == ["", "overlap"]
    row = ledger.deductions.iloc[0]
    assert (row.uuid, row.earlier_uuid, row.kind, row.unit) == ("b", "a", "overlap", "1")
    assert row.geometry.equals(box(60, 0, 100, 100))


def test_parcels_that_share_a_border_do_not_overlap():
    ledger = close(
        [box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 100, 200, 200)], year=[2018, 2019, 2020]
    )
    assert amounts(ledger, "overlap", "counted") == [[0, 10_000], [0, 10_000], [0, 20_000]]
    assert ledger.entries.earlier_uuid.tolist() == [None] * 3


def test_parcels_that_touch_in_a_point_do_not_overlap():
    ledger = close([box(0, 0, 100, 100), box(100, 100, 200, 200)], year=[2018, 2019])
    assert amounts(ledger, "overlap") == [[0], [0]]


def test_neighbours_cut_by_a_slanting_border_do_not_overlap_by_rounding():
    # the common edge of the parcels crosses the township border: where, is rounded once for each of them
    towns = frame(
        [
            wkt("POLYGON ((0 0, 731 0, 411 1000, 0 1000, 0 0))"),
            wkt("POLYGON ((731 0, 2000 0, 2000 1000, 411 1000, 731 0))"),
        ],
        code=["1", "2"],
    )
    rng = np.random.default_rng(4)
    for _ in range(20):
        left, right, low, high = 300, 900, rng.uniform(100, 400), rng.uniform(500, 900)
        y1, y2 = rng.uniform(low, high, 2)
        south = wkt(
            f"POLYGON (({left} {low - 50}, {right} {low - 50}, {right} {y2}, {left} {y1}, {left} {low - 50}))"
        )
        north = wkt(
            f"POLYGON (({left} {y1}, {right} {y2}, {right} {high + 50}, {left} {high + 50}, {left} {y1}))"
        )
        ledger = close([south, north], towns=towns, year=[2018, 2019])
        assert ledger.entries.reason.tolist() == ["", ""]
        assert ledger.entries.counted.tolist() == pytest.approx(ledger.entries.gross.tolist(), rel=1e-12)


def test_borders_a_millimetre_apart_overlap_by_that_millimetre():
    ledger = close([box(0, 0, 100, 100), box(99.999, 0, 200, 100)], year=[2018, 2019])
    assert ledger.entries.overlap.tolist() == pytest.approx([0, 0.1], rel=1e-3)


def test_overlap_is_found_in_every_township():
    ledger = close([box(900, 0, 1100, 100), box(950, 0, 1050, 100)], year=[2018, 2019])
    assert pieces(ledger, "overlap", "counted") == [
        ["1", 0, 10_000], ["2", 0, 10_000], ["1", 5000, 0], ["2", 5000, 0],
    ]  # fmt: skip
    assert ledger.entries.earlier_uuid.tolist() == [None, "a"]


def test_targets_may_share_ground_unless_their_group_is_exclusive():
    shapes, year = [box(0, 0, 100, 100), box(50, 0, 150, 100)], [2018, 2019]
    wood = [target("oak", group="wood"), target("pine", group="wood")]
    for groups, expected in (
        ([], [0, 10_000]),
        ([Group("wood", "林", "Wood", exclusive=False)], [0, 10_000]),
        ([Group("wood", "林", "Wood")], [5000, 5000]),
    ):
        ledger = close(shapes, targets=wood, target=["oak", "pine"], groups=groups, year=year)
        assert amounts(ledger, "overlap", "counted") == [[0, 10_000], expected]


def test_in_an_exclusive_group_the_first_keeps_the_ground_whichever_target_it_is_of():
    wood = [target("oak", group="wood"), target("pine", group="wood"), target("rock")]
    ledger = close(
        [box(0, 0, 100, 100)] * 3,
        targets=wood,
        target=["oak", "pine", "rock"],
        year=[2019, 2018, 2017],
        groups=[Group("wood", "林", "Wood")],
    )
    assert amounts(ledger, "overlap", "counted") == [[10_000, 0], [0, 10_000], [0, 10_000]]
    assert ledger.entries.earlier_uuid.tolist() == ["b", None, None]


def test_a_multi_part_parcel_that_overlaps_itself_is_repaired_not_deducted():
    both = shapely.MultiPolygon([box(0, 0, 100, 100), box(50, 0, 150, 100)])
    ledger = close([both])
    assert amounts(ledger, "gross", "overlap", "counted") == [[15_000, 0, 15_000]]
    assert len(ledger.repairs) == 1


def test_a_hundred_copies_of_a_parcel_count_once():
    ledger = close(
        [box(900, 0, 1100, 50)] * 60, uuid=[f"{i:02}" for i in range(60)], year=list(range(2000, 2060))
    )
    assert ledger.entries.counted.sum() == pytest.approx(10_000, rel=1e-7)
    assert ledger.entries.earlier_uuid.tolist() == [None] + ["00"] * 59


# what belongs to no target


def test_an_intervention_without_a_target_counts_for_none_and_is_noted():
    ledger = close([box(0, 0, 100, 100)] * 3, target=["greening", None, "terracing"], year=[2019, 2018, 2018])
    assert amounts(ledger, "counted") == [[10_000]] * 3  # each its own set: nobody's ground is taken
    assert ledger.entries.target.tolist() == ["greening", "", "terracing"]
    assert [(n.id, n.uuid) for n in ledger.notes] == [
        ("ledger.no_target", "b"),
        ("ledger.unknown_target", "c"),
    ]


# coordinates


def test_interventions_townships_and_baselines_may_have_each_their_own_system():
    shapes = [box(900, 0, 1100, 100), box(950, 0, 1050, 100)]
    rock = frame([box(0, 0, 1060, 1000)])
    plain = close(shapes, year=[2018, 2019], targets=[KARST], target="karst", baselines={"rock": rock})
    for own, towns, patches in (
        (4490, 4525, 4326),
        (4546, 3857, 32649),
        (4326, 4546, 4490),
        (3857, 4490, 4497),
    ):
        there = frame(shapes).to_crs(own)
        ledger = close(
            there.geometry,
            crs=f"EPSG:{own}",
            year=[2018, 2019],
            towns=TOWNS.to_crs(towns),
            targets=[KARST],
            target="karst",
            baselines={"rock": rock.to_crs(patches)},
        )
        assert ledger.entries[list(AMOUNTS)].to_numpy() == pytest.approx(
            plain.entries[list(AMOUNTS)].to_numpy(), rel=1e-8, abs=1e-3
        )
        assert ledger.entries.reason.tolist() == plain.entries.reason.tolist()


def test_a_layer_without_crs_or_on_an_old_datum_is_refused_by_name():
    parcels = frame([box(0, 0, 100, 100)], target=["greening"])
    for spoilt, name in ((None, "interventions"), ("EPSG:2361", "interventions")):
        with pytest.raises(CrsError, match=f"^{name} "):
            close_ledger(parcels.set_crs(spoilt, allow_override=True), TOWNS, [target()])
    with pytest.raises(CrsError, match="^townships has no coordinate system.*EPSG:4525"):
        close_ledger(parcels, TOWNS.set_crs(None, allow_override=True), [target()])
    with pytest.raises(CrsError, match="^rock is in Beijing 1954"):
        rock = frame([box(0, 0, 1, 1)], "EPSG:21479")
        close_ledger(parcels, TOWNS, [KARST], baselines={"rock": rock})


def test_coordinates_far_from_the_district_are_outside_not_moved():
    to_utm = Transformer.from_crs(4525, 32649, always_xy=True)
    wrong = shapely.transform(box(0, 0, 100, 100), lambda xy: np.column_stack(to_utm.transform(*xy.T)))
    ledger = close([box(0, 0, 100, 100), wrong])
    assert ledger.entries.reason.tolist() == ["", "invalid:out_of_domain"]


# the frame


def test_other_columns_than_geometry_may_be_missing():
    ledger = close_ledger(frame([box(0, 0, 100, 100), None]), TOWNS, [])
    assert amounts(ledger, "gross", "counted") == [[10_000, 10_000], [0, 0]]
    assert ledger.entries.fid.tolist() == [0, 1] and ledger.entries.uuid.tolist() == [None, None]


def test_no_intervention_gives_an_empty_ledger_of_the_same_shape():
    ledger = close([], target=[])
    full = close([box(0, 0, 100, 100), box(0, 0, 100, 100), None])
    for name in ("entries", "pieces", "deductions", "repairs"):
        assert list(getattr(ledger, name)) == list(getattr(full, name))
        assert len(getattr(ledger, name)) == 0
    assert ledger.crs == CRS and ledger.units.area_m2.tolist() == pytest.approx([1e6, 1e6], rel=1e-6)


def test_entries_keep_fid_uuid_name_and_the_reported_amount_in_the_order_given():
    ledger = close(
        [box(0, 0, 10, 10), box(20, 0, 30, 10)],
        fid=[9, 4],
        name=["甲", "乙"],
        reported=[120.0, np.nan],
        year=[2019, 2018],
    )
    assert ledger.entries[["fid", "uuid", "name"]].to_numpy().tolist() == [[9, "a", "甲"], [4, "b", "乙"]]
    assert ledger.entries.reported.tolist() == pytest.approx([120.0, np.nan], nan_ok=True)


def test_rows_without_a_fid_get_the_next_ones():
    ledger = close([box(0, 0, 10, 10)] * 4, fid=[7, np.nan, 3, np.nan])
    assert ledger.entries.fid.tolist() == [7, 8, 3, 9]


def test_repairs_are_listed_with_fid_uuid_and_the_area_before_and_after():
    wings = wkt("POLYGON ((0 0, 0 100, 100 0, 100 300, 0 0))")
    ledger = close([box(500, 0, 600, 100), wings], fid=[4, 9], table=["intervention_polygons"] * 2)
    row = ledger.repairs.iloc[0]
    assert (row.layer, row.fid, row.uuid) == ("intervention_polygons", 9, "b")
    assert "Self-intersection" in row.what
    assert row.before_m2 == pytest.approx(wings.area, rel=1e-6)
    assert row.after_m2 == ledger.entries.gross[1] > row.before_m2


def test_the_interventions_given_are_not_changed():
    given = frame([wkt("POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))")], target=[None], uuid=[""])
    before = given.copy(deep=True)
    close_ledger(given, TOWNS, [target()])
    pd.testing.assert_frame_equal(pd.DataFrame(given), pd.DataFrame(before))


def test_the_index_of_the_frame_does_not_matter():
    given = frame(
        [box(0, 0, 100, 100), box(50, 0, 150, 100)], uuid=["a", "b"], target="greening", year=[2019, 2018]
    )
    other = given.set_index(pd.Index(["x", "x"]))
    one, two = (close_ledger(f, TOWNS, [target()]).entries for f in (given, other))
    pd.testing.assert_frame_equal(one, two)


def test_kinds_of_geometry_are_counted_each_in_its_unit():
    targets = [target(), target("bank", "length"), target("works", "count")]
    ledger = close(
        [box(0, 0, 100, 100), wkt("LINESTRING (0 500, 300 500)"), wkt("POINT (5 5)")],
        targets=targets,
        target=["greening", "bank", "works"],
    )
    assert ledger.entries[["base_unit", "counted"]].round(2).to_numpy().tolist() == [
        ["m2", 10_000],
        ["m", 300],
        ["1", 1],
    ]


def test_a_point_drawn_for_an_area_target_is_invalid_and_noted():
    ledger = close([wkt("POINT (5 5)"), wkt("LINESTRING (0 0, 9 9)")])
    assert ledger.entries.reason.tolist() == ["invalid:not_polygon"] * 2
    assert notes(ledger) == ["ledger.unreadable"] * 2


def test_progress_is_told_and_a_cancel_stops_the_run():
    told = []
    close_ledger(frame([box(0, 0, 100, 100)]), TOWNS, [], step=told.append)
    assert told == sorted(told) and 0 < told[0] <= told[-1] <= 1

    def stop(share):
        raise Cancelled("Cancelled", "Start again.")

    with pytest.raises(Cancelled):
        close_ledger(frame([box(0, 0, 100, 100)]), TOWNS, [], step=stop)
