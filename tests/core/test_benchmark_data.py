"""The benchmark's own ground: the same every time, valid, and overlapping as much as it says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import shapely

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def load(name):
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


data, report = load("data"), load("report")


def test_the_same_seed_gives_the_same_parcels():
    first, again, other = data.make_parcels(60), data.make_parcels(60), data.make_parcels(60, seed=7)
    assert first.equals(again)
    assert not first.geometry.equals(other.geometry)


def test_parcels_are_valid_have_seventy_vertices_and_one_in_seven_repeats_another_of_its_target():
    parcels = data.make_parcels(500)
    shapes, target = parcels.geometry.to_numpy(), parcels.target.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert 65 < shapely.get_num_coordinates(shapes).mean() < 75
    assert set(target) == {f"T{i}" for i in range(1, 9)}
    a, b = shapely.STRtree(shapes).query(shapes)
    a, b = a[(a < b) & (target[a] == target[b])], b[(a < b) & (target[a] == target[b])]
    overlapping = shapely.area(shapely.intersection(shapes[a], shapes[b])) > 0
    assert 0.10 < len(np.unique(b[overlapping])) / 500 < 0.20


def test_townships_share_their_borders_without_gap_or_overlap():
    townships = data.make_townships()
    shapes = townships.geometry.to_numpy()
    assert len(shapes) == 20 and townships.code.is_unique
    assert shapely.is_valid(shapes).all() and shapely.get_num_coordinates(shapes).min() >= 2000
    whole = shapely.union_all(shapes)
    assert shapely.get_num_geometries(whole) == 1 and shapely.get_num_interior_rings(whole) == 0
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), rel=1e-12)


def test_a_seamless_map_covers_the_townships_and_no_ground_twice():
    shapes = data.make_seamless(300).geometry.to_numpy()
    assert shapely.is_valid(shapes).all() and set(shapely.get_num_coordinates(shapes)) == {73}
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), rel=1e-12)
    townships = shapely.union_all(data.make_townships().geometry.to_numpy())
    beside = shapely.area(shapely.symmetric_difference(whole, townships))
    assert beside < 1e-3 * whole.area  # the outer border is drawn with fewer vertices


def test_totals_agree_only_where_every_cell_does():
    ours = {("1", "a"): 100.0, ("2", "a"): 300.0}
    assert report.compare(ours, dict(ours)) == {"sum": 0.0, "cell": 0.0}
    assert report.compare(ours, {("1", "a"): 101.0, ("2", "a"): 299.0}) == {"sum": 0.0, "cell": 0.01}
    assert report.compare(ours, {("1", "a"): 100.0})["cell"] == 1.0
    assert report.compare({}, ours)["cell"] == 1.0
