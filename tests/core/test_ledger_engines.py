"""The same district closed by another engine: geopandas overlay and dissolve."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ecoledger.core import overlap_matrix
from ecoledger.core.area import measure_area
from ecoledger.core.model import Group
from ecoledger.tests.core.district import close, frame, target, there

SIDE = 12_000


@pytest.fixture(scope="module")
def district():
    rng = np.random.default_rng(2018)
    seeds = shapely.multipoints(rng.uniform(0, SIDE, (9, 2)))
    square = shapely.box(0, 0, SIDE, SIDE)
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=square)), square)
    wavy = shapely.transform(
        shapely.segmentize(cells, 60), lambda xy: xy + 90 * np.sin(xy[:, ::-1] / SIDE * 41 + [0, 1])
    )
    towns = frame(there(wavy), code=[str(i) for i in range(len(wavy))])
    assert towns.is_valid.all()
    n = 500
    angle = np.sort(rng.uniform(0, 2 * np.pi, (n, 24)), axis=1)
    reach = (10 ** rng.uniform(1, 2.9, n))[:, None] * rng.uniform(0.5, 1, (n, 24))
    rings = np.stack([np.cos(angle), np.sin(angle)], axis=2) * reach[:, :, None]
    shapes = there(shapely.polygons(rings + rng.uniform(-0.02, 1.02, (n, 1, 2)) * SIDE))
    parcels = frame(
        shapes,
        uuid=[f"{i:03}" for i in range(n)],
        target=rng.choice(["oak", "karst", "terraces"], n),
        year=rng.choice([2018, 2019, 2020], n),
    )
    patches = frame(there(shapely.buffer(shapely.points(rng.uniform(0, SIDE, (40, 2))), 900, quad_segs=8)))
    return parcels[parcels.is_valid].reset_index(drop=True), towns, patches


def closed(district, **words):
    parcels, towns, patches = district
    targets = words.pop("targets", [target(id) for id in ("oak", "karst", "terraces")])
    columns = {name: parcels[name] for name in ("uuid", "target", "year")}
    return close(
        parcels.geometry, towns=towns, targets=targets, baselines={"patches": patches}, **columns, **words
    )


def overlaid(parcels, *layers, by):
    for layer in layers:
        parcels = gpd.overlay(parcels, layer, how="intersection", keep_geom_type=True)
    whole = parcels.dissolve(by)
    return whole.geometry.map(lambda g: measure_area([g], 4525)[0])


def test_counted_by_target_and_township(district):
    parcels, towns, _ = district
    truth = overlaid(parcels, towns, by=["target", "code"])
    counted = closed(district).pieces.dropna(subset="unit").groupby(["target", "unit"]).counted.sum()
    assert len(truth) > 20
    assert counted.reindex(truth.index).to_numpy() == pytest.approx(truth.to_numpy(), rel=1e-9)


def test_counted_on_the_baseline_by_target_and_township(district):
    parcels, towns, patches = district
    truth = overlaid(parcels, towns, patches.dissolve(), by=["target", "code"])
    targets = [target(id, baseline="patches") for id in ("oak", "karst", "terraces")]
    ledger = closed(district, targets=targets)
    counted = ledger.pieces.dropna(subset="unit").groupby(["target", "unit"]).counted.sum()
    assert counted.reindex(truth.index).to_numpy() == pytest.approx(truth.to_numpy(), rel=1e-9)


def test_counted_of_an_exclusive_group_by_township(district):
    parcels, towns, _ = district
    truth = overlaid(parcels, towns, by=["code"])
    ledger = closed(
        district,
        targets=[target(id, group="all") for id in ("oak", "karst", "terraces")],
        groups=[Group("all", "全部", "All")],
    )
    counted = ledger.pieces.groupby("unit").counted.sum()
    assert counted.reindex(truth.index).to_numpy() == pytest.approx(truth.to_numpy(), rel=1e-9)


def test_what_is_outside(district):
    parcels, towns, _ = district
    beyond = gpd.overlay(parcels, towns, how="difference", keep_geom_type=True)
    assert closed(district).entries.outside.sum() == pytest.approx(
        measure_area(beyond.geometry, 4525).sum(), rel=1e-8
    )


def test_the_overlap_matrix(district):
    parcels, towns, _ = district
    ground = gpd.overlay(parcels, towns, how="intersection", keep_geom_type=True).dissolve("target").geometry
    matrix = overlap_matrix(closed(district))
    assert list(matrix) == list(matrix.index) == ["karst", "oak", "terraces"]
    for a in matrix:
        for b in matrix:
            shared = measure_area([shapely.intersection(ground[a], ground[b])], 4525)[0]
            assert matrix.loc[a, b] == pytest.approx(shared, rel=1e-9)


@pytest.mark.parametrize("decimals", [7, 9, 11])
def test_parcels_that_came_back_through_longitude_and_latitude(district, decimals):
    # to the last decimal of a degree they lie 1 cm, 0.1 mm and 1 µm beside themselves
    parcels, towns, patches = district
    lonlat = parcels.to_crs(4490)
    lonlat.geometry = shapely.transform(lonlat.geometry.array, lambda xy: np.round(xy, decimals))
    again = lonlat.to_crs(parcels.crs)
    twice = np.concatenate([parcels.geometry, again.geometry[again.is_valid]])
    ledger = close(
        twice,
        towns=towns,
        targets=[target("karst", baseline="patches")],
        target="karst",
        baselines={"patches": patches},
        uuid=[f"{i:04}" for i in range(len(twice))],
    )
    corner = np.array([37_500_000, 3_600_000])

    def whole(shapes):
        return shapely.union_all(shapely.transform(shapes, lambda xy: xy - corner), grid_size=1e-9)

    ground = shapely.intersection_all(
        [whole(g) for g in (twice, towns.geometry.array, patches.geometry.array)]
    )
    truth = measure_area([shapely.transform(ground, lambda xy: xy + corner)], 4525)[0]
    assert ledger.entries.counted.sum() == pytest.approx(truth, rel=1e-9)
    parts = ledger.entries[["outside", "baseline", "overlap", "counted"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(ledger.entries.gross.to_numpy(), rel=1e-12)
