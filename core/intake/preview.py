"""What is looked at before a file is taken: where each reading would put it, how each encoding reads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from ..fielddata.doctor import Guess
from ..fielddata.encoding import Candidate, candidates
from ..fielddata.model import FieldFile
from ..fielddata.vectors import Layer

MOST = 4000  # positions of a file that are shown
_FEWEST = 4  # of a shape
_LOOKED_AT = 1 << 20  # bytes of a text
_ZIPPED = ("kmz",)


def trace(subject: FieldFile | Layer, guess: Guess) -> tuple[shapely.MultiLineString, shapely.MultiPoint]:
    """Return the lines and the points of a file as a reading of its coordinates has them, in degrees.

    Long runs are thinned. An old datum without parameters is drawn about 100 m off.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ..fielddata.model import Item, Part
    >>> track = Item("track", "", (Part(np.array([[110.8, 32.8], [110.81, 32.81]])),))
    >>> file = FieldFile(Path("a.gpx"), "gpx", "utf-8", (track,), (), "", "EPSG:4326")
    >>> lines, points = trace(file, Guess("EPSG:4326"))
    >>> lines.wkt, points.is_empty
    ('MULTILINESTRING ((110.8 32.8, 110.81 32.81))', True)
    """
    runs = [run[np.isfinite(run).all(axis=1)] for run in _runs(subject)]
    most = max(MOST // max(len(runs), 1), _FEWEST)
    runs = [guess.roughly(_thinned(run, most)) for run in runs if len(run)]
    runs = [run[np.isfinite(run).all(axis=1)] for run in runs]
    lines = [shapely.linestrings(run) for run in runs if len(run) > 1]
    points = [run[0] for run in runs if len(run) == 1]
    return shapely.MultiLineString(lines), shapely.MultiPoint(points)


def encodings_of(subject: FieldFile | Layer) -> tuple[Candidate, ...]:
    """Return the encodings a file's text may be in, the likeliest first, with a sample of each.

    Fewer than two where there is nothing to choose: no text, Latin letters only, text that names its encoding
    beyond doubt. The file is opened once more; one that is gone by now has none.

    Examples
    --------
    >>> from pathlib import Path
    >>> encodings_of(FieldFile(Path("gone.gpx"), "gpx", "utf-8", (), (), ""))
    ()
    """
    if isinstance(subject, Layer):
        return tuple(subject.encodings)
    if not subject.encoding or subject.format in _ZIPPED:
        return ()
    try:
        with subject.source.open("rb") as file:
            return tuple(candidates(file.read(_LOOKED_AT)))
    except OSError:
        return ()


def _runs(subject: FieldFile | Layer) -> Iterator[np.ndarray]:
    if isinstance(subject, Layer):
        shapes = np.array(subject.frame.geometry.array)
        shapes = shapes[~shapely.is_missing(shapes)]
        solid = shapely.get_dimensions(shapes) == 2
        shapes = np.where(solid, shapely.boundary(shapes), shapes)
        yield from (shapely.get_coordinates(part) for part in shapely.get_parts(shapes)[:MOST])
        return
    for item in subject.items:
        for part in item.parts:
            if item.kind in ("waypoint", "point"):
                yield from (part.xy[i : i + 1] for i in range(len(part)))
            else:
                yield from (run.xy for run in (part, *part.holes))


def _thinned(run: np.ndarray, most: int) -> np.ndarray:
    """Return at most about `most` positions of a run, its last one among them."""
    step = -(-len(run) // most)
    return run if step <= 1 else np.concatenate([run[:-1:step], run[-1:]])
