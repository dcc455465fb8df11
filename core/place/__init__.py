"""What is at a place, and whether something may be done there: the question before a site is chosen."""

from .answer import CLEAR, FORBIDDEN, REVIEW, UNSURE, Answer, Here, RuleHere
from .index import PlaceIndex, Sources
from .works import ProjectKind, Works, intervention, project, project_kinds

__all__ = [
    "CLEAR",
    "FORBIDDEN",
    "REVIEW",
    "UNSURE",
    "Answer",
    "Here",
    "PlaceIndex",
    "ProjectKind",
    "RuleHere",
    "Sources",
    "Works",
    "intervention",
    "project",
    "project_kinds",
]
