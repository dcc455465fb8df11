"""PostGIS as its users would write it: load, index, make valid, intersection, union, geography."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import cluster

TITLE = "PostGIS (ST_Intersection, ST_Union, geography)"

PREPARE = """
CREATE UNLOGGED TABLE parcels AS SELECT target, ST_MakeValid(geom) AS geom FROM raw_parcels;
CREATE UNLOGGED TABLE townships AS SELECT code, ST_MakeValid(geom) AS geom FROM raw_townships;
CREATE INDEX ON parcels USING gist (geom);
CREATE INDEX ON townships USING gist (geom);
VACUUM ANALYZE parcels;
VACUUM ANALYZE townships;
"""
# What lies inside is not cut: the advice of PostGIS' manual.
DISSOLVE = """
CREATE UNLOGGED TABLE unions AS
SELECT code, target, ST_Union(
    CASE WHEN ST_CoveredBy(p.geom, t.geom) THEN p.geom ELSE ST_Intersection(p.geom, t.geom) END) AS geom
FROM parcels p JOIN townships t ON ST_Intersects(p.geom, t.geom)
GROUP BY code, target;
CREATE UNLOGGED TABLE areas AS
SELECT code, target, ST_Area(ST_Transform(geom, 4490)::geography) AS m2 FROM unions;
"""
PEAK = "SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+(\\d+)');"
UNIONS = (
    "SELECT code, target, m2, encode(ST_AsBinary(geom), 'hex') FROM unions JOIN areas USING (code, target);"
)

_server: dict[str, str] = {}


def missing() -> str:
    absent = [name for name in ("psql", "ogr2ogr") if not shutil.which(name)]
    if not cluster.server_programs():
        absent.append("a PostgreSQL server with PostGIS")
    return ", ".join(absent)


def version() -> str:
    return _server["version"]


def peak_mb() -> float:
    """Return the peak of the one server process that did the work, shared buffers included."""
    return _server["peak"] / 1024


@contextmanager
def ready() -> Iterator[None]:
    with cluster.running() as (host, user):
        _server.update(host=host, user=user)
        _server["version"] = _sql("CREATE EXTENSION postgis; SELECT 'PostGIS ' || PostGIS_Lib_Version();")
        yield


def run(path: Path, read: Callable[[], None]) -> None:
    for layer in ("parcels", "townships"):
        _load(path, layer)
    read()
    _server["peak"] = int(_sql(PREPARE + DISSOLVE + PEAK))


def totals(answer: None) -> dict:
    rows = (line.split("|") for line in _sql(UNIONS).splitlines())
    return {(code, target): (float(m2), bytes.fromhex(wkb)) for code, target, m2, wkb in rows}


def _load(path: Path, layer: str) -> None:
    database = f"PG:host={_server['host']} user={_server['user']} dbname={cluster.DATABASE}"
    options = ["-nln", f"raw_{layer}", "-lco", "GEOMETRY_NAME=geom", "-lco", "SPATIAL_INDEX=NONE"]
    subprocess.run(
        ["ogr2ogr", "-q", "-f", "PostgreSQL", database, str(path), layer, *options]
        + ["-lco", "UNLOGGED=ON", "--config", "PG_USE_COPY", "YES"],
        check=True,
    )


def _sql(text: str) -> str:
    connection = ["-h", _server["host"], "-U", _server["user"], "-d", cluster.DATABASE]
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *connection]
    return subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout.strip()
