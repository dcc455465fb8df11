"""What a ledger's rules are held against: interventions, zones, and what was waived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import DataError
from ..core.model import Plan
from ..core.words import QT_TRANSLATE_NOOP
from . import store
from .geopackage import writing
from .ledgerfile import check_writable, told
from .reading import INTERVENTIONS
from .schema import tables

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ..core.check import Domain

_NO_UUID = (
    QT_TRANSLATE_NOOP("EcoLedger", "Feature {fid} of {layer} has no uuid, so no waiver can name it"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give it one in its form, save, and check again."),
)


def read_subjects(path: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return the interventions by table with all their fields."""
    return {table: store.read_layer(path, table) for table in INTERVENTIONS}


def read_zones(path: Path, plan: Plan) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of the plan's rules that a ledger has; one of another name has no zone."""
    names = dict.fromkeys(rule.layer for rule in plan.rules if rule.layer in tables())
    return {name: store.read_layer(path, name) for name in names}


def read_waivers(path: Path) -> pd.DataFrame:
    """Return the waivers that were given."""
    return store.read_layer(path, "waivers")


def domains(plan: Plan) -> dict[str, tuple[Domain, ...]]:
    """Return what the fields of each table of interventions may hold: the schema's codes and the plan's."""
    from ..core.check import Domain
    from ..core.plan.codes import shipped_words

    codes = {name: frozenset(words) for name, words in shipped_words()[0].items()}
    codes["@targets"] = frozenset(target.id for target in plan.targets)
    codes["@townships"] = frozenset(township.code for township in plan.townships)
    return {
        table: tuple(
            Domain(field.name, field.required, codes.get(field.codes), field.low, field.high)
            for field in tables()[table].fields
        )
        for table in INTERVENTIONS
    }


def take_back(path: Path, keys: Iterable[tuple[str, str, str]]) -> int:
    """Delete the waivers of findings, each by id, uuid of the feature and of the zone; return how many.

    Raises
    ------
    LedgerFileError
        The file is read-only or in use.
    """
    sql = "DELETE FROM waivers WHERE rule = ? AND feature_uuid = ? AND coalesce(zone_uuid, '') = ?"
    check_writable(path)
    with told(path), writing(path) as connection:
        return sum(connection.execute(sql, key).rowcount for key in keys)


def waive(path: Path, findings: pd.DataFrame, reason: str, by: str, until: dt.date | None = None) -> int:
    """Write a waiver for each finding, all or none, and return how many there are.

    `until` is the last day they hold; None: until a geometry changes.

    Raises
    ------
    DataError
        A feature has no uuid that the waiver could name.
    LedgerFileError
        The file is read-only or in use.
    """
    nameless = findings[findings.uuid == ""]
    if len(nameless):
        raise DataError(*_NO_UUID, layer=nameless.layer.iloc[0], fid=int(nameless.fid.iloc[0]))
    waivers = findings[["geometry_hash"]].assign(
        rule=findings.id,
        feature_uuid=findings.uuid,
        zone_uuid=findings.zone_uuid,
        reason=reason,
        until=until,
        created=dt.datetime.now(dt.timezone.utc),
        created_by=by,
    )
    return store.append(path, "waivers", waivers)
