"""A new ledger file: tables, code lists, the plan, the layers, the history; whole or not at all."""

from __future__ import annotations

import configparser
import datetime as dt
import hashlib
import json
import os
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import dependencies
from ..core.errors import LedgerFileError
from ..core.model import Plan
from ..core.plan import plan_to_rows
from ..core.plan.codes import shipped_words
from . import history
from .geopackage import add_unique_indexes, describe, make, writing
from .ledgerfile import EXISTS, NO_FOLDER, NOT_CALLED_SO, READ_ONLY, check_writable, may_write_in, told
from .schema import VERSION, table_of, tables

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

ROOT = Path(__file__).resolve().parents[1]


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
        By table; see `store.append`.
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
    from .writing import insert_all, rows_of

    path = Path(path)
    _check_target(path, overwrite)
    crs = measurable(crs, path.name)
    frames = _frames(plan, layers or {}, _crs_text(crs), note)
    rows = [rows_of(frame, table_of(name), crs) for name, frame in frames.items()]
    with told(path), _beside(path) as part:
        make(part, tables().values(), _crs_text(crs), note)
        with writing(part) as connection:
            for table in tables().values():
                describe(connection, table.name, table.fields)
                add_unique_indexes(connection, table)
            insert_all(connection, rows, progress)
            history.install(connection)
        _remove_journals(path)
        os.replace(part, path)


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


def _check_target(path: Path, overwrite: bool) -> None:
    if not path.parent.is_dir():
        raise LedgerFileError(*NO_FOLDER, folder=str(path.parent))
    if path.suffix.casefold() != ".gpkg":
        raise LedgerFileError(*NOT_CALLED_SO, path=str(path))
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
