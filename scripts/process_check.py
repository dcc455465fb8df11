"""Make the files the process check runs on, and check the figures in what came out.

python scripts/process_check.py make FOLDER
python scripts/process_check.py figures FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import package  # noqa: E402 - the checkout as the package ecoledger

package.load()

X, Y = 37_500_000, 3_600_000  # on the meridian of 111°, where the map is true to 1e-8 within a kilometre
SAMPLE_PARCELS = 60  # as in process_check.sh
AMOUNTS = ("gross", "invalid", "outside", "baseline", "too_small", "overlap", "counted")


def box(x: float, y: float, width: float, height: float) -> shapely.Polygon:
    return shapely.box(X + x, Y + y, X + x + width, Y + y + height)


def make(folder: Path) -> None:
    """Two townships; three parcels of a hectare: the second repeats half of the first, the third crosses
    the border and the edge of both townships."""
    towns = gpd.GeoDataFrame(
        {"乡镇名称": ["安阳镇", "茶店镇"]},
        geometry=[box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)],
        crs="EPSG:4525",
    )
    towns.to_file(folder / "乡 镇.shp", encoding="GBK")
    parcels = gpd.GeoDataFrame(
        {"目标": ["造林"] * 3, "日期": pd.to_datetime(["2019-05-01", "2018-05-01", "2019-05-02"])},
        geometry=[box(0, 0, 100, 100), box(50, 0, 100, 100), box(950, 950, 100, 100)],
        crs="EPSG:4525",
    )
    parcels["日期"] = parcels["日期"].dt.date
    parcels.to_file(folder / "图 斑.shp", encoding="UTF-8")
    parcels.set_crs("EPSG:2361", allow_override=True).to_file(folder / "西安 80.gpkg")
    (folder / "任 务.csv").write_text("乡镇名称,目标,亩\n安阳镇,造林,37.5\n", encoding="utf-8")
    (folder / "任 务.csvt").write_text('"String","String","Real"\n', encoding="utf-8")


def figures(folder: Path) -> None:
    """Check every figure by hand, and the sample's against how it was built."""
    progress = pd.read_csv(folder / "进 度.csv").set_index("unit")
    near(progress.counted_m2["安阳镇"], 17500)
    near(progress.counted_mu["安阳镇"], 26.25)
    near(progress.percent["安阳镇"], 70)
    near(progress.counted_m2["茶店镇"], 2500)
    entries = gpd.read_file(folder / "图斑 扣减.gpkg").set_index("source_fid")
    near(entries.overlap_m2[0], 5000)
    assert entries.earlier_fid[0] == "1", entries.earlier_fid[0]
    near(entries.outside_m2[2], 5000)
    pieces = gpd.read_file(folder / "扣 减.gpkg")
    assert sorted(pieces.kind) == ["outside", "overlap"], pieces.kind.tolist()
    near(pieces.geometry.area.sum(), 10000)
    official = gpd.read_file(folder / "椭球 面积.gpkg")
    assert official.official_m2.between(9999.99, 10000.01).all(), official.official_m2.tolist()
    assert official.目标.tolist() == ["造林"] * 3, official.目标.tolist()
    assert len(gpd.read_file(folder / "新 台账.gpkg", layer="townships")) == 20
    sample(folder)


def sample(folder: Path) -> None:
    """Check the sample's figures against how it was built, and that every row closes."""
    from ecoledger.core.sample import build_sample

    progress = pd.read_csv(folder / "样例 进度.csv", dtype={"township": str})
    entries = pd.read_csv(folder / "样例 措施.csv")
    assert progress.target.nunique() == 35, progress.target.nunique()
    for table in (progress, entries):
        parts = table[list(AMOUNTS[1:])].sum(axis=1, min_count=1)
        gap = (table.gross - parts).abs() / table.gross.clip(lower=1)
        assert (gap.fillna(0) < 1e-9).all(), table[gap >= 1e-9]
    expected = build_sample(parcels=SAMPLE_PARCELS).expected.progress(by_township=True)
    expected["target"] = expected.target.replace("", None)  # an intervention without target
    both = expected.merge(
        progress, left_on=["target", "unit"], right_on=["target", "township"], suffixes=("_expected", "")
    )
    assert len(both) == len(expected), (len(both), len(expected))
    for name in AMOUNTS:
        gap = (both[name] - both[f"{name}_expected"]).abs() / both.gross.clip(lower=1)
        assert (gap < 1e-6).all(), both[gap >= 1e-6][["target", "unit", name, f"{name}_expected"]]
    assert len(gpd.read_file(folder / "样例 扣减.gpkg")) > 0


def near(value: float, expected: float) -> None:
    assert abs(value - expected) <= 1e-6 * expected, (value, expected)


if __name__ == "__main__":
    {"make": make, "figures": figures}[sys.argv[1]](Path(sys.argv[2]))
