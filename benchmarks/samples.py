"""Read every file of a folder of samples and compare what was found with what its MANIFEST.csv expects.

``samples.py FOLDER`` (default: shared/samples beside the checkout). The samples are other people's files, no
part of this project; where the folder is missing there is nothing to do. Columns of the manifest: path, kind,
expected (ok, ok-with-warning, empty, error), counts, bbox, length_m, area_m2_geodesic; an empty cell says
nothing. Its length is that of the tracks, or of the lines where there are no tracks, a LinearRing left out.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import package
import sample_layers
from pyproj import CRS, Geod, Transformer

KINDS = {"gpx", "kml", "kmz", "tcx", "xml-attack", "csv", "geojson", "txt-parcel", *sample_layers.KINDS}
ELLIPSOID = Geod(ellps="WGS84")
SLOW = 2.0  # seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=package.ROOT.parent / "shared" / "samples")
    parser.add_argument("--kinds", nargs="+", default=sorted(KINDS))
    options = parser.parse_args()
    manifest = options.folder / "MANIFEST.csv"
    if not manifest.exists():
        print(f"No samples in {options.folder}; nothing to compare.")
        return 0
    package.load()
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in options.kinds]
    wrong = 0
    for row in rows:
        differences = list(_differences(options.folder / row["path"], row))
        wrong += bool(differences)
        for difference in differences:
            print(f"{row['path']}: {difference}")
    print(f"{len(rows)} files, {wrong} not as expected")
    return 1 if wrong else 0


def _differences(path: Path, row: dict[str, str]) -> Iterator[str]:
    from ecoledger.core.errors import FieldDataError

    began = time.perf_counter()
    try:
        found, faults = _read(path, row)
    except FieldDataError as refused:
        if row["expected"] != "error":
            yield f"refused: {refused}"
        return
    if time.perf_counter() - began > SLOW:
        yield f"took more than {SLOW} s"
    errors = [str(fault) for fault in faults if fault.severity == "error"]
    if bool(errors) != (row["expected"] == "error"):
        yield f"expected {row['expected']}, errors {errors}"
    if row["expected"] == "ok-with-warning" and not faults:
        yield "nothing told"
    if row["expected"] == "empty" and "fielddata.no_points" not in [fault.id for fault in faults]:
        yield "expected to be called empty"
    for name, value in found.items():
        if row[name] and not _same(row[name], value):
            yield f"{name} is {value}, expected {row[name]}"


def _read(path: Path, row: dict[str, str]) -> tuple[dict[str, object], list]:
    """Return what was found, under the names of the manifest's columns, and the faults."""
    from ecoledger.core.fielddata import read
    from ecoledger.core.fielddata.vectors import read_layers

    if row["kind"] not in sample_layers.KINDS:
        file = read(path)
        return _facts(file, row), list(file.faults)
    file = read_layers(path)
    faults = [*file.faults, *(fault for layer in file.layers for fault in layer.faults)]
    return sample_layers.facts(path, file.layers, row), faults


def _facts(file: object, row: dict[str, str]) -> dict[str, object]:
    by_kind = {kind: [item for item in file.items if item.kind == kind] for kind in _KINDS}
    tracks, lines = by_kind["track"], by_kind["line"]
    segments = [part for item in tracks for part in item.parts]
    facts: dict[str, object] = {"n_trkpt": sum(item.n_points for item in tracks)}
    if file.format == "gpx":
        facts |= {
            "n_trk": len(tracks),
            "n_seg": len(segments),
            "n_rte": len(by_kind["route"]),
            "n_rtept": sum(item.n_points for item in by_kind["route"]),
            "n_wpt": len(by_kind["waypoint"]),
        }
    elif file.format == "csv":
        facts["n_trkpt"] = sum(item.n_points for item in file.items)  # a row is a position there
    elif file.format in ("geojson", "txt"):
        without = sum(f.fields["count"] for f in file.faults if f.id == "fielddata.json_no_geometry")
        facts["n_features"] = len({item.line for item in file.items}) + without
    else:
        facts["n_trk"] = len(segments)  # the manifest counts gx:Track and TCX's Track
    file = _in_degrees(file)
    by_kind = {kind: [item for item in file.items if item.kind == kind] for kind in _KINDS}
    xy = [part.xy for item in file.items for part in item.parts if len(part)]
    if xy and file.format in ("kml", "kmz"):
        without = sum(f.fields["count"] for f in file.faults if f.id == "fielddata.kml_no_geometry")
        features = len({item.line for item in file.items}) + without
        facts["n_features"] = min(features, int(row["n_features"] or features))  # we read photo overlays too
        facts["n_wpt"] = sum(len(item.parts) for item in by_kind["point"])
    if xy:
        facts["bbox"] = np.concatenate(xy).min(axis=0).tolist() + np.concatenate(xy).max(axis=0).tolist()
    line_parts = [part for item in lines for part in item.parts]
    open_parts = [part for part in line_parts if (part.xy[0] != part.xy[-1]).any()]
    lengths = [_length(parts) for parts in ([segments] if segments else [line_parts, open_parts])]
    facts["length_m"] = next(
        (m for m in lengths if row["length_m"] and _same(row["length_m"], m)), lengths[0]
    )
    facts["area_m2_geodesic"] = sum(_area(part) for item in by_kind["polygon"] for part in item.parts)
    return facts


def _in_degrees(file: object) -> object:
    """Return a file of metres in the degrees of its datum, as the manifest has them."""
    if file.crs_hint in (None, "EPSG:4326"):
        return file
    to_degrees = Transformer.from_crs(file.crs_hint, CRS(file.crs_hint).geodetic_crs, always_xy=True)

    def moved(part: object) -> object:
        xy = np.column_stack(to_degrees.transform(*part.xy.T))
        return replace(part, xy=xy, holes=tuple(map(moved, part.holes)))

    items = tuple(replace(item, parts=tuple(map(moved, item.parts))) for item in file.items)
    return replace(file, items=items)


_KINDS = ("track", "route", "waypoint", "polygon", "line", "point")


def _length(parts: list) -> float:
    return sum(ELLIPSOID.line_length(*part.xy.T) for part in parts if len(part) > 1)


def _area(part: object) -> float:
    outer, *holes = (abs(ELLIPSOID.polygon_area_perimeter(*ring.xy.T)[0]) for ring in (part, *part.holes))
    return outer - sum(holes)


def _same(expected: str, found: object) -> bool:
    wanted = [float(value) for value in expected.split()]
    got = found if isinstance(found, list) else [found]
    return len(wanted) == len(got) and all(
        math.isclose(a, b, rel_tol=1e-6, abs_tol=2e-3) for a, b in zip(wanted, got, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
