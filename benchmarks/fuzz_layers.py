"""Vector files to be damaged: small ones of our own, and how a damaged one is read."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

SQUARES = [shapely.box(37481267.0 + 100 * i, 3630585.0, 37481367.0 + 100 * i, 3630685.0) for i in range(3)]
DXF = """0\nSECTION\n2\nHEADER\n9\n$DWGCODEPAGE\n3\nANSI_936\n0\nENDSEC\n0\nSECTION\n2\nENTITIES
0\nLWPOLYLINE\n8\n地块\n90\n3\n70\n1\n10\n481267.0\n20\n3630585.0\n42\n0.5\n10\n481367.0\n20\n3630585.0
10\n481367.0\n20\n3630685.0\n0\nCIRCLE\n8\n0\n10\n481267.0\n20\n3630585.0\n40\n5.0
0\nTEXT\n8\n0\n10\n481267.0\n20\n3630585.0\n1\n小班\n0\nENDSEC\n0\nEOF\n"""


def write_seeds(folder: Path) -> dict[str, Path]:
    """Write one file, or folder of files, of each kind; return them by the name they are read under."""
    frame = gpd.GeoDataFrame(
        {"乡镇": ["谭家湾镇", "茶店镇", "杨溪铺镇"], "XBMJ": [1.5, 2.5, 3.5]}, geometry=SQUARES, crs=4525
    )
    (folder / "shapefile").mkdir()
    frame.to_file(folder / "shapefile" / "a.shp", encoding="GBK")
    frame.to_file(folder / "a.gpkg", layer="小班")
    frame.to_file(folder / "a.gdb", layer="小班", driver="OpenFileGDB")
    (folder / "a.dxf").write_bytes(DXF.encode("gbk"))
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((folder / "shapefile").iterdir()):
            archive.write(file, file.name)
    return {
        "shapefile/a.shp": folder / "shapefile",
        "a.gpkg": folder / "a.gpkg",
        "a.gdb": folder / "a.gdb",
        "a.dxf": folder / "a.dxf",
        "a.zip": folder / "a.zip",
    }


def damaged(seed: Path, count: int, number: int) -> Iterator[dict[str, bytes]]:
    """Yield the files of a seed, one of them damaged, by their names in a folder; repeatable by `number`."""
    from ecoledger.tests.core.mutation import mutations

    files = sorted(seed.iterdir()) if seed.is_dir() else [seed]
    whole = {file.name: file.read_bytes() for file in files if file.is_file()}
    streams = {name: mutations(data, count, number) for name, data in whole.items()}
    choose = random.Random(number)
    for _ in range(count):
        name = choose.choice(sorted(whole))
        yield {**whole, name: next(streams[name])}


def probe(name: str, files: dict[str, bytes], folder: Path) -> object:
    """Write the files where `name` says and read them: refused, or what was read is sound."""
    from ecoledger.core.errors import FieldDataError
    from ecoledger.core.fielddata.model import Limits
    from ecoledger.core.fielddata.vectors import read_layers

    shutil.rmtree(folder, ignore_errors=True)
    path = folder / name
    inside = path if path.suffix == ".gdb" else path.parent
    inside.mkdir(parents=True)
    for file, data in files.items():
        (inside / file).write_bytes(data)
    try:
        found = read_layers(path, limits=Limits(size=64 << 20, unpacked=64 << 20))
    except FieldDataError as refused:
        assert str(refused)
        return refused
    for layer in found.layers:
        assert all(shape is None or shapely.is_geometry(shape) for shape in np.array(layer.frame.geometry))
        assert all(str(fault) for fault in layer.faults)
    return found
