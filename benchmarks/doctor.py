"""Try to fool the doctor of coordinates; print what it made of files whose truth is known.

``doctor.py --n 12`` writes that many parcels of the sample district in each of some forty ways.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import package


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=12, help="parcels of each scenario")
    options = parser.parse_args()
    package.load()
    from ecoledger.tests.core.doctor_scenarios import BELIEVED, OUTCOMES, SCENARIOS, run

    total: Counter[str] = Counter()
    print(f"{'':42}" + "".join(f"{outcome:>24}" for outcome in OUTCOMES))
    for scenario in (*SCENARIOS, *BELIEVED):
        outcomes = Counter(run(scenario, options.n))
        total += outcomes
        print(f"{scenario.name:42}" + "".join(f"{outcomes[outcome]:24}" for outcome in OUTCOMES))
    print(f"{'all':42}" + "".join(f"{total[outcome]:24}" for outcome in OUTCOMES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
