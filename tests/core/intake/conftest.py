"""A folder of files from the field."""

import pytest


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "外业 数据"
    path.mkdir()
    return path
