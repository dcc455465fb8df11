"""`weight.py DATA`: the memory that the parcels' geometries take, as WKB and as shapely holds them, in MB."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pyogrio
import shapely


def main(path: str) -> None:
    wkb = pyogrio.raw.read(path, layer="parcels", columns=[])[2]
    before = _resident_mb()
    geometries = shapely.from_wkb(wkb)
    print(
        json.dumps(
            {
                "parcels": len(geometries),
                "vertices": int(shapely.get_num_coordinates(geometries).sum()),
                "wkb_mb": sum(map(len, wkb)) / 2**20,
                "geometry_mb": _resident_mb() - before,
            }
        )
    )


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main(*sys.argv[1:])
