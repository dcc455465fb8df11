"""Where the columns of foreign layers go, remembered from one layer to the next with the same columns."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import settings

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.fielddata.mapping import FieldMapping
    from ..core.intake import Taken

MOST_REMEMBERED = 50  # layers with different columns


def remembered(mappings: str) -> dict[str, Any]:
    """Return what the settings hold of columns, by their names' key; what is damaged counts as nothing."""
    try:
        found = json.loads(mappings or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def columns_of(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the attributes of a foreign layer."""
    return frame.drop(columns=["fid", frame.geometry.name])


def mapping_of(taken: Taken, mappings: str) -> FieldMapping | None:
    """Return where the columns of a foreign layer go: as the user said of such a layer before, or a guess."""
    import numpy as np

    from ..core.fielddata.mapping import FieldMapping, guess_mapping, source_key
    from ..core.fielddata.vectors import Layer

    if not isinstance(taken.subject, Layer):
        return None
    table = columns_of(taken.subject.frame)
    if not len(table.columns):
        return None
    saved = remembered(mappings).get(source_key(map(str, table.columns)))
    if saved is not None:
        return FieldMapping.from_dict(saved)
    area = np.zeros(len(table))
    for row in taken.rows:
        area[row.position] = row.values.get("area_m2") or 0.0
    return guess_mapping(table, np.nan_to_num(area))


def remember(mapping: FieldMapping) -> None:
    """Keep where columns go, for the next layer with the same ones."""
    from ..core.fielddata.mapping import source_key

    key = source_key(str(column.foreign) for column in mapping.columns)
    known = settings.load()
    kept = {k: v for k, v in remembered(known.import_columns).items() if k != key}
    kept = dict(list({**kept, key: mapping.to_dict()}.items())[-MOST_REMEMBERED:])
    settings.save(replace(known, import_columns=json.dumps(kept, ensure_ascii=False)))
