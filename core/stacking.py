"""Frames one below the other, with the types of what they hold.

`pandas.concat` takes the type of a column also from frames where nothing stands in it, and warns that it
will: dates beside a column of nothing would become objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pandas as pd

Frame = TypeVar("Frame", bound=pd.DataFrame)


def stacked(frames: Sequence[Frame]) -> Frame:
    """Return the rows of frames as one, numbered anew; the columns of all, in the order they first come.

    A column decides its type where it holds something. Of frames without rows only the columns are taken.

    Examples
    --------
    >>> first = pd.DataFrame({"year": [2019], "day": [pd.Timestamp("2019-05-01")]})
    >>> second = pd.DataFrame({"year": [2020], "day": [None], "name": ["x"]})
    >>> stacked([first, second]).dtypes.astype(str).to_dict()
    {'year': 'int64', 'day': 'datetime64[ns]', 'name': 'object'}
    """
    columns = list(dict.fromkeys(column for frame in frames for column in frame.columns))
    filled = [frame for frame in frames if len(frame)] or list(frames[:1])
    held = [_held(frame) for frame in filled]
    nowhere = set(columns).difference(*held)
    told = [frame[[c for c in frame if c in own | nowhere]] for frame, own in zip(filled, held, strict=True)]
    return pd.concat(told, ignore_index=True).reindex(columns=columns)


def _held(frame: pd.DataFrame) -> set[str]:
    """Return the columns with something in them; geometries keep their type anyhow."""
    return {c for c in frame if frame[c].dtype.name == "geometry" or frame[c].notna().any()}
