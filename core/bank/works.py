"""Works along rivers: each line is of one river, and each stretch of a reach counts once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from .axis import Axis

_LOOKS = 21  # places along a line at which it is asked how far each river is


def works_along(
    lines: np.ndarray, rivers: Mapping[str, Axis], banks: Mapping[str, shapely.Geometry], within: float
) -> dict[str, float]:
    """Return the metres of each river's reach that lines of works take, each once.

    A line is of the river whose bank lines it lies nearest to on the whole: works on a tributary's bank are
    none of the main stem's, though they may be near it where the two meet.

    Parameters
    ----------
    lines : ndarray of lines
        On the plane of the axes.
    rivers : mapping of str to Axis
    banks : mapping of str to geometry
        The bank lines of a river; without them its reach stands for them.
    within : float
        m on the map: from a line to the reach at most.

    Examples
    --------
    >>> from ..area import measurable, working_map
    >>> stem, brook = (shapely.linestrings([[(37500000 + x, 3600000), (37500000 + x, 3602000)]])
    ...                for x in (0, 500))
    >>> plane = working_map(measurable(4525), stem)
    >>> rivers = {"stem": Axis.of(stem, plane), "brook": Axis.of(brook, plane)}
    >>> beside_brook = shapely.linestrings([[(37500400, 3600500), (37500400, 3600800)]])
    >>> {river: round(metres) for river, metres in works_along(beside_brook, rivers, {}, 1000.0).items()}
    {'stem': 0, 'brook': 300}
    """
    lines = lines[~shapely.is_empty(lines)]
    places = shapely.line_interpolate_point(
        shapely.line_merge(lines)[:, None], np.linspace(0, 1, _LOOKS), normalized=True
    )
    far = [shapely.distance(banks.get(name, axis.line), places).mean(axis=1) for name, axis in rivers.items()]
    nearest = np.argmin(far, axis=0) if rivers else np.zeros(0, dtype=int)
    return {
        name: axis.covered(lines[nearest == number], within)
        for number, (name, axis) in enumerate(rivers.items())
    }
