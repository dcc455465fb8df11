"""Files from the field into parcels, lines and sites: read, diagnosed, cleaned, measured.

What the dialog shows item by item and what the algorithm writes in one go comes from here.
"""

from .files import files_in
from .ground import COLUMNS
from .intake import Intake, IntakeOptions, Taken, take, take_in

__all__ = ["COLUMNS", "Intake", "IntakeOptions", "Taken", "files_in", "take", "take_in"]
