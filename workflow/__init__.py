"""The user's wishes, one function each: ask → compute → write → show.

One module for each group of wishes. QGIS imports them when it starts: dialogs, layers and core are imported
inside the functions.
"""

from .digitize import draw_interventions
from .docks import remove_windows, show_dock
from .first_steps import offer_first_steps, show_first_steps
from .layers import add_layers
from .manual import show_manual
from .messages import say, show_error, show_missing, take_back
from .new_ledger import new_ledger
from .preferences import OptionsPages, show_settings
from .recent import fill_recent
from .saving import stop_watching_saves, watch_saves

__all__ = [
    "OptionsPages",
    "add_layers",
    "draw_interventions",
    "fill_recent",
    "new_ledger",
    "offer_first_steps",
    "remove_windows",
    "say",
    "show_dock",
    "show_error",
    "show_first_steps",
    "show_manual",
    "show_missing",
    "show_settings",
    "stop_watching_saves",
    "take_back",
    "watch_saves",
]
