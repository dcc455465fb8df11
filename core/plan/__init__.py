"""The plan as data: a folder of tables in, a checked `Plan` out; every fault is found at once.

Only the standard library is used here: QGIS reads plans before the heavy libraries are loaded.
"""

from .folder import check_plan, read_plan, shipped_plan, usable_plan
from .rows import plan_from_rows, plan_to_rows

__all__ = ["check_plan", "plan_from_rows", "plan_to_rows", "read_plan", "shipped_plan", "usable_plan"]
