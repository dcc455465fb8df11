"""Chosen items of field data into rows of the ledger, in the background: all files in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import EcoLedgerError, Fault
from .fielddata_read import Judged, Key, Step

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.intake import Choice
    from ..core.intake.records import Vocabulary


@dataclass(frozen=True, eq=False)
class Written:
    """What went into the ledger, or is to go into its edits: frames by table, of which files."""

    frames: Mapping[str, gpd.GeoDataFrame]
    files: tuple[int, ...]
    faults: tuple[Fault, ...]


def write_files(
    path: Path,
    judged: Sequence[Judged],
    choices: Mapping[Key, Choice],
    who: str,
    vocabulary: Vocabulary,
    to_file: bool,
    step: Step,
) -> Written:
    """Make rows of the chosen items; write them, all files in one transaction, where `to_file` says so.

    A file whose rows the ledger does not take is a fault and leaves the others.
    """
    from ..core.intake import records_of
    from ..core.intake.records import gathered
    from ..layers import store

    records, files, faults = [], [], []
    for number, each in enumerate(judged):
        step(0.5 * number / len(judged))
        own = {position: choice for (file, position), choice in choices.items() if file == each.key}
        try:
            made = records_of(each.taken, own, who, each.mapping, vocabulary)
            store.rows_for(path, made.frames)
        except EcoLedgerError as error:
            faults.append(
                Fault("intake.not_written", error.problem, error.suggestion, error.fields, each.name)
            )
            continue
        if made.frames:
            records.append(made)
            files.append(each.key)
        faults += made.findings
    frames = gathered(records)
    if to_file and frames:
        store.append_all(path, frames, lambda share: step(0.5 + 0.5 * share))
    return Written(frames, tuple(files), tuple(faults))
