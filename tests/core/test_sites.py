"""Sites: each counts once per uuid; two in one place are flagged and both counted."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.model import Group
from ecoledger.tests.core.district import amounts, box, close, target, there, wkt

WORKS = target("works", "count")


def sites(*texts, of=WORKS, **words):
    geometries = [wkt(t) if isinstance(t, str) else t for t in texts]
    words.setdefault("target", [of.id] * len(geometries))
    return close(geometries, targets=words.pop("targets", [of]), **words)


def flagged(ledger):
    return [(n.uuid, n.fields["other"]) for n in ledger.notes if n.id == "ledger.same_place"]


def test_every_site_counts_one_in_its_township():
    ledger = sites("POINT (100 100)", "POINT (300 300)", "POINT (1500 500)")
    assert amounts(ledger, "gross", "counted") == [[1, 1]] * 3
    assert ledger.entries.base_unit.tolist() == ["1"] * 3
    assert ledger.pieces.groupby("unit").counted.sum().to_dict() == {"1": 2, "2": 1}


def test_a_site_in_no_township_is_outside():
    ledger = sites("POINT (2500 100)", "POINT (100 100)")
    assert amounts(ledger, "outside", "counted") == [[1, 0], [0, 1]]
    assert ledger.entries.reason.tolist() == ["outside", ""]


def test_a_site_on_the_border_of_two_townships_counts_once_in_the_first():
    ledger = sites("POINT (1000 500)")
    assert ledger.pieces.unit.tolist() == ["1"] and amounts(ledger, "counted") == [[1]]


def test_the_same_uuid_is_the_same_site_wherever_it_stands():
    ledger = sites("POINT (100 100)", "POINT (1500 700)", uuid=["a", "a"], year=[2019, 2018])
    assert amounts(ledger, "gross", "overlap", "counted") == [[1, 1, 0], [1, 0, 1]]
    assert ledger.entries.earlier_uuid.tolist() == ["a", None]
    assert ledger.deductions.geometry.iloc[0].equals(wkt("POINT (100 100)"))


def test_a_site_outside_does_not_take_the_place_of_the_same_one_inside():
    ledger = sites("POINT (2500 100)", "POINT (100 100)", uuid=["a", "a"], year=[2018, 2019])
    assert amounts(ledger, "outside", "overlap", "counted") == [[1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize("nothing", [None, "", np.nan])
def test_sites_without_a_uuid_are_not_one_another(nothing):
    ledger = sites("POINT (100 100)", "POINT (300 100)", "POINT (500 100)", uuid=[nothing] * 3)
    assert amounts(ledger, "counted") == [[1]] * 3


def test_sites_nearer_than_the_tolerance_are_flagged_and_both_counted():
    ledger = sites("POINT (100 100)", "POINT (149 100)", "POINT (200.5 100)")
    assert amounts(ledger, "counted") == [[1]] * 3
    assert flagged(ledger) == [("b", "a")]
    assert "nearer than 50 m: a" in str(next(n for n in ledger.notes))


def test_the_tolerance_is_the_targets_own():
    near = target("works", "count", tolerance=10.0)
    assert flagged(sites("POINT (100 100)", "POINT (149 100)", of=near)) == []
    assert flagged(sites("POINT (100 100)", "POINT (109 100)", of=near)) == [("b", "a")]


@pytest.mark.parametrize("nothing", [None, ""])
def test_two_sites_without_a_uuid_in_one_place_are_flagged_too(nothing):
    ledger = sites("POINT (100 100)", "POINT (100 100)", uuid=[nothing] * 2)
    assert amounts(ledger, "counted") == [[1], [1]] and len(flagged(ledger)) == 1


def test_sites_of_two_targets_in_one_place_are_not_flagged():
    other = target("plants", "count")
    ledger = sites("POINT (100 100)", "POINT (100 100)", targets=[WORKS, other], target=["works", "plants"])
    assert amounts(ledger, "counted") == [[1], [1]] and flagged(ledger) == []


def test_in_an_exclusive_group_a_uuid_counts_for_one_target_only():
    targets = [target("works", "count", group="water"), target("plants", "count", group="water")]
    ledger = sites(
        "POINT (100 100)",
        "POINT (100 100)",
        uuid=["a", "a"],
        year=[2019, 2018],
        targets=targets,
        target=["works", "plants"],
        groups=[Group("water", "水", "Water")],
    )
    assert amounts(ledger, "overlap", "counted") == [[1, 0], [0, 1]]


def test_lines_and_polygons_of_a_counted_target_are_the_site_in_their_middle():
    bow_tie = wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
    across = box(980, 0, 1100, 10)  # its middle lies in the second township
    ledger = sites(across, "LINESTRING (100 100, 200 100)", "MULTIPOINT ((300 300), (310 300))", bow_tie)
    assert amounts(ledger, "gross", "counted") == [[1, 1]] * 4
    assert ledger.pieces.unit.tolist() == ["2", "1", "1", "1"]


with np.errstate(invalid="ignore"):
    LOST = [
        (None, "null"),
        (shapely.Point(), "empty"),
        (shapely.GeometryCollection(), "empty"),
        (shapely.Point(np.nan, 3_600_000), "not_finite"),
        (shapely.Point(np.inf, 3_600_000), "not_finite"),
        (
            shapely.Polygon([(37_500_000, 3_600_000), (37_500_900, 3_600_000), (np.nan, 3_600_900)]),
            "not_finite",
        ),
        (shapely.Point(110.8, 32.8), "out_of_domain"),
    ]


@pytest.mark.parametrize(("geometry", "reason"), LOST)
def test_an_unreadable_site_changes_no_neighbour_and_says_why(geometry, reason):
    ledger = sites("POINT (100 100)", geometry, "POINT (300 300)")
    assert amounts(ledger, "gross", "counted") == [[1, 1], [0, 0], [1, 1]]
    assert ledger.entries.reason.tolist() == ["", f"invalid:{reason}", ""]
    assert [n.uuid for n in ledger.notes] == ["b"]


def test_status_leaves_a_site_out():
    ledger = sites("POINT (100 100)", "POINT (300 300)", "POINT (500 500)", status=[60, 99, 40])
    assert amounts(ledger, "counted", "excluded") == [[1, 0], [0, 1], [1, 0]]
    assert ledger.entries.stage.tolist() == ["accepted", "none", "reported"]


def test_heights_do_not_matter():
    assert amounts(sites(shapely.force_3d(wkt("POINT (100 100)"), 230.0)), "counted") == [[1]]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-50, 2050),
            st.integers(-50, 1050),
            st.sampled_from("abcde"),
            st.sampled_from([2018, 2019]),
        ),
        min_size=1,
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
def test_counted_is_the_number_of_uuids_inside_whatever_the_order(rows, random):
    inside = {u for x, y, u, _ in rows if 0 <= x <= 2000 and 0 <= y <= 1000}
    for _ in range(2):
        ledger = sites(
            *(there(shapely.Point(x, y)) for x, y, *_ in rows),
            uuid=[r[2] for r in rows],
            year=[r[3] for r in rows],
        )
        assert ledger.entries.counted.sum() == len(inside)
        assert ledger.entries[["outside", "overlap", "counted"]].sum(axis=1).eq(ledger.entries.gross).all()
        random.shuffle(rows)
