"""The user's wishes, one function each: ask → compute → write → show.

One module for each group of wishes. QGIS imports them when it starts: dialogs, layers and core are imported
inside the functions.
"""

from .layers import add_layers
from .messages import show_error, show_missing

__all__ = ["add_layers", "show_error", "show_missing"]
