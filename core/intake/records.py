"""What was decided about the items of a file, as rows of the ledger: interventions, and their raw tracks."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Fault
from ..fielddata.doctor import apply, provenance
from ..fielddata.mapping import FieldMapping, mapped
from ..fielddata.model import Item
from ..fielddata.vectors import Layer
from ..words import QT_TRANSLATE_NOOP
from .ground import DEGREES, WALKED, Row
from .intake import Taken

TABLES = ("intervention_points", "intervention_lines", "intervention_polygons")  # by dimension

_UNKNOWN_WORD = (
    QT_TRANSLATE_NOOP("EcoLedger", "“{value}” in the column {column} is not known here ({count} rows)"),
    QT_TRANSLATE_NOOP("EcoLedger", "What was chosen for the item is kept; leave the column out, or mend it."),
)


@dataclass(frozen=True)
class Choice:
    """What one item is to be in the ledger; `year` 0 and empty words stay empty."""

    target: str = ""
    measure: str = ""
    status: int = 10
    year: int = 0
    township: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Keys of fields with a list, by field and by every word that means one: code, Chinese, English name."""

    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def translated(self, table: pd.DataFrame, source: str) -> tuple[pd.DataFrame, list[Fault]]:
        """Return a table with keys in the place of words; a word nobody knows is missing and is told."""
        findings = []
        for column in self.words.keys() & set(table.columns):
            known = self.words[column]
            said = table[column].map(_folded)
            unknown = said[~said.isin(known) & (said != "")]
            for value, count in unknown.value_counts().head(5).items():
                told = {"value": value, "column": column, "count": int(count)}
                findings.append(Fault("intake.word", *_UNKNOWN_WORD, told, source, severity="warning"))
            table = table.assign(**{column: said.map(known).astype(object)})
        return table, findings


@dataclass(frozen=True, eq=False)
class Records:
    """Frames by table of the ledger, in degrees of CGCS2000, and what was found making them."""

    frames: Mapping[str, gpd.GeoDataFrame]
    findings: tuple[Fault, ...] = ()


def records_of(
    taken: Taken,
    choices: Mapping[int, Choice],
    who: str,
    mapping: FieldMapping | None = None,
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008 - frozen
) -> Records:
    """Return the chosen items of a file as rows of the ledger.

    Parameters
    ----------
    taken : Taken
    choices : mapping of int to Choice
        By position in the file; what is not there is left out.
    who : str
        Under whose name it is imported.
    mapping : FieldMapping, optional
        Where the columns of a foreign layer go; what they say goes before the choice.
    """
    rows = [row for row in taken.rows if row.position in choices]
    if not rows:
        return Records({})
    table = pd.DataFrame([_values(row, choices[row.position]) for row in rows], dtype=object)
    findings: list[Fault] = []
    if mapping is not None and isinstance(taken.subject, Layer):
        said = (
            mapped(taken.subject.frame, mapping).iloc[[row.position for row in rows]].reset_index(drop=True)
        )
        said, findings = vocabulary.translated(said, taken.subject.source.name)
        table = said.astype(object).where(said.notna()).combine_first(table)
    for name, value in (_source(taken, who) | {"created_by": who}).items():
        table[name] = value
    shapes = np.array([row.geometry for row in rows], dtype=object)
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs=DEGREES)
    frame["position"] = [row.position for row in rows]
    frames = _by_table(frame)
    tracks = _tracks(taken, rows, frames, who)
    if tracks is not None:
        frames["tracks"] = tracks
    return Records(
        {n: f.drop(columns="position", errors="ignore") for n, f in frames.items()}, tuple(findings)
    )


def gathered(records: Sequence[Records]) -> dict[str, gpd.GeoDataFrame]:
    """Return the frames of several files as one frame a table."""
    names = dict.fromkeys(name for each in records for name in each.frames)
    return {
        name: pd.concat([e.frames[name] for e in records if name in e.frames], ignore_index=True)
        for name in names
    }


def _values(row: Row, choice: Choice) -> dict[str, Any]:
    return {
        "name": row.values.get("name") or None,
        "target": choice.target or None,
        "measure": choice.measure or None,
        "status": choice.status,
        "year": choice.year or None,
        "township": choice.township or None,
    }


def _source(taken: Taken, who: str) -> dict[str, Any]:
    decided = taken.diagnosis.decided == taken.guess
    told = provenance(taken.subject, taken.guess, who=who, decided=decided, note=taken.subject.encoding)
    return told | {"source_kind": _source_kind(taken)}


def _source_kind(taken: Taken) -> str:
    if isinstance(taken.subject, Layer):
        return "import"
    if taken.subject.format == "txt":
        return "survey"
    return "gps" if any(item.kind in (*WALKED, "waypoint") for item in taken.subject.items) else "import"


def _by_table(frame: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    dimension = shapely.get_dimensions(np.array(frame.geometry.array))
    frames = {}
    for number, name in enumerate(TABLES):
        own = frame[dimension == number]
        if number == 0:
            own = own.explode(ignore_index=True)  # the ledger keeps a site as one point
        if number != 2:
            own = own.drop(columns="reported_mu", errors="ignore")
        if len(own):
            own = own.reset_index(drop=True)
            own.insert(0, "uuid", [str(uuid.uuid4()) for _ in range(len(own))])
            frames[name] = own
    return frames


def _tracks(
    taken: Taken, rows: Sequence[Row], frames: Mapping[str, gpd.GeoDataFrame], who: str
) -> gpd.GeoDataFrame | None:
    """Return the raw tracks, each with the uuid of what became of it; None where nothing was walked."""
    if isinstance(taken.subject, Layer):
        return None
    owner = {
        position: id
        for frame in frames.values()
        for id, position in zip(frame["uuid"], frame["position"], strict=True)
    }
    items = apply(taken.subject, taken.guess, DEGREES).items
    walked = [row for row in rows if items[row.position].kind in WALKED]
    if not walked:
        return None
    keys = ("time_start", "time_end", "n_points", "n_removed", "accuracy_m")
    table = pd.DataFrame(
        [
            {"uuid": str(uuid.uuid4()), "name": row.values.get("name") or None}
            | {"intervention": owner[row.position], "device": taken.subject.device or None}
            | {key: row.values.get(key) for key in keys}
            for row in walked
        ]
    ).assign(**_source(taken, who), created_by=who)
    for name in ("time_start", "time_end"):
        table[name] = pd.to_datetime(table[name], utc=True)
    return gpd.GeoDataFrame(table, geometry=[_line(items[row.position]) for row in walked], crs=DEGREES)


def _line(item: Item) -> shapely.MultiLineString:
    """Return a track as it was recorded, but for positions that are none."""
    runs = [part.xy[np.isfinite(part.xy).all(axis=1) & (part.xy != 0).any(axis=1)] for part in item.parts]
    return shapely.MultiLineString([run for run in runs if len(run) > 1])


def _folded(value: Any) -> str:
    return "" if pd.isna(value) else str(value).strip().casefold().removesuffix(".0")
