"""What tests of files that cannot be used have in common."""

from __future__ import annotations

import os

import geopandas as gpd
import pytest
import shapely

from ecoledger.core.errors import LedgerFileError
from ecoledger.core.plan import read_plan, shipped_plan

POLYGONS = "intervention_polygons"
PLAN = read_plan(shipped_plan())


def parcels(n):
    squares = [shapely.box(37_500_000 + 60 * i, 3_600_000, 37_500_050 + 60 * i, 3_600_050) for i in range(n)]
    return gpd.GeoDataFrame({"name": [f"图斑 {i}" for i in range(n)]}, geometry=squares, crs="EPSG:4525")


def fault(words, call, *args, **kwargs):
    """Hold a call to the error of that problem, with everything its sentences need."""
    with pytest.raises(LedgerFileError) as caught:
        call(*args, **kwargs)
    assert (caught.value.problem, caught.value.suggestion) == words
    assert str(caught.value)


def as_nobody(work):
    """Run `work` in a child process as a user who is not root: root may write anywhere. Return its text."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            answer = work()
        except BaseException as error:
            answer = repr(error)
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        text = pipe.read().decode()
    os.waitpid(child, 0)
    return text
