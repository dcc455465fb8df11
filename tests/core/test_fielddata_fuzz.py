"""Every reader against damaged files: refused or read, no crash, no hang; benchmarks/fuzz.py runs 10,000."""

import time

import pytest

from ecoledger.tests.core.field_files import SEEDS
from ecoledger.tests.core.mutation import mutations, probe


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_refused_in_time(name):
    slowest = 0.0
    for data in mutations(SEEDS[name], count=150, seed=2018):
        began = time.process_time()
        probe(name, data)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 2


@pytest.mark.parametrize("name", SEEDS)
def test_an_undamaged_file_is_read_without_a_word_of_damage(name):
    file = probe(name, SEEDS[name])
    assert file.items
    assert not [fault for fault in file.faults if fault.severity == "error"]
