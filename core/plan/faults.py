"""Every fault a plan folder can have: its stable id, how grave it is, what it says.

An id is never translated and never reused. A warning is shown and stops nothing.
"""

from __future__ import annotations

from typing import Any

from ..errors import Fault
from ..words import QT_TRANSLATE_NOOP
from .file_faults import ERROR, FILE_FAULTS, WARNING

FAULTS: dict[str, tuple[str, str, str]] = {
    **FILE_FAULTS,
    # a value
    "plan.missing_value": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is empty"),
        QT_TRANSLATE_NOOP("EcoLedger", "Fill it in."),
    ),
    "plan.formula": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} holds a formula or what Excel left of one: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Paste the value in its place; widen a column that shows #####."),
    ),
    "plan.bad_id": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no id: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Use small Latin letters, digits and _, a letter first: oak_forest."),
    ),
    "plan.bad_code": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no administrative code: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write {digits} digits; in Excel format the column as text first."),
    ),
    "plan.bad_number": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no number: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write digits and a decimal point only; a unit has its own column."),
    ),
    "plan.bad_quantity": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no number with a unit: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write it like this: {example}."),
    ),
    "plan.negative": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is negative: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write zero or a positive number."),
    ),
    "plan.zero_target": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The target {target} is zero"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the amount; progress cannot be told as a percentage of zero."),
    ),
    "plan.not_whole": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} counts things and is not a whole number: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the decimal point and the unit."),
    ),
    "plan.ratio_above_one": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is more than the whole: {value} {unit}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the decimal point and the unit."),
    ),
    "plan.unknown_unit": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "Unknown unit “{unit}”"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of these units: {near}."),
    ),
    "plan.wrong_unit_kind": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The unit {unit} does not measure {kind}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of these units: {near}."),
    ),
    "plan.unknown_choice": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} has an unknown value: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of: {known}."),
    ),
    "plan.bad_date": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no date: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write year-month-day, such as 2019-12-31."),
    ),
    "plan.bad_year": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no year: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write four digits from 1949 to 2199, such as 2019."),
    ),
    "plan.bad_revision": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no revision: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write 1 for the first version, 2 for the next."),
    ),
    "plan.bad_flag": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is neither yes nor no: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write yes or no (是 or 否)."),
    ),
    "plan.bad_crs": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no coordinate system: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write its EPSG code, such as EPSG:4525."),
    ),
    # what belongs together
    "plan.duplicate_key": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{value} stands already in line {first}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Keep one of the two rows."),
    ),
    "plan.unknown_key": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The entry {value} is unknown and is not read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Remove it, or correct its name; known are: {known}."),
    ),
    "plan.duplicate_id": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The {column} {value} stands already in line {first}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Give each row its own."),
    ),
    "plan.duplicate_name": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The name {value} stands already in line {first}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check whether one of the two has the wrong name."),
    ),
    "plan.duplicate_quota": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The same quota stands already in line {first}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Delete it, or give the later one the next revision."),
    ),
    "plan.code_outside_district": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The township code {value} does not begin with the district's {district}"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Check both codes."),
    ),
    "plan.unknown_township": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The township {value} is not in townships.csv"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the code, or add the township; nearest: {near}."),
    ),
    "plan.unknown_target": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} names a target that is not in targets.csv: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the id; nearest: {near}."),
    ),
    "plan.unknown_group": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The group {value} is not in groups.csv"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the id, or add the group; known are: {known}."),
    ),
    "plan.unknown_layer": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} names a layer the ledger does not have: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of: {known}."),
    ),
    "plan.layer_geometry": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The layer {value} holds {actual}, not {wanted}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Choose another layer, or correct the kind or the geometry of this row."
        ),
    ),
    "plan.unknown_class": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} has no class {value} in the shipped code lists"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct it, unless your own layer uses it; known are: {known}."),
    ),
    "plan.evidence_kind": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "A target of the kind {kind} cannot be shown by {evidence}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of: {known}."),
    ),
    "plan.unknown_aggregate": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} is no way to put values together here: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of: {known}."),
    ),
    "plan.bad_derivation": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{target} cannot be derived from {value}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Derive areas and shares only from area targets that polygons of their own show."
        ),
    ),
    "plan.shared_derivation": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{target} adds up targets that may count the same ground: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Put them into one exclusive group, or that ground is added twice."),
    ),
    "plan.no_baseline": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The target {target} is a share of a baseline and names none"),
        QT_TRANSLATE_NOOP("EcoLedger", "Name the layer in the column baseline."),
    ),
    "plan.no_aggregate": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "It is not said how the values of {target} become one; “{way}” is taken"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Write one of these in the column aggregate: {known}."),
    ),
    "plan.no_district_area": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The target {target} is a share of the district, whose area is not given"
        ),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Give district_area in plan.csv; until then the townships' area is used."
        ),
    ),
    # restrictions
    "plan.unknown_rule": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The rule {value} is not in rules.csv"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the id, or add the rule; nearest: {near}."),
    ),
    "plan.no_distance": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The rule {rule} has no distance to be within"),
        QT_TRANSLATE_NOOP("EcoLedger", "Give its distance in rules.csv, or choose another relation."),
    ),
    "plan.relation_geometry": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing can be {relation} the rule {rule}: its layer holds {actual}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write touches or within_distance."),
    ),
    "plan.bad_subject": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "It cannot be understood which works are meant: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write it like this: measure=planting|terracing; name|project~paper."),
    ),
    "plan.unknown_value": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "No works have the {column} {value}, so nothing would ever be found"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct it; nearest: {near}."),
    ),
    "plan.dates_reversed": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The last day {last} lies before the first day {first}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct one of the two dates."),
    ),
    # projects
    "plan.project_incomplete": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The project {project} has no {column}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Name the responsible unit, the source of funds and what is to be done in each year."
        ),
    ),
    "plan.bad_annual_plan": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{column} names no year and amount, or a year twice: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write it like this: 2018=0.5; 2019=1."),
    ),
    # sums
    "plan.sum_mismatch": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "The quotas of {target} ({breakdown}) add up to {sum} {unit}, the whole is {amount} {unit}",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the rows; {gap} {unit} are missing or, if negative, too much."),
    ),
    "plan.control_area_sum": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The townships' control areas add up to {sum} km², the district has {amount} km²"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the areas and their units."),
    ),
}


def fault(id: str, source: str = "", line: int | None = None, **fields: Any) -> Fault:
    """Return the fault of that id at one line of one file.

    Examples
    --------
    >>> str(fault("plan.negative", "targets.csv", 4, column="amount", value="-3"))
    'targets.csv:4: amount is negative: -3. Write zero or a positive number.'
    """
    severity, problem, suggestion = FAULTS[id]
    return Fault(id, problem, suggestion, fields, source=source, line=line, severity=severity)
