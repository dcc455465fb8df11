"""The front door of core: few names, each importable, none of them heavy before it is asked for."""

import subprocess
import sys

import pytest

import ecoledger.core


def test_there_are_at_most_fifteen_names():
    assert 0 < len(ecoledger.core.__all__) <= 15


@pytest.mark.parametrize("name", ecoledger.core.__all__)
def test_every_name_can_be_imported_and_says_what_it_is(name):
    found = getattr(ecoledger.core, name)
    assert found.__name__ == name and found.__doc__


def test_another_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        _ = ecoledger.core.close


def test_importing_core_loads_no_heavy_library():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import conftest, ecoledger.core;"
        "ecoledger.core.Target, ecoledger.core.Fault;"
        "sys.exit(bool({'numpy', 'pandas', 'shapely', 'geopandas', 'pyproj'} & set(sys.modules)))"
    )
    tests = ecoledger.core.__path__[0] + "/../tests"
    assert subprocess.run([sys.executable, "-c", code, tests], timeout=60).returncode == 0
