"""Every reader against damaged files: refused or read, no crash, no hang; benchmarks/fuzz.py runs 10,000."""

import pytest

from ecoledger.tests.core.field_files import SEEDS
from ecoledger.tests.core.hang import comes_to_an_end
from ecoledger.tests.core.mutation import mutations, probe


def read_damaged(name):
    for data in mutations(SEEDS[name], count=150, seed=2018):
        probe(name, data)


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_refused(name):
    assert comes_to_an_end(read_damaged, name)


@pytest.mark.parametrize("name", SEEDS)
def test_an_undamaged_file_is_read_without_a_word_of_damage(name):
    file = probe(name, SEEDS[name])
    assert file.items
    assert not [fault for fault in file.faults if fault.severity == "error"]
