"""The sample district: made-up geometry under the real names of Yunyang, with known answers.

Everything is laid on a hidden mesh, so that what overlaps, lies outside or off a baseline is known by
construction, and the expected answers are sums of the pieces laid, measured with GeographicLib. The ledger's
own code is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import DataError
from ..model import Plan
from ..plan import read_plan, shipped_plan
from ..words import QT_TRANSLATE_NOOP
from .attributes import interventions, tracks
from .conflicts import Conflicts, Contact
from .district import make_district
from .drafts import Desk
from .expected import Expected, expect
from .frames import banks_of, townships, waters, zone_layers
from .ground import Ground
from .measure import line_length
from .ordinary import Ordinary
from .planted import Planted, Planter
from .reports import report_values
from .zones import lay_zones

FEWEST = 50

_TOO_FEW = (
    QT_TRANSLATE_NOOP("EcoLedger", "The sample needs at least {fewest} parcels, not {parcels}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Ask for more: its planted faults and conflicts alone are that many."),
)

__all__ = ["Contact", "Expected", "Planted", "Sample", "build_sample"]


@dataclass(frozen=True)
class Sample:
    """The sample district.

    Parameters
    ----------
    seed, parcels : int
        What it was built from; the same numbers give the same sample.
    plan : Plan
        The shipped plan of 2018.
    layers : mapping of str to GeoDataFrame or DataFrame
        Table of the ledger → its rows; EPSG:4525.
    raw : mapping of (table, uuid) to bytes
        WKB to write in place of the geometry: an outline that no library would write.
    faults : tuple of Planted
        The fifteen planted faults with their effects.
    conflicts, contacts : tuple of Contact
        Interventions planted in a zone of a rule, and those that are there by their nature (bank works on a
        bank, a fishing ban in its reserve). No other intervention touches a zone of a rule.
    expected : Expected
        What the ledger must say.
    """

    seed: int
    parcels: int
    plan: Plan
    layers: Mapping[str, pd.DataFrame]
    raw: Mapping[tuple[str, str], bytes]
    faults: tuple[Planted, ...]
    conflicts: tuple[Contact, ...]
    contacts: tuple[Contact, ...]
    expected: Expected

    def rows_to_write(self) -> dict[str, pd.DataFrame]:
        """Return the layers as they go into a file: tables with raw outlines carry their geometry as WKB."""
        result = dict(self.layers)
        for table in {table for table, _ in self.raw}:
            frame = self.layers[table]
            wkb = [
                self.raw.get((table, u), g) for u, g in zip(frame.uuid, frame.geometry.to_wkb(), strict=True)
            ]
            result[table] = pd.DataFrame(frame.drop(columns=frame.geometry.name)).assign(geometry=wkb)
        return result


def build_sample(seed: int = 2018, parcels: int = 400) -> Sample:
    """Build the sample district.

    Parameters
    ----------
    seed : int
        Of the generator; 2018 is the district the manual shows.
    parcels : int
        How many interventions (parcels, lines and sites), at least 50.

    Returns
    -------
    Sample

    Raises
    ------
    DataError
        Fewer than 50 parcels, or a seed that leaves no room for one of them.

    Examples
    --------
    >>> sample = build_sample(parcels=50)
    >>> len(sample.layers["townships"]), len(sample.faults), round(sample.expected.reach)
    (20, 15, 136000)
    """
    if parcels < FEWEST:
        raise DataError(*_TOO_FEW, fewest=FEWEST, parcels=parcels)
    rng, plan = np.random.default_rng(seed), read_plan(shipped_plan())
    district = make_district(plan.townships, rng)
    zones = lay_zones(district, rng)
    banks = banks_of(district.main_stem, rng)
    ground, desk = Ground(district, zones, plan, rng), Desk(plan, rng)
    planter = Planter(ground, desk).plant()
    conflicts = Conflicts(ground, desk, banks)
    conflicts.plant()
    conflicts.add("ecological_red_line", planter.in_bow_tie, planter.bow_tie_uuid)
    ordinary = Ordinary(ground, desk)
    ordinary.lay(parcels - len(desk.drafts))
    ordinary.draw_clusters()
    reports, reported = report_values(plan, rng)
    expected = expect(desk.drafts, ordinary.shared, reported, line_length(district.main_stem.xy))
    layers = {
        "townships": townships(district, plan, rng),
        **waters(district, banks, plan, rng),
        **zone_layers(zones, district, plan, rng),
        **interventions(desk.drafts, plan, rng),
        "reported_values": reports,
    }
    layers["red_lines"] = planter.with_bow_tie(layers["red_lines"])
    layers["tracks"] = tracks(desk.drafts, layers["intervention_polygons"], rng)
    return Sample(
        seed,
        parcels,
        plan,
        layers,
        planter.raw,
        tuple(planter.known(expected)),
        tuple(conflicts.planted),
        tuple(conflicts.natural_of(desk.drafts)),
        expected,
    )
