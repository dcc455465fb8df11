"""The ledger file: made, filled, read, checked. One GeoPackage holds the plan, its layers and its history.

The front door of the siblings beside it: ``creation``, ``geopackage`` (tables), ``history`` (triggers),
``writing`` and ``reading`` (frames), ``ledgerfile`` (is it sound?), ``migrations``. The heavy libraries are
loaded when a function is first called.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import dependencies
from ..core.model import Plan
from ..core.plan import plan_from_rows
from .creation import create
from .geopackage import crs_of, note_change, quoted, writing
from .ledgerfile import check, check_writable, reading, told
from .migrations import migrate
from .schema import table_of, tables

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from .writing import Rows

__all__ = [
    "append",
    "append_all",
    "check",
    "create",
    "migrate",
    "read_baselines",
    "read_info",
    "read_interventions",
    "read_layer",
    "read_plan",
    "read_reports",
    "read_townships",
    "remove",
    "rows_for",
]

WRITTEN_BY_ITSELF = ("history", "ledger_info", "codes")
_PLAN_TABLES = (
    "targets",
    "target_groups",
    "quotas",
    "rules",
    "restrictions",
    "projects",
    "townships",
    "ledger_info",
)


def append(
    path: Path, table: str, frame: pd.DataFrame, progress: Callable[[float], None] | None = None
) -> int:
    """Append a frame's rows to a table of a ledger, all or none, and return how many there were.

    Parameters
    ----------
    table : str
        Any table but `WRITTEN_BY_ITSELF`.
    frame : DataFrame or GeoDataFrame
        Columns are fields of the table; missing ones stay empty, ``fid`` is ignored: the file numbers its
        rows itself. A geometry becomes MULTIPOLYGON, MULTILINESTRING or POINT in the ledger's CRS. A plain
        DataFrame may bring ``geometry`` as WKB in the ledger's CRS.
    progress : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    LedgerFileError
        As in `check`; read-only, in use, a full disk, or a uuid that is there already.
    DataError, CrsError
        An unknown column, a value or geometry of another type, a CRS that cannot be measured.
    """
    append_all(path, {table: frame}, progress)
    return len(frame)


def append_all(
    path: Path, frames: Mapping[str, pd.DataFrame], progress: Callable[[float], None] | None = None
) -> None:
    """Append frames by table in one transaction: the rows of all of them, or none; as `append`."""
    dependencies.load()
    from .writing import insert_all

    path = Path(path)
    rows = rows_for(path, frames)
    check_writable(path)
    with told(path), writing(path) as connection:
        insert_all(connection, rows, progress)


def rows_for(path: Path, frames: Mapping[str, pd.DataFrame]) -> list[Rows]:
    """Return frames by table as rows that fit the ledger, in its CRS; raises as `append`."""
    dependencies.load()
    from ..core.area import measurable
    from .writing import rows_of

    with reading(path) as connection:
        crs = measurable(crs_of(connection, "townships"), path.name)
    return [rows_of(frame, table_of(name, WRITTEN_BY_ITSELF), crs) for name, frame in frames.items()]


def remove(path: Path, uuids: Mapping[str, Iterable[str]]) -> int:
    """Remove rows by table and uuid in one transaction, all or none; return how many there were.

    Raises
    ------
    LedgerFileError
        As in `append`.
    """
    path, count = Path(path), 0
    check_writable(path)
    with told(path), writing(path) as connection:
        for name, own in uuids.items():
            sql = f"DELETE FROM {quoted(table_of(name, WRITTEN_BY_ITSELF).name)} WHERE uuid = ?"
            count += connection.executemany(sql, [(each,) for each in own]).rowcount
            note_change(connection, name, [None] * 4)
    return count


def read_layer(path: Path, table: str) -> pd.DataFrame:
    """Return a table with ``fid`` and all its fields; a GeoDataFrame where it is spatial.

    What is wrong with single rows is a tuple of `Fault` in ``frame.attrs["faults"]``, as in all frames here.
    """
    dependencies.load()
    from .reading import read_table

    return read_table(path, table_of(table).name)


def read_townships(path: Path) -> gpd.GeoDataFrame:
    """Return the townships: fid, uuid, code, name, geometry."""
    dependencies.load()
    from .reading import read_table

    return read_table(path, "townships", ("uuid", "code", "name"))


def read_interventions(path: Path) -> gpd.GeoDataFrame:
    """Return polygons, lines and points as one frame, in that order.

    Its columns are table, fid, uuid, name, target, status, year, completed, created, township, reported (in
    base units: m², m, sites) and geometry.
    """
    dependencies.load()
    from .reading import read_interventions as read

    return read(path)


def read_baselines(path: Path, plan: Plan) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers the plan's targets are held to, by name: fid, uuid, class, geometry."""
    dependencies.load()
    from .reading import read_table

    names = dict.fromkeys(target.baseline for target in plan.targets if target.baseline in tables())
    return {name: read_table(path, name, ("uuid", "class")) for name in names}


def read_reports(path: Path) -> pd.DataFrame:
    """Return the reported values: fid, uuid, target, township, date, value (in the target's unit), weight."""
    dependencies.load()
    from .reading import read_table

    return read_table(path, "reported_values", ("uuid", "target", "township", "date", "value", "weight"))


def read_plan(path: Path) -> Plan:
    """Return the plan as the ledger's tables have it now.

    Raises
    ------
    PlanError
        Its tables have been edited so that they make no plan; carries every fault.
    """
    with reading(path) as connection:
        return plan_in(connection)


def plan_in(connection: sqlite3.Connection) -> Plan:
    """Return the plan of an open ledger; as `read_plan`."""
    rows = {name: _plain_rows(connection, name) for name in _PLAN_TABLES}
    first: dict[str, dict[str, Any]] = {}
    for row in rows["townships"]:
        first.setdefault(row["code"], row)  # a township may be of several polygons
    file = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    return plan_from_rows({**rows, "townships": first.values()}, Path(file))


def read_info(path: Path) -> dict[str, str]:
    """Return what the ledger says of itself: schema version, program, plan."""
    with reading(path) as connection:
        return dict(connection.execute("SELECT key, value FROM ledger_info"))


def _plain_rows(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    columns = [field.name for field in tables()[name].fields]
    rows = connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(name)} ORDER BY fid")
    return [dict(zip(columns, row, strict=True)) for row in rows]
