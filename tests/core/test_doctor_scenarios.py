"""The doctor fooled: what it decides is right, what it cannot know it says so."""

import pytest

from ecoledger.tests.core.doctor_scenarios import OUTCOMES, SCENARIOS, run


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_is_decided_wrongly_and_the_truth_is_among_the_readings(scenario):
    outcomes = set(run(scenario, 2))
    allowed = {OUTCOMES[4]} if not scenario.truth else {OUTCOMES[0], OUTCOMES[2], OUTCOMES[3]}
    assert outcomes <= allowed
