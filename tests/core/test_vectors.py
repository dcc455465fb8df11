"""Vector files as they come: Shapefiles with parts missing, GBK without a word, archives, DXF, MapInfo."""

import io
import shutil
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata.doctor import apply, diagnose
from ecoledger.core.fielddata.model import Limits
from ecoledger.core.fielddata.vectors import read_layers
from ecoledger.tests.core.mutation import mutations

SQUARES = [shapely.box(37481267.0 + 100 * i, 3630585.0, 37481367.0 + 100 * i, 3630685.0) for i in range(3)]
NAMES = ["谭家湾镇五道岭村", "茶店镇", "杨溪铺镇卜家河村"]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "造林 小班"
    folder.mkdir()
    return folder


@pytest.fixture
def shapefile(folder):
    """A Shapefile of three squares in GBK, as an old program writes it: no .cpg, no mark in the .dbf."""
    frame = gpd.GeoDataFrame({"乡镇": NAMES, "XBMJ": [1.5, 2.5, 3.5]}, geometry=SQUARES, crs=4525)
    path = folder / "小班.shp"
    frame.to_file(path, encoding="GBK")
    (folder / "小班.cpg").unlink()
    table = bytearray((folder / "小班.dbf").read_bytes())
    table[29] = 0
    (folder / "小班.dbf").write_bytes(table)
    return path


def ids(layer):
    return [fault.id for fault in layer.faults]


def one(path, **options):
    (layer,) = read_layers(path, **options).layers
    return layer


def archive(path, *entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            out.writestr(name, data)
    return path


def test_a_gbk_shapefile_without_a_code_page_is_read_in_chinese(shapefile):
    layer = one(shapefile)
    assert layer.encoding == "gb18030" and layer.frame["乡镇"].tolist() == NAMES
    assert layer.frame["XBMJ"].tolist() == [1.5, 2.5, 3.5] and layer.frame["fid"].tolist() == [0, 1, 2]
    assert layer.crs_hint == "EPSG:4525" and layer.frame.crs is None and not layer.faults
    assert shapely.equals(np.array(layer.frame.geometry.array), SQUARES).all()


@pytest.mark.parametrize("page", ["UTF-8", "ISO-8859-1", "no such page"])
def test_a_code_page_the_text_belies_is_not_believed(shapefile, page):
    shapefile.with_suffix(".cpg").write_text(page)
    assert one(shapefile).frame["乡镇"].tolist() == NAMES


def test_utf8_is_known_by_its_bytes(folder):
    frame = gpd.GeoDataFrame({"乡镇": NAMES}, geometry=SQUARES, crs=4525)
    frame.to_file(folder / "a.shp", encoding="UTF-8")
    (folder / "a.cpg").unlink()
    layer = one(folder / "a.shp")
    assert layer.encoding == "utf-8" and layer.frame["乡镇"].tolist() == NAMES


def test_the_users_encoding_goes_first_and_loses_no_row(shapefile):
    layer = one(shapefile, encoding="utf-8")
    assert layer.encoding == "utf-8" and len(layer.frame) == 3
    assert layer.encodings[0].encoding == "gb18030"


def test_a_missing_index_is_made_anew_beside_nobodys_file(shapefile, folder):
    shapefile.with_suffix(".shx").unlink()
    before = sorted(folder.iterdir())
    layer = one(shapefile)
    assert ids(layer) == ["fielddata.shp_no_index"] and len(layer.frame) == 3
    assert sorted(folder.iterdir()) == before


def test_a_missing_table_leaves_the_shapes(shapefile):
    shapefile.with_suffix(".dbf").unlink()
    layer = one(shapefile)
    assert "fielddata.shp_no_table" in ids(layer) and len(layer.frame) == 3


def test_a_table_alone_is_read_without_shapes(shapefile):
    shapefile.unlink()
    layer = one(shapefile.with_suffix(".dbf"))
    assert ids(layer)[0] == "fielddata.shp_no_shapes" and layer.frame["乡镇"].tolist() == NAMES


def test_an_index_alone_is_refused(shapefile):
    shapefile.unlink()
    shapefile.with_suffix(".dbf").unlink()
    with pytest.raises(FieldDataError, match=r"小班\.shp is missing"):
        read_layers(shapefile.with_suffix(".shx"))


def test_a_missing_or_damaged_projection_is_left_to_the_doctor(shapefile):
    shapefile.with_suffix(".prj").write_text("PROJCS[")
    assert ids(one(shapefile)) == ["fielddata.shp_bad_prj"]
    shapefile.with_suffix(".prj").unlink()
    layer = one(shapefile)
    assert ids(layer) == ["fielddata.shp_no_prj"] and layer.crs_hint is None
    assert diagnose(layer).guesses[0].crs == "EPSG:4525" and diagnose(layer).decided is None


def test_the_projection_as_arcgis_writes_it_is_known(shapefile):
    shapefile.with_suffix(".prj").write_text(
        'PROJCS["CGCS2000_3_Degree_GK_Zone_37",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
        'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
        'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],'
        'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    assert diagnose(one(shapefile)).decided.crs == "EPSG:4525"


def test_a_shapefile_that_breaks_off_gives_its_whole_shapes(shapefile):
    data = shapefile.read_bytes()
    shapefile.write_bytes(data[:-20])
    layer = one(shapefile)
    assert "fielddata.shp_no_index" in ids(layer)
    assert shapely.equals(np.array(layer.frame.geometry.array)[:2], SQUARES[:2]).all()


def test_names_in_capitals_and_brackets_are_found(shapefile, folder):
    for ending in (".shp", ".shx", ".dbf", ".prj"):
        shutil.move(shapefile.with_suffix(ending), folder / f"A[1]{ending.upper()}")
    layer = one(folder / "A[1].SHP")
    assert layer.frame["乡镇"].tolist() == NAMES and len(layer.sha256) == 64


def test_a_zipped_shapefile_with_names_in_gbk(shapefile, tmp_path):
    files = [(f"小班{e}", shapefile.with_suffix(e).read_bytes()) for e in (".shp", ".shx", ".dbf", ".prj")]
    named = [(name.encode("gbk").decode("cp437"), data) for name, data in files]
    path = tmp_path / "小班.zip"
    archive(path, *named)
    raw = path.read_bytes()  # without the mark of UTF-8, as Chinese Windows writes it
    for name, _ in named:
        raw = raw.replace(name.encode(), name.encode("cp437").ljust(len(name.encode()), b" "))
    layer = one(archive(tmp_path / "b.zip", *files))
    assert layer.name == "小班" and layer.source.name == "b.zip" and layer.frame["乡镇"].tolist() == NAMES


@pytest.mark.parametrize("name", ["../a.shp", "/etc/a.shp", "..\\a.shp", "C:\\a.shp", "a/../../a.shp"])
def test_a_path_that_leads_out_of_an_archive_is_refused(tmp_path, name):
    with pytest.raises(FieldDataError) as refused:
        read_layers(archive(tmp_path / "a.zip", (name, b"x")))
    assert refused.value.fault.id == "fielddata.zip_path"
    assert not (tmp_path.parent / "a.shp").exists()


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path):
    path = archive(tmp_path / "a.zip", ("a.shp", bytes(60 << 20)))
    with pytest.raises(FieldDataError) as refused:
        read_layers(path)
    assert refused.value.fault.id == "fielddata.zip_bomb"


def test_an_archive_of_many_files_or_of_nothing_is_refused(tmp_path):
    path = archive(tmp_path / "a.zip", *((f"{i}.txt", b"") for i in range(30)))
    with pytest.raises(FieldDataError, match="more than 20 files"):
        read_layers(path, limits=Limits(entries=20))
    with pytest.raises(FieldDataError, match="no Shapefile, GeoPackage"):
        read_layers(path)
    (tmp_path / "b.zip").write_bytes(path.read_bytes()[:-60])
    with pytest.raises(FieldDataError, match="no ZIP archive"):
        read_layers(tmp_path / "b.zip")


def test_every_layer_of_a_geopackage_is_read(folder):
    path = folder / "a.gpkg"
    gpd.GeoDataFrame({"名称": NAMES}, geometry=SQUARES, crs=4525).to_file(path, layer="小班")
    line = shapely.LineString([(110.8, 32.8), (110.9, 32.9)])
    gpd.GeoDataFrame({"名称": ["堵河"]}, geometry=[line], crs=4490).to_file(path, layer="岸线")
    layers = {layer.name: layer for layer in read_layers(path).layers}
    assert layers["小班"].frame["名称"].tolist() == NAMES and layers["小班"].encoding == "utf-8"
    assert layers["岸线"].crs_hint == "EPSG:4490" and layers["岸线"].frame["fid"].tolist() == [1]
    assert diagnose(layers["岸线"]).decided.crs == "EPSG:4490"


def test_a_filegdb_is_read_from_its_folder(folder):
    path = folder / "库.gdb"
    frame = gpd.GeoDataFrame({"名称": NAMES}, geometry=SQUARES, crs=4525)
    frame.to_file(path, layer="小班", driver="OpenFileGDB")
    layer = one(path)
    assert layer.format == "gdb" and layer.frame["名称"].tolist() == NAMES and layer.crs_hint == "EPSG:4525"


DXF = """0\nSECTION\n2\nHEADER\n{page}0\nENDSEC\n0\nSECTION\n2\nENTITIES
0\nLWPOLYLINE\n8\n{layer}\n90\n4\n70\n1
10\n37481267.0\n20\n3630585.0\n10\n37481367.0\n20\n3630585.0\n10\n37481367.0\n20\n3630685.0
10\n37481267.0\n20\n3630685.0\n0\nENDSEC\n0\nEOF\n"""


@pytest.mark.parametrize("page", ["", "9\n$DWGCODEPAGE\n3\nANSI_936\n", "9\n$DWGCODEPAGE\n3\nANSI_1252\n"])
def test_a_dxf_of_a_surveyor_is_read_in_gbk(folder, page):
    (folder / "红线.dxf").write_bytes(DXF.format(page=page, layer="地块边界").encode("gbk"))
    layer = one(folder / "红线.dxf")
    assert layer.frame["Layer"].tolist() == ["地块边界"]
    assert shapely.get_num_coordinates(layer.frame.geometry.array[0]) == 5 and layer.crs_hint is None


def test_a_dxf_that_breaks_off_gives_what_was_whole(folder):
    text = DXF.format(page="", layer="A")
    start, end = text.index("0\nLWPOLYLINE"), text.index("0\nENDSEC\n0\nEOF")
    (folder / "a.dxf").write_text(text[:end] + text[start:end] * 4 + "0\nLWPOLYLINE\n8\nA\n9E")
    layer = one(folder / "a.dxf")
    assert len(layer.frame) == 5 and ids(layer) == ["fielddata.truncated"]


def test_an_arc_of_a_dxf_keeps_its_area(folder):
    # a circle of 50 m: two vertices, a bulge of 1 is half a circle
    circle = "10\n0.0\n20\n0.0\n42\n1.0\n10\n100.0\n20\n0.0\n42\n1.0\n"
    text = DXF.format(page="", layer="0").replace("90\n4", "90\n2")
    head, tail = text.split("70\n1\n")[0], "0\nENDSEC\n0\nEOF\n"
    (folder / "a.dxf").write_text(head + "70\n1\n" + circle + tail)
    (outline,) = one(folder / "a.dxf").frame.geometry
    assert shapely.Polygon(outline.coords).area == pytest.approx(np.pi * 50**2, rel=2e-6)


MIF = (
    'Version 300\nCharset "{charset}"\nDelimiter ","\nColumns 1\n  名称 Char(20)\nData\n\nPoint 110.8 32.8\n'
)


@pytest.mark.parametrize("charset", ["Neutral", "WindowsSimpChinese"])
def test_mapinfo_is_read_in_chinese(folder, charset):
    (folder / "点.mif").write_bytes(MIF.format(charset=charset).encode("gbk"))
    (folder / "点.mid").write_bytes('"柳陂镇"\n'.encode("gbk"))
    layer = one(folder / "点.mif")
    assert layer.frame["名称"].tolist() == ["柳陂镇"] and layer.frame.geometry.array[0].x == 110.8


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gpkg", b"<OGRVRTDataSource><OGRVRTLayer name='a'></OGRVRTLayer></OGRVRTDataSource>"),
        ("a.dxf", b"0\nSECTION\n<OGRVRTDataSource>"),
        ("a.tab", b'!table\n!version 300\n\ncreate view a as\nopen table "/etc/b"'),
        ("a.shp", b"name,lon,lat"),
        ("a.gpkg", b"{}"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_never_reaches_gdal(folder, name, data):
    (folder / name).write_bytes(data)
    with pytest.raises(FieldDataError) as refused:
        read_layers(folder / name)
    assert refused.value.fault.id in ("fielddata.vector_kind", "fielddata.shp_alone")


def test_a_number_nobody_can_read_is_told(shapefile):
    table = shapefile.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b" 2.5", b"2..5"))
    layer = one(shapefile)
    assert ids(layer) == ["fielddata.vector_warning"] and "XBMJ" in str(layer.faults[0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_database_nobody_can_read_is_refused_by_name(folder):
    (folder / "a.gpkg").write_bytes(b"SQLite format 3\0" + bytes(200))
    with pytest.raises(FieldDataError, match=r"a\.gpkg: The layer a cannot be read"):
        read_layers(folder / "a.gpkg")


def test_limits_are_kept(shapefile):
    with pytest.raises(FieldDataError, match="more than 2 tracks"):
        read_layers(shapefile, limits=Limits(items=2))
    with pytest.raises(FieldDataError, match="more than 10 positions"):
        read_layers(shapefile, limits=Limits(points=10))
    with pytest.raises(FieldDataError, match="larger than 0 MB"):
        read_layers(shapefile, limits=Limits(size=100))


def test_a_layer_is_brought_to_the_target_with_its_attributes(shapefile):
    layer = one(shapefile)
    moved = apply(layer, diagnose(layer).decided, "EPSG:4490")
    assert moved.frame.crs.to_epsg() == 4490 and moved.frame["乡镇"].tolist() == NAMES
    back = moved.frame.to_crs(4525).geometry.array
    assert shapely.hausdorff_distance(np.array(back), np.array(SQUARES)).max() < 1e-6


def test_damaged_shapefiles_are_read_or_refused(shapefile, tmp_path):
    for ending in (".shp", ".dbf", ".shx"):
        for number, data in enumerate(mutations(shapefile.with_suffix(ending).read_bytes(), 20, seed=7)):
            there = tmp_path / f"{ending[1:]}{number}"
            there.mkdir()
            for other in (".shp", ".shx", ".dbf", ".prj"):
                shutil.copy(shapefile.with_suffix(other), there / f"a{other}")
            (there / f"a{ending}").write_bytes(data)
            try:
                for layer in read_layers(there / "a.shp").layers:
                    diagnose(layer)
                    assert all(str(fault) for fault in layer.faults)
            except FieldDataError as refused:
                assert str(refused)


def test_damaged_archives_are_read_or_refused(shapefile, tmp_path):
    buffer = io.BytesIO()
    archive(buffer, *((f"小班{e}", shapefile.with_suffix(e).read_bytes()) for e in (".shp", ".dbf", ".prj")))
    for data in mutations(buffer.getvalue(), 60, seed=7):
        (tmp_path / "a.zip").write_bytes(data)
        try:
            read_layers(tmp_path / "a.zip")
        except FieldDataError as refused:
            assert str(refused)
