"""Data-quality checks: what is wrong with a layer's shapes and attributes, whatever a plan says."""

from .layer import Domain, Ground, Limits
from .registry import CHECKS
from .run import CheckResult, check_data

__all__ = ["CHECKS", "CheckResult", "Domain", "Ground", "Limits", "check_data"]
