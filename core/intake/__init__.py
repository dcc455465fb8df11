"""Files from the field into parcels, lines and sites: read, diagnosed, cleaned, measured.

What the dialog shows item by item and what the algorithm writes in one go comes from here.
"""

from .files import files_in
from .ground import COLUMNS
from .intake import Intake, IntakeOptions, Taken, read_subjects, take, take_in
from .known import Known, twins
from .preview import encodings_of, trace
from .records import Choice, Records, records_of
from .wish import Wish

__all__ = [
    "COLUMNS",
    "Choice",
    "Intake",
    "IntakeOptions",
    "Known",
    "Records",
    "Taken",
    "Wish",
    "encodings_of",
    "files_in",
    "read_subjects",
    "records_of",
    "take",
    "take_in",
    "trace",
    "twins",
]
