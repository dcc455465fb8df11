"""Which files of a folder are read, and what is said of those that are passed over."""

from __future__ import annotations

from pathlib import Path

from ecoledger.core.intake import files as intake_files
from ecoledger.core.intake.files import files_in


def test_many_files_of_no_known_kind_are_told_in_one_line(folder):
    for number in range(6):
        (folder / f"IMG_{number}.JPG").write_bytes(b"\xff\xd8\xff\xe0")
    files, [fault] = files_in(folder)
    assert not files and str(fault).startswith(f"{folder.name}: Passed over: 6 files with the ending “.jpg”")


def test_what_stands_for_another_file_is_passed_over_only_beside_it(folder):
    """A .dat may be surveyors' points; only beside a .tab is it MapInfo's."""
    for name in (
        "图.tab",
        "图.dat",
        "图.map",
        "权属.SHP",
        "权属.dbf",
        "权属.shp.xml",
        "Thumbs.db",
        "~$表.csv",
    ):
        (folder / name).write_bytes(b"")
    (folder / "碎部点.dat").write_text("1,,481267.0,3630585.0,200.1\n", encoding="ascii")
    (folder / "孤零.prj").write_text("PROJCS[]", encoding="ascii")
    files, passed = files_in(folder)
    assert [path.name for path in files] == ["图.tab", "权属.SHP", "碎部点.dat"]
    assert [fault.source for fault in passed] == ["孤零.prj"]


def test_a_link_and_what_is_beyond_the_limit_are_told(folder, monkeypatch):
    for name in ("1.gpx", "2.gpx", "3.gpx"):
        (folder / name).write_text("<gpx/>")
    (folder / "0.gpx").symlink_to(folder / "1.gpx")
    monkeypatch.setattr(intake_files, "MOST", 2)
    files, passed = files_in(folder)
    assert [path.name for path in files] == ["1.gpx", "2.gpx"]
    assert [(fault.id, fault.source) for fault in passed] == [
        ("intake.link", "0.gpx"),
        ("intake.too_many", folder.name),
    ]


def test_a_folder_that_cannot_be_looked_through_leaves_the_others(folder, monkeypatch):
    (folder / "锁住").mkdir()
    (folder / "轨迹.gpx").write_text("<gpx/>")
    listed = Path.iterdir

    def refuse(path):
        if path.name == "锁住":
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    files, passed = files_in(folder)
    assert [path.name for path in files] == ["轨迹.gpx"]
    assert [(fault.id, fault.source) for fault in passed] == [("intake.no_access", "锁住")]
