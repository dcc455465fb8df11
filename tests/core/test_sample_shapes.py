"""The shapes of the sample: what is said to be shared, apart or clear really is, asked of GEOS."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.ledger.repair import read_wkb
from ecoledger.core.sample.mesh import Mesh
from ecoledger.core.sample.shapes import Star, across, bow_tie, strip, unclosed, with_spike

CENTRE = np.array([37_480_000.0, 3_630_000.0])
seeds = st.integers(0, 10**6)


def star(seed, radius=200.0):
    return Star.blob(CENTRE, radius, np.random.default_rng(seed))


def holds(split):
    """Say whether the two pieces make up the whole and do not share ground."""
    union = shapely.union(split.one, split.other)
    alone = shapely.area(shapely.intersection(split.one, split.other)) < 1e-6
    return alone and shapely.area(shapely.symmetric_difference(union, split.whole)) < 1e-6


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_a_parcel_is_a_simple_polygon_in_its_circle(seed):
    parcel = star(seed).polygon
    assert parcel.is_valid
    assert shapely.hausdorff_distance(parcel.exterior, shapely.Point(CENTRE)) <= 200.001


@given(seeds, st.floats(0.2, 0.6), st.floats(0.2, 0.6), st.floats(1.1, 1.35))
@settings(max_examples=60, deadline=None)
def test_a_later_parcel_shares_with_the_earlier_just_the_piece_it_says(seed, part, inner, outer):
    earlier = star(seed)
    later = earlier.overlapping(part, inner, outer, np.random.default_rng(seed))
    assert later.whole.is_valid and holds(later)
    shared = shapely.intersection(earlier.polygon, later.whole)
    assert shapely.area(shapely.symmetric_difference(shared, later.one)) < 1e-6


@given(seeds, st.floats(-1.0, 1.0))
@settings(max_examples=60, deadline=None)
def test_a_parcel_across_a_border_falls_into_the_pieces_it_says(seed, bend):
    along = np.array([0.0, 90.0, 170.0, 260.0, 350.0])
    border = CENTRE + np.column_stack([along, bend * np.array([0.0, 21.0, -14.0, 25.0, 0.0])]).round(3)
    parcel = across(border, 120.0, np.random.default_rng(seed))
    assert parcel.whole.is_valid and holds(parcel)
    north = shapely.Polygon(np.vstack([border, border[::-1] + [0.0, 900.0]]))
    left = shapely.intersection(parcel.whole, north)
    assert shapely.area(shapely.symmetric_difference(left, parcel.one)) < 1e-6


def test_no_parcel_is_laid_over_a_border_that_turns_back():
    border = CENTRE + np.array([[0.0, 0.0], [200.0, 10.0], [150.0, 20.0], [350.0, 0.0]])
    assert across(border, 120.0, np.random.default_rng(1)) is None


def test_a_bow_tie_is_invalid_and_its_wings_are_its_repair():
    crossed, wings = bow_tie(CENTRE, 400.0)
    assert not crossed.is_valid
    mended = shapely.make_valid(crossed)
    assert shapely.area(shapely.symmetric_difference(mended, shapely.union_all(wings))) < 1e-6


def test_a_needle_is_a_fifth_of_a_metre_wide_and_part_of_a_valid_parcel():
    spiked = with_spike(star(3), 150.0)
    assert spiked.whole.is_valid and holds(spiked)
    assert spiked.other.area == pytest.approx(0.5 * 0.2 * 150.0, rel=0.5)


def test_a_strip_is_long_and_thin():
    thin = strip(CENTRE, 300.0, 0.5, np.random.default_rng(5))
    assert thin.is_valid
    assert 100.0 < thin.area < 160.0 and thin.buffer(-0.26).is_empty


def test_an_unclosed_ring_is_no_geometry_until_it_is_closed():
    parcel = star(4).polygon
    with pytest.raises(shapely.GEOSException):
        shapely.from_wkb(unclosed(parcel))
    geometries, notes = read_wkb([unclosed(parcel)])
    assert geometries[0].equals(parcel) and notes.position.tolist() == [0]


@pytest.fixture(scope="module")
def mesh():
    return Mesh.over(0.0, 0.0, 20_000.0, 15_000.0, np.random.default_rng(11))


def random_labels(mesh, seed, share):
    rng = np.random.default_rng(seed)
    whole = (mesh.neighbours >= 0).all(axis=1)
    return mesh.components(np.where(whole & (rng.random(len(whole)) < share), 0, -1))


@given(seeds, st.floats(0.1, 0.9))
@settings(max_examples=15, deadline=None)
def test_whatever_cells_an_area_has_its_border_stays_out_of_the_middle_of_cells(mesh, seed, share):
    labels = random_labels(mesh, seed, share)
    areas = np.array(list(mesh.coverage(labels).values()))
    assert shapely.is_valid(areas).all()
    middles = shapely.points(mesh.centres)
    away = shapely.distance(shapely.union_all(shapely.boundary(areas)), middles)
    assert (away >= mesh.clear).all()
    inside = shapely.contains_properly(shapely.union_all(areas), middles)
    assert np.array_equal(inside, labels >= 0)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_neighbouring_areas_share_their_border_vertex_by_vertex(mesh, seed):
    whole = (mesh.neighbours >= 0).all(axis=1)
    rng = np.random.default_rng(seed)
    numbers = np.where(
        whole, (mesh.centres @ [1.0, 0.3] / 4_000.0).astype(int) + 3 * (rng.random(len(whole)) < 0.2), -1
    )
    areas = list(mesh.coverage(mesh.components(numbers)).values())
    edges = [tuple(map(tuple, pair)) for area in areas for pair in directed_edges(area)]
    known = set(edges)
    assert len(known) == len(edges)
    rim = {(a, b) for a, b in edges if (b, a) not in known}
    outline = shapely.union_all(areas)
    assert sum(np.hypot(b[0] - a[0], b[1] - a[1]) for a, b in rim) == pytest.approx(outline.length, rel=1e-9)


def directed_edges(area):
    """Return the edges of a polygon's rings, shape (n, 2, 2), its inside always on the left."""
    rings = [np.array(ring.coords) for ring in (area.exterior, *area.interiors)]
    return np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings])


def test_an_area_in_two_patches_is_refused(mesh):
    labels = np.full(len(mesh.centres), -1)
    whole = np.flatnonzero((mesh.neighbours >= 0).all(axis=1))
    labels[whole[[0, -1]]] = 0
    with pytest.raises(ValueError, match="not one connected patch"):
        mesh.coverage(labels)


def test_a_patch_that_is_peeled_stays_whole(mesh):
    whole = (mesh.neighbours >= 0).all(axis=1)
    rng = np.random.default_rng(2)
    peeled = mesh.peel(whole, rng.random(len(whole)), 200)
    assert peeled.sum() == 200
    assert mesh.components(np.where(peeled, 0, -1)).max() == 0
    assert not mesh.coverage(np.where(peeled, 0, -1))[0].interiors
