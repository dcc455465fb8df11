"""The laws of the closing ledger, on districts nobody drew by hand.

What is counted is checked against plain set algebra: one union of all parcels, cut with one union of all
townships (and of the baseline), measured as one geometry.
"""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.area import measure_area
from ecoledger.core.ledger import AMOUNTS, DEDUCTIONS
from ecoledger.core.model import Group
from ecoledger.tests.core.district import close, frame, target, there

TARGETS = [
    target("oak"),
    target("karst"),
    target("terraces", group="cropland"),
    target("paddies", group="cropland"),
]
CROPLAND = Group("cropland", "农田", "Cropland")
SETS = {"oak": ["oak"], "karst": ["karst"], "cropland": ["terraces", "paddies"]}

# Borders that no coordinate of a parcel meets, a gap, and a strip (x 1000-1020) that two townships claim
TOWNS = frame(
    there(
        shapely.from_wkt(
            [
                "POLYGON ((0 0, 1020 0, 1013.7 431.3, 1020 1000, 517.1 1000, 423.9 611.3, 0 577.7, 0 0))",
                "POLYGON ((0 577.7, 423.9 611.3, 517.1 1000, 0 1000, 0 577.7))",
                "POLYGON ((1000 0, 2000 0, 2000 411.1, 1000 489.9, 1000 0))",
                "POLYGON ((1000 491.1, 2000 413.3, 2000 1000, 1000 1000, 1000 491.1))",
            ]
        )
    ),
    code=["101", "102", "103", "104"],
)
PATCHES = frame(
    there(
        shapely.from_wkt(
            [
                "POLYGON ((300 -50, 1700 100, 1500 900, 200 700, 300 -50))",
                "POLYGON ((1400 0, 1900 0, 1800 950, 1400 0))",
            ]
        )
    )
)


def outline(kind, size, angle):
    """A parcel's outline around (0, 0): a box, a triangle, a star, a ring, two parts, or a bow-tie."""
    turn = np.radians(angle)
    shapes = {
        "box": lambda: shapely.box(-1, -0.5, 1, 0.5),
        "triangle": lambda: shapely.Polygon([(-1, -1), (1.3, -0.2), (0.1, 0.9)]),
        "star": lambda: shapely.Polygon(
            [
                ((1, 0.4)[i % 2] * np.cos(i * np.pi / 5), (1, 0.4)[i % 2] * np.sin(i * np.pi / 5))
                for i in range(10)
            ]
        ),
        "ring": lambda: (
            shapely.Point(0, 0).buffer(1, quad_segs=3).difference(shapely.box(-0.4, -0.3, 0.5, 0.4))
        ),
        "parts": lambda: shapely.MultiPolygon([shapely.box(-1, -1, -0.2, 0.3), shapely.box(0.1, -0.4, 1, 1)]),
        "bow-tie": lambda: shapely.Polygon([(-1, -1), (1, 1), (1, -1), (-1, 1)]),
    }
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return shapely.transform(shapes[kind](), lambda xy: size * xy @ rotation.T)


@st.composite
def parcels(draw, most=9):
    """Columns of an interventions layer: geometry, target, year, completed (or None), status."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["box", "box", "triangle", "star", "ring", "parts", "bow-tie"]),
                st.integers(-50, 2050),
                st.integers(-50, 1050),
                st.sampled_from([7, 40, 120, 450]),
                st.integers(0, 359),
                st.sampled_from([t.id for t in TARGETS]),
                st.sampled_from([2018, 2019, 2020, None]),
                st.sampled_from(["2018-05-01", "2019-07-31", None]),
                st.sampled_from([60, 60, 60, 70, 80, 30]),
            ),
            min_size=1,
            max_size=most,
        )
    )
    shapes = [
        there(shapely.transform(outline(kind, size, angle), lambda xy, x=x, y=y: xy + [x, y]))
        for kind, x, y, size, angle, *_ in rows
    ]
    words = list(zip(*(r[5:] for r in rows), strict=True))
    return {
        "geometries": shapes,
        "uuid": [f"{i:02}" for i in range(len(rows))],
        **dict(zip(("target", "year", "completed", "status"), map(list, words), strict=True)),
    }


def closed(columns, **words):
    return close(targets=TARGETS, towns=TOWNS, groups=[CROPLAND], **columns, **words)


def counted(ledger, of=None):
    done = ledger.pieces[ledger.pieces.stage == "accepted"]
    return done.counted[done.target.isin(of)].sum() if of else done.counted.sum()


def area(geometry):
    return measure_area([geometry], 4525)[0]


def common(a, b):
    """What two polygons share, without the points and lines where they only touch."""
    parts = shapely.get_parts(shapely.intersection(a, b))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def near(value):
    return pytest.approx(value, rel=1e-9, abs=2e-5)  # rounding of cuts: 1e-8 m along some 2 km


def taken(columns, rows):
    return {name: [values[i] for i in rows] for name, values in columns.items()}


@settings(max_examples=20, deadline=None)
@given(parcels())
def test_counted_is_the_area_of_the_union_within_the_townships(columns):
    ledger = closed(columns)
    towns = shapely.union_all(TOWNS.geometry)
    for of in SETS.values():
        rows = [i for i, t in enumerate(columns["target"]) if t in of and columns["status"][i] != 30]
        ground = shapely.union_all(shapely.make_valid([columns["geometries"][i] for i in rows]))
        assert counted(ledger, of) == near(area(common(ground, towns)))


@settings(max_examples=25, deadline=None)
@given(parcels())
def test_counted_in_each_township_is_the_area_of_the_union_there(columns):
    ledger = closed(columns)
    first, *others = TOWNS.geometry
    own = [
        first,
        *(shapely.difference(g, first) for g in others),
    ]  # the strip claimed twice is the first one's
    done = ledger.pieces[(ledger.pieces.stage == "accepted") & (ledger.pieces.target == "oak")]
    rows = [i for i, t in enumerate(columns["target"]) if t == "oak" and columns["status"][i] != 30]
    ground = shapely.union_all(shapely.make_valid([columns["geometries"][i] for i in rows]))
    for code, town in zip(TOWNS.code, own, strict=True):
        assert done.counted[done.unit == code].sum() == near(area(common(ground, town)))


@settings(max_examples=25, deadline=None)
@given(parcels())
def test_counted_on_a_baseline_is_the_area_of_the_union_on_its_patches(columns):
    columns = {**columns, "target": ["desert"] * len(columns["uuid"])}
    rows = [i for i, s in enumerate(columns["status"]) if s != 30]
    ledger = close(
        targets=[target("desert", baseline="patches")], towns=TOWNS, baselines={"patches": PATCHES}, **columns
    )
    ground = shapely.union_all(shapely.make_valid([columns["geometries"][i] for i in rows]))
    for layer in (TOWNS, PATCHES):
        ground = common(ground, shapely.union_all(layer.geometry))
    assert counted(ledger) == near(area(ground))


@settings(max_examples=25, deadline=None)
@given(parcels(), st.sampled_from([0.0, 500.0, 20_000.0]))
def test_every_row_and_every_total_closes(columns, smallest):
    desert = target("karst", baseline="patches", min_area=smallest)
    ledger = close(
        targets=[TARGETS[0], desert, *TARGETS[2:]],
        groups=[CROPLAND],
        towns=TOWNS,
        baselines={"patches": PATCHES},
        **columns,
    )
    parts = [*DEDUCTIONS, "counted"]
    for table in (ledger.entries, ledger.pieces):
        assert table[parts].sum(axis=1).to_numpy() == pytest.approx(
            table.gross.to_numpy(), rel=1e-9, abs=1e-9
        )
        assert (table[list(AMOUNTS)] >= 0).all(axis=None)
        assert table[parts].sum().sum() == pytest.approx(table.gross.sum(), rel=1e-9)
    whole = measure_area(
        shapely.make_valid(columns["geometries"], method="structure", keep_collapsed=False), 4525
    )
    assert ledger.entries.gross.to_numpy() == pytest.approx(whole, rel=1e-13)


@settings(max_examples=25, deadline=None)
@given(parcels(), st.sampled_from([0.0, 500.0, 20_000.0]))
def test_the_deducted_pieces_of_a_row_add_up_to_its_deductions(columns, smallest):
    desert = target("karst", baseline="patches", min_area=smallest)
    ledger = close(
        targets=[TARGETS[0], desert, *TARGETS[2:]],
        groups=[CROPLAND],
        towns=TOWNS,
        baselines={"patches": PATCHES},
        **columns,
    )
    sums = ledger.deductions.pivot_table("amount", "entry", "kind", "sum", fill_value=0.0)
    sums = sums.reindex(index=range(len(ledger.entries)), columns=list(DEDUCTIONS), fill_value=0.0)
    assert sums.to_numpy() == pytest.approx(ledger.entries[list(DEDUCTIONS)].to_numpy(), rel=1e-13, abs=1e-9)
    drawn = measure_area(ledger.deductions.geometry.to_numpy(), 4525)
    assert ledger.deductions.amount.to_numpy() == pytest.approx(drawn, rel=1e-8, abs=2e-5)


@settings(max_examples=20, deadline=None)
@given(parcels(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(columns, random):
    order = list(range(len(columns["uuid"])))
    random.shuffle(order)
    columns["fid"] = [100 + i for i in order]
    one, other = closed(columns), closed(taken(columns, order))
    a = one.entries.set_index("uuid").sort_index()
    b = other.entries.set_index("uuid").sort_index()
    assert a[list(AMOUNTS)].to_numpy() == pytest.approx(b[list(AMOUNTS)].to_numpy(), rel=1e-9, abs=2e-5)
    assert a[["reason", "earlier_uuid", "stage"]].equals(b[["reason", "earlier_uuid", "stage"]])


@settings(max_examples=20, deadline=None)
@given(parcels(), st.integers(0, 8), st.floats(0.05, 0.95), st.booleans())
def test_splitting_a_parcel_changes_no_total(columns, which, share, upright):
    at = which % len(columns["uuid"])
    parcel = shapely.make_valid(columns["geometries"][at], method="structure")
    west, south, east, north = parcel.bounds
    if upright:
        cut = west + share * (east - west)
        halves = shapely.box(west, south, cut, north), shapely.box(cut, south, east, north)
    else:
        cut = south + share * (north - south)
        halves = shapely.box(west, south, east, cut), shapely.box(west, cut, east, north)
    split = taken(columns, [*range(len(columns["uuid"])), at])
    split["geometries"][at], split["geometries"][-1] = shapely.intersection(parcel, halves)
    split["uuid"][-1] = split["uuid"][at] + "x"  # the next in line, where nothing but the uuid decides
    one, other = closed(columns), closed(split)
    sums = one.entries.groupby("target")[list(AMOUNTS)].sum().to_numpy()
    assert other.entries.groupby("target")[list(AMOUNTS)].sum().to_numpy() == near(sums)


@settings(max_examples=20, deadline=None)
@given(parcels(), st.integers(0, 8))
def test_a_parcel_entered_twice_changes_no_counted_area(columns, which):
    at = which % len(columns["uuid"])
    twice = taken(columns, [*range(len(columns["uuid"])), at])
    twice["uuid"][-1] = "zz"
    one, other = closed(columns), closed(twice)
    assert other.entries.counted[:-1].to_numpy() == near(one.entries.counted.to_numpy())
    assert other.entries.counted.iloc[-1] == 0
    gained = other.entries[list(DEDUCTIONS)].to_numpy().sum() - one.entries[list(DEDUCTIONS)].to_numpy().sum()
    assert gained == near(one.entries.gross[at])


@settings(max_examples=20, deadline=None)
@given(parcels(), parcels(most=2))
def test_adding_parcels_never_lowers_what_is_counted(columns, more):
    together = {name: columns[name] + more[name] for name in columns}
    together["uuid"] = [f"{i:02}" for i in range(len(together["uuid"]))]
    one, other = closed(columns), closed(together)
    for of in SETS.values():
        assert counted(other, of) >= counted(one, of) - 2e-5


with np.errstate(invalid="ignore"):
    NOT_FINITE = [
        shapely.Polygon([(37_500_000, 3_600_000), (37_500_900, 3_600_000), (37_500_900, bad)])
        for bad in (np.nan, np.inf)
    ]
UNREADABLE = [
    None,
    shapely.Polygon(),
    shapely.MultiPolygon(),
    there(shapely.from_wkt("POLYGON ((0 0, 500 500, 0 0))")),
    there(shapely.from_wkt("POLYGON ((300 300, 300 300, 300 300, 300 300))")),
    there(shapely.from_wkt("LINESTRING (0 0, 900 900)")),
    there(shapely.from_wkt("POINT (400 400)")),
    *NOT_FINITE,
    shapely.box(1e12, 1e12, 2e12, 2e12),
    shapely.box(110.1, 32.1, 110.9, 32.9),
]


@settings(max_examples=25, deadline=None)
@given(
    parcels(),
    st.sampled_from(range(len(UNREADABLE))),
    st.integers(0, 8),
    st.sampled_from([t.id for t in TARGETS]),
)
def test_an_unreadable_polygon_changes_no_neighbour_and_is_no_silent_zero(columns, bad, place, of):
    place = place % (len(columns["uuid"]) + 1)
    rows = {
        "geometries": UNREADABLE[bad],
        "uuid": "bad",
        "target": of,
        "year": 2018,
        "completed": None,
        "status": 60,
    }
    spoilt = {name: [*columns[name][:place], rows[name], *columns[name][place:]] for name in columns}
    one, other = closed(columns).entries, closed(spoilt)
    beside = other.entries.drop(index=place).reset_index(drop=True)
    assert beside[list(AMOUNTS)].to_numpy() == pytest.approx(
        one[list(AMOUNTS)].to_numpy(), rel=1e-12, abs=1e-9
    )
    assert beside.reason.equals(one.reason)
    lost = other.entries.loc[place]
    assert lost.reason.startswith("invalid:") and lost.counted == 0 and lost.gross == lost.invalid
    assert [note.uuid for note in other.notes if note.id == "ledger.unreadable"] == ["bad"]
