"""The ledger file: made, filled, read, checked. One GeoPackage holds the plan, its layers and its history.

The front door of the siblings beside it: ``geopackage`` (tables), ``history`` (triggers), ``writing`` and
``reading`` (frames), ``ledgerfile`` (is it sound?), ``migrations``. The heavy libraries are loaded when a
function is first called.
"""

from __future__ import annotations

import configparser
import datetime as dt
import hashlib
import json
import os
import secrets
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import dependencies
from ..core.errors import DataError, LedgerFileError
from ..core.model import Plan
from ..core.plan import plan_from_rows, plan_to_rows
from ..core.plan.codes import shipped_words
from ..core.words import QT_TRANSLATE_NOOP
from . import history
from .geopackage import add_unique_indexes, crs_of, describe, make, note_change, quoted, writing
from .ledgerfile import EXISTS, NO_FOLDER, READ_ONLY, check, check_writable, may_write_in, reading, told
from .migrations import migrate
from .schema import VERSION, Table, tables

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from pyproj import CRS

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

ROOT = Path(__file__).resolve().parents[1]
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

_NO_TABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "A ledger has no table {table} to write to"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose one of {known}."),
)


def create(
    path: Path,
    plan: Plan,
    layers: Mapping[str, pd.DataFrame] | None = None,
    crs: Any = "EPSG:4525",
    progress: Callable[[float], None] | None = None,
    *,
    overwrite: bool = False,
    note: str = "",
) -> None:
    """Make a ledger of a plan and fill its tables; the file is there whole or not at all.

    Parameters
    ----------
    path : Path
        Of the new file; its folder must be there.
    plan : Plan
        Fills its own tables, and the townships the layer of that name does not bring.
    layers : mapping of str to (Geo)DataFrame
        By table; see `append`.
    crs : any CRS that can be measured
        Of all layers; frames in another one are transformed.
    progress : callable
        Told the share done; may raise `Cancelled`.
    overwrite : bool
        Whether a file of that name may be replaced.
    note : str
        Said in every layer's abstract, such as that the data are synthetic.

    Raises
    ------
    LedgerFileError
        The file is there, its folder is missing or read-only, or the disk is full.
    DataError, CrsError
        A frame does not fit its table; a CRS cannot be measured.
    """
    dependencies.load()
    from ..core.area import measurable
    from .writing import insert_rows, rows_of

    path = Path(path)
    _check_target(path, overwrite)
    crs = measurable(crs, path.name)
    frames = _frames(plan, layers or {}, _crs_text(crs), note)
    rows = [rows_of(frame, _table(name), crs) for name, frame in frames.items()]
    step = _counting(progress, sum(map(len, rows)))
    with told(path), _beside(path) as part:
        make(part, tables().values(), _crs_text(crs), note)
        with writing(part) as connection:
            for table in tables().values():
                describe(connection, table.name, table.fields)
                add_unique_indexes(connection, table)
            for each in rows:
                insert_rows(connection, each, step)
            history.install(connection)
        _remove_journals(path)
        os.replace(part, path)


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
    from .writing import insert_rows

    path = Path(path)
    rows = rows_for(path, frames)
    check_writable(path)
    step = _counting(progress, sum(map(len, rows)))
    with told(path), writing(path) as connection:
        for each in rows:
            insert_rows(connection, each, step)


def rows_for(path: Path, frames: Mapping[str, pd.DataFrame]) -> list[Rows]:
    """Return frames by table as rows that fit the ledger, in its CRS; raises as `append`."""
    dependencies.load()
    from ..core.area import measurable
    from .writing import rows_of

    with reading(path) as connection:
        crs = measurable(crs_of(connection, "townships"), path.name)
    return [rows_of(frame, _table(name, WRITTEN_BY_ITSELF), crs) for name, frame in frames.items()]


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
            sql = f"DELETE FROM {quoted(_table(name, WRITTEN_BY_ITSELF).name)} WHERE uuid = ?"
            count += connection.executemany(sql, [(each,) for each in own]).rowcount
            note_change(connection, name, [None] * 4)
    return count


def read_layer(path: Path, table: str) -> pd.DataFrame:
    """Return a table with ``fid`` and all its fields; a GeoDataFrame where it is spatial.

    What is wrong with single rows is a tuple of `Fault` in ``frame.attrs["faults"]``, as in all frames here.
    """
    dependencies.load()
    from .reading import read_table

    return read_table(path, _table(table).name)


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
    return plan_from_rows({**rows, "townships": first.values()})


def read_info(path: Path) -> dict[str, str]:
    """Return what the ledger says of itself: schema version, program, plan."""
    with reading(path) as connection:
        return dict(connection.execute("SELECT key, value FROM ledger_info"))


def _table(name: str, but: tuple[str, ...] = ()) -> Table:
    known = [table for table in tables() if table not in but]
    if name not in known:
        raise DataError(*_NO_TABLE, table=name, known=", ".join(known))
    return tables()[name]


def _plain_rows(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    columns = [field.name for field in tables()[name].fields]
    rows = connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(name)} ORDER BY fid")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _frames(plan: Plan, layers: Mapping[str, pd.DataFrame], crs: str, note: str) -> dict[str, pd.DataFrame]:
    """Return what goes into each table: the plan's rows, the code lists, what the ledger says of itself."""
    import pandas as pd

    rows = plan_to_rows(plan)
    whole = json.dumps(rows, ensure_ascii=False, sort_keys=True, default=str).encode()
    info = {
        "schema_version": VERSION,
        "ledger_id": str(uuid.uuid4()),  # a project knows its ledger by it, wherever the file was moved
        "program": f"EcoLedger {_program_version()}",
        "made": dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds"),
        "crs": crs,
        "sha256_of_plan": hashlib.sha256(whole).hexdigest(),
        "note": note,
    }
    rows["ledger_info"] += [{"key": key, "value": value} for key, value in info.items()]
    rows["codes"] = [
        {"list": name, "code": code.code, "zh": code.zh, "en": code.en, "note": code.note}
        for name, codes in shipped_words()[0].items()
        for code in codes.values()
    ]
    frames = {name: pd.DataFrame(table) for name, table in rows.items()}
    if "townships" in layers:
        layers = {**layers, "townships": _with_the_plans(layers["townships"], frames["townships"])}
    return {**frames, **layers}


def _with_the_plans(townships: pd.DataFrame, planned: pd.DataFrame) -> pd.DataFrame:
    """Return the townships with what only the plan says of them, and those the plan alone has, undrawn."""
    import pandas as pd

    townships, planned = townships.copy(), planned.set_index("code")
    code = townships["code"].astype(str)
    for column in planned.columns:
        said = code.map(planned[column])
        townships[column] = townships[column].fillna(said) if column in townships else said
    undrawn = planned[~planned.index.isin(code)].reset_index()
    return pd.concat([townships, undrawn], ignore_index=True) if len(undrawn) else townships


def _program_version() -> str:
    metadata = configparser.RawConfigParser()
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def _crs_text(crs: CRS) -> str:
    code = crs.to_epsg(min_confidence=100)
    return f"EPSG:{code}" if code else crs.to_wkt()


def _counting(progress: Callable[[float], None] | None, total: int) -> Callable[[int], None]:
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        if progress and count:
            progress(done / total)

    return step


def _check_target(path: Path, overwrite: bool) -> None:
    if not path.parent.is_dir():
        raise LedgerFileError(*NO_FOLDER, folder=str(path.parent))
    if path.exists() and not overwrite:
        raise LedgerFileError(*EXISTS, path=str(path))
    if path.exists():
        check_writable(path)
    elif not may_write_in(path.parent):
        raise LedgerFileError(*READ_ONLY, path=str(path))


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Name a file beside the target, so that it can take its place in one step; what is left of it goes."""
    part = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.part.gpkg")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        _remove_journals(part)


def _remove_journals(path: Path) -> None:
    """Remove the journals of a file that is to be replaced: SQLite would play them into the new one."""
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
