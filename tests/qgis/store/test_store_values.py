"""Attributes written to a ledger and read back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecoledger.core.errors import DataError
from ecoledger.layers import store
from ecoledger.tests.qgis.store.ledgers import POLYGONS, squares


def test_values_of_every_type_are_read_back(ledger):
    values = {
        "name": ["“O'Neil”; DROP TABLE targets;-- 𠮷野\n第二行", None],
        "status": [60, None],
        "year": [2019, None],
        "completed": [dt.date(2019, 3, 4), None],
        "created": ["2019-03-04T05:06:07.890+08:00", None],
        "reported_mu": [3, None],
    }
    store.append(ledger, POLYGONS, squares(2, **values))
    first, second = store.read_layer(ledger, POLYGONS).itertuples()
    assert first.name == values["name"][0] and (first.status, first.year) == (60, 2019)
    assert first.completed == pd.Timestamp(2019, 3, 4)
    assert first.created == pd.Timestamp("2019-03-03T21:06:07.890Z")
    assert second.name is None and np.isnan(second.status) and pd.isna(second.completed)
    assert pd.Timestamp.now(tz="UTC") - second.created < pd.Timedelta(minutes=1)


def test_the_name_of_the_code_list_stands_beside_the_code(ledger):
    store.append(ledger, POLYGONS, squares(2, measure=["planting", None]))
    assert store.read_layer(ledger, POLYGONS).measure_list.tolist() == ["measure", None]
    store.append(ledger, "rocky_desertification", squares(1, **{"class": ["2"]}))
    grades = store.read_layer(ledger, "rocky_desertification")
    assert grades.class_list.tolist() == ["rocky_desertification_grade"]


def test_codes_that_pandas_made_numbers_are_codes_again(ledger):
    store.append(ledger, POLYGONS, squares(2, township=[420304101.0, np.nan], number=[7, 8]))
    back = store.read_layer(ledger, POLYGONS)
    assert back.township.tolist() == ["420304101", None] and back.number.tolist() == ["7", "8"]


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=8))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_back_as_it_was(ledger, texts):
    before = len(store.read_layer(ledger, "reported_values"))
    store.append(ledger, "reported_values", pd.DataFrame({"remark": texts}, dtype=object))
    assert store.read_layer(ledger, "reported_values").remark.tolist()[before:] == texts


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "done"),
        ("status", 60.5),
        ("status", 2**63),
        ("reported_mu", "3,5"),
        ("reported_mu", float("inf")),
        ("completed", "31/12/2019"),
        ("completed", 20191231),
        ("name", b"\xcd\xbc\xb0\xdf"),
        ("name", "cut\0short"),
        ("name", "\ud800"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(ledger, column, value):
    before = ledger.read_bytes()
    rows = squares(2, **{column: pd.Series([None, value], dtype=object)})
    with pytest.raises(DataError) as caught:
        store.append(ledger, POLYGONS, rows)
    assert (caught.value.fields["column"], caught.value.fields["row"]) == (column, 2)
    assert ledger.read_bytes() == before


def test_unknown_columns_and_tables_are_refused_by_name(ledger):
    with pytest.raises(DataError, match="亩数, AREA"):
        store.append(ledger, POLYGONS, squares(1, 亩数=3, AREA=2000, name="x"))
    for table in ("parcels", "history", "ledger_info", "codes"):
        with pytest.raises(DataError, match=table):
            store.append(ledger, table, pd.DataFrame({"value": [1]}))
    with pytest.raises(DataError, match="geometry"):
        store.append(ledger, "reported_values", squares(1, value=1))


def test_the_file_numbers_its_rows_itself(ledger):
    assert store.append(ledger, POLYGONS, squares(2, fid=[70, 71])) == 2
    assert store.append(ledger, POLYGONS, squares(1, fid=[70])) == 1
    assert store.read_layer(ledger, POLYGONS).fid.tolist() == [1, 2, 3]


def test_odd_data_can_be_entered(ledger):
    """The ledger is there to say what is wrong; a file that refuses it would hide it."""
    store.append(ledger, POLYGONS, squares(1, target=None, status=77, year=-1, reported_mu=-5))
    row = store.read_interventions(ledger).iloc[0]
    assert row.target is None and row.status == 77
