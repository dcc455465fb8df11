"""GeoPackages and drawings as other programs than GDAL write them."""

import sqlite3
import struct
import zipfile
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import shapefile
from ecoledger.core.fielddata.vectors import read_layers

SQUARE = shapely.box(37481267.0, 3630585.0, 37481367.0, 3630685.0)


@pytest.fixture
def geopackage(tmp_path):
    path = tmp_path / "造林 小班.gpkg"
    gpd.GeoDataFrame({"名称": ["茶店镇"]}, geometry=[SQUARE], crs=4525).to_file(path, layer="小班")
    gpd.GeoDataFrame({"名称": ["界桩"]}, geometry=[SQUARE.centroid], crs=4525).to_file(path, layer="界桩")
    return path


def test_a_geopackage_with_a_view_is_none_that_leads_elsewhere(tmp_path):
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame(geometry=[SQUARE], crs=4525).to_file(path, layer="小班")
    # small pages and the first row: the text of the view is where the kind of a file is told
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "PRAGMA page_size = 512; VACUUM; CREATE VIEW v AS SELECT 1; PRAGMA writable_schema = ON"
        )
        db.execute("UPDATE sqlite_master SET rowid = 0 WHERE name = 'v'")
        db.commit()
    assert b"CREATE VIEW" in path.read_bytes()[:4096]
    (layer,) = read_layers(path).layers
    assert len(layer.frame) == 1


def test_a_layer_of_unknown_kind_does_not_hide_the_others(geopackage):
    with closing(sqlite3.connect(geopackage)) as db:
        db.execute(
            "UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY', z = 1 WHERE table_name = ?",
            ("小班",),
        )
        db.commit()
    file = read_layers(geopackage)
    assert [layer.name for layer in file.layers] == ["界桩"]
    assert [fault.id for fault in file.faults] == ["fielddata.vector_unreadable"]


@pytest.mark.parametrize("missing", [0, 16])
def test_a_file_of_shapes_shorter_than_its_header_states_is_told(tmp_path, missing):
    # PointZ has four values by ESRI's description; programs that leave out M may count it nevertheless
    x, y = 481267.5, 3630585.25
    record = struct.pack(">ii", 1, 14) + struct.pack("<iddd", 11, x, y, 180.0)
    size = (100 + len(record) + missing) // 2
    head = struct.pack(">i20xi", 9994, size) + struct.pack("<ii8d", 1000, 11, x, y, x, y, 180, 180, 0, 0)
    (tmp_path / "桩.shp").write_bytes(head + record)
    (layer,) = read_layers(tmp_path / "桩.shp").layers
    assert shapely.get_coordinates(layer.frame.geometry.array).tolist() == [[x, y]]
    assert [f.fields for f in layer.faults if f.id == "fielddata.shp_cut"] == (
        [{"found": 136, "stated": 152}] if missing else []
    )


def test_a_prj_that_is_no_wkt_is_not_looked_up_by_name(tmp_path, monkeypatch):
    path = tmp_path / "小班.shp"
    gpd.GeoDataFrame(geometry=[SQUARE], crs=4525).to_file(path)
    path.with_suffix(".prj").write_text('PROJCSD@W PROJCS["CGCS2000"]')
    monkeypatch.setattr(shapefile.CRS, "from_wkt", lambda text: pytest.fail(f"PROJ is asked for {text}"))
    (layer,) = read_layers(path).layers
    assert layer.crs_hint is None and "fielddata.shp_bad_prj" in [fault.id for fault in layer.faults]


def test_a_layer_with_a_name_in_no_encoding_is_refused_by_its_number(tmp_path):
    path = tmp_path / "库.gdb"
    gpd.GeoDataFrame(geometry=[SQUARE], crs=4525).to_file(path, layer="parcels", driver="OpenFileGDB")
    for table in path.glob("*.gdbtable"):
        table.write_bytes(table.read_bytes().replace(b"parcels", b"p\xffrcels"))
    with pytest.raises(FieldDataError) as refused:
        read_layers(path)
    assert refused.value.fault.id == "fielddata.vector_unreadable"


def test_an_archive_with_a_nameless_entry_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("QQ", b"x")
    path.write_bytes(path.read_bytes().replace(b"QQ", b"\0Q"))  # a name ends at its first zero
    with pytest.raises(FieldDataError) as refused:
        read_layers(path)
    assert refused.value.fault.id == "fielddata.zip_no_archive"


ENTITIES = "0\nSECTION\n2\nENTITIES\n0\nPOINT\n8\n桩\n10\n481267.5\n20\n3630585.25\n0\nENDSEC\n0\nEOF\n"
BLOCKS = "0\nSECTION\n2\nBLOCKS\n0\nENDSEC\n"


@pytest.mark.parametrize("end", ["", "\n", "\r", "\r\n", "\r\0", "\r\0\n"])
def test_a_drawing_that_breaks_off_comes_to_its_end(tmp_path, end):
    text = ENTITIES.replace("0\nENDSEC\n0\nEOF\n", "0\nEOF") + end
    (tmp_path / "a.dxf").write_text(text, newline="")
    (layer,) = read_layers(tmp_path / "a.dxf").layers
    assert len(layer.frame) == 1 and [fault.id for fault in layer.faults] == ["fielddata.truncated"]


@pytest.mark.parametrize(
    "text",
    [
        ENTITIES,
        BLOCKS + ENTITIES,
        "999\nwritten by hand\n" + BLOCKS + ENTITIES,
        "\n\n" + ENTITIES,
        ENTITIES.replace("\n", "\r"),
        (BLOCKS + ENTITIES).replace("\n", "\r\n"),
        "\ufeff" + BLOCKS + ENTITIES,
    ],
)
def test_a_drawing_is_read_whatever_stands_before_its_entities(tmp_path, text):
    path = tmp_path / "红线 图.dxf"
    path.write_bytes(text.encode())
    (layer,) = read_layers(path).layers
    assert shapely.get_coordinates(layer.frame.geometry.array).tolist() == [[481267.5, 3630585.25]]
    assert layer.frame["Layer"].tolist() == ["桩"] and layer.faults == ()


def test_a_file_without_any_shape_is_called_empty(tmp_path):
    empty = ENTITIES.replace("0\nPOINT\n8\n桩\n10\n481267.5\n20\n3630585.25\n", "")
    (tmp_path / "a.dxf").write_text(empty)
    pyogrio.write_dataframe(pd.DataFrame({"名称": ["茶店镇"]}), tmp_path / "a.gpkg", layer="表")
    for name in ("a.dxf", "a.gpkg"):
        assert [fault.id for fault in read_layers(tmp_path / name).faults] == ["fielddata.no_points"]
