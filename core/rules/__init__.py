"""Red lines, bank zones, bans: what lies where the plan does not want it, and never a silent zero."""

from .check import RuleIndex, check_rules, plane_of
from .result import RuleResult
from .statements import rule_statements, statements
from .waivers import STATES, gone

__all__ = [
    "STATES",
    "RuleIndex",
    "RuleResult",
    "check_rules",
    "gone",
    "plane_of",
    "rule_statements",
    "statements",
]
